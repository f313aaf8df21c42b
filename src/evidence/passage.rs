//! What stands at a place of the text, as the recognisers ask it?

use std::cell::Cell;

use crate::language::{After, Entry, EntryId, Kind, Language, List, Token};
use crate::source::Span;

/// A word of these lists ends a noun phrase.
pub(super) const FUNCTION: u64 = List::Determiner.bit()
    | List::Pronoun.bit()
    | List::Preposition.bit()
    | List::Conjunction.bit()
    | List::Subordinator.bit()
    | List::Auxiliary.bit();

/// The tokens of a text with the questions that recognisers ask of them. A token that is already
/// read as part of something else answers none, except to `raw`.
pub(super) struct Passage<'a> {
    pub(super) text: &'a str,
    pub(super) language: &'a Language,
    pub(super) tokens: Vec<Token>,
    initial: Vec<bool>,
    steps: Cell<usize>,
}

impl<'a> Passage<'a> {
    /// Reads a text. Where no sentences are given, full stops and capitals tell where they begin.
    pub(super) fn new(
        text: &'a str,
        sentences: &[Span],
        language: &'a Language,
        mut tokens: Vec<Token>,
    ) -> Passage<'a> {
        language.read(text, &mut tokens);
        let mut passage = Passage { text, language, tokens, initial: Vec::new(), steps: Cell::new(0) };
        passage.initial = if sentences.is_empty() { passage.initials() } else { passage.starts(sentences) };
        passage
    }

    /// How many tokens were looked at so far.
    pub(super) fn steps(&self) -> usize {
        self.steps.get()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn raw(&self, at: usize) -> Option<&Token> {
        self.steps.set(self.steps.get() + 1);
        self.tokens.get(at)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.raw(at).filter(|token| !token.covered)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.get(at).map(|token| token.kind)
    }

    pub(super) fn is_kind(&self, at: usize, kind: Kind) -> bool {
        self.kind(at) == Some(kind)
    }

    /// The characters of a token, read or not.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.raw(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        let token = self.get(at).filter(|token| token.end - token.start == word.len());
        token
            .and_then(|token| self.text.get(token.start..token.end))
            .is_some_and(|said| said.eq_ignore_ascii_case(word))
    }

    /// Whether the word is a whole phrase of a list.
    pub(super) fn is(&self, at: usize, list: List) -> bool {
        self.is_any(at, list.bit())
    }

    pub(super) fn is_any(&self, at: usize, lists: u64) -> bool {
        self.get(at).is_some_and(|token| self.language.lists(token) & lists != 0)
    }

    /// Whether digits, money or a phrase of one of the lists begin here: most tokens end the search.
    pub(super) fn may_begin(&self, at: usize, lists: u64) -> bool {
        self.get(at)
            .is_some_and(|token| token.digit || token.kind == Kind::Currency || self.language.begun(token) & lists != 0)
    }

    /// Whether the token stands directly after the one before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|token| !token.space)
    }

    /// Whether the word begins a sentence, as far as capitals tell.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        self.initial.get(at).copied().unwrap_or(true)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.raw(at).is_some_and(|token| token.capital && token.kind == Kind::Word)
    }

    /// The longest phrase of a list from here, with its end.
    pub(super) fn phrase(&self, at: usize, list: List) -> Option<(usize, &'a Entry)> {
        let (end, id) = self.longest(at, list.bit(), |entry| entry.list == list)?;
        Some((end, self.language.entry(id)?))
    }

    /// The value of the word in a list.
    pub(super) fn value(&self, at: usize, list: List) -> Option<&'a str> {
        self.phrase(at, list).filter(|(end, _)| *end == at + 1).map(|(_, entry)| &*entry.value)
    }

    /// The longest phrase from here in any list of the mask.
    pub(super) fn longest(&self, at: usize, lists: u64, accepts: impl Fn(&Entry) -> bool) -> Option<(usize, EntryId)> {
        let token = self.get(at)?;
        if self.language.begun(token) & lists == 0 {
            return None;
        }
        let accepts = |end, entry: &Entry| {
            self.steps.set(self.steps.get() + 1);
            accepts(entry) && self.follows(entry.after, end)
        };
        self.language.longest(&self.tokens, at, accepts)
    }

    fn follows(&self, after: After, at: usize) -> bool {
        match after {
            After::Anything => true,
            After::Verb => self.is(at, List::Verb) && !self.is_capital(at),
            After::Name => self.is_capital(at),
            After::Subject => self.is_capital(at) || self.is_any(at, List::Determiner.bit() | List::Pronoun.bit()),
            After::Number => self.begins_number(at),
            After::End => self.ends_phrase(at),
        }
    }

    fn begins_number(&self, at: usize) -> bool {
        let lists = List::Cardinal.bit() | List::Scale.bit();
        let article = self.is_word(at, "a") || self.is_word(at, "half");
        self.is_kind(at, Kind::Number) || self.is_any(at, lists) || article && self.is(at + 1, List::Scale)
    }

    /// Whether the text or a phrase of it ends here.
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        let Some(token) = self.raw(at) else { return true };
        !matches!(token.kind, Kind::Word | Kind::Number | Kind::Hyphen | Kind::Currency | Kind::Raised)
            && (token.kind != Kind::Quote || self.ends_phrase_after_quote(at + 1))
    }

    fn ends_phrase_after_quote(&self, at: usize) -> bool {
        self.raw(at).is_none_or(|token| !matches!(token.kind, Kind::Word | Kind::Number))
    }

    /// The bytes of tokens `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(self.text.len(), |token| token.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        Span::new(start, end.max(start))
    }

    pub(super) fn cover(&mut self, from: usize, to: usize) {
        self.tokens.get_mut(from..to).unwrap_or(&mut []).iter_mut().for_each(|token| token.covered = true);
    }

    /// Whether a noun by its form is plural.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let Some(token) = self.raw(at).filter(|token| token.kind == Kind::Word) else { return false };
        let lists = self.language.lists(token);
        is_plural(self.word(at), lists) && (!token.caps || lists & List::Plural.bit() != 0)
    }

    /// The first words of the given sentences, behind opening quotes and brackets.
    fn starts(&self, sentences: &[Span]) -> Vec<bool> {
        let mut sentences = sentences.iter().peekable();
        let mut fresh = false;
        let mut starts = Vec::with_capacity(self.tokens.len());
        for token in &self.tokens {
            while sentences.next_if(|sentence| sentence.start <= token.start).is_some() {
                fresh = true;
            }
            starts.push(fresh);
            fresh &= matches!(token.kind, Kind::Quote | Kind::Open);
        }
        starts
    }

    fn initials(&self) -> Vec<bool> {
        let mut fresh = true;
        let mut initials = Vec::with_capacity(self.tokens.len());
        for (at, token) in self.tokens.iter().enumerate() {
            initials.push(fresh);
            fresh = match token.kind {
                Kind::Period => !self.is_abbreviated(at) && self.has_space_after(at),
                Kind::Stop => true,
                Kind::Quote | Kind::Open | Kind::Close | Kind::Raised => fresh,
                _ => false,
            };
        }
        initials
    }

    fn has_space_after(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_none_or(|next| next.space || next.kind != Kind::Word)
    }

    /// Whether the full stop at `at` belongs to an initial or a listed abbreviation.
    fn is_abbreviated(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return false };
        if before.capital && before.end - before.start <= 2 && self.word(at - 1).chars().count() == 1 {
            return true;
        }
        let list = List::SentenceAbbreviation;
        let mut start = at;
        while start > 0 && at - start < 6 && self.tokens.get(start).is_some_and(|token| !token.space) {
            start -= 1;
            let found = self.language.longest(&self.tokens, start, |end, entry| entry.list == list && end == at + 1);
            if found.is_some() {
                return true;
            }
        }
        false
    }
}

/// Whether a noun that stands in these lists is plural by its form: "-s" or a listed plural.
pub(super) fn is_plural(word: &str, lists: u64) -> bool {
    let ends = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
    let barred = FUNCTION | List::Singular.bit();
    lists & List::Plural.bit() != 0 || ends && word.len() > 3 && lists & barred == 0
}

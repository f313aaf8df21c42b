//! Which words of a language state a date, a number, a doubt, a denial, a cause, and what do they say?

mod list;
mod trie;
mod words;

use std::borrow::Cow;
use std::sync::OnceLock;

use memchr::memchr2;

pub use list::List;
pub(crate) use trie::{Trie, Words};
use words::first_token;
pub(crate) use words::{Kind, Token, tokenise};

const ENGLISH: &str = include_str!("language/en.csv");

/// What must stand after a phrase, said by its last word: `+verb`, `+name`, `+subject`, `+number`, `+end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    Anything,
    Verb,
    Name,
    Subject,
    Number,
    End,
}

/// One line of a list: a phrase and what it says.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The phrase as listed, `/` between forms of one word.
    pub phrase: Cow<'static, str>,
    /// Its list.
    pub list: List,
    /// What it says, `; ` between several, ` | ` where it says one of them.
    pub value: Cow<'static, str>,
    /// Least number meant, of a vague count.
    pub min: Option<u64>,
    /// Greatest number meant.
    pub max: Option<u64>,
    /// Why, where the line is a judgement.
    pub reason: Cow<'static, str>,
    pub(crate) after: After,
    capital: bool,
}

impl Entry {
    /// The items of the value.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.value.split([';', '|']).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Whether the value holds `item`.
    pub fn says(&self, item: &str) -> bool {
        self.values().any(|value| value == item)
    }

    /// Whether it says one of its values at a time: "would" predicts, or says what is not so.
    pub fn is_choice(&self) -> bool {
        self.value.contains('|')
    }

    /// The number cell that a quantifier or negator licenses: `2` of "both", `>50%` of "most".
    pub fn number(&self) -> Option<&str> {
        self.values().find(|value| value.contains(|c: char| c.is_ascii_digit()))
    }
}

/// The number of an [`Entry`] in its [`Language`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// The word lists of one language. Phrases match as whole words, longest first, without regard to
/// case unless they begin with a capital; straight and curly apostrophes are one.
///
/// ```
/// use factcheck::language::{Language, List};
/// let language = Language::of("en").unwrap();
/// let language = language.with([["a fair few", "number", "", "3", "60", "informal"]].into_iter());
/// assert!(language.is_sentence_abbreviation("e.g."));
/// assert_eq!(language.find("A fair few", List::Number).unwrap().max, Some(60));
/// assert!(Language::of("tlh").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Language {
    words: Words,
    masks: Vec<Masks>,
    trie: Trie,
    entries: Vec<Entry>,
    tokens: Vec<Token>,
}

/// By lists: where a word is a whole phrase, the same with a capital only, and where it begins one.
#[derive(Debug, Clone, Copy, Default)]
struct Masks {
    whole: u64,
    capital: u64,
    begins: u64,
}

impl Language {
    /// The lists shipped for a language, by its code; `None` where there are none.
    pub fn of(code: &str) -> Option<Language> {
        Language::shipped(code).cloned()
    }

    /// The same, shared: the lists are read once in a process.
    pub fn shipped(code: &str) -> Option<&'static Language> {
        static LISTS: OnceLock<Language> = OnceLock::new();
        Language::is_shipped(code).then(|| LISTS.get_or_init(|| Language::read_lists(ENGLISH)))
    }

    /// Whether there are lists for a language.
    pub fn is_shipped(code: &str) -> bool {
        code == "en"
    }

    fn read_lists(text: &'static str) -> Language {
        let mut language = Language::default();
        let count = text.len() / 64;
        language.entries.reserve(count);
        language.trie.reserve(count);
        let mut rest = text.get(text.find('\n').unwrap_or(0) + 1..).unwrap_or("");
        let mut last = None;
        while !rest.is_empty() {
            let cells = record(&mut rest);
            let list = last.filter(|list: &List| list.as_str() == cells[1]).or_else(|| List::parse(&cells[1]));
            last = list;
            language.add(list, cells, false);
        }
        language
    }

    /// The lists with rows `phrase,class,value,min,max,reason` added. A row replaces the shipped one
    /// of the same phrase and class, and removes it if its value is `none`; in a new class it comes
    /// first. A row of an unknown class adds nothing.
    pub fn with<'r>(mut self, rows: impl Iterator<Item = [&'r str; 6]>) -> Language {
        rows.for_each(|row| self.add(List::parse(row[1]), row.map(|cell| Cow::Owned(cell.to_owned())), true));
        self
    }

    /// One line of the lists.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// All lines, shipped ones first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The line of a list that says exactly this phrase.
    pub fn find(&self, phrase: &str, list: List) -> Option<&Entry> {
        self.in_lists(phrase, list.bit())
    }

    /// Whether one of the lists has exactly this phrase.
    pub fn is_in(&self, phrase: &str, lists: &[List]) -> bool {
        self.in_lists(phrase, lists.iter().fold(0, |bits, list| bits | list.bit())).is_some()
    }

    fn in_lists(&self, phrase: &str, lists: u64) -> Option<&Entry> {
        // Most words that are asked for are in no list: they are not worth a list of tokens.
        let first = self.known(phrase, first_token(phrase)?);
        if self.begun(&first) & lists == 0 {
            return None;
        }
        let tokens = self.tokens(phrase);
        let (end, id) = self.longest(&tokens, 0, |_, entry| entry.list.bit() & lists != 0)?;
        self.entry(id).filter(|_| end == tokens.len())
    }

    /// Whether the full stop of `word` is that of an abbreviation, which ends no sentence: "e.g.",
    /// "vol.". With or without its full stop.
    pub fn is_sentence_abbreviation(&self, word: &str) -> bool {
        let stem = word.strip_suffix('.').unwrap_or(word);
        self.find(&format!("{stem}."), List::SentenceAbbreviation).is_some()
    }

    /// The tokens of a text, each with its number among the listed words.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.read(text, &mut tokens);
        tokens
    }

    pub(crate) fn read(&self, text: &str, tokens: &mut Vec<Token>) {
        tokenise(text, tokens);
        tokens.iter_mut().for_each(|token| *token = self.known(text, *token));
    }

    /// A token with its number among the listed words.
    fn known(&self, text: &str, token: Token) -> Token {
        let word = text.get(token.start..token.end).unwrap_or("");
        Token { word: self.words.get(token.hash, word).unwrap_or(u32::MAX), ..token }
    }

    /// The lists in which a token is a whole phrase, as bits.
    pub(crate) fn lists(&self, token: &Token) -> u64 {
        let masks = self.masks.get(token.word as usize).copied().unwrap_or_default();
        if token.capital { masks.whole | masks.capital } else { masks.whole }
    }

    /// The lists of which a phrase begins with this token, as bits.
    pub(crate) fn begun(&self, token: &Token) -> u64 {
        self.masks.get(token.word as usize).map_or(0, |masks| masks.begins)
    }

    /// The longest phrase from token `at` on that `accepts` (its end and itself), with its end. Tokens that
    /// are already read end the search.
    pub(crate) fn longest(
        &self,
        tokens: &[Token],
        at: usize,
        accepts: impl Fn(usize, &Entry) -> bool,
    ) -> Option<(usize, EntryId)> {
        self.walk(tokens, at, |token| !token.covered, accepts)
    }

    /// The longest phrase of a list from token `at` on, whatever else has read its tokens.
    pub(crate) fn phrase(&self, tokens: &[Token], at: usize, list: List) -> Option<(usize, &Entry)> {
        let begins = tokens.get(at).is_some_and(|token| self.begun(token) & list.bit() != 0);
        let (end, id) = begins.then(|| self.walk(tokens, at, |_| true, |_, entry| entry.list == list)).flatten()?;
        Some((end, self.entry(id)?))
    }

    /// Whether a phrase of a list stands in a text.
    pub fn stands_in(&self, text: &str, list: List) -> bool {
        let tokens = self.tokens(text);
        (0..tokens.len()).any(|at| self.phrase(&tokens, at, list).is_some())
    }

    fn walk(
        &self,
        tokens: &[Token],
        at: usize,
        is_free: impl Fn(&Token) -> bool,
        accepts: impl Fn(usize, &Entry) -> bool,
    ) -> Option<(usize, EntryId)> {
        let head = tokens.get(at).filter(|token| is_free(token))?;
        let mut node = self.trie.first(head.word);
        let mut end = at + 1;
        let mut best = None;
        while let Some(here) = node {
            let fits = |id: &&u32| self.fits(head, **id, |entry| accepts(end, entry));
            if let Some(id) = self.trie.ends(here).iter().find(fits) {
                best = Some((end, EntryId(*id)));
            }
            node = tokens
                .get(end)
                .filter(|token| is_free(token) && token.word != u32::MAX)
                .and_then(|token| self.trie.next(here, token.word, token.space));
            end += 1;
        }
        best
    }

    fn fits(&self, head: &Token, id: u32, accepts: impl Fn(&Entry) -> bool) -> bool {
        self.entries.get(id as usize).is_some_and(|entry| (head.capital || !entry.capital) && accepts(entry))
    }

    fn add(&mut self, list: Option<List>, cells: [Cow<'static, str>; 6], is_own: bool) {
        let (Some(list), [phrase, _, value, min, max, reason]) = (list, cells) else { return };
        let (phrase, after) = split_after(phrase);
        let capital = phrase.chars().next().is_some_and(char::is_uppercase);
        let (min, max) = (min.parse().ok(), max.parse().ok());
        let entry = Entry { phrase, list, value, min, max, reason, after, capital };
        let id = self.entries.len() as u32;
        if entry.phrase.contains('/') {
            forms(&entry.phrase).iter().for_each(|form| self.add_form(form, &entry, id, is_own));
        } else {
            self.add_form(&entry.phrase, &entry, id, is_own);
        }
        self.entries.push(entry);
    }

    fn add_form(&mut self, form: &str, entry: &Entry, id: u32, is_own: bool) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokenise(form, &mut tokens);
        let word = |token: &Token| form.get(token.start..token.end).unwrap_or("");
        let words: Vec<_> = tokens.iter().map(|token| (self.words.add(token.hash, word(token)), token.space)).collect();
        self.tokens = tokens;
        self.mark(&words, entry);
        let Some(ends) = self.trie.insert(&words) else { return };
        let same = |old: &Entry| old.list == entry.list && (is_own || old.after == entry.after);
        ends.retain(|old| !self.entries.get(*old as usize).is_some_and(same));
        if &*entry.value != "none" {
            let first = is_own || entry.after != After::Anything;
            ends.insert(if first { 0 } else { ends.len() }, id);
        }
    }

    fn mark(&mut self, words: &[(u32, bool)], entry: &Entry) {
        let Some((head, _)) = words.first() else { return };
        if self.masks.len() <= *head as usize {
            self.masks.resize(*head as usize + 1, Masks::default());
        }
        let Some(masks) = self.masks.get_mut(*head as usize) else { return };
        masks.begins |= entry.list.bit();
        if words.len() == 1 && entry.after == After::Anything {
            *(if entry.capital { &mut masks.capital } else { &mut masks.whole }) |= entry.list.bit();
        }
    }
}

fn split_after(phrase: Cow<'static, str>) -> (Cow<'static, str>, After) {
    if !phrase.contains('+') {
        return (phrase, After::Anything);
    }
    let after = match phrase.rsplit_once(" +").map(|(_, after)| after) {
        Some("verb") => After::Verb,
        Some("name") => After::Name,
        Some("subject") => After::Subject,
        Some("number") => After::Number,
        Some("end") => After::End,
        _ => return (phrase, After::Anything),
    };
    let end = phrase.rfind(" +").unwrap_or(phrase.len());
    let words = match phrase {
        Cow::Borrowed(phrase) => Cow::Borrowed(phrase.get(..end).unwrap_or(phrase)),
        Cow::Owned(phrase) => Cow::Owned(phrase.get(..end).unwrap_or(&phrase).to_owned()),
    };
    (words, after)
}

/// "seek/seeks to" as "seek to", "seeks to"; at most 64 forms.
fn forms(phrase: &str) -> Vec<String> {
    let mut forms = vec![String::new()];
    for word in phrase.split_whitespace() {
        let longer = |form: &String| {
            let gap = if form.is_empty() { "" } else { " " };
            word.split('/').map(|one| format!("{form}{gap}{one}")).collect::<Vec<_>>()
        };
        forms = forms.iter().flat_map(longer).take(64).collect();
    }
    forms
}

/// The six cells of the first record of the shipped lists, which leaves `rest`; quotes as in RFC 4180.
fn record(rest: &mut &'static str) -> [Cow<'static, str>; 6] {
    let mut cells: [Cow<'static, str>; 6] = Default::default();
    let mut ended = false;
    for cell in &mut cells {
        if ended {
            break;
        }
        let end = cell_end(rest);
        let text = rest.get(..end).unwrap_or("");
        *cell = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(quoted) => Cow::Owned(quoted.replace("\"\"", "\"")),
            None => Cow::Borrowed(text),
        };
        ended = rest.as_bytes().get(end) != Some(&b',');
        *rest = rest.get(end + 1..).unwrap_or("");
    }
    cells
}

/// Where the comma or line end after the first cell stands: outside quotes.
fn cell_end(rest: &str) -> usize {
    if !rest.starts_with('"') {
        return memchr2(b',', b'\n', rest.as_bytes()).unwrap_or(rest.len());
    }
    let mut quoted = false;
    let end = rest.bytes().position(|byte| {
        quoted ^= byte == b'"';
        !quoted && matches!(byte, b',' | b'\n')
    });
    end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Language {
        Language::of("en").unwrap_or_default()
    }

    #[test]
    fn every_line_of_the_shipped_lists_is_read() {
        for mut line in ENGLISH.lines().skip(1) {
            let [phrase, class, .., reason] = record(&mut line);
            let list = List::parse(&class);
            assert!(list.is_some(), "unknown class: {line}");
            let words = split_after(phrase.clone()).0;
            assert!(!words.is_empty() && line.is_empty(), "{phrase}: not six cells");
            let judges = list.is_some_and(|list| list.is_cue());
            assert!(!judges || !reason.is_empty(), "a judgement without its reason: {line}");
        }
    }

    #[test]
    fn no_phrase_is_two_cues_and_none_is_listed_twice() {
        let mut seen = std::collections::HashMap::new();
        for entry in english().entries() {
            for form in forms(&entry.phrase) {
                let kind = if entry.list.is_cue() { "cue" } else { entry.list.as_str() };
                let old = seen.insert((form.clone(), kind, entry.after as u8), entry.list);
                assert!(old.is_none(), "`{form}` is both {old:?} and {:?}", entry.list);
            }
        }
    }

    #[test]
    fn a_users_row_replaces_and_removes() {
        let language = english().with([["likely", "hedge", "possible", "", "", "ours"]].into_iter());
        assert_eq!(language.find("likely", List::Hedge).map(|entry| &*entry.value), Some("possible"));
        let language = language.with([["likely", "hedge", "none", "", "", "not here"]].into_iter());
        assert!(language.find("likely", List::Hedge).is_none());
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        for word in ["e.g.", "i.e.", "cf.", "Dr.", "No.", "vol.", "pp.", "al.", "vol", "U.S."] {
            assert!(english().is_sentence_abbreviation(word), "{word}");
        }
        for word in ["no.", "end.", "", ".", "volt."] {
            assert!(!english().is_sentence_abbreviation(word), "{word}");
        }
    }
}

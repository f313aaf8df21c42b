//! What does a passage say: which dates, numbers, names and cue words, each with its bytes?
//!
//! One scan from left to right over the reading text: the text is cut into tokens once, and every
//! recogniser looks at a bounded number of tokens around its own, so the cost is linear. What reads
//! a token takes it; the order is noise, citations, listed names, dates, spans of time, numbers, cue
//! words, other names. Words are the language's (`language.rs`), rules here are about form.

mod abbreviations;
mod amounts;
mod citations;
mod clauses;
mod counted;
mod cue;
mod dates;
mod moment;
mod moments;
mod names;
mod negators;
mod noise;
mod numbers;
mod passage;
mod spans;
mod tense;

pub use citations::Citation;
pub use clauses::clauses;
pub use cue::{Class, Cue, Inner, Role, Value};
pub use names::{AliasId, Names, stem};
pub use tense::{Tense, tense};

use crate::language::{Kind, Language, List, Token};
use crate::source::Span;
use passage::Passage;

/// An article before a noun, which may count it as one: "two rivers and a lake". No cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Article {
    /// The bytes of "a" or "an".
    pub span: Span,
    /// The bytes of the noun.
    pub counted: Span,
}

/// What a passage says. Spans are bytes of the text that was scanned.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The cues by start; no two overlap.
    pub cues: Vec<Cue>,
    /// Author-year citations; their years are no dates and their authors no free names.
    pub citations: Vec<Citation>,
    /// Addresses, page and volume numbers, marks: their digits are neither numbers nor dates.
    pub noise: Vec<Span>,
    /// Articles that may count one.
    pub articles: Vec<Article>,
    /// The content words, in order: what no cue, citation or mark holds, and no list knows as a word of
    /// grammar. Of a hyphenated word each part counts; single letters do not.
    pub content: Vec<Span>,
    /// How many tokens the scan looked at: the measure of its cost.
    pub steps: usize,
    tokens: Vec<Token>,
}

/// Reads a passage or a whole source, as its reading text.
///
/// ```
/// use factcheck::{evidence::{scan, Class, Names}, language::Language};
/// let (language, names) = (Language::of("en").unwrap(), Names::default());
/// let text = "over 1,500 people left in January 2013";
/// let evidence = scan(text, &language, &names);
/// let said: Vec<String> = evidence.cues.iter().map(|cue| cue.describe(text, &language, &names)).collect();
/// assert_eq!(said, [">1500", "within 2013-01"]);
/// assert_eq!(evidence.of(Class::Number).count(), 1);
/// let content: Vec<&str> = evidence.content.iter().map(|word| &text[word.range()]).collect();
/// assert_eq!(content, ["people", "left"]);
/// ```
pub fn scan(text: &str, language: &Language, names: &Names) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.read(text, &[], language, names);
    evidence
}

impl Evidence {
    /// Scans another text into the same memory. Its sentences (in order, from `source.rs`) say which
    /// capitals only begin one, headings too; without them full stops tell.
    pub fn read(&mut self, text: &str, sentences: &[Span], language: &Language, names: &Names) {
        self.cues.clear();
        self.citations.clear();
        self.noise.clear();
        self.articles.clear();
        self.content.clear();
        let mut passage = Passage::new(text, sentences, language, std::mem::take(&mut self.tokens));
        noise::take(&mut passage, &mut self.noise);
        citations::take(&mut passage, names, &mut self.citations);
        names::take_listed(&mut passage, names, &mut self.cues);
        self.read_cues(&mut passage);
        names::take_unlisted(&mut passage, &mut self.cues);
        self.cues.sort_by_key(|cue| cue.span);
        abbreviations::find_long_forms(&passage, &mut self.cues);
        negators::set_scopes(&passage, &mut self.cues);
        self.read_content(&passage);
        self.steps = passage.steps();
        self.tokens = passage.tokens;
    }

    /// The cues of a class, in order.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Cue> {
        self.cues.iter().filter(move |cue| cue.class == class)
    }

    /// The cues that lie wholly inside `span`, in order.
    ///
    /// ```
    /// use factcheck::{evidence::{scan, Names}, language::Language, source::Span};
    /// let evidence = scan("not in 2012 but in 2013", &Language::of("en").unwrap(), &Names::default());
    /// assert_eq!(evidence.within(Span::new(4, 11)).count(), 1);
    /// ```
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Cue> {
        let first = self.cues.partition_point(|cue| cue.span.start < span.start);
        let rest = self.cues.get(first..).unwrap_or(&[]).iter();
        rest.take_while(move |cue| cue.span.start < span.end).filter(move |cue| cue.span.end <= span.end)
    }

    /// The cues that share a byte with a passage, in order. No cue holds another, so that their ends ascend
    /// as their starts do.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = &Cue> {
        let first = self.cues.partition_point(|cue| cue.span.end <= span.start);
        self.cues.get(first..).unwrap_or(&[]).iter().take_while(move |cue| cue.span.start < span.end)
    }

    /// Where phrases of a helper list stand, whatever else their words say.
    pub fn phrases(&self, language: &Language, list: List) -> Vec<Span> {
        let tokens = &self.tokens;
        let starts = (0..tokens.len()).filter_map(|at| Some((tokens.get(at)?, language.phrase(tokens, at, list)?.0)));
        starts.filter_map(|(first, end)| Some(Span::new(first.start, tokens.get(end - 1)?.end))).collect()
    }

    fn read_content(&mut self, passage: &Passage) {
        const GRAMMAR: u64 = passage::FUNCTION | List::Relative.bit() | List::Light.bit();
        let says = |token: &Token| match token.kind {
            Kind::Word => token.end - token.start > 1 && passage.language.lists(token) & GRAMMAR == 0,
            Kind::Number => true,
            _ => false,
        };
        let mut before = None;
        for token in &passage.tokens {
            // What stands directly after a word is its possessive.
            let is_tail = !token.space && matches!(before, Some(Kind::Word | Kind::Number));
            before = Some(token.kind);
            if !is_tail && says(token) && (!token.covered || is_locator(&self.noise, passage, token)) {
                self.content.push(Span::new(token.start, token.end));
            }
        }
    }

    fn read_cues(&mut self, passage: &mut Passage) {
        let mut at = 0;
        while at < passage.len() {
            at = match self.read_at(passage, at) {
                Some(end) => {
                    passage.cover(at, end);
                    end
                }
                None => at + 1,
            };
        }
    }

    /// Reads what begins at a token and answers where it ends.
    fn read_at(&mut self, passage: &Passage, at: usize) -> Option<usize> {
        passage.get(at)?;
        dates::date(passage, at, &mut self.cues)
            .or_else(|| spans::span(passage, at, &mut self.cues))
            .or_else(|| numbers::number(passage, at, &mut self.cues))
            .or_else(|| self.read_word(passage, at))
    }

    fn read_word(&mut self, passage: &Passage, at: usize) -> Option<usize> {
        if let Some(article) = counted::article(passage, at) {
            self.articles.push(article);
        }
        let cues = List::Month.bit() - 1;
        let word = passage.longest(at, cues, |entry| entry.list.is_cue() && !is_name_part(passage, at, entry.list));
        if let Some(cue) = ordinal(passage, at, word.map_or(0, |(end, _)| end)) {
            let end = cue.1;
            self.cues.push(cue.0);
            return Some(end);
        }
        let (end, entry) = word?;
        let list = passage.language.entry(entry)?.list;
        let span = passage.span(at, end);
        let value = match list {
            List::Negator => Value::Negator { entry, scope: span, inner: Inner::No },
            List::Number => numbers::vague(passage, at, end, entry),
            List::Date => Value::Relative { role: None },
            _ => Value::Word(entry),
        };
        self.cues.push(Cue { class: Class::of(list)?, span, value });
        Some(end)
    }
}

/// Whether a token belongs to what locates, as a page number or an address does, and is no mark.
fn is_locator(noise: &[Span], passage: &Passage, token: &Token) -> bool {
    let at = noise.partition_point(|noise| noise.end <= token.start);
    let Some(noise) = noise.get(at).filter(|noise| noise.start < token.end) else { return false };
    let first = passage.tokens.partition_point(|token| token.start < noise.start);
    passage.tokens.get(first).is_some_and(|first| !matches!(first.kind, Kind::Open | Kind::Raised))
}

/// Whether a word is a plural noun by its form.
///
/// ```
/// use factcheck::{evidence::is_plural, language::Language};
/// let language = Language::of("en").unwrap();
/// assert!(is_plural("causes", &language) && !is_plural("cause", &language));
/// ```
pub fn is_plural(word: &str, language: &Language) -> bool {
    let lists = language.tokens(word).first().map_or(0, |token| language.lists(token));
    passage::is_plural(word, lists)
}

/// A capitalised word inside a sentence that only places or ranks is part of a name.
fn is_name_part(passage: &Passage, at: usize, list: List) -> bool {
    let places = matches!(list, List::Scope | List::Rank | List::Degree | List::Part | List::Quantifier | List::Hedge);
    let named = list == List::Scope && passage.is_capital(at + 1) && passage.get(at + 1).is_some();
    places && passage.is_capital(at) && (named || !passage.is_initial(at))
}

/// An ordinal, alone or with the superlative after it ("second largest"), where no longer phrase
/// that ends at `end` begins with it.
fn ordinal(passage: &Passage, at: usize, end: usize) -> Option<(Cue, usize)> {
    let number = amounts::ordinal(passage, at)?;
    let superlative = |at| passage.phrase(at, List::Rank).filter(|(_, entry)| entry.says("superlative"));
    let next = at + amounts::ordinal_width(passage, at);
    let hyphen = usize::from(passage.is_kind(next, Kind::Hyphen));
    let last = superlative(next + hyphen).map_or(next, |(end, _)| end);
    let named = passage.is_capital(at) && !passage.is_initial(at);
    if last < end || named {
        return None;
    }
    Some((Cue { class: Class::Rank, span: passage.span(at, last), value: Value::Ordinal(number) }, last))
}

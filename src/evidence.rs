//! What does a passage say: which dates, numbers, names and cue words, each with its bytes?
//!
//! One scan from left to right over the reading text: the text is cut into tokens once, and every
//! recogniser looks at a bounded number of tokens around its own, so the cost is linear. What reads
//! a token takes it; the order is noise, citations, listed names, dates, spans of time, numbers, cue
//! words, other names. Words are the language's (`language.rs`), rules here are about form.

mod citations;
mod clauses;
mod counted;
mod dates;
mod moments;
mod names;
mod negators;
mod noise;
mod numbers;
mod passage;
mod spans;

use std::fmt;

pub use citations::Citation;
pub use clauses::clauses;
pub use names::{AliasId, Names};

use crate::language::{EntryId, Kind, Language, List, Token};
use crate::source::Span;
use passage::Passage;

macro_rules! classes {
    ($($name:ident $text:literal $plural:literal $about:literal,)*) => {
        /// The class of a cue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = $about] $name,)*
        }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// Its name: `date`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }

            /// Its name for many: `dates`.
            pub const fn plural(self) -> &'static str {
                match self { $(Class::$name => $plural,)* }
            }
        }
    };
}

classes! {
    Date "date" "dates" "A date with its role, or a span of time.",
    Number "number" "numbers" "A number with its bound, or a vague count.",
    Name "name" "names" "A listed alias, or a capitalised word inside a sentence.",
    Abbreviation "abbreviation" "abbreviations" "A name in capitals.",
    Negator "negator" "negators" "A word that denies.",
    Hedge "hedge" "hedges" "A word that weakens, or says whose statement it is.",
    Booster "booster" "boosters" "A word that insists.",
    Condition "condition" "conditions" "A word that makes one thing depend on another.",
    Connective "connective" "connectives" "A word that joins statements.",
    Quantifier "quantifier" "quantifiers" "How many of a whole.",
    Degree "degree" "degrees" "How much.",
    Rank "rank" "ranks" "Which place in an order.",
    Scope "scope" "scopes" "Which share of a place or field.",
    Part "part" "parts" "Which share of a body.",
}

impl Class {
    /// The class with this name.
    pub fn parse(name: &str) -> Option<Class> {
        Class::ALL.iter().copied().find(|class| class.as_str() == name)
    }

    fn of(list: List) -> Option<Class> {
        if list.is_cue() { Class::parse(list.as_str()) } else { None }
    }
}

/// How a date binds what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// At some time in it.
    Within,
    /// All of it.
    Throughout,
    /// Starts in it.
    From,
    /// Ends in it.
    Until,
    /// At the latest in it.
    By,
    /// Before it.
    Before,
    /// After it.
    After,
}

impl Role {
    const ALL: [Role; 7] =
        [Role::Within, Role::Throughout, Role::From, Role::Until, Role::By, Role::Before, Role::After];

    /// The name in the column `role`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Within => "within",
            Role::Throughout => "throughout",
            Role::From => "from",
            Role::Until => "until",
            Role::By => "by",
            Role::Before => "before",
            Role::After => "after",
        }
    }

    /// The role with this name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// What a cue says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A date in canonical EDTF.
    Date {
        /// The text of the cell `when`.
        edtf: Box<str>,
        /// Its role.
        role: Role,
        /// The bytes of the date without the word that gives its role.
        proper: Span,
    },
    /// A measured span of time.
    Duration {
        /// The text of the cell `span`: `P3Y`, `>P10Y`, `P2Y..P3Y`.
        iso: Box<str>,
        /// Before or after what, where the span is a distance.
        role: Option<Role>,
        /// The bytes of the measure.
        proper: Span,
    },
    /// A time without a date or measure of its own: "over the past decade", "in May".
    Relative {
        /// The role that its words give ("in the months before").
        role: Option<Role>,
    },
    /// A number.
    Number {
        /// The text of the cell `number`: `3`, `>1500`, `24..99`, `50%`, `1/3`, `2 of 3`, or the
        /// words of a vague count.
        cell: Box<str>,
        /// The line of the list, of a vague count: its bounds.
        entry: Option<EntryId>,
        /// The noun counted, or the unit.
        counted: Option<Span>,
    },
    /// A name.
    Name {
        /// Which alias; `None` for a capitalised word that no list knows.
        alias: Option<AliasId>,
        /// It is one part of a hyphenated name that is itself not listed.
        compound: bool,
    },
    /// A name in capitals.
    Abbreviation {
        /// Which alias.
        alias: Option<AliasId>,
        /// The bytes of its long form, where the text gives it beside the first use.
        long: Option<Span>,
        /// Whether the initials of the long form spell it.
        spelled: bool,
    },
    /// A negator.
    Negator {
        /// The line of the list.
        entry: EntryId,
        /// What it governs: the rest of its clause, or all of it ("in vain").
        scope: Span,
    },
    /// Another cue word, with its line of the list.
    Word(EntryId),
    /// An ordinal as a rank: "third" is 3.
    Ordinal(u32),
}

/// One cue: what the words at `span` (bytes of the text) say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its class.
    pub class: Class,
    /// Its bytes, with the word that gives a date its role or a number its bound.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

impl Cue {
    /// The line of the language's lists that made it a cue.
    pub fn entry(&self) -> Option<EntryId> {
        match self.value {
            Value::Word(entry) | Value::Negator { entry, .. } => Some(entry),
            Value::Number { entry, .. } => entry,
            _ => None,
        }
    }

    /// Its value as one line of text: `within 2013-01`, `>1500`, `cause`.
    pub fn describe(&self, text: &str, language: &Language, names: &Names) -> String {
        let alias = |alias: Option<AliasId>| alias.and_then(|id| names.alias(id)).unwrap_or("unknown").to_owned();
        match &self.value {
            Value::Date { edtf, role, .. } => format!("{} {edtf}", role.as_str()),
            Value::Duration { iso, role, .. } => with_role(*role, iso),
            Value::Relative { role } => with_role(*role, "relative"),
            Value::Number { cell, .. } => cell.to_string(),
            Value::Name { alias: id, compound } => alias(*id) + if *compound { " (part)" } else { "" },
            Value::Abbreviation { alias: id, long, .. } => {
                long.and_then(|long| text.get(long.start..long.end)).map_or_else(|| alias(*id), str::to_owned)
            }
            Value::Negator { entry, .. } | Value::Word(entry) => {
                language.entry(*entry).map_or_else(String::new, |entry| entry.value.to_string())
            }
            Value::Ordinal(number) => number.to_string(),
        }
    }
}

fn with_role(role: Option<Role>, text: &str) -> String {
    role.map_or_else(|| text.to_owned(), |role| format!("{} {text}", role.as_str()))
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

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
        let mut passage = Passage::new(text, sentences, language, std::mem::take(&mut self.tokens));
        noise::take(&mut passage, &mut self.noise);
        citations::take(&mut passage, names, &mut self.citations);
        names::take_listed(&mut passage, names, &mut self.cues);
        self.read_cues(&mut passage);
        names::take_unlisted(&mut passage, &mut self.cues);
        self.cues.sort_by_key(|cue| cue.span);
        names::find_long_forms(&passage, &mut self.cues);
        negators::set_scopes(&passage, &mut self.cues);
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
            List::Negator => Value::Negator { entry, scope: span },
            List::Number => numbers::vague(passage, at, end, entry),
            List::Date => Value::Relative { role: None },
            _ => Value::Word(entry),
        };
        self.cues.push(Cue { class: Class::of(list)?, span, value });
        Some(end)
    }
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
    let number = numbers::ordinal(passage, at)?;
    let superlative = |at| passage.phrase(at, List::Rank).filter(|(_, entry)| entry.says("superlative"));
    let next = at + numbers::ordinal_width(passage, at);
    let hyphen = usize::from(passage.is_kind(next, Kind::Hyphen));
    let last = superlative(next + hyphen).map_or(next, |(end, _)| end);
    let named = passage.is_capital(at) && !passage.is_initial(at);
    if last < end || named {
        return None;
    }
    Some((Cue { class: Class::Rank, span: passage.span(at, last), value: Value::Ordinal(number) }, last))
}

//! How much of the sources do the rows cover: counted from the source, so that rows cannot starve it.

use crate::document::Document;
use crate::source::Span;

/// What became of the members of one class of cue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many the source has.
    pub total: usize,
    /// How many a claim uses.
    pub used: usize,
    /// How many lie in a reasoned silence.
    pub silent: usize,
    /// How many nothing accounts for.
    pub unused: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.total += other.total;
        self.used += other.used;
        self.silent += other.silent;
        self.unused += other.unused;
    }
}

/// The classes that coverage counts.
pub const CLASSES: &[&str] = &[
    "sentences", "dates", "numbers", "names", "abbreviations", "negators", "hedges", "conditions", "connectives",
    "quantifiers", "boosters", "degrees", "ranks", "scopes", "parts",
];

/// Coverage of one or more sources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sentences: used when a claim stands in them.
    pub sentences: Tally,
    /// Sentences in a silence of kind `later`: they count in no class.
    pub later: usize,
}

/// What accounts for a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// A claim stands in it.
    Used,
    /// A silence covers it.
    Silent,
    /// Its encoding is put off.
    Later,
    /// Nothing does.
    Unused,
}

impl Coverage {
    /// Counts one source.
    pub fn of(document: &Document) -> Coverage {
        let mut coverage = Coverage::default();
        for (_, account) in accounts(document) {
            let tally = &mut coverage.sentences;
            match account {
                Account::Later => {
                    coverage.later += 1;
                    continue;
                }
                Account::Used => tally.used += 1,
                Account::Silent => tally.silent += 1,
                Account::Unused => tally.unused += 1,
            }
            tally.total += 1;
        }
        coverage
    }

    /// Every class in the order in which it is reported; `None` where nothing recognises it yet.
    pub fn classes(&self) -> impl Iterator<Item = (&'static str, Option<Tally>)> + '_ {
        CLASSES.iter().map(|name| (*name, (*name == "sentences").then_some(self.sentences)))
    }

    /// Adds another source's counts.
    pub fn add(&mut self, other: &Coverage) {
        self.sentences.add(&other.sentences);
        self.later += other.later;
    }
}

/// Every sentence (a span of the reading text) with what accounts for it.
pub fn accounts(document: &Document) -> Vec<(Span, Account)> {
    let claims = text_spans(document, document.claims.iter().filter_map(|claim| claim.at.span));
    let is_later = |reason: &str| reason.starts_with("later");
    let silences = |later: bool| {
        let rows = document.silence.iter().filter(move |row| is_later(row.cells.get(5)) == later);
        text_spans(document, rows.filter_map(|row| row.span))
    };
    let (silent, later) = (silences(false), silences(true));
    let account = |sentence: Span| {
        if later.covers(sentence) {
            Account::Later
        } else if claims.touches(sentence) {
            Account::Used
        } else if silent.covers(sentence) {
            Account::Silent
        } else {
            Account::Unused
        }
    };
    document.sentences().iter().map(|sentence| (*sentence, account(*sentence))).collect()
}

/// The kind of a silence: what stands before the colon of its reason.
pub fn silence_kind(reason: &str) -> &str {
    reason.split_once(':').map_or("", |(kind, _)| kind)
}

fn text_spans(document: &Document, raw: impl Iterator<Item = Span>) -> Spans {
    let usable = raw.filter(|span| document.is_usable(*span));
    Spans::new(usable.map(|span| document.reading.to_text(span)).collect())
}

/// Spans that answer "does one of you touch this?" in logarithmic time.
#[derive(Debug)]
pub struct Spans {
    /// Ascending by start.
    spans: Vec<Span>,
    /// The furthest end among the spans up to each.
    reach: Vec<usize>,
}

impl Spans {
    /// Takes spans in any order.
    pub fn new(mut spans: Vec<Span>) -> Spans {
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end);
            furthest
        });
        Spans { reach: reach.collect(), spans }
    }

    /// Whether a span shares a byte with `other`.
    pub fn touches(&self, other: Span) -> bool {
        let before = self.spans.partition_point(|span| span.start < other.end);
        before.checked_sub(1).and_then(|index| self.reach.get(index)).is_some_and(|reach| *reach > other.start)
    }

    /// Whether one span holds all of `other`.
    pub fn covers(&self, other: Span) -> bool {
        let before = self.spans.partition_point(|span| span.start <= other.start);
        before.checked_sub(1).and_then(|index| self.reach.get(index)).is_some_and(|reach| *reach >= other.end)
    }
}

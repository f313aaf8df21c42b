//! How much of the sources do the rows cover: counted from the source, so that rows cannot starve it.

mod told;

use crate::document::Document;
use crate::evidence::{Class, Cue};
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

/// Coverage of one or more sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sentences: used when a claim stands in them.
    pub sentences: Tally,
    /// Cues by class, in the order of [`Class::ALL`].
    cues: [Tally; Class::ALL.len()],
    /// Content words that are no cue.
    pub words: Tally,
    /// Sentences in a silence of kind `later`: neither they nor their cues count.
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

impl Account {
    fn count(self, tally: &mut Tally) {
        match self {
            Account::Later => return,
            Account::Used => tally.used += 1,
            Account::Silent => tally.silent += 1,
            Account::Unused => tally.unused += 1,
        }
        tally.total += 1;
    }
}

impl Coverage {
    /// Counts one source.
    pub fn of(document: &Document) -> Coverage {
        let mut coverage = Coverage::default();
        for (_, account) in accounts(document) {
            account.count(&mut coverage.sentences);
            coverage.later += usize::from(account == Account::Later);
        }
        let cues = &document.evidence().cues;
        for (cue, account) in cues.iter().zip(cue_accounts(document)) {
            if let Some(tally) = coverage.cues.get_mut(cue.class as usize) {
                account.count(tally);
            }
        }
        word_accounts(document).iter().for_each(|(_, account)| account.count(&mut coverage.words));
        coverage
    }

    /// Every class with its counts, in the order in which they are reported.
    pub fn classes(&self) -> impl Iterator<Item = (&'static str, Tally)> + '_ {
        let cues = Class::ALL.iter().zip(&self.cues).map(|(class, tally)| (class.plural(), *tally));
        std::iter::once(("sentences", self.sentences)).chain(cues).chain([("words", self.words)])
    }

    /// Adds another source's counts.
    pub fn add(&mut self, other: &Coverage) {
        self.sentences.add(&other.sentences);
        self.words.add(&other.words);
        self.cues.iter_mut().zip(&other.cues).for_each(|(mine, theirs)| mine.add(theirs));
        self.later += other.later;
    }
}

/// What accounts for each cue of the document's evidence, in order: used when a verdict rests on it.
pub fn cue_accounts(document: &Document) -> Vec<Account> {
    let (silent, later) = silences(document);
    let used = &document.grounding().used;
    let account = |(cue, used): (&Cue, &bool)| {
        if later.covers(cue.span) {
            Account::Later
        } else if *used {
            Account::Used
        } else if silent.covers(cue.span) {
            Account::Silent
        } else {
            Account::Unused
        }
    };
    document.evidence().cues.iter().zip(used).map(account).collect()
}

/// Every content word with what accounts for it: used when a cell rests on it by itself, and not only on a
/// claim that says it.
pub fn word_accounts(document: &Document) -> Vec<(Span, Account)> {
    let (silent, later) = silences(document);
    let told = Spans::new(told::told(document));
    let account = |word: Span| {
        if later.covers(word) {
            Account::Later
        } else if told.touches(word) {
            Account::Used
        } else if silent.covers(word) {
            Account::Silent
        } else {
            Account::Unused
        }
    };
    document.evidence().content.iter().map(|word| (*word, account(*word))).collect()
}

/// The parts of the reading text whose encoding is put off.
pub fn put_off(document: &Document) -> Spans {
    silences(document).1
}

/// The reasoned silences, and the parts that are put off.
fn silences(document: &Document) -> (Spans, Spans) {
    let of = |later: bool| {
        let rows = document.silence.iter().filter(move |row| (silence_kind(row.cells.get(5)) == "later") == later);
        text_spans(document, rows.filter_map(|row| row.span))
    };
    (of(false), of(true))
}

/// Every sentence (a span of the reading text) with what accounts for it.
pub fn accounts(document: &Document) -> Vec<(Span, Account)> {
    let claims = text_spans(document, document.claims.iter().filter_map(|claim| claim.at.span));
    let (silent, later) = silences(document);
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

    /// Whether `span` is one of them.
    pub fn holds(&self, span: Span) -> bool {
        self.spans.binary_search(&span).is_ok()
    }

    /// Whether one span holds all of `other`.
    pub fn covers(&self, other: Span) -> bool {
        let before = self.spans.partition_point(|span| span.start <= other.start);
        before.checked_sub(1).and_then(|index| self.reach.get(index)).is_some_and(|reach| *reach >= other.end)
    }
}

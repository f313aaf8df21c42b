//! What does a check see of one source: its text as it is read, and the rows that stand in it.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::account::Account;
use crate::claim::{Anchored, Claim};
use crate::corpus::{Corpus, Entry};
use crate::evidence::Evidence;
use crate::fact::Fact;
use crate::finding::Place;
use crate::grounding::Grounding;
use crate::source::{Layout, LayoutKind, Lines, Reading, Span};
use crate::statement::{self, Statement};

/// One readable source with its rows, in the order of their places.
#[derive(Debug)]
pub struct Document<'d> {
    /// The corpus that it belongs to.
    pub corpus: &'d Corpus<'d>,
    /// Its entry in the register.
    pub entry: &'d Entry<'d>,
    /// The text as it is read, with the map to raw bytes.
    pub reading: Reading<'d>,
    /// Its claims.
    pub claims: Rc<[Claim<'d>]>,
    /// What they say together.
    pub account: Account<'d>,
    /// Its mentions.
    pub mentions: Vec<Anchored<'d>>,
    /// Its layout rows.
    pub layout: Vec<Anchored<'d>>,
    /// Its silence rows.
    pub silence: Vec<Anchored<'d>>,
    plain: OnceCell<Reading<'d>>,
    evidence: OnceCell<Evidence>,
    grounding: OnceCell<Grounding>,
    statements: OnceCell<Vec<Statement<'d>>>,
    sentences: OnceCell<Vec<Span>>,
    lines: OnceCell<Lines<'d>>,
}

impl<'d> Document<'d> {
    /// Reads the source with index `source` from its raw text.
    pub fn new(corpus: &'d Corpus<'d>, source: usize, raw: &'d str) -> Option<Document<'d>> {
        let entry = corpus.sources.get(source)?;
        let rows = |table: &'static str| {
            let mut rows: Vec<Anchored> = corpus.rows_of(source, table).map(Anchored::new).collect();
            rows.sort_by_key(|row| (row.span, row.id));
            rows
        };
        let layout = rows("layout");
        let pieces: Vec<_> = layout.iter().filter_map(Anchored::layout).collect();
        let account = Account::new(corpus, source)?;
        Some(Document {
            corpus,
            entry,
            reading: Reading::new(raw, &pieces),
            claims: Rc::clone(&account.claims),
            account,
            mentions: rows("mentions"),
            silence: rows("silence"),
            layout,
            plain: OnceCell::new(),
            evidence: OnceCell::new(),
            grounding: OnceCell::new(),
            statements: OnceCell::new(),
            sentences: OnceCell::new(),
            lines: OnceCell::new(),
        })
    }

    /// The anchors of all its rows: claims, mentions, layout, silence.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchored<'d>> {
        let claims = self.claims.iter().map(|claim| &claim.at);
        claims.chain(&self.mentions).chain(&self.layout).chain(&self.silence)
    }

    /// The text against which a row stands. Furniture and a hyphen that joins are no part of the reading
    /// text, so a row that declares them is held against the text without any layout.
    pub fn reading_for(&self, row: &Anchored) -> &Reading<'d> {
        match row.layout() {
            Some(Layout { kind: LayoutKind::Furniture | LayoutKind::Join, .. }) => {
                self.plain.get_or_init(|| Reading::new(self.reading.raw(), &[]))
            }
            _ => &self.reading,
        }
    }

    /// One of its claims by id.
    pub fn claim(&self, id: &str) -> Option<&Claim<'d>> {
        self.account.claim(id)
    }

    /// What its text says: dates, numbers, names and cue words, in bytes of the reading text.
    pub fn evidence(&self) -> &Evidence {
        self.evidence.get_or_init(|| match self.corpus.language(self.entry) {
            Some(language) => {
                let mut evidence = Evidence::default();
                evidence.read(self.reading.text(), self.sentences(), language, self.corpus.names());
                evidence
            }
            None => Evidence::default(),
        })
    }

    /// What its words support.
    pub fn grounding(&self) -> &Grounding {
        self.grounding.get_or_init(|| Grounding::of(self, self.evidence()))
    }

    /// What its claims say, one fact at a time, in the order of the claims.
    pub fn facts(&self) -> &[Fact<'d>] {
        self.account.facts()
    }

    /// On what terms its claims hold, in the order of the claims.
    pub fn statements(&self) -> &[Statement<'d>] {
        self.statements.get_or_init(|| statement::statements(self))
    }

    /// The sentences, as spans of the reading text, ascending.
    pub fn sentences(&self) -> &[Span] {
        self.sentences.get_or_init(|| {
            let language = self.corpus.language(self.entry);
            self.reading.sentences(|token| language.is_some_and(|lists| lists.is_sentence_abbreviation(token)))
        })
    }

    /// The sentence in which a position of the reading text lies.
    pub fn sentence_at(&self, text: usize) -> Option<Span> {
        let sentences = self.sentences();
        let after = sentences.partition_point(|sentence| sentence.end <= text);
        sentences.get(after).copied().filter(|sentence| sentence.start <= text)
    }

    /// The place of raw bytes of the source, for a finding about the source itself.
    pub fn place(&self, raw: Span) -> Place {
        let (line, column) = self.position(raw.start);
        Place { line, column, bytes: raw, ..Place::file(self.entry.path) }
    }

    /// 1-based line and column of a raw byte of the source.
    pub fn position(&self, raw: usize) -> (usize, usize) {
        self.lines.get_or_init(|| Lines::new(self.reading.raw())).position(raw)
    }

    /// Whether a row's quote is what the source says at its bytes, with both ends on the edges of words.
    pub fn stands(&self, row: &Anchored) -> bool {
        row.span.filter(|span| self.is_usable(*span)).is_some_and(|span| self.reading_for(row).says(span, row.quote))
    }

    /// Whether a row's span can be looked at: inside the text, not reversed, on character boundaries.
    pub fn is_usable(&self, span: Span) -> bool {
        self.reading.raw().get(span.range()).is_some_and(|slice| !slice.is_empty())
    }
}

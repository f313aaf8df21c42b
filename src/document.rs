//! What does a check see of one source: its text as it is read, and the rows that stand in it.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use crate::account::Account;
use crate::claim::{Anchored, Claim};
use crate::corpus::{Corpus, Entry};
use crate::evidence::Evidence;
use crate::fact::Fact;
use crate::finding::Place;
use crate::grounding::{Grounding, Prior};
use crate::membership::{self, Spells};
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
    pub reading: Arc<Reading<'d>>,
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
    heard: Arc<Heard>,
    prior: Option<&'d Prior>,
    grounding: OnceCell<Grounding>,
    statements: OnceCell<Vec<Statement<'d>>>,
    spells: OnceCell<Spells<'d>>,
    lines: OnceCell<Lines<'d>>,
}

/// What is read from a source's words, whatever its claims say: once, when first asked for.
#[derive(Debug, Default)]
struct Heard {
    evidence: OnceLock<Evidence>,
    sentences: OnceLock<Vec<Span>>,
}

/// What documents of one source share as long as its layout and the names and word lists stay the same,
/// and what was grounded of its claims.
#[derive(Debug)]
pub struct Shared<'d> {
    reading: Arc<Reading<'d>>,
    heard: Arc<Heard>,
    prior: Prior,
}

/// Tables on which reading text and evidence of a source rest.
const HEARD: &[&str] = &["sources", "layout", "aliases", "lexicon"];
/// Tables on which, besides, the grounding of a claim that did not change rests.
const GROUNDED: &[&str] = &["entities", "predicates", "works"];

impl<'d> Document<'d> {
    /// Reads the source with index `source` from its raw text.
    pub fn new(corpus: &'d Corpus<'d>, source: usize, raw: &'d str) -> Option<Document<'d>> {
        Document::read(corpus, source, |layout| Arc::new(Reading::new(raw, layout)))
    }

    /// The same source over other tables: what rests on tables that `before` has too is taken from there.
    /// Says the same as [`Document::new`], and sooner.
    pub fn like(
        corpus: &'d Corpus<'d>,
        source: usize,
        before: &Corpus,
        shared: &'d Shared<'d>,
    ) -> Option<Document<'d>> {
        if !corpus.agrees(before, HEARD) {
            return Document::new(corpus, source, shared.reading.raw());
        }
        let mut document = Document::read(corpus, source, |_| Arc::clone(&shared.reading))?;
        document.heard = Arc::clone(&shared.heard);
        document.prior = corpus.agrees(before, GROUNDED).then_some(&shared.prior);
        Some(document)
    }

    /// What later documents of the same source can share.
    pub fn share(&self) -> Shared<'d> {
        let prior = Prior::of(self, self.evidence());
        Shared { reading: Arc::clone(&self.reading), heard: Arc::clone(&self.heard), prior }
    }

    fn read(
        corpus: &'d Corpus<'d>,
        source: usize,
        reading: impl FnOnce(&[Layout]) -> Arc<Reading<'d>>,
    ) -> Option<Document<'d>> {
        let entry = corpus.sources.get(source)?;
        let rows = |table: &'static str| {
            let mut rows: Vec<Anchored> = corpus.rows_of(source, table).map(Anchored::new).collect();
            rows.sort_by_key(|row| (row.span, row.id));
            rows
        };
        let layout = rows("layout");
        let reading = reading(&layout.iter().filter_map(Anchored::layout).collect::<Vec<_>>());
        let account = Account::new(corpus, source)?;
        Some(Document {
            corpus,
            entry,
            reading,
            claims: Rc::clone(&account.claims),
            account,
            mentions: rows("mentions"),
            silence: rows("silence"),
            layout,
            plain: OnceCell::new(),
            heard: Arc::default(),
            prior: None,
            grounding: OnceCell::new(),
            statements: OnceCell::new(),
            spells: OnceCell::new(),
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
        self.heard.evidence.get_or_init(|| match self.corpus.language(self.entry) {
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
        self.grounding.get_or_init(|| Grounding::again(self, self.evidence(), self.prior))
    }

    /// What its claims say, one fact at a time, in the order of the claims.
    pub fn facts(&self) -> &[Fact<'d>] {
        self.account.facts()
    }

    /// On what terms its claims hold, in the order of the claims.
    pub fn statements(&self) -> &[Statement<'d>] {
        self.statements.get_or_init(|| statement::statements(self))
    }

    /// Every membership that its claims tell of, by group and member.
    pub fn spells(&self) -> &Spells<'d> {
        self.spells.get_or_init(|| membership::spells(self))
    }

    /// The sentences, as spans of the reading text, ascending.
    pub fn sentences(&self) -> &[Span] {
        self.heard.sentences.get_or_init(|| {
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

//! What do the words support: a verdict for every typed cell, with the bytes it rests on.
//!
//! Grounding works both ways. Every value of a row must be supported by the words it quotes, and every
//! cue of the quote must be used by a value of the row, or by a row that looks closer. It reads the
//! row's own quote with the mentions inside it, and fails closed: in doubt a value is not grounded.
//! All spans here are bytes of the reading text.

mod cells;
mod citing;
mod closer;
mod conditions;
mod coordination;
mod dates;
mod edges;
mod enumerations;
mod frame;
mod holders;
mod inside;
mod joints;
mod lists;
mod mentions;
mod misleading;
mod modality;
mod named;
mod nearest;
mod numbers;
mod openings;
mod pattern;
mod phrases;
mod predicate;
mod prior;
mod sides;
mod unused;
mod whole;

pub use prior::Prior;

use crate::claim::{Anchored, Claim, column};
use crate::document::Document;
use crate::evidence::Evidence;
use crate::source::Span;

/// How a cell is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The quote holds the cell's own characters.
    Literal,
    /// A number, date or word list says that the words mean the value.
    Normalised,
    /// A name of the entity stands in the quote.
    Alias,
    /// The predicate's words and sides stand in the quote.
    Pattern,
    /// Words in the quote stand for something that another row names.
    Mention,
    /// The sentence outside the quote, the printed title, or the heads of a table say it.
    Frame,
    /// Another claim says it.
    Derived,
    /// An exception says why nothing has to.
    Waived,
}

impl Verdict {
    /// The word that reports print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Literal => "literal",
            Verdict::Normalised => "normalised",
            Verdict::Alias => "alias",
            Verdict::Pattern => "pattern",
            Verdict::Mention => "mention",
            Verdict::Frame => "frame",
            Verdict::Derived => "derived",
            Verdict::Waived => "waived",
        }
    }
}

/// The verdict on one cell of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Position of the claim among the document's.
    pub claim: usize,
    /// The column.
    pub column: usize,
    /// How it is supported: of several items, by the weakest.
    pub verdict: Verdict,
    /// The bytes of the reading text that it rests on, ascending.
    pub bytes: Vec<Span>,
    /// What led there: an alias, a mention's id, a pattern.
    pub via: String,
}

/// Which row a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Position among the document's claims.
    Claim(usize),
    /// Position among the document's mentions.
    Mention(usize),
}

impl Row {
    /// Its position among the claims, if it is one.
    pub const fn claim(self) -> Option<usize> {
        match self {
            Row::Claim(index) => Some(index),
            Row::Mention(_) => None,
        }
    }
}

/// A value without support, or a cue without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The check whose fault it is.
    pub check: &'static str,
    /// The row.
    pub row: Row,
    /// The cell to look at.
    pub column: usize,
    /// Claim and evidence, one line.
    pub message: String,
    /// The next step.
    pub help: String,
    /// The words it is about, where they are not the whole quote.
    pub bytes: Option<Span>,
}

/// Everything that grounding says of one document.
#[derive(Debug, Default)]
pub struct Grounding {
    /// A verdict for every grounded cell, in the order of the claims and columns.
    pub cells: Vec<Ground>,
    /// What is not supported or not used.
    pub faults: Vec<Fault>,
    /// For every cue of the document's evidence, whether a verdict rests on it.
    pub used: Vec<bool>,
    /// Words inside sides that only a row of its own can tell, each with the position of the claim that has
    /// them in a side, in the order of the claims.
    pub inner: Vec<(usize, Span)>,
}

impl Grounding {
    /// Grounds every claim and mention of a document.
    pub fn of(document: &Document, evidence: &Evidence) -> Grounding {
        Grounding::again(document, evidence, None)
    }

    /// The same, and sooner where `prior` has already grounded a claim that nothing has changed for. It
    /// must come from a document of the same evidence and vocabulary.
    pub fn again(document: &Document, evidence: &Evidence, prior: Option<&Prior>) -> Grounding {
        let mut grounding = Grounding { used: vec![false; evidence.cues.len()], ..Grounding::default() };
        let mentions = mentions::read(document);
        let known = prior.map(|prior| prior.known(document, &mentions));
        let mut uses = Vec::with_capacity(document.claims.len());
        for (index, claim) in document.claims.iter().enumerate() {
            let piece = known.as_ref().and_then(|known| known.piece(claim, index));
            let piece = piece.unwrap_or_else(|| Piece::of(document, evidence, &mentions, claim, index));
            grounding.cells.extend(piece.cells);
            grounding.faults.extend(piece.faults);
            grounding.inner.extend(piece.uses.inner.iter().map(|word| (index, *word)));
            uses.push(piece.uses);
        }
        unused::judge(document, evidence, &mentions, &uses, &mut grounding);
        citing::judge(document, &mut grounding);
        coordination::judge(document, &mut grounding);
        conditions::judge(document, &mut grounding);
        openings::judge(document, evidence, &mut grounding);
        enumerations::settle(&mut grounding.faults);
        edges::settle(document, evidence, &mut grounding);
        let namings = nearest::Namings::new(document, &grounding.cells, &mentions);
        mentions::judge(document, evidence, &mentions, &namings, &mut grounding.faults);
        grounding
    }
}

/// What grounding says of one claim before its neighbours are asked.
#[derive(Debug, Clone, Default)]
struct Piece {
    cells: Vec<Ground>,
    faults: Vec<Fault>,
    uses: unused::Uses,
    /// The sentences that its quote stands in, where it stands anywhere.
    sentence: Option<Span>,
}

impl Piece {
    fn of<'d>(
        document: &Document<'d>,
        evidence: &Evidence,
        mentions: &[Mention],
        claim: &Claim<'d>,
        index: usize,
    ) -> Piece {
        let Some(mut desk) = Desk::new(document, evidence, mentions, claim, index) else { return Piece::default() };
        cells::ground(&mut desk);
        modality::ground(&mut desk);
        lists::judge(&mut desk);
        edges::judge(&mut desk);
        let uses = unused::uses(&desk);
        Piece { uses, sentence: Some(desk.sentence), cells: desk.cells, faults: desk.faults }
    }
}

/// A mention with its place in the reading text.
#[derive(Debug, Clone)]
pub(crate) struct Mention<'d> {
    pub(crate) row: &'d Anchored<'d>,
    pub(crate) span: Span,
    pub(crate) refers: Vec<&'d str>,
    pub(crate) antecedents: Vec<&'d str>,
}

/// One claim on the desk: its words, what they say, and what was found so far.
pub(crate) struct Desk<'a, 'd> {
    document: &'a Document<'d>,
    evidence: &'a Evidence,
    claim: &'a Claim<'d>,
    index: usize,
    /// The quote.
    quote: Span,
    /// The sentences that the quote stands in.
    sentence: Span,
    /// The mentions inside the quote.
    mentions: Vec<&'a Mention<'a>>,
    /// All mentions of the document, by start.
    all_mentions: &'a [Mention<'a>],
    /// Row and column heads, where the quote is a cell of a printed table.
    heads: Vec<Span>,
    /// Where the items of each side stand.
    sides: [Vec<Vec<Span>>; 4],
    cells: Vec<Ground>,
    faults: Vec<Fault>,
}

impl<'a, 'd> Desk<'a, 'd> {
    /// `None` for a row that does not stand: the anchor checks have said so.
    fn new(
        document: &'a Document<'d>,
        evidence: &'a Evidence,
        mentions: &'a [Mention<'a>],
        claim: &'a Claim<'d>,
        index: usize,
    ) -> Option<Desk<'a, 'd>> {
        let raw = claim.at.span.filter(|span| document.is_usable(*span))?;
        let quote = document.reading.to_text(raw);
        let first = document.sentence_at(quote.start)?;
        let last = document.sentence_at(quote.end.checked_sub(1)?)?;
        let from = mentions.partition_point(|mention| mention.span.start < quote.start);
        let inside = mentions.get(from..).unwrap_or(&[]).iter().take_while(|mention| mention.span.start < quote.end);
        Some(Desk {
            document,
            evidence,
            claim,
            index,
            quote,
            sentence: Span::new(first.start, last.end),
            mentions: inside.filter(|mention| quote.contains(mention.span)).collect(),
            all_mentions: mentions,
            heads: frame::table_heads(document, quote),
            sides: Default::default(),
            cells: Vec::new(),
            faults: Vec::new(),
        })
    }

    fn text(&self, span: Span) -> &'a str {
        self.document.reading.text().get(span.range()).unwrap_or("")
    }

    fn said(&self) -> &'a str {
        self.text(self.quote)
    }

    fn cell(&self, column: usize) -> &'d str {
        self.claim.cell(column)
    }

    fn ground(&mut self, column: usize, verdict: Verdict, mut bytes: Vec<Span>, via: impl Into<String>) {
        bytes.sort_unstable();
        bytes.dedup();
        self.cells.push(Ground { claim: self.index, column, verdict, bytes, via: via.into() });
    }

    fn fault(&mut self, check: &'static str, column: usize, message: String, help: impl Into<String>) {
        let fault = Fault { check, row: Row::Claim(self.index), column, message, help: help.into(), bytes: None };
        self.faults.push(fault);
    }

    /// The mentions that begin in the quote's sentences and stand for `id`.
    fn mentions_near(&self, id: &str) -> Vec<&'a Mention<'a>> {
        let from = self.all_mentions.partition_point(|mention| mention.span.start < self.sentence.start);
        let rest = self.all_mentions.get(from..).unwrap_or(&[]).iter();
        let near = rest.take_while(|mention| mention.span.start < self.sentence.end);
        near.filter(|mention| mention.refers.contains(&id)).collect()
    }

    /// The bytes of a grounded cell.
    fn bytes_of(&self, column: usize) -> &[Span] {
        self.cells.iter().find(|cell| cell.column == column).map_or(&[], |cell| &cell.bytes)
    }
}

/// Position of a side among `Desk::sides`.
const fn side(column: usize) -> Option<usize> {
    match column {
        column::SUBJECT => Some(0),
        column::OBJECT => Some(1),
        column::OTHER => Some(2),
        column::PLACE => Some(3),
        _ => None,
    }
}

/// Every place in `text` (which begins at `offset`) where `words` stand as whole words.
pub(crate) fn whole_words<'t>(text: &'t str, words: &'t str, offset: usize) -> impl Iterator<Item = Span> + 't {
    let hits = memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()).filter(|_| !words.is_empty());
    let cut = |at| crate::source::is_inside_word(text, at);
    let whole = hits.filter(move |at| !cut(*at) && (!cut(*at + words.len()) || possessive(text, *at + words.len())));
    whole.map(move |at| Span::new(offset + at, offset + at + words.len()))
}

/// Whether a possessive follows: the word as it is cut goes on, the name has ended.
pub(crate) fn possessive(text: &str, at: usize) -> bool {
    let tail = text.get(at..).unwrap_or("");
    let rest = tail.strip_prefix(['\'', '’']);
    rest.is_some_and(|rest| rest.starts_with('s') && !rest.chars().nth(1).is_some_and(crate::source::is_word_char))
}

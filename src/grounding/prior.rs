//! What of an earlier grounding still holds after some rows have changed?
//!
//! A claim's verdicts rest on its own cells, the words around it, the vocabulary, the mentions and claims
//! that touch its sentences, and the claims that its cells name. Where none of these has changed, neither
//! have they.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::claim::Claim;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::grounding::{Mention, Piece, Row, mentions};
use crate::source::Span;

/// The grounding of each claim of a document, kept for documents in which few rows differ.
#[derive(Debug, Default)]
pub struct Prior {
    claims: HashMap<String, Kept>,
    mentions: HashMap<String, (String, Span)>,
}

#[derive(Debug)]
struct Kept {
    row: String,
    piece: Piece,
}

impl Prior {
    /// Grounds every claim and keeps what came of it.
    pub fn of(document: &Document, evidence: &Evidence) -> Prior {
        let mentions = mentions::read(document);
        let mut claims = HashMap::with_capacity(document.claims.len());
        for (index, claim) in document.claims.iter().enumerate() {
            let piece = Piece::of(document, evidence, &mentions, claim, index);
            claims.insert(claim.at.id.to_owned(), Kept { row: claim.at.row.text().to_owned(), piece });
        }
        Prior { claims, mentions: mentions.iter().map(|mention| (mention.row.id.to_owned(), noted(mention))).collect() }
    }

    /// What of it holds for `document`, which has the same evidence and vocabulary.
    pub(super) fn known<'p>(&'p self, document: &'p Document, mentions: &[Mention]) -> Known<'p> {
        let mut changed: HashSet<&str> = self.claims.keys().map(String::as_str).collect();
        let mut moved = self.moved(mentions);
        for claim in document.claims.iter() {
            let same = self.claims.get(claim.at.id).is_some_and(|kept| kept.row == claim.at.row.text());
            // A row that is new, or was changed, counts as well as one that is gone; an id of two rows too.
            if !same || !changed.remove(claim.at.id) {
                changed.insert(claim.at.id);
                let raw = claim.at.span.filter(|span| document.is_usable(*span));
                moved.extend(raw.map(|span| document.reading.to_text(span)));
            }
        }
        moved.extend(changed.iter().filter_map(|id| self.claims.get(*id)?.piece.sentence));
        Known { prior: self, changed, moved }
    }

    /// Where mentions stand or stood that are not what they were.
    fn moved(&self, mentions: &[Mention]) -> Vec<Span> {
        let mut gone: HashMap<&str, Span> = self.mentions.iter().map(|(id, (_, span))| (id.as_str(), *span)).collect();
        let mut moved = Vec::new();
        for mention in mentions {
            let same = self.mentions.get(mention.row.id).is_some_and(|(row, _)| *row == mention.row.row.text());
            if !same || gone.remove(mention.row.id).is_none() {
                moved.push(mention.span);
            }
        }
        moved.extend(gone.into_values());
        moved
    }
}

fn noted(mention: &Mention) -> (String, Span) {
    (mention.row.row.text().to_owned(), mention.span)
}

/// What of a prior grounding holds for one document.
pub(super) struct Known<'p> {
    prior: &'p Prior,
    /// Ids of claims that are new, gone or not what they were.
    changed: HashSet<&'p str>,
    /// Where mentions and claims changed.
    moved: Vec<Span>,
}

/// Where more rows than this differ, looking for what holds costs more than it saves.
const MOST_CHANGES: usize = 16;

impl Known<'_> {
    /// What was said of a claim, if it still holds, with its position put right.
    pub(super) fn piece(&self, claim: &Claim, index: usize) -> Option<Piece> {
        if self.changed.len() + self.moved.len() > MOST_CHANGES {
            return None;
        }
        let kept = self.prior.claims.get(claim.at.id).filter(|_| !self.changed.contains(claim.at.id))?;
        let sentence = kept.piece.sentence?;
        let near = |span: &Span| span.start <= sentence.end && sentence.start <= span.end;
        if self.moved.iter().any(near) || self.changed.iter().any(|id| kept.row.contains(*id)) {
            return None;
        }
        let mut piece = kept.piece.clone();
        piece.cells.iter_mut().for_each(|cell| cell.claim = index);
        piece.faults.iter_mut().filter(|fault| matches!(fault.row, Row::Claim(_))).for_each(|fault| {
            fault.row = Row::Claim(index);
        });
        Some(piece)
    }
}

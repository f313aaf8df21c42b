//! What does a row count, and how many: every number of a document's claims, beside what it counts.

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Cue, Value};
use crate::language::List;
use crate::quantity::{Kind, Quantity};
use crate::set::{Joint, Set, list};

/// One number of one claim that is asserted.
#[derive(Debug, Clone)]
pub struct Count<'d> {
    /// Position of the claim among the document's.
    pub claim: usize,
    /// The column of what is counted.
    pub side: usize,
    /// What is counted, as the cell writes it; of numbers that run parallel to a list, its own item.
    pub counted: &'d str,
    /// Items of the list that one number counts together; 1 for one item, and where each has its own.
    pub items: usize,
    /// Whether it is one of several numbers.
    pub is_parallel: bool,
    /// How many.
    pub quantity: Quantity,
}

/// Every number of the asserted claims, in order; those that cannot be read are left out.
pub fn counts<'d>(document: &Document<'d>) -> Vec<Count<'d>> {
    let mut counts = Vec::new();
    for (index, claim) in document.claims.iter().enumerate() {
        let asserted = document.statements().get(index).is_some_and(|statement| statement.stance.is_asserted());
        if asserted && !claim.cell(column::NUMBER).is_empty() {
            counts.extend(counts_of(document, index, claim));
        }
    }
    counts
}

fn counts_of<'d>(document: &Document<'d>, index: usize, claim: &Claim<'d>) -> Vec<Count<'d>> {
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let counts_object = predicate.is_some_and(|predicate| predicate.has("counts-object"));
    let (side, set) = if counts_object { (column::OBJECT, &claim.object) } else { (column::SUBJECT, &claim.subject) };
    let numbers: Vec<&str> = list(claim.cell(column::NUMBER)).collect();
    let is_parallel = numbers.len() > 1;
    let count = |counted, items, number: &str| {
        let quantity = document.corpus.quantity(claim.at.source, number).ok()?;
        Some(Count { claim: index, side, counted, items, is_parallel, quantity })
    };
    match numbers.as_slice() {
        [one] => count(claim.cell(side), set.lists(), one).into_iter().collect(),
        several => {
            parts(set, claim.cell(side)).zip(several).filter_map(|(part, number)| count(part, 1, number)).collect()
        }
    }
}

/// The `;` items of a cell, as it writes them.
fn parts<'a, 'c: 'a>(set: &'a Set<'c>, cell: &'c str) -> impl Iterator<Item = &'c str> + 'a {
    set.parts().filter_map(move |part| cell.get(part.first()?.bytes.start..part.last()?.bytes.end))
}

impl<'d> Count<'d> {
    /// What the claim says in a column; in the counted one, what this number counts.
    pub fn cell(&self, claim: &Claim<'d>, column: usize) -> &'d str {
        if column == self.side { self.counted } else { claim.cell(column) }
    }

    /// The whole number, where it is exactly one.
    pub fn exact(&self) -> Option<u64> {
        self.quantity.min.filter(|_| self.quantity.kind == Kind::Exact)?.whole()
    }
}

/// Whether a cell is a plain list: no alternatives, nothing grouped.
pub fn is_plain_list(set: &Set) -> bool {
    set.members().iter().all(|member| matches!(member.joint, Joint::First | Joint::List))
}

/// Where the quote of a claim says a number.
pub fn number_cue<'a>(document: &'a Document, claim: &Claim, number: &str) -> Option<&'a Cue> {
    let span = claim.at.span.filter(|span| document.is_usable(*span))?;
    let mut cues = document.evidence().within(document.reading.to_text(span));
    cues.find(|cue| matches!(&cue.value, Value::Number { cell, .. } if **cell == *number))
}

/// Whether the quote says a number of a unit of measure or of time: kilometres are no members of a set.
pub fn is_measure(document: &Document, cue: &Cue) -> bool {
    let words = cue.counted().and_then(|noun| document.reading.text().get(noun.range())).unwrap_or("");
    let is_in = |list| document.corpus.language(document.entry).is_some_and(|lists| lists.find(words, list).is_some());
    is_in(List::Measure) || is_in(List::Unit)
}

//! Where a cell names a claim that the words join to another one, does it name that one too?

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::grounding::{Fault, Ground, Grounding, Row};
use crate::language::{Language, List};
use crate::source::{Span, words};

/// "Because they traded salt and paid the tolls": a row that names the first claim as the reason names
/// the second too, or leaves it to a row of the same predicate.
pub(super) fn judge(document: &Document, grounding: &mut Grounding) {
    let Some(language) = document.corpus.language(document.entry) else { return };
    let mut faults = Vec::new();
    for (index, claim) in document.claims.iter().enumerate() {
        for column in column::SETS {
            let named: Vec<&str> = claim.set(column).map(|set| set.ids().collect()).unwrap_or_default();
            let inside = || claims_inside(document, claim);
            for (at, _) in inside().filter(|(_, other)| named.contains(&other.at.id)) {
                let joined = inside().find(|(other, row)| {
                    let is_new = !names(claim, row.at.id)
                        && row.cell(column::SUBJECT)
                            == document.claims.get(at).map_or("", |named| named.cell(column::SUBJECT));
                    is_new && are_joined(document, language, grounding, at, *other)
                });
                if let Some((_, lost)) =
                    joined.filter(|(_, lost)| !is_left_to_another(document, claim, column, lost.at.id))
                {
                    faults.push(dropped(index, claim, column, lost));
                }
            }
        }
    }
    grounding.faults.extend(faults);
}

fn dropped(index: usize, claim: &Claim, column: usize, lost: &Claim) -> Fault {
    let name = claim.at.row.table.schema.column_name(column);
    Fault {
        check: "list-item-dropped",
        row: Row::Claim(index),
        column,
        message: format!("the words join `{}` to what `{name}` names, and it leaves it out", lost.at.id),
        help: "add the claim to the list, or shorten the quote".to_owned(),
        bytes: None,
    }
}

/// The other claims whose quotes lie inside that of `claim`, with their positions.
fn claims_inside<'c, 'd>(document: &'c Document<'d>, claim: &Claim) -> impl Iterator<Item = (usize, &'c Claim<'d>)> {
    let raw = claim.at.span.unwrap_or_default();
    let own = claim.at.row.id();
    // Claims stand in the order of their starts.
    let from = document.claims.partition_point(|other| other.at.span.is_some_and(|span| span.start < raw.start));
    let near = document.claims.iter().enumerate().skip(from);
    let near = near.take_while(move |(_, other)| other.at.span.is_some_and(|span| span.start < raw.end));
    near.filter(move |(_, other)| other.at.id != own && other.at.span.is_some_and(|span| raw.contains(span)))
}

fn names(claim: &Claim, id: &str) -> bool {
    let sets = column::SETS.into_iter().filter_map(|column| claim.set(column));
    sets.into_iter().any(|set| set.ids().any(|named| named == id)) || claim.cell(column::WHEN) == id
}

/// Whether nothing but commas and conjunctions stand between what two claims say of their subject.
fn are_joined(document: &Document, language: &Language, grounding: &Grounding, one: usize, other: usize) -> bool {
    let (Some(a), Some(b)) = (said(grounding, one), said(grounding, other)) else { return false };
    let (first, last) = if a.start <= b.start { (a, b) } else { (b, a) };
    let Some(between) = document.reading.text().get(first.end..last.start) else { return false };
    let mut joints = words(between).filter_map(|word| between.get(word.range()));
    let joins = between.contains(',') || words(between).next().is_some();
    joins && joints.all(|word| language.find(word, List::Conjunction).is_some())
}

/// The bytes from the first to the last that say a claim's predicate and object.
fn said(grounding: &Grounding, claim: usize) -> Option<Span> {
    let from = grounding.cells.partition_point(|cell| cell.claim < claim);
    let mine = grounding.cells.get(from..).unwrap_or(&[]).iter().take_while(|cell| cell.claim == claim);
    let core = mine.filter(|cell: &&Ground| [column::PREDICATE, column::OBJECT].contains(&cell.column));
    core.flat_map(|cell| cell.bytes.iter().copied())
        .reduce(|hull, span| Span::new(hull.start.min(span.start), hull.end.max(span.end)))
}

/// Whether a row of the predicate with a quote that meets this one names the claim in the same column.
fn is_left_to_another(document: &Document, claim: &Claim, column: usize, lost: &str) -> bool {
    let raw = claim.at.span.unwrap_or_default();
    let same = document.claims.iter().filter(|other| other.predicate == claim.predicate && other.at.id != claim.at.id);
    let mut near = same.filter(|other| other.at.span.is_some_and(|span| span.overlaps(raw)));
    near.any(|other| other.set(column).is_some_and(|set| set.ids().any(|id| id == lost)))
}

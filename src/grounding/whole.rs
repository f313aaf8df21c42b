//! Does a cell say the whole of what its words say, and no more than the quote names?

use crate::claim::{Claim, column};
use crate::grounding::{Desk, side};
use crate::language::List;
use crate::set::list;
use crate::source::{Span, words};

/// One name of the quote does not stand in two cells: what a thing is done to is not also where it is done.
pub(super) fn two_cells(desk: &mut Desk) {
    if is_reflexive(desk) {
        return;
    }
    for (at, second) in column::SETS.into_iter().enumerate() {
        // Of subject and object another check speaks.
        for first in
            column::SETS.into_iter().take(at).filter(|first| (*first, second) != (column::SUBJECT, column::OBJECT))
        {
            let Some(id) = shared_place(desk, first, second) else { continue };
            let [first, second_name] = [first, second].map(|column| desk.claim.at.row.table.schema.column_name(column));
            let message = format!("`{first}` and `{second_name}` both name `{id}`, and the quote names it once");
            desk.fault(
                "name-in-two-cells",
                second,
                message,
                "keep it in the cell that the words mean, and empty the other",
            );
        }
    }
}

/// Whether the quote says "itself" or the like: then a name says two things.
fn is_reflexive(desk: &Desk) -> bool {
    let language = desk.document.corpus.language(desk.document.entry);
    let said = |word: Span| language?.find(desk.said().get(word.range())?, List::Reach);
    words(desk.said()).any(|word| said(word).is_some_and(|entry| entry.says("reflexive")))
}

/// An id that two columns name, where the quote has one place for both.
fn shared_place<'d>(desk: &Desk<'_, 'd>, first: usize, second: usize) -> Option<&'d str> {
    let [one, other] = [first, second].map(|column| desk.claim.set(column));
    // "The towns sell barges to each other": two lists stand for their pairs.
    let (one, other) = one.zip(other).filter(|(one, other)| one.lists() == 1 || other.lists() == 1)?;
    let places = desk.sides.get(side(second)?)?;
    other.items().zip(places).find_map(|(item, places)| {
        let id = item.id().filter(|id| *id != "self" && one.ids().any(|named| named == *id))?;
        let hull = places.iter().copied().reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)))?;
        places.contains(&hull).then_some(id)
    })
}

/// A claim in a cell is the whole of what the words there say: not one inside another that the quote holds,
/// too, and that no cell names.
pub(super) fn cut_claims(desk: &mut Desk) {
    for column in [column::SUBJECT, column::OBJECT, column::OTHER, column::WHEN] {
        let ids: Vec<&str> = match desk.claim.set(column) {
            Some(set) => set.ids().collect(),
            None => vec![desk.cell(column)],
        };
        let Some((id, wider)) = ids.into_iter().find_map(|id| Some((id, wider_claim(desk, id)?))) else { continue };
        let name = desk.claim.at.row.table.schema.column_name(column);
        let message = format!("`{name}` is `{id}`, and the quote goes on to say `{wider}`, which no cell names");
        desk.fault("words-cut-short", column, message, "name the claim that says the whole");
    }
}

/// A claim inside the quote that holds the words of claim `id` and says more.
fn wider_claim<'d>(desk: &Desk<'_, 'd>, id: &str) -> Option<&'d str> {
    let claims = &desk.document.claims;
    let (quote, inner) = (desk.claim.at.span?, desk.document.claim(id)?);
    let inside = inner.at.span.filter(|span| quote.contains(*span))?;
    let names = |claim: &Claim, id: &str| {
        let sets = column::SETS.into_iter().chain([column::HOLDER]).filter_map(|column| claim.set(column));
        let cells =
            [column::WHEN, column::IF, column::RESTATES].into_iter().flat_map(|column| list(claim.cell(column)));
        sets.flat_map(|set| set.ids()).chain(cells).any(|named| named == id)
    };
    let first = claims.partition_point(|claim| claim.at.span.is_none_or(|span| span.start < quote.start));
    let near =
        claims.iter().skip(first).take_while(|claim| claim.at.span.is_some_and(|span| span.start <= inside.start));
    let mut wider = near.filter(|claim| {
        let span = claim.at.span.filter(|span| span.contains(inside) && quote.contains(*span));
        span.is_some_and(|span| span != inside && span != quote)
    });
    let is_other = |claim: &&Claim| {
        let alike =
            [column::SUBJECT, column::PREDICATE].iter().all(|column| claim.cell(*column) == inner.cell(*column));
        !alike && !names(claim, id) && !names(desk.claim, claim.at.id)
    };
    wider.find(is_other).map(|claim| claim.at.id)
}

//! Does a quote begin and end with words that its row uses?

use foldhash::HashSet;

use crate::claim::column;
use crate::evidence::Class;
use crate::grounding::{Desk, Fault, Ground, Row};
use crate::schema::anchored;
use crate::source::Span;

/// The check whose fault it is.
const QUOTE_TOO_LONG: &str = "quote-too-long";

/// A fault where something stands before all, or after all, that the row rests on: the quote could begin
/// later, or end earlier. Words of grammar and of manner may stand at an edge.
pub(super) fn judge(desk: &mut Desk) {
    // Without a predicate hardly anything is used.
    if desk.bytes_of(column::PREDICATE).is_empty() {
        return;
    }
    let used: Vec<Span> = used(desk).into_iter().filter(|span| desk.quote.overlaps(*span)).collect();
    let (Some(first), Some(last)) = (used.iter().map(|span| span.start).min(), used.iter().map(|span| span.end).max())
    else {
        return;
    };
    let things = things(desk);
    let before = things.first().filter(|thing| thing.end <= first).map(|thing| ("begins", *thing));
    let after = things.last().filter(|thing| thing.start >= last).map(|thing| ("ends", *thing));
    let Some((edge, thing)) = before.or(after) else { return };
    let message = format!("the quote {edge} with “{}”, which no cell uses", desk.text(thing));
    desk.fault(QUOTE_TOO_LONG, anchored::QUOTE, message, "shorten the quote, or say in a cell what the words say");
    if let Some(fault) = desk.faults.last_mut() {
        fault.bytes = Some(thing);
    }
}

/// Leaves out the rows that have another fault: what a cell fails to say is unused.
pub(super) fn settle(faults: &mut Vec<Fault>) {
    let others: HashSet<Row> =
        faults.iter().filter(|fault| fault.check != QUOTE_TOO_LONG).map(|fault| fault.row).collect();
    faults.retain(|fault| fault.check != QUOTE_TOO_LONG || !others.contains(&fault.row));
}

/// What the row rests on. A side that stands in the row's own words does not stand for those of a claim
/// inside them which it does not name: "with the siege of the town the traders left the town".
fn used(desk: &Desk) -> Vec<Span> {
    let own = |cell: &&Ground| cell.column != column::RESTATES && !column::SETS.contains(&cell.column);
    let mut used: Vec<Span> = desk.cells.iter().filter(own).flat_map(|cell| cell.bytes.iter().copied()).collect();
    let others = claims_inside(desk);
    let is_theirs = |place: &Span| others.iter().any(|quote| quote.contains(*place));
    for places in desk.sides.iter().flatten() {
        let mine: Vec<Span> = places.iter().copied().filter(|place| !is_theirs(place)).collect();
        used.extend(if mine.is_empty() { places } else { &mine });
    }
    used
}

/// The quotes inside this one of claims that the row does not name.
fn claims_inside(desk: &Desk) -> Vec<Span> {
    let Some(raw) = desk.claim.at.span else { return Vec::new() };
    let claims = &desk.document.claims;
    // Claims stand in the order of their starts.
    let from = claims.partition_point(|claim| claim.at.span.is_some_and(|span| span.start < raw.start));
    let near = claims.get(from..).unwrap_or(&[]).iter();
    let inside = near
        .filter_map(|claim| Some((claim, claim.at.span?)))
        .take_while(|(_, span)| span.start < raw.end)
        .filter(|(_, span)| raw.contains(*span) && raw != *span);
    let sets: Vec<_> = column::SETS.into_iter().filter_map(|column| desk.claim.set(column)).collect();
    let names = |id: &str| sets.iter().any(|set| set.ids().any(|named| named == id));
    inside.filter(|(claim, _)| !names(claim.at.id)).map(|(_, span)| desk.document.reading.to_text(span)).collect()
}

/// The content words, names, numbers and dates of the quote, in order.
fn things(desk: &Desk) -> Vec<Span> {
    let content = &desk.evidence.content;
    let from = content.partition_point(|word| word.start < desk.quote.start);
    let words = content.get(from..).unwrap_or(&[]).iter().take_while(|word| word.end <= desk.quote.end).copied();
    let named = [Class::Name, Class::Abbreviation, Class::Number, Class::Date];
    let cues = desk.evidence.within(desk.quote).filter(|cue| named.contains(&cue.class)).map(|cue| cue.span);
    let mut things: Vec<Span> = words.chain(cues).collect();
    things.sort_unstable();
    things
}

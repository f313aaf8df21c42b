//! Does a quote begin and end with words that its row uses?

use foldhash::{HashMap, HashSet};

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Class, Evidence};
use crate::grounding::{Desk, Fault, Ground, Grounding, Verdict};
use crate::schema::anchored;
use crate::source::Span;
use crate::vocabulary::pattern::runs;

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
    let things = things(desk.evidence, desk.quote);
    let before = things.first().filter(|thing| thing.end <= first).map(|thing| ("begins", *thing));
    let after = things.last().filter(|thing| thing.start >= last).map(|thing| ("ends", *thing));
    let Some((edge, thing)) = before.or(after) else { return };
    let message = format!("the quote {edge} with “{}”, which no cell uses", desk.text(thing));
    desk.fault(QUOTE_TOO_LONG, anchored::QUOTE, message, "shorten the quote, or say in a cell what the words say");
    if let Some(fault) = desk.faults.last_mut() {
        fault.bytes = Some(thing);
    }
}

/// Leaves out the rows that have another fault, since what a cell fails to say is unused, and the quotes
/// that are longer only by a time which another row of the same statement uses.
pub(super) fn settle(document: &Document, evidence: &Evidence, grounding: &mut Grounding) {
    let (mut faults, mut others) = (std::mem::take(&mut grounding.faults), HashSet::default());
    others.extend(faults.iter().filter(|fault| fault.check != QUOTE_TOO_LONG).map(|fault| fault.row));
    let is_long = |fault: &Fault| fault.check == QUOTE_TOO_LONG && !others.contains(&fault.row);
    let same = if faults.iter().any(is_long) { same_sides(&document.claims) } else { Vec::new() };
    faults.retain(|fault| {
        let row = fault.row.claim().unwrap_or_default();
        let twins = || same.get(row).into_iter().flatten().flatten().copied();
        fault.check != QUOTE_TOO_LONG
            || is_long(fault)
                && !twins().any(|twin| is_time_of(document, evidence, &grounding.cells, [row, twin], fault))
    });
    grounding.faults = faults;
}

/// For each claim the nearest before and after it with equal sides.
fn same_sides(claims: &[Claim]) -> Vec<[Option<usize>; 2]> {
    const SIDES: [usize; 5] = [column::SUBJECT, column::PREDICATE, column::OBJECT, column::OTHER, column::PLACE];
    let mut near = vec![[None; 2]; claims.len()];
    let mut last: HashMap<[&str; 5], usize> = HashMap::default();
    for (row, claim) in claims.iter().enumerate() {
        let before = last.insert(SIDES.map(|side| claim.cell(side)), row);
        for (row, slot, other) in [(Some(row), 0, before), (before, 1, Some(row))] {
            let slot = row.and_then(|row| near.get_mut(row)?.get_mut(slot));
            slot.into_iter().for_each(|known| *known = other);
        }
    }
    near
}

/// Whether the row says another time than the twin, the words of its fault are the twin's, and it uses what
/// stands next to them.
fn is_time_of(
    document: &Document,
    evidence: &Evidence,
    cells: &[Ground],
    [row, twin]: [usize; 2],
    fault: &Fault,
) -> bool {
    let of = |row: usize| {
        let from = cells.partition_point(|cell| cell.claim < row);
        cells.get(from..).unwrap_or(&[]).iter().take_while(move |cell| cell.claim == row)
    };
    let time = of(twin).filter(|cell| cell.column == column::WHEN).flat_map(|cell| &cell.bytes);
    let time: Vec<Span> = time.copied().collect();
    let Some(words) = fault.bytes.filter(|words| time.iter().any(|span| span.overlaps(*words))) else { return false };
    let says_when = |claim: &&Claim| [column::WHEN, column::SPAN].iter().any(|cell| !claim.cell(*cell).is_empty());
    let claim = document.claims.get(row).filter(says_when);
    let Some(raw) = claim.and_then(|claim| claim.at.span) else { return false };
    let quote = document.reading.to_text(raw);
    let others: Vec<Span> =
        things(evidence, quote).into_iter().filter(|thing| !time.iter().any(|span| span.overlaps(*thing))).collect();
    let next = others.iter().filter(|thing| thing.start >= words.end).min();
    let before = others.iter().filter(|thing| thing.end <= words.start).max();
    let edge = if before.is_none() { next } else { before.filter(|_| next.is_none()) };
    edge.is_some_and(|thing| of(row).flat_map(|cell| &cell.bytes).any(|span| span.overlaps(*thing)))
}

/// What the row rests on: where no words of the predicate say which place is meant, the first of each item ("2" of
/// "2(2"). A side that stands in the row's own words does not stand for those of a claim
/// inside them which it does not name: "with the siege of the town the traders left the town".
fn used(desk: &Desk) -> Vec<Span> {
    let own = |cell: &&Ground| cell.column != column::RESTATES && !column::SETS.contains(&cell.column);
    let mut used: Vec<Span> = desk.cells.iter().filter(own).flat_map(|cell| cell.bytes.iter().copied()).collect();
    let others = claims_inside(desk);
    let is_theirs = |place: &Span| others.iter().any(|quote| quote.contains(*place));
    let pattern = desk.cells.iter().find(|cell| cell.column == column::PREDICATE && cell.verdict == Verdict::Pattern);
    let is_label = pattern.is_some_and(|cell| runs(&cell.via).is_empty());
    for places in desk.sides.iter().flatten().map(Vec::as_slice) {
        let places = if is_label { places.get(..1).unwrap_or(places) } else { places };
        let mine: Vec<Span> = places.iter().copied().filter(|place| !is_theirs(place)).collect();
        used.extend(if mine.is_empty() { places.iter() } else { mine.iter() });
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
fn things(evidence: &Evidence, quote: Span) -> Vec<Span> {
    let content = &evidence.content;
    let from = content.partition_point(|word| word.start < quote.start);
    let words = content.get(from..).unwrap_or(&[]).iter().take_while(|word| word.end <= quote.end).copied();
    let named = [Class::Name, Class::Abbreviation, Class::Number, Class::Date];
    let cues = evidence.within(quote).filter(|cue| named.contains(&cue.class)).map(|cue| cue.span);
    let mut things: Vec<Span> = words.chain(cues).collect();
    things.sort_unstable();
    things
}

//! Does a quote begin and end with words that its row uses?

use std::collections::HashSet;

use crate::claim::column;
use crate::evidence::Class;
use crate::grounding::{Desk, Fault, Row};
use crate::schema::anchored;
use crate::source::Span;

/// The check whose fault it is.
const QUOTE_TOO_LONG: &str = "quote-too-long";

/// A fault where something stands before all, or after all, that the row rests on: the quote could begin
/// later, or end earlier. Words of grammar and of manner may stand at an edge.
pub(super) fn judge(desk: &mut Desk) {
    let cells = desk.cells.iter().filter(|cell| cell.column != column::RESTATES);
    let used = || cells.clone().flat_map(|cell| &cell.bytes).filter(|span| desk.quote.overlaps(**span));
    let (Some(first), Some(last)) = (used().map(|span| span.start).min(), used().map(|span| span.end).max()) else {
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
    let others: HashSet<Row> = faults.iter().filter(|fault| fault.check != QUOTE_TOO_LONG).map(|fault| fault.row).collect();
    faults.retain(|fault| fault.check != QUOTE_TOO_LONG || !others.contains(&fault.row));
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

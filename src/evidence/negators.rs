//! What does each negator govern?
//!
//! From the negator to the end of its clause; a negator that ends its clause or stands between
//! commas ("in vain") governs all of it.

use super::passage::Passage;
use super::{Cue, Value, clauses};
use crate::source::Span;

/// Fills in the scopes of the negators among `cues`, which are in order.
pub(super) fn set_scopes(passage: &Passage, cues: &mut [Cue]) {
    if !cues.iter().any(|cue| matches!(cue.value, Value::Negator { .. })) {
        return;
    }
    let clauses = clauses::clause_tokens(passage);
    let mut clause = clauses.iter().peekable();
    for cue in cues {
        let Value::Negator { scope, .. } = &mut cue.value else { continue };
        let ends_before = |(_, to): &&(usize, usize)| passage.span(0, *to).end <= cue.span.start;
        while clause.next_if(ends_before).is_some() {}
        let Some((from, to)) = clause.peek() else { continue };
        let whole = passage.span(*from, *to);
        let start = if governs_all(passage, cue.span) { whole.start.min(cue.span.start) } else { cue.span.start };
        *scope = Span::new(start, whole.end.max(cue.span.end));
    }
}

/// Whether nothing follows before the next comma or end.
fn governs_all(passage: &Passage, cue: Span) -> bool {
    let next = passage.tokens.partition_point(|token| token.start < cue.end);
    passage.ends_phrase(next)
}

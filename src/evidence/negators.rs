//! What does each negator govern?
//!
//! From the negator to the end of its clause; a negator that ends its clause or stands between
//! commas ("in vain") governs all of it. What commas set off ("…, which never paid, …", "…, not the
//! town, …") it governs alone.

use super::passage::Passage;
use super::{Cue, Inner, Value, clauses};
use crate::language::{Kind, List};
use crate::source::Span;

/// The most tokens between the comma and the relative word of a clause: ", many of which".
const BEFORE_RELATIVE: usize = 3;

/// A part that commas set off is not longer than this many tokens on either side of its negator.
const LONGEST: usize = 32;

/// Fills in the scopes of the negators among `cues`, which are in order.
pub(super) fn set_scopes(passage: &Passage, cues: &mut [Cue]) {
    if !cues.iter().any(|cue| matches!(cue.value, Value::Negator { .. })) {
        return;
    }
    let clauses = clauses::clause_tokens(passage);
    let mut clause = clauses.iter().peekable();
    for cue in cues {
        let Value::Negator { scope, inner, .. } = &mut cue.value else { continue };
        let ends_before = |(_, to): &&(usize, usize)| passage.span(0, *to).end <= cue.span.start;
        while clause.next_if(ends_before).is_some() {}
        let Some(whole) = clause.peek() else { continue };
        let (from, to, set_off) = set_off(passage, cue.span, **whole);
        let part = passage.span(from, to);
        let start = if governs_all(passage, cue.span) { part.start.min(cue.span.start) } else { cue.span.start };
        (*scope, *inner) = (Span::new(start, part.end.max(cue.span.end)), set_off);
    }
}

/// Whether nothing follows before the next comma or end.
fn governs_all(passage: &Passage, cue: Span) -> bool {
    passage.ends_phrase(after(passage, cue))
}

fn after(passage: &Passage, cue: Span) -> usize {
    passage.tokens.partition_point(|token| token.start < cue.end)
}

/// The part of clause `from..to` that commas set off around a negator.
fn set_off(passage: &Passage, cue: Span, (whole, to): (usize, usize)) -> (usize, usize, Inner) {
    let next = after(passage, cue);
    let at = passage.tokens.partition_point(|token| token.start < cue.start);
    let (from, near) = (whole.max(at.saturating_sub(LONGEST)), to.min(next + LONGEST));
    let open = (from..at).rev().find(|at| opens_relative(passage, *at));
    let close = (next..near).find(|at| closes(passage, *at));
    if let Some((open, close)) = open.zip(close) {
        return (open, close, Inner::Clause);
    }
    // What a relative clause says in addition is not denied with what it follows.
    let end = (next..near).find(|at| opens_relative(passage, *at)).unwrap_or(to);
    let Some(close) = close.filter(|close| *close > next && is_first(passage, at, from)) else {
        return (whole, end, Inner::No);
    };
    let says = passage.word(next).ends_with("ing") || (next..close).any(|at| clauses::is_finite(passage, at));
    (at, close, if says { Inner::Clause } else { Inner::Phrase })
}

/// Whether a comma stands before a token, also with a conjunction between them: ", and not …".
fn is_first(passage: &Passage, at: usize, from: usize) -> bool {
    let is_comma = |at: usize| passage.raw(at).is_some_and(|token| token.kind == Kind::Comma);
    let joined = at > from + 1 && lists(passage, at - 1) & List::Conjunction.bit() != 0 && is_comma(at - 2);
    at > from && is_comma(at - 1) || joined
}

/// Whether a comma at `at` begins a relative clause: ", which", ", many of whom".
fn opens_relative(passage: &Passage, at: usize) -> bool {
    if !passage.raw(at).is_some_and(|token| token.kind == Kind::Comma) {
        return false;
    }
    let leads = |at: usize| lists(passage, at) & (List::Preposition.bit() | List::Quantifier.bit()) != 0;
    let first = (at + 1..=at + BEFORE_RELATIVE).find(|at| !leads(*at));
    let adds =
        |at: usize| passage.language.find(passage.word(at), List::Relative).is_some_and(|entry| entry.says("adds"));
    first.is_some_and(adds)
}

/// Whether the sentence goes on with its own verb after a comma at `at`: ", sold", ", soon sold".
fn closes(passage: &Passage, at: usize) -> bool {
    let is_comma = passage.raw(at).is_some_and(|token| token.kind == Kind::Comma);
    let adverb = usize::from(lists(passage, at + 1) & List::Adverb.bit() != 0);
    let object = List::Determiner.bit() | List::Preposition.bit();
    // "owns the mine": a verb that is a noun too has an object here.
    let is_verb = |at: usize| {
        let homonym = lists(passage, at) & List::FiniteOrNoun.bit() != 0 && lists(passage, at + 1) & object != 0;
        clauses::is_finite(passage, at) || homonym
    };
    is_comma && (is_verb(at + 1) || is_verb(at + 1 + adverb))
}

fn lists(passage: &Passage, at: usize) -> u64 {
    passage.raw(at).map_or(0, |token| passage.language.lists(token))
}

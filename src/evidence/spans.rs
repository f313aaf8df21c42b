//! Which spans of time does a passage state, measured ("three years") or relative ("in recent years")?
//!
//! Measured ones are ISO 8601 with a bound; "over three years" is more than three. A span before
//! "ago", "before", "after" or "later" is a distance and has that role. Words without a number are
//! relative, "over the past decade" too.

use super::amounts::{Amount, amount};
use super::passage::Passage;
use super::{Class, Cue, Role, Value};
use crate::language::{Entry, Kind, List};

/// Reads the span of time that begins at token `at`, adds it to `cues`, and answers where it ends.
pub(super) fn span(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    let lead = List::During.bit() | List::Recent.bit() | List::Determiner.bit() | List::Fraction.bit();
    if !passage.may_begin(at, lead | FIRST) {
        return None;
    }
    let frame = Frame::read(passage, at);
    let article = ["a", "an", "half"].iter().any(|word| passage.is_word(frame.next, word));
    if !article && !passage.may_begin(frame.next, FIRST) {
        return None;
    }
    let (end, value) = measured(passage, &frame).or_else(|| relative(passage, &frame))?;
    let bare = frame.lead.is_none() && !frame.this && !frame.adjective && matches!(value, Value::Duration { .. });
    let start = if bare { frame.next } else { frame.start };
    cues.push(Cue { class: Class::Date, span: passage.span(start, end), value });
    Some(end)
}

/// Lists of which the first word of a count or unit is one.
const FIRST: u64 = List::Unit.bit() | List::Bound.bit() | List::Cardinal.bit() | List::Scale.bit() | List::Number.bit();

/// What stands before the count and the unit.
struct Frame<'a> {
    /// The first token that belongs to the cue.
    start: usize,
    /// The preposition or verb of time.
    lead: Option<&'a Entry>,
    /// "the", "these".
    article: bool,
    /// "this".
    this: bool,
    /// "past", "recent", "first".
    adjective: bool,
    /// An adjective that places the span by itself: "past", "next".
    placed: bool,
    /// The first token after all these.
    next: usize,
}

impl<'a> Frame<'a> {
    fn read(passage: &Passage<'a>, at: usize) -> Frame<'a> {
        let lead = passage.phrase(at, List::During);
        let verb = lead.is_some_and(|(_, entry)| entry.says("verb"));
        let after = lead.map_or(at, |(end, _)| end);
        let this = passage.is_word(after, "this");
        let article = ["the", "these", "those"].iter().any(|word| passage.is_word(after, word));
        let start = if verb { after } else { at };
        let lead = lead.map(|(_, entry)| entry);
        let next = after + usize::from(article || this);
        let mut frame = Frame { start, lead, article, this, adjective: false, placed: false, next };
        frame.read_adjectives(passage);
        frame
    }

    fn read_adjectives(&mut self, passage: &Passage) {
        for _ in 0..3 {
            let Some((end, entry)) = passage.phrase(self.next, List::Recent) else { return };
            self.adjective = true;
            self.placed |= entry.says("placed");
            self.next = end;
        }
    }

    fn is_bare(&self) -> bool {
        !self.article && !self.this && !self.adjective
    }

    /// The role that its preposition gives.
    fn role(&self) -> Option<Role> {
        self.lead.and_then(|lead| lead.values().find_map(Role::parse))
    }
}

/// "three years", "for more than a decade", "two months after", "three-year".
fn measured(passage: &Passage, frame: &Frame) -> Option<(usize, Value)> {
    let bound = passage.phrase(frame.next, List::Bound);
    let start = bound.map_or(frame.next, |(end, _)| end);
    let sign = bound.map_or("", |(_, entry)| &*entry.value);
    let lead_sign = frame.lead.and_then(|lead| lead.values().find(|value| value.starts_with(['<', '>']))).unwrap_or("");
    let count = Count::read(passage, start)?;
    let unit_at = count.end + usize::from(passage.is_kind(count.end, Kind::Hyphen) && passage.is_glued(count.end));
    let unit = passage.value(unit_at, List::Unit)?;
    let (mut end, from) = with_half(passage, unit_at + 1, count.from)?;
    let mut sign = if bound.is_none() && frame.is_bare() { lead_sign } else { sign };
    if let Some((after, entry)) = passage.phrase(end, List::BoundAfter) {
        (end, sign) = (after, &entry.value);
    }
    let proper = passage.span(start, end);
    let tail = passage.phrase(end, List::Distance);
    let is_one = count.from.is(1) && count.to.is_none();
    let placed = frame.lead.is_some() || tail.is_some() || bound.is_some() || frame.adjective || end > unit_at + 1;
    if is_one && !placed || is_rate(passage, frame.start) {
        return None;
    }
    let role = tail.and_then(|(_, entry)| Role::parse(&entry.value)).or_else(|| frame.role());
    let end = tail.map_or(end, |(end, _)| end);
    let iso = match count.to {
        Some(to) => iso(from, unit).zip(iso(to, unit)).map(|(from, to)| format!("{from}..{to}")),
        None => iso(from, unit).map(|iso| format!("{sign}{iso}")),
    };
    match iso {
        Some(iso) => Some((end, Value::Duration { iso: iso.into(), role, proper })),
        None => tail.map(|_| (end, Value::Relative { role })),
    }
}

/// How many units: "three", "a", "half a", "two to three".
struct Count {
    from: Amount,
    to: Option<Amount>,
    end: usize,
}

impl Count {
    fn read(passage: &Passage, at: usize) -> Option<Count> {
        let half = passage.is_word(at, "half") && (passage.is_word(at + 1, "a") || passage.is_word(at + 1, "an"));
        if half && passage.is(at + 2, List::Unit) {
            return Some(Count { from: Amount { mantissa: 5, decimals: 1 }, to: None, end: at + 2 });
        }
        let article = passage.is_word(at, "a") || passage.is_word(at, "an");
        if article && passage.is(at + 1, List::Unit) {
            return Some(Count { from: Amount { mantissa: 1, decimals: 0 }, to: None, end: at + 1 });
        }
        let (end, from) = amount(passage, at)?;
        let joint = passage.is_word(end, "to") || passage.is_word(end, "or") || passage.is_kind(end, Kind::Hyphen);
        let joint = joint || passage.is_kind(end, Kind::Dash);
        let to = if joint { amount(passage, end + 1) } else { None };
        let to = to.filter(|(_, to)| from.is_less(*to));
        Some(Count { from, to: to.map(|(_, to)| to), end: to.map_or(end, |(end, _)| end) })
    }
}

/// "a year and a half".
fn with_half(passage: &Passage, at: usize, count: Amount) -> Option<(usize, Amount)> {
    let half = passage.is_word(at, "and") && passage.is_word(at + 1, "a") && passage.is_word(at + 2, "half");
    if !half || count.decimals > 0 {
        return Some((at, count));
    }
    let mantissa = count.mantissa.checked_mul(10)?.checked_add(5)?;
    Some((at + 3, Amount { mantissa, decimals: 1 }))
}

/// Whether "every" or "per" stands before it: a rate, no length.
fn is_rate(passage: &Passage, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| passage.word(before));
    ["every", "each", "per"].iter().any(|word| before.eq_ignore_ascii_case(word))
}

/// ISO 8601 for so many of a unit, which the lists write as its letter with a factor: `Y10`. Units
/// without a fixed length and those shorter than a day have none.
fn iso(count: Amount, unit: &str) -> Option<String> {
    let letter = unit.chars().next().filter(|_| unit != "vague")?;
    let factor: u128 =
        unit.get(1..).filter(|factor| !factor.is_empty()).map_or(Some(1), |factor| factor.parse().ok())?;
    let halves = count.halves()?.checked_mul(factor)?;
    let half = match letter {
        _ if halves % 2 == 0 => "",
        'Y' => "6M",
        'M' => "15D",
        _ => return None,
    };
    let whole = halves / 2;
    if halves == 0 || whole > 1_000_000 {
        return None;
    }
    let first = if whole == 0 { String::new() } else { format!("{whole}{letter}") };
    Some(format!("P{first}{half}"))
}

/// "over the past decade", "in recent years", "for decades", "years ago", "in the months before".
fn relative(passage: &Passage, frame: &Frame) -> Option<(usize, Value)> {
    let vague = passage.phrase(frame.next, List::Number);
    let unit_at = vague.map_or(frame.next, |(end, _)| end);
    passage.value(unit_at, List::Unit)?;
    let plural = passage.word(unit_at).ends_with('s');
    let end = second_unit(passage, unit_at + 1);
    let tail = passage.phrase(end, List::Distance).filter(|_| plural || !frame.is_bare());
    let filling = frame.lead.is_some_and(|lead| lead.says("filling"));
    let stands = tail.is_some()
        || frame.placed
        || frame.this && frame.lead.is_none_or(|lead| !lead.says("verb"))
        || frame.lead.is_some() && (frame.adjective || vague.is_some())
        || filling && plural && frame.is_bare();
    if !stands || is_rate(passage, frame.start) {
        return None;
    }
    let role = tail.and_then(|(_, entry)| Role::parse(&entry.value)).or_else(|| frame.role());
    Some((tail.map_or(end, |(end, _)| end), Value::Relative { role }))
}

/// After a unit: ", if not decades", "or decades".
fn second_unit(passage: &Passage, at: usize) -> usize {
    let next = at + usize::from(passage.is_kind(at, Kind::Comma));
    let joint = if passage.is_word(next, "if") && passage.is_word(next + 1, "not") {
        next + 2
    } else if ["or", "and", "even"].iter().any(|word| passage.is_word(next, word)) {
        next + 1 + usize::from(passage.is_word(next + 1, "even"))
    } else {
        return at;
    };
    if passage.is(joint, List::Unit) { joint + 1 } else { at }
}

//! Which numbers does a passage state, with which bound, share or range, and of what?
//!
//! "one" is a number before a noun only: not in "one such deal", "one of", "this one", "one day".
//! "around 300" is the number 300 and the degree "around"; a range has no bound of its own.

use super::amounts::{Amount, amount, ordinal, ordinal_width, scale};
use super::passage::{FUNCTION, Passage};
use super::{Class, Cue, Value, counted};
use crate::language::{EntryId, Kind, List};

/// Lists of which the first word of a number is one.
const FIRST: u64 = List::Bound.bit() | List::Cardinal.bit() | List::Scale.bit() | List::Fraction.bit();

/// Reads the number that begins at token `at`, adds it to `cues`, and answers where it ends.
pub(super) fn number(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    let word = || ["a", "half", "between"].iter().any(|word| passage.is_word(at, word));
    if !passage.may_begin(at, FIRST) && !word() || ordinal_width(passage, at) > 1 {
        return None;
    }
    let found = between(passage, at).or_else(|| bounded(passage, at))?;
    let counted = found.unit.or_else(|| counted::noun(passage, found.end));
    let value = Value::Number { cell: found.cell.into(), entry: None, counted };
    cues.push(Cue { class: Class::Number, span: passage.span(at, found.end), value });
    Some(found.end)
}

/// The value of a vague count whose words are tokens `at..end`.
pub(super) fn vague(passage: &Passage, at: usize, end: usize, entry: EntryId) -> Value {
    let span = passage.span(at, end);
    let words = passage.text.get(span.start..span.end).unwrap_or("").to_lowercase();
    let exact = passage.language.entry(entry).and_then(|entry| entry.number());
    let cell = exact.map_or_else(|| words, str::to_owned);
    Value::Number { cell: cell.into(), entry: Some(entry), counted: counted::noun(passage, end) }
}

/// A number as read: its end, its cell, its unit where that stands before it or is a share.
struct Found {
    end: usize,
    cell: String,
    unit: Option<crate::source::Span>,
}

impl Found {
    fn new(end: usize, cell: String) -> Found {
        Found { end, cell, unit: None }
    }
}

/// "between 10 and 20".
fn between(passage: &Passage, at: usize) -> Option<Found> {
    if !passage.is_word(at, "between") {
        return None;
    }
    let (middle, from) = amount(passage, at + 1)?;
    let (end, to) = amount(passage, middle + 1).filter(|_| passage.is_word(middle, "and"))?;
    range_cell(passage, from, to, end)
}

/// A number with the bound before it: "over 1,500", "at least two".
fn bounded(passage: &Passage, at: usize) -> Option<Found> {
    let bound = passage.phrase(at, List::Bound);
    let start = bound.map_or(at, |(end, _)| end);
    if bound.is_none() && (is_one_no_number(passage, at) || is_name_part(passage, at)) {
        return None;
    }
    let money = passage.is_kind(start, Kind::Currency);
    let first = start + usize::from(money);
    let mut found = fraction(passage, first)
        .or_else(|| share(passage, first).filter(|found| bound.is_none() || !found.cell.contains("of")))
        .or_else(|| range(passage, first))
        .or_else(|| plain(passage, first))?;
    if let Some((_, entry)) = bound.filter(|_| !found.cell.contains("..") && !found.cell.starts_with(['<', '>'])) {
        found.cell.insert_str(0, &entry.value);
    }
    if money {
        found.unit = Some(passage.span(start, start + 1));
    }
    Some(found)
}

/// A number with what may stand after it: "%", "or more".
fn plain(passage: &Passage, at: usize) -> Option<Found> {
    let (end, amount) = amount(passage, at)?;
    let mut found = with_percent(passage, end, amount.digits());
    let plus = passage.is_glued(found.end) && passage.word(found.end) == "+";
    if plus {
        found = Found { end: found.end + 1, cell: format!(">={}", found.cell), ..found };
    } else if let Some((end, entry)) = passage.phrase(found.end, List::BoundAfter) {
        found = Found { end, cell: format!("{}{}", entry.value, found.cell), ..found };
    }
    Some(found)
}

fn with_percent(passage: &Passage, end: usize, cell: String) -> Found {
    let points = passage.raw(end + 1).is_some_and(|_| passage.word(end + 1).starts_with("point"));
    match passage.phrase(end, List::Percent) {
        Some((end, _)) if !points => Found::new(end, cell + "%"),
        _ => Found::new(end, cell),
    }
}

/// "10 to 20", "10-20", "two or three", "2-3 million", "10 to 15 %".
fn range(passage: &Passage, at: usize) -> Option<Found> {
    let (middle, from) = amount(passage, at)?;
    let tied = passage.is_kind(middle, Kind::Hyphen) && passage.is_glued(middle) && passage.is_glued(middle + 1);
    let came = at.checked_sub(1).is_some_and(|before| passage.is_word(before, "from"));
    let joint = tied
        || passage.is_kind(middle, Kind::Dash)
        || passage.is_word(middle, "to") && !came
        || passage.is_word(middle, "or");
    let (end, to) = amount(passage, middle + 1).filter(|_| joint)?;
    range_cell(passage, from, to, end)
}

fn range_cell(passage: &Passage, from: Amount, to: Amount, end: usize) -> Option<Found> {
    let scale = end.checked_sub(1).and_then(|last| scale(passage, last));
    let scaled = scale.and_then(|scale| from.times(scale)).filter(|scaled| scaled.is_less(to));
    let from = scaled.unwrap_or(from);
    if !from.is_less(to) {
        return None;
    }
    let share = with_percent(passage, end, String::new());
    let cell = format!("{}{sign}..{}{sign}", from.digits(), to.digits(), sign = share.cell);
    Some(Found::new(share.end, cell))
}

/// "a third of", "two-thirds", "three quarters", "half of the".
fn fraction(passage: &Passage, at: usize) -> Option<Found> {
    let after_ordinal = at.checked_sub(1).is_some_and(|before| ordinal(passage, before).is_some());
    if passage.is_word(at, "half") && !after_ordinal {
        let of = passage.is_word(at + 1, "of");
        let whole = of || passage.is(at + 1, List::Determiner) && !passage.is_word(at + 1, "a");
        return whole.then(|| Found::new(at + 1, "1/2".to_owned()));
    }
    let one = passage.is_word(at, "a") || passage.is_word(at, "one");
    let (next, count) = if one { (at + 1, Amount::whole(1)) } else { amount(passage, at)? };
    let tied = passage.is_kind(next, Kind::Hyphen) && passage.is_glued(next);
    let (end, entry) = passage.phrase(next + usize::from(tied), List::Fraction)?;
    let many = passage.word(end - 1).ends_with('s');
    let of = passage.is_word(end, "of");
    let whole: u128 = entry.value.parse().ok()?;
    let verb = passage.is_any(end, List::Finite.bit() | List::Auxiliary.bit());
    let alone = (passage.ends_phrase(end) || verb) && (!passage.is_word(at, "a") || measures(passage, at));
    let fits = if one { !many && (of || tied || alone) } else { many };
    if !fits || count.mantissa == 0 || !count.is_less(Amount::whole(whole)) {
        return None;
    }
    Some(Found::new(end, lowest_terms(count.entire()?, whole)))
}

/// "two of the three", "three out of five"; "one in three" is the fraction 1/3.
fn share(passage: &Passage, at: usize) -> Option<Found> {
    let (next, part) = amount(passage, at)?;
    let one_in = passage.is_word(next, "in");
    let out = usize::from(passage.is_word(next, "out"));
    if !one_in && !passage.is_word(next + out, "of") {
        return None;
    }
    let mut start = next + out + 1;
    start += usize::from(!one_in && passage.is_word(start, "all"));
    start += usize::from(!one_in && passage.is(start, List::Determiner));
    let (end, whole) = amount(passage, start)?;
    let small = whole.is_less(Amount::whole(1000)) || passage.is_any(start, List::Cardinal.bit());
    if !small || part.mantissa == 0 || !part.is_less(whole) {
        return None;
    }
    let (part, whole) = (part.entire()?, whole.entire()?);
    Some(Found::new(end, if one_in { lowest_terms(part, whole) } else { format!("{part} of {whole}") }))
}

/// Whether the word before a fraction says that it measures: "by a third", "nearly a quarter".
fn measures(passage: &Passage, at: usize) -> bool {
    let lists = List::Preposition.bit() | List::Bound.bit() | List::Approximate.bit() | List::Degree.bit();
    let before = at.checked_sub(1).and_then(|before| passage.raw(before));
    before.is_some_and(|before| passage.language.begun(before) & lists != 0)
}

/// "2/10" as "1/5".
fn lowest_terms(part: u128, whole: u128) -> String {
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    format!("{}/{}", part / a.max(1), whole / a.max(1))
}

/// Whether "one" here is no count of the noun after it.
fn is_one_no_number(passage: &Passage, at: usize) -> bool {
    if !passage.is_word(at, "one") {
        return false;
    }
    if share(passage, at).is_some() || fraction(passage, at).is_some() || scale(passage, at + 1).is_some() {
        return false;
    }
    let before = at.checked_sub(1);
    let chosen = before.is_some_and(|before| passage.is(before, List::Determiner));
    let noun = passage.raw(at + 1).is_some_and(|next| next.kind == Kind::Word);
    let other = passage.raw(at + 1).is_some_and(|next| {
        let lists = FUNCTION | List::Finite.bit() | List::Unit.bit();
        passage.language.lists(next) & lists != 0 && passage.language.lists(next) & List::Cardinal.bit() == 0
    });
    let counted =
        passage.is_word(at + 1, "or") && amount(passage, at + 2).is_some() || passage.is(at + 1, List::Percent);
    chosen || !counted && (!noun || other)
}

/// Whether digits belong to the name before them: "A-10", "Type 45" at the end of a phrase.
fn is_name_part(passage: &Passage, at: usize) -> bool {
    if !passage.is_kind(at, Kind::Number) {
        return false;
    }
    let tied = at >= 2 && passage.is_glued(at) && passage.is_kind(at - 1, Kind::Hyphen) && passage.is_glued(at - 1);
    if tied {
        return passage.is_capital(at - 2);
    }
    let before = at.checked_sub(1).filter(|before| passage.is_capital(*before) && !passage.is_initial(*before));
    let named = before.is_some_and(|before| passage.get(before).is_some() && !passage.is_any(before, FUNCTION));
    let noun = passage.raw(at + 1).is_some_and(|next| {
        next.kind == Kind::Word && passage.language.lists(next) & FUNCTION == 0 || next.kind == Kind::Other
    });
    named && !noun
}

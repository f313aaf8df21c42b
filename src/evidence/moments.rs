//! Which words name a day, a month, a year, a decade, or a part of one?

use super::amounts::{ordinal, ordinal_width};
use super::moment::{Moment, days};
use super::passage::Passage;
use crate::language::{Kind, List};

/// The moment from token `at` on, with its end: "late 2012", "1 November 2010", "the 1990s".
pub(super) fn moment(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    if !passage.may_begin(at, FIRST) && !passage.is_word(at, "the") {
        return None;
    }
    part_of(passage, at).or_else(|| whole(passage, at))
}

/// Lists of which the first word of a moment is one, if it has no digits.
pub(super) const FIRST: u64 =
    List::DatePart.bit() | List::Month.bit() | List::Season.bit() | List::Weekday.bit() | List::Ordinal.bit();

/// "early 2012", "mid-2012", "early to mid-2012", "first half of 2013", "the end of January 2013".
fn part_of(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let (mut next, first) = passage.phrase(at, List::DatePart)?;
    let mut last = first;
    if passage.is_kind(next, Kind::Hyphen) && passage.is_word(next + 1, "to") {
        next += 1;
    }
    if passage.is_word(next, "to") || passage.is_word(next, "or") || passage.is_word(next, "and") {
        (next, last) = passage.phrase(next + 1, List::DatePart)?;
    }
    next += usize::from(passage.is_kind(next, Kind::Hyphen));
    next += usize::from(passage.is_word(next, "in") || passage.is_word(next, "of"));
    next += usize::from(passage.is_word(next, "the"));
    let (end, base) = whole(passage, next)?;
    let (from, to) = (base.part(&first.value)?, base.part(&last.value)?);
    match (from, to) {
        (Moment::Range(from, _), Moment::Range(_, to)) => Some((end, Moment::Range(from, to))),
        (from, _) => Some((end, from)),
    }
}

/// A moment that is no part of another.
fn whole(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let at = weekday(passage, at);
    iso(passage, at)
        .or_else(|| day_month(passage, at))
        .or_else(|| month(passage, at))
        .or_else(|| season(passage, at))
        .or_else(|| decade(passage, at))
        .or_else(|| century(passage, at))
        .or_else(|| numeric(passage, at))
        .or_else(|| years(passage, at))
        .or_else(|| passage.is(at, List::Weekday).then_some((at + 1, Moment::Incomplete)))
}

/// Skips "Monday," before a date.
fn weekday(passage: &Passage, at: usize) -> usize {
    if !passage.is(at, List::Weekday) {
        return at;
    }
    let next = at + 1 + usize::from(passage.is_kind(at + 1, Kind::Comma));
    let dated = passage.is_kind(next, Kind::Number) || passage.is(next, List::Month) || passage.is_word(next, "the");
    if dated { next } else { at }
}

/// A bare year: four digits, 1000 to 2100.
pub(super) fn year(passage: &Passage, at: usize) -> Option<u32> {
    digits(passage, at, 4).filter(|year| (1000..=2100).contains(year))
}

fn digits(passage: &Passage, at: usize, width: usize) -> Option<u32> {
    let token = passage.get(at).filter(|token| token.kind == Kind::Number)?;
    let word = passage.word(at);
    (token.end - token.start == width).then(|| word.parse().ok()).flatten()
}

fn glued(passage: &Passage, at: usize, kind: Kind) -> bool {
    passage.is_glued(at) && passage.is_kind(at, kind) && passage.is_glued(at + 1)
}

/// "2012-06-05"; "2012-06" only where it can be no range of years.
fn iso(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let year = year(passage, at)?;
    let month = glued(passage, at + 1, Kind::Hyphen).then(|| digits(passage, at + 2, 2)).flatten()?;
    if !(1..=12).contains(&month) {
        return None;
    }
    let day = glued(passage, at + 3, Kind::Hyphen).then(|| digits(passage, at + 4, 2)).flatten();
    match day {
        Some(day) if (1..=days(year, month)).contains(&day) => Some((at + 5, Moment::Day(year, month, day))),
        Some(_) => None,
        None => (month <= year % 100).then_some((at + 3, Moment::Month(year, month))),
    }
}

/// "2012", "2009-11", "1999-2003", "2006/7".
fn years(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let first = year(passage, at)?;
    let spaced_dash = passage.is_kind(at + 1, Kind::Dash) && year(passage, at + 2).is_some();
    let slash = passage.word(at + 1) == "/" && passage.is_glued(at + 1) && passage.is_glued(at + 2);
    let hyphen = glued(passage, at + 1, Kind::Hyphen) || glued(passage, at + 1, Kind::Dash) || spaced_dash;
    let last = if slash || hyphen { second_year(passage, at + 2, first, slash) } else { None };
    Some(match last {
        Some(last) => (at + 3, Moment::Range(format!("{first:04}"), format!("{last:04}"))),
        None => (at + 1, Moment::Year(first)),
    })
}

/// The second year of a range, where it is greater than the first.
fn second_year(passage: &Passage, at: usize, first: u32, slash: bool) -> Option<u32> {
    let digits = |width| digits(passage, at, width);
    let widened = |tail: Option<u32>, unit: u32| tail.map(|tail| first - first % unit + tail);
    let turn = |tail: &u32| *tail == 0 && first % 100 == 99;
    let last = digits(4)
        .or_else(|| digits(2).filter(turn).map(|_| first + 1))
        .or_else(|| widened(digits(2), 100))
        .or_else(|| if slash { widened(digits(1), 10) } else { None })?;
    (last > first).then_some(last)
}

/// "1 November 2010", "1st of November, 2010", "1-3 November 2010".
fn day_month(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let at = at + usize::from(passage.is_word(at, "the") && day(passage, at + 1).is_some());
    let first = day(passage, at)?;
    let ranged = matches!(passage.kind(at + 1), Some(Kind::Hyphen | Kind::Dash)) || passage.is_word(at + 1, "to");
    let last = if ranged { day(passage, at + 2) } else { None };
    let mut next = at + if last.is_some() { 3 } else { 1 };
    next += usize::from(passage.is_word(next, "of"));
    let month = month_number(passage, next)?;
    let next = after_month(passage, next);
    let Some((end, year)) = year_after(passage, next) else { return Some((next, Moment::Incomplete)) };
    one_or_more_days(year, month, first, last).map(|moment| (end, moment))
}

fn one_or_more_days(year: u32, month: u32, first: u32, last: Option<u32>) -> Option<Moment> {
    let last = last.unwrap_or(first);
    if first == 0 || last < first || last > days(year, month) {
        return None;
    }
    let (from, to) = (Moment::Day(year, month, first), Moment::Day(year, month, last));
    if first == last { Some(from) } else { Some(Moment::Range(from.edtf("")?, to.edtf("")?)) }
}

/// A day of a month: "1", "1st", "first".
fn day(passage: &Passage, at: usize) -> Option<u32> {
    let number = digits(passage, at, 1).or_else(|| digits(passage, at, 2));
    number.or_else(|| ordinal(passage, at)).filter(|day| (1..=31).contains(day))
}

fn month_number(passage: &Passage, at: usize) -> Option<u32> {
    passage.value(at, List::Month)?.trim_end_matches('?').parse().ok()
}

fn after_month(passage: &Passage, at: usize) -> usize {
    passage.phrase(at, List::SentenceAbbreviation).map_or(at + 1, |(end, _)| end)
}

fn year_after(passage: &Passage, at: usize) -> Option<(usize, u32)> {
    let skip = usize::from(passage.is_kind(at, Kind::Comma) || passage.is_word(at, "of"));
    year(passage, at + skip).map(|year| (at + skip + 1, year))
}

/// "January 2013", "November 1, 2010", "January-March 2012", "January".
fn month(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let first = month_number(passage, at)?;
    let next = after_month(passage, at);
    let dated = month_day(passage, next, first)
        .or_else(|| year_after(passage, next).map(|(end, year)| (end, Moment::Month(year, first))))
        .or_else(|| months(passage, next, first))
        .or_else(|| listed_month(passage, next, first));
    if dated.is_some() {
        return dated;
    }
    let ordinary = passage.value(at, List::Month)?.ends_with('?');
    let day = day(passage, next).filter(|_| !passage.is_plural(next + 1));
    let placed = at.checked_sub(1).is_some_and(|before| {
        passage.raw(before).is_some() && (lists_before(passage, before) || passage.is_word(before, "this"))
    });
    let end = next + usize::from(day.is_some());
    (!ordinary || day.is_some() || placed).then_some((end, Moment::Incomplete))
}

/// Whether a word that often stands before a date stands at `at`.
fn lists_before(passage: &Passage, at: usize) -> bool {
    let lists = List::Role.bit() | List::DatePart.bit() | List::Recent.bit() | List::Approximate.bit();
    passage.raw(at).is_some_and(|token| passage.language.lists(token) & lists != 0)
}

/// After a month: "1, 2010", "1-3, 2010".
fn month_day(passage: &Passage, at: usize, month: u32) -> Option<(usize, Moment)> {
    let first = day(passage, at)?;
    let ranged = matches!(passage.kind(at + 1), Some(Kind::Hyphen | Kind::Dash));
    let last = if ranged { day(passage, at + 2) } else { None };
    let next = at + if last.is_some() { 3 } else { 1 };
    let (end, year) = year_after(passage, next)?;
    one_or_more_days(year, month, first, last).map(|moment| (end, moment))
}

/// After a month: "-March 2012", "to March 2012".
fn months(passage: &Passage, at: usize, first: u32) -> Option<(usize, Moment)> {
    let tied = matches!(passage.kind(at), Some(Kind::Hyphen | Kind::Dash))
        || passage.is_word(at, "to")
        || passage.is_word(at, "through");
    let last = month_number(passage, at + 1).filter(|last| tied && *last > first)?;
    let (end, year) = year_after(passage, after_month(passage, at + 1))?;
    let ends = (Moment::Month(year, first).edtf("")?, Moment::Month(year, last).edtf("")?);
    Some((end, Moment::Range(ends.0, ends.1)))
}

/// After a month: "and March 2012"; its year is that of the next.
fn listed_month(passage: &Passage, at: usize, month: u32) -> Option<(usize, Moment)> {
    let listed = passage.is_word(at, "and") || passage.is_word(at, "or");
    month_number(passage, at + 1).filter(|_| listed)?;
    let (_, year) = year_after(passage, after_month(passage, at + 1))?;
    Some((at, Moment::Month(year, month)))
}

/// "spring 2012", "the summer of 2012", "winter 2012/13" (the winter that begins in 2012).
fn season(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let code = passage.value(at, List::Season)?.parse().ok()?;
    let (end, year) = year_after(passage, at + 1)?;
    let slash = passage.word(end) == "/" && second_year(passage, end + 1, year, true) == Some(year + 1);
    Some((end + if slash { 2 } else { 0 }, Moment::Coded(year, code)))
}

/// "1990s", "1990's"; "1800s" is a century, "2000s" a decade.
fn decade(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let possessive = year(passage, at).filter(|_| passage.word(at + 1).ends_with('s') && passage.is_glued(at + 1));
    let word = passage.word(at);
    let joined = || word.strip_suffix('s').filter(|year| year.len() == 4)?.parse::<u32>().ok();
    let year =
        possessive.or_else(|| passage.get(at).and_then(|_| joined())).filter(|year| (1000..=2100).contains(year))?;
    let end = at + 1 + usize::from(possessive.is_some());
    match year {
        _ if !year.is_multiple_of(10) => None,
        _ if year.is_multiple_of(100) && year < 2000 => Some((end, Moment::Century(year))),
        _ => Some((end, Moment::Decade(year))),
    }
}

/// "20th century", "nineteenth-century".
fn century(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let number = ordinal(passage, at).filter(|number| (10..=22).contains(number))?;
    let next = at + ordinal_width(passage, at);
    let next = next + usize::from(passage.is_kind(next, Kind::Hyphen));
    passage.is(next, List::Century).then(|| (next + 1, Moment::Century((number - 1) * 100)))
}

/// "25/12/2012", where only one reading is possible; else incomplete.
fn numeric(passage: &Passage, at: usize) -> Option<(usize, Moment)> {
    let mark = passage.word(at + 1);
    let tied = mark == "/" && passage.word(at + 3) == mark && (at + 1..at + 5).all(|at| passage.is_glued(at));
    let part = |at| digits(passage, at, 1).or_else(|| digits(passage, at, 2)).filter(|part| (1..=31).contains(part));
    if !tied {
        return None;
    }
    let (first, second, year) = (part(at)?, part(at + 2)?, year(passage, at + 4)?);
    let moment = match (first, second) {
        (day, month) if day > 12 && month <= 12 => one_or_more_days(year, month, day, None)?,
        (month, day) if day > 12 && month <= 12 => one_or_more_days(year, month, day, None)?,
        (day, month) if day == month => one_or_more_days(year, month, day, None)?,
        _ => Moment::Incomplete,
    };
    Some((at + 5, moment))
}

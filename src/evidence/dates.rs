//! Which dates does a passage state, and in which role?
//!
//! "from X until Y" are two dates with two roles; "between X and Y" is one date, the interval X/Y,
//! `within`; "X or Y" is the set `[X,Y]`, "X and Y" the set `{X,Y}`. A bare date is `within`.
//!
//! Four bare digits are a year after a preposition of time, a determiner or a part of the year, and
//! otherwise unless a plural noun or a unit follows; round hundreds before a plural noun are a count.

use super::moment::Moment;
use super::moments;
use super::passage::{FUNCTION, Passage};
use super::{Class, Cue, Role, Value};
use crate::language::{Kind, List};

/// Reads the date that begins at token `at`, adds it to `cues`, and answers where it ends.
pub(super) fn date(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    let before = List::Role.bit() | List::Approximate.bit() | List::Preposition.bit() | List::Determiner.bit();
    if !passage.may_begin(at, before | moments::FIRST) {
        return None;
    }
    between(passage, at, cues).or_else(|| {
        let lead = lead(passage, at);
        let found = dated(passage, &lead)?;
        let end = push(passage, at, &lead, found, cues);
        until(passage, &lead, end, cues).or(Some(end))
    })
}

/// What stands before a date: the word of its role, articles, "around".
struct Lead {
    role: Option<Role>,
    strong: bool,
    is_from: bool,
    mark: &'static str,
    /// The first token of the date proper.
    start: usize,
}

fn lead(passage: &Passage, at: usize) -> Lead {
    let role = passage.phrase(at, List::Role);
    let mut lead = Lead { role: None, strong: false, is_from: passage.is_word(at, "from"), mark: "", start: at };
    if let Some((end, entry)) = role {
        lead.role = entry.values().next().and_then(Role::parse);
        lead.strong = !entry.says("weak");
        lead.start = end;
    }
    loop {
        let article = passage.is_word(lead.start, "the") && (lead.role.is_some() || !lead.mark.is_empty());
        if let Some((end, _)) = passage.phrase(lead.start, List::Approximate).filter(|_| lead.mark.is_empty()) {
            (lead.mark, lead.start) = ("~", end);
        } else if article {
            lead.start += 1;
        } else {
            return lead;
        }
        if lead.start - at > 12 {
            return lead;
        }
    }
}

/// A date as read: its end, its EDTF (none where its year is not said).
struct Found {
    end: usize,
    edtf: Option<String>,
}

fn dated(passage: &Passage, lead: &Lead) -> Option<Found> {
    let (end, moment) = moments::moment(passage, lead.start)?;
    if moment == Moment::Incomplete || lone_year_stands(passage, lead, end, &moment) {
        return Some(listed(passage, end, moment, lead.mark));
    }
    None
}

/// "2006 or 2007", "2006, 2008 and 2010".
fn listed(passage: &Passage, end: usize, moment: Moment, mark: &str) -> Found {
    let mut items: Vec<String> = moment.edtf(mark).into_iter().collect();
    let mut last = Found { end, edtf: items.first().cloned() };
    let mut at = end;
    while items.len() < 12 && !items.is_empty() {
        let comma = passage.is_kind(at, Kind::Comma);
        let word = at + usize::from(comma && (passage.is_word(at + 1, "or") || passage.is_word(at + 1, "and")));
        let closed = ["or", "and"].iter().find(|joint| passage.is_word(word, joint));
        if !comma && closed.is_none() {
            break;
        }
        let next = word + 1 + usize::from(passage.is_word(word + 1, "the"));
        let Some((end, other)) = moments::moment(passage, next).filter(|(_, other)| moment.is_like(other)) else {
            break;
        };
        items.extend(other.edtf(mark));
        at = end;
        if let Some(joint) = closed {
            let [open, close] = if *joint == "or" { ["[", "]"] } else { ["{", "}"] };
            last = Found { end, edtf: Some(format!("{open}{}{close}", items.join(","))) };
            break;
        }
    }
    last
}

/// Adds a date with its role to the cues; "onwards" after it makes it a beginning.
fn push(passage: &Passage, at: usize, lead: &Lead, found: Found, cues: &mut Vec<Cue>) -> usize {
    let onwards = passage.phrase(found.end, List::Onwards);
    let end = onwards.map_or(found.end, |(end, _)| end);
    let said = if onwards.is_some() { Some(Role::From) } else { lead.role };
    let range = found.edtf.as_deref().is_some_and(|edtf| edtf.contains('/')) && !is_part(passage, lead);
    let said = if lead.is_from && range && onwards.is_none() { Some(Role::Within) } else { said };
    let value = match found.edtf {
        Some(edtf) => {
            let proper = passage.span(lead.start, found.end);
            Value::Date { edtf: edtf.into(), role: said.unwrap_or(Role::Within), proper }
        }
        None => Value::Relative { role: said },
    };
    cues.push(Cue { class: Class::Date, span: passage.span(at, end), value });
    end
}

fn is_part(passage: &Passage, lead: &Lead) -> bool {
    passage.phrase(lead.start, List::DatePart).is_some()
}

/// After "from X": "to Y" is a date of its own, until.
fn until(passage: &Passage, lead: &Lead, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    if !lead.is_from || !passage.is_word(at, "to") {
        return None;
    }
    let mut second = self::lead(passage, at + 1);
    (second.role, second.strong) = (Some(Role::Until), true);
    let found = dated(passage, &second)?;
    Some(push(passage, at, &second, found, cues))
}

/// "between X and Y".
fn between(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    if !passage.is_word(at, "between") {
        return None;
    }
    let first = lead(passage, at + 1);
    let start = first.start + usize::from(passage.is_word(first.start, "the"));
    let (middle, from) = moments::moment(passage, start)?;
    let second = lead(passage, middle + 1);
    let (end, to) = moments::moment(passage, second.start).filter(|_| passage.is_word(middle, "and"))?;
    let value = match (ends(&from, first.mark), ends(&to, second.mark)) {
        (Some((from, _)), Some((_, to))) => {
            let proper = passage.span(start, end);
            Value::Date { edtf: format!("{from}/{to}").into(), role: Role::Within, proper }
        }
        _ => Value::Relative { role: Some(Role::Within) },
    };
    cues.push(Cue { class: Class::Date, span: passage.span(at, end), value });
    Some(end)
}

/// First and last EDTF of a moment.
fn ends(moment: &Moment, mark: &str) -> Option<(String, String)> {
    match moment {
        Moment::Range(from, to) => Some((format!("{from}{mark}"), format!("{to}{mark}"))),
        _ => moment.edtf(mark).map(|edtf| (edtf.clone(), edtf)),
    }
}

/// Whether four bare digits are a year here; anything but a bare year is a date by its form.
fn lone_year_stands(passage: &Passage, lead: &Lead, end: usize, moment: &Moment) -> bool {
    let Moment::Year(year) = *moment else { return true };
    if end != lead.start + 1 {
        return true;
    }
    if is_unit(passage, end) || is_after_amount(passage, lead.start) {
        return false;
    }
    let plural = counts_plural(passage, end);
    let round = year.is_multiple_of(100);
    let before = lead.start.checked_sub(1);
    let determined = before.is_some_and(|before| passage.is(before, List::Determiner));
    if lead.strong && lead.role.is_some() || determined {
        return !(plural && round);
    }
    let bare_word =
        lead.role.is_none() && lead.mark.is_empty() && before.is_some_and(|before| is_plain(passage, before));
    !plural && (year >= 1900 || !bare_word)
}

fn is_unit(passage: &Passage, at: usize) -> bool {
    let hyphen = usize::from(passage.is_kind(at, Kind::Hyphen) && passage.is_glued(at));
    let lists = List::Measure.bit() | List::Percent.bit() | List::Scale.bit() | List::Unit.bit();
    passage.is_any(at + hyphen, lists)
}

fn is_after_amount(passage: &Passage, at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| passage.is_kind(before, Kind::Currency))
}

/// Whether a plural noun follows, after at most two adjectives.
fn counts_plural(passage: &Passage, at: usize) -> bool {
    for next in at..at + 3 {
        if passage.is_plural(next) {
            return true;
        }
        let word = passage.raw(next).is_some_and(|token| token.kind == Kind::Word);
        if !word || passage.is_any(next, FUNCTION | List::Finite.bit()) {
            break;
        }
    }
    passage.is_word(at, "were") || passage.is_word(at, "have")
}

/// A word in small letters that no list of function words knows.
fn is_plain(passage: &Passage, at: usize) -> bool {
    passage.is_kind(at, Kind::Word) && !passage.is_capital(at) && !passage.is_any(at, FUNCTION)
}

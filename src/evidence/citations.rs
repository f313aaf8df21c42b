//! Where does the text cite a work by author and year?

use super::names::Names;
use super::passage::{FUNCTION, Passage};
use crate::language::{Kind, List};
use crate::source::Span;

/// An author-year citation: "(Author 2010)", "(A and B, 2010; C 2011)", "Author (2010)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its bytes: without the brackets that also hold others; with those around the year alone.
    pub span: Span,
    /// The bytes of the authors as printed.
    pub authors: Span,
    /// The bytes of the year, with its letter if it has one.
    pub year_span: Span,
    /// The year.
    pub year: u16,
}

/// The most tokens that the authors of one citation may take.
const LONGEST: usize = 24;

/// Takes the citations out of the passage and adds them to `citations`.
pub(super) fn take(passage: &mut Passage, names: &Names, citations: &mut Vec<Citation>) {
    for open in 0..passage.len() {
        if !passage.is_kind(open, Kind::Open) {
            continue;
        }
        let first = citations.len();
        let taken = in_text(passage, open, names, citations).map(|range| vec![range]);
        let taken = taken.unwrap_or_else(|| in_brackets(passage, open, citations));
        taken.iter().for_each(|(from, to)| passage.cover(*from, *to));
        if taken.is_empty() {
            citations.truncate(first);
        }
    }
}

/// "Author (2010)": the authors stand before the bracket.
fn in_text(passage: &Passage, open: usize, names: &Names, citations: &mut Vec<Citation>) -> Option<(usize, usize)> {
    let year = year(passage, open + 1)?;
    let close = after_pages(passage, open + 2)?;
    if !passage.is_kind(close, Kind::Close) {
        return None;
    }
    let start = authors_before(passage, open)?;
    let says = passage.is_any(close + 1, List::Finite.bit() | List::FiniteOrNoun.bit());
    if !says && names.ends_at(passage, start, open) {
        return None;
    }
    let authors = passage.span(start, open);
    citations.push(Citation {
        span: passage.span(start, close + 1),
        authors,
        year_span: passage.span(open + 1, open + 2),
        year,
    });
    Some((start, close + 1))
}

/// Where the authors that end before `open` begin.
fn authors_before(passage: &Passage, open: usize) -> Option<usize> {
    let mut start = open;
    let mut first = None;
    while start > 0 && open - start < LONGEST {
        let at = start - 1;
        if is_surname(passage, at) {
            first = Some(at);
        } else if !(is_between_authors(passage, at) && (first.is_some() || is_et_al(passage, at))) {
            break;
        }
        start = at;
    }
    first
}

/// The citations between two brackets, parted by semicolons.
fn in_brackets(passage: &Passage, open: usize, citations: &mut Vec<Citation>) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut at = open + 1;
    while let Some((end, citation)) = one(passage, at) {
        taken.push((at, end));
        citations.push(citation);
        let more = more_years(passage, end, citations);
        taken.push((end, more));
        if passage.is_kind(more, Kind::Close) {
            return taken;
        }
        if !passage.is_kind(more, Kind::Semicolon) {
            break;
        }
        at = more + 1;
    }
    Vec::new()
}

/// One citation from `at` on: a lead-in such as "see", authors, year, pages.
fn one(passage: &Passage, at: usize) -> Option<(usize, Citation)> {
    let start = passage.phrase(at, List::SeeAlso).map_or(at, |(end, _)| end);
    let start = start + usize::from(passage.is_kind(start, Kind::Comma));
    let mut end = start;
    let mut surname = false;
    while year(passage, end).is_none() {
        if end - start > LONGEST {
            return None;
        }
        let is_name = is_surname(passage, end);
        surname |= is_name;
        if !is_name && (end == start || !is_between_authors(passage, end)) {
            return None;
        }
        end += 1;
    }
    let authors_end = if passage.is_kind(end.checked_sub(1)?, Kind::Comma) { end - 1 } else { end };
    let last = authors_end.checked_sub(1)?;
    if !surname || !(is_surname(passage, last) || is_et_al(passage, last)) {
        return None;
    }
    let citation = Citation {
        span: passage.span(start, end + 1),
        authors: passage.span(start, authors_end),
        year_span: passage.span(end, end + 1),
        year: year(passage, end)?,
    };
    Some((after_pages(passage, end + 1)?, citation))
}

/// Further years of the same authors: "2010a, 2010b".
fn more_years(passage: &Passage, mut at: usize, citations: &mut Vec<Citation>) -> usize {
    while passage.is_kind(at, Kind::Comma) {
        let (Some(year), Some(last)) = (year(passage, at + 1), citations.last()) else { return at };
        let span = passage.span(at + 1, at + 2);
        let authors = last.authors;
        citations.push(Citation { span, authors, year_span: span, year });
        at += 2;
    }
    at
}

/// A year, with a letter or without: "2010", "2010a".
fn year(passage: &Passage, at: usize) -> Option<u16> {
    let token = passage.get(at)?;
    let word = passage.word(at);
    if !matches!(token.kind, Kind::Number | Kind::Word) || !(4..=5).contains(&word.len()) {
        return None;
    }
    let letter = word.get(4..)?;
    let year: u16 = word.get(..4)?.parse().ok()?;
    let fits = (1000..=2100).contains(&year) && letter.chars().all(|c| matches!(c, 'a'..='h'));
    fits.then_some(year)
}

/// What follows a year in a citation is the end, another, or pages: ": 12", ", p. 5" (which are noise).
fn after_pages(passage: &Passage, at: usize) -> Option<usize> {
    let is_end = |at| matches!(passage.kind(at), Some(Kind::Close | Kind::Semicolon | Kind::Comma));
    let mut end = at;
    while passage.raw(end).is_some_and(|token| token.covered || is_page_mark(token.kind)) {
        end += 1;
    }
    if passage.is_kind(end, Kind::Comma) && passage.raw(end + 1).is_some_and(|token| token.covered) {
        return after_pages(passage, end + 1).filter(|_| end - at < LONGEST);
    }
    is_end(end).then_some(end)
}

fn is_page_mark(kind: Kind) -> bool {
    matches!(kind, Kind::Colon | Kind::Number | Kind::Hyphen | Kind::Dash)
}

fn is_surname(passage: &Passage, at: usize) -> bool {
    let lists = FUNCTION | List::Month.bit() | List::Season.bit() | List::Role.bit() | List::Weekday.bit();
    let usual = passage.is_any(at, lists) && !passage.get(at).is_some_and(|token| token.caps);
    passage.is_kind(at, Kind::Word) && passage.is_capital(at) && !usual
}

/// Commas, "and", "&", "et al.", hyphens, initials' stops, and the small words of names.
fn is_between_authors(passage: &Passage, at: usize) -> bool {
    let marks = matches!(passage.kind(at), Some(Kind::Comma | Kind::Period | Kind::Hyphen));
    let small = passage.is_any(at, List::NameJoiner.bit() | List::Initials.bit());
    marks
        || small && !passage.is_capital(at)
        || passage.word(at) == "'s"
        || passage.word(at) == "’s"
        || is_et_al(passage, at)
}

fn is_et_al(passage: &Passage, at: usize) -> bool {
    let stop = usize::from(passage.is_kind(at, Kind::Period));
    let al = at.checked_sub(stop).filter(|al| passage.is_word(*al, "al"));
    al.and_then(|al| al.checked_sub(1)).is_some_and(|et| passage.is_word(et, "et"))
        || passage.is_word(at, "et") && passage.is_word(at + 1, "al")
        || passage.is_word(at, "al") && at > 0 && passage.is_word(at - 1, "et")
}

//! Which digits only locate something: addresses, volume and page numbers, marks, times of day?

use super::passage::Passage;
use crate::language::{Kind, List};
use crate::source::Span;

/// Takes all of them out of the passage and adds their bytes to `noise`.
pub(super) fn take(passage: &mut Passage, noise: &mut Vec<Span>) {
    let mut at = 0;
    while at < passage.len() {
        if !may_begin(passage, at) {
            at += 1;
            continue;
        }
        let found = address(passage, at)
            .or_else(|| volume(passage, at))
            .or_else(|| locator(passage, at))
            .or_else(|| mark(passage, at))
            .or_else(|| clock(passage, at));
        at = match found {
            Some(end) => {
                noise.push(passage.span(at, end));
                passage.cover(at, end);
                end
            }
            None => at + 1,
        };
    }
}

/// Whether any of them may begin at a token: most tokens end the search here.
fn may_begin(passage: &Passage, at: usize) -> bool {
    let listed = passage.may_begin(at, List::Locator.bit() | List::Designator.bit());
    let mark = matches!(passage.kind(at), Some(Kind::Open | Kind::Raised));
    let tied = passage.is_glued(at + 1) && !matches!(passage.kind(at + 1), Some(Kind::Comma | Kind::Close));
    listed || mark || tied || passage.is_word(at, "doi")
}

/// A web or mail address or a DOI: the run without white space, less the punctuation after it.
fn address(passage: &Passage, at: usize) -> Option<usize> {
    if passage.get(at)?.kind == Kind::Word && passage.is_word(at, "doi") {
        let next = at + 1 + usize::from(passage.is_kind(at + 1, Kind::Colon));
        return address(passage, next).or(Some(at + 1));
    }
    let glued = |from: usize, mark: &str| passage.is_glued(from) && passage.word(from) == mark;
    let scheme = glued(at + 1, ":") && glued(at + 2, "/") && glued(at + 3, "/");
    let host = passage.is_word(at, "www") && glued(at + 1, ".");
    let doi = passage.word(at).starts_with("10.") && glued(at + 1, "/");
    let mail = passage.is_kind(at, Kind::Word) && glued(at + 1, "@");
    if !(scheme || host || doi || mail) {
        return None;
    }
    let mut end = at + 1;
    while passage.is_glued(end) {
        end += 1;
    }
    let closes = |kind| matches!(kind, Kind::Period | Kind::Comma | Kind::Close | Kind::Semicolon | Kind::Quote);
    while end > at + 1 && passage.kind(end - 1).is_some_and(closes) {
        end -= 1;
    }
    Some(end)
}

/// "2(2): 18", "12(3)", as journals count.
fn volume(passage: &Passage, at: usize) -> Option<usize> {
    let number = |at| passage.is_kind(at, Kind::Number);
    let issue =
        passage.is_glued(at + 1) && passage.word(at + 1) == "(" && number(at + 2) && passage.word(at + 3) == ")";
    if !number(at) || !issue {
        return None;
    }
    if passage.is_kind(at + 4, Kind::Colon) && number(at + 5) {
        return Some(numbers(passage, at + 5));
    }
    Some(at + 4)
}

/// "pp. 1-5", "vol. 2", "figure 3", "Article 5": a word that its number only locates or names.
fn locator(passage: &Passage, at: usize) -> Option<usize> {
    let (first, is_short, any) = locating_word(passage, at)?;
    let number = passage.word(first);
    if passage.kind(first)? != Kind::Number || !any && number.len() > 3 {
        return None;
    }
    let end = numbers(passage, first);
    let noun = passage.is_kind(end, Kind::Word) && !passage.is_any(end, super::passage::FUNCTION | List::Finite.bit());
    (is_short || !noun || passage.is_capital(end)).then_some(end)
}

/// Where its number begins, whether it is an abbreviation, whether it takes numbers of any length.
fn locating_word(passage: &Passage, at: usize) -> Option<(usize, bool, bool)> {
    if let Some((end, _)) = passage.phrase(at, List::Locator) {
        let short = passage.word(end - 1) == "." || passage.word(at).chars().count() <= 2;
        return Some((end, short, true));
    }
    let (end, entry) = passage.phrase(at, List::Designator)?;
    Some((end, false, entry.says("any")))
}

/// Where the list of numbers that begins at `at` ends: "1-5", "3, 7 and 9".
fn numbers(passage: &Passage, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let joint = match passage.kind(end) {
            Some(Kind::Hyphen | Kind::Dash) => passage.is_glued(end),
            Some(Kind::Comma) => passage.raw(end + 1).is_some_and(|next| next.end - next.start <= 3),
            Some(Kind::Period) => passage.is_glued(end) && passage.is_glued(end + 1),
            _ => passage.is_word(end, "and") || passage.is_word(end, "&"),
        };
        let year = passage.word(end + 1).len() == 4 && passage.is_kind(end, Kind::Comma);
        if !joint || year || !passage.is_kind(end + 1, Kind::Number) {
            return end;
        }
        end += 2;
    }
}

/// A raised digit, "[12]", "(3)".
fn mark(passage: &Passage, at: usize) -> Option<usize> {
    match passage.kind(at)? {
        Kind::Raised => Some(at + 1),
        Kind::Open if passage.is_kind(at + 1, Kind::Number) => {
            let end = numbers(passage, at + 1);
            let small = passage.word(at) == "[" || passage.word(at + 1).len() <= 2;
            (small && passage.is_kind(end, Kind::Close)).then_some(end + 1)
        }
        _ => None,
    }
}

/// "10:30", "7:05:30".
fn clock(passage: &Passage, at: usize) -> Option<usize> {
    let pair = |at: usize| passage.is_glued(at) && passage.is_kind(at, Kind::Number) && passage.word(at).len() == 2;
    let colon = |at: usize| passage.is_glued(at) && passage.is_kind(at, Kind::Colon);
    let hour = passage.is_kind(at, Kind::Number) && passage.word(at).len() <= 2;
    let first = hour && colon(at + 1) && pair(at + 2);
    first.then(|| if colon(at + 3) && pair(at + 4) { at + 5 } else { at + 3 })
}

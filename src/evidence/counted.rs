//! Which noun does a number count?
//!
//! By form: after "of" and its article, the first plural of the noun phrase (with further plurals
//! right after it); without a plural its last word. A phrase ends at a function word, a finite verb
//! or punctuation. A dash right after the number opens an aside, which is skipped.

use super::Article;
use super::passage::{FUNCTION, Passage};
use crate::language::{Kind, List};
use crate::source::Span;

/// The most tokens between a number and its noun.
const REACH: usize = 12;

/// The noun counted by a number that ends at token `at`.
pub(super) fn noun(passage: &Passage, at: usize) -> Option<Span> {
    let at = after_aside(passage, at);
    let at = at + usize::from(kind(passage, at) == Some(Kind::Quote));
    let mut start = at + usize::from(is_word(passage, at, "of"));
    let article = lists(passage, start) & List::Determiner.bit() != 0;
    start += usize::from(article);
    if start > at {
        start += usize::from(
            kind(passage, start) == Some(Kind::Number) || lists(passage, start) & List::Cardinal.bit() != 0,
        );
    }
    start += usize::from(kind(passage, start) == Some(Kind::Quote));
    if tied(passage, start) && kind(passage, start + 1) == Some(Kind::Word) {
        return Some(passage.span(start + 1, start + 2));
    }
    if lists(passage, start) & List::Measure.bit() != 0 {
        return Some(passage.span(start, start + 1));
    }
    let end = coordinated_end(passage, start);
    let mut plurals = (start..end).filter(|at| passage.is_plural(*at));
    if let Some(first) = plurals.next() {
        let last = (first + 1..end).take_while(|at| passage.is_plural(*at)).last().unwrap_or(first);
        return Some(passage.span(last, last + 1));
    }
    (end > start).then(|| passage.span(end - 1, end))
}

/// The end of the phrase, through "and" while no plural has come: "local and regional sources".
fn coordinated_end(passage: &Passage, start: usize) -> usize {
    let end = phrase_end(passage, start);
    let joined = is_word(passage, end, "and") || is_word(passage, end, "or");
    if end == start || !joined || (start..end).any(|at| passage.is_plural(at)) {
        return end;
    }
    let further = phrase_end(passage, end + 1);
    if (end + 1..further).any(|at| passage.is_plural(at)) { further } else { end }
}

/// An article that may count one: "a" or "an" before a singular noun.
pub(super) fn article(passage: &Passage, at: usize) -> Option<Article> {
    let article = passage.is_word(at, "a") || passage.is_word(at, "an");
    let end = if article { phrase_end(passage, at + 1) } else { at };
    let singular = end > at + 1 && !passage.is_plural(end - 1);
    singular.then(|| Article { span: passage.span(at, at + 1), counted: passage.span(end - 1, end) })
}

/// Where the noun phrase that begins at `start` ends; "and" joins capitalised adjectives only.
fn phrase_end(passage: &Passage, start: usize) -> usize {
    let stops = FUNCTION | List::Finite.bit() | List::Relative.bit();
    let mut at = start;
    while at < start + REACH {
        let word = kind(passage, at) == Some(Kind::Word) && !passage.word(at).starts_with(['\'', '’']);
        let and = is_word(passage, at, "and") || is_word(passage, at, "or");
        let adjectives = at > start && passage.is_capital(at - 1) && !passage.is_plural(at - 1);
        if and && adjectives && passage.is_capital(at + 1) {
            at += 2;
        } else if word && lists(passage, at) & stops == 0 || tied(passage, at) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn after_aside(passage: &Passage, at: usize) -> usize {
    let dash =
        |at: usize| passage.raw(at).is_some_and(|token| matches!(token.kind, Kind::Dash | Kind::Hyphen) && token.space);
    if !dash(at) {
        return at;
    }
    (at + 1..at + REACH).find(|at| dash(*at)).map_or(at + 1, |close| close + 1)
}

fn kind(passage: &Passage, at: usize) -> Option<Kind> {
    passage.raw(at).map(|token| token.kind)
}

fn lists(passage: &Passage, at: usize) -> u64 {
    passage.raw(at).map_or(0, |token| passage.language.lists(token))
}

fn is_word(passage: &Passage, at: usize, word: &str) -> bool {
    passage.word(at).eq_ignore_ascii_case(word)
}

/// Whether a hyphen without white space stands at `at`.
fn tied(passage: &Passage, at: usize) -> bool {
    let glued = |at: usize| passage.raw(at).is_some_and(|token| !token.space);
    kind(passage, at) == Some(Kind::Hyphen) && glued(at) && glued(at + 1)
}

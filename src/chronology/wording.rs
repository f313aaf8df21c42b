//! Does a subject act or undergo, and is a plan one of the past?

use crate::claim::{Claim, column};
use crate::evidence::{Tense, tense};
use crate::language::{Language, List};
use crate::schema::anchored;
use crate::set::list;
use crate::source::{Span, words};
use crate::vocabulary::Predicate;

/// Whether something is done to the subject, or thought of it, so that it need not exist: the words of a
/// pattern that stand in the quote say it of the subject by a form of being.
pub(super) fn undergoes(claim: &Claim, predicate: &Predicate, language: Option<&Language>) -> bool {
    let Some(language) = language else { return false };
    let is_event = predicate.kind == "event";
    let mut patterns = predicate.patterns.iter();
    patterns.any(|pattern| is_passive(pattern, is_event, language) && stands_in(pattern, claim.cell(anchored::QUOTE)))
}

/// Whether the words after the subject are passive: a form of being before a participle, or before any
/// word where they tell of what happens ("was rebuilt"); or a participle before who does it.
fn is_passive(pattern: &str, is_event: bool, language: &Language) -> bool {
    let after: Vec<&str> = said(pattern.split(' ').skip_while(|part| *part != "S").skip(1)).collect();
    let is_participle = |word: &str| {
        let is_past = |form: &str| tense(form, Span::new(0, form.len()), language) == Some(Tense::Past);
        word.split('/').any(|form| is_past(form) || language.find(form, List::Participle).is_some())
    };
    let says = |word: &str, list, value| {
        word.split('/').any(|form| language.find(form, list).is_some_and(|entry| entry.says(value)))
    };
    let is_being = |word: &str| says(word, List::Auxiliary, "be");
    let by_being = after.windows(2).any(|pair| match pair {
        [being, then] => is_being(being) && !is_being(then) && (is_event || is_participle(then)),
        _ => false,
    });
    let agent = after.iter().rposition(|word| says(word, List::Role, "by"));
    by_being || agent.is_some_and(|agent| after.iter().take(agent).any(|word| is_participle(word)))
}

/// The words of a pattern up to its next side.
fn said<'p>(parts: impl Iterator<Item = &'p str>) -> impl Iterator<Item = &'p str> {
    parts.take_while(|part| !is_side(part)).filter(|part| *part != "…")
}

fn is_side(part: &str) -> bool {
    matches!(part, "S" | "O" | "X" | "P")
}

/// Whether the words of a pattern stand in a quote, in order.
fn stands_in(pattern: &str, quote: &str) -> bool {
    let mut read = words(quote).filter_map(|word| quote.get(word.range()));
    let mut parts = pattern.split(' ').filter(|part| !is_side(part) && *part != "…");
    parts.all(|part| read.any(|word| part.split('/').any(|form| form.to_lowercase() == word.to_lowercase())))
}

/// Whether what is predicted or scheduled was so at an earlier time: "was scheduled for May", "would open".
pub(super) fn was_planned(claim: &Claim, language: Option<&Language>) -> bool {
    let Some(language) = language else { return false };
    let quote = claim.cell(anchored::QUOTE);
    let plans = |word: &&str| {
        let entry = language.find(word, List::Hedge);
        entry.is_some_and(|entry| entry.says("predicted") || entry.says("scheduled"))
    };
    list(claim.cell(column::WORDS)).filter(plans).any(|word| {
        let by_itself = language.find(word, List::Auxiliary).is_some_and(|entry| entry.says("past"));
        let place = quote.find(word).map(|start| Span::new(start, start + word.len()));
        by_itself || place.is_some_and(|place| tense(quote, place, language) == Some(Tense::Past))
    })
}

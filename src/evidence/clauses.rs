//! Which clauses is a sentence made of?
//!
//! A sentence is cut at `;`, a colon, a spaced or long dash, brackets, and a comma or conjunction
//! before a new finite verb with its own subject. "that" and "whether" cut nothing: what governs the
//! statement after them stands before them. Verbs are known by lists and endings alone.

use super::passage::Passage;
use crate::language::{Kind, Language, List, Token};
use crate::source::Span;

/// The most tokens between a subject's first word and its verb.
const REACH: usize = 16;

/// The clauses of a sentence (bytes of `text`), without the punctuation between them.
///
/// ```
/// use factcheck::{evidence::clauses, language::Language, source::Span};
/// let text = "It rained, but they did not leave; nobody knew why.";
/// let clauses = clauses(text, Span::new(0, text.len()), &Language::of("en").unwrap());
/// let said: Vec<&str> = clauses.iter().map(|clause| &text[clause.start..clause.end]).collect();
/// assert_eq!(said, ["It rained", "but they did not leave", "nobody knew why"]);
/// ```
pub fn clauses(text: &str, sentence: Span, language: &Language) -> Vec<Span> {
    let Some(words) = text.get(sentence.start..sentence.end) else { return Vec::new() };
    let passage = Passage::new(words, &[Span::new(0, 0)], language, Vec::new());
    let shift = |span: Span| Span::new(span.start + sentence.start, span.end + sentence.start);
    clause_tokens(&passage).into_iter().map(|(from, to)| shift(passage.span(from, to))).collect()
}

/// The clauses as ranges of tokens, in order.
pub(super) fn clause_tokens(passage: &Passage) -> Vec<(usize, usize)> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut verb = false;
    for at in 0..passage.len() {
        if at > start && (is_edge(passage, at) || passage.is_initial(at) || verb && begins(passage, at)) {
            add(passage, start, at, &mut clauses);
            (start, verb) = (at, false);
        }
        verb |= is_finite(passage, at);
    }
    add(passage, start, passage.len(), &mut clauses);
    clauses
}

/// Adds tokens `from..to` without the punctuation around them.
fn add(passage: &Passage, mut from: usize, mut to: usize, clauses: &mut Vec<(usize, usize)>) {
    let is_mark =
        |at: usize| kind(passage, at).is_none_or(|kind| !matches!(kind, Kind::Word | Kind::Number | Kind::Currency));
    while from < to && is_mark(from) {
        from += 1;
    }
    while to > from && is_mark(to - 1) {
        to -= 1;
    }
    if from < to {
        clauses.push((from, to));
    }
}

fn kind(passage: &Passage, at: usize) -> Option<Kind> {
    passage.raw(at).map(|token| token.kind)
}

fn lists(passage: &Passage, at: usize) -> u64 {
    passage.raw(at).map_or(0, |token| passage.language.lists(token))
}

/// Whether a mark that always cuts stands at `at`.
fn is_edge(passage: &Passage, at: usize) -> bool {
    let spaced = passage.raw(at).is_some_and(|token| token.space) && passage.raw(at + 1).is_none_or(|next| next.space);
    let space_after = passage.raw(at + 1).is_none_or(|next| next.space);
    match kind(passage, at) {
        Some(Kind::Semicolon | Kind::Open | Kind::Close) => true,
        Some(Kind::Colon) => space_after,
        Some(Kind::Dash) => spaced || passage.word(at) == "—" || passage.word(at) == "―",
        Some(Kind::Hyphen) => spaced,
        _ => false,
    }
}

/// Whether a comma or conjunction at `at` is followed by a subject and its finite verb.
fn begins(passage: &Passage, at: usize) -> bool {
    let joins = List::Conjunction.bit() | List::Subordinator.bit();
    let barred = ["that", "whether", "so", "plus"].iter().any(|word| passage.word(at).eq_ignore_ascii_case(word));
    let conjunction = lists(passage, at) & joins != 0 && !barred;
    match kind(passage, at) {
        Some(Kind::Comma) => {
            let skip = usize::from(lists(passage, at + 1) & joins != 0);
            has_subject_and_verb(passage, at + 1 + skip)
        }
        Some(Kind::Word) => conjunction && has_subject_and_verb(passage, at + 1),
        _ => false,
    }
}

fn has_subject_and_verb(passage: &Passage, start: usize) -> bool {
    if !may_begin_subject(passage, start) {
        return false;
    }
    for at in start + 1..start + REACH {
        let Some(token) = passage.raw(at) else { return false };
        if matches!(token.kind, Kind::Comma | Kind::Period | Kind::Stop) || is_edge(passage, at) {
            return false;
        }
        if is_finite(passage, at) {
            return true;
        }
        if passage.language.lists(token) & List::Relative.bit() != 0 {
            return false;
        }
    }
    false
}

fn may_begin_subject(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.raw(at).filter(|token| token.kind == Kind::Word || token.kind == Kind::Number) else {
        return false;
    };
    let word = passage.word(at);
    let lists = passage.language.lists(token);
    let starts = List::Determiner.bit() | List::Pronoun.bit();
    let barred = List::Relative.bit() | List::Preposition.bit() | List::Auxiliary.bit() | List::Conjunction.bit();
    if lists & List::Relative.bit() != 0 {
        return false;
    }
    lists & starts != 0 || token.capital || lists & barred == 0 && !word.ends_with("ing") && !is_finite(passage, at)
}

/// Whether a finite verb stands at `at`, by its lists, its ending and the word before it.
pub(super) fn is_finite(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.raw(at).filter(|token| token.kind == Kind::Word && !token.capital) else { return false };
    let word = passage.word(at);
    if matches!(word, "be" | "been" | "being" | "having") {
        return false;
    }
    let here = passage.language.lists(token);
    if here & List::Auxiliary.bit() != 0 {
        return true;
    }
    if follows_no_subject(passage, at) || passage.word(at + 1).eq_ignore_ascii_case("by") {
        return false;
    }
    let listed = here & List::Finite.bit() != 0;
    let homonym = here & List::FiniteOrNoun.bit() != 0 && follows_subject(passage, at, !word.ends_with('s'));
    listed || homonym || is_past(passage, at, token)
}

/// After an article, a preposition or a hyphen stands a noun or an infinitive.
fn follows_no_subject(passage: &Passage, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let opens = List::Determiner.bit() | List::Preposition.bit();
    let lists = lists(passage, before);
    lists & opens != 0 && lists & List::Pronoun.bit() == 0 || kind(passage, before) == Some(Kind::Hyphen)
}

/// After a pronoun, an adverb, a name or, for a plural verb, a plural.
fn follows_subject(passage: &Passage, at: usize, plural: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let subjects = List::Pronoun.bit() | List::Adverb.bit();
    passage.is_capital(before) || lists(passage, before) & subjects != 0 || plural && passage.is_plural(before)
}

/// A form in -ed after what may be a subject, or before an object.
fn is_past(passage: &Passage, at: usize, token: &Token) -> bool {
    let ends = passage.word(at).ends_with("ed") && token.end - token.start > 4;
    let next = lists(passage, at + 1);
    let object = kind(passage, at + 1) == Some(Kind::Word)
        && (next & List::Preposition.bit() == 0 || next & List::Determiner.bit() != 0);
    ends && (object || follows_subject(passage, at, true))
}

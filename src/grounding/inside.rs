//! Which words inside a side say something of it, so that a row of their own has to tell it?
//!
//! A side names who or what a claim is about. "The emerging state" says besides that the state is emerging,
//! and "leaders of the League" that they belong to it: where the vocabulary has a predicate or a name for
//! that, the words are for a row of its own.

use crate::claim::column;
use crate::evidence::{Class, Cue};
use crate::grounding::{Desk, side};
use crate::language::List;
use crate::set::Item;
use crate::source::{Span, words};
use crate::vocabulary::Predicate;
use crate::vocabulary::pattern::{Element, elements, runs};

/// The words in the sides of a claim that are for a row of their own, in order.
pub(super) fn inner(desk: &Desk) -> Vec<Span> {
    let mut found: Vec<Span> =
        places(desk).flat_map(|place| [named(desk, place), told(desk, place)].concat()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Where `«words»` of a side stand, but for those that are meant as words (a title, an abbreviation, what is said) and
/// for what is only imagined: "a state that had left" tells of nobody.
fn places<'k>(desk: &'k Desk) -> impl Iterator<Item = Span> + 'k {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate);
    let is_label = |known: &Predicate| {
        known.range == ["words"] && (known.kind == "say" || known.kind == "attribute" && known.has("functional"))
    };
    let is_label = move |column| column == column::OBJECT && predicate.is_some_and(is_label);
    let is_imagined = ["counterfactual", "condition"].iter().any(|mood| desk.cell(column::MOOD).contains(mood));
    let columns = column::SETS.into_iter().filter(move |column| !is_imagined && !is_label(*column));
    columns.flat_map(|column| {
        let items = desk.claim.set(column).into_iter().flat_map(|set| set.items());
        let stands = side(column).and_then(|side| desk.sides.get(side)).into_iter().flatten();
        let of_words = items.zip(stands).filter(|(item, _)| matches!(item, Item::Words(_)));
        of_words.flat_map(|(_, places)| places.iter().copied())
    })
}

/// The names after a preposition that has something before it: "leaders of the League". "Most of", "north of" and
/// "one of" only say how much, or where; what begins with a capital may be a name ("the Peace of Ostrel").
fn named(desk: &Desk, place: Span) -> Vec<Span> {
    let corpus = desk.document.corpus;
    let Some(language) = corpus.language(desk.document.entry) else { return Vec::new() };
    let is_name = |cue: &&Cue| matches!(cue.class, Class::Name | Class::Abbreviation) && place.contains(cue.span);
    let is_known = |cue: &&Cue| corpus.names().id_of(cue).is_some();
    let only_parts =
        [List::Quantifier, List::Part, List::Scope, List::Degree, List::Direction, List::Cardinal, List::Fraction];
    let little = [List::Determiner, List::Pronoun, List::Auxiliary, List::Adverb];
    let is_governed = |cue: &&Cue| {
        let before = desk.text(Span::new(place.start, cue.span.start));
        let mut head: Option<(usize, &str)> = None;
        for word in words(before) {
            let said = before.get(word.range()).unwrap_or("");
            if language.is_in(said, &[List::Preposition]) {
                let is_name = |start: usize, said: &str| {
                    start + place.start > desk.sentence.start && said.starts_with(char::is_uppercase)
                };
                return head.is_some_and(|(start, said)| !language.is_in(said, &only_parts) && !is_name(start, said));
            }
            head = (!language.is_in(said, &little)).then_some((word.start, said)).or(head);
        }
        false
    };
    let names = desk.evidence.within(place).filter(is_name).filter(is_known);
    names.filter(is_governed).map(|cue| cue.span).collect()
}

/// The words of patterns that stand in a side whole, but for the sides at their ends.
fn told(desk: &Desk, place: Span) -> Vec<Span> {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return Vec::new() };
    let said: Vec<Span> = words(desk.text(place)).map(|word| word.shift(place.start)).collect();
    if said.len() < 2 {
        return Vec::new();
    }
    let little = [List::Determiner, List::Preposition, List::Auxiliary, List::Pronoun, List::Relative];
    let is_little = |word: Span| language.is_in(desk.text(word), &little);
    // The words of one pattern with which each content word stands, and each cue of which nothing but little words
    // is left beside them.
    let says = |word: Span, taken: &[Span]| {
        let is_taken = |cue: &Cue| {
            let mut words = words(desk.text(cue.span)).map(|word| word.shift(cue.span.start));
            words.all(|word| taken.contains(&word) || is_little(word))
        };
        let is_cue = || !is_little(word) && desk.evidence.touching(word).any(is_taken);
        desk.evidence.content.binary_search(&word).is_ok() || is_cue()
    };
    let tokens: Vec<String> = said.iter().map(|word| desk.text(*word).to_lowercase()).collect();
    let names = |at: usize| said.get(at).is_some_and(|word| !is_little(*word));
    let mut found = Vec::new();
    let takes = |predicate: &Predicate| takes(desk, predicate, place);
    let fitting = tokens.iter().flat_map(|token| desk.document.corpus.vocabulary.patterns_with(token));
    for (_, pattern) in fitting.filter(|(predicate, _)| takes(predicate)) {
        let taken: Vec<Span> =
            stand(pattern, &tokens, names).into_iter().flatten().filter_map(|at| said.get(at)).copied().collect();
        found.extend(taken.iter().copied().filter(|word| says(*word, &taken)));
    }
    found
}

/// Whether a row of the predicate could tell of a side: it takes words, or a type that the side names.
fn takes(desk: &Desk, predicate: &Predicate, place: Span) -> bool {
    let (corpus, vocabulary) = (desk.document.corpus, &desk.document.corpus.vocabulary);
    let types = || [&predicate.domain, &predicate.range, &predicate.other].into_iter().flatten();
    let is_taken = |id: &str| vocabulary.entity(id).is_some_and(|entity| types().any(|kind| *kind == entity.kind));
    let cues = desk.evidence.within(place).filter_map(|cue| corpus.names().id_of(cue));
    let mut named =
        cues.flat_map(|alias| corpus.names().payloads(alias)).filter_map(|at| vocabulary.aliases.get(*at as usize));
    let mentions = desk.mentions.iter().filter(|mention| place.contains(mention.span));
    types().any(|kind| *kind == "words")
        || named.any(|alias| is_taken(alias.entity))
        || mentions.flat_map(|mention| &mention.refers).any(|id| is_taken(id))
}

/// Which words the runs of a pattern take, if they stand in this order, with something between each two and with
/// something left that they are said of. A pattern that begins with a side says something of what is named before
/// its words: "units close to the border", and not "the source of the river".
fn stand(pattern: &str, tokens: &[String], names: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let mut taken: Vec<usize> = Vec::new();
    for run in runs(pattern) {
        let from = taken.last().map_or(0, |last| last + 2);
        let fits = |at: &usize| {
            let ahead = tokens.get(*at..).unwrap_or(&[]);
            ahead.len() >= run.len() && run.iter().zip(ahead).all(|(forms, token)| forms.contains(&token.as_str()))
        };
        let at = (from..tokens.len()).find(fits)?;
        taken.extend(at..at + run.len());
    }
    let first = *taken.first()?;
    let begins_with_side = matches!(elements(pattern).next(), Some(Element::Side(_)));
    let is_said_of = !begins_with_side || (0..first).any(names);
    (is_said_of && taken.len() < tokens.len()).then_some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_in_a_side_with_what_it_is_said_of() {
        let taken = |pattern: &str, side: &str| {
            let tokens: Vec<String> = side.split(' ').map(str::to_owned).collect();
            stand(pattern, &tokens, |at| !["the", "a"].contains(&tokens[at].as_str()))
        };
        assert_eq!(taken("S close to O", "units close to the border"), Some(vec![1, 2]));
        assert_eq!(taken("S … source of O", "the source of the river"), None);
        assert_eq!(taken("emerging … S", "the emerging state"), Some(vec![1]));
        assert_eq!(taken("emerging … S", "emerging"), None);
        assert_eq!(taken("what S calls/called O", "what it calls its yard"), Some(vec![0, 2]));
        assert_eq!(taken("what S calls O", "what calls"), None);
    }
}

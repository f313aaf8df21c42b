//! Are `«words»` a whole phrase, with the word that they hang on?

use crate::claim::column;
use crate::grounding::lists::{is_content, is_other_verb, is_used};
use crate::grounding::{Desk, side};
use crate::language::{Language, List};
use crate::set::{Item, Set};
use crate::source::{Span, words};

/// `«words»` that leave out the word directly before or after them, when nothing else uses it.
pub(super) fn cut_words(desk: &mut Desk, language: &Language, column: usize, set: &Set, used: &[Span]) {
    let Some(places) = side(column).and_then(|side| desk.sides.get(side)).cloned() else { return };
    for (member, places) in set.members().iter().zip(&places) {
        let Item::Words(taken) = member.item else { continue };
        let hangs = |place: &Span| hangs_on_word_before(desk, language, *place, used);
        if column != column::PLACE && !places.is_empty() && places.iter().all(hangs) {
            let name = desk.claim.at.row.table.schema.column_name(column);
            let message = format!("`{name}` is «{taken}», which begins with a preposition and lacks its head");
            let help = "take in the words before it, or leave the preposition to the predicate";
            desk.fault("words-cut-short", column, message, help);
            continue;
        }
        // One place where the words are whole is enough.
        let cut: Vec<Option<Span>> = places.iter().map(|place| neighbour(desk, language, *place, used)).collect();
        if let Some(Some(word)) = cut.iter().all(Option::is_some).then(|| cut.first().copied().flatten()) {
            let said = desk.text(word).to_owned();
            let name = desk.claim.at.row.table.schema.column_name(column);
            let help = format!("take “{said}” into the words, or into the cell that means it");
            desk.fault(
                "words-cut-short",
                column,
                format!("`{name}` is «{taken}», and the quote goes on with “{said}”, which no cell uses"),
                help,
            );
        }
    }
}

/// Whether a run of words begins with a preposition, and the word before it, which no cell uses, is no little
/// word: of "barges laden with salt" the words «with salt» hang on "laden", «past tolls» in "of past tolls"
/// on nothing.
fn hangs_on_word_before(desk: &Desk, language: &Language, place: Span, used: &[Span]) -> bool {
    const LITTLE: &[List] = &[
        List::Determiner,
        List::Preposition,
        List::Conjunction,
        List::Subordinator,
        List::Auxiliary,
        List::Pronoun,
        List::Relative,
    ];
    let is = |word: Span, list: List| language.find(desk.text(word), list).is_some();
    let before = Span::new(desk.quote.start, place.start);
    let mut own = words(desk.text(place)).map(|word| word.shift(place.start));
    let first = own.next().filter(|word| is(*word, List::Preposition) && !is(*word, List::Bound));
    let (Some(first), Some(second)) = (first, own.next()) else { return false };
    let last = words(desk.text(before)).last().map(|word| word.shift(before.start));
    // A hyphen makes it the beginning of a word: "in-house pilots".
    desk.text(Span::new(first.end, second.start)) == " "
        && last.is_some_and(|word| {
            let touches = desk.text(Span::new(word.end, place.start)) == " ";
            touches && !is_used(used, word) && !LITTLE.iter().any(|list| is(word, *list))
        })
}

/// The content word that touches a run of words, with nothing but a blank between, and is not used.
fn neighbour(desk: &Desk, language: &Language, place: Span, used: &[Span]) -> Option<Span> {
    let before = Span::new(desk.quote.start, place.start);
    let after = Span::new(place.end, desk.quote.end);
    let last = words(desk.text(before)).last().map(|word| word.shift(before.start));
    let first = words(desk.text(after)).next().map(|word| word.shift(after.start));
    let touches = |from: usize, to: usize| matches!(desk.text(Span::new(from, to)), " " | "-");
    let left = last.filter(|word| touches(word.end, place.start));
    let right = first.filter(|word| touches(place.end, word.start));
    // A cue that is not used has a finding of its own.
    let is_cue = |word: &Span| {
        desk.evidence
            .cues
            .get(desk.evidence.cues.partition_point(|cue| cue.span.end <= word.start))
            .is_some_and(|cue| cue.span.overlaps(*word))
    };
    let lost = |word: &Span| {
        !is_used(used, *word)
            && !is_cue(word)
            && is_content(language, desk.text(*word))
            && !is_other_verb(desk, language, *word)
    };
    let head = || head(desk, language, place, used).filter(lost);
    let gerund = || gerund(desk, language, place).filter(|word| !is_used(used, *word) && !is_cue(word));
    left.into_iter().chain(right).find(lost).or_else(head).or_else(gerund)
}

/// The doing of which a run of words is the object, where it begins a phrase: of "by opening a lock" the
/// words «a lock» lack it.
fn gerund(desk: &Desk, language: &Language, place: Span) -> Option<Span> {
    let before = Span::new(desk.quote.start, place.start);
    let is = |word: &Span, list: List| language.find(desk.text(*word), list).is_some();
    let left: Vec<Span> = words(desk.text(before)).map(|word| word.shift(before.start)).collect();
    let mut left = left.into_iter().rev().peekable();
    let touches = |word: &Span, next: usize| desk.text(Span::new(word.end, next)) == " ";
    let article = left.next_if(|word| is(word, List::Determiner) && touches(word, place.start));
    let start = article.map_or(place.start, |article| article.start);
    // "Following the flood" is a date, and no doing.
    let is_doing = |word: &Span| {
        let is_verb = desk.text(*word).ends_with("ing") && is_other_verb(desk, language, *word);
        is_verb && !is(word, List::Preposition) && !is(word, List::Subordinator)
    };
    let doing = left.next().filter(|word| touches(word, start) && is_doing(word))?;
    let opens = left.next().filter(|word| touches(word, doing.start));
    opens.is_none_or(|word| is(&word, List::Preposition) || is(&word, List::Conjunction)).then_some(doing)
}

/// The word on which a run of words depends by a preposition that nothing uses: of "control over the port"
/// the words «the port» lack their head.
fn head(desk: &Desk, language: &Language, place: Span, used: &[Span]) -> Option<Span> {
    let before = Span::new(desk.quote.start, place.start);
    let is = |word: &Span, list: List| language.find(desk.text(*word), list).is_some();
    let mut left = words(desk.text(before)).map(|word| word.shift(before.start)).collect::<Vec<_>>();
    let mut end = place.start;
    let mut step = |wanted: &dyn Fn(&Span) -> bool| {
        let word = left.last().copied().filter(|word| desk.text(Span::new(word.end, end)) == " " && wanted(word))?;
        (end, _) = (word.start, left.pop());
        Some(word)
    };
    let opens = words(desk.text(place)).next().is_some_and(|word| is(&word.shift(place.start), List::Preposition));
    if !opens {
        step(&|word| is(word, List::Determiner) && !is(word, List::Preposition));
        step(&|word| is(word, List::Preposition) && !is_used(used, *word))?;
    }
    let head = step(&|_| true)?;
    // A participle belongs to the noun before it: of "barges laden with salt" the words «salt» lack both.
    let is_verb = [List::Finite, List::Verb].iter().any(|list| is(&head, *list)) || is_other_verb(desk, language, head);
    if is_verb && !is_used(used, head) { step(&|_| true) } else { Some(head) }
}

//! Does a passage tell of the past or of the present?

use crate::language::{Kind, Language, List, Token};
use crate::source::Span;

/// When what is told was so, as its verb says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "was", "joined".
    Past,
    /// "is", "has been", "joins".
    Present,
}

/// The tense in which `text` says what stands at `verb`, a span of the text: that of the last auxiliary
/// up to its end, with those right before it ("has had"), else that of a finite form in it. A bare form ("agreed to join") takes that of the word
/// before it. `None` where nothing tells, as in "its members".
///
/// ```
/// use factcheck::{evidence::{tense, Tense}, language::Language, source::Span};
/// let language = Language::of("en").unwrap();
/// assert_eq!(tense("Ostrel was a member of it", Span::new(13, 22), &language), Some(Tense::Past));
/// assert_eq!(tense("Ostrel has long had it", Span::new(16, 22), &language), Some(Tense::Present));
/// assert_eq!(tense("Ostrel belongs to it", Span::new(7, 17), &language), Some(Tense::Present));
/// assert_eq!(tense("Ostrel agreed to join it", Span::new(17, 21), &language), Some(Tense::Past));
/// assert_eq!(tense("Ostrel harpooned it", Span::new(7, 16), &language), Some(Tense::Past));
/// assert_eq!(tense("its three people", Span::new(10, 16), &language), None);
/// ```
pub fn tense(text: &str, verb: Span, language: &Language) -> Option<Tense> {
    let tokens = language.tokens(text);
    let words = || tokens.iter().filter(|token| token.kind == Kind::Word && token.start < verb.end);
    let told = || words().filter_map(|token| told(text, token, language));
    if let Some(tense) = auxiliary(text, &words().collect::<Vec<_>>(), language) {
        return Some(tense);
    }
    let finite = List::Finite.bit() | List::FiniteOrNoun.bit() | List::Tense.bit();
    let form = words().find(|token| token.start >= verb.start && language.lists(token) & finite != 0);
    let is_bare = form.is_none_or(|token| language.lists(token) & List::Verb.bit() != 0);
    let before = if is_bare { told().next_back() } else { form.and_then(|token| self::told(text, token, language)) };
    let by_ending =
        || words().filter(|token| token.start >= verb.start).find_map(|token| ending(text, token, language));
    before.map(|(tense, _)| tense).or(form.map(|_| Tense::Present)).or_else(by_ending)
}

/// What the last auxiliary tells, or the first of a run of them: "has never had" is of the present.
fn auxiliary(text: &str, words: &[&Token], language: &Language) -> Option<Tense> {
    let between = List::Adverb.bit() | List::Negator.bit();
    let mut found = None;
    for token in words.iter().rev() {
        match told(text, token, language).filter(|(_, is_auxiliary)| *is_auxiliary) {
            Some((tense, _)) => found = Some(tense),
            None if found.is_some() && language.lists(token) & between == 0 => break,
            None => {}
        }
    }
    found
}

/// What the ending of an unlisted word tells, as the list has it: "-ed".
fn ending(text: &str, token: &Token, language: &Language) -> Option<Tense> {
    let word = text.get(token.start..token.end).filter(|word| word.len() > 3 && word.is_ascii())?;
    let ending = |length: usize| language.find(&format!("-{}", word.get(word.len() - length..)?), List::Tense);
    let entry = [3, 2, 1].into_iter().find_map(ending)?;
    Some(if entry.says("past") { Tense::Past } else { Tense::Present })
}

/// What a listed word tells, and whether it is an auxiliary.
fn told(text: &str, token: &Token, language: &Language) -> Option<(Tense, bool)> {
    if language.lists(token) & List::Tense.bit() == 0 {
        return None;
    }
    let entry = language.find(text.get(token.start..token.end)?, List::Tense)?;
    let tense = if entry.says("past") { Tense::Past } else { Tense::Present };
    Some((tense, entry.says("auxiliary")))
}

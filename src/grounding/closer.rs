//! Does a row that looks closer excuse another for a cue that it leaves unused?

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Class, Cue, Inner, Value, clauses};
use crate::grounding::unused::Uses;
use crate::language::List;
use crate::source::Span;

/// The rows that may excuse another: those with a strictly narrower quote inside its own, and those
/// with the same quote, subject, predicate and object (two modals or two times of one verb).
pub(super) struct Closer<'u, 'd> {
    pub(super) document: &'u Document<'d>,
    pub(super) uses: &'u [Uses],
}

impl Closer<'_, '_> {
    /// A denial, doubt or condition that another row uses does not stop at that row where both say the
    /// same relation of a common side, or different things of one subject: it governs both.
    pub(super) fn any(&self, index: usize, claim: &Claim, modal: Modality, uses_it: impl Fn(&Uses) -> bool) -> bool {
        let Some(quote) = self.uses.get(index).map(|uses| uses.quote) else { return false };
        // Claims stand in the order of their starts: what lies inside begins at this quote or after.
        let from = self
            .uses
            .get(..index)
            .unwrap_or(&[])
            .iter()
            .rposition(|uses| uses.quote.start < quote.start)
            .map_or(0, |at| at + 1);
        let near = self
            .uses
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, uses)| uses.quote.start < quote.end || uses.quote.is_empty());
        near.filter(|(other, _)| *other != index).any(|(other, uses)| {
            let Some(other) = self.document.claims.get(other) else { return false };
            let narrower = quote.contains(uses.quote) && uses.quote != quote && !governs_both(claim, other, modal);
            let twin = || uses.quote == quote && is_twin(claim, other);
            (narrower || twin()) && uses_it(uses)
        })
    }
}

/// How a cue bears on what the claim says beside the row that uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modality {
    /// It is no denial, doubt or condition.
    None,
    /// It is one, and stands in another clause.
    Elsewhere,
    /// It is one, and stands in one clause with predicate or sides.
    SameClause,
    /// It says how many, or which part, of the subject beside it; or when, before a clause without a time.
    OfSubject,
}

pub(super) fn modality(document: &Document, cue: &Cue, mine: &Uses, claim: &Claim) -> Modality {
    let counts = matches!(cue.class, Class::Quantifier | Class::Part)
        || cue.class == Class::Number && claim.cell(column::NUMBER).is_empty();
    if counts && is_beside(document, cue, mine) {
        return Modality::OfSubject;
    }
    if is_carried_on(document, cue, mine, claim) {
        return Modality::OfSubject;
    }
    if !matches!(cue.class, Class::Negator | Class::Hedge | Class::Condition) {
        return Modality::None;
    }
    // "hundreds, likely over 1,500": what follows a number doubts the next one.
    if !mine.number.is_empty() && mine.number.iter().all(|number| number.end <= cue.span.start) {
        return Modality::None;
    }
    let Some((sentence, language)) = document.sentence_at(cue.span.start).zip(document.corpus.language(document.entry))
    else {
        return Modality::Elsewhere;
    };
    if let Value::Negator { scope, inner: Inner::Clause | Inner::Phrase, .. } = cue.value {
        let denied = |side: &Span| scope.overlaps(*side) && !side.contains(cue.span);
        return if mine.core.iter().any(denied) { Modality::SameClause } else { Modality::None };
    }
    let clause = clauses(document.reading.text(), sentence, language)
        .into_iter()
        .find(|clause| clause.overlaps(cue.span))
        .unwrap_or(sentence);
    let same = mine.core.iter().any(|span| span.overlaps(clause) && !span.contains(cue.span));
    if same { Modality::SameClause } else { Modality::Elsewhere }
}

/// Whether a date goes on into what the rest of the quote says: a noun with "being" has no time of its own ("grew in
/// 1998, the main port being Ostrel"). What has a verb with a tense has one, and so may what only hangs on the
/// subject ("lying far from the coast", "having lost money").
fn is_carried_on(document: &Document, cue: &Cue, mine: &Uses, claim: &Claim) -> bool {
    let Some((sentence, language)) = document.sentence_at(cue.span.start).zip(document.corpus.language(document.entry))
    else {
        return false;
    };
    let is_dated = !claim.cell(column::WHEN).is_empty() || !matches!(cue.value, Value::Date { .. });
    if is_dated || !mine.core.iter().any(|span| span.start >= cue.span.end) {
        return false;
    }
    let text = document.reading.text();
    let rest = text.get(cue.span.end..mine.quote.end).unwrap_or("");
    let words: Vec<&str> = crate::source::words(rest).filter_map(|word| rest.get(word.range())).collect();
    let joins = |word: &&str| language.is_in(word, &[List::Conjunction, List::Subordinator, List::Relative]);
    let is_being = |word: &&str| {
        let line = language.find(word, List::Auxiliary);
        word.ends_with("ing") && line.is_some_and(|line| line.says("be"))
    };
    rest.starts_with(',')
        && !words.first().is_some_and(joins)
        && words.iter().skip(1).any(is_being)
        && clauses(text, sentence, language)
            .iter()
            .any(|clause| clause.contains(Span::new(cue.span.start, mine.quote.end)))
}

/// Whether nothing but a blank or an article stands between a cue and the subject after it.
fn is_beside(document: &Document, cue: &Cue, mine: &Uses) -> bool {
    let Some(language) = document.corpus.language(document.entry) else { return false };
    mine.subject.iter().any(|subject| {
        let between = document.reading.text().get(cue.span.end..subject.start.max(cue.span.end));
        subject.start >= cue.span.start
            && between.is_some_and(|between| {
                let mut words = crate::source::words(between).filter_map(|word| between.get(word.range()));
                words.all(|word| language.find(word, List::Determiner).is_some())
            })
    })
}

fn governs_both(a: &Claim, b: &Claim, modality: Modality) -> bool {
    let same = |column: usize| !a.cell(column).is_empty() && a.cell(column) == b.cell(column);
    match modality {
        Modality::None => false,
        Modality::Elsewhere => same(column::PREDICATE) && (same(column::SUBJECT) || same(column::OBJECT)),
        Modality::SameClause => same(column::SUBJECT) || same(column::PREDICATE) && same(column::OBJECT),
        // "many of which sail and fish": many do either. "Grew in 1998, the main port being
        // Ostrel": both in 1998.
        Modality::OfSubject => same(column::SUBJECT),
    }
}

fn is_twin(a: &Claim, b: &Claim) -> bool {
    [column::SUBJECT, column::PREDICATE, column::OBJECT].iter().all(|column| a.cell(*column) == b.cell(*column))
}

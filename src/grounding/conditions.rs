//! Does what a condition governs name it, and does every condition govern something?

use foldhash::{HashMap, HashSet};

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::clauses;
use crate::grounding::modality::says_something;
use crate::grounding::{Fault, Grounding, Row};
use crate::language::{Language, List};
use crate::set::list;
use crate::source::{Span, words};

const CHECK: &str = "condition-dropped";

/// A claim of mood `condition` with its quote.
struct Condition<'d> {
    index: usize,
    id: &'d str,
    quote: Span,
}

/// Finds the main clause that leaves out the condition beside it, and the condition that nothing names.
pub(super) fn judge(document: &Document, grounding: &mut Grounding) {
    let Some(language) = document.corpus.language(document.entry) else { return };
    let conditions = conditions(document);
    if conditions.is_empty() {
        return;
    }
    let mut missed: HashSet<&str> = HashSet::default();
    let mut predicates: HashMap<usize, Span> = HashMap::default();
    for cell in grounding.cells.iter().filter(|cell| cell.column == column::PREDICATE) {
        predicates.extend(cell.bytes.first().map(|first| (cell.claim, *first)));
    }
    for (index, claim) in document.claims.iter().enumerate().filter(|(_, claim)| !claim.has_mood("condition")) {
        let Some((quote, predicate)) = quote(document, claim).zip(predicates.get(&index)) else { continue };
        let governing = beside(&conditions, quote).find(|condition| {
            governs(document, language, condition.quote, quote, *predicate)
                && !list(claim.cell(column::IF)).any(|id| id == condition.id)
        });
        if let Some(condition) = governing {
            let message = format!("the sentence makes it depend on `{}`, outside the quote", condition.id);
            let help = "name the condition in `if`".to_owned();
            let bytes = Some(condition.quote);
            missed.insert(condition.id);
            grounding.faults.push(Fault {
                check: CHECK,
                row: Row::Claim(index),
                column: column::IF,
                message,
                help,
                bytes,
            });
        }
    }
    // One that a row beside it leaves out has its finding there.
    unnamed(document, conditions.iter().filter(|condition| !missed.contains(condition.id)), &mut grounding.faults);
}

fn quote(document: &Document, claim: &Claim) -> Option<Span> {
    let raw = claim.at.span.filter(|span| document.is_usable(*span))?;
    Some(document.reading.to_text(raw))
}

/// The conditions of a document, by place.
fn conditions<'d>(document: &Document<'d>) -> Vec<Condition<'d>> {
    let claims = document.claims.iter().enumerate().filter(|(_, claim)| claim.has_mood("condition"));
    let placed =
        claims.filter_map(|(index, claim)| Some(Condition { index, id: claim.at.id, quote: quote(document, claim)? }));
    let mut conditions: Vec<Condition> = placed.collect();
    conditions.sort_by_key(|condition| condition.quote);
    conditions
}

/// The nearest conditions before and after a quote.
fn beside<'c, 'd>(conditions: &'c [Condition<'d>], quote: Span) -> impl Iterator<Item = &'c Condition<'d>> {
    let at = conditions.partition_point(|condition| condition.quote.start < quote.start);
    let before = at.checked_sub(1).and_then(|at| conditions.get(at));
    before.into_iter().chain(conditions.get(at))
}

/// Every condition is named by what depends on it, in its sentence or the next.
fn unnamed<'c>(document: &Document, conditions: impl Iterator<Item = &'c Condition<'c>>, faults: &mut Vec<Fault>) {
    let sentence = |place: usize| document.sentences().partition_point(|sentence| sentence.end <= place);
    let mut named: HashSet<(&str, usize)> = HashSet::default();
    for claim in document.claims.iter() {
        let Some(quote) = quote(document, claim).filter(|_| !claim.cell(column::IF).is_empty()) else { continue };
        for id in list(claim.cell(column::IF)) {
            named.extend([(id, sentence(quote.start)), (id, sentence(quote.end.saturating_sub(1)))]);
        }
    }
    for condition in conditions {
        let (first, last) = (sentence(condition.quote.start), sentence(condition.quote.end.saturating_sub(1)));
        if (first..=last + 1).any(|at| named.contains(&(condition.id, at))) {
            continue;
        }
        faults.push(Fault {
            check: CHECK,
            row: Row::Claim(condition.index),
            column: column::MOOD,
            message: format!("nothing in its sentence or the next names `{}` in `if`", condition.id),
            help: "name it in `if` of what depends on it".to_owned(),
            bytes: None,
        });
    }
}

/// Whether a condition is the clause right before or after that of a claim which says something of its own,
/// and no relative word stands between them.
fn governs(document: &Document, language: &Language, condition: Span, quote: Span, predicate: Span) -> bool {
    let Some(sentence) = document.sentence_at(condition.start) else { return false };
    let text = |from: usize, to: usize| document.reading.text().get(from..to).unwrap_or("");
    let apart = !condition.overlaps(quote) && sentence.contains(quote);
    if !apart || !says_something(language, text(quote.start, quote.end)) {
        return false;
    }
    let clauses = clauses(document.reading.text(), sentence, language);
    let of = |span: Span| clauses.iter().position(|clause| clause.overlaps(span));
    let last = Span::new(condition.end.saturating_sub(1), condition.end);
    let between = if condition.end <= quote.start {
        let next = of(last).zip(of(predicate)).is_some_and(|(theirs, mine)| mine == theirs || mine == theirs + 1);
        next.then_some((condition.end, predicate.start))
    } else {
        let next = of(condition).zip(of(predicate)).is_some_and(|(theirs, mine)| mine == theirs || mine + 1 == theirs);
        next.then_some((quote.start, condition.start))
    };
    between.is_some_and(|(from, to)| {
        let said = text(from, to);
        let is_relative =
            |word: Span| said.get(word.range()).is_some_and(|word| language.is_in(word, &[List::Relative]));
        !said.contains([';', ':', '(', '—']) && !words(said).any(is_relative)
    })
}

//! Does the quote say the number, beside the noun that it counts?

use crate::claim::column;
use crate::evidence::{Cue, Value};
use crate::grounding::{Desk, Verdict};
use crate::language::Entry;
use crate::set::list;
use crate::source::Span;

/// Every number: equal to one that the words say, beside the noun that it counts.
pub(super) fn numbers(desk: &mut Desk) {
    let cell = desk.cell(column::NUMBER);
    let (mut bytes, mut missing) = (Vec::new(), false);
    let several = list(cell).count() > 1;
    for (index, number) in list(cell).enumerate() {
        let mut found = numbers_said(desk, number);
        if several {
            found.retain(|(_, counted)| !counts_another_item(desk, index, *counted));
        }
        if found.is_empty() {
            missing = true;
            number_fault(desk, number);
        } else if let Some(noun) = other_noun(desk, &found).filter(|_| !is_share(number)) {
            missing = true;
            desk.fault(
                "number-of-another-noun",
                column::NUMBER,
                format!("`number` is {number}, which counts “{noun}” in the quote"),
                "give the number to the row about what it counts",
            );
        } else {
            bytes.extend(found.iter().map(|(span, _)| *span));
        }
    }
    if !cell.is_empty() && !missing {
        desk.ground(column::NUMBER, Verdict::Normalised, bytes, "");
    }
}

/// The noun after a share names the whole, which may be either side.
pub(super) fn is_share(number: &str) -> bool {
    number.contains(['%', '/']) || number.contains(" of ")
}

/// Where the quote says this number: digits, number words, "both", an article before a counted noun.
pub(super) fn numbers_said(desk: &Desk, number: &str) -> Vec<(Span, Option<Span>)> {
    let regions = std::iter::once(desk.quote).chain(desk.heads.iter().copied());
    let cues = regions.flat_map(|region| desk.evidence.within(region));
    let mut found: Vec<(Span, Option<Span>)> = cues
        .filter_map(|cue| match &cue.value {
            Value::Number { cell, counted, .. } if **cell == *number => Some((cue.span, *counted)),
            Value::Word(_) | Value::Negator { .. } => {
                (entry(desk, cue)?.number()? == number).then_some((cue.span, None))
            }
            _ => None,
        })
        .collect();
    if number == "1" && found.is_empty() {
        let articles = desk.evidence.articles.iter().filter(|article| desk.quote.contains(article.span));
        let counted = |span: &Span| desk.sides.iter().flatten().flatten().any(|side| side.overlaps(*span));
        found.extend(
            articles.filter(|article| counted(&article.counted)).map(|article| (article.span, Some(article.counted))),
        );
    }
    found
}

pub(super) fn entry<'a>(desk: &'a Desk, cue: &Cue) -> Option<&'a Entry> {
    desk.document.corpus.language(desk.document.entry)?.entry(cue.entry()?)
}

/// Whether a noun is another item of the list that the numbers run parallel to.
fn counts_another_item(desk: &Desk, index: usize, counted: Option<Span>) -> bool {
    let counts_object = desk.document.corpus.vocabulary.predicate(desk.claim.predicate);
    let side = usize::from(counts_object.is_some_and(|predicate| predicate.has("counts-object")));
    let items = desk.sides.get(side).map_or(&[][..], Vec::as_slice);
    if items.len() != list(desk.cell(column::NUMBER)).count() {
        return false;
    }
    let is = |item: &Vec<Span>| counted.is_some_and(|noun| item.iter().any(|place| place.overlaps(noun)));
    !items.get(index).is_some_and(is) && items.iter().any(is)
}

/// The noun that the number counts, where it belongs to the other side and not to the counted one.
pub(super) fn other_noun(desk: &Desk, found: &[(Span, Option<Span>)]) -> Option<String> {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    let (mine, others) = if predicate.has("counts-object") { (1, [0, 2]) } else { (0, [1, 2]) };
    let in_side = |side: usize, span: Span| {
        desk.sides.get(side).into_iter().flatten().flatten().any(|place| place.overlaps(span))
    };
    let nouns: Option<Vec<Span>> = found.iter().map(|(_, counted)| *counted).collect();
    let nouns = nouns?;
    let strange = |noun: &Span| others.iter().any(|side| in_side(*side, *noun)) && !in_side(mine, *noun);
    nouns.iter().all(strange).then(|| nouns.first().map(|noun| desk.text(*noun).to_owned()))?
}

pub(super) fn number_fault(desk: &mut Desk, number: &str) {
    let quantity = |cell: &str| desk.document.corpus.quantity(desk.claim.at.source, cell).ok();
    let said: Vec<String> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match &cue.value {
            Value::Number { cell, .. } => Some(cell.to_string()),
            _ => None,
        })
        .collect();
    let digits = |cell: &str| cell.trim_start_matches(['>', '<', '=']).to_owned();
    let cut = desk.evidence.cues.iter().any(|cue| {
        matches!(&cue.value, Value::Number { cell, .. } if **cell != *number && digits(cell) == digits(number))
            && cue.span.overlaps(desk.quote)
            && !desk.quote.contains(cue.span)
    });
    let exact = quantity(number).is_some_and(|quantity| quantity.min.is_some() && quantity.min == quantity.max);
    let bounded = said.iter().any(|cell| cell != number && digits(cell) == digits(number));
    let vague =
        exact && !said.is_empty() && said.iter().all(|cell| quantity(cell).is_some_and(|said| said.min != said.max));
    let evidence =
        if said.is_empty() { "it says no number".to_owned() } else { format!("it says {}", said.join(", ")) };
    let (check, help) = if cut {
        ("bound-cut-off", "lengthen the quote to the words that bound the number, and write the bound in `number`")
    } else if exact && (bounded || vague) {
        ("exactness-claimed", "write the number with its bound, as the quote says it")
    } else {
        ("number-not-in-quote", "write the number that the quote says")
    };
    desk.fault(check, column::NUMBER, format!("`number` is {number}, which the quote does not say: {evidence}"), help);
}

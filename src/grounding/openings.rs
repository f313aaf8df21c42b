//! Does every row of a sentence take the date that opens it, where one of them does?

use foldhash::{HashMap, HashMapExt};

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Cue, Evidence, Role, Value};
use crate::grounding::{Fault, Grounding, Row, Verdict};
use crate::source::Span;

/// "In May, the board met, with its members signing the deed": a row that takes the date from the front
/// of its sentence says that it governs what follows. Rows without a date of their own then take it too:
/// all that happen, and where the date is a stretch of time all that hold, but not what a thing is or is
/// called.
pub(super) fn judge(document: &Document, evidence: &Evidence, grounding: &mut Grounding) {
    let openings = openings(document, evidence, grounding);
    if openings.is_empty() {
        return;
    }
    for (index, claim) in document.claims.iter().enumerate() {
        let quote = claim.at.span.filter(|span| document.is_usable(*span)).map(|span| document.reading.to_text(span));
        let sentence = quote.and_then(|quote| document.sentence_at(quote.start));
        let Some((cue, role, witness)) = sentence.and_then(|sentence| openings.get(&sentence)) else { continue };
        let undated = claim.cell(column::WHEN).is_empty() && claim.cell(column::RESTATES).is_empty();
        let follows = quote.is_some_and(|quote| quote.start >= cue.end);
        if undated && follows && takes_dates(document, claim, *role) {
            let said = document.reading.text().get(cue.range()).unwrap_or("");
            grounding.faults.push(Fault {
                check: "opening-date-dropped",
                row: Row::Claim(index),
                column: column::WHEN,
                message: format!(
                    "the sentence opens with “{said}”, which `{witness}` takes as its date and this row does not"
                ),
                help: "write the date here too, or give the row the date of its own that it has".to_owned(),
                bytes: Some(*cue),
            });
        }
    }
}

/// The dates that open a sentence before a comma and that a row takes from outside its quote, by
/// sentence, with the first such row.
fn openings<'d>(
    document: &Document<'d>,
    evidence: &Evidence,
    grounding: &Grounding,
) -> HashMap<Span, (Span, Role, &'d str)> {
    let mut openings = HashMap::new();
    let framed = grounding.cells.iter().filter(|cell| cell.column == column::WHEN && cell.verdict == Verdict::Frame);
    for cell in framed {
        let Some(cue) = cell.bytes.first().and_then(|at| evidence.touching(*at).next()) else { continue };
        let Some(sentence) = document.sentence_at(cue.span.start) else { continue };
        if let (Value::Date { role, .. }, true, Some(claim)) =
            (&cue.value, opens(document, sentence, cue), document.claims.get(cell.claim))
        {
            openings.entry(sentence).or_insert((cue.span, *role, claim.at.id));
        }
    }
    openings
}

/// Whether a date is the first thing of its sentence and a comma follows.
fn opens(document: &Document, sentence: Span, cue: &Cue) -> bool {
    let text = document.reading.text();
    cue.span.start == sentence.start && text.get(cue.span.end..).is_some_and(|rest| rest.starts_with(','))
}

fn takes_dates(document: &Document, claim: &Claim, role: Role) -> bool {
    let happens = ["event", "say", "cause", "position", "date", "route"];
    let kind = document.corpus.vocabulary.predicate(claim.predicate).map_or("", |predicate| predicate.kind);
    happens.contains(&kind) || role == Role::Throughout && kind == "relation"
}

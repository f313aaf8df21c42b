//! Which claims does a citation stand behind, and do they name its work?

use foldhash::{HashMap, HashMapExt};

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::grounding::{Fault, Grounding, Row};
use crate::set::list;
use crate::source::Span;

/// A place where a row cites works: a citation in the text, or a mention of the work.
struct Mark<'d> {
    place: Span,
    works: &'d str,
    citing: &'d str,
}

/// A citation stands behind what its sentence says before it, back to the citation before: where one row
/// there names the work, the others do too.
pub(super) fn judge(document: &Document, grounding: &mut Grounding) {
    let marks = marks(document, grounding);
    for (index, claim) in document.claims.iter().enumerate() {
        let quote = claim.at.span.filter(|span| document.is_usable(*span)).map(|span| document.reading.to_text(span));
        let Some((quote, sentence)) = quote.and_then(|quote| Some((quote, document.sentence_at(quote.start)?))) else {
            continue;
        };
        let next = marks
            .get(&sentence)
            .and_then(|marks| marks.get(marks.partition_point(|mark| mark.place.start < quote.end)));
        if let Some(mark) = next.filter(|mark| is_uncited(claim, mark)) {
            grounding.faults.push(Fault {
                check: "cite-dropped",
                row: Row::Claim(index),
                column: column::CITES,
                message: format!(
                    "`{}` names `{}` for what its sentence says up to the citation, and this row does not",
                    mark.citing, mark.works
                ),
                help: "name the work here too".to_owned(),
                bytes: Some(mark.place),
            });
        }
    }
}

fn is_uncited(claim: &Claim, mark: &Mark) -> bool {
    claim.cell(column::RESTATES).is_empty()
        && list(mark.works).any(|work| !list(claim.cell(column::CITES)).any(|cited| cited == work))
}

/// The marks of each sentence, by place.
fn marks<'d>(document: &'d Document, grounding: &Grounding) -> HashMap<Span, Vec<Mark<'d>>> {
    let mut marks: HashMap<Span, Vec<Mark>> = HashMap::new();
    for cell in grounding.cells.iter().filter(|cell| cell.column == column::CITES) {
        let Some(claim) = document.claims.get(cell.claim) else { continue };
        for place in &cell.bytes {
            let Some(sentence) = document.sentence_at(place.start) else { continue };
            let mark = Mark { place: *place, works: claim.cell(column::CITES), citing: claim.at.id };
            marks.entry(sentence).or_default().push(mark);
        }
    }
    marks.values_mut().for_each(|marks| marks.sort_by_key(|mark| mark.place));
    marks
}

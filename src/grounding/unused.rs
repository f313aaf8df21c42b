//! Which cues of a quote does the row leave unused, and does a row that looks closer use them?

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Class, Cue, Evidence, Value};
use crate::grounding::{Desk, Fault, Grounding, Mention, Row};
use crate::language::Entry;
use crate::source::Span;

/// What one claim uses.
#[derive(Debug, Default)]
pub(super) struct Uses {
    quote: Span,
    /// Positions of the cues of its quote, or of its sentence, that it uses.
    cues: Vec<usize>,
    /// Ids of the mentions in its quote that it uses.
    mentions: Vec<Span>,
    /// Citations of its quote or sentence that it uses.
    citations: Vec<Span>,
}

/// The cues that the verdicts of a claim rest on.
pub(super) fn uses(desk: &Desk) -> Uses {
    let has_modality = [column::POLARITY, column::CERTAINTY, column::MOOD, column::HOLDER, column::IF].iter().any(|column| !desk.cell(*column).is_empty());
    let mut uses = Uses { quote: desk.quote, ..Uses::default() };
    for cell in &desk.cells {
        // A restatement rests on another row's words and uses none of its own.
        if cell.column == column::RESTATES {
            continue;
        }
        for span in &cell.bytes {
            let first = desk.evidence.cues.partition_point(|cue| cue.span.end <= span.start);
            let touched = desk.evidence.cues.iter().enumerate().skip(first).take_while(|(_, cue)| cue.span.start < span.end);
            let usable = touched.filter(|(_, cue)| cell.column != column::WORDS || words_use(cue, has_modality));
            uses.cues.extend(usable.map(|(index, _)| index));
            uses.citations.extend(desk.evidence.citations.iter().map(|citation| citation.span).filter(|citation| citation.overlaps(*span)));
        }
    }
    let used = |mention: &&&Mention| mention.refers.iter().any(|id| names(desk.claim, id));
    uses.mentions = desk.mentions.iter().filter(used).map(|mention| mention.span).collect();
    uses.cues.sort_unstable();
    uses.cues.dedup();
    uses
}

/// Whether some cell of the claim names the id.
fn names(claim: &Claim, id: &str) -> bool {
    let sets = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE, column::HOLDER];
    sets.iter().filter_map(|column| claim.set(*column)).any(|set| set.ids().any(|named| named == id))
        || claim.cell(column::WHEN) == id
        || [column::CITES, column::IF].iter().any(|column| crate::set::list(claim.cell(*column)).any(|named| named == id))
}

/// What the column `words` may use: never a value that has a column of its own; a denial, doubt or
/// condition only where the row says so in another column too.
fn words_use(cue: &Cue, has_modality: bool) -> bool {
    match cue.class {
        Class::Number | Class::Name | Class::Abbreviation => false,
        Class::Date => matches!(cue.value, Value::Relative { .. }),
        Class::Negator | Class::Hedge | Class::Condition => has_modality,
        _ => true,
    }
}

/// Finds what no row uses, and marks what some row uses for coverage.
pub(super) fn judge(document: &Document, evidence: &Evidence, mentions: &[Mention], uses: &[Uses], grounding: &mut Grounding) {
    for index in uses.iter().flat_map(|uses| &uses.cues) {
        if let Some(used) = grounding.used.get_mut(*index) {
            *used = true;
        }
    }
    let closer = Closer { document, uses };
    for (index, (claim, mine)) in document.claims.iter().zip(uses).enumerate() {
        let first = evidence.cues.partition_point(|cue| cue.span.start < mine.quote.start);
        let inside = evidence.cues.iter().enumerate().skip(first).take_while(|(_, cue)| cue.span.end <= mine.quote.end);
        for (at, cue) in inside {
            if mine.cues.binary_search(&at).is_err() && !closer.any(index, claim, |other| other.cues.binary_search(&at).is_ok()) {
                grounding.faults.push(unused(document, index, cue));
            }
        }
        for mention in mentions.iter().skip(mentions.partition_point(|mention| mention.span.start < mine.quote.start)).take_while(|mention| mention.span.start < mine.quote.end) {
            let used = |uses: &Uses| uses.mentions.contains(&mention.span);
            if mine.quote.contains(mention.span) && !used(mine) && !closer.any(index, claim, used) {
                let message = format!("no cell names what “{}” refers to ({})", mention.row.quote, mention.refers.join(", "));
                grounding.faults.push(fault("mention-not-used", index, crate::schema::anchored::QUOTE, message, "name it in a cell, or shorten the quote", mention.span));
            }
        }
        for citation in evidence.citations.iter().filter(|citation| mine.quote.contains(citation.span)) {
            let used = |uses: &Uses| uses.citations.contains(&citation.span);
            if !used(mine) && !closer.any(index, claim, used) {
                let said = document.reading.text().get(citation.span.range()).unwrap_or("");
                grounding.faults.push(fault("cite-dropped", index, column::CITES, format!("no cell uses the citation “{said}”"), "name the work in `cites`, or shorten the quote", citation.span));
            }
        }
    }
}

fn fault(check: &'static str, index: usize, column: usize, message: String, help: &str, bytes: Span) -> Fault {
    Fault { check, row: Row::Claim(index), column, message, help: help.to_owned(), bytes: Some(bytes) }
}

/// The rows that may excuse another: those with a strictly narrower quote inside its own, and those
/// with the same quote, subject, predicate and object (two modals or two times of one verb).
struct Closer<'u, 'd> {
    document: &'u Document<'d>,
    uses: &'u [Uses],
}

impl Closer<'_, '_> {
    fn any(&self, index: usize, claim: &Claim, uses_it: impl Fn(&Uses) -> bool) -> bool {
        let Some(quote) = self.uses.get(index).map(|uses| uses.quote) else { return false };
        // Claims stand in the order of their starts: what lies inside begins at this quote or after.
        let from = self.uses.get(..index).unwrap_or(&[]).iter().rposition(|uses| uses.quote.start < quote.start).map_or(0, |at| at + 1);
        let near = self.uses.iter().enumerate().skip(from).take_while(|(_, uses)| uses.quote.start < quote.end || uses.quote.is_empty());
        near.filter(|(other, _)| *other != index).any(|(other, uses)| {
            let narrower = quote.contains(uses.quote) && uses.quote != quote;
            let twin = || uses.quote == quote && self.document.claims.get(other).is_some_and(|other| is_twin(claim, other));
            (narrower || twin()) && uses_it(uses)
        })
    }
}

fn is_twin(a: &Claim, b: &Claim) -> bool {
    [column::SUBJECT, column::PREDICATE, column::OBJECT].iter().all(|column| a.cell(*column) == b.cell(*column))
}

/// The fault of a cue that nothing uses, by its class.
fn unused(document: &Document, index: usize, cue: &Cue) -> Fault {
    let said = document.reading.text().get(cue.span.range()).unwrap_or("");
    let line = document.corpus.language(document.entry).and_then(|language| language.entry(cue.entry()?));
    let (check, column, help) = named_fault(cue, line);
    let says = line.filter(|line| !line.value.is_empty()).map_or_else(String::new, |line| format!(" ({})", line.value));
    fault(check, index, column, format!("no cell uses the {} “{said}”{says} of the quote", cue.class.as_str()), help, cue.span)
}

fn named_fault(cue: &Cue, line: Option<&Entry>) -> (&'static str, usize, &'static str) {
    const SHORTER: &str = "say it in a column, or shorten the quote so that it does not hold it";
    let says = |value: &str| line.is_some_and(|line| line.says(value));
    match cue.class {
        Class::Date if matches!(cue.value, Value::Relative { .. }) => ("time-span-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Date => ("date-not-used", column::WHEN, "write it in `role` and `when` (a measured length of time in `span`), or shorten the quote"),
        Class::Number => ("number-not-used", column::NUMBER, "write it in `number`, or shorten the quote"),
        Class::Name | Class::Abbreviation => ("name-not-used", crate::schema::anchored::QUOTE, "name it in a cell, add its row, or shorten the quote"),
        Class::Negator => ("negator-ignored", column::POLARITY, "write `negated` (and the word in `words`), or shorten the quote"),
        Class::Hedge => ("hedge-not-recorded", column::CERTAINTY, "write what it says in `certainty`, `mood` or `holder`, or shorten the quote"),
        Class::Booster => ("booster-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Condition => ("condition-dropped", column::IF, "name the condition in `if`, or shorten the quote"),
        Class::Connective if says("order-before") || says("order-after") => ("order-word-without-role", column::ROLE, "write the order in `role` and `when`, or the word in `words`"),
        Class::Connective => ("connective-dropped", column::WORDS, "write it in `words`, or begin the quote after it"),
        Class::Quantifier if says("only") => ("only-dropped", column::WORDS, "write it in `words`: without it the row says less"),
        Class::Quantifier if says("each") || says("both") => ("distribution-dropped", column::WORDS, "write it in `words`: it says of whom the row holds"),
        Class::Quantifier => ("quantifier-dropped", column::WORDS, SHORTER),
        Class::Degree => ("degree-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Rank => ("rank-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Scope => ("scope-word-dropped", column::WORDS, "write it in `words`, or name the part that it makes"),
        Class::Part => ("part-word-dropped", column::WORDS, "write it in `words`, or name the part that it makes"),
    }
}

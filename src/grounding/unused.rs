//! Which cues of a quote does the row leave unused, and does a row that looks closer use them?

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Class, Cue, Evidence, Value};
use crate::grounding::cells::TITLE;
use crate::grounding::closer::{Closer, Modality, modality};
use crate::grounding::{Desk, Fault, Ground, Grounding, Mention, Row, Verdict, inside};
use crate::language::{Entry, List};
use crate::set::list;
use crate::source::Span;

/// What one claim uses.
#[derive(Debug, Clone, Default)]
pub(super) struct Uses {
    pub(super) quote: Span,
    /// What predicate and sides rest on.
    pub(super) core: Vec<Span>,
    /// Where its subject stands.
    pub(super) subject: Vec<Span>,
    /// Where its number stands.
    pub(super) number: Vec<Span>,
    /// Positions of the cues of its quote, or of its sentence, that it uses.
    cues: Vec<usize>,
    /// Words in its sides that are for a row of its own.
    pub(super) inner: Vec<Span>,
    /// Positions of the cues that only such words hold.
    named: Vec<usize>,
    /// Positions of the denials, doubts and conditions of its quote that it takes and uses only by half:
    /// in `words` without saying what they mean, or the reverse.
    half: Vec<usize>,
    /// Ids of the mentions in its quote that it uses.
    mentions: Vec<Span>,
    /// Citations of its quote or sentence that it uses.
    citations: Vec<Span>,
    /// Words of reach in its quote that it uses, and those that it does not.
    reach: (Vec<Span>, Vec<Span>),
}

impl Uses {
    /// Whether it uses the cue at a position, or has it inside a side.
    fn holds(&self, cue: usize) -> bool {
        self.cues.binary_search(&cue).is_ok() || self.named.contains(&cue)
    }
}

/// The cues that the verdicts of a claim rest on.
pub(super) fn uses(desk: &Desk) -> Uses {
    let bytes = |takes: &dyn Fn(usize) -> bool| -> Vec<Span> {
        let cells = desk.cells.iter().filter(|cell| rests_on_own_words(cell) && takes(cell.column));
        cells.flat_map(|cell| cell.bytes.iter().copied()).collect()
    };
    let is_modal = |column: usize| {
        [column::POLARITY, column::CERTAINTY, column::MOOD, column::HOLDER, column::IF].contains(&column)
    };
    let said = bytes(&|column| !is_modal(column));
    let core = bytes(&|column| column == column::PREDICATE || column::SETS.contains(&column));
    let mut uses = Uses { quote: desk.quote, inner: inside::inner(desk), ..Uses::default() };
    for cell in desk.cells.iter().filter(|cell| rests_on_own_words(cell)) {
        for span in &cell.bytes {
            let first = desk.evidence.cues.partition_point(|cue| cue.span.end <= span.start);
            let touched =
                desk.evidence.cues.iter().enumerate().skip(first).take_while(|(_, cue)| cue.span.start < span.end);
            for (index, cue) in touched.filter(|(_, cue)| touches(cue, *span)) {
                if cell_uses(desk, cell, cue, &said, &core) {
                    // Inside a side it is named; a side of its own that is the word itself uses it.
                    let is_inner = |word: &&Span| word.overlaps(cue.span);
                    let inner = uses.inner.iter().find(is_inner).filter(|_| column::SETS.contains(&cell.column));
                    let is_named = inner.is_some_and(|word| word != span);
                    if is_named { uses.named.push(index) } else { uses.cues.push(index) }
                } else if TAKEN_WHOLE.contains(&cell.column) {
                    uses.half.push(index);
                }
            }
            uses.citations.extend(
                desk.evidence
                    .citations
                    .iter()
                    .map(|citation| citation.span)
                    .filter(|citation| citation.overlaps(*span)),
            );
        }
    }
    uses.core = core;
    uses.subject = bytes(&|column| column == column::SUBJECT);
    uses.number = bytes(&|column| column == column::NUMBER);
    let used = |mention: &&&Mention| mention.refers.iter().any(|id| names(desk.claim, id));
    uses.mentions = desk.mentions.iter().filter(used).map(|mention| mention.span).collect();
    uses.cues.sort_unstable();
    uses.cues.dedup();
    let Uses { cues, named, .. } = &mut uses;
    named.retain(|index| cues.binary_search(index).is_err());
    uses.reach = reaching(desk, &bytes(&|_| true));
    uses
}

/// The words of the quote that say how far a statement reaches ("themselves", "tendency"): those that a
/// cell rests on, and the others. After a word of the predicate "themselves" is only its object ("they defend
/// themselves").
fn reaching(desk: &Desk, taken: &[Span]) -> (Vec<Span>, Vec<Span>) {
    let language = desk.document.corpus.language(desk.document.entry);
    let reaches = |word: &Span| {
        let line = language.and_then(|language| language.find(desk.text(*word), List::Reach));
        line.is_some_and(|line| REACHES.iter().any(|value| line.says(value)))
    };
    let all: Vec<Span> = crate::source::words(desk.said()).map(|word| word.shift(desk.quote.start)).collect();
    let is_object = |before: &Span| desk.bytes_of(column::PREDICATE).iter().any(|taken| taken.contains(*before));
    let pairs = all.iter().zip(all.iter().skip(1)).filter(|(before, _)| !is_object(before));
    pairs.map(|(_, word)| *word).filter(reaches).partition(|word| taken.iter().any(|taken| taken.contains(*word)))
}

/// What words of reach say that no other column does.
const REACHES: [&str; 2] = ["reflexive", "habit"];

/// Columns that take a denial, doubt or condition of the quote: whoever takes one has to use it.
const TAKEN_WHOLE: [usize; 4] = [column::POLARITY, column::CERTAINTY, column::MOOD, column::WORDS];

/// Whether some cell of the claim names the id.
fn names(claim: &Claim, id: &str) -> bool {
    let sets = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE, column::HOLDER];
    sets.iter().filter_map(|column| claim.set(*column)).any(|set| set.ids().any(|named| named == id))
        || claim.cell(column::WHEN) == id
        || [column::CITES, column::IF]
            .iter()
            .any(|column| crate::set::list(claim.cell(*column)).any(|named| named == id))
}

/// Whether a cell rests on words of its own claim: a restatement rests on another row's words, and the
/// printed title only stands for the source.
fn rests_on_own_words(cell: &Ground) -> bool {
    cell.column != column::RESTATES && !(cell.verdict == Verdict::Frame && cell.via == TITLE)
}

/// Whether bytes touch what a cue says: of a date more than the word that gives it its role, which may be
/// a pattern's word too ("the conflict of the 1990s").
fn touches(cue: &Cue, span: Span) -> bool {
    match cue.value {
        Value::Date { proper, .. } => span.overlaps(proper) || span == cue.span,
        _ => true,
    }
}

/// Whether a cell uses a cue that its bytes touch. `words` never uses a value that has a column of its
/// own. A denial, doubt or condition of the quote is used where predicate or sides say it, or where
/// another column records what it says and `words` keeps how it is said.
fn cell_uses(desk: &Desk, cell: &Ground, cue: &Cue, said: &[Span], core: &[Span]) -> bool {
    if matches!(cue.class, Class::Negator | Class::Hedge | Class::Condition) && desk.quote.contains(cue.span) {
        // A plain denial or doubt that `words` keeps is the row's own, also where a pattern says it.
        let is_own = is_plain(desk, cue) && covers(desk, desk.bytes_of(column::WORDS), cue.span);
        return !is_own && covers(desk, core, cue.span) || is_recorded(desk, cue) && covers(desk, said, cue.span);
    }
    match cue.class {
        Class::Number if sizes_mention(desk, cue) => cell.column == column::NUMBER,
        Class::Quantifier if counts(desk, cue) && sizes_mention(desk, cue) => cell.column == column::NUMBER,
        Class::Number => cell.column != column::WORDS,
        Class::Name | Class::Abbreviation => cell.column != column::WORDS,
        Class::Date => cell.column != column::WORDS || matches!(cue.value, Value::Relative { .. }),
        // A cue of several words is not used by one of them: "an integral part of" by "part of".
        _ => covers(desk, said, cue.span) || covers(desk, &cell.bytes, cue.span),
    }
}

/// Whether a word counts a whole exactly, as "both" does: "most" and "largely" say a share beside a number.
fn counts(desk: &Desk, cue: &Cue) -> bool {
    crate::grounding::numbers::entry(desk, cue).is_some_and(|line| line.says("both") && line.number().is_some())
}

/// Whether a number stands inside a mention of several: who they are is in the sides, how many in `number`.
fn sizes_mention(desk: &Desk, cue: &Cue) -> bool {
    desk.mentions.iter().any(|mention| mention.refers.len() > 1 && mention.span.contains(cue.span))
}

/// Whether a cue denies or doubts by itself, as "not" and "likely" do: "refuse" and "announce" may be what
/// the predicate says.
fn is_plain(desk: &Desk, cue: &Cue) -> bool {
    let Some(line) = crate::grounding::numbers::entry(desk, cue) else { return false };
    match cue.class {
        Class::Negator => line.says("negated") || line.says("failed"),
        Class::Hedge => !["holder", "report"].iter().any(|value| line.says(value)),
        _ => false,
    }
}

/// Whether polarity, certainty, mood, holder or `if` say what the cue says. What denies, denies first:
/// "in vain" is a denial and an attempt.
fn is_recorded(desk: &Desk, cue: &Cue) -> bool {
    let conditional = || !desk.cell(column::IF).is_empty();
    let has = |column: usize, value: &str| list(desk.cell(column)).any(|held| held == value);
    let records = |value: &str| match value {
        "negated" | "failed" | "implied" | "near" => has(column::POLARITY, "negated"),
        "holder" | "report" => !desk.cell(column::HOLDER).is_empty(),
        "condition" => conditional() || has(column::MOOD, "condition"),
        value => has(column::CERTAINTY, value) || has(column::MOOD, value),
    };
    let line = crate::grounding::numbers::entry(desk, cue);
    let condition = cue.class == Class::Condition && (records("condition") || has(column::MOOD, "counterfactual"));
    // What others say is theirs, however likely the author holds it.
    let theirs = line.is_some_and(|line| line.says("holder")) && desk.cell(column::HOLDER).is_empty();
    if cue.class == Class::Negator {
        return has(column::POLARITY, "negated");
    }
    // What somebody fears is possible, and the fear is theirs: one alone says too little.
    let feared = line.is_some_and(|line| line.says("possible") && line.says("report"));
    let recorded = |line: &Entry| if feared { line.values().all(records) } else { line.values().any(records) };
    !theirs && (condition || line.is_some_and(recorded))
}

/// Whether bytes that the row takes cover a cue, but for the little words at its edges ("failed to").
fn covers(desk: &Desk, taken: &[Span], cue: Span) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let little = |word: &str| {
        let lists = &[List::Determiner, List::Preposition, List::Auxiliary, List::Pronoun];
        let says = language.is_in(word, &[List::Quantifier, List::Degree]);
        !says && language.is_in(word, lists)
    };
    let text = desk.text(cue);
    let is_little = |word: &Span| text.get(word.range()).is_some_and(little);
    let is_taken = |word: &Span| taken.iter().any(|taken| taken.contains(word.shift(cue.start)));
    let (covered, left): (Vec<Span>, Vec<Span>) = crate::source::words(text).partition(is_taken);
    // Of nothing but little words ("each of them") the first has to be taken.
    let is_first = || covered.first().is_some_and(|word| word.start == 0);
    left.is_empty() || left.iter().all(is_little) && (covered.iter().any(|word| !is_little(word)) || is_first())
}

/// Finds what no row uses, and marks what some row uses for coverage.
pub(super) fn judge(
    document: &Document,
    evidence: &Evidence,
    mentions: &[Mention],
    uses: &[Uses],
    grounding: &mut Grounding,
) {
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
            let is_excused = || {
                let modality = modality(document, cue, mine, claim);
                let is_half = modality != Modality::None && mine.half.contains(&at);
                !is_half && closer.any(index, claim, modality, |other| other.holds(at))
            };
            if mine.named.contains(&at) {
                if grounding.used.get(at) == Some(&false) {
                    grounding.faults.push(only_named(unused(document, index, cue), document, cue));
                }
            } else if mine.cues.binary_search(&at).is_err() && !is_excused() {
                grounding.faults.push(unused(document, index, cue));
            }
        }
        for mention in mentions
            .iter()
            .skip(mentions.partition_point(|mention| mention.span.start < mine.quote.start))
            .take_while(|mention| mention.span.start < mine.quote.end)
        {
            let used = |uses: &Uses| uses.mentions.contains(&mention.span);
            if mine.quote.contains(mention.span) && !used(mine) && !closer.any(index, claim, Modality::None, used) {
                let message =
                    format!("no cell names what “{}” refers to ({})", mention.row.quote, mention.refers.join(", "));
                grounding.faults.push(fault(
                    "mention-not-used",
                    index,
                    crate::schema::anchored::QUOTE,
                    message,
                    "name it in a cell, or shorten the quote",
                    mention.span,
                ));
            }
        }
        for word in &mine.reach.1 {
            if !closer.any(index, claim, Modality::None, |other| other.reach.0.contains(word)) {
                let said = document.reading.text().get(word.range()).unwrap_or("");
                grounding.faults.push(fault(
                    "degree-dropped",
                    index,
                    column::WORDS,
                    format!("no cell uses “{said}”, which says how far the statement of the quote reaches"),
                    "write it in `words`, or shorten the quote",
                    *word,
                ));
            }
        }
        for citation in evidence.citations.iter().filter(|citation| mine.quote.contains(citation.span)) {
            let used = |uses: &Uses| uses.citations.contains(&citation.span);
            if !used(mine) && !closer.any(index, claim, Modality::None, used) {
                let said = document.reading.text().get(citation.span.range()).unwrap_or("");
                grounding.faults.push(fault(
                    "cite-dropped",
                    index,
                    column::CITES,
                    format!("no cell uses the citation “{said}”"),
                    "name the work in `cites`, or shorten the quote",
                    citation.span,
                ));
            }
        }
    }
}

fn fault(check: &'static str, index: usize, column: usize, message: String, help: &str, bytes: Span) -> Fault {
    Fault { check, row: Row::Claim(index), column, message, help: help.to_owned(), bytes: Some(bytes) }
}

/// The same of a cue that stands inside a side, and that no row tells.
fn only_named(fault: Fault, document: &Document, cue: &Cue) -> Fault {
    let said = document.reading.text().get(cue.span.range()).unwrap_or("");
    let message = format!("“{said}” stands only inside the words of a side, and no row says what it tells of them");
    Fault { message, help: "add the row that says it, or take it out of the side".to_owned(), ..fault }
}

/// The fault of a cue that nothing uses, by its class.
fn unused(document: &Document, index: usize, cue: &Cue) -> Fault {
    let said = document.reading.text().get(cue.span.range()).unwrap_or("");
    let line = document.corpus.language(document.entry).and_then(|language| language.entry(cue.entry()?));
    let (check, column, help) = named_fault(cue, line);
    let says = line.map(meaning).filter(|says| !says.is_empty()).map_or_else(String::new, |says| format!(" ({says})"));
    fault(
        check,
        index,
        column,
        format!("no cell uses the {} “{said}”{says} of the quote", cue.class.as_str()),
        help,
        cue.span,
    )
}

/// What a line of the lists says, for people.
pub(super) fn meaning(line: &Entry) -> String {
    line.values().collect::<Vec<_>>().join(if line.is_choice() { " or " } else { "; " })
}

fn named_fault(cue: &Cue, line: Option<&Entry>) -> (&'static str, usize, &'static str) {
    const SHORTER: &str = "say it in a column, or shorten the quote so that it does not hold it";
    let says = |value: &str| line.is_some_and(|line| line.says(value));
    match cue.class {
        Class::Date if matches!(cue.value, Value::Relative { .. }) => {
            ("time-span-dropped", column::WORDS, "write it in `words`, or shorten the quote")
        }
        Class::Date => (
            "date-not-used",
            column::WHEN,
            "write it in `role` and `when` (a measured length of time in `span`), or shorten the quote",
        ),
        Class::Number => ("number-not-used", column::NUMBER, "write it in `number`, or shorten the quote"),
        Class::Name | Class::Abbreviation => {
            ("name-not-used", crate::schema::anchored::QUOTE, "name it in a cell, add its row, or shorten the quote")
        }
        Class::Negator => {
            ("negator-ignored", column::POLARITY, "write `negated` (and the word in `words`), or shorten the quote")
        }
        Class::Hedge => (
            "hedge-not-recorded",
            column::CERTAINTY,
            "write what it says in `certainty`, `mood` or `holder`, or shorten the quote",
        ),
        Class::Booster => ("booster-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Condition => ("condition-dropped", column::IF, "name the condition in `if`, or shorten the quote"),
        Class::Connective if says("order-before") || says("order-after") => {
            ("order-word-without-role", column::ROLE, "write the order in `role` and `when`, or the word in `words`")
        }
        Class::Connective => ("connective-dropped", column::WORDS, "write it in `words`, or begin the quote after it"),
        Class::Quantifier if says("only") => {
            ("only-dropped", column::WORDS, "write it in `words`: without it the row says less")
        }
        Class::Quantifier if says("each") || says("both") => {
            ("distribution-dropped", column::WORDS, "write it in `words`: it says of whom the row holds")
        }
        Class::Quantifier => ("quantifier-dropped", column::WORDS, SHORTER),
        Class::Degree => ("degree-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Rank => ("rank-dropped", column::WORDS, "write it in `words`, or shorten the quote"),
        Class::Scope => ("scope-word-dropped", column::WORDS, "write it in `words`, or name the part that it makes"),
        Class::Part => ("part-word-dropped", column::WORDS, "write it in `words`, or name the part that it makes"),
    }
}

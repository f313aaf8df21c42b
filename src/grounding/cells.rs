//! What supports a claim's names, words, numbers, dates and predicate?

use crate::claim::column;
use crate::evidence::{Class, Value};
use crate::grounding::dates::{dates, duration};
use crate::grounding::numbers::numbers;
use crate::grounding::predicate::predicate;
use crate::grounding::sides::set;
use crate::grounding::{Desk, Verdict, whole_words};
use crate::language::List;
use crate::set::list;
use crate::source::Span;

/// What stands for the source where nothing else does.
pub(super) const TITLE: &str = "title";

/// What supports one item.
pub(super) struct Support {
    pub(super) verdict: Verdict,
    pub(super) bytes: Vec<Span>,
    pub(super) via: String,
}

/// Grounds every cell but polarity, certainty, mood, `if` and holder.
pub(super) fn ground(desk: &mut Desk) {
    for column in column::SETS {
        set(desk, column);
    }
    predicate(desk);
    numbers(desk);
    dates(desk);
    duration(desk);
    words(desk);
    cites(desk);
    restates(desk);
}

/// The cue words, as the quote prints them.
fn words(desk: &mut Desk) {
    let cell = desk.cell(column::WORDS);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for words in list(cell) {
        let places: Vec<Span> = whole_words(desk.said(), words, desk.quote.start).collect();
        let is_cue = reaches(desk, words)
            || places.iter().any(|place| desk.evidence.within(desk.quote).any(|cue| cue.span.overlaps(*place)));
        bytes.extend_from_slice(&places);
        if places.is_empty() {
            missing = true;
            desk.fault(
                "words-not-in-quote",
                column::WORDS,
                format!("`words` holds “{words}”, which the quote does not say"),
                "take the cue word from the quote as printed",
            );
        } else if !is_cue {
            desk.fault(
                "word-is-no-cue",
                column::WORDS,
                format!("`words` holds “{words}”, which is no cue word of the lists"),
                "say it in the column for it, leave it out, or add the word to the lexicon with its class",
            );
        }
    }
    let barred = desk.evidence.within(desk.quote).find(|cue| {
        let value = matches!(cue.class, Class::Number | Class::Name | Class::Abbreviation)
            || matches!(cue.value, Value::Date { .. } | Value::Duration { .. });
        // A number may stand inside a longer cue phrase ("one of the few").
        value && bytes.contains(&cue.span)
    });
    if let Some(cue) = barred {
        let said = desk.text(cue.span).to_owned();
        desk.fault(
            "value-in-words",
            column::WORDS,
            format!("`words` holds “{said}”, a {}", cue.class.as_str()),
            "write it in the column for it; `words` holds cue words only",
        );
        missing = true;
    }
    if !cell.is_empty() && !missing {
        desk.ground(column::WORDS, Verdict::Literal, bytes, "");
    }
}

/// Whether a word of reach or direction is among them: "themselves", "remained", "westwards".
fn reaches(desk: &Desk, said: &str) -> bool {
    let language = desk.document.corpus.language(desk.document.entry);
    let Some(language) = language else { return false };
    let mut words = crate::source::words(said).filter_map(|word| said.get(word.range()));
    words.any(|word| language.is_in(word, &[List::Reach, List::Direction]))
}

/// A work: its author-year form in the sentence, or a mention of it.
fn cites(desk: &mut Desk) {
    let cell = desk.cell(column::CITES);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for work in list(cell) {
        let places = citations_of(desk, work);
        if places.is_empty() {
            missing = true;
            desk.fault(
                "cite-not-in-sentence",
                column::CITES,
                format!("`cites` names `{work}`, which the sentence does not cite"),
                "name the work that the sentence cites, or empty the cell",
            );
        }
        bytes.extend(places);
    }
    if !cell.is_empty() && !missing {
        let inside = bytes.iter().all(|span: &Span| desk.quote.contains(*span));
        desk.ground(column::CITES, if inside { Verdict::Normalised } else { Verdict::Frame }, bytes, "");
    }
}

/// Where the sentence cites a work, as printed, as author and year, or by a mention.
pub(super) fn citations_of(desk: &Desk, work: &str) -> Vec<Span> {
    let Some(row) = desk.document.corpus.vocabulary.work(work) else { return Vec::new() };
    let (author, year) = (row.cell(1), row.cell(2));
    let text = desk.text(desk.sentence);
    let mut places: Vec<Span> =
        list(row.cell(4)).flat_map(|printed| whole_words(text, printed, desk.sentence.start)).collect();
    let cited = desk.evidence.citations.iter().filter(|citation| desk.sentence.contains(citation.span));
    let is_it = cited.filter(|citation| {
        let said = desk.text(citation.authors);
        format!("{:04}", citation.year) == year
            && (author.contains(said) || said.contains(author.split(',').next().unwrap_or(author)))
    });
    places.extend(is_it.map(|citation| citation.span));
    places.extend(desk.mentions_near(work).iter().map(|mention| mention.span));
    places
}

fn restates(desk: &mut Desk) {
    let cell = desk.cell(column::RESTATES);
    if cell.is_empty() {
        return;
    }
    for id in list(cell) {
        let Some(row) = desk.document.corpus.row_in("claims", id) else { continue };
        let other = crate::claim::Claim::new(row);
        let mine = desk.claim.at.id;
        if id != mine && list(other.cell(column::RESTATES)).any(|id| id == mine) {
            let message = format!("`{id}` restates this row, and this row `{id}`");
            return desk.fault("restates-differs", column::RESTATES, message, "let the later row name the earlier one");
        }
        if let Some(column) = differs(desk, &other) {
            let (name, mine, theirs) = (row.table.schema.column_name(column), desk.cell(column), other.cell(column));
            let message = format!("`{id}` says otherwise: its `{name}` is `{theirs}`, here it is `{mine}`");
            return desk.fault(
                "restates-differs",
                column::RESTATES,
                message,
                "empty `restates`, or make the two rows say the same",
            );
        }
    }
    let bytes = list(cell).filter_map(|id| claim_quote(desk, id)).collect();
    desk.ground(column::RESTATES, Verdict::Derived, bytes, cell);
}

/// The first column in which a restated claim says something else. An inverse predicate, or a symmetric
/// one, turns the sides. One of the two may leave out what the other says beside its sides, and nobody may
/// leave out a doubt or a mood: an empty cell there says plain fact.
fn differs(desk: &Desk, other: &crate::claim::Claim) -> Option<usize> {
    const SAME: [usize; 3] = [column::POLARITY, column::CERTAINTY, column::MOOD];
    const BESIDE: [usize; 8] = [
        column::OTHER,
        column::PLACE,
        column::NUMBER,
        column::ROLE,
        column::WHEN,
        column::SPAN,
        column::HOLDER,
        column::IF,
    ];
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    let same = |mine: usize, theirs: usize| desk.cell(mine) == other.cell(theirs);
    let turned = same(column::SUBJECT, column::OBJECT) && same(column::OBJECT, column::SUBJECT);
    let is_turned = turned
        && (predicate.inverse == other.predicate || predicate.name == other.predicate && predicate.has("symmetric"));
    let sides = [column::PREDICATE, column::SUBJECT, column::OBJECT].into_iter().filter(|_| !is_turned);
    let contrary = |column: &usize| {
        let (mine, theirs) = (desk.cell(*column), other.cell(*column));
        mine != theirs && (SAME.contains(column) || !mine.is_empty() && !theirs.is_empty())
    };
    let mut beside = SAME.into_iter().chain(BESIDE);
    sides.into_iter().find(|column| !same(*column, *column)).or_else(|| beside.find(contrary))
}

/// The quote of another claim of the document.
pub(super) fn claim_quote(desk: &Desk, id: &str) -> Option<Span> {
    let claim = desk.document.claim(id)?;
    claim.at.span.map(|span| desk.document.reading.to_text(span))
}

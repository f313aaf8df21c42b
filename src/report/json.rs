//! How does a run read for a program: the JSON that `check --format json` promises.

use serde::Serialize;

use crate::checks::Outcome;
use crate::corpus::Corpus;
use crate::finding::{Finding, Passage, Related};
use crate::report::Summary;

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    summary: Summary,
    findings: Vec<JsonFinding<'r>>,
}

/// Absent is null, never missing.
#[derive(Serialize)]
struct JsonFinding<'r> {
    code: &'r str,
    severity: &'r str,
    message: &'r str,
    file: &'r str,
    line: Option<usize>,
    column: Option<usize>,
    record: Option<usize>,
    field: Option<&'r str>,
    fact: Option<&'r str>,
    value: Option<&'r str>,
    source: Option<&'r str>,
    start: Option<usize>,
    end: Option<usize>,
    related: Vec<JsonRelated<'r>>,
    help: Option<&'r str>,
    exception: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonRelated<'r> {
    file: &'r str,
    line: Option<usize>,
    column: Option<usize>,
    fact: Option<&'r str>,
    source: Option<&'r str>,
    start: Option<usize>,
    end: Option<usize>,
    note: &'r str,
}

/// The report as one line of JSON, with its line end.
///
/// # Errors
/// Never in practice: every value is plain data.
pub fn render(corpus: &Corpus, outcome: &Outcome) -> serde_json::Result<String> {
    let findings = outcome.findings.iter().map(finding).collect();
    let report = Report { version: 1, summary: Summary::of(corpus, outcome), findings };
    Ok(serde_json::to_string(&report)? + "\n")
}

/// Lines and columns are 1-based; 0 stands for a file as a whole.
fn position(number: usize) -> Option<usize> {
    (number > 0).then_some(number)
}

fn finding(found: &Finding) -> JsonFinding<'_> {
    let place = &found.place;
    let (source, start, end) = passage(found.passage.as_ref());
    JsonFinding {
        code: found.check,
        severity: found.severity.as_str(),
        message: &found.message,
        file: &place.file,
        line: position(place.line),
        column: position(place.column),
        record: place.record,
        field: place.field.as_deref(),
        fact: found.fact.as_deref(),
        value: place.value.as_deref(),
        source,
        start,
        end,
        related: found.related.iter().map(related).collect(),
        help: found.help.as_deref(),
        exception: found.exception.as_deref(),
    }
}

fn related(other: &Related) -> JsonRelated<'_> {
    let (source, start, end) = passage(other.passage.as_ref());
    JsonRelated {
        file: &other.place.file,
        line: position(other.place.line),
        column: position(other.place.column),
        fact: other.fact.as_deref(),
        source,
        start,
        end,
        note: &other.note,
    }
}

fn passage(passage: Option<&Passage>) -> (Option<&str>, Option<usize>, Option<usize>) {
    match passage {
        Some(passage) => (Some(&passage.source), Some(passage.span.start), Some(passage.span.end)),
        None => (None, None, None),
    }
}

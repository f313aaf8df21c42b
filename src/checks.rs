//! Which checks there are, and one run of them over a corpus.

mod anchors;
mod citations;
mod conflict;
mod constraints;
mod counts;
mod coverage;
mod cues;
mod dates;
mod exceptions;
mod memberships;
mod names;
mod print;
mod printed;
mod references;
mod relations;
mod routes;
mod schema;
mod values;
mod works;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check::{Check, Patterns, RowView, Run, Seen, SourceView};
use crate::claim::{Claim, column};
use crate::corpus::{Corpus, Error, Fetch, Fetched};
use crate::coverage::Coverage;
use crate::document::Document;
use crate::finding::{self, Finding, Findings};
use crate::grounding::Verdict;

/// The families in the order in which a user mends things: form, references, anchors, and so on.
pub const FAMILIES: &[(&str, &[Check])] = &[
    ("schema", schema::CHECKS),
    ("references", references::CHECKS),
    ("anchors", anchors::CHECKS),
    ("values", values::CHECKS),
    ("cues", cues::CHECKS),
    ("names", names::CHECKS),
    ("coverage", coverage::CHECKS),
    ("dates", dates::CHECKS),
    ("memberships", memberships::CHECKS),
    ("counts", counts::CHECKS),
    ("relations", relations::CHECKS),
    ("routes", routes::CHECKS),
    ("citations", citations::CHECKS),
    ("print", print::CHECKS),
    ("constraints", constraints::CHECKS),
    ("exceptions", exceptions::CHECKS),
];

/// Every check, family by family.
pub fn all() -> impl Iterator<Item = &'static Check> {
    FAMILIES.iter().flat_map(|(_, checks)| checks.iter())
}

/// A check by name.
pub fn find(name: &str) -> Option<&'static Check> {
    all().find(|check| check.name == name)
}

pub(crate) use exceptions::apply as except;

/// What one run saw.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything found, excepted findings too, in report order.
    pub findings: Vec<Finding>,
    /// For every check of the roster, in order, how many rows it looked at.
    pub looked: Vec<(&'static str, u64)>,
    /// What could not be looked at because something it rests on is broken.
    pub blocked: Vec<String>,
    /// What of the sources the rows cover.
    pub coverage: Coverage,
    /// Facts: claims with their lists multiplied out.
    pub facts: usize,
}

/// A piece of work: independent of all others.
#[derive(Debug, Clone)]
enum Unit {
    Corpus,
    Rows { table: usize, records: std::ops::Range<usize> },
    Sources(std::ops::Range<usize>),
}

/// What one unit saw.
#[derive(Default)]
struct Part {
    findings: Vec<Finding>,
    looked: Vec<u64>,
    blocked: Vec<String>,
    coverage: Coverage,
    patterns: Patterns,
    facts: usize,
    error: Option<Error>,
}

/// Records of a table, and sources, that one unit takes.
const ROWS_PER_UNIT: usize = 16_384;
const SOURCES_PER_UNIT: usize = 16;

/// Runs every check. The outcome is the same for any number of `threads`.
///
/// # Errors
/// A source that the system refuses to open.
pub fn run(corpus: &Corpus, fetch: &Fetch, threads: usize) -> Result<Outcome, Error> {
    let roster: Vec<&'static Check> = all().collect();
    let units = units(corpus);
    let parts = in_parallel(&units, threads, |unit| run_unit(corpus, fetch, &roster, unit));
    let mut outcome = Outcome::default();
    let mut looked = vec![0; roster.len()];
    let mut patterns = Patterns::default();
    for part in parts {
        if let Some(error) = part.error {
            return Err(error);
        }
        outcome.findings.extend(part.findings);
        outcome.blocked.extend(part.blocked);
        outcome.coverage.add(&part.coverage);
        outcome.facts += part.facts;
        for (predicate, used) in part.patterns {
            patterns.entry(predicate).or_default().extend(used);
        }
        looked.iter_mut().zip(&part.looked).for_each(|(sum, more)| *sum += more);
    }
    outcome.blocked.extend(corpus.tables.iter().filter(|table| table.is_blocked()).map(|table| table.file.to_owned()));
    outcome.blocked.sort();
    exceptions::apply(corpus, &mut outcome.findings);
    last(corpus, &roster, &patterns, &mut outcome, &mut looked);
    finding::sort(&mut outcome.findings);
    outcome.looked = roster.iter().zip(looked).map(|(check, looked)| (check.name, looked)).collect();
    Ok(outcome)
}

/// The checks that look at what the others saw, in the order of the roster; exceptions cover what they
/// find too, and the exceptions themselves come last.
fn last(corpus: &Corpus, roster: &[&'static Check], patterns: &Patterns, outcome: &mut Outcome, looked: &mut [u64]) {
    for (check, looked) in roster.iter().zip(looked) {
        if let Run::Last(run) = check.run {
            let mut findings = Findings::of(check.name, check.severity);
            run(
                corpus,
                &Seen { findings: &outcome.findings, patterns, complete: outcome.blocked.is_empty() },
                &mut findings,
            );
            *looked += findings.looked;
            exceptions::apply(corpus, &mut findings.found);
            outcome.findings.extend(findings.found);
        }
    }
}

fn units(corpus: &Corpus) -> Vec<Unit> {
    // Sources first: one of them is more work than anything else, and must not begin last.
    let sources = corpus.sources.len();
    let starts = (0..sources).step_by(SOURCES_PER_UNIT);
    let mut units: Vec<Unit> =
        starts.map(|start| Unit::Sources(start..(start + SOURCES_PER_UNIT).min(sources))).collect();
    units.push(Unit::Corpus);
    for (table, read) in corpus.tables.iter().enumerate() {
        let starts = (0..read.len()).step_by(ROWS_PER_UNIT);
        units.extend(starts.map(|start| Unit::Rows { table, records: start..(start + ROWS_PER_UNIT).min(read.len()) }));
    }
    units
}

/// Works through `units` on scoped threads; the parts come back in the order of the units.
fn in_parallel(units: &[Unit], threads: usize, work: impl Fn(&Unit) -> Part + Sync) -> Vec<Part> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Option<Part>>> = units.iter().map(|_| Mutex::new(None)).collect();
    let worker = || {
        while let Some((unit, slot)) = next_of(&next, units, &done) {
            let part = work(unit);
            if let Ok(mut slot) = slot.lock() {
                *slot = Some(part);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(units.len()) {
            scope.spawn(worker);
        }
        worker();
    });
    done.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
}

fn next_of<'u, T>(next: &AtomicUsize, units: &'u [Unit], done: &'u [T]) -> Option<(&'u Unit, &'u T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    units.get(index).zip(done.get(index))
}

fn run_unit(corpus: &Corpus, fetch: &Fetch, roster: &[&'static Check], unit: &Unit) -> Part {
    let mut collected: Vec<Findings> = roster.iter().map(|check| Findings::of(check.name, check.severity)).collect();
    let mut part = Part::default();
    match unit {
        Unit::Corpus => each(roster, &mut collected, |run, findings| {
            if let Run::Corpus(run) = run {
                run(corpus, findings);
            }
        }),
        Unit::Rows { table, records } => {
            let rows = corpus.tables.get(*table).into_iter().flat_map(|table| table.rows_in(records.clone()));
            for row in rows {
                let view = RowView { corpus, row, cells: row.cells() };
                if view.is_in("claims") {
                    let claim = Claim::with(row, view.cells);
                    part.facts += claim.facts(corpus.vocabulary.predicate(claim.predicate));
                }
                each(roster, &mut collected, |run, findings| {
                    if let Run::Row(run) = run {
                        run(&view, findings);
                    }
                });
            }
        }
        Unit::Sources(sources) => {
            for source in sources.clone() {
                run_source(corpus, fetch, roster, source, &mut collected, &mut part);
            }
        }
    }
    part.looked = collected.iter().map(|findings| findings.looked).collect();
    part.findings = collected.into_iter().flat_map(|findings| findings.found).collect();
    part
}

fn each(roster: &[&'static Check], collected: &mut [Findings], mut run: impl FnMut(Run, &mut Findings)) {
    for (check, findings) in roster.iter().zip(collected) {
        run(check.run, findings);
    }
}

fn run_source(
    corpus: &Corpus,
    fetch: &Fetch,
    roster: &[&'static Check],
    source: usize,
    collected: &mut [Findings],
    part: &mut Part,
) {
    let Some(entry) = corpus.sources.get(source) else { return };
    let fetched = fetch(entry.path);
    if let Fetched::Refused(reason) = &fetched {
        let help = "make the file readable, or correct `path` in sources.csv";
        part.error = Some(Error::new(format!("{}: cannot be opened: {reason}", entry.path), help));
        return;
    }
    let view = SourceView { entry, fetched: &fetched };
    each(roster, collected, |run, findings| {
        if let Run::Source(run) = run {
            run(&view, findings);
        }
    });
    let text = match &fetched {
        Fetched::Found(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    };
    let Some(document) = text.and_then(|raw| Document::new(corpus, source, raw)) else {
        part.blocked.push(format!("source {}", entry.id));
        return;
    };
    each(roster, collected, |run, findings| {
        if let Run::Document(run) = run {
            run(&document, findings);
        }
    });
    part.coverage.add(&Coverage::of(&document));
    note_patterns(&document, &mut part.patterns);
}

/// Notes the patterns that the verdicts of a document rest on.
/// Notes the patterns that verdicts of a document rest on.
pub(crate) fn note_patterns(document: &Document, patterns: &mut Patterns) {
    let cells = document.grounding().cells.iter();
    for cell in cells.filter(|cell| cell.verdict == Verdict::Pattern && cell.column == column::PREDICATE) {
        let Some(claim) = document.claims.get(cell.claim) else { continue };
        if !patterns.get(claim.predicate).is_some_and(|used| used.contains(&cell.via)) {
            patterns.entry(claim.predicate.to_owned()).or_default().insert(cell.via.clone());
        }
    }
}

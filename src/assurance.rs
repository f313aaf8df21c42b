//! What stands behind the facts, on one page: what was checked, how strongly, and what would slip through.
//!
//! The page depends on the rows, the sources and the program alone. Its snapshot is reviewed like those of
//! the datasets: any loss of strength is a line that changes.

use std::collections::BTreeMap;

use crate::checks;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::export::grounding;
use crate::mutation::{self, Fate};
use crate::report::{Summary, mutation as report};

/// The page, from one run of the checks and one of all mutants over the same rows.
pub fn page(corpus: &Corpus, documents: &[Document], checked: &checks::Outcome, mutated: &mutation::Outcome) -> String {
    let parts = [
        claims(corpus, checked),
        verdicts(documents),
        coverage(checked),
        looked(corpus, checked),
        report::tallies(mutated),
        format!("only by constraints {}\n", mutated.only_constraints()),
        survivors(mutated),
        by_rule(mutated),
        exceptions(checked),
    ];
    parts.join("\n")
}

fn claims(corpus: &Corpus, checked: &checks::Outcome) -> String {
    let summary = Summary::of(corpus, checked);
    let mut kinds = BTreeMap::<&str, usize>::new();
    for row in corpus.rows("claims") {
        let predicate = corpus.vocabulary.predicate(row.cell(crate::claim::column::PREDICATE));
        *kinds.entry(predicate.map_or("unknown", |predicate| predicate.kind)).or_default() += 1;
    }
    let Summary { sources, claims, facts, errors, warnings, excepted, .. } = summary;
    let head = format!("claims     {claims} in {sources} sources, {facts} facts\n");
    let lines = kinds.into_iter().map(|(kind, count)| format!("  {kind:12} {count:6}\n"));
    let findings = format!("findings   {errors} errors, {warnings} warnings, {excepted} excepted\n");
    head + &lines.collect::<String>() + &findings
}

fn verdicts(documents: &[Document]) -> String {
    let cells: Vec<_> = documents.iter().flat_map(grounding::cells).collect();
    let mut counts = BTreeMap::<&str, usize>::new();
    cells.iter().for_each(|cell| *counts.entry(cell.verdict()).or_default() += 1);
    let lines = counts.into_iter().map(|(verdict, count)| format!("  {verdict:12} {count:6}\n"));
    format!("verdicts   {} cells\n", cells.len()) + &lines.collect::<String>()
}

fn coverage(checked: &checks::Outcome) -> String {
    let line = |(name, tally): (&str, crate::coverage::Tally)| {
        let crate::coverage::Tally { total, used, silent, unused } = tally;
        format!("  {name:14} {total:5} total {used:5} used {silent:5} silent {unused:5} unused\n")
    };
    "coverage\n".to_owned() + &checked.coverage.classes().map(line).collect::<String>()
}

fn looked(corpus: &Corpus, checked: &checks::Outcome) -> String {
    let summary = Summary::of(corpus, checked);
    let head = format!("checks     {} looked at rows, {} dormant\n", summary.checks_run, summary.dormant.len());
    let lines = checked.looked.iter().map(|(check, rows)| match rows {
        0 => format!("  {check:32} dormant\n"),
        _ => format!("  {check:32} {rows:7}\n"),
    });
    head + &lines.collect::<String>()
}

fn survivors(mutated: &mutation::Outcome) -> String {
    let mut lines: Vec<String> =
        mutated.survivors().map(|mutant| format!("  {}\n", report::survivor(mutant))).collect();
    lines.sort();
    format!("survivors  {}\n", lines.len()) + &lines.concat()
}

fn by_rule(mutated: &mutation::Outcome) -> String {
    let (mut equivalent, mut undecided) = (BTreeMap::<&str, usize>::new(), BTreeMap::<&str, usize>::new());
    for tried in &mutated.tried {
        match &tried.fate {
            Fate::Equivalent(rule) => *equivalent.entry(rule).or_default() += 1,
            Fate::Undecided(rule) => *undecided.entry(rule).or_default() += 1,
            Fate::Killed(_) | Fate::Survived => {}
        }
    }
    let lines = |counts: BTreeMap<&str, usize>| {
        let lines = counts.into_iter().map(|(rule, count)| format!("  {rule:32} {count:6}\n"));
        lines.collect::<String>()
    };
    format!("equivalent by rule\n{}undecided by rule\n{}", lines(equivalent), lines(undecided))
}

fn exceptions(checked: &checks::Outcome) -> String {
    let excepted = checked.findings.iter().filter_map(|finding| Some((finding.exception.as_deref()?, finding.check)));
    let mut lines: Vec<String> = excepted.map(|(id, check)| format!("  {id:32} {check}\n")).collect();
    lines.sort();
    format!("exceptions {}\n", lines.len()) + &lines.concat()
}

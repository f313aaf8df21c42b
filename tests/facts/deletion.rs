//! Is a lost row noticed? Every claim row of the note is left out in turn (one in sixty-four in an
//! unoptimised build, all with `cargo test --release`).
//!
//! Coverage or a check must notice, except for the rows listed in `data/deletions.csv`, each with the
//! reason: rows that share every cue with another.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Project, in_parallel, repository, sample};

const TABLE: &str = "facts/lacher-2013/claims.csv";

/// What a run says of the project as a whole: findings that no exception covers, and coverage.
fn verdict(project: &Project) -> (BTreeSet<(String, String)>, usize) {
    project.check(|_, outcome, _| {
        let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
        let findings = open.map(|finding| (finding.check.to_owned(), finding.message.clone())).collect();
        (findings, outcome.coverage.classes().map(|(_, tally)| tally.unused).sum())
    })
}

fn id_of(line: &str) -> &str {
    line.split(',').next().unwrap_or("")
}

#[test]
fn every_deleted_claim_is_noticed_or_listed() {
    let project = Project::read(&repository("."));
    let text = project.text(TABLE).to_owned();
    let lines: Vec<&str> = text.lines().collect();
    let before = verdict(&project);
    let numbers = sample((1..lines.len()).collect(), 64);
    let tried: BTreeSet<&str> = numbers.iter().map(|number| id_of(lines[*number])).collect();
    let missed: BTreeSet<String> = in_parallel(&numbers, |number| {
        let left: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| at != number).map(|(_, line)| *line).collect();
        let mut without = project.clone();
        without.set(TABLE, left.join("\n") + "\n");
        (verdict(&without) == before).then(|| id_of(lines[*number]).to_owned())
    })
    .into_iter()
    .flatten()
    .collect();

    let mut reader = csv::Reader::from_path(repository("tests/data/deletions.csv")).expect("the list of exceptions");
    let listed: BTreeMap<String, String> = reader
        .records()
        .map(|record| record.expect("a record"))
        .map(|record| (record[0].to_owned(), record[1].to_owned()))
        .collect();
    assert!(listed.values().all(|reason| !reason.is_empty()), "every listed row gives its reason");
    let known: BTreeSet<String> = listed.into_keys().collect();
    let new: Vec<&String> = missed.difference(&known).collect();
    let stale: Vec<&String> = known.difference(&missed).filter(|id| tried.contains(id.as_str())).collect();
    assert!(new.is_empty(), "nothing notices that these rows are gone: {new:?}");
    assert!(stale.is_empty(), "these rows are noticed now, drop them from the list: {stale:?}");
    assert!(known.len() * 20 <= lines.len(), "{} of {} rows can be lost unnoticed", known.len(), lines.len() - 1);
}

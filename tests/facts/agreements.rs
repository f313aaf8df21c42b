//! What in the note has to agree with what, and is it noticed when it no longer does?
//!
//! `data/agreements.csv` lists the agreements, `data/agreement_breaks.csv` a break of each: words of the
//! source and the cells that rest on them are changed alike, so that every row still says what its quote
//! says. The named check has to find it, and no other check may find anything. An unoptimised build tries a
//! part of them, `cargo test --release` all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use crate::rewrite::{Change, rewrite};
use crate::support::{Project, in_parallel, repository, sample};
use factcheck::checks;

/// Findings about vocabulary that a break leaves without a row, or an exception without its fault.
const DO_NOT_COUNT: &[&str] = &[
    "unused-alias",
    "unused-entity",
    "unused-pattern",
    "unused-predicate",
    "unused-work",
    "exception-excepts-nothing",
];

/// The check of the rows of `facts/constraints.csv`.
const CONSTRAINT: &str = "constraint-violated";

/// At most so many agreements may need a row of `facts/constraints.csv`.
const MOST_CONSTRAINTS: usize = 38;

/// The page that lists them.
const PAGE: &str = "docs/agreements.md";

struct Agreement {
    id: String,
    check: String,
    rows: Vec<String>,
    agree: String,
    changes: Vec<Change>,
}

fn records(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(repository("tests/data").join(name)).expect("a table of the test");
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.expect("a record"))).collect()
}

fn agreements() -> Vec<Agreement> {
    let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for record in records("agreement_breaks.csv") {
        let [id, table, row, column, old, new] = <[String; 6]>::try_from(record).expect("six columns");
        changes.entry(id).or_default().push(Change { table, row, column, old, new });
    }
    let agreements = records("agreements.csv").into_iter().map(|record| {
        let [id, check, rows, agree] = <[String; 4]>::try_from(record).expect("four columns");
        let changes = changes.remove(&id).unwrap_or_default();
        Agreement { rows: rows.split("; ").map(str::to_owned).collect(), id, check, agree, changes }
    });
    let agreements = agreements.collect();
    assert!(changes.is_empty(), "breaks of no agreement: {:?}", changes.keys());
    agreements
}

/// What is wrong with one agreement; nothing if its break is found as it should be.
fn fault(project: &Project, agreement: &Agreement) -> Result<(), String> {
    let broken = rewrite(project, &agreement.changes)?;
    broken.check(|_, outcome, _| {
        let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
        let (mine, others): (Vec<_>, Vec<_>) = open
            .filter(|finding| !DO_NOT_COUNT.contains(&finding.check))
            .partition(|finding| finding.check == agreement.check);
        let names_a_row = mine.iter().any(|finding| {
            let related = finding.related.iter().map(|related| &related.fact);
            let mut facts = related.chain([&finding.fact]).flatten();
            facts.any(|fact| agreement.rows.contains(fact))
        });
        let said = |finding: &&factcheck::finding::Finding| {
            format!("\n    {}: {} ({})", finding.check, finding.message, finding.fact.as_deref().unwrap_or(""))
        };
        if !outcome.blocked.is_empty() {
            return Err(format!("blocked: {}", outcome.blocked.join(", ")));
        }
        if !others.is_empty() {
            return Err(format!("other findings:{}", others.iter().map(said).collect::<String>()));
        }
        if mine.is_empty() {
            return Err(format!("{} finds nothing", agreement.check));
        }
        match names_a_row {
            true => Ok(()),
            false => Err(format!("names none of its rows:{}", mine.iter().map(said).collect::<String>())),
        }
    })
}

#[test]
fn every_broken_agreement_is_noticed() {
    let project = Project::read(&repository("."));
    let only = std::env::var("FACTCHECK_AGREEMENT").ok();
    let mut tried = agreements();
    match &only {
        Some(start) => tried.retain(|agreement| agreement.id.starts_with(start.as_str())),
        None => tried = sample(tried, 8),
    }
    let results = in_parallel(&tried, |agreement| fault(&project, agreement));
    let faults: Vec<String> = tried
        .iter()
        .zip(results)
        .filter_map(|(agreement, result)| Some(format!("{} ({}): {}", agreement.id, agreement.check, result.err()?)))
        .collect();
    assert!(faults.is_empty(), "{} of {} breaks:\n{}", faults.len(), tried.len(), faults.join("\n"));
}

#[test]
fn every_agreement_is_told_in_full() {
    let (project, agreements) = (Project::read(&repository(".")), agreements());
    let ids: Vec<&str> = agreements.iter().map(|agreement| agreement.id.as_str()).collect();
    assert!(ids.is_sorted() && ids.iter().collect::<BTreeSet<_>>().len() == ids.len(), "ids in order, each once");
    project.with_corpus(|corpus| {
        for Agreement { id, check, rows, agree, changes } in &agreements {
            assert!(checks::find(check).is_some(), "{id}: there is no check {check}");
            assert!(!agree.is_empty() && changes.iter().any(|change| change.table == "seed"), "{id}");
            for row in rows {
                let known = corpus.row_of(row).or_else(|| corpus.row_in("constraints", row));
                assert!(known.or_else(|| corpus.row_in("sources", row)).is_some(), "{id}: there is no row {row}");
            }
        }
        let listed: BTreeSet<&str> = corpus.rows("constraints").map(|row| row.id()).collect();
        let by_constraint = || agreements.iter().filter(|agreement| agreement.check == CONSTRAINT);
        let broken: BTreeSet<&str> =
            by_constraint().flat_map(|agreement| &agreement.rows).map(String::as_str).collect();
        let untried: Vec<_> = listed.difference(&broken).collect();
        assert!(untried.is_empty(), "constraints that no agreement breaks: {untried:?}");
        assert!(by_constraint().count() <= MOST_CONSTRAINTS, "{} by constraints", by_constraint().count());
    });
}

/// The table of the page, from the data: check by check.
fn table() -> String {
    let mut out = String::from("| what must agree | rows | check | what the test changes |\n|---|---|---|---|\n");
    let mut agreements = agreements();
    agreements.sort_by(|a, b| (&a.check, &a.id).cmp(&(&b.check, &b.id)));
    for Agreement { check, rows, agree, changes, .. } in agreements {
        let rows: Vec<String> = rows.iter().map(|row| format!("`{row}`")).collect();
        let words = changes.iter().filter(|change| change.table == "seed");
        let words: Vec<String> = words.map(|change| format!("“{}” → “{}”", change.old, change.new)).collect();
        let _ = writeln!(out, "| {agree} | {} | `{check}` | {} |", rows.join(", "), words.join("; "));
    }
    out
}

#[test]
fn the_page_lists_them() {
    let text = fs::read_to_string(repository(PAGE)).expect("the page");
    let start = text.find("| what must agree").expect("the table");
    let (before, rest) = text.split_at(start);
    let after = rest.find("\n\n").map_or("", |end| &rest[end + 1..]);
    let wanted = format!("{before}{}{after}", table());
    crate::support::assert_page(PAGE, &wanted);
}

//! Is every wrong edit noticed? One cell of one row at a time is made to say what the note does not say.
//!
//! The edits were written from the note and the rows alone, before anybody had looked at the checks. An
//! unoptimised build tries a third of them, `cargo test --release` all.

mod support;

use std::collections::BTreeSet;

use factcheck::schema::Schema;
use support::{Project, in_parallel, repository, sample};

/// Findings that do not count: they are about ids, order and form, or about vocabulary that the edit
/// leaves without a row, and not about what the words say.
const DO_NOT_COUNT: &[&str] = &[
    "unused-entity",
    "unused-alias",
    "unused-work",
    "unused-predicate",
    "rows-out-of-order",
    "not-canonical",
    "unused-pattern",
    "exception-excepts-nothing",
    "exception-of-unknown-fact",
    "source-changed",
];

struct Edit {
    nr: String,
    table: String,
    fact: String,
    column: String,
    from: String,
    to: String,
}

fn edits() -> Vec<Edit> {
    let path = repository("tests/data/wrong_edits.csv");
    let mut reader = csv::Reader::from_path(path).expect("the table of edits");
    let records = reader.records().map(|record| record.expect("a record"));
    let cell = |record: &csv::StringRecord, index: usize| record.get(index).unwrap_or("").to_owned();
    records
        .map(|record| Edit {
            nr: cell(&record, 0),
            table: cell(&record, 1),
            fact: cell(&record, 2),
            column: cell(&record, 3),
            from: cell(&record, 4),
            to: cell(&record, 5),
        })
        .collect()
}

/// The table's text with one cell changed.
fn edited(text: &str, edit: &Edit) -> Result<String, String> {
    let column = Schema::of(&edit.table).and_then(|schema| schema.position(&edit.column)).ok_or("no such column")?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    let mut found = false;
    for record in reader.records() {
        let mut cells: Vec<String> = record.map_err(|e| e.to_string())?.iter().map(str::to_owned).collect();
        if cells.first() == Some(&edit.fact) {
            let cell = cells.get_mut(column).ok_or("no such cell")?;
            if *cell != edit.from {
                return Err(format!("the cell is `{cell}` now"));
            }
            cell.clone_from(&edit.to);
            found = true;
        }
        writer.write_record(&cells).map_err(|e| e.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    if found { String::from_utf8(bytes).map_err(|e| e.to_string()) } else { Err("no such row".to_owned()) }
}

fn found(project: &Project) -> BTreeSet<(String, Option<String>, String)> {
    project.check(|_, outcome, _| {
        let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
        open.filter(|finding| !DO_NOT_COUNT.contains(&finding.check))
            .map(|finding| (finding.check.to_owned(), finding.fact.clone(), finding.message.clone()))
            .collect()
    })
}

#[test]
fn every_wrong_edit_is_noticed() {
    let project = Project::read(&repository("."));
    let before = found(&project);
    let (mut survivors, mut stale, mut caught) = (Vec::new(), Vec::new(), Vec::new());
    let edits = sample(edits(), 3);
    let results = in_parallel(&edits, |edit| {
        let path = format!("facts/lacher-2013/{}.csv", edit.table);
        let mut wrong = project.clone();
        wrong.set(&path, edited(project.text(&path), edit)?);
        let mut checks: Vec<String> = found(&wrong).difference(&before).map(|(check, _, _)| check.clone()).collect();
        checks.dedup();
        Ok::<_, String>(checks)
    });
    for (edit, result) in edits.iter().zip(results) {
        let name = format!("{} {}.{}: `{}` -> `{}`", edit.nr, edit.fact, edit.column, edit.from, edit.to);
        match result {
            Err(reason) => stale.push(format!("{name}: {reason}")),
            Ok(checks) if checks.is_empty() => survivors.push(name),
            Ok(checks) => caught.push(format!("{name}: {}", checks.join(", "))),
        }
    }
    if std::env::var_os("FACTCHECK_SHOW").is_some() {
        println!("{}", caught.join("\n"));
    }
    println!("{} caught, {} not noticed, {} stale", caught.len(), survivors.len(), stale.len());
    assert!(stale.is_empty(), "edits that fit no cell any more:\n{}", stale.join("\n"));
    assert!(survivors.is_empty(), "wrong edits that nothing notices:\n{}", survivors.join("\n"));
}

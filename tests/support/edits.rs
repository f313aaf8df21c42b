//! Which of a table of wrong edits are noticed? One cell of one row at a time is made to say what the note
//! does not say.

use std::collections::BTreeSet;

use factcheck::schema::Schema;

use crate::support::{Project, in_parallel, repository};

/// Findings that do not count: they are about ids, order and form, or about vocabulary that the edit
/// leaves without a row, and not about what the words say.
pub(crate) const DO_NOT_COUNT: &[&str] = &[
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

/// One cell and what it is made to say.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    nr: String,
    table: String,
    fact: String,
    column: String,
    from: String,
    to: String,
}

impl Edit {
    /// One line that names it.
    pub(crate) fn name(&self) -> String {
        format!("{} {}.{}: `{}` -> `{}`", self.nr, self.fact, self.column, self.from, self.to)
    }
}

/// The edits of a table in `tests/data/`.
pub(crate) fn edits(file: &str) -> Vec<Edit> {
    let mut reader = csv::Reader::from_path(repository("tests/data").join(file)).expect("the table of edits");
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

/// What became of edits, each by its name.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Noticed, with the checks that did.
    pub(crate) caught: Vec<String>,
    /// Not noticed by any check.
    pub(crate) survivors: Vec<String>,
    /// They fit no cell any more, with the reason.
    pub(crate) stale: Vec<String>,
}

/// Makes each of the edits in the note and asks every check.
pub(crate) fn judge(edits: &[Edit]) -> Judged {
    let project = Project::read(&repository("."));
    let before = found(&project);
    let results = in_parallel(edits, |edit| {
        let path = format!("facts/lacher-2013/{}.csv", edit.table);
        let mut wrong = project.clone();
        wrong.set(&path, edited(project.text(&path), edit)?);
        let mut checks: Vec<String> = found(&wrong).difference(&before).map(|(check, ..)| check.clone()).collect();
        checks.dedup();
        Ok::<_, String>(checks)
    });
    let mut judged = Judged::default();
    for (edit, result) in edits.iter().zip(results) {
        match result {
            Err(reason) => judged.stale.push(format!("{}: {reason}", edit.name())),
            Ok(checks) if checks.is_empty() => judged.survivors.push(edit.name()),
            Ok(checks) => judged.caught.push(format!("{}: {}", edit.name(), checks.join(", "))),
        }
    }
    judged
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

/// A finding without its place: check, row, message.
pub(crate) type Found = (String, Option<String>, String);

/// What a run finds that counts and that no exception covers.
pub(crate) fn found(project: &Project) -> BTreeSet<Found> {
    project.check(|_, outcome, _| {
        let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
        open.filter(|finding| !DO_NOT_COUNT.contains(&finding.check))
            .map(|finding| (finding.check.to_owned(), finding.fact.clone(), finding.message.clone()))
            .collect()
    })
}

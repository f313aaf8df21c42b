//! Are the datasets what was reviewed, and do they follow the facts and nothing but the facts?

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use factcheck::corpus::Corpus;
use factcheck::datasets;
use factcheck::schema::TABLES;
use support::{Project, assert_snapshots};

fn real_note() -> Project {
    Project::read(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn derived(corpus: &Corpus) -> BTreeMap<&'static str, String> {
    datasets::ALL.iter().map(|dataset| (dataset.name, dataset.csv(corpus))).collect()
}

#[test]
fn datasets_are_as_reviewed() {
    let derived = real_note().with_corpus(derived);
    assert_snapshots("datasets", derived.into_iter().map(|(name, csv)| (name.to_owned(), csv)));
}

/// The lines of a dataset by the claims that each names, which stand in its last column.
fn lines(csv: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().expect("a header").iter().next_back(), Some("claims"));
    let records = reader.records().map(|record| record.expect("a record of the header's length"));
    records.map(|record| (record.iter().collect::<Vec<_>>().join("\u{1f}"), claims_of(&record))).collect()
}

fn claims_of(record: &csv::StringRecord) -> Vec<String> {
    record.iter().next_back().unwrap_or("").split("; ").map(str::to_owned).collect()
}

/// One edit of one cell: the claim's id, the column, and what comes instead.
fn edits(column: &'static str, new: &'static str) -> impl Iterator<Item = (String, Project)> {
    let project = real_note();
    let paths: Vec<String> = project.paths().filter(|path| path.ends_with("claims.csv")).map(str::to_owned).collect();
    let edited = move |path: String| {
        let (header, records) = read(project.text(&path));
        let at = header.iter().position(|name| name == column).expect("a column of the claims");
        let filled: Vec<usize> = (0..records.len()).filter(|record| !records[*record][at].is_empty()).collect();
        let project = project.clone();
        filled.into_iter().map(move |record| {
            let mut records = records.clone();
            records[record] =
                records[record].iter().enumerate().map(|(i, cell)| if i == at { new } else { cell }).collect();
            let mut project = project.clone();
            project.set(&path, write(&header, &records));
            (records[record][0].to_owned(), project)
        })
    };
    paths.into_iter().flat_map(edited)
}

fn read(table: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    (header, reader.records().map(|record| record.expect("a record of the header's length")).collect())
}

fn write(header: &csv::StringRecord, records: &[csv::StringRecord]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for record in std::iter::once(header).chain(records) {
        writer.write_record(record).expect("a record in memory");
    }
    writer.into_inner().expect("a table in memory")
}

/// Which lines an edit adds or takes away, over all datasets; each must name the edited claim.
fn changed_lines(before: &BTreeMap<&str, String>, id: &str, edited: &Project) -> usize {
    let after = edited.with_corpus(derived);
    let mut changed = 0;
    for (name, csv) in before {
        let (old, new) = (lines(csv), lines(&after[name]));
        let gone = old.iter().filter(|line| !new.contains(line));
        let come = new.iter().filter(|line| !old.contains(line));
        for (line, claims) in gone.chain(come) {
            assert!(
                claims.iter().any(|claim| claim == id),
                "{name}: an edit of {id} changes the line of others: {line}"
            );
            changed += 1;
        }
    }
    changed
}

#[test]
fn an_edit_changes_only_lines_that_name_its_claim() {
    let before = real_note().with_corpus(derived);
    for (column, new) in [("when", "1901-02-03"), ("number", "7654")] {
        for (id, edited) in edits(column, new) {
            assert!(changed_lines(&before, &id, &edited) > 0, "an edit of `{column}` of {id} shows in no dataset");
        }
    }
    // Only some claims have their sides in a dataset.
    for (column, new) in [("subject", "«nobody»"), ("object", "«nobody»; «no one»")] {
        let edits = edits(column, new).step_by(21);
        let changed: usize = edits.map(|(id, edited)| changed_lines(&before, &id, &edited)).sum();
        assert!(changed > 0, "no edit of `{column}` shows in a dataset");
    }
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let project = real_note();
    let before = project.with_corpus(derived);
    for seed in 1..=4 {
        let mut shuffled = project.clone();
        for path in project.paths().filter(|path| is_table(path)) {
            let (header, mut records) = read(project.text(path));
            shuffle(&mut records, seed);
            shuffled.set(path, write(&header, &records));
        }
        assert_eq!(shuffled.with_corpus(derived), before, "rows shuffled with seed {seed}");
    }
}

fn is_table(path: &str) -> bool {
    TABLES.iter().any(|schema| path.ends_with(&format!("/{}.csv", schema.name)))
}

/// Fisher and Yates with a linear congruential generator: the same for one seed everywhere.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(last, (state >> 33) as usize % (last + 1));
    }
}

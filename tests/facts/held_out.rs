//! How much is noticed of what nobody could fit the checks to?
//!
//! The edits of `data/held_out_edits.csv` and the rows of `data/held_out_claims.csv` were written from the
//! note and the format by readers who had not seen the checks. Nothing is mended for their sake, so that
//! they stay a measure: the snapshot holds the rates, and what is not noticed by fingerprint only.
//! `FACTCHECK_SHOW_HELD_OUT=1` prints the names. An unoptimised build tries a few edits, `cargo test --release` all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::edits::{Found, Judged, edits, found, judge};
use crate::support::{Project, assert_snapshot, repository, sample};
use factcheck::claim::column::PREDICATE;
use factcheck::digest::sha256_hex;
use factcheck::edit;
use factcheck::mutation::{self, Options, Outcome};
use factcheck::report::mutation::{head, percent, survivor, tally};
use factcheck::schema::anchored::{END, ID, START};

const CLAIMS: &str = "facts/lacher-2013/claims.csv";

/// A held-out row takes the place of a row of the note if they share this much of their bytes.
const SAME_WORDS: f64 = 0.3;

/// A name that tells nobody what it stands for.
fn fingerprint(name: &str) -> String {
    sha256_hex(name.as_bytes()).chars().take(12).collect()
}

fn fingerprints(names: impl Iterator<Item = String>) -> BTreeSet<String> {
    let names = names.inspect(|name| {
        if std::env::var_os("FACTCHECK_SHOW_HELD_OUT").is_some() {
            println!("not noticed: {name}");
        }
    });
    names.map(|name| fingerprint(&name)).collect()
}

/// The records of a table, its header first.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
}

/// The held-out rows.
fn held_out() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(repository("tests/data/held_out_claims.csv")).expect("the held-out rows");
    records(&text).split_off(1)
}

/// How much of their bytes two rows share: those of both among those of either.
fn overlap(one: &[String], other: &[String]) -> f64 {
    let span = |row: &[String]| [START, END].map(|column| row[column].parse::<f64>().expect("an offset"));
    let ([start, end], [other_start, other_end]) = (span(one), span(other));
    let both = (end.min(other_end) - start.max(other_start)).max(0.0);
    both / (end - start + other_end - other_start - both)
}

/// The row of the note that a held-out row says again: the one with the greatest overlap, of several the
/// one with the same predicate, then the first.
fn counterpart(held: &[String], rows: &[Vec<String>]) -> Option<usize> {
    let likeness = |row: &[String]| (overlap(held, row), row[PREDICATE] == held[PREDICATE]);
    let before = |(a, same_a): (f64, bool), (b, same_b): (f64, bool)| a.total_cmp(&b).then(same_a.cmp(&same_b));
    let order: Vec<usize> = (1..rows.len()).rev().collect();
    let best = order.into_iter().max_by(|a, b| before(likeness(&rows[*a]), likeness(&rows[*b])))?;
    (overlap(held, &rows[best]) >= SAME_WORDS).then_some(best)
}

/// The note with the held-out rows.
struct Copy {
    project: Project,
    /// Ids of the held-out rows in it: those of the rows in whose place they stand, so that what names
    /// these rows names them; their own where they are added.
    ids: BTreeSet<String>,
    added: usize,
    /// How many say, cell for cell, what the rows in whose place they stand said.
    equal: usize,
}

fn copy() -> Copy {
    let mut project = Project::read(&repository("."));
    let note = records(project.text(CLAIMS));
    let (mut rows, mut taken, mut ids) = (note.clone(), BTreeSet::new(), BTreeSet::new());
    let (mut added, mut equal) = (0, 0);
    for mut row in held_out() {
        if let Some(at) = counterpart(&row, &note) {
            assert!(taken.insert(at), "two held-out rows would stand in the place of `{}`", note[at][ID]);
            row[ID].clone_from(&note[at][ID]);
            ids.insert(row[ID].clone());
            equal += usize::from(row == note[at]);
            rows[at] = row;
        } else {
            ids.insert(row[ID].clone());
            rows.push(row);
            added += 1;
        }
    }
    project.set(CLAIMS, rows.iter().map(|row| edit::line(row)).collect::<String>());
    project.format();
    Copy { project, ids, added, equal }
}

fn mutated(project: &Project) -> Outcome {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options { table: Some("claims".to_owned()), threads, ..Options::default() };
    mutation::run(&project.inputs(), &|path| project.fetch(path), &options, &|_, _| {}).expect("facts in good order")
}

/// The figures on one page: what was noticed, and what was not, by fingerprint.
fn page(judged: &Judged, copy: &Copy) -> String {
    let (caught, all) = (judged.caught.len(), judged.caught.len() + judged.survivors.len());
    let mut page = format!("edits noticed    {caught} of {all}   {}\n", percent(caught, all));
    let before = found(&copy.project);
    page += &disagreement(copy, &before);
    let outcome = mutated(&copy.project);
    let is_held = |fact: &str| copy.ids.contains(fact);
    let has_finding = |fact: &str| before.iter().any(|(_, row, _)| row.as_deref() == Some(fact));
    page += "\n";
    page += &head("mutants of claim rows");
    page += &tally("held-out", outcome.tally(|mutant| is_held(&mutant.fact)));
    let is_clean = |fact: &str| is_held(fact) && !has_finding(fact);
    page += &tally("held-out without finding", outcome.tally(|mutant| is_clean(&mutant.fact)));
    page += &tally("others", outcome.tally(|mutant| !is_held(&mutant.fact)));
    let survivors = outcome.survivors().filter(|mutant| is_held(&mutant.fact)).map(survivor);
    page += &listed("edits", fingerprints(judged.survivors.iter().cloned()));
    page += &listed("mutants of held-out rows", fingerprints(survivors));
    page
}

/// What the checks have against the held-out rows as they were written.
fn disagreement(copy: &Copy, before: &BTreeSet<Found>) -> String {
    let (mut rows, mut checks) = (BTreeSet::new(), BTreeMap::<&str, usize>::new());
    let is_held = |row: &Option<String>| row.as_ref().is_some_and(|row| copy.ids.contains(row));
    for (check, row, _) in before.iter().filter(|(_, row, _)| is_held(row)) {
        rows.insert(row);
        *checks.entry(check).or_default() += 1;
    }
    let elsewhere = before.iter().filter(|(_, row, _)| !is_held(row)).count();
    let (count, replaced) = (copy.ids.len(), copy.ids.len() - copy.added);
    let (added, equal) = (copy.added, copy.equal);
    let mut out =
        format!("held-out rows    {count}: {replaced} in place of a row ({equal} equal to it), {added} added\n");
    let _ = writeln!(out, "with a finding   {} of {count}; {elsewhere} findings at other rows", rows.len());
    checks.iter().for_each(|(check, count)| out += &format!("  {check:32} {count:3}\n"));
    out
}

fn listed(what: &str, fingerprints: BTreeSet<String>) -> String {
    let lines: String = fingerprints.iter().map(|line| format!("  {line}\n")).collect();
    format!("\nnot noticed, {what}: {}\n{lines}", fingerprints.len())
}

fn assert_none_stale(judged: &Judged) {
    let stale = judged.stale.join("\n");
    assert!(stale.is_empty(), "edits that fit no cell any more; bring `from` up to date, keep their meaning:\n{stale}");
}

/// A few edits, for an unoptimised build; the page is about all of them.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "an optimised build tries all edits")]
fn some_edits_are_noticed_as_measured() {
    let page = std::fs::read_to_string(repository("snapshots/held_out.snap")).unwrap_or_default();
    let known: BTreeSet<&str> = page.lines().map(str::trim).collect();
    let tried = sample(edits("held_out_edits.csv"), 20);
    let judged = judge(&tried);
    assert_none_stale(&judged);
    let survivors: BTreeSet<String> = judged.survivors.iter().map(|name| fingerprint(name)).collect();
    let names = tried.iter().map(|edit| fingerprint(&edit.name()));
    let expected: BTreeSet<String> = names.filter(|name| known.contains(name.as_str())).collect();
    assert_eq!(survivors, expected, "not noticed now (left) and when it was measured (right)");
}

/// It takes an optimised build: `cargo test --release --test facts held_out::`, with `INSTA_UPDATE=always` to
/// accept.
#[test]
#[cfg_attr(debug_assertions, ignore = "too slow in an unoptimised build")]
fn the_figures_are_as_measured() {
    let judged = judge(&edits("held_out_edits.csv"));
    assert_none_stale(&judged);
    assert_snapshot("held_out", &page(&judged, &copy()));
}

/// A copy in which a held-out row stood in no place, or in the wrong one, would measure the note itself.
#[test]
fn every_held_out_row_is_in_the_copy() {
    let (held, copy) = (held_out(), copy());
    assert_eq!((held.len(), copy.ids.len()), (25, 25));
    let rows = records(copy.project.text(CLAIMS));
    let there: BTreeSet<&[String]> = rows.iter().map(|row| &row[ID + 1..]).collect();
    let missing: Vec<_> = held.iter().filter(|row| !there.contains(&row[ID + 1..])).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

//! Does every check find what its fixture holds, and nothing else; and does everything that is named
//! after a check exist exactly once?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::support::{
    ACCEPT, Project, REPORT_CASES, assert_snapshots, in_parallel, lines_of, names_in, render, repository, sample,
};
use factcheck::checks::{self, FAMILIES};
use factcheck::finding::Finding;

fn roster() -> BTreeSet<String> {
    checks::all().map(|check| check.name.to_owned()).collect()
}

/// One fixture and what a run over it found.
struct Ran {
    project: Project,
    findings: Vec<Finding>,
    /// Ids of its rows and sources.
    ids: BTreeSet<String>,
    report: String,
}

impl Ran {
    fn new(project: Project) -> Ran {
        project.check(|corpus, outcome, fetch| {
            let rows = corpus.tables.iter().flat_map(|table| table.rows()).map(|row| row.id().to_owned());
            let ids = rows.chain(corpus.sources.iter().map(|entry| entry.id.to_owned())).collect();
            let report = render(corpus, outcome, fetch);
            Ran { project: project.clone(), findings: outcome.findings.clone(), ids, report }
        })
    }
}

/// Every fixture of the roster, run once for all tests.
static RAN: LazyLock<BTreeMap<&'static str, Ran>> = LazyLock::new(|| {
    let names: Vec<&'static str> = checks::all().map(|check| check.name).collect();
    let run = |name: &&'static str| (*name, Ran::new(Project::fixture(name)));
    std::thread::scope(|scope| {
        let halves: Vec<_> = names.chunks(names.len().div_ceil(2)).collect();
        let workers: Vec<_> =
            halves.into_iter().map(|half| scope.spawn(move || half.iter().map(run).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a fixture that can be run")).collect()
    })
});

/// Fails once for all complaints.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn nothing_is_found_in_the_base() {
    assert_eq!(Project::base().report(), "");
}

/// A fixture's file `expect` lists two places that its check finds (`catch`) and two that look alike
/// and are not found (`spare`): an id, a file, or `file:line`.
#[test]
fn every_check_catches_two_places_and_spares_two() {
    none(checks::all().flat_map(|check| complaints_about(check.name)).collect());
}

fn complaints_about(check: &str) -> Vec<String> {
    let Ran { project, findings, ids, .. } = &RAN[check];
    let expect = lines_of(&repository("tests/fixtures").join(check).join("expect"));
    let places = |word: &str| -> Vec<&str> { expect.iter().filter_map(|line| line.strip_prefix(word)).collect() };
    let (catch, spare) = (places("catch "), places("spare "));
    let found: Vec<&Finding> = findings.iter().filter(|finding| finding.check == check).collect();
    let count = |place: &str| found.iter().filter(|finding| is_at(finding, place)).count();
    let mut complaints = Vec::new();
    if (catch.len(), spare.len(), expect.len()) != (2, 2, 4) {
        complaints.push(format!("{check}: `expect` has two lines `catch …` and two `spare …`"));
    }
    let missed = catch.iter().filter(|place| count(place) != 1);
    complaints.extend(missed.map(|place| format!("{check}: found {} times, not once: {place}", count(place))));
    let wronged = spare.iter().filter(|place| count(place) != 0);
    complaints.extend(wronged.map(|place| format!("{check}: found, although it is right: {place}")));
    if found.len() != catch.len() {
        complaints.push(format!("{check}: found {} places, not {}", found.len(), catch.len()));
    }
    let nowhere = catch.iter().chain(&spare).filter(|place| !ids.contains(**place) && !is_in(project, place));
    complaints.extend(nowhere.map(|place| format!("{check}: `expect` names what is not there: {place}")));
    complaints
}

/// Each check is needed: its fixture, or an edit of `data/alone.csv`, makes a fault that no other check
/// finds where it is.
#[test]
fn every_check_catches_something_alone() {
    let by_edit = |check: &str| MADE.iter().any(|(edit, found)| edit[0] == check && is_alone(check, found));
    let never = checks::all().map(|check| check.name);
    let never = never.filter(|check| !is_alone(check, &RAN[check].findings) && !by_edit(check));
    none(never.map(|check| format!("{check}: wherever its fixture fires, another check fires too")).collect());
}

/// Every edit of `data/alone.csv` is found by the check that it names: some checks find their fault in more
/// forms than a fixture has places for. (In an unoptimised build one in twelve of those that nothing else needs.)
#[test]
fn every_listed_edit_is_found() {
    let lost = MADE.iter().filter(|(edit, found)| !found.iter().any(|finding| finding.check == edit[0]));
    none(lost.map(|([check, .., to], _)| format!("{check} does not find `{to}`")).collect());
}

/// The edits that are tried, each with what a run then finds, run once for all tests.
static MADE: LazyLock<Vec<([String; 5], Vec<Finding>)>> = LazyLock::new(|| {
    let is_needed = |edit: &[String; 5]| RAN.get(&*edit[0]).is_some_and(|ran| !is_alone(&edit[0], &ran.findings));
    let (needed, others): (Vec<_>, Vec<_>) = edits().into_iter().partition(is_needed);
    let tried: Vec<[String; 5]> = needed.into_iter().chain(sample(others, 12)).collect();
    let found = in_parallel(&tried, made_by);
    tried.into_iter().zip(found).collect()
});

/// Whether a check finds something in a row, or at words of a source, where no other finds anything.
fn is_alone(check: &str, findings: &[Finding]) -> bool {
    let others: Vec<&Finding> = findings.iter().filter(|finding| finding.check != check).collect();
    let mut own = findings.iter().filter(|finding| finding.check == check);
    own.any(|finding| !others.iter().any(|other| is_same_place(finding, other)))
}

/// Whether two findings are about one row of a table, one file, or words of a source that overlap.
fn is_same_place(one: &Finding, other: &Finding) -> bool {
    let is_in_source = one.place.record.is_none() && one.place.line > 0 && !one.place.file.ends_with(".csv");
    one.place.file == other.place.file
        && if is_in_source { one.place.bytes.overlaps(other.place.bytes) } else { one.place.line == other.place.line }
}

/// Check, project (`base` or `note`), file, what stands there (empty for a new file), what stands there
/// instead.
fn edits() -> Vec<[String; 5]> {
    let mut reader = csv::Reader::from_path(repository("tests/data/alone.csv")).expect("the table of edits");
    let records = reader.records().map(|record| record.expect("a record"));
    records.map(|record| std::array::from_fn(|index| record[index].to_owned())).collect()
}

fn made_by([check, project, file, from, to]: &[String; 5]) -> Vec<Finding> {
    let mut project = if project == "base" { Project::base() } else { Project::read(&repository(".")) };
    if from.is_empty() {
        project.set(file, to.as_bytes());
    } else {
        let text = project.text(file).to_owned();
        assert_eq!(text.matches(from.as_str()).count(), 1, "{check}: `{from}` stands once in {file}");
        project.set(file, text.replace(from.as_str(), to));
    }
    project.check(|_, outcome, _| outcome.findings.clone())
}

fn is_at(finding: &Finding, place: &str) -> bool {
    let (file, line) = (&finding.place.file, finding.place.line);
    finding.fact.as_deref() == Some(place) || file == place || format!("{file}:{line}") == place
}

fn is_in(project: &Project, place: &str) -> bool {
    let (file, line) = place.rsplit_once(':').unwrap_or((place, "1"));
    let lines = project.get(file).map(|bytes| bytes.iter().filter(|byte| **byte == b'\n').count() + 1);
    lines.zip(line.parse::<usize>().ok()).is_some_and(|(lines, line)| line <= lines)
}

#[test]
fn reports_are_as_reviewed() {
    assert_snapshots("checks", RAN.iter().map(|(name, ran)| ((*name).to_owned(), ran.report.clone())));
}

#[test]
fn check_fixture_and_page_have_one_name() {
    let mut fixtures = names_in(&repository("tests/fixtures"), None);
    fixtures.remove("base");
    let roster = roster();
    assert_eq!(fixtures, roster, "folders of tests/fixtures/ (left) and checks of the roster (right)");
    for (family, checks) in FAMILIES {
        let pages = names_in(&repository("src/checks").join(family), Some(".md"));
        let names: BTreeSet<String> = checks.iter().map(|check| check.name.to_owned()).collect();
        assert_eq!(pages, names, "pages of src/checks/{family}/ (left) and checks of the family (right)");
    }
    assert_eq!(roster.len(), checks::all().count(), "two checks have one name");
}

#[test]
fn no_fixture_repeats_a_file_of_the_base() {
    let base = Project::base();
    let repeats = |name: &String| -> Vec<String> {
        let fixture = Project::read(&repository("tests/fixtures").join(name));
        let same = fixture.paths().filter(|path| base.get(path) == fixture.get(path));
        same.map(|path| format!("{name}/{path} is the same in base: delete it here")).collect()
    };
    none(roster().iter().flat_map(repeats).collect());
}

/// A page's examples are the fixture: each fenced line after "From `path`:" stands in that file.
#[test]
fn pages_quote_their_fixtures() {
    none(checks::all().flat_map(|check| complaints_about_page(check.name, check.page)).collect());
}

fn complaints_about_page(check: &str, page: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for part in [&*format!("# {check}\n"), "\n## Why is this bad?\n", "\n## Example\n", "\n## What to do\n"] {
        if !page.contains(part) || part.starts_with("# ") && !page.starts_with(part) {
            complaints.push(format!("the page of {check} lacks `{}`", part.trim()));
        }
    }
    if !(12..=40).contains(&page.lines().count()) {
        complaints.push(format!("the page of {check} has {} lines", page.lines().count()));
    }
    let project = &RAN[check].project;
    let (mut file, mut fenced, mut examples) = (None, false, 0);
    for line in page.lines() {
        if let Some(path) = line.strip_prefix("From `").and_then(|rest| rest.strip_suffix("`:")) {
            file = Some(path);
        } else if line.starts_with("```") {
            fenced = !fenced;
            file = file.filter(|_| fenced);
        } else if let Some(path) = file.filter(|_| fenced) {
            examples += 1;
            let bytes = project.get(path).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes);
            if !text.lines().any(|known| known.trim_start_matches('\u{feff}') == line) {
                complaints
                    .push(format!("the page of {check} quotes a line that is not in the fixture's {path}: {line}"));
            }
        }
    }
    if examples == 0 {
        complaints.push(format!("the page of {check} quotes no line of its fixture"));
    }
    complaints
}

/// The other folders of `snapshots/` are held equal to their rosters where they are compared.
#[test]
fn report_snapshots_are_the_listed_cases() {
    let cases: BTreeSet<String> = REPORT_CASES.iter().map(|case| (*case).to_owned()).collect();
    let found = names_in(&repository("snapshots/report"), Some(".snap"));
    assert_eq!(found, cases, "snapshots/report/ (left) and REPORT_CASES (right): {ACCEPT}");
}

#[test]
fn snapshots_holds_nothing_else_and_nothing_pending() {
    let mut strangers = Vec::new();
    for folder in names_in(&repository("snapshots"), None) {
        let all = names_in(&repository("snapshots").join(&folder), Some(""));
        let known = ["checks", "datasets", "report"].contains(&&*folder);
        strangers.extend(
            all.iter()
                .filter(|name| !known || !name.ends_with(".snap"))
                .map(|name| format!("snapshots/{folder}/{name}")),
        );
    }
    let beside = names_in(&repository("snapshots"), Some("")).into_iter();
    let is_known = |name: &str| ["assurance.snap", "held_out.snap"].contains(&name);
    strangers
        .extend(beside.filter(|name| name.contains('.') && !is_known(name)).map(|name| format!("snapshots/{name}")));
    strangers.extend(pending("tests").into_iter().chain(pending("src")));
    assert!(strangers.is_empty(), "these do not belong there: {}\n{ACCEPT}", strangers.join(", "));
}

/// Inline snapshots that wait for a review, and snapshots that lie where no test looks for them.
fn pending(folder: &str) -> Vec<String> {
    let here = names_in(&repository(folder), Some("")).into_iter();
    let waiting = here.filter(|name| [".pending-snap", ".snap.new", ".snap"].iter().any(|end| name.ends_with(end)));
    let waiting: Vec<String> = waiting.map(|name| format!("{folder}/{name}")).collect();
    let folders = names_in(&repository(folder), None).into_iter();
    folders.flat_map(|inner| pending(&format!("{folder}/{inner}"))).chain(waiting).collect()
}

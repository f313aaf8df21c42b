//! What do the test binaries share: a project in memory, laid over another, run and rendered.

#![allow(dead_code, unreachable_pub, reason = "every test binary takes what it needs")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};

use factcheck::checks::{self, Outcome};
use factcheck::corpus::{Corpus, Fetch, Fetched, Input, read_tables};
use factcheck::datasets;
use factcheck::diff::{Diff, Side, diff};
use factcheck::edit;
use factcheck::report::text::{Renderings, Style, clean};

/// Names of the snapshots in `snapshots/report/`.
pub const REPORT_CASES: &[&str] = &["clean", "diff", "findings"];

/// How to accept snapshots that differ, for the end of a failing test.
pub const ACCEPT: &str = "`factcheck diff HEAD` says what changed and why; look at every change, then accept it: `cargo insta review`, \
    or `INSTA_UPDATE=always cargo test` and then `git diff snapshots/`";

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a project, by path relative to its root, as a run would read them from a disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
}

impl Project {
    /// Reads `facts/` and `seeds/` of a folder.
    pub fn read(root: &Path) -> Project {
        let mut project = Project::default();
        for folder in ["facts", "seeds"] {
            project.take_folder(root, folder);
        }
        project
    }

    /// The project that all fixtures start from.
    pub fn base() -> Project {
        Project::read(&repository("tests/fixtures/base"))
    }

    /// The base with the files of a fixture laid over it, and without those that its file `absent`
    /// lists.
    pub fn fixture(name: &str) -> Project {
        let folder = repository("tests/fixtures").join(name);
        let mut project = Project::base();
        project.files.extend(Project::read(&folder).files);
        for path in lines_of(&folder.join("absent")) {
            assert!(project.files.remove(&path).is_some(), "{name}/absent lists {path}, which is not there anyway");
        }
        project
    }

    fn take_folder(&mut self, root: &Path, folder: &str) {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
        for entry in entries.map(|entry| entry.expect("a readable folder")) {
            let name = entry.file_name().into_string().expect("a file name in UTF-8");
            let path = format!("{folder}/{name}");
            if entry.path().is_dir() {
                self.take_folder(root, &path);
            } else if !name.starts_with('.') {
                self.files.insert(path, fs::read(entry.path()).expect("a readable file"));
            }
        }
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.get(path).unwrap_or_else(|| panic!("there is no file {path}"));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"))
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Writes a file anew.
    pub fn set(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// The table files, in path order.
    pub fn inputs(&self) -> Vec<Input> {
        let tables = self.files.iter().filter(|(path, _)| path.starts_with("facts/") && path.ends_with(".csv"));
        tables.map(|(path, bytes)| Input { path: path.clone(), bytes: bytes.clone() }).collect()
    }

    /// What asking for a source gives.
    pub fn fetch(&self, path: &str) -> Fetched {
        let inside = |part: &Component| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.is_empty() || !Path::new(path).components().all(|part| inside(&part)) {
            return Fetched::Outside;
        }
        let parts = Path::new(path).components().filter(|part| *part != Component::CurDir);
        let plain: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        self.get(&plain.join("/")).map_or(Fetched::Missing, |bytes| Fetched::Found(bytes.to_vec()))
    }

    /// Writes every table in canonical form.
    pub fn format(&mut self) {
        let inputs = self.inputs();
        for table in read_tables(&inputs) {
            if let Some(text) = edit::format_table(&table) {
                self.set(table.file, text);
            }
        }
    }

    /// Indexes the tables and hands them to `look`.
    pub fn with_corpus<T>(&self, look: impl FnOnce(&Corpus) -> T) -> T {
        let inputs = self.inputs();
        let tables = read_tables(&inputs);
        let corpus = Corpus::new(&inputs, &tables).unwrap_or_else(|error| panic!("could not look: {}", error.message));
        look(&corpus)
    }

    /// Runs every check and hands the outcome to `look`.
    pub fn check<T>(&self, look: impl FnOnce(&Corpus, &Outcome, &Fetch) -> T) -> T {
        let fetch = |path: &str| self.fetch(path);
        self.with_corpus(|corpus| {
            let outcome =
                checks::run(corpus, &fetch, 1).unwrap_or_else(|error| panic!("could not look: {}", error.message));
            look(corpus, &outcome, &fetch)
        })
    }

    /// What `diff` says of the change from this project to another.
    pub fn diff(&self, new: &Project) -> Diff {
        let (old_inputs, new_inputs) = (self.inputs(), new.inputs());
        self.with_corpus(|old| {
            new.with_corpus(|new| {
                diff(
                    Side { corpus: old, inputs: &old_inputs },
                    Side { corpus: new, inputs: &new_inputs },
                    datasets::ALL,
                )
            })
        })
    }

    /// What a run over it reports.
    pub fn report(&self) -> String {
        self.check(render)
    }
}

/// Everything a run found, excepted findings too, and what it could not look at: the part of a report
/// that stays the same when a check is added that finds nothing here.
pub fn render(corpus: &Corpus, outcome: &Outcome, fetch: &Fetch) -> String {
    let mut renderings = Renderings::new(corpus, fetch, Style::PLAIN);
    let findings = outcome.findings.iter().map(|finding| renderings.finding(finding));
    let blocked = outcome.blocked.iter().map(|what| format!("blocked: {}\n", clean(what)));
    findings.chain(blocked).collect::<Vec<_>>().join("\n")
}

/// The filled lines of a file; none where there is no such file.
pub fn lines_of(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The names in a folder: of its folders, or of its files with an ending, which is cut off.
pub fn names_in(folder: &Path, ending: Option<&str>) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    let entries = entries.map(|entry| entry.expect("a readable folder"));
    let names = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().expect("a file name in UTF-8");
        match ending {
            None => entry.path().is_dir().then_some(name),
            Some(ending) => name.strip_suffix(ending).map(str::to_owned),
        }
    });
    names.collect()
}

/// How snapshots in a folder are named and written.
fn settings(folder: &Path) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Compares a text with the snapshot `snapshots/<name>.snap`.
pub fn assert_snapshot(name: &str, text: &str) {
    settings(&repository("snapshots")).bind(|| insta::assert_snapshot!(name, text));
}

/// Compares each text with its snapshot in `snapshots/<folder>/`, and fails once for all that differ,
/// or if the folder holds another snapshot: one that was left behind by a new name.
pub fn assert_snapshots(folder: &str, texts: impl IntoIterator<Item = (String, String)>) {
    let settings = settings(&repository("snapshots").join(folder));
    let (mut names, mut differing) = (BTreeSet::new(), Vec::new());
    for (name, text) in texts {
        // What an earlier run left pending is out of date: this run says anew whether there is any.
        let _ = fs::remove_file(repository("snapshots").join(folder).join(format!("{name}.snap.new")));
        let compare = || insta::assert_snapshot!(name.as_str(), text);
        if catch_unwind(AssertUnwindSafe(|| settings.bind(compare))).is_err() {
            differing.push(name.clone());
        }
        names.insert(name);
    }
    assert!(differing.is_empty(), "these snapshots of snapshots/{folder}/ differ: {}\n{ACCEPT}", differing.join(", "));
    let found = names_in(&repository("snapshots").join(folder), Some(".snap"));
    assert_eq!(
        found, names,
        "snapshots/{folder}/ (left) and what is compared with it (right): delete what is left over"
    );
}

/// Compares a generated page with its file; `INSTA_UPDATE=always` writes it first.
pub fn assert_page(path: &str, expected: &str) {
    let file = repository(path);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&file, expected).expect("a page that can be written");
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(
        found == expected,
        "{path} is not what it is made from{}\nwrite it anew: `INSTA_UPDATE=always cargo test`, then `git diff docs/`",
        differs.map_or_else(String::new, |(found, expected)| format!(":\n- {found}\n+ {expected}"))
    );
}

/// Does independent work on all cores; the results come in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            items.chunks(share).map(|part| scope.spawn(|| part.iter().map(&work).collect::<Vec<R>>())).collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    })
}

/// Every `step`-th item of a long table in an unoptimised build, which is slow; all of them in an
/// optimised one (`cargo test --release`), as the project's CI runs it.
pub fn sample<T>(items: Vec<T>, step: usize) -> Vec<T> {
    items.into_iter().step_by(if cfg!(debug_assertions) { step } else { 1 }).collect()
}

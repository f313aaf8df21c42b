//! What does a change of the tables mean: which claims differ, which cells of the datasets follow, and why?
//!
//! Two corpora are compared. [`rows`] finds what differs in the tables, [`lines`] what differs in the
//! datasets, and [`depends`] leads from a line back to the rows that changed it.

mod depends;
mod lines;
mod rows;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use crate::corpus::{Corpus, Input};
use crate::dataset::Dataset;

pub use words::{Piece, pieces};

/// What became of a row or line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some of its cells differ.
    Changed,
    /// Only its offsets differ: it says the same at another place.
    Moved,
}

impl Fate {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Removed => "removed",
            Fate::Changed => "changed",
            Fate::Moved => "moved",
        }
    }
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Its column.
    pub column: String,
    /// What it held; empty for an added row.
    pub old: String,
    /// What it holds; empty for a removed row.
    pub new: String,
}

/// A row of a table that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// The table.
    pub table: &'static str,
    /// The row, as its table tells rows apart: `mali`, or `AU (african-union)` of an alias.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// The cells that differ; all that are filled where it was added or removed.
    pub cells: Vec<CellChange>,
}

/// Why a line differs: a row that did, and how the line rests on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The table of the row.
    pub table: &'static str,
    /// The row.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// The rows that lead from the line's claims to it, the claim first; empty where it is one of them.
    pub via: Vec<String>,
}

/// A line of a dataset that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// What tells it apart: the cells of its key.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// The cells that differ; all that are filled where it was added or removed.
    pub cells: Vec<CellChange>,
    /// The nearest changed rows that it rests on; empty where none explains it.
    pub causes: Vec<Cause>,
}

/// How many lines of a table file were added and removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file, relative to the root.
    pub path: String,
    /// Lines that the old one lacks.
    pub added: usize,
    /// Lines that the new one lacks.
    pub removed: usize,
}

/// Everything that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// Rows of the tables, claims first.
    pub rows: Vec<RowChange>,
    /// Lines of the datasets that have any.
    pub datasets: Vec<(&'static str, Vec<LineChange>)>,
    /// Table files.
    pub files: Vec<FileChange>,
    /// Rows on either side that could not be read, and so were not compared.
    pub unreadable: usize,
}

impl Diff {
    /// Whether nothing differs, not even a byte of a table.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.datasets.is_empty() && self.files.is_empty()
    }
}

/// One side of a comparison: the tables with the bytes they were read from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'c> {
    /// The parsed tables.
    pub corpus: &'c Corpus<'c>,
    /// Their files.
    pub inputs: &'c [Input],
}

/// Compares two states of the facts.
pub fn diff(old: Side, new: Side, datasets: &[Dataset]) -> Diff {
    let changes = rows::changes(old.corpus, new.corpus);
    let graph = depends::Graph::new(old.corpus, new.corpus, &changes);
    let of_dataset = |dataset: &Dataset| (dataset.name, lines::changes(dataset, old.corpus, new.corpus, &graph));
    let datasets = datasets.iter().map(of_dataset).filter(|(_, lines)| !lines.is_empty()).collect();
    let unreadable = [old, new].map(|side| side.corpus.tables.iter().map(|table| table.faults.len()).sum::<usize>());
    let files = files(old.inputs, new.inputs);
    Diff {
        datasets,
        files,
        unreadable: unreadable.iter().sum(),
        rows: changes.into_iter().map(|(_, row)| row).collect(),
    }
}

/// The table files whose bytes differ.
fn files(old: &[Input], new: &[Input]) -> Vec<FileChange> {
    let (old, new) = (by_path(old), by_path(new));
    let paths: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let change = |path: &str| {
        let [before, after] = [&old, &new].map(|files| files.get(path).copied());
        let [added, removed] = [(after, before), (before, after)].map(|(of, but)| surplus(of, but));
        (before != after).then(|| FileChange { path: path.to_owned(), added, removed })
    };
    paths.into_iter().filter_map(change).collect()
}

fn by_path(inputs: &[Input]) -> BTreeMap<&str, &[u8]> {
    inputs.iter().map(|input| (input.path.as_str(), input.bytes.as_slice())).collect()
}

/// How many lines one text has more often than the other.
fn surplus(text: Option<&[u8]>, other: Option<&[u8]>) -> usize {
    let mut counts: HashMap<&[u8], isize> = HashMap::new();
    for (text, step) in [(text, 1), (other, -1)] {
        let text = text.unwrap_or_default();
        let lines = text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n');
        lines.filter(|_| !text.is_empty()).for_each(|line| *counts.entry(line).or_default() += step);
    }
    counts.values().map(|count| (*count).max(0).unsigned_abs()).sum()
}

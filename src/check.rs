//! What is a check: a plain value with a name, a severity, a page and a function to run.

use foldhash::{HashMap, HashSet};

use crate::claim::Anchored;
use crate::corpus::{Corpus, Entry, Fetched};
use crate::document::Document;
use crate::finding::{Finding, Findings, Severity};
use crate::schema::Column;
use crate::table::{Cells, Row};

/// One check: one fault that a user would mend in one way.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Names the fault, in kebab-case; reads well after "this row has a …".
    pub name: &'static str,
    /// How grave the fault is.
    pub severity: Severity,
    /// One line: what it looks at.
    pub about: &'static str,
    /// Its page: what it does, why that is bad, what to do.
    pub page: &'static str,
    /// What it looks at, and how.
    pub run: Run,
}

/// What a check looks at, one piece at a time. Pieces are independent, so they can be looked at in any
/// order and on any thread.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// All tables at once.
    Corpus(fn(&Corpus, &mut Findings)),
    /// One row of any table.
    Row(fn(&RowView, &mut Findings)),
    /// One registered source, readable or not.
    Source(fn(&SourceView, &mut Findings)),
    /// One readable source with its rows.
    Document(fn(&Document, &mut Findings)),
    /// What the run has seen so far, once all the rest is done.
    Last(fn(&Corpus, &Seen, &mut Findings)),
}

/// What a run has seen before its last checks.
#[derive(Debug)]
pub struct Seen<'s> {
    /// What was found, with the exceptions that cover it.
    pub findings: &'s [Finding],
    /// For each predicate, the patterns that some verdict rests on.
    pub patterns: &'s Patterns,
    /// Whether every source could be read.
    pub complete: bool,
}

/// Patterns by the name of their predicate.
pub type Patterns = HashMap<String, HashSet<String>>;

/// One row with its cells.
#[derive(Debug)]
pub struct RowView<'c> {
    /// The corpus it belongs to.
    pub corpus: &'c Corpus<'c>,
    /// The row.
    pub row: Row<'c>,
    /// Its cells, decoded.
    pub cells: Cells<'c>,
}

impl<'c> RowView<'c> {
    /// The schema's columns with their positions and this row's cells.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &'static Column, &'c str)> + '_ {
        let columns = self.row.table.schema.columns.iter().enumerate();
        columns.map(|(index, column)| (index, column, self.cells.get(index)))
    }

    /// The cells of a column that are filled.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &'static Column, &'c str)> + '_ {
        self.columns().filter(|(_, _, cell)| !cell.is_empty())
    }

    /// Whether the row belongs to this table.
    pub fn is_in(&self, table: &str) -> bool {
        self.row.table.schema.name == table
    }

    /// A finding about one of its cells, with the words that the row quotes.
    pub fn finding(&self, column: usize, message: impl Into<String>) -> Finding {
        about_cell(self.row, column, message)
    }
}

/// One registered source and what came of asking for it.
#[derive(Debug)]
pub struct SourceView<'c> {
    /// Its entry in the register.
    pub entry: &'c Entry<'c>,
    /// What came of asking for it.
    pub fetched: &'c Fetched,
}

/// A finding about a cell: place, fact, and the passage of an anchored row.
pub fn about_cell(row: Row<'_>, column: usize, message: impl Into<String>) -> Finding {
    let finding = Finding::new(row.place(column), message).fact(row.id());
    if !row.table.schema.anchored {
        return finding;
    }
    let anchor = Anchored::new(row);
    match anchor.span {
        Some(span) => finding.passage(anchor.source, span),
        None => finding,
    }
}

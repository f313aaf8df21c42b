//! What is a dataset: a named table that is a pure function of the parsed facts.

use crate::corpus::Corpus;

/// What the cells of a column hold. An empty cell says that there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words for readers.
    Text,
    /// One id.
    Id,
    /// A set expression of ids and `«words»`.
    Set,
    /// A day of the calendar.
    Day,
    /// A date as the source gives it.
    Edtf,
    /// A whole number.
    Integer,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The claims that a line comes from.
    Claims,
}

impl Kind {
    /// The unit in which its cells are written.
    pub const fn unit(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Id => "id",
            Kind::Set => "set expression",
            Kind::Day => "day, `YYYY-MM-DD`",
            Kind::Edtf => "EDTF, or an id",
            Kind::Integer => "whole number",
            Kind::Choice(_) => "word",
            Kind::Claims => "claim ids, `; ` between",
        }
    }
}

/// One column of a dataset.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What they say, as a clause that ends without a full stop.
    pub about: &'static str,
}

impl Column {
    /// A column.
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Column {
        Column { name, kind, about }
    }
}

/// A derived table. Every line names the claims it comes from in its last column, `claims`.
#[derive(Debug, Clone, Copy)]
pub struct Dataset {
    /// Its name on the command line and of its snapshot.
    pub name: &'static str,
    /// One line: what it shows, and in what order its lines stand.
    pub about: &'static str,
    /// How it is computed, a paragraph in Markdown.
    pub how: &'static str,
    /// The columns that tell its lines apart; their cells together are never the same twice.
    pub key: &'static [&'static str],
    /// Its columns.
    pub columns: &'static [Column],
    /// Computes its lines, in their stated order.
    pub rows: fn(&Corpus) -> Vec<Vec<String>>,
}

impl Dataset {
    /// Names of its columns.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.name)
    }

    /// Position of a column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The dataset as canonical CSV, header first.
    pub fn csv(&self, corpus: &Corpus) -> String {
        csv(self.header(), &(self.rows)(corpus))
    }

    /// The dataset as a JSON array of objects, one line each; empty cells are null.
    ///
    /// # Errors
    /// Never in practice: every value is a string.
    pub fn json(&self, corpus: &Corpus) -> serde_json::Result<String> {
        let mut lines = Vec::new();
        for row in (self.rows)(corpus) {
            let cells = row.into_iter().map(|cell| if cell.is_empty() { serde_json::Value::Null } else { cell.into() });
            let object: serde_json::Map<_, _> = self.header().map(str::to_owned).zip(cells).collect();
            lines.push(serde_json::to_string(&object)?);
        }
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }
}

/// A table as canonical CSV, header first.
pub fn csv<'h>(header: impl Iterator<Item = &'h str>, rows: &[Vec<String>]) -> String {
    let header: Vec<String> = header.map(str::to_owned).collect();
    std::iter::once(&header).chain(rows).map(|cells| crate::edit::line(cells)).collect()
}

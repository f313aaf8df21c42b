//! What is a dataset: a named table that is a pure function of the parsed facts.

use crate::corpus::Corpus;

/// A derived table. Every line names the claims it comes from in its column `claims`.
#[derive(Debug, Clone, Copy)]
pub struct Dataset {
    /// Its name on the command line and of its snapshot.
    pub name: &'static str,
    /// One line: what it shows, and in what order its lines stand.
    pub about: &'static str,
    /// Names of its columns.
    pub columns: &'static [&'static str],
    /// Computes its lines, in their stated order.
    pub rows: fn(&Corpus) -> Vec<Vec<String>>,
}

impl Dataset {
    /// The dataset as canonical CSV, header first.
    pub fn csv(&self, corpus: &Corpus) -> String {
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            cells.map(crate::edit::canonical_cell).collect::<Vec<_>>().join(",") + "\n"
        };
        let mut out = line(&mut self.columns.iter().copied());
        for row in (self.rows)(corpus) {
            out.push_str(&line(&mut row.iter().map(String::as_str)));
        }
        out
    }

    /// The dataset as a JSON array of objects, one line each; empty cells are null.
    ///
    /// # Errors
    /// Never in practice: every value is a string.
    pub fn json(&self, corpus: &Corpus) -> serde_json::Result<String> {
        let mut lines = Vec::new();
        for row in (self.rows)(corpus) {
            let cells = row.into_iter().map(|cell| if cell.is_empty() { serde_json::Value::Null } else { cell.into() });
            let object: serde_json::Map<_, _> = self.columns.iter().map(|name| (*name).to_owned()).zip(cells).collect();
            lines.push(serde_json::to_string(&object)?);
        }
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }
}

//! How does a table file change: formatted, repaired, added to, and not a byte more than that.
//!
//! Everything here is text in, text out; the disk room writes.

use std::borrow::Cow;

use crate::document::Document;
use crate::schema::{Schema, anchored};
use crate::source::{Reading, Span};
use crate::table::{Row, Table};

/// A cell as the canonical form writes it: quoted only where RFC 4180 needs it.
///
/// ```
/// use factcheck::edit::canonical_cell;
/// assert_eq!(canonical_cell("plain; text"), "plain; text");
/// assert_eq!(canonical_cell("a, \"b\""), "\"a, \"\"b\"\"\"");
/// ```
pub fn canonical_cell(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A row in canonical form, without its line end.
pub fn canonical_row(row: Row) -> String {
    let cells = row.cells();
    let columns = 0..row.table.schema.columns.len();
    columns.map(|column| canonical_cell(cells.get(column))).collect::<Vec<_>>().join(",")
}

/// What rows are ordered by: anchored rows by source, place and id, all others by their first cells.
pub type Key<'c> = (&'c str, usize, usize, &'c str, &'c str);

/// The key of a row. An offset that is no number sorts first.
pub fn canonical_key<'c>(row: Row<'c>) -> Key<'c> {
    let [first, second, third, fourth] = row.first_cells();
    if !row.table.schema.anchored {
        return (first, 0, 0, second, third);
    }
    // An anchored row begins id, source, start, end.
    (second, third.parse().unwrap_or(0), fourth.parse().unwrap_or(0), first, "")
}

/// The header line of a table in canonical form, with its line end.
pub fn header(schema: &Schema) -> String {
    let names: Vec<&str> = schema.columns.iter().map(|column| column.name).collect();
    names.join(",") + "\n"
}

/// A whole table in canonical form; `None` where a broken header or row would be lost by it.
pub fn format_table(table: &Table) -> Option<String> {
    if table.is_blocked() || table.rows().count() != table.len() {
        return None;
    }
    let mut rows: Vec<Row> = table.rows().collect();
    rows.sort_by(|a, b| canonical_key(*a).cmp(&canonical_key(*b)));
    let mut text = header(table.schema);
    for row in rows {
        text.push_str(&canonical_row(row));
        text.push('\n');
    }
    Some(text)
}

/// A change to some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The file, relative to the root.
    pub file: String,
    /// The bytes that go.
    pub bytes: Span,
    /// What comes instead.
    pub with: String,
}

/// Applies the changes of one file to its text.
pub fn apply(text: &str, splices: &[Splice]) -> String {
    let mut ordered: Vec<&Splice> = splices.iter().collect();
    ordered.sort_by_key(|splice| splice.bytes);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for splice in ordered {
        out.push_str(text.get(at..splice.bytes.start).unwrap_or(""));
        out.push_str(&splice.with);
        at = splice.bytes.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The offsets of a document's rows that can be filled or corrected with certainty: the quote does not
/// stand where the row says, and stands in exactly one place of the source.
pub fn repairs(document: &Document) -> Vec<Splice> {
    let mut splices = Vec::new();
    for row in document.anchors().filter(|row| !document.stands(row)) {
        let mut places = document.reading_for(row).occurrences(row.quote);
        let (Some(span), None) = (places.next(), places.next()) else { continue };
        for (column, offset) in [(anchored::START, span.start), (anchored::END, span.end)] {
            if row.cells.get(column) != offset.to_string() {
                let bytes = row.row.cell_bytes(column);
                splices.push(Splice { file: row.row.table.file.to_owned(), bytes, with: offset.to_string() });
            }
        }
    }
    splices
}

/// The words a user typed or copied, as the reading text would say them: line breaks and hyphen
/// breaks undone.
pub fn as_read(words: &str) -> String {
    Reading::new(words, &[]).text().trim().to_owned()
}

/// An id from a quote's first words, unused so far.
///
/// ```
/// use factcheck::edit::new_id;
/// assert_eq!(new_id("The Lake’s 3 ports, and more", |_| false), "the-lakes-3-ports-and");
/// assert_eq!(new_id("2013 began", |id| id == "c-2013-began"), "c-2013-began-2");
/// ```
pub fn new_id(quote: &str, is_taken: impl Fn(&str) -> bool) -> String {
    const WORDS: usize = 5;
    let slug = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let spans = crate::source::words(quote);
    let words: Vec<String> = spans
        .filter_map(|span| quote.get(span.range()))
        .map(slug)
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect();
    let mut base = words.join("-");
    if !base.starts_with(|c: char| c.is_ascii_lowercase()) {
        base = format!("c-{base}").trim_end_matches('-').to_owned();
    }
    let mut ids = std::iter::once(base.clone()).chain((2..).map(|n: usize| format!("{base}-{n}")));
    ids.find(|id| !is_taken(id)).unwrap_or(base)
}

/// A line of canonical cells, with its line end.
pub fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| canonical_cell(cell)).collect::<Vec<_>>().join(",") + "\n"
}

/// A new row as a change to a table: inserted before the first row that should follow it. `cells` are
/// in schema order; they are written in the order of the file's header.
pub fn insertion(table: &Table, cells: &[String]) -> Splice {
    let text = header(table.schema) + &line(cells);
    let alone = Table::read(table.file, table.schema, text.as_bytes());
    let key = alone.rows().next().map(canonical_key);
    let later = table.rows().find(|row| key.as_ref().is_some_and(|key| canonical_key(*row) > *key));
    let end = table.text().len();
    let at = later.map_or(end, |row| table.record_bytes(row.record).start);
    let in_file = table.header().iter().map(|column| column.and_then(|index| cells.get(index)).cloned());
    let line = line(&in_file.map(Option::unwrap_or_default).collect::<Vec<_>>());
    let needs_line_end = at == end && !table.text().ends_with('\n');
    let with = if needs_line_end { format!("\n{line}") } else { line };
    Splice { file: table.file.to_owned(), bytes: Span::new(at, at), with }
}

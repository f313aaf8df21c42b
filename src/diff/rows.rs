//! Which rows of the tables differ, and in which cells?

use std::collections::BTreeMap;

use super::{CellChange, Fate, RowChange};
use crate::corpus::Corpus;
use crate::edit::canonical_key;
use crate::table::Row;

/// What tells a row apart from all others: its table and the cells of its key.
pub(super) type Key = (&'static str, String);

/// The columns that only say where a row stands.
const OFFSETS: [&str; 2] = ["start", "end"];

/// The rows that differ, with their keys: claims first, then the other tables by name, each in
/// canonical order.
pub(super) fn changes(old: &Corpus, new: &Corpus) -> Vec<(Key, RowChange)> {
    let (olds, news) = (by_key(old), by_key(new));
    let mut found = Vec::new();
    for (key, row) in &olds {
        let cells = compare(Some(*row), news.get(key).copied());
        let fate = if news.contains_key(key) { changed(&cells) } else { Some(Fate::Removed) };
        found.extend(fate.map(|fate| (*row, change(key, *row, fate, cells))));
    }
    for (key, row) in news.iter().filter(|(key, _)| !olds.contains_key(*key)) {
        found.push((*row, change(key, *row, Fate::Added, compare(None, Some(*row)))));
    }
    let place = |row: &Row| {
        let (source, start, end, id, rest) = canonical_key(*row);
        (row.table.schema.name != "claims", row.table.schema.name, source.to_owned(), start, end, format!("{id}{rest}"))
    };
    found.sort_by_cached_key(|(row, _)| place(row));
    found.into_iter().map(|(_, change)| change).collect()
}

fn change(key: &Key, row: Row, fate: Fate, cells: Vec<CellChange>) -> (Key, RowChange) {
    (key.clone(), RowChange { table: key.0, name: name_of(row), fate, cells })
}

fn changed(cells: &[CellChange]) -> Option<Fate> {
    let only_moved = cells.iter().all(|cell| OFFSETS.contains(&&*cell.column));
    (!cells.is_empty()).then_some(if only_moved { Fate::Moved } else { Fate::Changed })
}

/// Rows by their keys. Of several rows with one key, which is a fault, the later ones get a number.
fn by_key<'c>(corpus: &'c Corpus<'c>) -> BTreeMap<Key, Row<'c>> {
    let mut rows: BTreeMap<Key, Vec<Row>> = BTreeMap::new();
    for row in corpus.tables.iter().flat_map(|table| table.rows()) {
        rows.entry(key_of(row)).or_default().push(row);
    }
    let numbered = |((table, key), mut same): (Key, Vec<Row<'c>>)| {
        same.sort_by_cached_key(|row| crate::edit::canonical_row(*row));
        let number = |index: usize| if index == 0 { key.clone() } else { format!("{key} ({})", index + 1) };
        same.into_iter().enumerate().map(|(index, row)| ((table, number(index)), row)).collect::<Vec<_>>()
    };
    rows.into_iter().flat_map(numbered).collect()
}

/// The key of a row.
pub(super) fn key_of(row: Row) -> Key {
    (row.table.schema.name, name_of(row))
}

/// A row as a reader would name it: by its id, or, of an alias or a phrase, by the words and whose
/// they are.
fn name_of(row: Row) -> String {
    let [first, second] = row.first_cells();
    match row.table.schema.name {
        "aliases" | "lexicon" => format!("{first} ({second})"),
        _ => first.to_owned(),
    }
}

/// The cells in which two rows differ; all that are filled where there is but one.
fn compare(old: Option<Row>, new: Option<Row>) -> Vec<CellChange> {
    let Some(schema) = old.or(new).map(|row| row.table.schema) else { return Vec::new() };
    let cell = |row: Option<Row>, at: usize| row.map_or_else(String::new, |row| row.cell(at).to_owned());
    let both = schema.columns.iter().enumerate().map(|(at, column)| CellChange {
        column: column.name.to_owned(),
        old: cell(old, at),
        new: cell(new, at),
    });
    both.filter(|cell| cell.old != cell.new).collect()
}

//! Is a table file well-formed as a file: known, readable, canonical, in order, without doubles?

use crate::check::about_cell;
use crate::corpus::Corpus;
use crate::edit::{canonical_key, canonical_row};
use crate::finding::{Finding, Findings, Place, Related};
use crate::nearest::nearest;
use crate::schema::TABLES;
use crate::table::{Fault, Faulty, Row, Table};

pub(super) fn header_of(table: &Table) -> String {
    table.schema.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",")
}

pub(super) fn unknown_table(corpus: &Corpus, findings: &mut Findings) {
    findings.look(corpus.tables.len() + corpus.unknown_files.len());
    for file in &corpus.unknown_files {
        let stem = crate::corpus::stem(file).unwrap_or(file);
        let names = TABLES.iter().map(|schema| schema.name);
        let help = nearest(stem, names).map_or_else(
            || "a table is known by its file's name: claims.csv, mentions.csv, entities.csv, …".to_owned(),
            |near| format!("did you mean `{near}.csv`?"),
        );
        findings.add(Finding::new(Place::file(file), format!("`{stem}` is no table of this format")).help(help));
    }
}

/// One finding for each fault of one kind in header or records.
pub(super) fn faults(
    corpus: &Corpus,
    findings: &mut Findings,
    is_mine: fn(&Fault) -> bool,
    say: fn(&Table, &Fault) -> (String, String),
) {
    for table in corpus.tables {
        findings.look(1 + table.len());
        for faulty in table.faults.iter().filter(|faulty| is_mine(&faulty.fault)) {
            let (message, help) = say(table, &faulty.fault);
            findings.add(Finding::new(table.fault_place(faulty), message).help(help));
        }
    }
}

pub(super) fn not_canonical(corpus: &Corpus, findings: &mut Findings) {
    for table in corpus.tables.iter().filter(|table| !table.is_blocked()) {
        findings.look(table.len());
        if let Some((fault, bytes)) = first_difference(table) {
            let record = table.rows().find(|row| table.record_bytes(row.record).contains(bytes)).map(|row| row.record);
            let place = table.fault_place(&Faulty { fault: Fault::NoHeader, record, bytes });
            findings.add(Finding::new(place, fault).help("`factcheck fmt` writes the canonical form"));
        }
    }
}

/// The first thing in a file that the formatter would write otherwise; order is a check of its own.
pub(super) fn first_difference(table: &Table) -> Option<(&'static str, crate::source::Span)> {
    use crate::source::Span;
    let text = table.text();
    let at_line_end = |at: usize| Span::new(at, (at + 1).min(text.len()));
    if !table.header().iter().enumerate().all(|(index, column)| *column == Some(index)) {
        return Some(("the columns are not in canonical order", Span::new(0, header_end(text))));
    }
    if text.get(..header_end(text)).is_some_and(|header| header.contains('"')) {
        return Some(("the header is quoted", Span::new(0, header_end(text))));
    }
    let outside_cells =
        |ends: &[u8]| memchr::memmem::find_iter(text.as_bytes(), ends).find(|at| !inside_record(table, *at));
    if let Some(at) = outside_cells(b"\r\n") {
        return Some(("the file has CRLF line ends", at_line_end(at)));
    }
    if let Some(at) = outside_cells(b"\n\n") {
        return Some(("the file has an empty line", Span::new(at + 1, at + 1)));
    }
    if !text.ends_with('\n') {
        return Some(("the file does not end with a line end", at_line_end(text.len().saturating_sub(1))));
    }
    let quoted = table.rows().find(|row| row.text().contains('"') && row.text() != canonical_row(*row));
    quoted.map(|row| ("a cell is quoted that need not be, or is quoted otherwise", table.record_bytes(row.record)))
}

pub(super) fn inside_record(table: &Table, at: usize) -> bool {
    let record = table.record_at(at);
    record.is_some_and(|record| table.record_bytes(record).contains(crate::source::Span::new(at, at + 2)))
}

pub(super) fn header_end(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())
}

pub(super) fn rows_out_of_order(corpus: &Corpus, findings: &mut Findings) {
    for table in corpus.tables {
        let mut last: Option<(Row, _)> = None;
        for row in table.rows() {
            findings.look(1);
            let key = canonical_key(row);
            match last.take() {
                Some((before, before_key)) if key < before_key => {
                    let message = format!("`{}` stands after `{}`, which it should precede", row.id(), before.id());
                    let other = Related {
                        place: before.place(0),
                        fact: Some(before.id().to_owned()),
                        passage: None,
                        note: "should come later".to_owned(),
                    };
                    findings
                        .add(about_cell(row, 0, message).related(other).help("`factcheck fmt` puts the rows in order"));
                    last = Some((before, before_key));
                }
                _ => last = Some((row, key)),
            }
        }
    }
}

pub(super) fn duplicate_id(corpus: &Corpus, findings: &mut Findings) {
    findings.look(corpus.tables.iter().map(Table::len).sum());
    for mut group in corpus.duplicate_ids() {
        group.sort_by_key(|row| key_cells(*row));
        for [first, row] in group.chunk_by(|a, b| key_cells(*a) == key_cells(*b)).flat_map(with_first) {
            let message = format!("{} is the id of two rows", key_text(*row));
            let other = Related {
                place: first.place(0),
                fact: Some(first.id().to_owned()),
                passage: None,
                note: "the other row".to_owned(),
            };
            findings
                .add(about_cell(*row, 0, message).related(other).help("give one of the two another id, or drop it"));
        }
    }
}

/// Each further row of a group with the group's first.
pub(super) fn with_first<'g, 'c>(group: &'g [Row<'c>]) -> impl Iterator<Item = [&'g Row<'c>; 2]> {
    let (first, rest) = group.split_first().map_or((None, group), |(first, rest)| (Some(first), rest));
    first.into_iter().flat_map(move |first| rest.iter().map(move |row| [first, row]))
}

/// What tells two rows with one first cell apart: an alias may name several entities, a phrase may
/// belong to several classes, and the documents of `ref-*` are not told apart here.
pub(super) fn key_cells<'c>(row: Row<'c>) -> &'c str {
    match row.table.schema.name {
        "aliases" | "lexicon" => row.cell(1),
        _ => "",
    }
}

pub(super) fn key_text(row: Row) -> String {
    match key_cells(row) {
        "" => format!("`{}`", row.id()),
        second => format!("“{}” with `{second}`", row.id()),
    }
}

//! Which rows does a table file hold: rows are views into the file's bytes, never copies.
//!
//! The reader is strict (RFC 4180): a quote only opens a cell at its start, and a record has as many
//! cells as the header. What it cannot read stays in the table with its reason; later checks see
//! good rows only. `csv` is the oracle for it in the tests.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter, memchr2};

use crate::finding::Place;
use crate::schema::Schema;
use crate::source::{Span, column};

/// More columns than any table has; a record's cells fit on the stack.
const MAX_COLUMNS: usize = 24;

/// A table file larger than this (bytes) is refused by the disk room: offsets are kept in 32 bits.
pub const MAX_FILE: usize = u32::MAX as usize;

/// What is wrong with a file or a record as such, before any cell is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file has no header line.
    NoHeader,
    /// The file begins with a byte-order mark.
    ByteOrderMark,
    /// The header lacks a column of the schema.
    MissingColumn(&'static str),
    /// The header has a column that the schema does not know.
    UnknownColumn(String),
    /// The header names a column twice.
    DuplicateColumn(String),
    /// A record has more or fewer cells than the header.
    FieldCount {
        /// Cells in the record.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A quote inside an unquoted cell, after a closed one, or one that is never closed.
    StrayQuote,
    /// Bytes that are not UTF-8.
    NotUtf8,
}

/// A fault and its bytes in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// What is wrong.
    pub fault: Fault,
    /// Index of the record; `None` for the header.
    pub record: Option<u32>,
    /// The bytes of the file that are wrong.
    pub bytes: Span,
}

/// A table file, indexed but not copied.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// Path relative to the root.
    pub file: &'a str,
    /// Which table it is.
    pub schema: &'static Schema,
    /// Faults of the header and of records that cannot be read, in file order.
    pub faults: Vec<Faulty>,
    text: Cow<'a, str>,
    /// For each cell of a record, the schema column it belongs to.
    header: Vec<Option<usize>>,
    /// Where each record begins.
    starts: Vec<u32>,
    /// From this record on, so many physical lines more than records: blank and multi-line records.
    extra_lines: Vec<(u32, u32)>,
    /// Records that have a fault, ascending.
    unreadable: Vec<u32>,
    /// Cells whose quotes were doubled, decoded once.
    decoded: BTreeMap<(u32, usize), String>,
}

/// The decoded cells of one record, by schema column.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'c> {
    fields: [&'c str; MAX_COLUMNS],
}

impl<'c> Cells<'c> {
    /// The cell of a schema column; empty where the file lacks the column.
    pub fn get(&self, column: usize) -> &'c str {
        self.fields.get(column).copied().unwrap_or("")
    }
}

/// One readable record of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'c> {
    /// The table it stands in.
    pub table: &'c Table<'c>,
    /// 0-based index of the record.
    pub record: u32,
}

impl<'a> Table<'a> {
    /// Indexes the bytes of a table file.
    pub fn read(file: &'a str, schema: &'static Schema, bytes: &'a [u8]) -> Table<'a> {
        let (text, bad_bytes) = readable(bytes);
        let mut table = Table {
            file,
            schema,
            faults: Vec::new(),
            text,
            header: Vec::new(),
            starts: Vec::new(),
            extra_lines: Vec::new(),
            unreadable: Vec::new(),
            decoded: BTreeMap::new(),
        };
        let body = table.read_header();
        table.read_records(body);
        table.place_bad_bytes(&bad_bytes);
        table.faults.sort_by_key(|faulty| (faulty.record, faulty.bytes.start));
        table.unreadable = table.faults.iter().filter_map(|faulty| faulty.record).collect();
        table.unreadable.dedup();
        table
    }

    /// Whether the header is so broken that no row can be looked at.
    pub fn is_blocked(&self) -> bool {
        self.faults.iter().any(|faulty| faulty.record.is_none() && faulty.fault != Fault::ByteOrderMark)
    }

    /// The file's text; bytes that are not UTF-8 read as `?`, so that offsets hold.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of records, readable or not.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The readable rows; none where the table is blocked.
    pub fn rows<'c>(&'c self) -> impl Iterator<Item = Row<'c>> + 'c
    where
        'a: 'c,
    {
        self.rows_in(0..self.len())
    }

    /// The readable rows among these records, in file order.
    pub fn rows_in<'c>(&'c self, records: std::ops::Range<usize>) -> impl Iterator<Item = Row<'c>> + 'c
    where
        'a: 'c,
    {
        let end = if self.is_blocked() { records.start } else { records.end.min(self.len()) };
        (records.start..end).filter_map(move |record| self.row(record as u32))
    }

    /// A row by index, if it can be read.
    pub fn row<'c>(&'c self, record: u32) -> Option<Row<'c>>
    where
        'a: 'c,
    {
        let readable = (record as usize) < self.len()
            && (self.unreadable.is_empty() || self.unreadable.binary_search(&record).is_err());
        readable.then_some(Row { table: self, record })
    }

    /// Schema columns in the order of the file's header.
    pub fn header(&self) -> &[Option<usize>] {
        &self.header
    }

    /// The bytes of a record, without its line end.
    pub fn record_bytes(&self, record: u32) -> Span {
        let start = self.starts.get(record as usize).map_or(self.text.len(), |start| *start as usize);
        let end = self.starts.get(record as usize + 1).map_or(self.text.len(), |next| *next as usize);
        let slice = self.text.get(start..end).unwrap_or("");
        // Blank lines between two records belong to neither.
        Span::new(start, start + without_line_ends(slice).len())
    }

    /// The record in which, or after which, a byte of the file lies; `None` for the header.
    pub fn record_at(&self, byte: usize) -> Option<u32> {
        let before = self.starts.partition_point(|start| *start as usize <= byte);
        before.checked_sub(1).map(|index| index as u32)
    }

    /// 1-based physical line of a record.
    pub fn line_of(&self, record: u32) -> usize {
        let before = self.extra_lines.partition_point(|(from, _)| *from <= record);
        let extra = before.checked_sub(1).and_then(|index| self.extra_lines.get(index)).map_or(0, |(_, extra)| *extra);
        record as usize + 2 + extra as usize
    }

    /// The place of a fault.
    pub fn fault_place(&self, faulty: &Faulty) -> Place {
        let before = self.text.as_bytes().get(..faulty.bytes.start).unwrap_or(&[]);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line = match faulty.record {
            Some(record) => {
                let start = self.record_bytes(record).start;
                let within = self.text.as_bytes().get(start..faulty.bytes.start).unwrap_or(&[]);
                self.line_of(record) + memchr_iter(b'\n', within).count()
            }
            None => 1 + memchr_iter(b'\n', before).count(),
        };
        Place {
            file: self.file.to_owned(),
            line,
            column: column(&self.text, line_start, faulty.bytes.start),
            record: faulty.record.map(|record| record as usize + 1),
            field: None,
            value: None,
            bytes: faulty.bytes,
        }
    }

    fn read_header(&mut self) -> usize {
        let text = self.text.as_ref();
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let end = memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
        let line = text.get(mark..end).unwrap_or("").trim_end_matches('\r');
        let span = Span::new(mark, mark + line.len());
        let mut faults = Vec::new();
        if mark > 0 {
            faults.push((Fault::ByteOrderMark, Span::new(0, mark)));
        }
        if line.is_empty() {
            faults.push((Fault::NoHeader, span));
        } else {
            self.header = header_columns(self.schema, line, mark, &mut faults);
        }
        let missing = |column: &&str| !line.is_empty() && !self.header.contains(&self.schema.position(column));
        let names = self.schema.columns.iter().map(|column| column.name);
        faults.extend(names.filter(missing).map(|name| (Fault::MissingColumn(name), span)));
        self.faults.extend(faults.into_iter().map(|(fault, bytes)| Faulty { fault, record: None, bytes }));
        (end + 1).min(self.text.len())
    }

    fn read_records(&mut self, body: usize) {
        if self.is_blocked() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let expected = self.header.len();
        let (mut at, mut line) = (body, 2_u32);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(next) = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n")) {
                line += 1;
                at += rest.len() - next.len();
                continue;
            }
            let record = self.starts.len() as u32;
            self.note_line(record, line);
            self.starts.push(at as u32);
            let scanned = scan(rest, expected);
            if let Some((fault, bytes)) = scanned.fault {
                self.faults.push(Faulty { fault, record: Some(record), bytes: bytes.shift(at) });
            } else if scanned.doubled {
                self.decode(record, rest.get(..scanned.end).unwrap_or(""));
            }
            line += scanned.lines;
            at += scanned.end;
        }
        self.text = text;
    }

    /// Keeps the difference between records and physical lines, where it changes.
    fn note_line(&mut self, record: u32, line: u32) {
        let extra = line - record - 2;
        if self.extra_lines.last().map_or(0, |(_, last)| *last) != extra {
            self.extra_lines.push((record, extra));
        }
    }

    fn decode(&mut self, record: u32, line: &str) {
        for (field, raw) in fields(without_line_ends(line)).enumerate() {
            if let (Some(Some(column)), Some(quoted)) = (self.header.get(field), unquoted(raw))
                && quoted.contains('"')
            {
                self.decoded.insert((record, *column), quoted.replace("\"\"", "\""));
            }
        }
    }

    /// Lays each run of bad bytes at the door of its record.
    fn place_bad_bytes(&mut self, bad: &[Span]) {
        for bytes in bad {
            let record = self.record_at(bytes.start);
            let known = |faulty: &Faulty| faulty.record == record && faulty.fault == Fault::NotUtf8;
            if !self.faults.last().is_some_and(known) {
                self.faults.push(Faulty { fault: Fault::NotUtf8, record, bytes: *bytes });
            }
        }
    }
}

impl<'c> Row<'c> {
    /// The decoded cells, by schema column.
    pub fn cells(self) -> Cells<'c> {
        let table = self.table;
        let mut out = [""; MAX_COLUMNS];
        for (field, raw) in fields(self.text()).enumerate() {
            if let Some(Some(column)) = table.header.get(field)
                && let Some(slot) = out.get_mut(*column)
            {
                *slot = unquoted(raw).unwrap_or(raw);
            }
        }
        if !table.decoded.is_empty() {
            let range = (self.record, 0)..(self.record + 1, 0);
            for ((_, column), decoded) in table.decoded.range(range) {
                if let Some(slot) = out.get_mut(*column) {
                    *slot = decoded;
                }
            }
        }
        Cells { fields: out }
    }

    /// The first `N` cells of the schema: all that order and identity need. Costs no more than those.
    pub fn first_cells<const N: usize>(self) -> [&'c str; N] {
        let cells = |cells: Cells<'c>| std::array::from_fn(|column| cells.get(column));
        let straight = self.table.header.iter().take(N).enumerate().all(|(field, column)| *column == Some(field));
        if !straight || !self.table.decoded.is_empty() {
            return cells(self.cells());
        }
        let mut fields = fields(self.text());
        std::array::from_fn(|_| fields.next().map_or("", |raw| unquoted(raw).unwrap_or(raw)))
    }

    /// The record as it stands in the file, without its line end.
    pub fn text(self) -> &'c str {
        self.table.text.get(self.table.record_bytes(self.record).range()).unwrap_or("")
    }

    /// One decoded cell; to read several, take [`Row::cells`] once.
    pub fn cell(self, column: usize) -> &'c str {
        self.cells().get(column)
    }

    /// The row's key: its first column.
    pub fn id(self) -> &'c str {
        let [id] = self.first_cells();
        id
    }

    /// The bytes of a cell in the file, with its quotes.
    pub fn cell_bytes(self, column: usize) -> Span {
        let record = self.table.record_bytes(self.record);
        let mut at = record.start;
        for (field, raw) in fields(self.text()).enumerate() {
            if self.table.header.get(field) == Some(&Some(column)) {
                return Span::new(at, at + raw.len());
            }
            at += raw.len() + 1;
        }
        record
    }

    /// The place of a cell.
    pub fn place(self, column: usize) -> Place {
        let bytes = self.cell_bytes(column);
        let start = self.table.record_bytes(self.record).start;
        let within = self.table.text.as_bytes().get(start..bytes.start).unwrap_or(&[]);
        let line_start = memchr::memrchr(b'\n', within).map_or(start, |at| start + at + 1);
        Place {
            file: self.table.file.to_owned(),
            line: self.table.line_of(self.record) + memchr_iter(b'\n', within).count(),
            column: crate::source::column(&self.table.text, line_start, bytes.start),
            record: Some(self.record as usize + 1),
            field: Some(Cow::Borrowed(self.table.schema.column_name(column))),
            value: Some(self.cell(column).to_owned()),
            bytes,
        }
    }
}

/// A record without the line ends after it. A CR that no LF follows belongs to the last cell.
fn without_line_ends(record: &str) -> &str {
    let mut rest = record;
    while let Some(line) = rest.strip_suffix('\n') {
        rest = line.strip_suffix('\r').unwrap_or(line);
    }
    rest
}

/// The text of a file, with each byte that is not UTF-8 replaced by `?`, and where those were.
fn readable(bytes: &[u8]) -> (Cow<'_, str>, Vec<Span>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut text, mut bad) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            bad.push(Span::new(text.len(), text.len() + chunk.invalid().len()));
            text.extend(chunk.invalid().iter().map(|_| '?'));
        }
    }
    (Cow::Owned(text), bad)
}

fn header_columns(
    schema: &'static Schema,
    line: &str,
    offset: usize,
    faults: &mut Vec<(Fault, Span)>,
) -> Vec<Option<usize>> {
    let (mut columns, mut at) = (Vec::new(), offset);
    for raw in fields(line) {
        let name = unquoted(raw).unwrap_or(raw);
        let span = Span::new(at, at + raw.len());
        at += raw.len() + 1;
        let position = schema.position(name);
        if position.is_none() {
            faults.push((Fault::UnknownColumn(name.to_owned()), span));
        } else if columns.contains(&position) {
            faults.push((Fault::DuplicateColumn(name.to_owned()), span));
        }
        columns.push(position);
    }
    columns
}

/// What one record looks like from outside.
struct Scanned {
    /// Bytes up to and with its line end.
    end: usize,
    /// Physical lines it takes.
    lines: u32,
    /// Whether a quoted cell holds doubled quotes.
    doubled: bool,
    fault: Option<(Fault, Span)>,
}

/// Finds the end of the record at the start of `rest`, and what is wrong with its form.
fn scan(rest: &str, expected: usize) -> Scanned {
    let bytes = rest.as_bytes();
    match memchr2(b'\n', b'"', bytes) {
        Some(at) if bytes.get(at) == Some(&b'"') => scan_quoted(rest, expected),
        found => {
            let end = found.unwrap_or(bytes.len());
            let cells = memchr_iter(b',', bytes.get(..end).unwrap_or(&[])).count() + 1;
            plain(rest, end, cells, expected)
        }
    }
}

fn plain(rest: &str, end: usize, found: usize, expected: usize) -> Scanned {
    let line = rest.get(..end).unwrap_or("").trim_end_matches('\r');
    let fault = (found != expected).then(|| (Fault::FieldCount { found, expected }, Span::new(0, line.len())));
    Scanned { end: (end + 1).min(rest.len()), lines: 1, doubled: false, fault }
}

fn scan_quoted(rest: &str, expected: usize) -> Scanned {
    let bytes = rest.as_bytes();
    let (mut at, mut cells, mut lines, mut doubled) = (0, 1, 1, false);
    loop {
        if bytes.get(at) == Some(&b'"') {
            let Some(cell) = quoted_cell(bytes, at) else {
                return stray(rest, at);
            };
            lines += cell.lines;
            doubled |= cell.doubled;
            at = cell.end;
        } else {
            let tail = bytes.get(at..).unwrap_or(&[]);
            let stop = tail.iter().position(|byte| matches!(byte, b',' | b'\n' | b'"'));
            at += stop.unwrap_or(tail.len());
        }
        match bytes.get(at) {
            Some(b',') => (at, cells) = (at + 1, cells + 1),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 1,
            Some(b'"') => return stray(rest, at),
            Some(b'\n') | None => break,
            Some(_) => return stray(rest, at - 1),
        }
    }
    // A record over several lines with a wrong count is more likely one stray quote: go on at the
    // next line, so that one slip does not swallow the rows after it.
    if cells != expected && lines > 1 {
        return stray(rest, memchr(b'"', bytes).unwrap_or(0));
    }
    let end = (at + 1).min(rest.len());
    let fault = (cells != expected).then(|| {
        let line = rest.get(..at).unwrap_or("").trim_end_matches('\r');
        (Fault::FieldCount { found: cells, expected }, Span::new(0, line.len()))
    });
    Scanned { end, lines, doubled, fault }
}

struct QuotedCell {
    end: usize,
    lines: u32,
    doubled: bool,
}

/// The quoted cell whose quote opens at `open`; `None` where it never closes.
fn quoted_cell(bytes: &[u8], open: usize) -> Option<QuotedCell> {
    let (mut at, mut lines, mut doubled) = (open + 1, 0, false);
    loop {
        let found = at + memchr2(b'"', b'\n', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'\n') {
            lines += 1;
            at = found + 1;
        } else if bytes.get(found + 1) == Some(&b'"') {
            doubled = true;
            at = found + 2;
        } else {
            return Some(QuotedCell { end: found + 1, lines, doubled });
        }
    }
}

/// A record with a quote that has no partner ends at its first line end.
fn stray(rest: &str, at: usize) -> Scanned {
    let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    let width = rest.get(at..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8);
    let at = at.min(end.saturating_sub(1));
    let bytes = Span::new(at, at + width.min(1));
    Scanned { end: (end + 1).min(rest.len()), lines: 1, doubled: false, fault: Some((Fault::StrayQuote, bytes)) }
}

/// The raw cells of one record (its line end taken off), quotes and all.
fn fields(record: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(record);
    std::iter::from_fn(move || {
        let text = rest?;
        let bytes = text.as_bytes();
        let from = match bytes.first() {
            Some(b'"') => quoted_cell(bytes, 0).map_or(0, |cell| cell.end),
            _ => 0,
        };
        let end = memchr(b',', bytes.get(from..)?).map_or(text.len(), |comma| from + comma);
        rest = text.get(end + 1..);
        text.get(..end)
    })
}

/// The inside of a quoted cell.
fn unquoted(raw: &str) -> Option<&str> {
    raw.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(text: &str) -> (Vec<Vec<String>>, Vec<(Fault, usize)>) {
        let schema = Schema::of("aliases").expect("a table");
        let table = Table::read("aliases.csv", schema, text.as_bytes());
        let rows = table.rows().map(|row| (0..3).map(|c| row.cell(c).to_owned()).collect()).collect();
        let faults = table.faults.iter().map(|f| (f.fault.clone(), table.fault_place(f).line)).collect();
        (rows, faults)
    }

    #[test]
    fn reads_quotes_line_ends_and_header_order() {
        let (rows, faults) = aliases("kind,alias,entity\r\nname,\"a, \"\"b\"\"\",x\r\n\r\nshort,\"c\nd\",y\nlong,e,z");
        assert_eq!(rows, [["a, \"b\"", "x", "name"], ["c\nd", "y", "short"], ["e", "z", "long"]]);
        assert_eq!(faults, []);
    }

    #[test]
    fn one_stray_quote_costs_one_row() {
        let (rows, faults) = aliases("alias,entity,kind\n\"a,x,name\nb,y\"z,name\nc,z,name\nd,\"z\"q,name\n");
        assert_eq!(rows, [["c", "z", "name"]]);
        let lines: Vec<usize> = faults.iter().map(|(_, line)| *line).collect();
        assert_eq!(lines, [2, 3, 5]);
        assert!(faults.iter().all(|(fault, _)| *fault == Fault::StrayQuote));
    }

    #[test]
    fn faults_of_header_and_records() {
        let cases: [(&str, Fault); 6] = [
            ("", Fault::NoHeader),
            ("\nx,y,name\n", Fault::NoHeader),
            ("alias,entity\n", Fault::MissingColumn("kind")),
            ("alias,entity,kind,more\n", Fault::UnknownColumn("more".into())),
            ("alias,entity,kind,kind\n", Fault::DuplicateColumn("kind".into())),
            ("alias,entity,kind\na,b\n", Fault::FieldCount { found: 2, expected: 3 }),
        ];
        for (text, fault) in cases {
            assert_eq!(aliases(text).1.first().map(|(f, _)| f.clone()), Some(fault), "{text:?}");
        }
    }

    #[test]
    fn bad_bytes_cost_their_row_only() {
        let schema = Schema::of("aliases").expect("a table");
        let table = Table::read("a", schema, b"alias,entity,kind\na\xff\xfeb,x,name\nc,y,name\n");
        assert_eq!(table.rows().map(|row| row.id().to_owned()).collect::<Vec<_>>(), ["c"]);
        assert_eq!(table.faults.len(), 1);
        assert_eq!(table.faults.first().map(|f| f.bytes), Some(Span::new(19, 20)));
    }

    #[test]
    fn lines_and_columns() {
        let schema = Schema::of("aliases").expect("a table");
        let table = Table::read("a", schema, "alias,entity,kind\n\n\"é\nb\",x,name\nc,y,name\n".as_bytes());
        let places: Vec<_> = table.rows().map(|row| row.place(1)).map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(4, 4), (5, 3)]);
    }
}

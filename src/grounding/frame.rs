//! What frames a cell of a printed table: the head of its row and the head of its column?

use crate::document::Document;
use crate::source::Span;

/// The heads of the table cell that `quote` is: row head, column head and corner, as spans of the
/// reading text; empty where the quote is no cell of a printed table.
///
/// A table is a block in which every line has cells parted by two or more blanks (or a tab). The first
/// line holds the column heads, the first cell of a line its row head.
pub(super) fn table_heads(document: &Document, quote: Span) -> Vec<Span> {
    let raw = document.reading.raw();
    let span = document.reading.to_raw(quote);
    if !has_table_gap(raw, line_of(raw, span.start)) {
        return Vec::new();
    }
    let lines = block_lines(raw, span.start);
    let (Some(head), Some(row)) = (lines.first(), lines.iter().find(|line| line.contains(span))) else {
        return Vec::new();
    };
    if lines.len() < 2 || head == row || !lines.iter().all(|line| has_table_gap(raw, *line)) {
        return Vec::new();
    }
    let at = Span::new(span.start - row.start, span.end - row.start);
    let column_head = cells(raw, *head).into_iter().skip(1).find(|cell| {
        let place = Span::new(columns(raw, head.start, cell.start), columns(raw, head.start, cell.end));
        let mine =
            Span::new(columns(raw, row.start, row.start + at.start), columns(raw, row.start, row.start + at.end));
        place.overlaps(mine)
    });
    let corner = cells(raw, *head).first().copied();
    let row_head = cells(raw, *row).first().copied().filter(|cell| !cell.overlaps(span));
    let heads = [corner, column_head, row_head].into_iter().flatten();
    heads.map(|cell| document.reading.to_text(cell)).collect()
}

/// Code points between the start of a line and a byte on it: what stands above what.
fn columns(raw: &str, line: usize, at: usize) -> usize {
    raw.get(line..at).map_or(0, |head| head.chars().count())
}

fn line_of(raw: &str, at: usize) -> Span {
    let start = raw.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |end| end + 1);
    let end = raw.get(at..).and_then(|tail| tail.find('\n')).map_or(raw.len(), |end| at + end);
    Span::new(start, end)
}

fn has_table_gap(raw: &str, line: Span) -> bool {
    let text = raw.get(line.range()).unwrap_or("").trim();
    text.contains("  ") || text.contains('\t')
}

/// The lines around `at` between blank lines; tables are short, and so is the search.
fn block_lines(raw: &str, at: usize) -> Vec<Span> {
    const MOST: usize = 200;
    let is_blank = |line: Span| raw.get(line.range()).is_none_or(|text| text.trim().is_empty());
    let mut lines = vec![line_of(raw, at)];
    while let Some(first) = lines.first().copied().filter(|line| line.start > 0 && lines.len() < MOST) {
        let above = line_of(raw, first.start - 1);
        if is_blank(above) {
            break;
        }
        lines.insert(0, above);
    }
    while let Some(last) = lines.last().copied().filter(|line| line.end + 1 < raw.len() && lines.len() < MOST) {
        let below = line_of(raw, last.end + 1);
        if is_blank(below) {
            break;
        }
        lines.push(below);
    }
    lines
}

/// The cells of a line: runs of text between two or more blanks.
fn cells(raw: &str, line: Span) -> Vec<Span> {
    let text = raw.get(line.range()).unwrap_or("");
    let mut cells = Vec::new();
    let mut start = None;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let is_gap = c == '\t'
            || c.is_whitespace()
                && text.get(at + c.len_utf8()..).is_none_or(|rest| rest.starts_with(char::is_whitespace));
        if is_gap {
            cells.extend(start.take().map(|start| Span::new(line.start + start, line.start + end)));
        } else if !c.is_whitespace() {
            start.get_or_insert(at);
            end = at + c.len_utf8();
        }
    }
    cells.extend(start.map(|start| Span::new(line.start + start, line.start + end)));
    cells
}

//! How does a change read: what it means first, then what follows from it, then how lines changed?

use super::text::clean;
use crate::diff::{Cause, CellChange, Diff, Fate, LineChange, Piece, RowChange, pieces};

/// Words in common are cut where they run on longer than this, in characters.
const LONG: usize = 72;

/// How much of them is shown on either side of a cut.
const AROUND: usize = 24;

/// How a report is written: the marks of a heading, an item, a cell and what is quoted.
#[derive(Debug, Clone, Copy)]
struct Style {
    is_markdown: bool,
}

/// A change as plain text.
pub fn text(diff: &Diff) -> String {
    render(diff, Style { is_markdown: false })
}

/// A change as Markdown, for a pull request.
pub fn markdown(diff: &Diff) -> String {
    render(diff, Style { is_markdown: true })
}

fn render(diff: &Diff, style: Style) -> String {
    if diff.is_empty() {
        return "no difference\n".to_owned();
    }
    let mut out = summary(diff, style);
    let (claims, others): (Vec<&RowChange>, Vec<&RowChange>) = diff.rows.iter().partition(|row| row.table == "claims");
    for (title, rows) in [("claims", claims), ("other tables", others)] {
        if !rows.is_empty() {
            out.push_str(&style.heading(title));
            rows.iter().for_each(|row| out.push_str(&row_change(row, style)));
        }
    }
    for (name, lines) in &diff.datasets {
        out.push_str(&style.heading(&format!("dataset {name}")));
        lines.iter().for_each(|line| out.push_str(&line_change(line, style)));
    }
    out.push_str(&style.heading("files"));
    for file in &diff.files {
        let counts = format!("{} added, {} removed", lines(file.added), lines(file.removed));
        out.push_str(&style.item(&format!("{}: {counts}", style.quoted(&clean(&file.path)))));
    }
    out
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// One line for the rows of each table, one for the datasets.
fn summary(diff: &Diff, style: Style) -> String {
    let mut out = String::new();
    let mut rest = diff.rows.as_slice();
    while let Some(first) = rest.first() {
        let (same, others) = rest.split_at(rest.partition_point(|row| row.table == first.table));
        out.push_str(&style.item(&format!("{}: {}", first.table, counted(same.iter().map(|row| row.fate)))));
        rest = others;
    }
    for (name, lines) in &diff.datasets {
        out.push_str(&style.item(&format!("dataset {name}: {}", counted(lines.iter().map(|line| line.fate)))));
    }
    if diff.rows.is_empty() {
        out.push_str(&style.item("no row differs, only how the files are written"));
    }
    if diff.unreadable > 0 {
        let note = format!("{} could not be read and were not compared; `factcheck check` says why", diff.unreadable);
        out.push_str(&style.item(&format!("rows: {note}")));
    }
    out
}

fn counted(fates: impl Iterator<Item = Fate> + Clone) -> String {
    let count = |fate| (fates.clone().filter(|found| *found == fate).count(), fate.as_str());
    let counts = [Fate::Added, Fate::Removed, Fate::Changed, Fate::Moved].map(count);
    let said = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, fate)| format!("{count} {fate}"));
    said.collect::<Vec<_>>().join(", ")
}

fn row_change(row: &RowChange, style: Style) -> String {
    let table = if row.table == "claims" { String::new() } else { format!("{} ", row.table) };
    let mut out = style.item(&format!("{} {table}{}", row.fate.as_str(), style.quoted(&clean(&row.name))));
    // Where a row moved to is for the file to say.
    if row.fate != Fate::Moved {
        row.cells
            .iter()
            .filter(|cell| !is_known(row, cell))
            .for_each(|cell| out.push_str(&cell_change(cell, row.fate, style)));
    }
    out
}

/// A new or lost row need not repeat its id, nor its offsets.
fn is_known(row: &RowChange, cell: &CellChange) -> bool {
    row.fate != Fate::Changed && matches!(cell.column.as_str(), "id" | "start" | "end")
}

fn line_change(line: &LineChange, style: Style) -> String {
    let mut out = style.item(&format!("{} {}", line.fate.as_str(), style.quoted(&clean(&line.name))));
    line.cells.iter().for_each(|cell| out.push_str(&cell_change(cell, line.fate, style)));
    if line.causes.is_empty() {
        out.push_str(&style.detail("because: no row that it rests on explains it"));
    }
    line.causes.iter().for_each(|cause| out.push_str(&style.detail(&format!("because {}", because(cause, style)))));
    out
}

/// `claim x was changed`, `a row of predicates was changed, joins, through y`.
fn because(cause: &Cause, style: Style) -> String {
    let name = style.quoted(&clean(&cause.name));
    let what = if cause.table == "claims" { "claim".to_owned() } else { format!("the row of {}", cause.table) };
    let via: Vec<String> = cause.via.iter().map(|name| style.quoted(&clean(name))).collect();
    let through = if via.is_empty() { String::new() } else { format!(", through {}", via.join(" and ")) };
    format!("{what} {name} was {}{through}", cause.fate.as_str())
}

fn cell_change(cell: &CellChange, fate: Fate, style: Style) -> String {
    let said = match fate {
        Fate::Added => clean(&cell.new),
        Fate::Removed => clean(&cell.old),
        _ => inline(cell),
    };
    style.detail(&format!("{}: {}", cell.column, style.quoted(&said)))
}

/// Both values in one line: `in [-2012-]{+2013+}`.
fn inline(cell: &CellChange) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => shortened(words),
        Piece::Gone(words) => format!("[-{words}-]"),
        Piece::Come(words) => format!("{{+{words}+}}"),
    };
    clean(&pieces(&cell.old, &cell.new).iter().map(piece).collect::<String>())
}

fn shortened(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    match (chars.first_chunk::<AROUND>(), chars.last_chunk::<AROUND>()) {
        (Some(head), Some(tail)) if chars.len() > LONG => head.iter().chain(&['…']).chain(tail).collect(),
        _ => words.to_owned(),
    }
}

impl Style {
    fn heading(self, title: &str) -> String {
        if self.is_markdown { format!("\n### {title}\n\n") } else { format!("\n{title}\n") }
    }

    fn item(self, text: &str) -> String {
        if self.is_markdown { format!("- {text}\n") } else { format!("  {text}\n") }
    }

    fn detail(self, text: &str) -> String {
        if self.is_markdown { format!("  - {text}\n") } else { format!("      {text}\n") }
    }

    /// In Markdown a code span, with a fence that is longer than any run of backticks inside it.
    fn quoted(self, text: &str) -> String {
        if !self.is_markdown {
            return text.to_owned();
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let space = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
        format!("{fence}{space}{text}{space}{fence}")
    }
}

//! What becomes of a project when words of its sources are replaced: rows and digests follow the text.
//!
//! The words are found in the text as it is read, so a line break or a hyphen inside them does not matter.
//! Every anchored row after them moves along, every quote that holds them is read anew, and the register
//! gets the new digest. What the changed words mean for the cells is said by further edits.

use std::collections::BTreeMap;

use factcheck::claim::Anchored;
use factcheck::corpus::{Corpus, stem};
use factcheck::digest::sha256_hex;
use factcheck::document::Document;
use factcheck::edit;
use factcheck::schema::{Schema, anchored};
use factcheck::source::{Layout, LayoutKind, Reading, Span};

use crate::support::Project;

/// One change: of words of a source, of a cell, or of a whole row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The table's name, or `seed` for words of a source.
    pub(crate) table: String,
    /// The row's first cell; for words of a source, the anchored row whose quote holds them once.
    pub(crate) row: String,
    /// The column. Under `quote` the row moves to the nearest place of the new words. Empty for words of a
    /// source, and where the row itself goes or comes.
    pub(crate) column: String,
    /// What is replaced: once in the quote or cell, or nothing where the cell is empty. `row` where the row
    /// goes.
    pub(crate) old: String,
    /// What comes instead. For a row that comes: its cells after the first, as CSV; one that is anchored
    /// leaves its offsets empty and stands at the only place of its quote.
    pub(crate) new: String,
}

/// The project with the changes made.
///
/// # Errors
/// Words, rows or columns that are not there, or stand more than once; a row that begins or ends inside
/// replaced words.
pub(crate) fn rewrite(project: &Project, changes: &[Change]) -> Result<Project, String> {
    let (words, cells): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.table == "seed");
    let mut out = project.clone();
    // A row that goes may stand over words that go with it.
    for change in cells.iter().filter(|change| is_removal(change)) {
        edit_row(&mut out, change)?;
    }
    project.with_corpus(|corpus| {
        let mut sources: BTreeMap<usize, Vec<Splice>> = BTreeMap::new();
        for change in words {
            let (source, splice) = locate(project, corpus, change)?;
            sources.entry(source).or_default().push(splice);
        }
        for (source, splices) in sources {
            replace(&mut out, corpus, source, splices)?;
        }
        Ok::<_, String>(())
    })?;
    for change in cells.into_iter().filter(|change| !is_removal(change)) {
        edit_row(&mut out, change)?;
    }
    out.format();
    Ok(out)
}

fn is_removal(change: &Change) -> bool {
    change.column.is_empty() && change.old == "row"
}

/// Raw bytes of a source and what comes instead.
#[derive(Debug, Clone)]
struct Splice {
    bytes: Span,
    with: String,
}

fn raw_text<'p>(project: &'p Project, path: &str) -> Result<&'p str, String> {
    let bytes = project.get(path).ok_or_else(|| format!("there is no source {path}"))?;
    std::str::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8"))
}

fn locate(project: &Project, corpus: &Corpus, change: &Change) -> Result<(usize, Splice), String> {
    let row = corpus.row_of(&change.row).ok_or_else(|| format!("there is no row `{}`", change.row))?;
    let anchor = Anchored::new(row);
    let source = corpus.source_index(anchor.source).ok_or("a row of no source")?;
    let raw = raw_text(project, corpus.sources[source].path)?;
    let document = Document::new(corpus, source, raw).ok_or("no such source")?;
    let quote = document.reading.to_text(anchor.span.ok_or("a row without offsets")?);
    let said = &document.reading.text()[quote.range()];
    let at = once(said, &change.old).map_err(|fault| format!("the quote of `{}` {fault}", change.row))?;
    let text = Span::new(quote.start + at, quote.start + at + change.old.len());
    Ok((source, Splice { bytes: document.reading.to_raw(text), with: change.new.clone() }))
}

/// Where `words` stand in `text`, if only there.
fn once(text: &str, words: &str) -> Result<usize, String> {
    let mut places = text.match_indices(words).map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) if !words.is_empty() => Ok(at),
        (None, _) => Err(format!("does not hold “{words}”: “{text}”")),
        _ => Err(format!("holds “{words}” more than once: “{text}”")),
    }
}

/// Replaces words of one source and lets its rows and its digest follow.
fn replace(project: &mut Project, corpus: &Corpus, source: usize, mut splices: Vec<Splice>) -> Result<(), String> {
    let entry = &corpus.sources[source];
    splices.sort_by_key(|splice| splice.bytes);
    if splices.windows(2).any(|pair| pair[0].bytes.overlaps(pair[1].bytes)) {
        return Err("two replacements overlap".to_owned());
    }
    let old = raw_text(project, entry.path)?.to_owned();
    let mut new = old.clone();
    for splice in splices.iter().rev() {
        new.replace_range(splice.bytes.range(), &splice.with);
    }
    let document = Document::new(corpus, source, &old).ok_or("no such source")?;
    let layout: Vec<Layout> = document.layout.iter().filter_map(Anchored::layout).collect();
    let layout = layout.into_iter().map(|piece| Ok(Layout { span: moved(piece.span, &splices)?, ..piece }));
    let layout: Vec<Layout> = layout.collect::<Result<_, String>>()?;
    let (reading, plain) = (Reading::new(&new, &layout), Reading::new(&new, &[]));
    for table in ["claims", "layout", "mentions", "silence"] {
        each_record(project, table, |cells| {
            if cells[anchored::SOURCE] != entry.id {
                return Ok(());
            }
            let offset = |column: usize| cells[column].parse().map_err(|_| format!("an offset of `{}`", cells[0]));
            let span = Span::new(offset(anchored::START)?, offset(anchored::END)?);
            let to = moved(span, &splices).map_err(|fault| format!("`{}`: {fault}", cells[0]))?;
            let is_plain = layout.iter().any(|piece| {
                table == "layout" && piece.span == to && matches!(piece.kind, LayoutKind::Furniture | LayoutKind::Join)
            });
            if splices.iter().any(|splice| splice.bytes.overlaps(span)) {
                cells[anchored::QUOTE] = if is_plain { plain.slice(to) } else { reading.slice(to) }.to_owned();
            }
            place(cells, to);
            Ok(())
        })?;
    }
    let digest = sha256_hex(new.as_bytes());
    each_record(project, "sources", |cells| {
        if cells[0] == entry.id {
            cells[2].clone_from(&digest);
        }
        Ok(())
    })?;
    project.set(entry.path, new);
    Ok(())
}

fn place(cells: &mut [String], at: Span) {
    cells[anchored::START] = at.start.to_string();
    cells[anchored::END] = at.end.to_string();
}

/// Where a span lies after the replacements.
fn moved(span: Span, splices: &[Splice]) -> Result<Span, String> {
    let shifted = |offset: usize| {
        let mut at = offset;
        for Splice { bytes, with } in splices.iter().filter(|splice| splice.bytes.start < offset) {
            if offset < bytes.end {
                return Err("begins or ends inside replaced words".to_owned());
            }
            at = at + with.len() - bytes.len();
        }
        Ok(at)
    };
    Ok(Span::new(shifted(span.start)?, shifted(span.end)?))
}

/// The files of a table, by its name.
fn paths_of(project: &Project, table: &str) -> Vec<String> {
    let is_of = |path: &&str| path.starts_with("facts/") && stem(path) == Some(table);
    project.paths().filter(is_of).map(str::to_owned).collect()
}

/// Changes the records of a table one by one; a record whose first cell becomes empty goes.
fn each_record(
    project: &mut Project,
    table: &str,
    mut change: impl FnMut(&mut Vec<String>) -> Result<(), String>,
) -> Result<(), String> {
    for path in paths_of(project, table) {
        let mut reader = csv::Reader::from_reader(project.text(&path).as_bytes());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(reader.headers().map_err(|e| e.to_string())?).map_err(|e| e.to_string())?;
        for record in reader.records() {
            let mut cells: Vec<String> = record.map_err(|e| e.to_string())?.iter().map(str::to_owned).collect();
            change(&mut cells)?;
            if !cells[0].is_empty() {
                writer.write_record(&cells).map_err(|e| e.to_string())?;
            }
        }
        let bytes = writer.into_inner().map_err(|e| e.to_string())?;
        project.set(&path, bytes);
    }
    Ok(())
}

/// Changes one cell, or takes the row away, or adds it.
fn edit_row(project: &mut Project, change: &Change) -> Result<(), String> {
    let schema = Schema::of(&change.table).ok_or_else(|| format!("there is no table `{}`", change.table))?;
    if change.column.is_empty() && !is_removal(change) {
        return add_row(project, schema, change);
    }
    let column = match change.column.as_str() {
        "" => None,
        name => Some(schema.position(name).ok_or_else(|| format!("there is no column `{name}`"))?),
    };
    let mut quotes_moved = None;
    let mut found = 0;
    each_record(project, &change.table, |cells| {
        if cells[0] != change.row {
            return Ok(());
        }
        found += 1;
        match column {
            None => cells[0].clear(),
            Some(anchored::QUOTE) if schema.anchored => quotes_moved = Some(cells.clone()),
            Some(column) => cells[column] = edited(&cells[column], change)?,
        }
        Ok(())
    })?;
    match (found, quotes_moved) {
        (1, None) => Ok(()),
        (1, Some(cells)) => move_row(project, change, &cells),
        _ => Err(format!("{} has {found} rows `{}`", change.table, change.row)),
    }
}

fn edited(cell: &str, change: &Change) -> Result<String, String> {
    if change.old.is_empty() && cell.is_empty() {
        return Ok(change.new.clone());
    }
    let at = once(cell, &change.old).map_err(|fault| format!("{}.{} {fault}", change.row, change.column))?;
    Ok(format!("{}{}{}", &cell[..at], change.new, &cell[at + change.old.len()..]))
}

/// The places of words in a source of the project as it is now.
fn places(project: &Project, source: &str, words: &str) -> Result<Vec<Span>, String> {
    project.with_corpus(|corpus| {
        let source = corpus.source_index(source).ok_or("no such source")?;
        let raw = raw_text(project, corpus.sources[source].path)?;
        let document = Document::new(corpus, source, raw).ok_or("no such source")?;
        Ok(document.reading.occurrences(words).collect())
    })
}

fn move_row(project: &mut Project, change: &Change, cells: &[String]) -> Result<(), String> {
    let start: usize = cells[anchored::START].parse().map_err(|_| "an offset")?;
    let places = places(project, &cells[anchored::SOURCE], &change.new)?;
    let nearest = places.into_iter().min_by_key(|span| span.start.abs_diff(start));
    let at = nearest.ok_or_else(|| format!("“{}” stands nowhere", change.new))?;
    each_record(project, &change.table, |cells| {
        if cells[0] == change.row {
            cells[anchored::QUOTE].clone_from(&change.new);
            place(cells, at);
        }
        Ok(())
    })
}

fn add_row(project: &mut Project, schema: &Schema, change: &Change) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(change.new.as_bytes());
    let record = reader.records().next().ok_or("a row without cells")?.map_err(|e| e.to_string())?;
    let mut cells = vec![change.row.clone()];
    cells.extend(record.iter().map(str::to_owned));
    if cells.len() != schema.columns.len() {
        return Err(format!("{} has {} columns, the new row {}", schema.name, schema.columns.len(), cells.len()));
    }
    if schema.anchored {
        let places = places(project, &cells[anchored::SOURCE], &cells[anchored::QUOTE])?;
        let [at] = places[..] else { return Err(format!("`{}` stands in {} places", change.row, places.len())) };
        place(&mut cells, at);
    }
    let path = paths_of(project, &change.table).pop().ok_or_else(|| format!("no file of {}", change.table))?;
    let text = project.text(&path).to_owned();
    project.set(&path, text + &edit::line(&cells));
    Ok(())
}

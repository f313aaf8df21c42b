//! How does a new row get into its table: found by its words, filled in, placed in order.

use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};

use clap::{Args, ValueEnum};
use factcheck::corpus::{Corpus, Error, Fetched, Input, read_tables};
use factcheck::disk;
use factcheck::document::Document;
use factcheck::edit;
use factcheck::report::text;
use factcheck::schema::{Schema, anchored, is_slug};
use factcheck::source::Span;
use factcheck::table::Table;

use super::{Ended, Project, edits, print};

#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// Words of the note, as printed or as read; line breaks and hyphen breaks do not matter
    #[arg(long, value_name = "WORDS")]
    at: String,
    /// Which table the row belongs to
    #[arg(long, value_enum, default_value = "claims")]
    table: TableName,
    /// Which place, where the words stand in several (1 is the first)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    nth: Option<u32>,
    /// Which source [default: the only one, or the one with these words]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Print the row and the findings, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Cells of the row, e.g. subject=the-league
    #[arg(value_name = "COLUMN=VALUE")]
    cells: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableName {
    Claims,
    Mentions,
    Silence,
    Layout,
}

/// The words' place in a source.
struct Place {
    source: String,
    span: Span,
    quote: String,
}

/// `add`: exit 1 where the new row has findings, 2 where it could not be made.
pub(super) fn add(project: &Project, arguments: &AddArgs) -> Ended {
    let tables = project.tables();
    // The first row of all may be added to a table that is still empty.
    let seeded = seeded(&project.inputs);
    let seeded_tables = read_tables(&seeded);
    let corpus = match Corpus::new(&project.inputs, &tables) {
        Ok(corpus) => corpus,
        Err(_) => Corpus::new(&seeded, &seeded_tables)?,
    };
    let name = arguments.table.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let schema = Schema::of(&name).ok_or_else(|| Error::new("no such table", "see `factcheck add --help`"))?;
    let place = find_place(project, &corpus, arguments)?;
    let cells = fill(&corpus, schema, &place, arguments)?;
    let id = cells.first().cloned().unwrap_or_default();
    let (path, bytes) = insert(project, schema, &place.source, &cells)?;
    let (old, new) = change(project, &path, bytes);
    print(&edits::diff(&old, &new));
    let findings = findings_of(project, &new, &id)?;
    if !arguments.dry_run {
        disk::write(&project.root, &path, &new.bytes)?;
    }
    let verdict = if findings == 0 { "the checks have nothing against it" } else { "the checks object, see above" };
    print(&format!(
        "{}: {}; {verdict}\n",
        text::clean(&id),
        if arguments.dry_run { "not written (dry run)" } else { "written" }
    ));
    Ok(findings == 0)
}

/// The inputs with a claim row that is never written, so that a corpus without claims can be read.
fn seeded(inputs: &[Input]) -> Vec<Input> {
    let schema = Schema::of("claims").map(edit::header).unwrap_or_default();
    let commas = ",".repeat(schema.matches(',').count());
    let mut inputs = inputs.to_vec();
    inputs.push(Input { path: "facts/~new/claims.csv".to_owned(), bytes: format!("{schema}{commas}\n").into_bytes() });
    inputs
}

fn find_place(project: &Project, corpus: &Corpus, arguments: &AddArgs) -> Result<Place, Error> {
    let words = edit::as_read(&arguments.at);
    if words.is_empty() {
        return Err(Error::new("`--at` holds no words", "copy the words of the note that state the claim"));
    }
    if let Some(source) = arguments.source.as_deref().filter(|id| corpus.source_index(id).is_none()) {
        return Err(super::unknown("source", source, corpus.sources.iter().map(|entry| entry.id)));
    }
    let (mut places, mut shown) = (Vec::new(), Vec::new());
    project.each_document(corpus, |document| {
        if arguments.source.as_deref().is_some_and(|id| id != document.entry.id) {
            return;
        }
        for span in places_of(document, &words, arguments.at.trim()) {
            shown.push(context(document, span, places.len() + 1));
            let quote = document.reading.slice(span).to_owned();
            places.push(Place { source: document.entry.id.to_owned(), span, quote });
        }
    })?;
    let count = places.len();
    match (arguments.nth, count) {
        (_, 0) => Err(Error::new(
            format!("“{words}” stands nowhere as whole words"),
            "copy the words as the note prints them; quotes and capitals count",
        )),
        (None, 1) => places.pop().ok_or_else(|| Error::new("no place", "")),
        (None, _) => Err(Error::new(
            format!("“{words}” stands in {count} places:{}", shown.concat()),
            "choose one with `--nth N`, or give more words",
        )),
        (Some(nth), _) => places.into_iter().nth(nth as usize - 1).ok_or_else(|| {
            Error::new(format!("`--nth {nth}`: there are {count} places:{}", shown.concat()), "choose one of these")
        }),
    }
}

/// Where words stand as they read; if nowhere, where they stand as printed: who copies a passage copies
/// a running header and a hyphen that stays with it.
fn places_of(document: &Document, words: &str, printed: &str) -> Vec<Span> {
    let read: Vec<Span> = document.reading.occurrences(words).collect();
    if !read.is_empty() {
        return read;
    }
    let spans = document.reading.raw().match_indices(printed).map(|(at, found)| Span::new(at, at + found.len()));
    spans.filter(|span| document.reading.says(*span, document.reading.slice(*span))).collect()
}

/// One place in a line: number, file, line, column, and the words around.
fn context(document: &Document, span: Span, number: usize) -> String {
    const AROUND: usize = 30;
    let (line, column) = document.position(span.start);
    let text = document.reading.text();
    let at = document.reading.to_text(span);
    let before = text.get(..at.start).unwrap_or("");
    let head = before.char_indices().rev().nth(AROUND - 1).map_or(before, |(cut, _)| before.get(cut..).unwrap_or(""));
    let tail: String = text.get(at.end..).unwrap_or("").chars().take(AROUND).collect();
    let words = text.get(at.range()).unwrap_or("");
    format!("\n  [{number}] {}:{line}:{column} …{head}[{words}]{tail}…", document.entry.path)
}

/// The row's cells in schema order: the anchor, what the user gave, and an id.
fn fill(corpus: &Corpus, schema: &'static Schema, place: &Place, arguments: &AddArgs) -> Result<Vec<String>, Error> {
    let mut cells = vec![String::new(); schema.columns.len()];
    let anchor = [
        (anchored::SOURCE, place.source.clone()),
        (anchored::START, place.span.start.to_string()),
        (anchored::END, place.span.end.to_string()),
        (anchored::QUOTE, place.quote.clone()),
    ];
    let mut given_columns = BTreeSet::new();
    for given in &arguments.cells {
        let (column, value) = given.split_once('=').ok_or_else(|| {
            Error::new(format!("`{given}` is no cell"), "write column=value, e.g. subject=the-league")
        })?;
        let known = schema.columns.iter().map(|column| column.name);
        let index = schema.position(column).ok_or_else(|| super::unknown("column", column, known))?;
        if anchor.iter().any(|(fixed, _)| *fixed == index) {
            return Err(Error::new(format!("`{column}` comes from `--at`"), "leave it out"));
        }
        if !given_columns.insert(index) {
            return Err(Error::new(format!("`{column}` is given twice"), "a list is one cell: subject=\"alda; bram\""));
        }
        if let Some(cell) = cells.get_mut(index) {
            value.trim().clone_into(cell);
        }
    }
    for (index, value) in anchor {
        if let Some(cell) = cells.get_mut(index) {
            *cell = value;
        }
    }
    if let Some(id) = cells.first_mut().filter(|id| id.is_empty()) {
        *id = edit::new_id(&place.quote, |id| corpus.row_of(id).is_some() || corpus.row_in(schema.name, id).is_some());
    }
    complete(schema, &mut cells)?;
    Ok(cells)
}

/// Asks for the required cells that are still empty, where somebody can answer.
fn complete(schema: &Schema, cells: &mut [String]) -> Result<(), Error> {
    let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let mut missing = Vec::new();
    for (column, cell) in schema.columns.iter().zip(cells).filter(|(column, cell)| column.required && cell.is_empty()) {
        if can_ask {
            *cell = ask(column.name);
        }
        if cell.is_empty() {
            missing.push(column.name);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let example: Vec<String> = missing.iter().map(|name| format!("{name}=…")).collect();
    Err(Error::new(
        format!("a row of {} also needs: {}", schema.name, missing.join(", ")),
        format!("add {} to the command", example.join(" ")),
    ))
}

fn ask(column: &str) -> String {
    eprint!("{column}: ");
    let _ = std::io::stderr().flush();
    let mut line = String::new();
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim().to_owned()
}

/// The file that the row goes into and its new bytes: the one that holds rows of the source, else the
/// only one, else a new one.
fn insert(
    project: &Project,
    schema: &'static Schema,
    source: &str,
    cells: &[String],
) -> Result<(String, Vec<u8>), Error> {
    let tables = project.tables();
    let candidates: Vec<&Table> = tables.iter().filter(|table| table.schema.name == schema.name).collect();
    let of_source = candidates.iter().find(|table| table.rows().any(|row| row.cell(anchored::SOURCE) == source));
    let folder = format!("facts/{source}/{}.csv", schema.name);
    let at_home = candidates.iter().find(|table| table.file == folder);
    let only = candidates.first().filter(|table| candidates.len() == 1 && table.file.matches('/').count() == 1);
    let Some(table) = of_source.or(at_home).or(only) else {
        if !is_slug(source) {
            let message = format!("`{source}` is no well-formed id, and a new table is named after it");
            return Err(Error::new(message, "correct `id` in sources.csv first"));
        }
        return Ok((folder, (edit::header(schema) + &edit::line(cells)).into_bytes()));
    };
    if edit::format_table(table).is_none() {
        let message = format!("{} has rows that cannot be read", table.file);
        return Err(Error::new(message, "mend them first: `factcheck check` says where they are"));
    }
    let splice = edit::insertion(table, cells);
    Ok((table.file.to_owned(), edit::apply(table.text(), &[splice]).into_bytes()))
}

/// The file before and after.
fn change(project: &Project, path: &str, bytes: Vec<u8>) -> (Input, Input) {
    let old = project.inputs.iter().find(|input| input.path == path).cloned();
    let old = old.unwrap_or_else(|| Input { path: path.to_owned(), bytes: Vec::new() });
    let new = Input { path: path.to_owned(), bytes };
    (old, new)
}

/// Prints what the checks find about the new row, and says how much it is.
fn findings_of(project: &Project, new: &Input, id: &str) -> Result<usize, Error> {
    let mut inputs: Vec<Input> = project.inputs.iter().filter(|input| input.path != new.path).cloned().collect();
    inputs.push(new.clone());
    let tables = read_tables(&inputs);
    let corpus = Corpus::new(&inputs, &tables)?;
    let outcome = project.run(&corpus, None)?;
    let fetch = |path: &str| -> Fetched { project.fetch(path) };
    let mut renderings = text::Renderings::new(&corpus, &fetch, super::style(super::Colour::Auto));
    let about = |finding: &&factcheck::finding::Finding| {
        let names = |fact: &Option<String>| fact.as_deref() == Some(id);
        finding.exception.is_none() && (names(&finding.fact) || finding.related.iter().any(|other| names(&other.fact)))
    };
    let mut count = 0;
    for finding in outcome.findings.iter().filter(about) {
        print(&(renderings.finding(finding) + "\n"));
        count += 1;
    }
    Ok(count)
}

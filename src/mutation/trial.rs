//! Is a slip noticed? One mutant is one whole check in memory, but for what cannot have changed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use foldhash::{HashSet, HashSetExt};

use crate::check::{Check, Patterns, RowView, Run, Seen};
use crate::checks;
use crate::corpus::{Corpus, Error, Fetch, Fetched, Input, read_tables};
use crate::document::{Document, Shared};
use crate::edit::{canonical_key, canonical_row, format_table, header, line};
use crate::finding::{Finding, Findings};
use crate::mutation::equivalent::{self, Side};
use crate::mutation::{Edit, Fate, Mutant, Options, Outcome, RowAt, Stock, Tried, counting, mutants, undecided};
use crate::table::{Row, Table};

/// Makes every mutant that the options take and tries each. `progress` hears how many are done, and of
/// how many. The outcome is the same for any number of threads.
///
/// # Errors
/// A table that cannot be read as a whole, a source that cannot be read, no claim at all.
pub fn run(
    inputs: &[Input],
    fetch: &Fetch,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Error> {
    let inputs = formatted(inputs)?;
    let tables = read_tables(&inputs);
    let corpus = Corpus::new(&inputs, &tables)?;
    let texts = texts(&corpus, fetch)?;
    let documents: Vec<Document> =
        texts.iter().enumerate().filter_map(|(source, text)| Document::new(&corpus, source, text)).collect();
    let base = Base::new(&inputs, &corpus, &documents);
    let mutants = mutants(&Stock::new(&corpus, &documents), options);
    let fates = in_parallel(&mutants, options.threads, progress, |mutant| base.fate(mutant, options.all));
    let mut tried: Vec<Tried> = mutants.into_iter().zip(fates).map(|(mutant, fate)| Tried { mutant, fate }).collect();
    let complaints = undecided::apply(&corpus, &mut tried, options);
    Ok(Outcome { tried, exhausted: options.exhausted(), complaints })
}

/// The files in canonical form, so that no mutant is noticed by how its rows are written.
fn formatted(inputs: &[Input]) -> Result<Vec<Input>, Error> {
    let tables = read_tables(inputs);
    let mut formatted = inputs.to_vec();
    for input in &mut formatted {
        let Some(table) = tables.iter().find(|table| table.file == input.path) else { continue };
        let text = format_table(table).ok_or_else(|| {
            Error::new(format!("{}: some rows cannot be read", table.file), "mend what `factcheck check` finds first")
        })?;
        input.bytes = text.into_bytes();
    }
    Ok(formatted)
}

/// The text of every source.
fn texts(corpus: &Corpus, fetch: &Fetch) -> Result<Vec<String>, Error> {
    let text = |path: &str| match fetch(path) {
        Fetched::Found(bytes) => String::from_utf8(bytes).ok(),
        _ => None,
    };
    let sources = corpus.sources.iter();
    let texts = sources.map(|entry| {
        let error = || Error::new(format!("{}: cannot be read", entry.path), "mend what `factcheck check` finds first");
        text(entry.path).ok_or_else(error)
    });
    texts.collect()
}

/// What all mutants start from.
struct Base<'b> {
    inputs: &'b [Input],
    corpus: &'b Corpus<'b>,
    shared: Vec<Shared<'b>>,
    asked: Vec<Vec<&'static Check>>,
    /// What is found without any slip, also what exceptions cover.
    known: HashSet<Heard>,
    /// What exceptions cover of it.
    excepted: Vec<Heard>,
    /// The rows at which something is found without any slip when printed names are all there is.
    printed: HashSet<At>,
}

/// What a finding says, without its place.
type Heard = (&'static str, Option<String>, String);
/// At which row a check finds something.
type At = (&'static str, Option<String>);

impl<'b> Base<'b> {
    fn new(inputs: &'b [Input], corpus: &'b Corpus<'b>, documents: &[Document<'b>]) -> Base<'b> {
        let asked = counting::asked();
        let found: Vec<Finding> = asked.iter().flat_map(|checks| found(checks, corpus, documents)).collect();
        let excepted = found.iter().filter(|finding| finding.exception.is_some()).map(heard).collect();
        let mut base = Base {
            inputs,
            corpus,
            shared: documents.iter().map(Document::share).collect(),
            known: found.iter().map(heard).collect(),
            excepted,
            asked,
            printed: HashSet::new(),
        };
        base.printed = base.by_print(corpus);
        base
    }

    /// What becomes of a mutant, before anybody asks whether the words decide it.
    fn fate(&self, mutant: &Mutant, all: bool) -> Fate {
        let files = files(self.corpus, mutant);
        let tables = replaced(self.corpus.tables, &files);
        // A run that cannot begin, as without any claim, has no check that notices anything.
        let Ok(corpus) = Corpus::like(self.inputs, &tables, self.corpus) else { return Fate::Survived };
        let documents = self.documents(&corpus);
        let killers = self.killers(&corpus, &documents, all);
        if !killers.is_empty() {
            return Fate::Killed(killers);
        }
        self.equivalent(mutant, &corpus, &documents).map_or(Fate::Survived, Fate::Equivalent)
    }

    /// The sources as a corpus sees them, which is like the one that all mutants start from.
    fn documents<'m>(&'m self, corpus: &'m Corpus<'m>) -> Vec<Document<'m>>
    where
        'b: 'm,
    {
        let shared = self.shared.iter().enumerate();
        shared.filter_map(|(source, shared)| Document::like(corpus, source, self.corpus, shared)).collect()
    }

    /// The checks that find something new, up to the first family that does unless all are asked for.
    fn killers(&self, corpus: &Corpus, documents: &[Document], all: bool) -> Vec<&'static str> {
        let mut killers = Vec::new();
        for checks in &self.asked {
            for check in self.noticing(corpus, &found(checks, corpus, documents)) {
                if !killers.contains(&check) {
                    killers.push(check);
                }
                if !all {
                    return killers;
                }
            }
        }
        killers
    }

    /// The checks whose new findings count.
    fn noticing(&self, corpus: &Corpus, found: &[Finding]) -> Vec<&'static str> {
        let open = found.iter().filter(|finding| finding.exception.is_none());
        let new: Vec<&Finding> = open.filter(|finding| !self.known.contains(&heard(finding))).collect();
        let mut checks: Vec<&str> = Vec::new();
        for finding in &new {
            let check = finding.check;
            let of_check = new.iter().filter(|other| other.check == check).count();
            if !checks.contains(&check) && of_check > self.moved(check, found) && self.is_printed(corpus, check, &new) {
                checks.push(check);
            }
        }
        checks
    }

    /// How many findings of a check an exception covered that are gone: as many of those that are new may be the
    /// same faults, told at rows that no exception names.
    fn moved(&self, check: &str, found: &[Finding]) -> usize {
        let covered = self.excepted.iter().filter(|(of, ..)| *of == check);
        covered.filter(|known| !found.iter().any(|finding| heard(finding) == **known)).count()
    }

    /// Whether what a check newly finds rests on printed names, where it may rest on others.
    fn is_printed(&self, corpus: &Corpus, check: &str, new: &[&Finding]) -> bool {
        if !counting::rests_on_names(check) || corpus.agrees(self.corpus, &["entities", "aliases"]) {
            return true;
        }
        let known = self.by_print(corpus);
        let own = new.iter().filter(|finding| finding.check == check).map(|finding| at_row(finding));
        own.into_iter().any(|at| known.contains(&at) && !self.printed.contains(&at))
    }

    /// Where the checks of names find something when printed names are all there is.
    fn by_print(&self, corpus: &Corpus) -> HashSet<At> {
        let files = printed_names(corpus);
        let tables = replaced(corpus.tables, &files);
        let Ok(corpus) = Corpus::like(self.inputs, &tables, self.corpus) else { return HashSet::new() };
        let checks: Vec<&Check> =
            self.asked.iter().flatten().copied().filter(|check| counting::rests_on_names(check.name)).collect();
        found(&checks, &corpus, &[]).iter().map(at_row).collect()
    }

    fn equivalent<'m>(
        &self,
        mutant: &Mutant,
        corpus: &'m Corpus<'m>,
        documents: &[Document<'m>],
    ) -> Option<&'static str> {
        let [Edit::Cell { row: at, .. }, ..] = mutant.edits.as_slice() else { return None };
        let one_row = mutant.edits.iter().all(|edit| matches!(edit, Edit::Cell { row, .. } if row == at));
        let before = self.corpus.tables.get(at.table)?.row(at.record).filter(|_| one_row)?;
        let after = corpus.tables.get(at.table)?.rows().find(|row| row.id() == before.id())?;
        let known = self.documents(self.corpus);
        let before = Side { corpus: self.corpus, documents: &known, row: before };
        equivalent::rule(&before, &Side { corpus, documents, row: after })
    }
}

/// The tables with other texts for some files.
fn replaced<'t>(tables: &[Table<'t>], files: &'t [(usize, String)]) -> Vec<Table<'t>> {
    let mut tables = tables.to_vec();
    for (index, text) in files {
        if let Some(table) = tables.get_mut(*index) {
            *table = Table::read(table.file, table.schema, text.as_bytes());
        }
    }
    tables
}

/// The tables of names with none but printed ones: no official alias, and for an entity whose name is no alias one
/// that is.
fn printed_names(corpus: &Corpus) -> Vec<(usize, String)> {
    const NAME: usize = 2;
    /// A name that holds no word.
    const NOTHING: &str = "·";
    let plain = |name: &str| name.to_lowercase().replace('’', "'");
    let names = |id: &str| -> Vec<&str> {
        let aliases = corpus.vocabulary.aliases_of(id).filter(|alias| alias.grounds());
        aliases.map(|alias| alias.alias).collect()
    };
    let line = |row: Row| {
        let mut cells: Vec<String> =
            (0..row.table.schema.columns.len()).map(|column| row.cell(column).to_owned()).collect();
        let is_entity = row.table.schema.name == "entities";
        if let Some(name) = cells.get_mut(NAME).filter(|_| is_entity)
            && !names(row.id()).into_iter().any(|alias| plain(alias) == plain(name))
        {
            names(row.id()).first().copied().unwrap_or(NOTHING).clone_into(name);
        }
        (is_entity || row.cell(NAME) != "official").then(|| self::line(&cells))
    };
    let tables = corpus.tables.iter().enumerate();
    let of_names = tables.filter(|(_, table)| ["entities", "aliases"].contains(&table.schema.name));
    of_names
        .map(|(index, table)| (index, header(table.schema) + &table.rows().filter_map(line).collect::<String>()))
        .collect()
}

/// The files that a mutant changes, by their place among the corpus' tables: its rows are written in
/// canonical form and order. The tables must be in both, too.
pub fn files(corpus: &Corpus, mutant: &Mutant) -> Vec<(usize, String)> {
    let mut touched: Vec<usize> = mutant.edits.iter().map(|edit| at(edit).table).collect();
    touched.sort_unstable();
    touched.dedup();
    let file = |index: usize| Some((index, rewritten(corpus.tables.get(index)?, index, mutant)));
    touched.into_iter().filter_map(file).collect()
}

fn at(edit: &Edit) -> RowAt {
    match edit {
        Edit::Cell { row, .. } | Edit::Delete(row) | Edit::Add { beside: row, .. } => *row,
    }
}

/// A table's text with the edits of a mutant: rows that are not touched stay where they are, the others
/// go where the canonical order wants them.
fn rewritten(table: &Table, index: usize, mutant: &Mutant) -> String {
    let edits: Vec<&Edit> = mutant.edits.iter().filter(|edit| at(edit).table == index).collect();
    let adds = |edit: &Edit| matches!(edit, Edit::Add { .. });
    let gone: HashSet<u32> = edits.iter().filter(|edit| !adds(edit)).map(|edit| at(edit).record).collect();
    let mut placed: Vec<(usize, String)> = Vec::new();
    for record in &gone {
        let Some(row) = table.row(*record) else { continue };
        placed.extend(changed(row, &edits).map(|cells| place(table, cells, &gone)));
    }
    for edit in edits {
        if let Edit::Add { cells, .. } = edit {
            placed.push(place(table, cells.clone(), &gone));
        }
    }
    placed.sort();
    let mut text = header(table.schema);
    let mut placed = placed.into_iter().peekable();
    for (position, row) in table.rows().enumerate() {
        while let Some((_, line)) = placed.next_if(|(at, _)| *at <= position) {
            text += &line;
        }
        if !gone.contains(&row.record) {
            text.push_str(row.text());
            text.push('\n');
        }
    }
    placed.for_each(|(_, line)| text += &line);
    text
}

/// The cells of a row after the edits of it; `None` where it is deleted.
fn changed(row: Row, edits: &[&Edit]) -> Option<Vec<String>> {
    let cells = row.cells();
    let mut cells: Vec<String> =
        (0..row.table.schema.columns.len()).map(|column| cells.get(column).to_owned()).collect();
    for edit in edits.iter().filter(|edit| at(edit).record == row.record) {
        match edit {
            Edit::Delete(_) => return None,
            Edit::Cell { column, to, .. } => {
                if let Some(cell) = cells.get_mut(*column) {
                    cell.clone_from(to);
                }
            }
            Edit::Add { .. } => {}
        }
    }
    Some(cells)
}

/// Where a new line goes among the rows of a table in order: before which position.
fn place(table: &Table, cells: Vec<String>, gone: &HashSet<u32>) -> (usize, String) {
    let line = line(&cells);
    let text = header(table.schema) + &line;
    let alone = Table::read(table.file, table.schema, text.as_bytes());
    let key = alone.rows().next().map(canonical_key);
    let later = |row: &Row| !gone.contains(&row.record) && key.as_ref().is_some_and(|key| canonical_key(*row) > *key);
    let position = table.rows().position(|row| later(&row)).unwrap_or(usize::MAX);
    (position, alone.rows().next().map_or(line, |row| canonical_row(row) + "\n"))
}

fn heard(finding: &Finding) -> Heard {
    (finding.check, finding.fact.clone(), finding.message.clone())
}

fn at_row(finding: &Finding) -> At {
    (finding.check, finding.fact.clone())
}

/// What checks find over sources that have been read; exceptions mark what they cover.
fn found(roster: &[&'static Check], corpus: &Corpus, documents: &[Document]) -> Vec<Finding> {
    let mut collected: Vec<Findings> = roster.iter().map(|check| Findings::of(check.name, check.severity)).collect();
    rows(roster, corpus, &mut collected);
    for (check, findings) in roster.iter().zip(&mut collected) {
        match check.run {
            Run::Corpus(run) => run(corpus, findings),
            Run::Document(run) => documents.iter().for_each(|document| run(document, findings)),
            Run::Last(run) => {
                let patterns = patterns(documents);
                run(corpus, &Seen { findings: &[], patterns: &patterns, complete: true }, findings);
            }
            Run::Row(_) | Run::Source(_) => {}
        }
    }
    let mut found: Vec<Finding> = collected.into_iter().flat_map(|findings| findings.found).collect();
    checks::except(corpus, &mut found);
    found
}

fn rows(roster: &[&'static Check], corpus: &Corpus, collected: &mut [Findings]) {
    if !roster.iter().any(|check| matches!(check.run, Run::Row(_))) {
        return;
    }
    for row in corpus.tables.iter().flat_map(|table| table.rows()) {
        let view = RowView { corpus, row, cells: row.cells() };
        for (check, findings) in roster.iter().zip(collected.iter_mut()) {
            if let Run::Row(run) = check.run {
                run(&view, findings);
            }
        }
    }
}

fn patterns(documents: &[Document]) -> Patterns {
    let mut patterns = Patterns::default();
    documents.iter().for_each(|document| checks::note_patterns(document, &mut patterns));
    patterns
}

/// Works through the items on scoped threads; the results come back in the order of the items.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let (next, ready) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let worker = || {
        let mut mine = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            mine.push((index, work(item)));
            progress(ready.fetch_add(1, Ordering::Relaxed) + 1, items.len());
        }
        if let Ok(mut done) = done.lock() {
            done.append(&mut mine);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(items.len()) {
            scope.spawn(worker);
        }
        worker();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

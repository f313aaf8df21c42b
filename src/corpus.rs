//! What is there to check: the tables, who is named where, and which rows belong to which source.
//!
//! Everything is parsed from bytes in memory; this room opens no file. Sources are asked for one at
//! a time, so that a corpus of many sources never stands in memory as a whole.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};

use crate::constraint::Constraint;
use crate::evidence::Names;
use crate::language::{Language, List};
use crate::quantity::{Quantity, QuantityError};
use crate::schema::{FORMAT_VERSION, Schema, anchored};
use crate::table::{Row, Table};
use crate::vocabulary::Vocabulary;

/// Why a run could not look at the facts at all (exit status 2): what is wrong and the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, in one line that names the file.
    pub message: String,
    /// The next step.
    pub help: String,
}

impl Error {
    /// An error and what to do about it.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Error {
        Error { message: message.into(), help: help.into() }
    }
}

/// A file under `facts/`, read whole.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path relative to the root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came of asking for a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Its bytes.
    Found(Vec<u8>),
    /// No such file.
    Missing,
    /// The path leads out of the root.
    Outside,
    /// The system refuses to open it.
    Refused(String),
}

/// Asks for the bytes of a source by its path relative to the root.
pub type Fetch<'f> = dyn Fn(&str) -> Fetched + Sync + 'f;

/// One registered source.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'c> {
    /// Its row in `sources`.
    pub row: Row<'c>,
    /// Its id.
    pub id: &'c str,
    /// Path relative to the root.
    pub path: &'c str,
    /// Expected SHA-256, lower-case hex.
    pub sha256: &'c str,
    /// When it was published, EDTF.
    pub published: &'c str,
    /// Code of its language.
    pub language: &'c str,
}

/// Where a row stands: table and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RowRef {
    table: u32,
    record: u32,
}

/// A row of an anchored table under its source; in order, the rows of one source lie together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    source: u32,
    row: RowRef,
}

/// The tables and the indexes over them.
#[derive(Debug)]
pub struct Corpus<'c> {
    /// Every known table file, in path order.
    pub tables: &'c [Table<'c>],
    /// Files under `facts/` that no table knows.
    pub unknown_files: Vec<&'c str>,
    /// Registered sources, in file order.
    pub sources: Vec<Entry<'c>>,
    /// Entities, aliases, predicates, works.
    pub vocabulary: Arc<Vocabulary<'c>>,
    source_by_id: HashMap<&'c str, usize>,
    ids: Ids,
    placed: Vec<Placed>,
    languages: HashMap<&'c str, Arc<OnceLock<Cow<'static, Language>>>>,
    names: Arc<Names>,
    exceptions: HashMap<(&'c str, &'c str), &'c str>,
    /// The constraints, in file order.
    pub constraints: Vec<Constraint<'c>>,
    /// Positions of the constraints that name a claim of a source, by the source's id; those that name
    /// none are under the empty id.
    constraints_by_source: HashMap<&'c str, Vec<usize>>,
}

/// The stem of a CSV file under `facts/`: `facts/x/claims.csv` is a `claims` table.
pub fn stem(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".csv")
}

/// Indexes the table files among `inputs`, in path order.
pub fn read_tables(inputs: &[Input]) -> Vec<Table<'_>> {
    let mut tables: Vec<Table> = inputs
        .iter()
        .filter_map(|input| Some((input, Schema::of(stem(&input.path)?)?)))
        .map(|(input, schema)| Table::read(&input.path, schema, &input.bytes))
        .collect();
    tables.sort_by_key(|table| table.file);
    tables
}

impl<'c> Corpus<'c> {
    /// Builds the indexes over tables that were read from `inputs`.
    ///
    /// # Errors
    /// No claim row at all; a source in a format version or a language that this program does not know.
    pub fn new(inputs: &'c [Input], tables: &'c [Table<'c>]) -> Result<Corpus<'c>, Error> {
        Corpus::read(inputs, tables, None)
    }

    /// The same over tables some of which are those of `other`: what rests on those alone (the names, the
    /// word lists) is shared and not read again.
    ///
    /// # Errors
    /// As [`Corpus::new`].
    pub fn like(inputs: &'c [Input], tables: &'c [Table<'c>], other: &Corpus<'c>) -> Result<Corpus<'c>, Error> {
        Corpus::read(inputs, tables, Some(other))
    }

    /// Whether the files of these tables hold the same bytes in both.
    pub fn agrees(&self, other: &Corpus, tables: &[&'static str]) -> bool {
        let of = |corpus: &'_ Corpus, name| corpus.tables.iter().filter(move |table| table.schema.name == name).count();
        tables.iter().all(|name| {
            of(self, *name) == of(other, *name)
                && self.tables_of(name).zip(other.tables_of(name)).all(|(a, b)| a.text() == b.text())
        })
    }

    fn read(inputs: &'c [Input], tables: &'c [Table<'c>], other: Option<&Corpus<'c>>) -> Result<Corpus<'c>, Error> {
        let csv = inputs.iter().filter_map(|input| Some((input.path.as_str(), stem(&input.path)?)));
        let unknown = csv.filter(|(_, stem)| Schema::of(stem).is_none()).map(|(path, _)| path);
        let mut corpus = Corpus {
            tables,
            unknown_files: unknown.collect(),
            sources: Vec::new(),
            vocabulary: Arc::default(),
            source_by_id: HashMap::new(),
            ids: Ids::default(),
            placed: Vec::new(),
            languages: HashMap::new(),
            names: Arc::default(),
            exceptions: HashMap::new(),
            constraints: Vec::new(),
            constraints_by_source: HashMap::new(),
        };
        corpus.unknown_files.sort_unstable();
        corpus.require_claims()?;
        corpus.read_sources()?;
        corpus.read_rows();
        corpus.read_vocabulary(other);
        corpus.read_names(other);
        corpus.read_languages(other)?;
        corpus.read_exceptions();
        corpus.read_constraints();
        Ok(corpus)
    }

    /// The table files of a schema.
    pub fn tables_of(&self, name: &'static str) -> impl Iterator<Item = &'c Table<'c>> + use<'c> {
        self.tables.iter().filter(move |table| table.schema.name == name)
    }

    /// The readable rows of a schema, over all its files.
    pub fn rows(&self, name: &'static str) -> impl Iterator<Item = Row<'c>> + use<'c> {
        self.tables_of(name).flat_map(|table| table.rows())
    }

    /// Whether a file of this table is blocked, so that what refers into it cannot be judged.
    pub fn is_blocked(&self, name: &'static str) -> bool {
        self.tables_of(name).any(|table| table.is_blocked())
    }

    /// The row of an id among claims, mentions, entities and works; the first in file order.
    pub fn row_of(&self, id: &str) -> Option<Row<'c>> {
        self.ids.find(self.tables, true, id)
    }

    /// The row of a key in one table.
    pub fn row_in(&self, table: &str, key: &str) -> Option<Row<'c>> {
        let shares = Schema::of(table).is_some_and(|schema| schema.shares_ids);
        self.ids
            .find(self.tables, shares, key)
            .filter(|row| row.table.schema.name == table)
            .or_else(|| self.ids.all(self.tables, shares, key).find(|row| row.table.schema.name == table))
    }

    /// Groups of rows that share one id.
    pub fn duplicate_ids(&self) -> Vec<Vec<Row<'c>>> {
        self.ids.duplicates(self.tables)
    }

    /// The rows of one source among the tables of a schema, in file order.
    pub fn rows_of(&self, source: usize, name: &'static str) -> impl Iterator<Item = Row<'c>> + '_ {
        let start = self.placed.partition_point(|placed| (placed.source as usize) < source);
        let end = self.placed.partition_point(|placed| (placed.source as usize) <= source);
        let placed = self.placed.get(start..end).unwrap_or(&[]);
        let rows = placed.iter().filter_map(|placed| self.row_at(placed.row));
        rows.filter(move |row| row.table.schema.name == name)
    }

    /// Position of a source by id.
    pub fn source_index(&self, id: &str) -> Option<usize> {
        self.source_by_id.get(id).copied()
    }

    /// The word lists for a source.
    pub fn language(&self, entry: &Entry) -> Option<&Language> {
        let lists = self.languages.get(entry.language)?;
        Some(lists.get_or_init(|| self.lists(entry.language)))
    }

    /// The word lists for the source of this id.
    pub fn language_of(&self, source: &str) -> Option<&Language> {
        self.source_index(source).and_then(|index| self.sources.get(index)).and_then(|entry| self.language(entry))
    }

    /// A number cell of a row of `source`, read with the word lists of that source's language.
    ///
    /// # Errors
    /// It is no number of the format, nor a phrase of the lists.
    pub fn quantity(&self, source: &str, number: &str) -> Result<Quantity, QuantityError> {
        let language = self.language_of(source);
        let vague = |phrase: &str| language.and_then(|language| language.find(phrase, List::Number));
        Quantity::parse(number, |phrase| vague(phrase).map(|entry| (entry.min, entry.max)))
    }

    /// The exception that covers the findings of a check about a row or source, by id. An exception
    /// without a reason covers nothing.
    pub fn exception(&self, check: &str, fact: &str) -> Option<&'c str> {
        self.exceptions.get(&(check, fact)).copied()
    }

    /// The constraints that have to do with a source: those that name one of its claims, and those that
    /// name no claim at all.
    pub fn constraints_of(&self, source: &str) -> impl Iterator<Item = &Constraint<'c>> {
        let positions = |key| self.constraints_by_source.get(key).into_iter().flatten();
        let mut all: Vec<usize> = positions(source).chain(positions("")).copied().collect();
        all.sort_unstable();
        all.into_iter().filter_map(|position| self.constraints.get(position))
    }

    /// The aliases that ground a quote; the payload of each is its position in the vocabulary.
    pub fn names(&self) -> &Names {
        &self.names
    }

    fn row_at(&self, at: RowRef) -> Option<Row<'c>> {
        self.tables.get(at.table as usize)?.row(at.record)
    }

    fn read_exceptions(&mut self) {
        for row in self.rows("exceptions") {
            let cells = row.cells();
            // A finding about no row has no fact: an empty cell must not cover it.
            if !cells.get(3).is_empty() && !cells.get(2).is_empty() {
                self.exceptions.entry((cells.get(1), cells.get(2))).or_insert(cells.get(0));
            }
        }
    }

    fn read_constraints(&mut self) {
        self.constraints = self.rows("constraints").map(Constraint::new).collect();
        for (position, constraint) in self.constraints.iter().enumerate() {
            let claims =
                constraint.ids().filter_map(|id| self.row_of(id)).filter(|row| row.table.schema.name == "claims");
            let mut sources: Vec<&str> = claims.map(|row| row.cell(anchored::SOURCE)).collect();
            sources.sort_unstable();
            sources.dedup();
            if sources.is_empty() {
                sources.push("");
            }
            for source in sources {
                self.constraints_by_source.entry(source).or_default().push(position);
            }
        }
    }

    fn require_claims(&self) -> Result<(), Error> {
        if self.tables_of("claims").any(|table| table.is_blocked() || !table.is_empty()) {
            return Ok(());
        }
        let file = self.tables_of("claims").next().map_or("facts/", |table| table.file);
        Err(Error::new(
            format!("{file} holds no claim row: there is nothing to check"),
            "write the first one with `factcheck add --at \"words of the note\" …`",
        ))
    }

    fn read_sources(&mut self) -> Result<(), Error> {
        for row in self.rows("sources") {
            let cells = row.cells();
            let format = cells.get(7);
            if !format.is_empty() && format != FORMAT_VERSION {
                let place = row.place(7);
                return Err(Error::new(
                    format!(
                        "{}:{}:{}: source `{}` is in format `{format}`, and this program reads format {FORMAT_VERSION}",
                        place.file,
                        place.line,
                        place.column,
                        row.id()
                    ),
                    format!("write format {FORMAT_VERSION}, or run the factcheck that knows format `{format}`"),
                ));
            }
            self.sources.push(Entry {
                row,
                id: cells.get(0),
                path: cells.get(1),
                sha256: cells.get(2),
                published: cells.get(4),
                language: cells.get(5),
            });
        }
        Ok(())
    }

    /// One pass over all rows: ids, and which source an anchored row belongs to.
    fn read_rows(&mut self) {
        // Of two sources with one id the first counts.
        self.source_by_id = self.sources.iter().enumerate().rev().map(|(index, entry)| (entry.id, index)).collect();
        let mut last = ("", None);
        for (index, table) in self.tables.iter().enumerate() {
            for row in table.rows() {
                let at = RowRef { table: index as u32, record: row.record };
                let [id, source] = row.first_cells();
                self.ids.add(table.schema, id, at);
                if table.schema.anchored {
                    if last.0 != source {
                        last = (source, self.source_by_id.get(source).copied());
                    }
                    self.placed.extend(last.1.map(|source| Placed { source: source as u32, row: at }));
                }
            }
        }
        self.placed.sort_unstable();
        self.ids.sort();
    }

    fn read_vocabulary(&mut self, other: Option<&Corpus<'c>>) {
        const TABLES: &[&str] = &["entities", "aliases", "predicates", "works"];
        if let Some(other) = other.filter(|other| self.agrees(other, TABLES)) {
            self.vocabulary = Arc::clone(&other.vocabulary);
            return;
        }
        let mut vocabulary = Vocabulary::default();
        for table in self.tables.iter().filter(|table| TABLES.contains(&table.schema.name)) {
            table.rows().for_each(|row| vocabulary.add(table.schema.name, row));
        }
        self.vocabulary = Arc::new(vocabulary);
    }

    fn read_names(&mut self, other: Option<&Corpus<'c>>) {
        let aliases = self.vocabulary.aliases.iter().enumerate().filter(|(_, alias)| alias.grounds());
        self.names = match other.filter(|other| self.agrees(other, &["aliases"])) {
            Some(other) => Arc::clone(&other.names),
            None => Arc::new(Names::new(aliases.map(|(index, alias)| (alias.alias, index as u32)))),
        };
    }

    /// Every source must be in a language with word lists; the lists themselves are read when first
    /// asked for.
    fn read_languages(&mut self, other: Option<&Corpus<'c>>) -> Result<(), Error> {
        if let Some(other) = other.filter(|other| self.agrees(other, &["sources", "lexicon"])) {
            self.languages.clone_from(&other.languages);
            return Ok(());
        }
        for entry in self.sources.iter().filter(|entry| !entry.language.is_empty()) {
            if !Language::is_shipped(entry.language) {
                let place = entry.row.place(5);
                return Err(Error::new(
                    format!(
                        "{}:{}:{}: there are no word lists for language `{}` of source `{}`",
                        place.file, place.line, place.column, entry.language, entry.id
                    ),
                    "the languages with word lists are: en",
                ));
            }
            self.languages.entry(entry.language).or_default();
        }
        Ok(())
    }

    /// The shipped lists of a language, with the rows of the lexicon if there are any.
    fn lists(&self, code: &str) -> Cow<'static, Language> {
        let shipped = Language::shipped(code).map_or(Cow::Owned(Language::default()), Cow::Borrowed);
        let mut rows = self.rows("lexicon").peekable();
        if rows.peek().is_none() {
            return shipped;
        }
        let cells = rows.map(|row| row.first_cells::<6>());
        Cow::Owned(shipped.into_owned().with(cells))
    }
}

/// Ids by hash: one flat array, sorted once, instead of a map that owns strings.
#[derive(Debug, Default)]
struct Ids {
    entries: Vec<(u64, RowRef)>,
}

impl Ids {
    fn add(&mut self, schema: &Schema, id: &str, at: RowRef) {
        if !id.is_empty() {
            self.entries.push((hash(schema.shares_ids, id), at));
        }
    }

    fn sort(&mut self) {
        self.entries.sort_unstable();
    }

    fn all<'c>(&self, tables: &'c [Table<'c>], shared: bool, id: &str) -> impl Iterator<Item = Row<'c>> {
        let hash = hash(shared, id);
        let start = self.entries.partition_point(|(known, _)| *known < hash);
        let same = self.entries.get(start..).unwrap_or(&[]).iter().take_while(move |(known, _)| *known == hash);
        let rows = same.filter_map(|(_, at)| tables.get(at.table as usize)?.row(at.record));
        rows.filter(move |row| row.id() == id && row.table.schema.shares_ids == shared)
    }

    fn find<'c>(&self, tables: &'c [Table<'c>], shared: bool, id: &str) -> Option<Row<'c>> {
        self.all(tables, shared, id).next()
    }

    fn duplicates<'c>(&self, tables: &'c [Table<'c>]) -> Vec<Vec<Row<'c>>> {
        let row = |at: &RowRef| tables.get(at.table as usize).and_then(|table| table.row(at.record));
        let mut groups: Vec<Vec<Row>> = Vec::new();
        for same in self.entries.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let mut by_key: Vec<((&str, &str), Row)> =
                same.iter().filter_map(|(_, at)| row(at)).map(|row| (name_space(row), row)).collect();
            by_key.sort_by_key(|(key, row)| (*key, row.table.file, row.record));
            let parts = by_key.chunk_by(|a, b| a.0 == b.0).filter(|part| part.len() > 1);
            groups.extend(parts.map(|part| part.iter().map(|(_, row)| *row).collect()));
        }
        groups
    }
}

/// Ids are unique over claims, mentions, entities and works, and else in their own table. The key of
/// an alias is the words with their entity, that of a lexicon row the phrase with its class.
fn name_space(row: Row<'_>) -> (&'static str, &str) {
    if row.table.schema.shares_ids { ("", row.id()) } else { (row.table.schema.name, row.id()) }
}

fn hash(shared: bool, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u8(u8::from(shared));
    hasher.write(id.as_bytes());
    hasher.finish()
}

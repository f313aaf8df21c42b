//! Where does a slip happen, and what can stand there instead?

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use crate::claim::{Anchored, column};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::mutation::{Edit, Group, Mutant, RowAt};
use crate::schema::anchored;
use crate::set::{Member, Set, list};
use crate::source::{Span, words};
use crate::table::{Cells, Row};
use crate::vocabulary::Predicate;

/// What replacements are drawn from.
#[derive(Debug)]
pub struct Stock<'s, 'd> {
    /// The corpus.
    pub corpus: &'d Corpus<'d>,
    /// Its readable sources.
    pub documents: &'s [Document<'d>],
    by_source: HashMap<&'d str, usize>,
    of_type: HashMap<&'d str, Vec<&'d str>>,
    name_words: HashMap<&'d str, BTreeSet<String>>,
    by_name_word: HashMap<String, Vec<&'d str>>,
    by_pattern_word: HashMap<String, Vec<&'d str>>,
}

impl<'s, 'd> Stock<'s, 'd> {
    /// Indexes a corpus and its documents.
    pub fn new(corpus: &'d Corpus<'d>, documents: &'s [Document<'d>]) -> Stock<'s, 'd> {
        let mut stock = Stock {
            corpus,
            documents,
            by_source: documents.iter().enumerate().map(|(index, document)| (document.entry.id, index)).collect(),
            of_type: HashMap::new(),
            name_words: name_words(corpus),
            by_name_word: HashMap::new(),
            by_pattern_word: HashMap::new(),
        };
        for entity in &corpus.vocabulary.entities {
            stock.of_type.entry(entity.kind).or_default().push(entity.id);
            for word in stock.name_words.get(entity.id).into_iter().flatten() {
                stock.by_name_word.entry(word.clone()).or_default().push(entity.id);
            }
        }
        for predicate in &corpus.vocabulary.predicates {
            pattern_words(predicate).into_iter().for_each(|word| {
                stock.by_pattern_word.entry(word).or_default().push(predicate.name);
            });
        }
        stock
    }

    /// The rows of these tables as sites, in the order of the files.
    pub fn sites(&self, tables: &'static [&'static str]) -> impl Iterator<Item = Site<'_, 'd>> {
        let known = self.corpus.tables.iter().enumerate().filter(|(_, table)| tables.contains(&table.schema.name));
        known.flat_map(move |(index, table)| {
            table.rows().map(move |row| Site { stock: self, table: index, row, cells: row.cells() })
        })
    }
}

fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter_map(|word| text.get(word.range())).map(str::to_lowercase)
}

/// The longer words of each entity's name and aliases.
fn name_words<'d>(corpus: &Corpus<'d>) -> HashMap<&'d str, BTreeSet<String>> {
    const SHORTEST: usize = 4;
    let names = corpus.vocabulary.entities.iter().map(|entity| (entity.id, entity.name));
    let aliases = corpus.vocabulary.aliases.iter().map(|alias| (alias.entity, alias.alias));
    let mut known: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for (entity, text) in names.chain(aliases) {
        let long = lower_words(text).filter(|word| word.chars().count() >= SHORTEST);
        known.entry(entity).or_default().extend(long);
    }
    known
}

fn pattern_words(predicate: &Predicate) -> BTreeSet<String> {
    const SHORTEST: usize = 4;
    let parts = predicate.patterns.iter().flat_map(|pattern| pattern.split([' ', '/', '-']));
    parts.filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase).collect()
}

/// A number that depends on these texts alone: FNV-1a with a last mixing, the same on every machine.
pub(super) fn draw(texts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in texts.iter().flat_map(|text| text.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// One row in which something can go wrong.
#[derive(Debug)]
pub struct Site<'s, 'd> {
    /// What replacements are drawn from.
    pub stock: &'s Stock<'s, 'd>,
    table: usize,
    /// The row.
    pub row: Row<'d>,
    /// Its cells, decoded.
    pub cells: Cells<'d>,
}

impl<'s, 'd> Site<'s, 'd> {
    /// The row's id.
    pub fn id(&self) -> &'d str {
        self.cells.get(0)
    }

    /// The name of its table.
    pub fn table_name(&self) -> &'static str {
        self.row.table.schema.name
    }

    /// One of its cells.
    pub fn cell(&self, column: usize) -> &'d str {
        self.cells.get(column)
    }

    /// Where it stands.
    pub fn at(&self) -> RowAt {
        RowAt { table: self.table, record: self.row.record }
    }

    /// Its anchor, for a row of an anchored table.
    pub fn anchor(&self) -> Anchored<'d> {
        Anchored::with(self.row, self.cells)
    }

    /// The readable source that it stands in.
    pub fn document(&self) -> Option<&'s Document<'d>> {
        let index = self.stock.by_source.get(self.cell(anchored::SOURCE))?;
        self.stock.documents.get(*index)
    }

    /// Its predicate, for a claim.
    pub fn predicate(&self) -> Option<&'s Predicate<'d>> {
        self.stock.corpus.vocabulary.predicate(self.cell(column::PREDICATE))
    }

    /// A mutant in which some cells say something else; the first is the one to look at.
    pub fn change(&self, cells: &[(usize, &str)]) -> Mutant {
        let edit = |(column, to): &(usize, &str)| Edit::Cell { row: self.at(), column: *column, to: (*to).to_owned() };
        let shown = cells.first().map_or(0, |(column, _)| *column);
        let from: Vec<&str> = cells.iter().map(|(column, _)| self.cell(*column)).collect();
        let to: Vec<&str> = cells.iter().map(|(_, to)| *to).collect();
        Mutant {
            column: self.row.table.schema.column_name(shown),
            from: from.join(" / "),
            to: to.join(" / "),
            ..self.mutant(cells.iter().map(edit).collect())
        }
    }

    /// A mutant without the row.
    pub fn delete(&self) -> Mutant {
        self.mutant(vec![Edit::Delete(self.at())])
    }

    /// A mutant with another row of the same table, which differs from this in some cells.
    pub fn add(&self, id: String, changed: &[(usize, &str)]) -> Mutant {
        let columns = self.row.table.schema.columns.len();
        let mut cells: Vec<String> = (0..columns).map(|column| self.cell(column).to_owned()).collect();
        for (column, to) in changed.iter().copied().chain([(0, id.as_str())]) {
            if let Some(cell) = cells.get_mut(column) {
                *cell = to.to_owned();
            }
        }
        let shown = changed.first().copied().unwrap_or_default();
        Mutant {
            column: self.row.table.schema.column_name(shown.0),
            from: self.cell(shown.0).to_owned(),
            to: shown.1.to_owned(),
            ..self.mutant(vec![Edit::Add { beside: self.at(), cells }])
        }
    }

    /// A mutant of these edits; the operator's name and group are filled in by whoever runs it.
    pub fn mutant(&self, edits: Vec<Edit>) -> Mutant {
        Mutant {
            operator: "",
            group: Group::Value,
            table: self.table_name(),
            fact: self.id().to_owned(),
            column: "",
            from: String::new(),
            to: String::new(),
            edits,
        }
    }

    /// Whether a mutant of this row changes nothing in it.
    pub(super) fn is_unchanged(&self, mutant: &Mutant) -> bool {
        mutant.edits.iter().all(|edit| match edit {
            Edit::Cell { row, column, to } => *row == self.at() && self.cell(*column) == to,
            Edit::Delete(_) | Edit::Add { .. } => false,
        })
    }

    /// At most `most` of the candidates: always the same for the same row and candidates, else spread
    /// over all of them. A new candidate changes the choice for few rows.
    pub fn pick<'c>(&self, candidates: impl IntoIterator<Item = &'c str>, most: usize) -> Vec<&'c str> {
        let drawn: BTreeSet<(u64, &str)> =
            candidates.into_iter().map(|candidate| (draw(&[self.id(), candidate]), candidate)).collect();
        drawn.into_iter().take(most).map(|(_, candidate)| candidate).collect()
    }

    /// The members of a set expression.
    pub fn members(&self, column: usize) -> Vec<Member<'d>> {
        Set::parse(self.cell(column)).map(|set| set.members().to_vec()).unwrap_or_default()
    }

    /// A cell with some of its bytes replaced.
    pub fn splice(&self, column: usize, bytes: Span, with: &str) -> String {
        splice(self.cell(column), bytes, with)
    }

    /// Other entities of the same type.
    pub fn of_same_type(&self, id: &str) -> impl Iterator<Item = &'d str> + use<'s, 'd> {
        let kind = self.stock.corpus.vocabulary.entity(id).map(|entity| (entity.kind, entity.id));
        let same = kind.and_then(|(kind, _)| self.stock.of_type.get(kind)).map_or(&[][..], Vec::as_slice);
        same.iter().copied().filter(move |other| kind.is_some_and(|(_, id)| id != *other))
    }

    /// Entities whose names share a word with the names of this one, and its parts and wholes.
    pub fn confusable(&self, id: &str) -> Vec<&'d str> {
        let vocabulary = &self.stock.corpus.vocabulary;
        let Some(entity) = vocabulary.entity(id) else { return Vec::new() };
        let sharing = self.stock.name_words.get(entity.id).into_iter().flatten();
        let by_word = sharing.filter_map(|word| self.stock.by_name_word.get(word)).flatten().copied();
        let wholes = entity.part_of.iter().chain(&entity.of).copied();
        by_word.chain(wholes).filter(|other| *other != entity.id && vocabulary.entity(other).is_some()).collect()
    }

    /// Predicates whose patterns share a word with those of this one.
    pub fn of_same_words(&self, predicate: &Predicate) -> Vec<&'d str> {
        let sharing = pattern_words(predicate).into_iter();
        sharing.filter_map(|word| self.stock.by_pattern_word.get(&word)).flatten().copied().collect()
    }

    /// The row's quote, as a span of the reading text.
    pub fn quote(&self) -> Option<Span> {
        let document = self.document()?;
        let raw = self.anchor().span.filter(|span| document.is_usable(*span))?;
        Some(document.reading.to_text(raw))
    }

    /// The sentences that the row's quote stands in, as one span of the reading text.
    pub fn sentence(&self) -> Option<Span> {
        let (document, quote) = (self.document()?, self.quote()?);
        let (first, last) = (document.sentence_at(quote.start)?, document.sentence_at(quote.end.checked_sub(1)?)?);
        Some(Span::new(first.start, last.end))
    }

    /// The entities that the row's sentences name, by a name or by a mention.
    pub fn in_sentence(&self) -> BTreeSet<&'d str> {
        let (Some(document), Some(sentence)) = (self.document(), self.sentence()) else { return BTreeSet::new() };
        let corpus = self.stock.corpus;
        let names = document.evidence().within(sentence).filter_map(|cue| corpus.names().id_of(cue));
        let aliases = names.flat_map(|alias| corpus.names().payloads(alias));
        let named =
            aliases.filter_map(|index| corpus.vocabulary.aliases.get(*index as usize)).map(|alias| alias.entity);
        let inside = document.mentions.iter().filter(|mention| {
            let raw = mention.span.filter(|span| document.is_usable(*span));
            raw.is_some_and(|span| sentence.contains(document.reading.to_text(span)))
        });
        let mentioned = inside.flat_map(|mention| list(mention.cells.get(5)));
        named.chain(mentioned).filter(|id| corpus.vocabulary.entity(id).is_some()).collect()
    }

    /// The rows of the same table and source just before and after this one.
    pub fn neighbours(&self) -> Vec<Row<'d>> {
        let table = self.row.table;
        let near = [self.row.record.checked_sub(1), self.row.record.checked_add(1)];
        let rows = near.into_iter().flatten().filter_map(|record| table.row(record));
        let source = self.cell(anchored::SOURCE);
        rows.filter(|row| !table.schema.anchored || row.cell(anchored::SOURCE) == source).collect()
    }

    /// Where a neighbour stands.
    pub fn at_row(&self, row: Row) -> RowAt {
        RowAt { table: self.table, record: row.record }
    }

    /// Where a row of any table stands.
    pub fn place(&self, row: Row) -> Option<RowAt> {
        let table = self.stock.corpus.tables.iter().position(|table| table.file == row.table.file)?;
        Some(RowAt { table, record: row.record })
    }
}

/// A text with some of its bytes replaced.
pub(super) fn splice(text: &str, bytes: Span, with: &str) -> String {
    let (head, tail) = (text.get(..bytes.start).unwrap_or(""), text.get(bytes.end..).unwrap_or(""));
    format!("{head}{with}{tail}")
}

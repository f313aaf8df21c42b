//! Which names, predicates and works may the rows use.

pub mod pattern;

use foldhash::HashMap;

use crate::set::list;
use crate::source::words;
use crate::table::Row;

/// One thing that claims are about.
#[derive(Debug, Clone)]
pub struct Entity<'c> {
    /// Its row.
    pub row: Row<'c>,
    /// Its id.
    pub id: &'c str,
    /// One of `schema::ENTITY_TYPES`.
    pub kind: &'c str,
    /// Its name in plain words.
    pub name: &'c str,
    /// What it is part of.
    pub part_of: Vec<&'c str>,
    /// The entities whose names stand inside its descriptive name.
    pub of: Vec<&'c str>,
}

/// One name of an entity.
#[derive(Debug, Clone, Copy)]
pub struct Alias<'c> {
    /// Its row.
    pub row: Row<'c>,
    /// The words.
    pub alias: &'c str,
    /// Whom they name.
    pub entity: &'c str,
    /// name, short, long, demonym, metonym or official.
    pub kind: &'c str,
}

impl Alias<'_> {
    /// An official form never grounds a quote.
    pub fn grounds(&self) -> bool {
        self.kind != "official"
    }
}

/// One predicate.
#[derive(Debug, Clone)]
pub struct Predicate<'c> {
    /// Its row.
    pub row: Row<'c>,
    /// Its id.
    pub name: &'c str,
    /// One of `schema::PREDICATE_KINDS`.
    pub kind: &'c str,
    /// Types that a subject may have.
    pub domain: Vec<&'c str>,
    /// Types that an object may have; empty: no object.
    pub range: Vec<&'c str>,
    /// Types that the third party may have; empty: no third party.
    pub other: Vec<&'c str>,
    /// Whether the third party may be left out.
    pub other_optional: bool,
    /// Words and sides, one pattern each.
    pub patterns: Vec<&'c str>,
    /// The predicate that says the same with the sides turned.
    pub inverse: &'c str,
    /// Predicates that cannot hold of the same sides at the same time.
    pub excludes: Vec<&'c str>,
    /// What follows from it.
    pub implies: Vec<&'c str>,
    /// See `schema::PREDICATE_FLAGS`.
    pub flags: Vec<&'c str>,
}

impl Predicate<'_> {
    /// Whether a flag is set.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether it says of a group what another says of its members: as declared, or because they share a
    /// pattern but for the sides ("S comprises O", "O comprises S").
    pub fn says_turned(&self, other: &Predicate) -> bool {
        let declared = self.inverse == other.name || other.inverse == self.name;
        declared || self.patterns.iter().any(|mine| other.patterns.iter().any(|theirs| is_turned(mine, theirs)))
    }
}

fn is_turned(one: &str, other: &str) -> bool {
    let words =
        |pattern: &'_ str| pattern.split(' ').filter(|word| *word != "…").map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let alike = |(mine, theirs): (&String, &String)| match (mine.as_str(), theirs.as_str()) {
        ("S", theirs) => theirs == "O",
        ("O", theirs) => theirs == "S",
        (mine, theirs) => mine.split('/').any(|form| theirs.split('/').any(|other| form == other)),
    };
    one.len() == other.len() && one.iter().zip(&other).all(alike)
}

/// The vocabulary tables, read.
#[derive(Debug, Default)]
pub struct Vocabulary<'c> {
    /// Entities in file order.
    pub entities: Vec<Entity<'c>>,
    /// Aliases in file order.
    pub aliases: Vec<Alias<'c>>,
    /// Predicates in file order.
    pub predicates: Vec<Predicate<'c>>,
    /// Works in file order.
    pub works: Vec<Row<'c>>,
    entity_by_id: HashMap<&'c str, usize>,
    entities_by_whole: HashMap<&'c str, Vec<usize>>,
    predicate_by_name: HashMap<&'c str, usize>,
    patterns_by_word: HashMap<String, Vec<(usize, &'c str)>>,
    work_by_id: HashMap<&'c str, usize>,
    works_by_word: HashMap<&'c str, Vec<usize>>,
    aliases_by_entity: HashMap<&'c str, Vec<usize>>,
    aliases_by_words: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Vocabulary<'c> {
    /// Takes in one row of a vocabulary table; of two rows with one id the first counts.
    pub fn add(&mut self, table: &str, row: Row<'c>) {
        let cells = row.cells();
        match table {
            "entities" => {
                self.entity_by_id.entry(cells.get(0)).or_insert(self.entities.len());
                for whole in list(cells.get(3)) {
                    self.entities_by_whole.entry(whole).or_default().push(self.entities.len());
                }
                self.entities.push(Entity {
                    row,
                    id: cells.get(0),
                    kind: cells.get(1),
                    name: cells.get(2),
                    part_of: list(cells.get(3)).collect(),
                    of: list(cells.get(4)).collect(),
                });
            }
            "aliases" => {
                let (alias, entity, kind) = (cells.get(0), cells.get(1), cells.get(2));
                self.aliases_by_words.entry(alias).or_default().push(self.aliases.len());
                self.aliases_by_entity.entry(entity).or_default().push(self.aliases.len());
                self.aliases.push(Alias { row, alias, entity, kind });
            }
            "predicates" => {
                self.predicate_by_name.entry(cells.get(0)).or_insert(self.predicates.len());
                let predicate = predicate(row);
                for pattern in &predicate.patterns {
                    let keys = pattern::keys(pattern).into_iter();
                    let at = (self.predicates.len(), *pattern);
                    keys.for_each(|key| self.patterns_by_word.entry(key).or_default().push(at));
                }
                self.predicates.push(predicate);
            }
            "works" => {
                self.work_by_id.entry(cells.get(0)).or_insert(self.works.len());
                for word in [cells.get(1), cells.get(4)].into_iter().flat_map(capitalised) {
                    self.works_by_word.entry(word).or_default().push(self.works.len());
                }
                self.works.push(row);
            }
            _ => {}
        }
    }

    /// An entity by id.
    pub fn entity(&self, id: &str) -> Option<&Entity<'c>> {
        self.entity_index(id).and_then(|index| self.entities.get(index))
    }

    /// Position of an entity among `entities`, by id.
    pub fn entity_index(&self, id: &str) -> Option<usize> {
        self.entity_by_id.get(id).copied()
    }

    /// The entities that name this one as what they are part of, in file order.
    pub fn parts_of(&self, whole: &str) -> impl Iterator<Item = &Entity<'c>> {
        let known = self.entities_by_whole.get(whole).into_iter().flatten();
        known.filter_map(|index| self.entities.get(*index))
    }

    /// The aliases of an entity, in file order.
    pub fn aliases_of(&self, entity: &str) -> impl Iterator<Item = &Alias<'c>> {
        let known = self.aliases_by_entity.get(entity).into_iter().flatten();
        known.filter_map(|index| self.aliases.get(*index))
    }

    /// The aliases that are these words, in file order.
    pub fn aliases_named(&self, words: &str) -> impl Iterator<Item = &Alias<'c>> + use<'_, 'c> {
        let known = self.aliases_by_words.get(words).into_iter().flatten();
        known.filter_map(|index| self.aliases.get(*index))
    }

    /// A predicate by name.
    pub fn predicate(&self, name: &str) -> Option<&Predicate<'c>> {
        self.predicate_by_name.get(name).and_then(|index| self.predicates.get(*index))
    }

    /// The patterns whose first run of words has this word (in small letters) as its longest, each with its
    /// predicate.
    pub fn patterns_with(&self, word: &str) -> impl Iterator<Item = (&Predicate<'c>, &'c str)> {
        let known = self.patterns_by_word.get(word).into_iter().flatten();
        known.filter_map(|(at, pattern)| Some((self.predicates.get(*at)?, *pattern)))
    }

    /// The works that have a capitalised word in their author or in a printed form, in file order.
    pub fn works_with(&self, word: &str) -> impl Iterator<Item = Row<'c>> + '_ {
        let mut found = self.works_by_word.get(word).into_iter().flatten().copied().collect::<Vec<_>>();
        found.dedup();
        found.into_iter().filter_map(|index| self.works.get(index)).copied()
    }

    /// Whether a work of that id exists.
    pub fn work(&self, id: &str) -> Option<Row<'c>> {
        self.work_by_id.get(id).and_then(|index| self.works.get(*index)).copied()
    }
}

/// The words that begin with a capital, without a possessive ending.
///
/// ```
/// use factcheck::vocabulary::capitalised;
/// assert_eq!(capitalised("the Tide Board’s ferry").collect::<Vec<_>>(), ["Tide", "Board"]);
/// ```
pub fn capitalised(text: &str) -> impl Iterator<Item = &str> {
    let said = words(text).filter_map(|word| text.get(word.range()));
    let said = said.map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word));
    said.filter(|word| word.chars().next().is_some_and(char::is_uppercase))
}

fn predicate<'c>(row: Row<'c>) -> Predicate<'c> {
    let cells = row.cells();
    let other: Vec<&str> = list(cells.get(4)).collect();
    Predicate {
        row,
        name: cells.get(0),
        kind: cells.get(1),
        domain: list(cells.get(2)).collect(),
        range: list(cells.get(3)).collect(),
        other_optional: !other.is_empty() && other.iter().all(|kind| kind.ends_with('?')),
        other: other.into_iter().map(|kind| kind.trim_end_matches('?')).collect(),
        patterns: list(cells.get(5)).collect(),
        inverse: cells.get(6),
        excludes: list(cells.get(7)).collect(),
        implies: list(cells.get(8)).collect(),
        flags: list(cells.get(9)).collect(),
    }
}

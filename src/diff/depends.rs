//! Which changed rows does a line rest on: a walk from its claims along what rows name.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet};

use super::rows::{Key, key_of};
use super::{Cause, RowChange};
use crate::claim::{Anchored, Claim, column};
use crate::corpus::Corpus;
use crate::set::list;
use crate::source::Span;
use crate::table::Row;

/// A walk goes no further than this from a line's claims.
const MAX_STEPS: usize = 6;

/// The tables whose rows bear on all others: word lists and the register of sources.
const GLOBAL: [&str; 2] = ["lexicon", "sources"];

/// What depends on what, before and after, and which rows differ.
pub(super) struct Graph<'c> {
    sides: [Links<'c>; 2],
    changed: HashMap<Key, &'c RowChange>,
    global: Vec<&'c RowChange>,
}

impl<'c> Graph<'c> {
    pub(super) fn new(old: &'c Corpus<'c>, new: &'c Corpus<'c>, changes: &'c [(Key, RowChange)]) -> Graph<'c> {
        Graph {
            sides: [Links::new(old), Links::new(new)],
            changed: changes.iter().map(|(key, change)| (key.clone(), change)).collect(),
            global: changes.iter().map(|(_, change)| change).filter(|change| GLOBAL.contains(&change.table)).collect(),
        }
    }

    /// The nearest changed rows to these, which are given by table and id: themselves, else what they
    /// name, else what that names, and so on. Only where there is none a changed word list or source
    /// counts.
    pub(super) fn causes<'i>(&self, rows: impl Iterator<Item = (&'static str, &'i str)>) -> Vec<Cause> {
        let mut layer: BTreeMap<Key, Vec<String>> =
            rows.map(|(table, id)| ((table, id.to_owned()), Vec::new())).collect();
        let mut seen: HashSet<Key> = layer.keys().cloned().collect();
        for _ in 0..MAX_STEPS {
            let found = layer.iter().filter_map(|(key, via)| Some(cause(self.changed.get(key)?, via.clone())));
            let found: Vec<Cause> = found.collect();
            if !found.is_empty() {
                return found;
            }
            layer = self.next(&layer, &mut seen);
        }
        self.global.iter().map(|change| cause(change, Vec::new())).collect()
    }

    /// Those of some rows that differ, each once.
    pub(super) fn changed_among<'i>(&self, rows: impl Iterator<Item = (&'static str, &'i str)>) -> Vec<Cause> {
        let keys: BTreeSet<Key> = rows.map(|(table, id)| (table, id.to_owned())).collect();
        keys.iter().filter_map(|key| Some(cause(self.changed.get(key)?, Vec::new()))).collect()
    }

    /// What the rows of a layer name and no earlier layer held, with the way to it.
    fn next(&self, layer: &BTreeMap<Key, Vec<String>>, seen: &mut HashSet<Key>) -> BTreeMap<Key, Vec<String>> {
        let mut next = BTreeMap::new();
        for (key, via) in layer {
            let named = self.sides.iter().flat_map(|links| links.named_by(key));
            for key_of_named in named.collect::<HashSet<Key>>() {
                if seen.insert(key_of_named.clone()) {
                    let way: Vec<String> = via.iter().cloned().chain([key.1.clone()]).collect();
                    next.insert(key_of_named, way);
                }
            }
        }
        next
    }
}

fn cause(change: &RowChange, via: Vec<String>) -> Cause {
    Cause { table: change.table, name: change.name.clone(), fate: change.fate, via }
}

/// The rows of one side, with what leads from one to another besides the ids in its cells.
struct Links<'c> {
    corpus: &'c Corpus<'c>,
    rows: HashMap<Key, Row<'c>>,
    /// Mentions of each source, by where they start.
    mentions: HashMap<&'c str, Vec<(Span, Row<'c>)>>,
    /// Aliases by their entity, and by their words.
    aliases: HashMap<&'c str, Vec<Row<'c>>>,
    /// Claims of kind `date` by the entity that they date.
    dating: HashMap<&'c str, Vec<Row<'c>>>,
}

impl<'c> Links<'c> {
    fn new(corpus: &'c Corpus<'c>) -> Links<'c> {
        let rows = corpus.tables.iter().flat_map(|table| table.rows()).map(|row| (key_of(row), row)).collect();
        let mut mentions: HashMap<&str, Vec<(Span, Row)>> = HashMap::new();
        for mention in corpus.rows("mentions").map(Anchored::new) {
            mentions.entry(mention.source).or_default().extend(mention.span.map(|span| (span, mention.row)));
        }
        mentions.values_mut().for_each(|mentions| mentions.sort_by_key(|(span, row)| (*span, row.id())));
        let mut aliases: HashMap<&str, Vec<Row>> = HashMap::new();
        for alias in &corpus.vocabulary.aliases {
            [alias.entity, alias.alias].into_iter().for_each(|key| aliases.entry(key).or_default().push(alias.row));
        }
        let mut dating: HashMap<&str, Vec<Row>> = HashMap::new();
        for claim in corpus.rows("claims").map(Claim::new) {
            if corpus.vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.kind == "date") {
                claim.subject.ids().for_each(|id| dating.entry(id).or_default().push(claim.at.row));
            }
        }
        Links { corpus, rows, mentions, aliases, dating }
    }

    /// The rows that a row names or is read with.
    fn named_by(&self, key: &Key) -> Vec<Key> {
        let Some(row) = self.rows.get(key) else { return Vec::new() };
        match row.table.schema.name {
            "claims" => self.by_claim(&Claim::new(*row)),
            "mentions" => [5, 6].iter().flat_map(|at| self.by_ids(list(row.cell(*at)))).collect(),
            "entities" => self.by_entity(*row),
            "aliases" => self.keys(self.aliases.get(row.cell(0))),
            "predicates" => list(row.cell(8)).filter_map(|item| self.predicate(item)).collect(),
            _ => Vec::new(),
        }
    }

    fn by_claim(&self, claim: &Claim<'c>) -> Vec<Key> {
        let sets = [&claim.subject, &claim.object, &claim.other, &claim.place, &claim.holder];
        let lists = [column::WHEN, column::CITES, column::IF, column::RESTATES].map(|at| list(claim.cell(at)));
        let ids = sets.into_iter().flat_map(|set| set.ids()).chain(lists.into_iter().flatten());
        let inside = self.inside(claim).map(key_of);
        self.by_ids(ids).into_iter().chain(self.predicate(claim.predicate)).chain(inside).collect()
    }

    fn by_entity(&self, row: Row<'c>) -> Vec<Key> {
        let wholes = [3, 4].into_iter().flat_map(|at| self.by_ids(list(row.cell(at))));
        let aliases = self.keys(self.aliases.get(row.id()));
        wholes.chain(aliases).chain(self.keys(self.dating.get(row.id()))).collect()
    }

    fn by_ids<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<Key> {
        // An id may lead to a row that only the other side has: an entity's id, say, that is unknown here.
        ids.filter_map(|id| self.corpus.row_of(id)).map(key_of).collect()
    }

    fn keys(&self, rows: Option<&Vec<Row<'c>>>) -> Vec<Key> {
        rows.into_iter().flatten().map(|row| key_of(*row)).collect()
    }

    /// The predicate that an item of `implies` names before its `from` or `until`.
    fn predicate(&self, item: &str) -> Option<Key> {
        let name = item.split(' ').next().unwrap_or("");
        self.corpus.vocabulary.predicate(name).map(|predicate| key_of(predicate.row))
    }

    /// The mentions inside a claim's quote.
    fn inside(&self, claim: &Claim<'c>) -> impl Iterator<Item = Row<'c>> {
        let all = self.mentions.get(claim.at.source).map_or(&[][..], Vec::as_slice);
        let span = claim.at.span.unwrap_or_default();
        let from = all.partition_point(|(mention, _)| mention.start < span.start);
        let rest = all.get(from..).unwrap_or(&[]).iter();
        let starts_inside = rest.take_while(move |(mention, _)| mention.start < span.end);
        starts_inside.filter(move |(mention, _)| span.contains(*mention)).map(|(_, row)| *row)
    }
}

//! What do independent documents say: the rows of `ref-*`, typed and by what they are about.

use foldhash::{HashMap, HashMapExt};

use crate::corpus::Corpus;
use crate::datasets::memberships::says;
use crate::schema::REFERENCE_PREDICATES;
use crate::set::Set;
use crate::vocabulary::{Predicate, Vocabulary};

/// A row of a table `ref-*`.
#[derive(Debug, Clone)]
pub(super) struct Reference<'c> {
    pub(super) id: &'c str,
    pub(super) subject: Set<'c>,
    /// One of `schema::REFERENCE_PREDICATES`; empty where its predicate is not known.
    pub(super) predicate: &'static str,
    /// The predicate of the vocabulary that the document says of its sides at that time, where it is none of
    /// these in other words.
    pub(super) states: Option<&'c Predicate<'c>>,
    pub(super) object: Set<'c>,
    pub(super) number: &'c str,
    pub(super) when: &'c str,
    pub(super) document: &'c str,
    pub(super) dated: &'c str,
    pub(super) confidence: &'c str,
}

/// All rows, in the order of their ids.
pub(super) struct References<'c> {
    all: Vec<Reference<'c>>,
    by_subject: HashMap<(&'static str, &'c str), Vec<usize>>,
}

impl<'c> References<'c> {
    pub(super) fn new(corpus: &'c Corpus<'c>) -> References<'c> {
        let read = |row: crate::table::Row<'c>| {
            let set = |at| Set::parse(row.cell(at)).unwrap_or_default();
            let (predicate, states) = meaning(&corpus.vocabulary, row.cell(2));
            Reference {
                id: row.id(),
                subject: set(1),
                predicate,
                states,
                object: set(3),
                number: row.cell(4),
                when: row.cell(5),
                document: row.cell(6),
                dated: row.cell(7),
                confidence: row.cell(8),
            }
        };
        let mut all: Vec<Reference> = corpus.rows("ref-*").map(read).collect();
        all.sort_by_key(|one| (one.id, one.predicate, one.when, one.document));
        let mut by_subject: HashMap<(&'static str, &str), Vec<usize>> = HashMap::new();
        for (index, one) in all.iter().enumerate() {
            one.subject.ids().for_each(|id| by_subject.entry((one.predicate, id)).or_default().push(index));
        }
        References { all, by_subject }
    }

    /// The rows of a predicate.
    pub(super) fn of(&self, predicate: &'static str) -> impl Iterator<Item = &Reference<'c>> {
        self.all.iter().filter(move |one| one.predicate == predicate)
    }

    /// The rows of a predicate about an entity.
    pub(super) fn about(&self, predicate: &'static str, entity: &'c str) -> impl Iterator<Item = &Reference<'c>> {
        let found = self.by_subject.get(&(predicate, entity)).into_iter().flatten();
        found.filter_map(|index| self.all.get(*index))
    }
}

/// A predicate of a row in the words of the format: one of these itself, or one of the vocabulary that says a
/// membership or a border. Any other of the vocabulary is dated by the row.
fn meaning<'c>(vocabulary: &'c Vocabulary<'c>, name: &str) -> (&'static str, Option<&'c Predicate<'c>>) {
    if let Some(own) = REFERENCE_PREDICATES.iter().find(|own| **own == name) {
        return (own, None);
    }
    let Some(predicate) = vocabulary.predicate(name) else { return ("", None) };
    match says(vocabulary, predicate) {
        Some((true, _)) => ("member", None),
        Some((false, _)) => ("not-member", None),
        None if predicate.implies.contains(&"borders") => ("borders", None),
        None => ("date", Some(predicate)),
    }
}

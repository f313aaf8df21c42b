//! Do `of` and `part_of` of an entity agree with its names and with what the claims say?

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::about_cell;
use crate::checks::references::names::inner_phrases;
use crate::checks::references::unused::says;
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::finding::Findings;
use crate::language::List;
use crate::nearest::is_one_edit_apart;
use crate::schema::PLACE_TYPES;
use crate::source::words;
use crate::vocabulary::{Alias, Entity};

/// Positions of columns of entities.
const PART_OF: usize = 3;
const OF: usize = 4;

/// The names of each entity in small letters: its name, and the aliases that the source prints.
struct Known<'c> {
    of_entity: HashMap<&'c str, BTreeSet<String>>,
    owners: HashMap<String, BTreeSet<&'c str>>,
    lengths: BTreeSet<usize>,
}

impl<'c> Known<'c> {
    fn new(corpus: &Corpus<'c>) -> Known<'c> {
        let mut known = Known { of_entity: HashMap::new(), owners: HashMap::new(), lengths: BTreeSet::new() };
        for entity in &corpus.vocabulary.entities {
            known.of_entity.entry(entity.id).or_default().insert(entity.name.to_lowercase());
        }
        for Alias { alias, entity, .. } in corpus.vocabulary.aliases.iter().filter(|alias| alias.grounds()) {
            let phrase = alias.to_lowercase();
            known.lengths.insert(words(&phrase).count());
            known.of_entity.entry(entity).or_default().insert(phrase.clone());
            known.owners.entry(phrase).or_default().insert(entity);
        }
        known
    }

    /// Whether no name of `inner` stands inside a name of `outer`. An id that no row has is another fault.
    fn is_stranger(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        self.of_entity.contains_key(inner) && !names(outer).any(|name| names(inner).any(|part| says(name, part)))
    }
}

impl Known<'_> {
    /// Whether a name of `outer` has a word that is a name of `inner` but for one letter: "upper Verin" beside "Verrin".
    /// That the source spells it in two ways is for another check to say.
    fn is_spelled_otherwise(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        let alike = |name: &String, part: &String| {
            words(name).filter_map(|word| name.get(word.range())).any(|word| is_one_edit_apart(word, part))
        };
        names(outer).any(|name| names(inner).any(|part| alike(name, part)))
    }
}

/// `of` lists the entities whose names stand inside the name, these and no others.
pub(super) fn of_against_name(corpus: &Corpus, findings: &mut Findings) {
    let known = Known::new(corpus);
    for entity in &corpus.vocabulary.entities {
        findings.look(1);
        if let Some(stranger) = entity.of.iter().find(|id| known.is_stranger(entity.id, id)) {
            let message = format!("`of` lists `{stranger}`, no name of which stands in “{}”", entity.name);
            findings.add(about_cell(entity.row, OF, message).help("drop it, or correct the name"));
        } else if let Some((phrase, held)) = held_in_name(&known, entity) {
            let message = format!("the name “{}” holds “{phrase}”, a name of `{held}`", entity.name);
            findings.add(about_cell(entity.row, OF, message).help(format!("add `{held}` to `of`")));
        }
    }
}

/// A name of one other entity inside the entity's name, where no longer name covers it and neither `of` nor
/// `part_of` lists it.
fn held_in_name<'c>(known: &Known<'c>, entity: &Entity<'c>) -> Option<(String, &'c str)> {
    let name = entity.name.to_lowercase();
    let mut inside: Vec<&str> =
        inner_phrases(&name, &known.lengths).filter(|part| known.owners.contains_key(*part)).collect();
    inside.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    let mut covered: Vec<&str> = Vec::new();
    for phrase in inside {
        if covered.iter().any(|longer| longer.contains(phrase)) {
            continue;
        }
        covered.push(phrase);
        let owners = known.owners.get(phrase)?;
        let is_listed = |owner: &&str| entity.of.contains(owner) || entity.part_of.contains(owner);
        let named = owners.iter().any(|owner| *owner == entity.id || is_listed(owner));
        if let (false, [owner]) = (named, owners.iter().copied().collect::<Vec<_>>().as_slice()) {
            return Some((phrase.to_owned(), owner));
        }
    }
    None
}

/// What an entity is part of is said by its name or by a claim that names both; and the north of something
/// is part of it.
pub(super) fn part_of_against_words(corpus: &Corpus, findings: &mut Findings) {
    let known = Known::new(corpus);
    let said = said_together(corpus);
    for entity in &corpus.vocabulary.entities {
        findings.look(1);
        let unsaid = |whole: &&&str| {
            let is_said = said.contains(&(entity.id, **whole)) || known.is_spelled_otherwise(entity.id, whole);
            known.is_stranger(entity.id, whole) && !is_said
        };
        if let Some(whole) = entity.part_of.iter().find(unsaid) {
            let message = format!("`{}` is part of `{whole}`, which neither its names nor a claim say", entity.id);
            let help = "correct `part_of`, empty it, or write the claim that says so";
            findings.add(about_cell(entity.row, PART_OF, message).help(help));
        } else if let Some((phrase, whole)) = whole_of_name(corpus, &known, entity) {
            let message = format!("“{phrase}” says that `{}` is part of `{whole}`, and `part_of` does not", entity.id);
            findings.add(about_cell(entity.row, PART_OF, message).help(format!("add `{whole}` to `part_of`")));
        }
    }
}

/// Pairs of an entity and what it is part of that one claim or mention names together.
fn said_together<'c>(corpus: &Corpus<'c>) -> HashSet<(&'c str, &'c str)> {
    let mut said = HashSet::new();
    for claim in corpus.rows("claims").map(Claim::new) {
        let sets = column::SETS.into_iter().filter_map(|column| claim.set(column));
        let ids: HashSet<&str> = sets.flat_map(|set| set.ids()).collect();
        for entity in ids.iter().filter_map(|id| corpus.vocabulary.entity(id)) {
            let wholes = entity.part_of.iter().filter(|whole| ids.contains(**whole));
            said.extend(wholes.map(|whole| (entity.id, *whole)));
        }
    }
    said
}

/// A name that puts a word of place before the name of another place: "upper Lake Orla".
fn whole_of_name<'c>(corpus: &'c Corpus, known: &'c Known, entity: &Entity) -> Option<(&'c str, &'c str)> {
    let is_scope = |word: &str| {
        let lists = corpus.sources.iter().filter_map(|entry| corpus.language(entry));
        lists.into_iter().any(|language| language.find(word, List::Scope).is_some())
    };
    let is_place = |id: &str| corpus.vocabulary.entity(id).is_some_and(|entity| PLACE_TYPES.contains(&entity.kind));
    for name in known.of_entity.get(entity.id).into_iter().flatten().filter(|_| is_place(entity.id)) {
        let Some((_, rest)) = name.split_once(' ').filter(|(first, _)| is_scope(first)) else { continue };
        let owners = known.owners.get(rest).into_iter().flatten();
        let mut wholes = owners.filter(|whole| is_place(whole) && **whole != entity.id);
        if let Some(whole) = wholes.find(|whole| !entity.part_of.contains(whole)) {
            return Some((name, whole));
        }
    }
    None
}

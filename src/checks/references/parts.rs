//! Do `of` and `part_of` of an entity agree with its names and with what the claims say?

use foldhash::{HashSet, HashSetExt};

use crate::check::about_cell;
use crate::checks::references::known::{Known, plain};
use crate::checks::references::wholes::{Members, whole_of_name};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::finding::Findings;
use crate::set::list;
use crate::vocabulary::Entity;

/// Positions of columns of entities.
const PART_OF: usize = 3;
const OF: usize = 4;

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
        } else if let Some(inner) = entity.of.iter().find(|id| !known.is_needed(entity, id)) {
            let message = format!("`of` lists `{inner}`, whose name “{}” holds only in a longer name", entity.name);
            findings.add(about_cell(entity.row, OF, message).help("drop it: the longest name counts"));
        }
    }
}

/// A name of one other entity inside the entity's name, where no longer name covers it and neither `of` nor
/// `part_of` lists it.
fn held_in_name<'k>(known: &'k Known, entity: &Entity) -> Option<(&'k str, &'k str)> {
    let is_listed = |owner: &&str| entity.of.contains(owner) || entity.part_of.contains(owner);
    known.held(&plain(entity.name)).into_iter().find_map(|(_, phrase, owners)| {
        let is_named = owners.iter().any(|owner| *owner == entity.id || is_listed(owner));
        let only = owners.first().filter(|_| owners.len() == 1 && !is_named)?;
        let (phrase, _) = known.owners.get_key_value(phrase)?;
        Some((&**phrase, *only))
    })
}

/// What an entity is part of is said by its name or by a claim that names both; and the north of something
/// is part of it.
pub(super) fn part_of_against_words(corpus: &Corpus, findings: &mut Findings) {
    let known = Known::new(corpus);
    let (said, led_to, members) = (said_together(corpus), led_to(corpus), Members::of(corpus));
    for entity in &corpus.vocabulary.entities {
        findings.look(1);
        let unsaid = |whole: &&&str| {
            let together = (entity.id, **whole);
            let is_said =
                said.contains(&together) || led_to.contains(&together) || known.is_spelled_otherwise(entity.id, whole);
            known.is_stranger(entity.id, whole) && !is_said
        };
        if let Some(whole) = entity.part_of.iter().find(unsaid) {
            let message = format!("`{}` is part of `{whole}`, which neither its names nor a claim say", entity.id);
            let help = "correct `part_of`, empty it, or write the claim that says so";
            findings.add(about_cell(entity.row, PART_OF, message).help(help));
        } else if let Some((phrase, whole)) = whole_of_name(corpus, &known, &members, entity) {
            let message = format!("“{phrase}” says that `{}` is part of `{whole}`, and `part_of` does not", entity.id);
            findings.add(about_cell(entity.row, PART_OF, message).help(format!("add `{whole}` to `part_of`")));
        }
    }
}

/// Kinds of predicates that never say what is part of what.
const OTHER_KINDS: &[&str] = &["position", "say", "cause", "route", "comparison", "date", "member-"];

/// Pairs of an entity and what it is part of of which one claim says something: it names them in two cells,
/// and neither denies nor doubts it.
fn said_together<'c>(corpus: &Corpus<'c>) -> HashSet<(&'c str, &'c str)> {
    let mut said = HashSet::new();
    for claim in corpus.rows("claims").map(Claim::new) {
        let kind = corpus.vocabulary.predicate(claim.predicate).map_or("", |predicate| predicate.kind);
        let is_plain = [column::POLARITY, column::MOOD].iter().all(|column| claim.cell(*column).is_empty());
        if !is_plain || OTHER_KINDS.contains(&kind) {
            continue;
        }
        let sets = column::SETS.into_iter().filter_map(|column| Some((column, claim.set(column)?)));
        let ids: Vec<(usize, &str)> = sets.flat_map(|(column, set)| set.ids().map(move |id| (column, id))).collect();
        let known: HashSet<(usize, &str)> = ids.iter().copied().collect();
        for (column, entity) in ids.iter().filter_map(|(column, id)| Some((column, corpus.vocabulary.entity(id)?))) {
            let beside = |whole: &&&str| {
                column::SETS.into_iter().any(|other| other != *column && known.contains(&(other, **whole)))
            };
            said.extend(entity.part_of.iter().filter(beside).map(|whole| (entity.id, *whole)));
        }
    }
    said
}

/// Pairs of an entity and each thing that is named where a mention of the entity leads: "its crew" belongs to
/// what the words before it name.
fn led_to<'c>(corpus: &Corpus<'c>) -> HashSet<(&'c str, &'c str)> {
    const REFERS: usize = 5;
    const ANTECEDENT: usize = 6;
    let mut pairs = HashSet::new();
    for mention in corpus.rows("mentions") {
        let antecedents = list(mention.cell(ANTECEDENT)).filter_map(|id| corpus.row_in("claims", id)).map(Claim::new);
        let refers: Vec<&str> = list(mention.cell(REFERS)).collect();
        for claim in antecedents {
            let sets = column::SETS.into_iter().filter_map(|column| claim.set(column));
            let named = sets.flat_map(|set| set.ids().collect::<Vec<_>>());
            pairs.extend(named.flat_map(|whole| refers.iter().map(move |id| (*id, whole))));
        }
    }
    pairs
}

//! Slips of relation: the opposite, a sibling, one that is said with the same words.

use foldhash::HashSet;

use crate::claim::column::PREDICATE;
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::vocabulary::Predicate;

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "predicate-opposite",
        group: Group::Structure,
        about: "the predicate is its inverse, or one that it excludes",
        tables: CLAIMS,
        run: opposite,
    },
    Operator {
        name: "predicate-sibling",
        group: Group::Structure,
        about: "the predicate is another one of its kind that takes the same sides",
        tables: CLAIMS,
        run: sibling,
    },
    Operator {
        name: "predicate-of-same-words",
        group: Group::Structure,
        about: "the predicate is one that is said with a word of its own",
        tables: CLAIMS,
        run: of_same_words,
    },
];

fn with(site: &Site, out: &mut Vec<Mutant>, predicates: Vec<&str>) {
    out.extend(predicates.into_iter().map(|predicate| site.change(&[(PREDICATE, predicate)])));
}

fn opposite(site: &Site, out: &mut Vec<Mutant>) {
    let Some(predicate) = site.predicate() else { return };
    let excluding = site.stock.corpus.vocabulary.predicates.iter();
    let excluding = excluding.filter(|other| other.excludes.contains(&predicate.name)).map(|other| other.name);
    let inverse = Some(predicate.inverse).filter(|inverse| !inverse.is_empty());
    let mut opposites: Vec<&str> = predicate.excludes.iter().copied().chain(inverse).chain(excluding).collect();
    opposites.sort_unstable();
    opposites.dedup();
    with(site, out, opposites);
}

fn sibling(site: &Site, out: &mut Vec<Mutant>) {
    let Some(predicate) = site.predicate() else { return };
    let takes = |mine: &[&str], theirs: &[&str]| {
        mine.is_empty() && theirs.is_empty() || mine.iter().any(|kind| theirs.contains(kind))
    };
    let is_sibling = |other: &&Predicate| {
        other.name != predicate.name
            && takes(&predicate.domain, &other.domain)
            && takes(&predicate.range, &other.range)
            && other.other.is_empty() == predicate.other.is_empty()
    };
    let (same, other): (Vec<&Predicate>, Vec<&Predicate>) =
        site.stock.corpus.vocabulary.predicates.iter().filter(is_sibling).partition(|p| p.kind == predicate.kind);
    with(site, out, site.pick(same.into_iter().map(|predicate| predicate.name), 4));
    with(site, out, site.pick(other.into_iter().map(|predicate| predicate.name), 1));
}

fn of_same_words(site: &Site, out: &mut Vec<Mutant>) {
    let Some(predicate) = site.predicate() else { return };
    let others: HashSet<&str> = site.of_same_words(predicate).into_iter().collect();
    with(site, out, site.pick(others.into_iter().filter(|other| *other != predicate.name), 3));
}

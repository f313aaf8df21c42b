//! Have states a common border that a route crosses, or that the source says they have?

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::members::{Known, published};
use super::references::{Reference, References};
use super::{Comparison, Ruling, Verdict, hindrance};
use crate::claim::Claim;
use crate::corpus::Corpus;
use crate::datasets::claims;
use crate::datasets::order::Days;
use crate::datasets::routes::legs;
use crate::datasets::sides::{pairs, parts};
use crate::set::Set;
use crate::vocabulary::{Entity, Vocabulary};

/// A chain of wholes is followed no further than this.
const MAX_WHOLES: usize = 16;

/// For each state the rows that list all its borders.
type Borders<'c> = HashMap<&'c str, Vec<&'c Reference<'c>>>;

pub(super) fn compare<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let mut borders: Borders = HashMap::new();
    for one in references.of("borders") {
        one.subject.ids().for_each(|state| borders.entry(state).or_default().push(one));
    }
    let mut found = on_routes(corpus, &borders);
    found.extend(across(corpus, &borders));
    let known = Known::new(references);
    let states_borders = |claim: &Claim| {
        let predicate = corpus.vocabulary.predicate(claim.predicate);
        predicate.is_some_and(|predicate| predicate.implies.contains(&"borders"))
    };
    for claim in claims(corpus).filter(states_borders) {
        found.extend(stated(corpus, &borders, &known, &claim));
    }
    found
}

/// The legs of routes from one state into another; of a leg that leads to several places at once, each.
fn on_routes<'c>(corpus: &'c Corpus<'c>, borders: &Borders<'c>) -> Vec<Comparison<'c>> {
    let mut found = Vec::new();
    for leg in legs(corpus) {
        let [starts, goals] = [&leg.from, &leg.to].map(|end| places(end));
        for (from, to) in pairs(&starts, &goals) {
            let ruling = crossed(corpus, borders, [&from, &to], leg.is_alternative || goals.len() > 1);
            let next = leg.next.as_ref().map(|next| next.at.id);
            found.extend(ruling.map(|(one, ruling)| comparison(&leg.route, (&from, &to), " to ", one, ruling, next)));
        }
    }
    found
}

/// A region that is part of two states, or named after them, lies across their border: the first claim of
/// each source that names it is held against it.
fn across<'c>(corpus: &'c Corpus<'c>, borders: &Borders<'c>) -> Vec<Comparison<'c>> {
    let is_state = |id: &&str| corpus.vocabulary.entity(id).is_some_and(|entity| entity.kind == "state");
    let lies_across = |entity: &Entity<'c>| {
        let wholes = if entity.part_of.is_empty() { &entity.of } else { &entity.part_of };
        let states = <[&str; 2]>::try_from(wholes.as_slice()).ok()?;
        (entity.kind == "region" && states.iter().all(is_state)).then_some((entity.id, states))
    };
    let shared: HashMap<&str, [&str; 2]> = corpus.vocabulary.entities.iter().filter_map(lies_across).collect();
    let mut first: BTreeMap<(&str, &str), Claim> = BTreeMap::new();
    for claim in claims(corpus) {
        let sets = [&claim.subject, &claim.object, &claim.other, &claim.place];
        let ids: Vec<&str> = sets.into_iter().flat_map(|set| set.ids()).filter(|id| shared.contains_key(id)).collect();
        for id in ids {
            let known = first.entry((claim.at.source, id)).or_insert_with(|| claim.clone());
            *known = [&claim, known]
                .into_iter()
                .min_by_key(|one| (one.at.span, one.at.id))
                .cloned()
                .unwrap_or(claim.clone());
        }
    }
    let compare = |((_, id), claim): ((&'c str, &'c str), Claim<'c>)| {
        let [one, other] = *shared.get(id)?;
        let (is_border, row) = common(borders, one, other)?;
        let ruling = match is_border {
            true => (Verdict::Corroborated, format!("{one} and {other} have a common border")),
            false => (Verdict::Imprecise, format!("{one} and {other} have no common border")),
        };
        Some(comparison(&claim, (one, other), &format!(" across {id} beside "), row, ruling, None))
    };
    first.into_iter().filter_map(compare).collect()
}

/// The places of a station, each by itself.
fn places(station: &str) -> Vec<String> {
    Set::parse(station).map(|set| set.items().map(|item| item.to_string()).collect()).unwrap_or_default()
}

/// Whether a leg crosses a border that two states have; `None` where it leaves no state or no document
/// lists the borders.
fn crossed<'c>(
    corpus: &Corpus<'c>,
    borders: &Borders<'c>,
    ends: [&str; 2],
    is_one_of_several: bool,
) -> Option<(&'c Reference<'c>, Ruling)> {
    let [from, to] = ends.map(|end| state_of(&corpus.vocabulary, end));
    let (from, to) = from.zip(to).filter(|(from, to)| from != to)?;
    let (is_border, one) = common(borders, from, to)?;
    let ruling = match (is_border, is_one_of_several) {
        (true, _) => (Verdict::Corroborated, format!("{from} and {to} have a common border")),
        (false, true) => (
            Verdict::Imprecise,
            format!("{from} and {to} have no common border: the way between them leaves something out"),
        ),
        (false, false) => (Verdict::Contradicted, format!("{from} and {to} have no common border")),
    };
    Some((one, ruling))
}

/// The states that a claim says are neighbours.
fn stated<'c>(
    corpus: &'c Corpus<'c>,
    borders: &Borders<'c>,
    known: &Known<'c>,
    claim: &Claim<'c>,
) -> Vec<Comparison<'c>> {
    let sides = [&claim.subject, &claim.object].map(|set| parts(set));
    let [left, right] = &sides;
    let mut found = Vec::new();
    for (a, b) in pairs(left, right) {
        // The one that is a state with a list of its borders is held against the other.
        for (state, other) in [(&a, &b), (&b, &a)] {
            let Some(row) = borders.get(state.as_str()).and_then(|rows| rows.first()) else { continue };
            let (mut rows, ruling) = neighbours(corpus, known, row, (state, other), published(corpus, claim));
            let ruling = hindrance(claim).unwrap_or(ruling);
            rows.insert(0, row);
            found.push(Comparison { references: rows, ..comparison(claim, (&a, &b), " beside ", row, ruling, None) });
            break;
        }
    }
    found
}

/// Whether a state lies beside another, or beside a member of what a group is part of.
fn neighbours<'c>(
    corpus: &Corpus,
    known: &Known<'c>,
    row: &Reference,
    (state, other): (&str, &str),
    time: Days,
) -> (Vec<&'c Reference<'c>>, Ruling) {
    let is_border = |id: &str| row.object.items().any(|item| item.to_string() == id);
    if let Some(other) = state_of(&corpus.vocabulary, other) {
        let ruling = match is_border(other) {
            true => (Verdict::Corroborated, format!("{state} and {other} have a common border")),
            false => (Verdict::Contradicted, format!("{state} and {other} have no common border")),
        };
        return (Vec::new(), ruling);
    }
    let wholes = corpus.vocabulary.entity(other).map_or(&[][..], |entity| &entity.part_of);
    let members: Vec<_> = wholes.iter().flat_map(|whole| known.members_of(whole, time)).collect();
    let beside: Vec<_> = members.iter().filter(|(member, _)| is_border(member)).collect();
    match (beside.first(), members.is_empty()) {
        (Some((member, one)), _) => {
            (vec![*one], (Verdict::Corroborated, format!("{state} has a common border with {member}, one of them")))
        }
        (None, false) => {
            let rows = members.iter().map(|(_, one)| *one).collect();
            (rows, (Verdict::Contradicted, format!("{state} has a common border with none of them")))
        }
        (None, true) => (Vec::new(), (Verdict::NotComparable, format!("no document lists {other}"))),
    }
}

fn comparison<'c>(
    claim: &Claim<'c>,
    (from, to): (&str, &str),
    joint: &str,
    one: &'c Reference<'c>,
    ruling: Ruling,
    next: Option<&'c str>,
) -> Comparison<'c> {
    Comparison {
        topic: "border",
        subject: one.subject.to_string(),
        said: format!("{from}{joint}{to}"),
        outside: one.object.to_string(),
        ruling,
        references: vec![one],
        claim: claim.clone(),
        claims: next.into_iter().collect(),
    }
}

/// Whether two states have a common border, by the row that lists all borders of one of them.
fn common<'c>(borders: &Borders<'c>, a: &str, b: &str) -> Option<(bool, &'c Reference<'c>)> {
    let listed = |of: &str, other: &str| {
        let row = borders.get(of)?.first()?;
        Some((row.object.ids().any(|id| id == other), *row))
    };
    listed(a, b).or_else(|| listed(b, a))
}

/// The state that an entity is, or lies in.
fn state_of<'c>(vocabulary: &Vocabulary<'c>, id: &str) -> Option<&'c str> {
    let mut entity = vocabulary.entity(id)?;
    for _ in 0..MAX_WHOLES {
        if entity.kind == "state" {
            return Some(entity.id);
        }
        entity = entity.part_of.iter().find_map(|whole| vocabulary.entity(whole))?;
    }
    None
}

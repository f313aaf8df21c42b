//! Slips of name: another thing of the same type, from the same sentence, of a similar name.

use crate::claim::column::{self, HOLDER, OBJECT, OTHER, PLACE, SUBJECT, WHEN};
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::schema::is_slug;
use crate::set::Item;
use crate::source::{Span, words};

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "entity-of-same-type",
        group: Group::Value,
        about: "an entity is another one of its type",
        tables: CLAIMS,
        run: |site, out| replaced(site, out, 4, |site, id| site.of_same_type(id).collect()),
    },
    Operator {
        name: "entity-of-same-sentence",
        group: Group::Value,
        about: "an entity is another one that the sentence names",
        tables: CLAIMS,
        run: |site, out| replaced(site, out, 4, |site, _| site.in_sentence().into_iter().collect()),
    },
    Operator {
        name: "entity-of-confusable-name",
        group: Group::Value,
        about: "an entity is one whose name shares a word with its own",
        tables: CLAIMS,
        run: |site, out| replaced(site, out, 3, |site, id| site.confusable(id)),
    },
    Operator {
        name: "claim-of-neighbour",
        group: Group::Value,
        about: "a claim that a cell names is the one before or after it",
        tables: CLAIMS,
        run: claim_of_neighbour,
    },
    Operator {
        name: "words-of-another-place",
        group: Group::Value,
        about: "words are those of another cell, of a neighbour, or half of what they were",
        tables: CLAIMS,
        run: words_of_another_place,
    },
    Operator {
        name: "side-dropped",
        group: Group::Value,
        about: "object, third party or place is left out",
        tables: CLAIMS,
        run: side_dropped,
    },
];

/// The ids in the cells of a claim that name things: column, id, its bytes.
fn named<'d>(site: &Site<'_, 'd>) -> Vec<(usize, &'d str, Span)> {
    let mut named = Vec::new();
    for column in column::SETS.into_iter().chain([HOLDER]) {
        let members = site.members(column).into_iter();
        named.extend(members.filter_map(|member| Some((column, member.item.id()?, member.bytes))));
    }
    let when = site.cell(WHEN);
    if is_slug(when) {
        named.push((WHEN, when, Span::new(0, when.len())));
    }
    named
}

/// Each entity replaced by a few of its candidates.
fn replaced<'d>(
    site: &Site<'_, 'd>,
    out: &mut Vec<Mutant>,
    most: usize,
    candidates: impl Fn(&Site<'_, 'd>, &str) -> Vec<&'d str>,
) {
    for (column, id, bytes) in named(site) {
        if site.stock.corpus.vocabulary.entity(id).is_none() {
            continue;
        }
        let held: Vec<&str> = site.members(column).iter().filter_map(|member| member.item.id()).collect();
        let others = candidates(site, id).into_iter().filter(|other| !held.contains(other) && *other != id);
        let picked = site.pick(others, most);
        out.extend(picked.into_iter().map(|other| site.change(&[(column, &site.splice(column, bytes, other))])));
    }
}

fn claim_of_neighbour(site: &Site, out: &mut Vec<Mutant>) {
    let Some(document) = site.document() else { return };
    for (column, id, bytes) in named(site) {
        let Some(at) = document.claims.iter().position(|claim| claim.at.id == id) else { continue };
        let near = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        let others = near.filter_map(|at| document.claims.get(at)).map(|claim| claim.at.id);
        for other in others.filter(|other| *other != site.id()) {
            out.push(site.change(&[(column, &site.splice(column, bytes, other))]));
        }
    }
}

fn words_of_another_place(site: &Site, out: &mut Vec<Mutant>) {
    let own: Vec<String> = column::SETS
        .into_iter()
        .flat_map(|column| site.members(column))
        .filter_map(|member| match member.item {
            Item::Words(words) => Some(words.to_owned()),
            Item::Id(id) => site.stock.corpus.vocabulary.entity(id).map(|entity| entity.name.to_owned()),
        })
        .collect();
    let near: Vec<String> = site.neighbours().into_iter().flat_map(|row| words_in(row.cell(OBJECT))).collect();
    for column in column::SETS {
        for member in site.members(column) {
            let Item::Words(said) = member.item else { continue };
            let others = own.iter().chain(&near).map(String::as_str).filter(|other| *other != said);
            for other in site.pick(others, 2).into_iter().chain(half(said)) {
                out.push(site.change(&[(column, &site.splice(column, member.bytes, &format!("«{other}»")))]));
            }
        }
    }
}

fn words_in(cell: &str) -> Vec<String> {
    let set = crate::set::Set::parse(cell).unwrap_or_default();
    let items = set.items().filter_map(|item| match item {
        Item::Words(words) => Some(words.to_owned()),
        Item::Id(_) => None,
    });
    items.collect()
}

/// The second half of a run of several words.
fn half(said: &str) -> Option<&str> {
    const SEVERAL: usize = 4;
    let spans: Vec<Span> = words(said).collect();
    let middle = spans.get(spans.len() / 2).filter(|_| spans.len() >= SEVERAL)?;
    said.get(middle.start..)
}

fn side_dropped(site: &Site, out: &mut Vec<Mutant>) {
    for column in [SUBJECT, OBJECT, OTHER, PLACE] {
        if column != SUBJECT && !site.cell(column).is_empty() {
            out.push(site.change(&[(column, "")]));
        }
    }
}

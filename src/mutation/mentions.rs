//! Slips of reference: words that stand for one more, one fewer, or another thing.

use crate::claim::{Claim, column};
use crate::mutation::modality::without;
use crate::mutation::site::splice;
use crate::mutation::{Edit, Group, Mutant, Operator, Site};
use crate::set::{Set, list};
use crate::source::Span;

const MENTIONS: &[&str] = &["mentions"];

/// Positions of a mention's own columns.
const REFERS: usize = 5;
const ANTECEDENT: usize = 6;

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "mention-one-more",
        group: Group::Structure,
        about: "a mention stands for one thing too many",
        tables: MENTIONS,
        run: one_more,
    },
    Operator {
        name: "mention-one-fewer",
        group: Group::Structure,
        about: "a mention leaves out one of the things that it stands for",
        tables: MENTIONS,
        run: |site, out| {
            let refers: Vec<&str> = list(site.cell(REFERS)).collect();
            let fewer = (0..refers.len()).filter(|_| refers.len() > 1);
            out.extend(fewer.map(|index| site.change(&[(REFERS, &without(&refers, index))])));
        },
    },
    Operator {
        name: "mention-retargeted",
        group: Group::Structure,
        about: "a mention stands for something else",
        tables: MENTIONS,
        run: retargeted,
    },
    Operator {
        name: "antecedent-changed",
        group: Group::Structure,
        about: "the claim that a mention leads to is another one, or none",
        tables: MENTIONS,
        run: antecedent_changed,
    },
    Operator {
        name: "mention-and-claim-retargeted",
        group: Group::Structure,
        about: "a mention, the cells that rest on it and its antecedent name what an earlier claim names",
        tables: MENTIONS,
        run: retargeted_with_claims,
    },
];

fn one_more(site: &Site, out: &mut Vec<Mutant>) {
    let refers = site.cell(REFERS);
    let held: Vec<&str> = list(refers).collect();
    let is_new = |other: &&str| !held.contains(other);
    let typed = held.first().map(|first| site.pick(site.of_same_type(first).filter(is_new), 2)).unwrap_or_default();
    let named = site.pick(site.in_sentence().into_iter().filter(is_new), 1);
    out.extend(typed.into_iter().chain(named).map(|other| site.change(&[(REFERS, &format!("{refers}; {other}"))])));
}

fn retargeted(site: &Site, out: &mut Vec<Mutant>) {
    let held: Vec<&str> = list(site.cell(REFERS)).collect();
    let corpus = site.stock.corpus;
    let claims = site.document().map_or(&[][..], |document| &document.claims);
    for (index, id) in held.iter().enumerate() {
        let is_new = |other: &&str| !held.contains(other);
        let mut others = site.pick(site.of_same_type(id).filter(is_new), 2);
        others.extend(site.pick(site.confusable(id).into_iter().filter(is_new), 1));
        others.extend(site.pick(site.in_sentence().into_iter().filter(is_new), 1));
        if corpus.vocabulary.work(id).is_some() {
            others.extend(site.pick(corpus.vocabulary.works.iter().map(|row| row.id()).filter(is_new), 2));
        }
        if let Some(at) = claims.iter().position(|claim| claim.at.id == *id) {
            let near = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
            others.extend(near.filter_map(|at| claims.get(at)).map(|claim| claim.at.id));
        }
        for other in others {
            let refers = held.iter().enumerate().map(|(at, held)| if at == index { other } else { held });
            out.push(site.change(&[(REFERS, &refers.collect::<Vec<_>>().join("; "))]));
        }
    }
}

fn antecedent_changed(site: &Site, out: &mut Vec<Mutant>) {
    let held: Vec<&str> = list(site.cell(ANTECEDENT)).collect();
    let claims = site.document().map_or(&[][..], |document| &document.claims);
    for (index, id) in held.iter().enumerate() {
        let left = without(&held, index);
        out.push(site.change(&[(ANTECEDENT, &left)]));
        let Some(at) = claims.iter().position(|claim| claim.at.id == *id) else { continue };
        let near = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        let any = site.pick(claims.iter().map(|claim| claim.at.id), 1);
        for other in near.filter_map(|at| claims.get(at)).map(|claim| claim.at.id).chain(any) {
            if !held.contains(&other) {
                out.push(site.change(&[(ANTECEDENT, &list(&left).chain([other]).collect::<Vec<_>>().join("; "))]));
            }
        }
    }
    if held.is_empty() {
        let any = site.pick(claims.iter().map(|claim| claim.at.id), 1);
        out.extend(any.into_iter().map(|other| site.change(&[(ANTECEDENT, other)])));
    }
}

/// Who took the wrong thing for what the words mean writes mention, claim and antecedent alike, and of one piece.
fn retargeted_with_claims(site: &Site, out: &mut Vec<Mutant>) {
    const MOST: usize = 2;
    let Some(mention) = site.quote() else { return };
    let held: Vec<&str> = list(site.cell(REFERS)).collect();
    for (index, id) in held.iter().enumerate() {
        for (other, antecedent) in named_before(site, mention, id, &held).into_iter().take(MOST) {
            let claims = resting(site, mention, id, other);
            if !claims.is_empty() {
                let refers = held.iter().enumerate().map(|(at, held)| if at == index { other } else { held });
                let refers = refers.collect::<Vec<_>>().join("; ");
                out.push(together(site, &refers, antecedent, claims));
            }
        }
    }
}

/// Other entities of the type of one that earlier claims name, each with the last of them, the nearest first.
fn named_before<'d>(site: &Site<'_, 'd>, mention: Span, id: &str, held: &[&str]) -> Vec<(&'d str, &'d str)> {
    let (Some(document), vocabulary) = (site.document(), &site.stock.corpus.vocabulary) else { return Vec::new() };
    let Some(entity) = vocabulary.entity(id) else { return Vec::new() };
    let is_before = |claim: &&Claim| {
        let raw = claim.at.span.filter(|span| document.is_usable(*span));
        raw.is_some_and(|span| document.reading.to_text(span).end <= mention.start)
    };
    let mut named: Vec<(&str, &str)> = Vec::new();
    for claim in document.claims.iter().rev().filter(is_before) {
        let sets = column::SETS.into_iter().filter_map(|column| Set::parse(claim.cell(column)).ok());
        for other in sets.flat_map(|set| set.ids().collect::<Vec<_>>()).filter(|other| !held.contains(other)) {
            let is_alike = vocabulary.entity(other).is_some_and(|other| other.kind == entity.kind);
            if is_alike && named.iter().all(|(known, _)| *known != other) {
                named.push((other, claim.at.id));
            }
        }
    }
    named
}

/// The cells that rest on a mention and name a thing, with another in its place.
fn resting(site: &Site, mention: Span, id: &str, other: &str) -> Vec<Edit> {
    let Some(document) = site.document() else { return Vec::new() };
    let cells = document.grounding().cells.iter().filter(|cell| cell.bytes.contains(&mention));
    let edits = cells.filter_map(|cell| {
        let claim = document.claims.get(cell.claim)?;
        let said = claim.cell(cell.column);
        let set = Set::parse(said).ok()?;
        let member = set.members().iter().find(|member| member.item.id() == Some(id))?;
        let row = site.place(claim.at.row)?;
        Some(Edit::Cell { row, column: cell.column, to: splice(said, member.bytes, other) })
    });
    edits.collect()
}

/// One slip in a mention, in claims, and in the antecedent where there is one.
fn together(site: &Site, refers: &str, antecedent: &str, claims: Vec<Edit>) -> Mutant {
    let mut mutant = site.change(&[(REFERS, refers)]);
    let before = list(site.cell(ANTECEDENT));
    let is_one = !refers.contains(';');
    let to = before.filter(|held| !is_one && *held != antecedent).chain([antecedent]).collect::<Vec<_>>().join("; ");
    if !site.cell(ANTECEDENT).is_empty() {
        mutant.edits.push(Edit::Cell { row: site.at(), column: ANTECEDENT, to });
    }
    mutant.edits.extend(claims);
    mutant
}

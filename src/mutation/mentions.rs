//! Slips of reference: words that stand for one more, one fewer, or another thing.

use crate::mutation::modality::without;
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::set::list;

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

//! Slips between claims: a condition dropped or joined wrongly, a restatement of another claim.

use crate::claim::column::{IF, PREDICATE, RESTATES};
use crate::mutation::modality::without;
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::set::list;

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "condition-changed",
        group: Group::Structure,
        about: "a condition is left out, is another one, or stands where there is none",
        tables: CLAIMS,
        run: condition_changed,
    },
    Operator {
        name: "restates-retargeted",
        group: Group::Structure,
        about: "a claim restates another one, or none, or one where it restates none",
        tables: CLAIMS,
        run: restates_retargeted,
    },
];

/// The claims of the same source that `takes` takes, but for the site's own.
fn claims<'d>(site: &Site<'_, 'd>, takes: impl Fn(&crate::claim::Claim<'d>) -> bool) -> Vec<&'d str> {
    let claims = site.document().map_or(&[][..], |document| &document.claims);
    claims.iter().filter(|claim| claim.at.id != site.id() && takes(claim)).map(|claim| claim.at.id).collect()
}

fn condition_changed(site: &Site, out: &mut Vec<Mutant>) {
    let held: Vec<&str> = list(site.cell(IF)).collect();
    let conditions = claims(site, |claim| claim.has_mood("condition") && !held.contains(&claim.at.id));
    let neighbours = site.neighbours().into_iter().map(|row| row.id()).filter(|id| !held.contains(id));
    let others: Vec<&str> = site.pick(conditions, 2).into_iter().chain(neighbours.take(1)).collect();
    for index in 0..held.len() {
        let left = without(&held, index);
        out.push(site.change(&[(IF, &left)]));
        for other in &others {
            out.push(site.change(&[(IF, &list(&left).chain([*other]).collect::<Vec<_>>().join("; "))]));
        }
    }
    if let Some(other) = others.first().filter(|_| held.is_empty()) {
        out.push(site.change(&[(IF, other)]));
    }
}

fn restates_retargeted(site: &Site, out: &mut Vec<Mutant>) {
    let held = site.cell(RESTATES);
    let same = claims(site, |claim| claim.predicate == site.cell(PREDICATE) && claim.at.id != held);
    let neighbours = site.neighbours().into_iter().map(|row| row.id()).filter(|id| *id != held);
    let most = if held.is_empty() { 1 } else { 2 };
    if !held.is_empty() {
        out.push(site.change(&[(RESTATES, "")]));
    }
    let others: Vec<&str> = site.pick(same, most).into_iter().chain(neighbours).collect();
    out.extend(others.into_iter().take(most).map(|other| site.change(&[(RESTATES, other)])));
}

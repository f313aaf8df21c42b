//! Is a relation said with its opposite: denied, turned, inverse, or one that it excludes?

use foldhash::{HashMap, HashMapExt};

use super::{HELP, MOST, Relation, Told, both_ways, meet, of, predicate, related, told};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::is_of_membership;

/// Every two facts of which the second is among what `against` makes of the first, and that clash.
fn clashes<'d>(
    document: &Document<'d>,
    findings: &mut Findings,
    against: impl Fn(Relation<'d>, bool) -> Vec<Relation<'d>>,
    clash: impl Fn(&Told, &Told) -> bool,
    message: impl Fn(&Told, &Told) -> String,
) {
    let (told, mut pairs) = (told(document), Pairs::default());
    let mut known: HashMap<Relation, Vec<&Told>> = HashMap::new();
    for fact in &told {
        let opposites = against(fact.relation, fact.affirmed);
        findings.look(usize::from(!opposites.is_empty()));
        for opposite in opposites {
            for earlier in known.get(&opposite).into_iter().flatten().take(MOST) {
                if clash(earlier, fact) {
                    pairs.add(earlier.claim, fact.claim, || message(earlier, fact));
                }
            }
        }
        known.entry(fact.relation).or_default().push(fact);
    }
    pairs.report(document, findings, column::PREDICATE, HELP);
}

pub(super) fn asymmetric_both_ways<'d>(document: &Document<'d>, findings: &mut Findings) {
    let one_way = |name: &str| predicate(document, name).is_some_and(|p| p.has("asymmetric") && p.kind != "comparison");
    let against = |relation: Relation<'d>, affirmed| {
        let judged = affirmed && relation.subject != relation.object && one_way(relation.predicate);
        if judged { vec![relation.turned()] } else { Vec::new() }
    };
    let clash = |one: &Told, two: &Told| one.affirmed && meet(document, one, two);
    clashes(document, findings, against, clash, |one, two| {
        let (first, second) = (row(document, one.claim), row(document, two.claim));
        let (name, there, back) = (one.relation.predicate, of(&one.relation), of(&two.relation));
        format!("`{name}` holds one way only, and is said of {there} ({first}) and of {back} ({second})")
    });
}

pub(super) fn inverse_disagrees<'d>(document: &Document<'d>, findings: &mut Findings) {
    let inverses = related(document, |predicate| vec![predicate.inverse]);
    let against = |relation: Relation<'d>, _| {
        let inverses = inverses.get(relation.predicate).into_iter().flatten();
        inverses.map(|name| relation.turned().with(name)).collect()
    };
    let clash = |one: &Told, two: &Told| one.affirmed != two.affirmed && meet(document, one, two);
    clashes(document, findings, against, clash, |one, two| both_ways(document, one, two));
}

pub(super) fn relations_exclude_each_other<'d>(document: &Document<'d>, findings: &mut Findings) {
    let excluded = related(document, |predicate| predicate.excludes.clone());
    let symmetric = |name: &str| predicate(document, name).is_some_and(|predicate| predicate.has("symmetric"));
    let against = |relation: Relation<'d>, affirmed: bool| {
        let own = relation.predicate;
        let names = excluded.get(own).into_iter().flatten().filter(|_| affirmed);
        let turned = |name: &str| symmetric(own) && symmetric(name);
        names
            .flat_map(|name| {
                let same = relation.with(name);
                std::iter::once(same).chain(turned(name).then(|| same.turned()))
            })
            .collect()
    };
    let clash = |one: &Told, two: &Told| one.affirmed && meet(document, one, two);
    clashes(document, findings, against, clash, |one, two| both_ways(document, one, two));
}

pub(super) fn affirmed_and_negated<'d>(document: &Document<'d>, findings: &mut Findings) {
    let judged = |name: &str| predicate(document, name).is_some_and(|predicate| !is_of_membership(predicate));
    let symmetric = |name: &str| predicate(document, name).is_some_and(|predicate| predicate.has("symmetric"));
    let against = |relation: Relation<'d>, _| {
        let turned = symmetric(relation.predicate).then(|| relation.turned());
        if judged(relation.predicate) { std::iter::once(relation).chain(turned).collect() } else { Vec::new() }
    };
    let clash = |one: &Told, two: &Told| one.affirmed != two.affirmed && meet(document, one, two);
    clashes(document, findings, against, clash, |one, two| {
        let (yes, no) = if one.affirmed { (one, two) } else { (two, one) };
        let (first, second) = (row(document, yes.claim), row(document, no.claim));
        let (name, of) = (yes.relation.predicate, of(&yes.relation));
        format!("`{name}` is said to hold of {of} ({first}) and not to hold ({second})")
    });
}

//! Is one set counted twice, with numbers that do not go together?

use std::collections::BTreeMap;

use super::lists::other_length;
use super::{MOST, counts_a_state, is_of_one_time, unit};
use crate::checks::conflict::{Pairs, row};
use crate::claim::{Claim, column};
use crate::count::{Count, counts};
use crate::document::Document;
use crate::finding::Findings;
use crate::language::List;
use crate::quantity::{Kind, Quantity, Relation};
use crate::statement::is_entity;

/// What a set is known by: predicate, subject, object, third party, place and unit of measure.
type Key<'a> = [&'a str; 6];

/// The counts of each set that an entity tells apart from others.
fn by_set<'a, 'd: 'a>(document: &'a Document<'d>, counts: &'a [Count<'d>]) -> BTreeMap<Key<'a>, Vec<&'a Count<'d>>> {
    let mut sets: BTreeMap<Key, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        let Some(claim) = document.claims.get(count.claim).filter(|claim| counts_a_state(document, claim)) else {
            continue;
        };
        // A number that is not even that of its own list is another check's.
        if is_known(document, claim) && other_length(document, claim, count).is_none() {
            let [subject, object, other, place] = column::SETS.map(|column| count.cell(claim, column));
            let key = [claim.predicate, subject, object, other, place, unit(document, claim, count)];
            sets.entry(key).or_default().push(count);
        }
    }
    sets
}

/// Whether an entity stands on a side: of words alone nobody knows whether they mean the same things.
fn is_known(document: &Document, claim: &Claim) -> bool {
    claim.subject.items().chain(claim.object.items()).any(|item| is_entity(document, item))
}

/// Every two counts of one set and one time for which `clash` holds.
fn clashes(
    document: &Document,
    findings: &mut Findings,
    clash: impl Fn(&Quantity, &Quantity) -> bool,
    message: impl Fn(&Count, &Count) -> String,
) -> Pairs {
    let (counts, mut pairs) = (counts(document), Pairs::default());
    for counts in by_set(document, &counts).values() {
        findings.look(counts.len());
        let some = counts.get(..counts.len().min(MOST)).unwrap_or(&[]);
        for (at, one) in some.iter().enumerate() {
            for two in some.iter().skip(at + 1) {
                if clash(&one.quantity, &two.quantity) && is_of_one_time(document, one.claim, two.claim) {
                    pairs.add(one.claim, two.claim, || message(one, two));
                }
            }
        }
    }
    pairs
}

pub(super) fn set_counted_twice(document: &Document, findings: &mut Findings) {
    let clash = |one: &Quantity, two: &Quantity| {
        one.kind != Kind::Vague && two.kind != Kind::Vague && one.compare(two) == Relation::Disjoint
    };
    let pairs = clashes(document, findings, clash, |one, two| {
        let (first, second) = (row(document, one.claim), row(document, two.claim));
        format!("`{}` is counted as {} ({first}) and as {} ({second})", one.counted, one.quantity, two.quantity)
    });
    let help =
        "correct the number that is wrong; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::NUMBER, help);
}

pub(super) fn coarse_against_fine(document: &Document, findings: &mut Findings) {
    let usual = |vague: &Quantity| usually(document, vague);
    let clash = |one: &Quantity, two: &Quantity| match (one.kind, two.kind) {
        (Kind::Vague, Kind::Vague) => false,
        (Kind::Vague, _) => usual(one).is_some_and(|usual| is_outside(two, &usual)),
        (_, Kind::Vague) => usual(two).is_some_and(|usual| is_outside(one, &usual)),
        _ => false,
    };
    let pairs = clashes(document, findings, clash, |one, two| {
        let (vague, fine) = if one.quantity.kind == Kind::Vague { (one, two) } else { (two, one) };
        let (first, second) = (row(document, vague.claim), row(document, fine.claim));
        let means = usual(&vague.quantity).map_or_else(String::new, |usual| usual.to_string());
        format!(
            "`{}` is counted as “{}” ({first}), which usually means {means}, and as {} ({second})",
            vague.counted, vague.quantity, fine.quantity
        )
    });
    let help = "if the source gives both, carry it as an exception that says which number it holds for right";
    pairs.report(document, findings, column::NUMBER, help);
}

/// What a vague count usually means; where the lists do not say, all that it may mean.
fn usually(document: &Document, vague: &Quantity) -> Option<Quantity> {
    let language = document.corpus.language(document.entry)?;
    let line = language.find(&vague.to_string(), List::Usual);
    let bounds = line.map(|line| (line.min, line.max));
    let own = || (vague.min.and_then(|min| min.whole()), vague.max.and_then(|max| max.whole()));
    let (Some(min), Some(max)) = bounds.unwrap_or_else(own) else { return None };
    format!("{min}..{max}").parse().ok()
}

/// Whether a finer count lies, at least partly, outside what a vague one usually means. Of an open one
/// ("over 1,500") the bound tells.
fn is_outside(fine: &Quantity, usual: &Quantity) -> bool {
    match (fine.kind, fine.compare(usual)) {
        (_, Relation::Unknown) => false,
        (_, Relation::Disjoint) => true,
        (Kind::AtLeast | Kind::AtMost, _) => false,
        (_, relation) => !matches!(relation, Relation::Contained | Relation::Equal),
    }
}

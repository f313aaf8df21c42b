//! Does something have two values where it has only one?

use foldhash::{HashMap, HashMapExt};

use super::{HELP, MOST, Relation, Side, Told, meet, predicate, told};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::are_apart;

pub(super) fn second_value(document: &Document, findings: &mut Findings) {
    let (told, mut pairs) = (told(document), Pairs::default());
    let functional = |name: &str| predicate(document, name).is_some_and(|predicate| predicate.has("functional"));
    let mut known: HashMap<Relation, Vec<&Told>> = HashMap::new();
    // Shares of one whole may go to several; other checks sum them.
    let judged = told.iter().filter(|fact| fact.affirmed && functional(fact.relation.predicate));
    for fact in judged {
        if document.claims.get(fact.claim).is_none_or(|claim| !claim.cell(column::NUMBER).is_empty()) {
            continue;
        }
        findings.look(1);
        let earlier = known.entry(Relation { object: fact.relation.subject, ..fact.relation }).or_default();
        for other in earlier.iter().take(MOST) {
            let differs = differ(document, other.relation.object, fact.relation.object);
            if differs && other.claim != fact.claim && meet(document, other, fact) {
                pairs.add(other.claim, fact.claim, || message(document, other, fact));
            }
        }
        earlier.push(fact);
    }
    pairs.report(document, findings, column::OBJECT, HELP);
}

fn message(document: &Document, one: &Told, two: &Told) -> String {
    let (first, second) = (row(document, one.claim), row(document, two.claim));
    let Relation { predicate, subject, object, .. } = one.relation;
    format!(
        "`{predicate}` has one value, and of `{subject}` it is `{object}` ({first}) and `{}` ({second})",
        two.relation.object
    )
}

/// Whether two values cannot be one.
fn differ(document: &Document, one: Side, two: Side) -> bool {
    match (one, two) {
        (Side::One(one), Side::One(two)) => are_apart(&document.corpus.vocabulary, one, two),
        _ => false,
    }
}

//! Do the relations that a source tells of go together: with their opposites, their turned sides, and
//! with each other?

mod cycles;
mod opposites;
mod ranks;
mod stances;
mod values;

use foldhash::{HashMap, HashMapExt};

use cycles::{comparison_cycle, self_relation};
use opposites::{affirmed_and_negated, asymmetric_both_ways, inverse_disagrees, relations_exclude_each_other};
use ranks::ranked_first_twice;
use stances::member_against_group;
use values::second_value;

use crate::check::{Check, Run};
use crate::checks::conflict::row;
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::finding::Severity;
use crate::membership::is_of_membership;
use crate::set::{Item, list};
use crate::vocabulary::Predicate;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "asymmetric-both-ways",
        severity: Severity::Error,
        about: "a relation that holds one way only, and is said both ways",
        page: include_str!("relations/asymmetric-both-ways.md"),
        run: Run::Document(asymmetric_both_ways),
    },
    Check {
        name: "inverse-disagrees",
        severity: Severity::Error,
        about: "a relation is affirmed, and denied with its sides turned",
        page: include_str!("relations/inverse-disagrees.md"),
        run: Run::Document(inverse_disagrees),
    },
    Check {
        name: "relations-exclude-each-other",
        severity: Severity::Error,
        about: "two relations that cannot hold of the same sides at one time",
        page: include_str!("relations/relations-exclude-each-other.md"),
        run: Run::Document(relations_exclude_each_other),
    },
    Check {
        name: "affirmed-and-negated",
        severity: Severity::Error,
        about: "one thing is said to be so and not to be so, at one time",
        page: include_str!("relations/affirmed-and-negated.md"),
        run: Run::Document(affirmed_and_negated),
    },
    Check {
        name: "self-relation",
        severity: Severity::Error,
        about: "a relation of something to itself",
        page: include_str!("relations/self-relation.md"),
        run: Run::Document(self_relation),
    },
    Check {
        name: "comparison-cycle",
        severity: Severity::Error,
        about: "comparisons that lead back to where they began",
        page: include_str!("relations/comparison-cycle.md"),
        run: Run::Document(comparison_cycle),
    },
    Check {
        name: "ranked-first-twice",
        severity: Severity::Error,
        about: "two things have a first place that only one can have",
        page: include_str!("relations/ranked-first-twice.md"),
        run: Run::Document(ranked_first_twice),
    },
    Check {
        name: "member-against-group",
        severity: Severity::Warning,
        about: "a member takes the opposite position of its group",
        page: include_str!("relations/member-against-group.md"),
        run: Run::Document(member_against_group),
    },
    Check {
        name: "second-value",
        severity: Severity::Error,
        about: "a second value of what has only one",
        page: include_str!("relations/second-value.md"),
        run: Run::Document(second_value),
    },
];

/// Of one relation and its sides so many rows are held against each other; see the checks of memberships.
const MOST: usize = 256;

/// The next step where two rows contradict each other.
const HELP: &str =
    "correct the row that is wrong; if both are right, say in `role` and `when` which time each speaks of";

/// What stands on a side: an item, or a list that is told of as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side<'d> {
    One(Item<'d>),
    Whole(&'d str),
}

impl Side<'_> {
    fn id(&self) -> Option<&str> {
        match self {
            Side::One(item) => item.id(),
            Side::Whole(_) => None,
        }
    }
}

impl std::fmt::Display for Side<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Side::One(item) => item.fmt(f),
            Side::Whole(cell) => f.write_str(cell),
        }
    }
}

/// What a fact says, of whom: predicate, subject, object, third party, place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Relation<'d> {
    predicate: &'d str,
    subject: Side<'d>,
    object: Side<'d>,
    other: Side<'d>,
    place: &'d str,
}

impl<'d> Relation<'d> {
    fn turned(self) -> Relation<'d> {
        Relation { subject: self.object, object: self.subject, ..self }
    }

    fn with(self, predicate: &'d str) -> Relation<'d> {
        Relation { predicate, ..self }
    }
}

/// A fact that a claim says for sure, at least probably.
struct Told<'d> {
    claim: usize,
    relation: Relation<'d>,
    affirmed: bool,
}

/// The facts that are asserted or denied of known sides, in order.
fn told<'d>(document: &Document<'d>) -> Vec<Told<'d>> {
    let mut told = Vec::new();
    for fact in document.facts().iter().filter(|fact| fact.sure) {
        let Some(claim) = document.claims.get(fact.claim) else { continue };
        let Some(stance) = document.statements().get(fact.claim).map(|statement| statement.stance) else { continue };
        let side = |item: Option<Item<'d>>, column| item.map_or(Side::Whole(claim.cell(column)), Side::One);
        let relation = Relation {
            predicate: claim.predicate,
            subject: side(fact.subject, column::SUBJECT),
            object: side(fact.object, column::OBJECT),
            other: side(fact.other, column::OTHER),
            place: claim.cell(column::PLACE),
        };
        if is_known(claim) && (stance.is_asserted() || stance.is_denied()) {
            told.push(Told { claim: fact.claim, relation, affirmed: stance.affirmed });
        }
    }
    told
}

/// Whether an id stands on a side: of words alone nobody knows whether they mean the same things.
fn is_known(claim: &Claim) -> bool {
    column::SETS.iter().any(|column| claim.set(*column).is_some_and(|set| set.ids().next().is_some()))
}

fn predicate<'a, 'd>(document: &'a Document<'d>, name: &str) -> Option<&'a Predicate<'d>> {
    document.corpus.vocabulary.predicate(name)
}

/// Whether two claims are told on the same terms, and for one time; a denial has to reach what is
/// asserted.
fn meet(document: &Document, one: &Told, two: &Told) -> bool {
    let statements = document.statements();
    let (Some(first), Some(second)) = (statements.get(one.claim), statements.get(two.claim)) else { return false };
    let on_one_matter = match (one.affirmed, two.affirmed) {
        (true, false) => second.denies(first),
        (false, true) => first.denies(second),
        _ => first.is_as_wide_as(second),
    };
    on_one_matter && first.period.meets(&second.period) && !is_restated(document, one, two)
}

/// Whether one claim says that it restates the other: what differs then is a matter of that cell.
fn is_restated(document: &Document, one: &Told, two: &Told) -> bool {
    let (Some(one), Some(two)) = (document.claims.get(one.claim), document.claims.get(two.claim)) else { return false };
    let restates = |one: &Claim, two: &Claim| list(one.cell(column::RESTATES)).any(|id| id == two.at.id);
    restates(one, two) || restates(two, one)
}

/// By predicate, those that it names and that name it; memberships have checks of their own.
fn related<'d>(
    document: &Document<'d>,
    named: impl Fn(&Predicate<'d>) -> Vec<&'d str>,
) -> HashMap<&'d str, Vec<&'d str>> {
    let mut related: HashMap<&str, Vec<&str>> = HashMap::new();
    let of_membership = |name: &str| predicate(document, name).is_some_and(is_of_membership);
    for predicate in &document.corpus.vocabulary.predicates {
        for name in named(predicate).into_iter().filter(|name| !name.is_empty() && *name != predicate.name) {
            if !(of_membership(predicate.name) && of_membership(name)) {
                related.entry(predicate.name).or_default().push(name);
                related.entry(name).or_default().push(predicate.name);
            }
        }
    }
    related
}

/// The sides of a relation in a message.
fn of(relation: &Relation) -> String {
    let Relation { subject, object, .. } = relation;
    if *object == Side::Whole("") { format!("`{subject}`") } else { format!("`{subject}` and `{object}`") }
}

/// Two relations that do not go together, each with its sides.
fn both_ways(document: &Document, one: &Told, two: &Told) -> String {
    let said = |told: &Told| {
        let holds = if told.affirmed { "holds" } else { "does not hold" };
        format!("`{}` {holds} of {} ({})", told.relation.predicate, of(&told.relation), row(document, told.claim))
    };
    format!("{}, and {}", said(one), said(two))
}

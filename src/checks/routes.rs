//! Do the ways that a source describes hold together: their legs, their directions, their returns?

mod directions;
mod returns;

use foldhash::{HashMap, HashMapExt};

use crate::check::{Check, Run, about_cell};
use crate::checks::anchors::related;
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::edtf::{Day, Edtf, Role, Strength};
use crate::fact::Stance;
use crate::finding::{Findings, Severity};
use crate::language::List;
use crate::set::{Item, Joint, Set};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "route-visits-twice",
        severity: Severity::Error,
        about: "a route that passes one place twice",
        page: include_str!("routes/route-visits-twice.md"),
        run: Run::Document(visits_twice),
    },
    Check {
        name: "alternatives-regrouped",
        severity: Severity::Error,
        about: "alternatives grouped otherwise than the quote groups them",
        page: include_str!("routes/alternatives-regrouped.md"),
        run: Run::Document(alternatives_regrouped),
    },
    Check {
        name: "route-legs-differ",
        severity: Severity::Error,
        about: "two routes of one traveller that pass the same two places in opposite order",
        page: include_str!("routes/route-legs-differ.md"),
        run: Run::Document(legs_differ),
    },
    Check {
        name: "direction-turned",
        severity: Severity::Error,
        about: "a direction that another claim, the legs, or its own end turn round",
        page: include_str!("routes/direction-turned.md"),
        run: Run::Document(directions::turned),
    },
    Check {
        name: "return-against-origin",
        severity: Severity::Warning,
        about: "a return to a place that no claim of origin leads to",
        page: include_str!("routes/return-against-origin.md"),
        run: Run::Document(returns::against_origin),
    },
];

/// A claim with its position among all.
type Numbered<'a> = (usize, &'a Claim<'a>);

/// The claims of routes, in order, with their positions among all.
fn routes<'a>(document: &'a Document) -> impl Iterator<Item = Numbered<'a>> {
    let is_route = |(_, claim): &Numbered| {
        document.corpus.vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.kind == "route")
    };
    document.claims.iter().enumerate().filter(is_route)
}

/// The places of a route in order, each with the number of its leg and of its alternative there; the
/// origin is leg 0.
fn legs<'c>(claim: &Claim<'c>) -> Vec<(Item<'c>, usize, usize)> {
    let origin = claim.other.members().iter().map(|member| (member.item, 0, 0));
    let mut legs: Vec<_> = origin.collect();
    for (leg, part) in claim.object.parts().enumerate() {
        let mut alternative = 0;
        for member in part {
            alternative += usize::from(member.joint == Joint::Or);
            legs.push((member.item, leg + 1, alternative));
        }
    }
    legs
}

fn visits_twice(document: &Document, findings: &mut Findings) {
    for (_, claim) in routes(document) {
        findings.look(1);
        let Some((item, leg)) = passed_again(claim) else { continue };
        // “… and back to Oslo”: a round trip ends where it began, and says so.
        if leg == claim.object.lists() && says_return(document, claim) {
            continue;
        }
        let message = format!("the route passes {item} twice");
        let help = "take out the leg that the words do not say; the origin stands in `other` alone";
        findings.add(about_cell(claim.at.row, column::OBJECT, message).help(help));
    }
}

/// The first place that one path passes again, with the leg where it does.
fn passed_again<'c>(claim: &Claim<'c>) -> Option<(Item<'c>, usize)> {
    let mut seen = HashMap::new();
    legs(claim).into_iter().find_map(|(item, leg, alternative)| {
        let before = seen.insert(item, (leg, alternative));
        // The same place in two alternatives of one leg stands on two paths.
        before.filter(|(old, other)| *old != leg || *other == alternative).map(|_| (item, leg))
    })
}

fn says_return(document: &Document, claim: &Claim) -> bool {
    let language = document.corpus.language(document.entry);
    language.is_some_and(|language| language.stands_in(claim.at.quote, List::Returning))
}

fn alternatives_regrouped(document: &Document, findings: &mut Findings) {
    let has_groups = |set: &&Set| set.members().iter().any(|member| matches!(member.joint, Joint::Or | Joint::And));
    let sets = document.claims.iter().flat_map(|claim| column::SETS.iter().filter_map(|column| claim.set(*column)));
    findings.look(sets.filter(has_groups).count());
    super::values::report(document, findings);
}

fn legs_differ(document: &Document, findings: &mut Findings) {
    // For every traveller, origin, holder and way there or back: of two places in order, the first claim that has them so.
    let mut orders: HashMap<_, HashMap<(Item, Item), Numbered>> = HashMap::new();
    for (index, claim) in routes(document).filter(|(_, claim)| Stance::of(claim).is_asserted()) {
        findings.look(1);
        for traveller in claim.subject.items() {
            let returns = says_return(document, claim);
            let key = (traveller, claim.cell(column::OTHER), claim.cell(column::HOLDER), returns);
            let known = orders.entry(key).or_default();
            let pairs = in_order(claim);
            let turned = pairs.iter().find_map(|(first, then)| {
                let (at, other) = known.get(&(*then, *first))?;
                (may_coincide(claim, other) && told_alike(document, index, *at, |_| false))
                    .then_some((first, then, *other))
            });
            if let Some((first, then, other)) = turned {
                let message = format!("here {traveller} passes {first} before {then}, elsewhere after it");
                let finding = about_cell(claim.at.row, column::OBJECT, message);
                let help = "hold both rows against their words; if the source says both, carry it as an exception";
                findings.add(finding.related(related(&other.at, "the other order")).help(help));
                break;
            }
            pairs.into_iter().for_each(|pair| {
                known.entry(pair).or_insert((index, claim));
            });
        }
    }
}

/// Every two places of different legs, in their order.
fn in_order<'c>(claim: &Claim<'c>) -> Vec<(Item<'c>, Item<'c>)> {
    let legs = legs(claim);
    let later = |leg: usize| legs.iter().filter(move |(_, other, _)| *other > leg);
    legs.iter().flat_map(|(item, leg, _)| later(*leg).map(|(then, ..)| (*item, *then))).collect()
}

/// Whether two claims, by position, are told on the same terms and in the same words of time and extent, but
/// for words that are what they say.
fn told_alike(document: &Document, one: usize, two: usize, says: impl Fn(&str) -> bool) -> bool {
    let statements = document.statements();
    statements.get(one).zip(statements.get(two)).is_some_and(|(one, two)| one.is_told_alike(two, says))
}

/// Whether two claims may speak of one time: neither is dated wholly before the other.
fn may_coincide(a: &Claim, b: &Claim) -> bool {
    let ((a_first, a_last), (b_first, b_last)) = (days(a), days(b));
    let before = |last: Option<Day>, first: Option<Day>| last.zip(first).is_some_and(|(last, first)| last < first);
    !before(a_last, b_first) && !before(b_last, a_first)
}

/// The first and the last day that a claim's date allows; `None` where it is open or not dated.
pub(super) fn days(claim: &Claim) -> (Option<Day>, Option<Day>) {
    let role = claim.cell(column::ROLE).parse::<Role>().ok();
    Edtf::parse(claim.cell(column::WHEN)).map_or((None, None), |date| date.bounds(role, Strength::Hard))
}

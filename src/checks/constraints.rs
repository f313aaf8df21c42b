//! Do the facts keep to the constraints?

use std::cell::OnceCell;

use foldhash::HashSet;

use crate::check::{Check, Run, about_cell};
use crate::claim::{Claim, column};
use crate::constraint::{Answer, Named};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::fact::{self, Implied, Stance};
use crate::finding::{Finding, Findings, Severity};

use crate::checks::anchors::related;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "constraint-violated",
        severity: Severity::Error,
        about: "a constraint that the facts break",
        page: include_str!("constraints/constraint-violated.md"),
        run: Run::Document(violated),
    },
    Check {
        name: "bad-constraint",
        severity: Severity::Error,
        about: "a constraint whose operand cannot be read, names what does not exist, or is of the wrong kind",
        page: include_str!("constraints/bad-constraint.md"),
        run: Run::Corpus(malformed),
    },
    Check {
        name: "constraint-touches-nothing",
        severity: Severity::Error,
        about: "a constraint that no claim has to do with",
        page: include_str!("constraints/constraint-touches-nothing.md"),
        run: Run::Corpus(touches_nothing),
    },
    Check {
        name: "too-many-constraints",
        severity: Severity::Error,
        about: "more than one constraint to ten facts",
        page: include_str!("constraints/too-many-constraints.md"),
        run: Run::Corpus(too_many),
    },
];

const RELATION: usize = 1;
const LEFT: usize = 2;

fn violated(document: &Document, findings: &mut Findings) {
    let mut constraints = document.corpus.constraints_of(document.entry.id).peekable();
    if constraints.peek().is_none() {
        return;
    }
    let setting = document.account.setting();
    for constraint in constraints {
        findings.look(1);
        let ruling = setting.judge(constraint);
        if ruling.answer == Answer::Violated {
            let message =
                format!("constraint `{}` ({}) is broken: {}", constraint.id, constraint.relation, ruling.message);
            let help = "look which of the rows reads its words wrongly; a constraint that the source does not keep is no agreement: drop it";
            let finding = about_cell(constraint.row, RELATION, message).help(help);
            let rows = ruling.claims.iter().filter_map(|position| document.claims.get(*position));
            findings.add(rows.map(|claim| related(&claim.at, "is judged by this")).fold(finding, Finding::related));
        }
    }
}

fn malformed(corpus: &Corpus, findings: &mut Findings) {
    let timed = OnceCell::new();
    let named = |id: &str| named(corpus, &timed, id);
    for constraint in &corpus.constraints {
        findings.look(1);
        for (side, operand) in constraint.operands.iter().enumerate() {
            let unknown =
                || operand.as_ref().ok()?.0.iter().map(|(_, term)| term.id()).find(|id| corpus.row_of(id).is_none());
            let reason = match operand {
                Err(reason) => Some(reason.clone()),
                Ok(_) => unknown()
                    .map(|id| format!("`{id}` is no claim and no entity"))
                    .or_else(|| constraint.misfit(side, &named)),
            };
            if let Some(reason) = reason {
                let help = "write ids, members(g), proposed(g), when(x) or x.column, joined by ` + ` or ` - `";
                findings.add(about_cell(constraint.row, LEFT + side, reason).help(help));
            }
        }
    }
}

/// What an id names; `timed` keeps the entities of which claims tell the beginning or the end.
fn named<'c>(corpus: &'c Corpus<'c>, timed: &OnceCell<HashSet<&'c str>>, id: &str) -> Option<Named> {
    if corpus.row_of(id)?.table.schema.name == "claims" {
        return Some(Named::Claim);
    }
    let is_event = corpus.vocabulary.entity(id).is_some_and(|entity| entity.kind == "event");
    let is_timed = is_event || timed.get_or_init(|| bounded_by_claims(corpus)).contains(id);
    Some(if is_timed { Named::Timed } else { Named::Entity })
}

/// The entities of which an asserted claim of the author tells the beginning or the end.
fn bounded_by_claims<'c>(corpus: &'c Corpus<'c>) -> HashSet<&'c str> {
    let claims = corpus.rows("claims").map(Claim::new).filter(|claim| {
        let stance = Stance::of(claim);
        stance.is_asserted() && stance.voice.is_empty()
    });
    let ids = claims.flat_map(|claim| {
        let implied = corpus.vocabulary.predicate(claim.predicate).into_iter().flat_map(fact::implied);
        let sides = implied.filter_map(|implied| match implied {
            Implied::Bound { side, .. } => claim.set(side),
            _ => None,
        });
        sides.flat_map(|set| set.ids().collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    ids.collect()
}

/// A constraint is alive if some claim bears an id that it names, or names an entity that it names.
fn touches_nothing(corpus: &Corpus, findings: &mut Findings) {
    let mut named: Option<HashSet<&str>> = None;
    for constraint in &corpus.constraints {
        findings.look(1);
        let is_claim = |id: &str| corpus.row_of(id).is_some_and(|row| row.table.schema.name == "claims");
        if constraint.ids().any(is_claim) || constraint.ids().any(|id| corpus.row_of(id).is_none()) {
            continue;
        }
        let named = named.get_or_insert_with(|| named_by_claims(corpus));
        if !constraint.ids().any(|id| named.contains(id)) {
            let message = format!("constraint `{}` touches nothing: no claim names what it compares", constraint.id);
            findings.add(about_cell(constraint.row, LEFT, message).help("drop it, or name what claims are about"));
        }
    }
}

fn named_by_claims<'c>(corpus: &'c Corpus<'c>) -> HashSet<&'c str> {
    let claims = corpus.rows("claims").map(Claim::new);
    claims
        .flat_map(|claim| column::SETS.map(|column| claim.set(column).map(|set| set.ids().collect::<Vec<_>>())))
        .flatten()
        .flatten()
        .collect()
}

/// Most agreements are enforced by general checks: a constraint is for what only this text agrees on.
fn too_many(corpus: &Corpus, findings: &mut Findings) {
    let constraints = corpus.constraints.len();
    findings.look(constraints);
    if constraints <= FREE {
        return;
    }
    let facts: usize = corpus
        .rows("claims")
        .map(|row| Claim::new(row).facts(corpus.vocabulary.predicate(row.cell(column::PREDICATE))))
        .sum();
    let allowed = (facts / 10).max(FREE);
    for (position, constraint) in corpus.constraints.iter().enumerate().skip(allowed) {
        let message =
            format!("this is constraint {} of {constraints}, and {facts} facts allow {allowed}", position + 1);
        let help = "state what a general check knows by the vocabulary (`implies`, `excludes`, flags), and keep constraints for the rest";
        findings.add(about_cell(constraint.row, 0, message).help(help));
    }
}

/// A small note may have a few all the same.
const FREE: usize = 8;

//! Can everything that the claims of a source say of time be true together?

use crate::check::{Check, Run, about_cell};
use crate::checks::anchors;
use crate::chronology::{By, Conflict, Kind};
use crate::claim::column;
use crate::document::Document;
use crate::edtf::Strength;
use crate::finding::{Finding, Findings, Related, Severity};

/// The checks of this family. Each is one kind of [`Conflict`].
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "interval-reversed",
        severity: Severity::Error,
        about: "something that ends before it starts, by its own rows",
        page: include_str!("dates/interval-reversed.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::WHEN)),
    },
    Check {
        name: "same-event-dated-twice",
        severity: Severity::Error,
        about: "one event with two dates that share no day",
        page: include_str!("dates/same-event-dated-twice.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::WHEN)),
    },
    Check {
        name: "order-against-connective",
        severity: Severity::Error,
        about: "dates against an order that words say: after, ensuing, since",
        page: include_str!("dates/order-against-connective.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::PREDICATE)),
    },
    Check {
        name: "dates-in-a-cycle",
        severity: Severity::Error,
        about: "things of which each is said to come before the next, round to the first",
        page: include_str!("dates/dates-in-a-cycle.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::PREDICATE)),
    },
    Check {
        name: "effect-before-cause",
        severity: Severity::Error,
        about: "an effect that is over before its cause begins",
        page: include_str!("dates/effect-before-cause.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::SUBJECT)),
    },
    Check {
        name: "actor-before-its-start",
        severity: Severity::Error,
        about: "somebody acts before they began",
        page: include_str!("dates/actor-before-its-start.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::SUBJECT)),
    },
    Check {
        name: "actor-after-its-end",
        severity: Severity::Error,
        about: "somebody acts after they ended",
        page: include_str!("dates/actor-after-its-end.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::SUBJECT)),
    },
    Check {
        name: "membership-outside-lifetime",
        severity: Severity::Error,
        about: "a membership before the group was founded or after it ended",
        page: include_str!("dates/membership-outside-lifetime.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::OBJECT)),
    },
    Check {
        name: "asserted-after-publication",
        severity: Severity::Error,
        about: "something asserted that began only after the source appeared",
        page: include_str!("dates/asserted-after-publication.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::WHEN)),
    },
    Check {
        name: "prediction-of-the-past",
        severity: Severity::Warning,
        about: "something predicted or scheduled that was over when the source appeared",
        page: include_str!("dates/prediction-of-the-past.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::WHEN)),
    },
    Check {
        name: "length-against-dates",
        severity: Severity::Error,
        about: "a length or distance of time that the dates do not allow",
        page: include_str!("dates/length-against-dates.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::SPAN)),
    },
    Check {
        name: "date-unlikely",
        severity: Severity::Warning,
        about: "dates that fit only in the widest reading of their words",
        page: include_str!("dates/date-unlikely.md"),
        run: Run::Document(|document, findings| conflicts(document, findings, column::WHEN)),
    },
];

/// The check whose fault a conflict is; `None` for what the constraints tell.
fn check_of(conflict: &Conflict) -> Option<&'static str> {
    if conflict.kind == Kind::Bond {
        return None;
    }
    if conflict.strength == Strength::Core {
        return Some("date-unlikely");
    }
    Some(match conflict.kind {
        Kind::Date | Kind::Bond => "same-event-dated-twice",
        Kind::Reach | Kind::Bound => "interval-reversed",
        Kind::Order if conflict.dated => "order-against-connective",
        Kind::Order => "dates-in-a-cycle",
        Kind::Cause => "effect-before-cause",
        Kind::Begun => "actor-before-its-start",
        Kind::Lasting => "actor-after-its-end",
        Kind::Member => "membership-outside-lifetime",
        Kind::Behind => "asserted-after-publication",
        Kind::Ahead => "prediction-of-the-past",
        Kind::Length => "length-against-dates",
    })
}

fn conflicts(document: &Document, findings: &mut Findings, cell: usize) {
    let check = findings.check();
    findings.look(looked_at(document, check));
    let conflicts = document.account.chronology().conflicts.iter();
    for conflict in conflicts.filter(|conflict| check_of(conflict) == Some(check)) {
        if let Some(finding) = finding(document, conflict, cell) {
            findings.add(finding);
        }
    }
}

/// The rows that could show the fault.
fn looked_at(document: &Document, check: &str) -> usize {
    document.account.chronology().rows(|kind| match check {
        "interval-reversed" => matches!(kind, Kind::Reach | Kind::Bound),
        "same-event-dated-twice" | "date-unlikely" => matches!(kind, Kind::Date | Kind::Reach | Kind::Bound),
        "order-against-connective" | "dates-in-a-cycle" => kind == Kind::Order,
        "effect-before-cause" => kind == Kind::Cause,
        "actor-before-its-start" => kind == Kind::Begun,
        "actor-after-its-end" => kind == Kind::Lasting,
        "membership-outside-lifetime" => kind == Kind::Member,
        "asserted-after-publication" => kind == Kind::Behind,
        "prediction-of-the-past" => kind == Kind::Ahead,
        _ => kind == Kind::Length,
    })
}

/// A finding at the row that a conflict points to, with the other rows that take part.
fn finding(document: &Document, conflict: &Conflict, cell: usize) -> Option<Finding> {
    let By::Claim(position) = conflict.at else { return None };
    let claim = document.claims.get(position)?;
    let filled = [cell, column::WHEN, column::PREDICATE].into_iter().find(|cell| !claim.cell(*cell).is_empty());
    let help = "look which of the rows reads its words wrongly; if the source itself says so, carry it as an exception";
    let finding = about_cell(claim.at.row, filled.unwrap_or(column::PREDICATE), conflict.message.clone()).help(help);
    Some(related(document, conflict).fold(finding, Finding::related))
}

/// The other rows of a conflict, with their words.
fn related<'a>(document: &'a Document, conflict: &'a Conflict) -> impl Iterator<Item = Related> + 'a {
    let others = conflict.rows.iter().filter(|(by, _)| *by != conflict.at);
    others.filter_map(|(by, note)| match by {
        By::Claim(position) => Some(anchors::related(&document.claims.get(*position)?.at, note.clone())),
        By::Bond(_) => None,
    })
}

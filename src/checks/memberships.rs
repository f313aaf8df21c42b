//! Does the source say of one member and group that it belongs and that it does not?

mod lists;
mod turns;

use lists::closed_list_broken;
use turns::{joins_although_member, leaves_although_not_member};

use crate::check::{Check, Run};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::document::Document;
use crate::finding::{Findings, Severity};
use crate::membership::{Form, Spell, Status};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "member-and-non-member",
        severity: Severity::Error,
        about: "one is said to belong to a group and not to belong to it, at one time",
        page: include_str!("memberships/member-and-non-member.md"),
        run: Run::Document(member_and_non_member),
    },
    Check {
        name: "proposed-although-member",
        severity: Severity::Error,
        about: "one is proposed as a member of a group to which it belongs",
        page: include_str!("memberships/proposed-although-member.md"),
        run: Run::Document(proposed_although_member),
    },
    Check {
        name: "closed-list-broken",
        severity: Severity::Error,
        about: "a list that leaves out nobody, and one that it leaves out",
        page: include_str!("memberships/closed-list-broken.md"),
        run: Run::Document(closed_list_broken),
    },
    Check {
        name: "joins-although-member",
        severity: Severity::Error,
        about: "one joins a group to which it has belonged before",
        page: include_str!("memberships/joins-although-member.md"),
        run: Run::Document(joins_although_member),
    },
    Check {
        name: "leaves-although-not-member",
        severity: Severity::Error,
        about: "one leaves a group to which it has not belonged before",
        page: include_str!("memberships/leaves-although-not-member.md"),
        run: Run::Document(leaves_although_not_member),
    },
];

/// Of one member and group so many spells are held against each other; no source tells of more, and a
/// hostile one must not make the work grow with the square of its rows.
const MOST: usize = 256;

/// The spells of one member and group with a status.
fn with_status<'s, 'd>(spells: &'s [Spell<'d>], status: Status) -> impl Iterator<Item = &'s Spell<'d>> {
    spells.iter().filter(move |spell| spell.status == status).take(MOST)
}

fn member_and_non_member(document: &Document, findings: &mut Findings) {
    let mut pairs = Pairs::default();
    for ((group, member), spells) in document.spells() {
        findings.look(spells.len());
        for belongs in with_status(spells, Status::Member) {
            for does_not in with_status(spells, Status::Stranger).filter(|spell| clash(document, belongs, spell)) {
                pairs.add(belongs.claim, does_not.claim, || {
                    let (one, other) = (row(document, belongs.claim), row(document, does_not.claim));
                    format!("`{member}` is said to be a member of `{group}` ({one}) and not to be one ({other})")
                });
            }
        }
    }
    let help = "correct the row that is wrong; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::PREDICATE, help);
}

/// Whether one cannot both belong and not belong as two spells say.
fn clash(document: &Document, belongs: &Spell, does_not: &Spell) -> bool {
    let claims = (document.claims.get(belongs.claim), document.claims.get(does_not.claim));
    let (Some(one), Some(other)) = claims else { return false };
    let bears = |only: Option<&str>, predicate: &str| only.is_none_or(|only| only == predicate);
    bears(belongs.only, other.predicate)
        && bears(does_not.only, one.predicate)
        && on_one_matter(document, belongs, does_not)
        && at_one_time(belongs, does_not)
}

/// Whether two spells are told in one voice, on the same conditions and of the same extent.
fn on_one_matter(document: &Document, one: &Spell, two: &Spell) -> bool {
    let statements = document.statements();
    let (Some(one), Some(two)) = (statements.get(one.claim), statements.get(two.claim)) else { return false };
    match (one.stance.affirmed, two.stance.affirmed) {
        (true, false) => two.denies(one),
        (false, true) => one.denies(two),
        _ => one.is_as_wide_as(two),
    }
}

fn at_one_time(one: &Spell, two: &Spell) -> bool {
    match (one.form, two.form) {
        // A turn that was not made is none that was made at another time.
        (Form::NoTurn, Form::Turn) | (Form::Turn, Form::NoTurn) => one.told.meets(&two.told),
        _ => one.holds.meets(&two.holds),
    }
}

fn proposed_although_member(document: &Document, findings: &mut Findings) {
    let mut pairs = Pairs::default();
    for ((group, member), spells) in document.spells() {
        for proposed in with_status(spells, Status::Proposed) {
            findings.look(1);
            // What was proposed once may have come to be since.
            let stands =
                |spell: &&Spell| spell.form != Form::Turn || !proposed.told.is_undated() || proposed.told.is_present();
            for belongs in with_status(spells, Status::Member).filter(stands) {
                if on_one_matter(document, proposed, belongs) && proposed.told.meets(&belongs.holds) {
                    pairs.add(proposed.claim, belongs.claim, || {
                        let (one, other) = (row(document, proposed.claim), row(document, belongs.claim));
                        format!(
                            "`{member}` is proposed as a member of `{group}` ({one}), to which it belongs ({other})"
                        )
                    });
                }
            }
        }
    }
    let help = "correct the row that is wrong; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::PREDICATE, help);
}

//! Does one join where it belongs already, or leave where it does not belong?

use super::{MOST, on_one_matter, with_status};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::{Form, Spell, Status};
use crate::period::Stretch;
use crate::statement::quote_reaches;

pub(super) fn joins_although_member(document: &Document, findings: &mut Findings) {
    let pairs = turns(document, findings, Status::Member, |member, group, turn, before| {
        format!("`{member}` joins `{group}` ({turn}), to which it has belonged before ({before})")
    });
    let help = "correct the date that is wrong, or add the row that says when it left in between";
    pairs.report(document, findings, column::WHEN, help);
}

pub(super) fn leaves_although_not_member(document: &Document, findings: &mut Findings) {
    let pairs = turns(document, findings, Status::Stranger, |member, group, turn, before| {
        format!("`{member}` leaves `{group}` ({turn}), to which it has not belonged before ({before})")
    });
    let help = "correct the date that is wrong, or add the row that says when it joined in between";
    pairs.report(document, findings, column::WHEN, help);
}

/// Turns to a status that was there before, with nothing in between that may have ended it.
fn turns(
    document: &Document,
    findings: &mut Findings,
    status: Status,
    message: impl Fn(&str, &str, &str, &str) -> String,
) -> Pairs {
    let mut pairs = Pairs::default();
    for ((group, member), spells) in document.spells() {
        for turn in with_status(spells, status).filter(|spell| spell.form == Form::Turn) {
            // "Rejoined" says itself that something came in between.
            let again = |claim| quote_reaches(document, claim, "again");
            if document.claims.get(turn.claim).is_none_or(again) {
                continue;
            }
            findings.look(1);
            let others = with_status(spells, status).filter(|spell| spell.claim != turn.claim);
            for before in others.filter(|before| on_one_matter(document, turn, before)) {
                if is_before(before, turn, spells) {
                    let (one, other) = (row(document, turn.claim), row(document, before.claim));
                    pairs.add(turn.claim, before.claim, || message(member, group, &one, &other));
                }
            }
        }
    }
    pairs
}

/// Whether a spell has held before a turn to the same, and nothing may have ended it in between.
fn is_before(before: &Spell, turn: &Spell, spells: &[Spell]) -> bool {
    let (earliest, latest) = turn.told.starts();
    let Some(earliest) = earliest else { return before.told.is_never() };
    let Some(held) = before.holds.before(earliest).filter(|_| before.holds.ends().is_none()) else { return false };
    let between = Stretch { first: held.first, last: latest };
    let opposite = if turn.status == Status::Member { Status::Stranger } else { Status::Member };
    let mut ends = spells.iter().filter_map(|spell| spell.end_of(turn.status)).take(MOST);
    let ended = ends.any(|(first, last)| Stretch { first, last }.common(between).is_some());
    !ended && !with_status(spells, opposite).any(|spell| may_lie_in(spell, between))
}

/// Whether what a spell tells of may have been so, or come about, in a stretch.
fn may_lie_in(spell: &Spell, between: Stretch) -> bool {
    let (first, last) = spell.told.starts();
    match spell.told.date() {
        Some(_) => Stretch { first, last }.common(between).is_some(),
        None => spell.form == Form::Turn || !spell.told.is_undated(),
    }
}

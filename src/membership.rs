//! Who belongs to what, from when to when, and who does not: every membership that a document tells of.
//!
//! A predicate of membership (`member+`, `member-`) tells of one, and so does a predicate from which one
//! follows (`implies`: "member from", "not member from"). Joining and leaving are turns: what follows
//! from one holds until another ends it.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::Claim;
use crate::document::Document;
use crate::edtf::{Day, Role};
use crate::fact::{Fact, Force, Implied, implied};
use crate::period::Period;
use crate::set::Item;
use crate::vocabulary::{Predicate, Vocabulary};

/// What is said of a member and a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// That it belongs.
    Member,
    /// That it does not.
    Stranger,
    /// That it may, or should.
    Proposed,
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As a state: "belongs to".
    State,
    /// As a turn to it: "joined", "left".
    Turn,
    /// As a turn that was not made: "refused to join", "did not leave".
    NoTurn,
}

/// One membership that one claim tells of.
#[derive(Debug, Clone)]
pub struct Spell<'c> {
    /// Position of the claim among the document's.
    pub claim: usize,
    /// What it says.
    pub status: Status,
    /// How it says it.
    pub form: Form,
    /// The one predicate that it bears on, where it denies a special kind of membership only.
    pub only: Option<&'c str>,
    /// The time that the claim tells of.
    pub told: Period<'c>,
    /// The time at which it holds: of a turn, from then on, as long as no other turn ends it.
    pub holds: Period<'c>,
}

/// The spells of a group and a member, in the order of the claims.
pub type Spells<'c> = BTreeMap<(&'c str, &'c str), Vec<Spell<'c>>>;

/// Every membership of a document, by group and member.
pub fn spells<'d>(document: &Document<'d>) -> Spells<'d> {
    let mut spells = Spells::new();
    for fact in document.facts() {
        let Some(claim) = document.claims.get(fact.claim) else { continue };
        let Some(predicate) = document.corpus.vocabulary.predicate(claim.predicate) else { continue };
        let sides = sides(fact, predicate).filter(|sides| sides.0 != sides.1);
        let Some((group, member)) = sides else { continue };
        let known = |id| document.corpus.vocabulary.entity(id).is_some();
        if fact.sure && known(group) && known(member) {
            let told = told(document, fact.claim, predicate);
            spells.entry((group, member)).or_default().extend(told);
        }
    }
    spells.values_mut().for_each(|spells| end_open_ones(document, spells));
    spells
}

/// Group and member of a fact; a predicate that reads from the group to its members counts its object.
fn sides<'c>(fact: &Fact<'c>, predicate: &Predicate) -> Option<(&'c str, &'c str)> {
    let (subject, object) = (fact.subject.and_then(Item::id)?, fact.object.and_then(Item::id)?);
    Some(if predicate.has("counts-object") { (subject, object) } else { (object, subject) })
}

/// What a predicate says of membership: whether it affirms it, whether as a turn, and whether it is a
/// special kind of it.
fn reading(predicate: &Predicate) -> Option<(bool, bool, bool)> {
    let follows = implied(predicate).find_map(|implied| match implied {
        Implied::Member { affirmed, role: "", .. } => Some((affirmed, false)),
        Implied::Member { affirmed, role, .. } => Some((affirmed == (role == "from"), true)),
        _ => None,
    });
    match (predicate.kind, follows) {
        (_, Some((affirmed, turn))) => Some((affirmed, turn, !turn)),
        ("member+", None) => Some((true, false, false)),
        ("member-", None) => Some((false, false, true)),
        _ => None,
    }
}

/// Whether a predicate tells of membership.
pub fn is_of_membership(predicate: &Predicate) -> bool {
    reading(predicate).is_some()
}

fn told<'d>(document: &Document<'d>, index: usize, predicate: &Predicate<'d>) -> Option<Spell<'d>> {
    let (affirms, turn, special) = reading(predicate)?;
    let (claim, statement) = (document.claims.get(index)?, document.statements().get(index)?);
    let (stance, told) = (statement.stance, statement.period.clone());
    let proposed = claim.has_mood("proposed") || claim.has_mood("normative");
    let status = match (stance.force, stance.affirmed == affirms) {
        (Force::Open, _) if proposed && stance.affirmed && affirms => Status::Proposed,
        (Force::Open, _) => return None,
        (_, true) => Status::Member,
        (_, false) => Status::Stranger,
    };
    let form = match (turn, stance.affirmed) {
        (true, true) => Form::Turn,
        (true, false) => Form::NoTurn,
        (false, _) => Form::State,
    };
    // "Is no permanent member" leaves open whether it is a member at all.
    let only = (special && !stance.affirmed).then_some(predicate.name);
    let holds = if form == Form::Turn && status != Status::Proposed { told.from_then_on() } else { told.clone() };
    Some(Spell { claim: index, status, form, only, told, holds })
}

/// What goes on ends where an opposite turn is, or may be, told of, and where a claim says until when.
fn end_open_ones(document: &Document, spells: &mut [Spell]) {
    let mut voices: BTreeMap<&str, Vec<&mut Spell>> = BTreeMap::new();
    for spell in spells {
        let voice = document.statements().get(spell.claim).map_or("", |statement| statement.stance.voice);
        voices.entry(voice).or_default().push(spell);
    }
    for mut spells in voices.into_values() {
        let ends = |status| spells.iter().filter_map(|spell| spell.end_of(status)).collect::<Vec<_>>();
        let (of_members, of_strangers) = (ends(Status::Member), ends(Status::Stranger));
        for spell in spells.iter_mut().filter(|spell| spell.holds.is_open()) {
            spell.end(if spell.status == Status::Member { &of_members } else { &of_strangers });
        }
    }
}

/// The first and the last day on which something may have begun or ended.
type Days = (Option<Day>, Option<Day>);

impl Spell<'_> {
    /// When it ends what goes on with a status, if it does: an opposite turn, or an "until".
    pub fn end_of(&self, status: Status) -> Option<Days> {
        let goes_on = self.form == Form::Turn || self.told.is_open();
        match (self.status, status) {
            (Status::Member, Status::Stranger) | (Status::Stranger, Status::Member) if goes_on => {
                Some(self.told.starts())
            }
            _ if self.status == status && self.told.role() == Role::Until => {
                self.told.date().map(|date| (date.first, date.last))
            }
            _ => None,
        }
    }

    fn end(&mut self, ends: &[Days]) {
        let (earliest, _) = self.holds.starts();
        let may_follow = |latest: Option<Day>| latest.zip(earliest).is_none_or(|(latest, earliest)| latest >= earliest);
        let later = ends.iter().filter(|(_, latest)| may_follow(*latest)).map(|(first, _)| *first);
        if let Some(first) = later.min() {
            self.holds.close(first);
        }
    }
}

/// Whether the list of members that a claim gives leaves out nobody: its predicate says so, or its words.
pub fn is_closed_list(document: &Document, index: usize, claim: &Claim) -> bool {
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let exhaustive = predicate.is_some_and(|predicate| predicate.has("exhaustive"));
    let statement = document.statements().get(index);
    statement.is_some_and(|statement| {
        (exhaustive || statement.is_exclusive) && !statement.gives_examples && statement.stance.is_asserted()
    })
}

/// Everything that an entity is part of, itself among it.
pub fn wholes<'a>(vocabulary: &'a Vocabulary<'_>, id: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::from([id]);
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let parts = vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
        open.extend(parts.iter().copied().filter(|part| seen.insert(part)));
    }
    seen
}

//! When does what a claim says lie, and on what evidence? The one place that knows how claims are ordered.

use std::collections::HashMap;

use super::{cells, is_plain, kind, of_kind};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::edtf::{Day, Edtf, Role, Strength};

/// First and last possible day, both inclusive; `None` where open.
pub(super) type Days = [Option<Day>; 2];

/// A chain of claims that date each other is followed no further than this.
const MAX_STEPS: usize = 16;

/// Where a claim lies in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Placed<'c> {
    /// By convention.
    pub(super) core: Days,
    /// In the widest defensible reading.
    pub(super) hard: Days,
    /// What it rests on, in words: `its own date`, `before rebellion`.
    pub(super) evidence: Vec<String>,
    /// The other claims that it rests on.
    pub(super) claims: Vec<&'c str>,
}

impl Placed<'_> {
    /// YES where both ends are known, MAYBE where one is open, UNKNOWN without any date.
    pub(super) fn verdict(&self) -> &'static str {
        match self.core {
            [Some(_), Some(_)] => "YES",
            [None, None] => "UNKNOWN",
            _ => "MAYBE",
        }
    }

    /// What lines are ordered by: the first day known, what is open before it first, undated last.
    pub(super) fn key(&self) -> impl Ord + use<> {
        let [earliest, latest] = self.core;
        let day = earliest.or(latest);
        (day.is_none(), day, earliest.is_some(), latest.is_none(), latest)
    }
}

/// The claims that date events, for all claims of a corpus.
pub(super) struct Order<'c> {
    corpus: &'c Corpus<'c>,
    /// The plain claims of kind `date` by the one event that they date.
    dating: HashMap<&'c str, Vec<Claim<'c>>>,
}

impl<'c> Order<'c> {
    /// Looks for the claims that date an event.
    pub(super) fn new(corpus: &'c Corpus<'c>) -> Order<'c> {
        let mut dating: HashMap<&str, Vec<Claim>> = HashMap::new();
        for claim in of_kind(corpus, &["date"]).filter(is_plain) {
            let has_date = Edtf::parse(claim.cell(column::WHEN)).is_ok();
            let event = only_id(&claim).filter(|id| corpus.vocabulary.entity(id).is_some());
            if let Some(event) = event.filter(|_| has_date) {
                dating.entry(event).or_default().push(claim);
            }
        }
        dating.values_mut().for_each(|claims| claims.sort_by_key(|claim| (claim.at.source, claim.at.id)));
        Order { corpus, dating }
    }

    /// Where a claim lies: by its own date, by what its `when` names, or, of an event without a date
    /// of its own, by the event that it is about.
    pub(super) fn place(&self, claim: &Claim<'c>) -> Placed<'c> {
        self.place_within(claim, MAX_STEPS)
    }

    /// Where an event lies, as far as claims say.
    pub(super) fn event(&self, id: &'c str) -> Placed<'c> {
        self.named(id, Role::At, MAX_STEPS)
    }

    fn place_within(&self, claim: &Claim<'c>, steps: usize) -> Placed<'c> {
        let when = claim.cell(column::WHEN);
        let role = claim.cell(column::ROLE).parse::<Role>().ok();
        if let Ok(date) = Edtf::parse(when) {
            let days = |strength| <[_; 2]>::from(date.bounds(role, strength));
            let [role, when] = cells(claim, [column::ROLE, column::WHEN]);
            let evidence = vec![format!("{role} {when}").trim().to_owned()];
            return Placed { core: days(Strength::Core), hard: days(Strength::Hard), evidence, claims: Vec::new() };
        }
        match (when, self.event_of(claim)) {
            ("", Some(event)) => self.named(event, Role::At, steps),
            ("", None) => Placed::default(),
            (named, _) => self.named(named, role.unwrap_or(Role::At), steps),
        }
    }

    /// The dated event that a claim of kind `date` or `event` is about, as its only subject.
    fn event_of(&self, claim: &Claim<'c>) -> Option<&'c str> {
        let is_event = |id: &&str| self.corpus.vocabulary.entity(id).is_some_and(|entity| entity.kind == "event");
        let tells = matches!(kind(self.corpus, claim), "date" | "event");
        only_id(claim).filter(is_event).filter(|id| tells && self.dating.contains_key(id))
    }

    /// Where lies what stands in `role` to an event or claim?
    fn named(&self, id: &'c str, role: Role, steps: usize) -> Placed<'c> {
        let steps = steps.saturating_sub(1);
        let claim = || self.corpus.row_in("claims", id).filter(|_| steps > 0).map(Claim::new);
        let found = match (self.dating.get(id), claim()) {
            (Some(dating), _) => dating.iter().map(|claim| self.from(claim, steps)).reduce(narrower),
            (None, Some(claim)) => Some(self.from(&claim, steps)),
            (None, None) => None,
        };
        let found = found.unwrap_or_default();
        let core = relative(role, found.core, Strength::Core);
        Placed {
            core,
            hard: relative(role, found.hard, Strength::Hard),
            evidence: std::iter::once(format!("{role} {id}")).chain(found.evidence).collect(),
            claims: found.claims,
        }
    }

    /// The place of a claim as evidence for another.
    fn from(&self, claim: &Claim<'c>, steps: usize) -> Placed<'c> {
        let mut placed = self.place_within(claim, steps);
        placed.evidence = placed.evidence.iter().map(|said| format!("{said} ({})", claim.at.id)).collect();
        placed.claims.insert(0, claim.at.id);
        placed
    }
}

/// The id of a subject that is one id and nothing else.
pub(super) fn only_id<'c>(claim: &Claim<'c>) -> Option<&'c str> {
    match claim.subject.members() {
        [one] => one.item.id(),
        _ => None,
    }
}

/// Days that both allow; where they contradict each other, those of the first.
fn narrower<'c>(mut first: Placed<'c>, second: Placed<'c>) -> Placed<'c> {
    first.core = meet(first.core, second.core);
    first.hard = meet(first.hard, second.hard);
    first.evidence.extend(second.evidence);
    first.claims.extend(second.claims);
    first
}

fn meet(first: Days, second: Days) -> Days {
    let [from, until] = [first[0].max(second[0]), first[1].into_iter().chain(second[1]).min()];
    if from.zip(until).is_some_and(|(from, until)| until < from) { first } else { [from, until] }
}

/// Days of what stands in a role to something on these days; as `Edtf::bounds` has it for dates.
pub(super) fn relative(role: Role, [first, last]: Days, strength: Strength) -> Days {
    let weak = strength == Strength::Hard;
    match role {
        Role::Within | Role::Throughout | Role::At | Role::During => [first, last],
        Role::From => [first, None],
        Role::Until | Role::By => [None, last],
        Role::Before => [None, if weak { last } else { first.or(last) }.map(|day| day - 1)],
        Role::After => [if weak { first } else { last.or(first) }.map(|day| day + 1), None],
    }
}

/// Days as cells, empty where open.
pub(super) fn day_cells(days: Days) -> [String; 2] {
    days.map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

//! When does what a claim says lie, and on what evidence? The one place that knows how claims are ordered.

use foldhash::HashMap;

use super::predictions::content;
use super::{cells, kind};
use crate::account::Account;
use crate::chronology::{By, Kind, Limits, Thing};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::edtf::{Day, Edtf, Role, Strength};
use crate::set::Item;

/// First and last possible day, both inclusive; `None` where open.
pub(super) type Days = [Option<Day>; 2];

/// Earliest and latest start, earliest and latest end.
pub(super) type Bounds = [Option<Day>; 4];

/// Where a claim lies in time.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed<'c> {
    /// By convention.
    pub(super) core: Bounds,
    /// In the widest defensible reading.
    pub(super) hard: Bounds,
    /// What it rests on, in words: `before rebellion; within 2012-01 (rebellion-in-january-2012)`.
    pub(super) evidence: Vec<String>,
    /// The other claims that it rests on.
    pub(super) claims: Vec<&'c str>,
    /// Whether claims contradict each other about it: then only its own date counts.
    contradicted: bool,
    /// What it is, where something is said of its order.
    pub(super) thing: Option<Thing<'c>>,
    /// A time at which it may start, as a day and a part of it: what all are ordered by.
    pub(super) time: Option<(Day, i64)>,
}

impl<'c> Placed<'c> {
    /// First and last possible day.
    pub(super) fn days(&self) -> Days {
        let [first, _, _, last] = self.core;
        [first, last]
    }

    /// The other claims that its first and last day rest on.
    pub(super) fn claims_of_days(&self) -> impl Iterator<Item = &'c str> {
        let is_open = self.days() == [None, None];
        self.claims.iter().copied().filter(move |_| !is_open)
    }

    /// YES where its start lies between two days, MAYBE where one side is open or there is only an order,
    /// UNKNOWN where nothing places it.
    pub(super) fn verdict(&self) -> &'static str {
        match self.core {
            [Some(_), Some(_), ..] if !self.contradicted => "YES",
            [None, None, None, None] if self.evidence.is_empty() => "UNKNOWN",
            _ => "MAYBE",
        }
    }

    /// Adds bounds that other rows set, where they are tighter, with these rows.
    fn tighten(&mut self, account: &Account<'c>, own: usize, thing: Thing<'c>) {
        let [core, hard] = [Strength::Core, Strength::Hard].map(|strength| account.unbound().limits(thing, strength));
        let mut rows = Vec::new();
        for (known, limits) in [(&mut self.core, core), (&mut self.hard, hard)] {
            rows.extend(tightened(known, limits));
        }
        self.rest_on(account, own, &rows);
    }

    /// Takes over bounds from what it stands in a role to.
    fn stand(&mut self, account: &Account<'c>, own: usize, role: Role, other: Thing<'c>) {
        let mut rows = Vec::new();
        let of = |strength| relative_limits(role, account.unbound().limits(other, strength));
        for (known, limits) in [(&mut self.core, of(Strength::Core)), (&mut self.hard, of(Strength::Hard))] {
            rows.extend(tightened(known, limits));
        }
        if let (Thing::Entity(id), true) = (other, self.evidence.is_empty() && !rows.is_empty()) {
            self.evidence.push(format!("{role} {id}"));
        }
        self.rest_on(account, own, &rows);
    }

    /// Says when it may start, and what contradicts it.
    fn settle(&mut self, account: &Account<'c>, thing: Option<Thing<'c>>) {
        self.thing = thing;
        if let Some(thing) = thing {
            let chronology = account.unbound();
            self.time = chronology.time(thing);
            let trouble = chronology.trouble(thing).into_iter().filter_map(|by| match by {
                By::Claim(position) => account.claims.get(position).map(|claim| claim.at.id),
                By::Bond(_) => None,
            });
            self.contradict(trouble.collect());
        }
        let [first, latest_start, ..] = self.core;
        self.time = self.time.or(first.map(|day| (day, 0))).or(latest_start.map(|day| (day, i64::MAX)));
    }

    /// Where there is no day: what it comes before or after, in the words of the claims that say so.
    fn explain(&mut self, account: &Account<'c>, own: usize) {
        if let Some(thing) = self.thing.filter(|_| self.core.iter().chain(&self.hard).all(Option::is_none)) {
            self.rest_on(account, own, &orders(account, own, thing));
        }
    }

    /// What is told of a time inside something longer stands no sooner than that may start.
    fn follow(&mut self, account: &Account<'c>, own: usize) {
        if let Some(whole) = account.unbound().whole_of(own) {
            self.thing = Some(whole);
            self.time = self.time.max(account.unbound().time(whole));
        }
    }

    fn contradict(&mut self, rows: Vec<&'c str>) {
        if !rows.is_empty() {
            self.contradicted = true;
            self.evidence.push(format!("contradicted ({})", super::ids(rows.iter().copied())));
            self.claims.extend(rows);
        }
    }

    /// Names rows as evidence, each once.
    fn rest_on(&mut self, account: &Account<'c>, own: usize, rows: &[(By, Kind)]) {
        for (by, kind) in rows {
            let By::Claim(position) = *by else { continue };
            let Some(claim) = account.claims.get(position) else { continue };
            if position == own {
                if self.evidence.is_empty() {
                    self.evidence.push(says(claim, *kind));
                }
            } else if !self.claims.contains(&claim.at.id) {
                self.claims.push(claim.at.id);
                self.evidence.push(format!("{} ({})", says(claim, *kind), claim.at.id));
            }
        }
    }
}

/// The rows that put a thing before or after another: its own, and others but for those that only put
/// something inside it.
fn orders<'c>(account: &Account<'c>, own: usize, thing: Thing<'c>) -> Vec<(By, Kind)> {
    let puts_inside = |claim: &Claim| {
        let role = claim.cell(column::ROLE).parse::<Role>();
        matches!(role, Ok(Role::Within | Role::At | Role::During))
    };
    let mut rows = account.unbound().orders(thing);
    rows.retain(|(by, _)| match by {
        By::Claim(position) => *position == own || !account.claims.get(*position).is_some_and(puts_inside),
        By::Bond(_) => false,
    });
    rows
}

/// Where a claim lies by its own date alone.
fn by_itself<'c>(claim: &Claim<'c>) -> Placed<'c> {
    let Ok(date) = Edtf::parse(claim.cell(column::WHEN)) else { return Placed::default() };
    let role = claim.cell(column::ROLE).parse::<Role>().ok();
    let [core, hard] = [Strength::Core, Strength::Hard].map(|strength| own_bounds(&date, role, strength));
    let mut placed = Placed { core, hard, evidence: vec![own_words(claim)], ..Placed::default() };
    placed.time = core[0].map(|day| (day, 0)).or(core[1].map(|day| (day, i64::MAX)));
    placed
}

/// The bounds of what stands in a role to a date.
fn own_bounds(date: &Edtf, role: Option<Role>, strength: Strength) -> Bounds {
    let (first, last) = date.bounds(role, strength);
    let region = date.region(strength);
    match role.unwrap_or(Role::Within) {
        Role::Within | Role::At | Role::During => [first, last, first, last],
        // What widens the date narrows what certainly is all of it.
        Role::Throughout => {
            let core = date.region(Strength::Core);
            let inner = |core: Option<Day>, wide: Option<Day>| core.zip(wide).map(|(core, wide)| core + (core - wide));
            [first, inner(core.earliest_start, first), inner(core.latest_end, last), last]
        }
        Role::From => [first, region.latest_end, first, None],
        Role::Until => [None, last, region.earliest_start, last],
        Role::By | Role::Before => [None, last, None, last],
        Role::After => [first, None, first, None],
    }
}

/// The bounds of what stands in a role to something with these; order is by starts.
fn relative_limits(role: Role, [first, latest_start, earliest_end, last]: Limits) -> Limits {
    match role {
        Role::Within | Role::At | Role::During => [first.clone(), last.clone(), first, last],
        Role::Throughout => [None, latest_start, earliest_end, None],
        Role::From | Role::After => [first.clone(), None, first, None],
        Role::Until => [None, last.clone(), None, last],
        Role::By => [None, last, None, None],
        Role::Before => [None, latest_start, None, None],
    }
}

/// Takes over the bounds that are tighter, unless the two contradict each other, and gives their rows.
fn tightened(known: &mut Bounds, limits: Limits) -> Vec<(By, Kind)> {
    let mut bounds = *known;
    let mut rows = Vec::new();
    for (at, (bound, limit)) in bounds.iter_mut().zip(limits).enumerate() {
        let Some(limit) = limit else { continue };
        let is_earliest = at % 2 == 0;
        if bound.is_none_or(|day| if is_earliest { limit.day > day } else { limit.day < day }) {
            *bound = Some(limit.day);
            rows.extend(limit.rows);
        }
    }
    let [first, latest_start, earliest_end, last] = bounds;
    let fits = |from: Option<Day>, to: Option<Day>| from.zip(to).is_none_or(|(from, to)| from <= to);
    if fits(first, latest_start) && fits(earliest_end, last) && fits(first, last) {
        *known = bounds;
        return rows;
    }
    Vec::new()
}

/// What a claim says of time: its role, date and span, else what it tells.
fn says(claim: &Claim, kind: Kind) -> String {
    match kind {
        Kind::Begun | Kind::Lasting => "what acts exists".to_owned(),
        Kind::Member => "what has members exists".to_owned(),
        _ => match own_words(claim) {
            words if words.is_empty() || kind == Kind::Cause => content(claim),
            words => words,
        },
    }
}

/// The cells in which a claim says when: `within 2012`.
fn own_words(claim: &Claim) -> String {
    let cells = cells(claim, [column::SPAN, column::ROLE, column::WHEN]);
    cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The order in time of all claims of a corpus, each source by itself.
pub(super) struct Order<'c> {
    corpus: &'c Corpus<'c>,
    accounts: HashMap<&'c str, Account<'c>>,
}

impl<'c> Order<'c> {
    /// Reads the sources' claims together.
    pub(super) fn new(corpus: &'c Corpus<'c>) -> Order<'c> {
        let accounts = (0..corpus.sources.len()).rev().filter_map(|source| Account::new(corpus, source));
        Order { corpus, accounts: accounts.map(|account| (account.entry.id, account)).collect() }
    }

    /// The account of a claim's source, and the claim's position there.
    fn account(&self, claim: &Claim) -> Option<(&Account<'c>, usize)> {
        let account = self.accounts.get(claim.at.source)?;
        Some((account, *account.by_id().get(claim.at.id)?))
    }

    /// Where a claim lies: by its own date, by what other claims say of what it tells of, and, of what is
    /// told of an event, by where that lies.
    pub(super) fn place(&self, claim: &Claim<'c>) -> Placed<'c> {
        let mut placed = by_itself(claim);
        let Some((account, own)) = self.account(claim) else { return placed };
        let thing = account.unbound().thing_of(own);
        if let Some(thing) = thing {
            placed.tighten(account, own, thing);
        } else if let Some((role, named)) = self.named(account, claim) {
            placed.stand(account, own, role, named);
        }
        let event = self.event_of(claim).filter(|event| thing != Some(*event));
        if let Some(event) = event.filter(|_| claim.cell(column::WHEN).is_empty()) {
            placed.stand(account, own, Role::Within, event);
        }
        placed.settle(account, thing.or(event));
        placed.follow(account, own);
        placed
    }

    /// What a claim puts on the timeline: what it tells, or each event that it dates or orders.
    pub(super) fn entries(&self, claim: &Claim<'c>) -> Vec<(String, Placed<'c>)> {
        let (own_kind, when) = (kind(self.corpus, claim), claim.cell(column::WHEN));
        let tells = matches!(own_kind, "date" | "event") || !when.is_empty();
        let apart = if tells { own_kind == "date" && only_id(claim).is_none() } else { self.tells(claim) };
        let is_event = |item: &Item<'c>| item.id().is_some_and(|id| self.is_event(id));
        if apart && claim.subject.items().any(|item| is_event(&item)) {
            let events = claim.subject.items().filter(|item| tells || is_event(item));
            return events.map(|item| (item.to_string(), self.place_of(claim, item))).collect();
        }
        let placed = if tells { Some(self.explained(claim)) } else { self.ordered_by_others(claim) };
        placed.map(|placed| (claim.cell(column::SUBJECT).to_owned(), placed)).into_iter().collect()
    }

    fn explained(&self, claim: &Claim<'c>) -> Placed<'c> {
        let mut placed = self.place(claim);
        if let Some((account, own)) = self.account(claim) {
            placed.explain(account, own);
        }
        placed
    }

    /// Where a claim lies that others put what they tell before or after.
    fn ordered_by_others(&self, claim: &Claim<'c>) -> Option<Placed<'c>> {
        let (account, own) = self.account(claim)?;
        let mut rows = orders(account, own, account.unbound().thing_of(own)?);
        rows.retain(|(_, kind)| *kind == Kind::Order);
        let mut placed = self.explained(claim);
        placed.rest_on(account, own, &rows);
        (!rows.is_empty()).then_some(placed)
    }

    /// Whether a claim says what came first.
    pub(super) fn tells(&self, claim: &Claim) -> bool {
        self.account(claim).is_some_and(|(account, own)| account.unbound().tells(own))
    }

    /// Where one of several events lies that a claim dates or orders.
    fn place_of(&self, claim: &Claim<'c>, item: Item<'c>) -> Placed<'c> {
        let mut placed = by_itself(claim);
        let event = item.id().filter(|id| self.is_event(id)).map(Thing::Entity);
        if let (Some(event), Some((account, own))) = (event, self.account(claim)) {
            placed.tighten(account, own, event);
            placed.settle(account, Some(event));
            placed.explain(account, own);
        }
        placed
    }

    /// The positions of things of one source, so that each stands after all that certainly begin no later.
    pub(super) fn arrange(&self, source: &str, things: &[Option<Thing<'c>>]) -> Vec<usize> {
        match self.accounts.get(source) {
            Some(account) => account.unbound().arrange(things),
            None => (0..things.len()).collect(),
        }
    }

    /// Where an event of a claim's source lies.
    pub(super) fn event(&self, claim: &Claim<'c>, id: &'c str) -> Placed<'c> {
        let mut placed = Placed::default();
        if let Some((account, _)) = self.account(claim) {
            let event = Thing::Entity(id);
            placed.tighten(account, usize::MAX, event);
            placed.settle(account, Some(event));
        }
        placed
    }

    /// What stands in `when` of a claim that sets no bound: what it says is not so, or only might be.
    fn named(&self, account: &Account<'c>, claim: &Claim<'c>) -> Option<(Role, Thing<'c>)> {
        let named = account.unbound().thing(account.by_id(), claim.cell(column::WHEN))?;
        Some((claim.cell(column::ROLE).parse().unwrap_or(Role::At), named))
    }

    /// The event that a claim of kind `date` or `event` is about, as its only subject.
    fn event_of(&self, claim: &Claim<'c>) -> Option<Thing<'c>> {
        let tells = matches!(kind(self.corpus, claim), "date" | "event");
        only_id(claim).filter(|id| tells && self.is_event(id)).map(Thing::Entity)
    }

    fn is_event(&self, id: &str) -> bool {
        self.corpus.vocabulary.entity(id).is_some_and(|entity| entity.kind == "event")
    }
}

/// The id of a subject that is one id and nothing else.
pub(super) fn only_id<'c>(claim: &Claim<'c>) -> Option<&'c str> {
    match claim.subject.members() {
        [one] => one.item.id(),
        _ => None,
    }
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
pub(super) fn day_cells<const N: usize>(days: [Option<Day>; N]) -> [String; N] {
    days.map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

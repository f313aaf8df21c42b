//! Which bounds do the claims of a source set?

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::claim::{Claim, column};
use crate::edtf::{Day, Duration, Edtf, Region, Role, Strength};
use crate::fact::{self, Fact, Force, Implied, Membership, Stance};
use crate::set::Item;
use crate::vocabulary::{Predicate, Vocabulary};

use super::network::{Edge, ORIGIN};
use super::{Bond, By, Chronology, DAY, Kind, Order, Thing, end, start};

/// Reads the bounds; components and conflicts are left empty.
pub(super) fn read<'c>(
    claims: &[Claim<'c>],
    facts: &[Fact<'c>],
    vocabulary: &Vocabulary<'c>,
    published: &str,
    bonds: &[Bond<'c>],
) -> Chronology<'c> {
    let mut reader = Reader::new(claims, vocabulary);
    for (position, claim) in claims.iter().enumerate() {
        if let Some(predicate) = vocabulary.predicate(claim.predicate) {
            reader.claim(position, claim, predicate);
        }
    }
    for fact in facts.iter().filter(|fact| fact.sure) {
        if let Some(claim) = claims.get(fact.claim)
            && let Some(predicate) = vocabulary.predicate(claim.predicate)
        {
            reader.fact(fact, claim, predicate);
        }
    }
    reader.lifetimes(facts);
    let same = facts.iter().zip(facts.iter().skip(1)).filter(|(fact, next)| fact.claim == next.claim);
    reader.several = same.map(|(fact, _)| fact.claim as u32).collect();
    for (position, bond) in bonds.iter().enumerate() {
        reader.bond(position, bond);
    }
    reader.publication(published);
    reader.finish()
}

/// Where the ticks of a row's number end and those of the bonds begin.
pub(super) fn row_number(claims: usize, by: By) -> u32 {
    match by {
        By::Claim(position) => position as u32,
        By::Bond(position) => (claims + position) as u32,
    }
}

/// The reverse of [`row_number`].
pub(super) fn by_of(claims: usize, row: u32) -> By {
    let row = row as usize;
    row.checked_sub(claims).map_or(By::Claim(row), By::Bond)
}

/// A bound in both strengths, in ticks; `None` where a strength sets none.
type Weight = [Option<i64>; 2];

struct Reader<'a, 'c> {
    claims: &'a [Claim<'c>],
    vocabulary: &'a Vocabulary<'c>,
    by_id: HashMap<&'c str, usize>,
    /// Things that last for a stated time: a date says only when such a thing ends.
    lasting: HashSet<Thing<'c>>,
    /// `from` and `until` of one statement are two rows of one thing: the first of them.
    statements: HashMap<[&'c str; 7], usize>,
    things: Vec<Thing<'c>>,
    index: HashMap<Thing<'c>, u32>,
    hard: Vec<Edge>,
    core: Vec<Edge>,
    /// Lifetimes with a stated beginning or end.
    bounded: HashSet<&'c str>,
    /// Rows that say several facts.
    several: HashSet<u32>,
}

impl<'a, 'c> Reader<'a, 'c> {
    fn new(claims: &'a [Claim<'c>], vocabulary: &'a Vocabulary<'c>) -> Reader<'a, 'c> {
        let mut reader = Reader {
            claims,
            vocabulary,
            by_id: claims.iter().enumerate().rev().map(|(position, claim)| (claim.at.id, position)).collect(),
            lasting: HashSet::new(),
            statements: HashMap::new(),
            things: Vec::new(),
            index: HashMap::new(),
            hard: Vec::new(),
            core: Vec::new(),
            bounded: HashSet::new(),
            several: HashSet::new(),
        };
        for (position, claim) in claims.iter().enumerate().filter(|(_, claim)| Stance::of(claim).affirmed) {
            if let Some(key) = statement(claim).filter(|_| has_a_time(claim)) {
                reader.statements.entry(key).or_insert(position);
            }
        }
        for (position, claim) in claims.iter().enumerate().filter(|(_, claim)| lasts(claim)) {
            let predicate = vocabulary.predicate(claim.predicate);
            let things = predicate.map(|predicate| reader.told(position, claim, predicate)).unwrap_or_default();
            reader.lasting.extend(things);
        }
        reader
    }

    fn finish(self) -> Chronology<'c> {
        let told = (0..self.claims.len()).map(|position| self.told_by(position)).collect();
        Chronology {
            claims: self.claims.len(),
            told,
            several: self.several,
            things: self.things,
            index: self.index,
            hard: self.hard,
            core: self.core,
            components: Vec::new(),
            component_of: HashMap::new(),
            broken: HashSet::new(),
            conflicts: Vec::new(),
            timetable: OnceCell::new(),
        }
    }

    /// The thing that an item stands for, where that has a time of its own: an event or a claim.
    fn happening(&self, item: Item<'c>) -> Option<Thing<'c>> {
        let id = item.id()?;
        if let Some(position) = self.by_id.get(id) {
            return Some(self.of_claim(*position));
        }
        (id == SELF || self.is_event(id)).then_some(Thing::Entity(id))
    }

    fn is_event(&self, id: &str) -> bool {
        self.vocabulary.entity(id).is_some_and(|entity| entity.kind == "event")
    }

    /// The thing of what a claim tells: a claim that dates one event tells of that event, and the second
    /// of two rows for `from` and `until` of what the first tells of.
    fn of_claim(&self, position: usize) -> Thing<'c> {
        let Some(claim) = self.claims.get(position) else { return Thing::Claim(position) };
        let first = statement(claim).and_then(|key| self.statements.get(&key)).copied().unwrap_or(position);
        let is_date = self.vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.kind == "date");
        match claim.subject.members() {
            [only] if is_date && only.item.id() != Some(claim.at.id) => match only.item.id() {
                Some(id) if id == SELF || self.is_event(id) => Thing::Entity(id),
                Some(id) => self.by_id.get(id).map_or(Thing::Claim(first), |told| Thing::Claim(*told)),
                None => Thing::Claim(first),
            },
            _ => Thing::Claim(first),
        }
    }

    /// The same where the claim's author says that it is or will be so, and some bound is about it.
    fn told_by(&self, position: usize) -> Option<Thing<'c>> {
        let claim = self.claims.get(position)?;
        let (stance, thing) = (Stance::of(claim), self.of_claim(position));
        let own = stance.voice.is_empty() || thing == Thing::Claim(position);
        (own && stance.affirmed && has_a_time(claim) && self.index.contains_key(&thing)).then_some(thing)
    }

    /// The things whose time a claim gives: under a predicate of dates its subjects, else what it tells.
    fn told(&self, position: usize, claim: &Claim<'c>, predicate: &Predicate<'c>) -> Vec<Thing<'c>> {
        let subjects: Vec<Thing> = claim.subject.items().filter_map(|item| self.happening(item)).collect();
        let dates_them = predicate.kind == "date" && subjects.len() > 1;
        if dates_them { subjects } else { vec![self.of_claim(position)] }
    }

    fn number(&mut self, thing: Thing<'c>) -> u32 {
        let next = self.things.len() as u32;
        let number = *self.index.entry(thing).or_insert(next);
        if number == next {
            self.things.push(thing);
            // What starts ends no earlier.
            self.edge(end(number), start(number), [Some(0); 2], None, Kind::Date);
        }
        number
    }

    fn edge(&mut self, from: u32, to: u32, weight: Weight, by: Option<By>, kind: Kind) {
        let row = by.map(|by| row_number(self.claims.len(), by));
        // Both lists run in parallel, so that a component holds for either.
        let [hard, core] = weight;
        if let Some(weight) = hard.or(core.map(|_| i64::MAX / 4)) {
            self.hard.push(Edge { from, to, weight, row, kind });
            self.core.push(Edge { from, to, weight: core.unwrap_or(weight), row, kind });
        }
    }

    /// `point` lies on or after midnight of `day`.
    fn not_before(&mut self, point: u32, day: [Option<Day>; 2], by: By, kind: Kind) {
        self.edge(point, ORIGIN, day.map(|day| day.map(|day| -day.number() * DAY)), Some(by), kind);
    }

    /// `point` lies before the end of `day`.
    fn not_after(&mut self, point: u32, day: [Option<Day>; 2], by: By, kind: Kind) {
        self.edge(ORIGIN, point, day.map(|day| day.map(|day| (day.number() + 1) * DAY - 1)), Some(by), kind);
    }

    /// `first` lies no later than `then`, or earlier.
    fn in_order(&mut self, first: u32, then: u32, strictly: bool, by: By, kind: Kind) {
        self.edge(then, first, [Some(-i64::from(strictly)); 2], Some(by), kind);
    }

    fn claim(&mut self, position: usize, claim: &Claim<'c>, predicate: &Predicate<'c>) {
        let stance = Stance::of(claim);
        if !stance.affirmed || !has_a_time(claim) {
            return;
        }
        let role = claim.cell(column::ROLE).parse::<Role>().ok();
        let when = claim.cell(column::WHEN);
        for thing in self.told(position, claim, predicate) {
            // Who else says so may have another order of events in mind: only their own dates count.
            let own = stance.voice.is_empty() || thing == Thing::Claim(position);
            if let Some(role) = role.filter(|_| own) {
                self.dated(thing, role, when, position, fact::is_event(predicate));
            }
            if let Ok(length) = Duration::parse(claim.cell(column::SPAN)) {
                self.length(thing, role, when, &length, By::Claim(position));
            }
        }
    }

    fn dated(&mut self, thing: Thing<'c>, role: Role, when: &'c str, position: usize, is_event: bool) {
        let by = By::Claim(position);
        if let Ok(date) = Edtf::parse(when) {
            let is_event = is_event && !self.lasting.contains(&thing);
            self.date(thing, role, &date, by, is_event);
        } else if let Some(other) = self.happening(Item::Id(when)).filter(|other| *other != thing) {
            // Another voice's order is no order of the author's.
            if self.claims.get(position).is_some_and(|claim| Stance::of(claim).voice.is_empty()) {
                self.against(thing, role, other, by, is_event);
            }
        }
    }

    /// The bounds that a date in a role sets. What merely was so at some time in it may have begun
    /// before and ended after.
    fn date(&mut self, thing: Thing<'c>, role: Role, date: &Edtf, by: By, is_event: bool) {
        let number = self.number(thing);
        let (start, end) = (start(number), end(number));
        let region = [date.region(Strength::Hard), date.region(Strength::Core)];
        let bounds = [date.bounds(Some(role), Strength::Hard), date.bounds(Some(role), Strength::Core)];
        let (first, last) = (bounds.map(|bounds| bounds.0), bounds.map(|bounds| bounds.1));
        match role {
            Role::Within | Role::At | Role::During if is_event => {
                self.not_before(start, first, by, Kind::Date);
                self.not_after(end, last, by, Kind::Date);
            }
            Role::Within | Role::At | Role::During => {
                let told = self.told_time(number, by, first);
                self.not_after(told.1, last, by, Kind::Date);
            }
            Role::Throughout => {
                let (from, to) = all_of(&region);
                self.told_time(number, by, first);
                self.not_after(start, from, by, Kind::Date);
                self.not_before(end, to, by, Kind::Date);
            }
            Role::From => {
                self.not_before(start, first, by, Kind::Reach);
                self.not_after(start, region.map(|region| region.latest_end), by, Kind::Reach);
            }
            Role::Until => {
                self.not_before(end, region.map(|region| region.earliest_start), by, Kind::Reach);
                self.not_after(end, last, by, Kind::Reach);
            }
            Role::By | Role::Before => self.not_after(start, last, by, Kind::Date),
            Role::After => self.not_before(start, first, by, Kind::Date),
        }
    }

    /// A time of which it is said that a thing was so then: not before `first`, and while the thing lasts.
    fn told_time(&mut self, thing: u32, by: By, first: [Option<Day>; 2]) -> (u32, u32) {
        let By::Claim(position) = by else { return (start(thing), end(thing)) };
        let told = self.number(Thing::Told(position));
        let (from, to) = (start(told), end(told));
        self.not_before(from, first, by, Kind::Date);
        self.in_order(start(thing), to, false, by, Kind::Date);
        self.in_order(from, end(thing), false, by, Kind::Date);
        (from, to)
    }

    /// The bounds that the time of another thing sets.
    fn against(&mut self, thing: Thing<'c>, role: Role, other: Thing<'c>, by: By, is_event: bool) {
        let (own, other) = (self.number(thing), self.number(other));
        match role {
            Role::Before => self.in_order(start(own), start(other), true, by, Kind::Order),
            Role::After => self.in_order(start(other), start(own), true, by, Kind::Order),
            Role::From => self.in_order(start(other), start(own), false, by, Kind::Order),
            Role::Until => self.in_order(end(own), end(other), false, by, Kind::Order),
            Role::By => self.in_order(start(own), end(other), false, by, Kind::Order),
            Role::Throughout => {
                self.in_order(start(own), start(other), false, by, Kind::Order);
                self.in_order(end(other), end(own), false, by, Kind::Order);
            }
            Role::Within | Role::At | Role::During => {
                self.in_order(start(own), end(other), false, by, Kind::Order);
                let since = if is_event { start(own) } else { end(own) };
                self.in_order(start(other), since, false, by, Kind::Order);
            }
        }
    }

    /// With `before` or `after` how far away it begins, else how long it lasts.
    fn length(&mut self, thing: Thing<'c>, role: Option<Role>, when: &'c str, length: &Duration, by: By) {
        let (least, most) = length.days();
        let other = self.happening(Item::Id(when)).filter(|other| *other != thing);
        let number = self.number(thing);
        let (from, to) = match (role, other) {
            (Some(Role::After), Some(other)) => (start(self.number(other)), start(number)),
            (Some(Role::Before), Some(other)) => (start(number), start(self.number(other))),
            (Some(Role::After | Role::Before), None) => return,
            _ => (start(number), end(number)),
        };
        // Lengths are said in round units; by convention they may be out by a day, at most by half a unit.
        let slack = [length.rounding().max(1), 1];
        self.edge(to, from, slack.map(|slack| Some(-(least - slack).max(0) * DAY)), Some(by), Kind::Length);
        self.edge(from, to, slack.map(|slack| most.map(|most| (most + slack) * DAY)), Some(by), Kind::Length);
    }

    /// What follows from a fact's predicate.
    fn fact(&mut self, fact: &Fact<'c>, claim: &Claim<'c>, predicate: &Predicate<'c>) {
        let stance = Stance::of(claim);
        if !stance.is_asserted() || !stance.voice.is_empty() {
            return;
        }
        let by = By::Claim(fact.claim);
        let side = |column| match column {
            column::SUBJECT => fact.subject,
            column::OBJECT => fact.object,
            _ => fact.other,
        };
        if predicate.kind == "cause"
            && let (Some(cause), Some(effect)) =
                (fact.subject.and_then(|item| self.happening(item)), fact.object.and_then(|item| self.happening(item)))
            && cause != effect
        {
            let (cause, effect) = (self.number(cause), self.number(effect));
            // What adds to a thing may begin after it, but not after its end.
            self.in_order(start(cause), end(effect), false, by, Kind::Cause);
        }
        for implied in fact::implied(predicate) {
            match implied {
                Implied::Order { of_subject, after, side: column } => {
                    let own = match (of_subject, fact.subject) {
                        (true, Some(subject)) => self.lifetime(subject),
                        _ => Some(self.of_claim(fact.claim)),
                    };
                    let other = side(column).and_then(|item| self.lifetime(item));
                    if let (Some(own), Some(other)) = (own, other)
                        && own != other
                    {
                        let (own, other) = (self.number(own), self.number(other));
                        let (first, then) = if after { (other, own) } else { (own, other) };
                        let kind = if predicate.kind == "cause" { Kind::Cause } else { Kind::Order };
                        self.in_order(start(first), start(then), true, by, kind);
                    }
                }
                Implied::Bound { starts, side: column } => {
                    if let Some(id) = side(column).and_then(Item::id) {
                        self.bound(id, starts, fact.claim);
                    }
                }
                Implied::Member { .. } | Implied::Origin | Implied::Borders => {}
            }
        }
    }

    /// What an item stands for in time: an event, what a claim tells of, or the lifetime of an entity.
    fn lifetime(&self, item: Item<'c>) -> Option<Thing<'c>> {
        let entity = item.id().filter(|id| self.vocabulary.entity(id).is_some());
        self.happening(item).or(entity.map(Thing::Entity))
    }

    /// What a claim tells of is the beginning or the end of an entity's lifetime.
    fn bound(&mut self, id: &'c str, starts: bool, position: usize) {
        let by = By::Claim(position);
        let Some(life) = self.lifetime(Item::Id(id)) else { return };
        let (told, life) = (self.of_claim(position), self.number(life));
        let told = self.number(told);
        let (point, kind) = if starts { (start(life), Kind::Begun) } else { (end(life), Kind::Lasting) };
        self.in_order(start(told), point, false, by, kind);
        self.in_order(point, end(told), false, by, kind);
        self.bounded.insert(id);
    }

    /// Whoever acts exists, and a group whose beginning or end is told has members only between them.
    fn lifetimes(&mut self, facts: &[Fact<'c>]) {
        if self.bounded.is_empty() {
            return;
        }
        for fact in facts.iter().filter(|fact| fact.sure) {
            let Some(claim) = self.claims.get(fact.claim) else { continue };
            let Some(predicate) = self.vocabulary.predicate(claim.predicate) else { continue };
            let stance = Stance::of(claim);
            let tells_bound = fact::implied(predicate).any(|implied| matches!(implied, Implied::Bound { .. }));
            if !stance.is_asserted() || !stance.voice.is_empty() || tells_bound || !acts(predicate) {
                continue;
            }
            let is_member = Membership::of(predicate).is_some_and(|membership| membership.affirms);
            let group = fact::group_and_member(fact, predicate).and_then(|(group, _)| group.id());
            if let Some(actor) = fact.subject.and_then(Item::id).filter(|id| self.bounded.contains(id)) {
                self.alive(actor, fact.claim, [Kind::Begun, Kind::Lasting]);
            }
            if let Some(group) = group.filter(|id| is_member && self.bounded.contains(id)) {
                self.alive(group, fact.claim, [Kind::Member; 2]);
            }
        }
    }

    fn alive(&mut self, id: &'c str, position: usize, [begun, lasting]: [Kind; 2]) {
        let by = By::Claim(position);
        let Some(life) = self.lifetime(Item::Id(id)) else { return };
        let told = self.of_claim(position);
        if told == life {
            return;
        }
        let (told, life) = (self.number(told), self.number(life));
        self.in_order(start(life), start(told), false, by, begun);
        self.in_order(start(told), end(life), false, by, lasting);
    }

    fn bond(&mut self, position: usize, bond: &Bond<'c>) {
        let by = By::Bond(position);
        let thing = |id| self.happening(Item::Id(id));
        let (Some(left), Some(right)) = (thing(bond.left), thing(bond.right)) else { return };
        if left == right {
            return;
        }
        let (left, right) = (self.number(left), self.number(right));
        match bond.order {
            Order::Before => self.in_order(start(left), start(right), true, by, Kind::Bond),
            Order::NotAfter => self.in_order(start(left), start(right), false, by, Kind::Bond),
            Order::Within => {
                self.in_order(start(right), start(left), false, by, Kind::Bond);
                self.in_order(end(left), end(right), false, by, Kind::Bond);
            }
            Order::Overlaps => {
                self.in_order(start(left), end(right), false, by, Kind::Bond);
                self.in_order(start(right), end(left), false, by, Kind::Bond);
            }
        }
    }

    /// What claims say of the day of publication is held against the register.
    fn source_itself(&mut self, region: [Region; 2]) {
        let Some(number) = self.index.get(&Thing::Entity(SELF)).copied() else { return };
        let [earliest, latest] = [|region: Region| region.earliest_start, |region: Region| region.latest_end]
            .map(|bound| region.map(bound).map(|day| day.map(Day::number)));
        self.edge(start(number), ORIGIN, earliest.map(|day| day.map(|day| -day * DAY)), None, Kind::Date);
        self.edge(ORIGIN, end(number), latest.map(|day| day.map(|day| (day + 1) * DAY - 1)), None, Kind::Date);
    }

    /// Nothing is asserted of the time after the source appeared, and nothing is predicted or scheduled
    /// that was over by then. Only of what has another bound: alone these say nothing.
    fn publication(&mut self, published: &str) {
        let Ok(date) = Edtf::parse(published) else { return };
        let region = [date.region(Strength::Hard), date.region(Strength::Core)];
        self.source_itself(region);
        for (position, claim) in self.claims.iter().enumerate() {
            let Some(number) = self.index.get(&self.of_claim(position)).copied() else { continue };
            let (stance, by) = (Stance::of(claim), By::Claim(position));
            if !stance.affirmed {
                continue;
            }
            if stance.force > Force::Open {
                let told = self.index.get(&Thing::Told(position)).copied();
                for number in [Some(number), told].into_iter().flatten() {
                    self.not_after(start(number), region.map(|region| region.latest_end), by, Kind::Behind);
                }
            } else if is_ahead(claim) && stance.voice.is_empty() {
                self.not_before(end(number), region.map(|region| region.earliest_start), by, Kind::Ahead);
            }
        }
    }
}

/// The source itself, where claims tell of it.
const SELF: &str = "self";

/// First and last day that "all of it" certainly takes in: what widens a date narrows this.
fn all_of(region: &[Region; 2]) -> ([Option<Day>; 2], [Option<Day>; 2]) {
    let [hard, core] = region;
    let inner = |core: Option<Day>, hard: Option<Day>| core.zip(hard).map(|(core, hard)| core + (core - hard));
    (
        [inner(core.earliest_start, hard.earliest_start), core.earliest_start],
        [inner(core.latest_end, hard.latest_end), core.latest_end],
    )
}

/// Whether a claim says how long something lasts, rather than how far away it lies.
fn lasts(claim: &Claim) -> bool {
    !claim.cell(column::SPAN).is_empty() && !matches!(claim.cell(column::ROLE), "before" | "after")
}

/// Whether what a claim tells of has a time: not what might be, should be or would have been.
fn has_a_time(claim: &Claim) -> bool {
    !["proposed", "normative", "necessary", "counterfactual", "condition"].iter().any(|mood| claim.has_mood(mood))
}

fn is_ahead(claim: &Claim) -> bool {
    ["predicted", "scheduled"].iter().any(|mood| claim.has_mood(mood)) && has_a_time(claim)
}

/// Whether a predicate tells of something that only what exists can do or be.
fn acts(predicate: &Predicate) -> bool {
    !matches!(predicate.kind, "attribute" | "date" | "count")
}

/// What two rows for `from` and `until` of one statement have in common.
fn statement<'c>(claim: &Claim<'c>) -> Option<[&'c str; 7]> {
    use crate::schema::anchored::{END, START};
    let reaches = matches!(claim.cell(column::ROLE), "from" | "until");
    reaches.then(|| {
        [START, END, column::SUBJECT, column::PREDICATE, column::OBJECT, column::OTHER, column::PLACE]
            .map(|column| claim.cell(column))
    })
}

//! Which bounds do the claims of a source set?

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::claim::{Claim, column};
use crate::edtf::{Day, Duration, Edtf, Region, Role, Strength};
use crate::fact::{self, Fact, Force, Implied, Membership, Stance};
use crate::language::Language;
use crate::set::Item;
use crate::vocabulary::{Predicate, Vocabulary};

use super::network::{Edge, ORIGIN};
use super::{Bond, By, Chronology, DAY, Kind, Order, Thing, end, start, statements, wording};

/// Reads the bounds; components and conflicts are left empty.
pub(super) fn read<'c>(
    claims: &[Claim<'c>],
    facts: &[Fact<'c>],
    vocabulary: &Vocabulary<'c>,
    language: Option<&Language>,
    published: &str,
    bonds: &[Bond<'c>],
) -> Chronology<'c> {
    let mut reader = Reader::new(claims, vocabulary, language);
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
    reader.settle_lives();
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

/// Who says it, and of whom.
type Life<'c> = (&'c str, &'c str);

/// A row that tells of the beginning or the end of a life.
struct Turn<'c> {
    life: Life<'c>,
    starts: bool,
    claim: usize,
}

struct Reader<'a, 'c> {
    claims: &'a [Claim<'c>],
    vocabulary: &'a Vocabulary<'c>,
    language: Option<&'a Language>,
    by_id: HashMap<&'c str, usize>,
    /// Things that last for a stated time, or from or until one: a date says only that such a thing was so then.
    lasting: HashSet<Thing<'c>>,
    /// For each claim the first that tells of the same thing.
    firsts: Vec<usize>,
    things: Vec<Thing<'c>>,
    index: HashMap<Thing<'c>, u32>,
    hard: Vec<Edge>,
    core: Vec<Edge>,
    /// Stated beginnings and ends of lives.
    turns: Vec<Turn<'c>>,
    /// Lives with a stated beginning or end.
    bounded: HashSet<Life<'c>>,
    /// Rows that say several facts.
    several: HashSet<u32>,
}

impl<'a, 'c> Reader<'a, 'c> {
    fn new(claims: &'a [Claim<'c>], vocabulary: &'a Vocabulary<'c>, language: Option<&'a Language>) -> Reader<'a, 'c> {
        let mut reader = Reader {
            claims,
            vocabulary,
            language,
            by_id: claims.iter().enumerate().rev().map(|(position, claim)| (claim.at.id, position)).collect(),
            lasting: HashSet::new(),
            firsts: statements::firsts(claims, language, has_a_time),
            things: Vec::new(),
            index: HashMap::new(),
            hard: Vec::new(),
            core: Vec::new(),
            turns: Vec::new(),
            bounded: HashSet::new(),
            several: HashSet::new(),
        };
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

    /// The thing that an item stands for to a voice, where that has a time of its own: an event or a claim.
    /// Each voice has its own order of events, and those who are not named have none.
    fn happening(&self, item: Item<'c>, voice: &'c str) -> Option<Thing<'c>> {
        let id = item.id()?;
        if let Some(position) = self.by_id.get(id) {
            return self.told_to(*position, voice);
        }
        (id == SELF || self.is_event(id)).then(|| said(voice, id)).flatten()
    }

    /// What a claim tells of, as another voice may speak of it.
    fn told_to(&self, position: usize, voice: &'c str) -> Option<Thing<'c>> {
        let theirs = self.claims.get(position).map_or("", |claim| Stance::of(claim).voice);
        match self.of_claim(position) {
            thing if theirs == voice => (voice != UNNAMED).then_some(thing),
            Thing::Said { id, .. } if voice.is_empty() => Some(Thing::Entity(id)),
            thing => voice.is_empty().then_some(thing),
        }
    }

    fn is_event(&self, id: &str) -> bool {
        self.vocabulary.entity(id).is_some_and(|entity| entity.kind == "event")
    }

    /// The thing of what a claim tells: a claim that dates one event tells of that event, and of several
    /// rows that tell of one thing each tells what the first does. What may be, or is planned, is not the
    /// event itself.
    fn of_claim(&self, position: usize) -> Thing<'c> {
        let first = self.firsts.get(position).copied().unwrap_or(position);
        let Some(claim) = self.claims.get(position) else { return Thing::Claim(first) };
        let stance = Stance::of(claim);
        let is_date = self.vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.kind == "date");
        let dated = match claim.subject.members() {
            [only] if is_date && stance.force > Force::Open => only.item.id().filter(|id| *id != claim.at.id),
            _ => None,
        };
        let dated = dated.and_then(|id| match self.by_id.get(id) {
            Some(told) => {
                stance.voice.is_empty().then(|| Thing::Claim(self.firsts.get(*told).copied().unwrap_or(*told)))
            }
            None => (id == SELF || self.is_event(id)).then(|| said(stance.voice, id)).flatten(),
        });
        dated.unwrap_or(Thing::Claim(first))
    }

    /// The same where it is said that it is or will be so, and some bound is about it.
    fn told_by(&self, position: usize) -> Option<Thing<'c>> {
        let claim = self.claims.get(position)?;
        let thing = self.of_claim(position);
        (Stance::of(claim).affirmed && has_a_time(claim) && self.index.contains_key(&thing)).then_some(thing)
    }

    /// The things whose time a claim gives: under a predicate of dates its subjects, else what it tells.
    fn told(&self, position: usize, claim: &Claim<'c>, predicate: &Predicate<'c>) -> Vec<Thing<'c>> {
        let stance = Stance::of(claim);
        let subjects: Vec<Thing> =
            claim.subject.items().filter_map(|item| self.happening(item, stance.voice)).collect();
        let dates_them = predicate.kind == "date" && subjects.len() > 1 && stance.force > Force::Open;
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
            let other = self.happening(Item::Id(when), stance.voice).filter(|other| *other != thing);
            if let Some(role) = role {
                self.dated(thing, role, when, other, position, fact::is_event(predicate));
            }
            if let Ok(length) = Duration::parse(claim.cell(column::SPAN)) {
                self.length(thing, role, other, &length, By::Claim(position));
            }
        }
    }

    fn dated(
        &mut self,
        thing: Thing<'c>,
        role: Role,
        when: &str,
        other: Option<Thing<'c>>,
        position: usize,
        is_event: bool,
    ) {
        let by = By::Claim(position);
        if let Ok(date) = Edtf::parse(when) {
            let is_event = is_event && !self.lasting.contains(&thing);
            self.date(thing, role, &date, by, is_event);
        } else if let Some(other) = other {
            self.against(thing, role, other, by, is_event);
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
    fn length(&mut self, thing: Thing<'c>, role: Option<Role>, other: Option<Thing<'c>>, length: &Duration, by: By) {
        let (least, most) = length.days();
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
        if !stance.is_asserted() || stance.voice == UNNAMED {
            return;
        }
        let by = By::Claim(fact.claim);
        let happening = |item: Option<Item<'c>>| self.happening(item?, stance.voice);
        let side = |column| match column {
            column::SUBJECT => fact.subject,
            column::OBJECT => fact.object,
            _ => fact.other,
        };
        if predicate.kind == "cause"
            && let (Some(cause), Some(effect)) = (happening(fact.subject), happening(fact.object))
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
                        (true, Some(subject)) => self.lifetime(subject, stance.voice),
                        _ => Some(self.of_claim(fact.claim)),
                    };
                    let other = side(column).and_then(|item| self.lifetime(item, stance.voice));
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
                        self.turns.push(Turn { life: (stance.voice, id), starts, claim: fact.claim });
                    }
                }
                Implied::Member { .. } | Implied::Origin | Implied::Borders => {}
            }
        }
    }

    /// What an item stands for in time: an event, what a claim tells of, or the lifetime of an entity.
    fn lifetime(&self, item: Item<'c>, voice: &'c str) -> Option<Thing<'c>> {
        let entity = item.id().filter(|id| self.vocabulary.entity(id).is_some());
        self.happening(item, voice).or_else(|| said(voice, entity?))
    }

    /// Beginnings and ends bound the lives of which they tell, but for those of which several are told.
    fn settle_lives(&mut self) {
        let turns = std::mem::take(&mut self.turns);
        let mut lives: HashMap<Life, Vec<&Turn>> = HashMap::new();
        for turn in &turns {
            lives.entry(turn.life).or_default().push(turn);
        }
        let several: HashSet<Life> =
            lives.into_iter().filter(|(_, turns)| self.are_several(turns)).map(|(life, _)| life).collect();
        for turn in turns.iter().filter(|turn| !several.contains(&turn.life)) {
            self.bound(turn);
        }
    }

    /// Whether beginnings and ends are those of several lives: two beginnings, or two ends, share no day,
    /// and what begins twice has ended once, or begins anew in other words. What is only founded twice has
    /// two dates.
    fn are_several(&self, turns: &[&Turn]) -> bool {
        let (starts, ends): (Vec<&Turn>, Vec<&Turn>) = turns.iter().partition(|turn| turn.starts);
        let is_anew = |turns: &[&Turn], others: &[&Turn]| {
            self.lie_apart(turns) && (!others.is_empty() || self.are_told_in_several_words(turns))
        };
        is_anew(&starts, &ends) || is_anew(&ends, &starts)
    }

    fn are_told_in_several_words(&self, turns: &[&Turn]) -> bool {
        let mut predicates = turns.iter().map(|turn| self.claims.get(turn.claim).map(|claim| claim.predicate));
        let first = predicates.next();
        predicates.any(|predicate| Some(predicate) != first)
    }

    /// Whether two of them share no day.
    fn lie_apart(&self, turns: &[&Turn]) -> bool {
        let dates: Vec<_> = turns.iter().filter_map(|turn| self.days_of(turn)).collect();
        let first = dates.iter().filter_map(|(first, _)| *first).max();
        let last = dates.iter().filter_map(|(_, last)| *last).min();
        first.zip(last).is_some_and(|(first, last)| last < first)
    }

    /// The days in which a turn may lie, by its own date.
    fn days_of(&self, turn: &Turn) -> Option<(Option<Day>, Option<Day>)> {
        let claim = self.claims.get(turn.claim)?;
        let date = Edtf::parse(claim.cell(column::WHEN)).ok()?;
        Some(date.bounds(claim.cell(column::ROLE).parse().ok(), Strength::Hard))
    }

    /// What a claim tells of is the beginning or the end of a life.
    fn bound(&mut self, turn: &Turn<'c>) {
        let by = By::Claim(turn.claim);
        let (voice, id) = turn.life;
        let Some(life) = self.lifetime(Item::Id(id), voice) else { return };
        let (told, life) = (self.of_claim(turn.claim), self.number(life));
        let told = self.number(told);
        let point = if turn.starts { start(life) } else { end(life) };
        self.in_order(start(told), point, false, by, Kind::Bound);
        self.in_order(point, end(told), false, by, Kind::Bound);
        self.bounded.insert(turn.life);
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
            if !stance.is_asserted() || tells_bound || !acts(predicate) {
                continue;
            }
            let of = |id: Option<&'c str>| id.map(|id| (stance.voice, id)).filter(|life| self.bounded.contains(life));
            let is_member = Membership::of(predicate).is_some_and(|membership| membership.affirms);
            let group = fact::group_and_member(fact, predicate).and_then(|(group, _)| group.id());
            let (actor, group) = (of(fact.subject.and_then(Item::id)), of(group).filter(|_| is_member));
            if let Some(actor) = actor.filter(|_| !wording::undergoes(claim, predicate, self.language)) {
                self.alive(actor, fact.claim, [Kind::Begun, Kind::Lasting]);
            }
            if let Some(group) = group {
                self.alive(group, fact.claim, [Kind::Member; 2]);
            }
        }
    }

    fn alive(&mut self, (voice, id): Life<'c>, position: usize, [begun, lasting]: [Kind; 2]) {
        let by = By::Claim(position);
        let Some(life) = self.lifetime(Item::Id(id), voice) else { return };
        let thing = self.of_claim(position);
        if thing == life {
            return;
        }
        let (thing, life) = (self.number(thing), self.number(life));
        self.in_order(start(life), start(thing), false, by, begun);
        self.in_order(start(thing), end(life), false, by, lasting);
        // What began before may last: it is still so at the time of which that is said.
        if let Some(told) = self.index.get(&Thing::Told(position)).copied() {
            self.in_order(start(told), end(life), false, by, lasting);
        }
        let role = self.claims.get(position).map(|claim| claim.cell(column::ROLE));
        if matches!(role, Some("until" | "throughout")) {
            self.in_order(end(thing), end(life), false, by, lasting);
        }
    }

    fn bond(&mut self, position: usize, bond: &Bond<'c>) {
        let by = By::Bond(position);
        let has_a_life = |id: &'c str| self.bounded.contains(&("", id)).then_some(Thing::Entity(id));
        let thing = |id| self.happening(Item::Id(id), "").or_else(|| has_a_life(id));
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
            } else if is_ahead(claim) && stance.voice.is_empty() && !wording::was_planned(claim, self.language) {
                // What is told of a time may last beyond it.
                let number = self.index.get(&Thing::Told(position)).copied().unwrap_or(number);
                self.not_before(end(number), region.map(|region| region.earliest_start), by, Kind::Ahead);
            }
        }
    }
}

/// The source itself, where claims tell of it.
const SELF: &str = "self";

/// Who says it where nobody is named.
const UNNAMED: &str = "unnamed";

/// An event or a lifetime as a voice tells of it; the author's voice is empty.
fn said<'c>(voice: &'c str, id: &'c str) -> Option<Thing<'c>> {
    match voice {
        "" => Some(Thing::Entity(id)),
        UNNAMED => None,
        voice => Some(Thing::Said { voice, id }),
    }
}

/// First and last day that "all of it" certainly takes in: what widens a date narrows this.
fn all_of(region: &[Region; 2]) -> ([Option<Day>; 2], [Option<Day>; 2]) {
    let [hard, core] = region;
    let inner = |core: Option<Day>, hard: Option<Day>| core.zip(hard).map(|(core, hard)| core + (core - hard));
    (
        [inner(core.earliest_start, hard.earliest_start), core.earliest_start],
        [inner(core.latest_end, hard.latest_end), core.latest_end],
    )
}

/// Whether a claim says how long something lasts, or from or until when, rather than how far away it lies.
fn lasts(claim: &Claim) -> bool {
    match claim.cell(column::ROLE) {
        "before" | "after" => false,
        "from" | "until" => Stance::of(claim).affirmed && has_a_time(claim),
        _ => !claim.cell(column::SPAN).is_empty(),
    }
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

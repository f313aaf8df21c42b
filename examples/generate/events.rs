//! What happened, when, in what order, for how long and why, as one source tells it?
//!
//! Every event belongs to one source and has a hidden day; whatever is said of it is true of that day.

use std::collections::HashSet;

use crate::author::{Author, Claim, spaced};
use crate::dates::{Date, Day, FIRST_YEAR, FORMS};
use crate::groups::Circle;
use crate::names::capitalised;

/// Something that happened.
pub(crate) struct Event {
    entity: usize,
    day: Day,
}

/// What a source has told so far.
#[derive(Default)]
pub(crate) struct Notes {
    /// By their days.
    events: Vec<Event>,
    /// The bodies that it named last.
    pub(crate) bodies: Vec<usize>,
    pub(crate) circles: Vec<Circle>,
    /// Predicate and sides of what may be said once only.
    said: HashSet<[usize; 3]>,
}

impl Notes {
    /// Whether this is said for the first time.
    pub(crate) fn is_new(&mut self, said: [usize; 3]) -> bool {
        self.said.insert(said)
    }
}

/// What an event is called.
pub(crate) const EVENTS: &[&str] = &["fair", "feast", "market", "regatta"];

/// How often a sentence is sought that was not said yet.
const TRIES: usize = 6;

impl Author {
    /// Begins a source of so many claims, with its own events.
    pub(crate) fn begin(&mut self, claims: u64) {
        self.forget();
        let count = usize::try_from(claims / 16).unwrap_or(usize::MAX).max(2);
        let years = count.clamp(5, 50);
        let first = FIRST_YEAR + self.rng.below(56 - years);
        let mut events: Vec<Event> = (0..count).map(|_| self.event(first, years)).collect();
        events.sort_by_key(|event| event.day);
        self.notes = Notes { events, ..Notes::default() };
    }

    fn event(&mut self, first: usize, years: usize) -> Event {
        let day =
            Day { year: first + self.rng.below(years), month: 1 + self.rng.below(12), day: 1 + self.rng.below(28) };
        Event { entity: self.found_event(), day }
    }

    /// A new event that nothing was said of yet.
    pub(crate) fn found_event(&mut self) -> usize {
        let what = self.rng.pick(EVENTS);
        self.world.found("event", what)
    }

    /// An event of the source and its day.
    fn any_event(&mut self) -> Option<(usize, Day)> {
        let nth = self.rng.below(self.notes.events.len());
        self.notes.events.get(nth).map(|event| (event.entity, event.day))
    }

    /// Two events of which the first came earlier, and of which the predicate was not said yet.
    fn two_events(&mut self, predicate: usize) -> Option<[(usize, Day); 2]> {
        const NEAR: usize = 4;
        (0..TRIES).find_map(|_| {
            let first = self.rng.below(self.notes.events.len());
            let then = first + 1 + self.rng.below(NEAR);
            let at = |nth: usize| self.notes.events.get(nth).map(|event| (event.entity, event.day));
            let pair = [at(first)?, at(then)?];
            let [(_, earlier), (_, later)] = pair;
            (earlier < later && self.notes.is_new([predicate, first, then])).then_some(pair)
        })
    }
}

pub(crate) fn takes_place(author: &mut Author, nth: usize) -> Option<Claim> {
    if author.rng.one_in(4) {
        let [(earlier, first), (later, then)] = author.two_events(nth)?;
        let days = then.number() - first.number();
        let distance = Some(days).filter(|days| (2..1000).contains(days));
        return Some(taken_after(author, later, distance, earlier));
    }
    (0..TRIES).find_map(|_| {
        let (event, day) = author.any_event()?;
        let form = author.rng.below(FORMS);
        author.notes.is_new([nth, event, form]).then(|| {
            let (hedge, date) = (author.hedge(), day.said(form, &mut author.rng));
            taken_place(author, event, hedge, date)
        })
    })
}

/// "The Verrin fair probably took place in May 1990".
pub(crate) fn taken_place(
    author: &mut Author,
    event: usize,
    (hedge, certainty): (&'static str, &'static str),
    date: Date,
) -> Claim {
    let (subject, name) = author.world.use_entity(event);
    let first = author.rng.one_in(2);
    let article = if first { "the" } else { "The" };
    let core = format!("{article} {name} {}took place", spaced(hedge));
    let claim = Claim { predicate: "takes-place", subject, certainty, words: hedge, ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// "The Verrin fair took place 412 days after the Ostrel feast".
pub(crate) fn taken_after(author: &mut Author, event: usize, days: Option<usize>, other: usize) -> Claim {
    let (subject, name) = author.world.use_entity(event);
    let (when, other) = author.world.use_entity(other);
    let (far, span) = days.map_or_else(Default::default, |days| (format!("{days} days "), format!("P{days}D")));
    let claim = Claim { predicate: "takes-place", subject, role: "after", when, span, ..Claim::default() };
    claim.undated(format!("The {name} took place {far}after the {other}"))
}

pub(crate) fn lasts(author: &mut Author, nth: usize) -> Option<Claim> {
    const DAYS: &[(&str, usize)] = &[("two", 2), ("three", 3), ("five", 5), ("nine", 9), ("14", 14), ("40", 40)];
    (0..TRIES).find_map(|_| {
        let (event, _) = author.any_event()?;
        author.notes.is_new([nth, event, 0]).then(|| {
            let (subject, name) = author.world.use_entity(event);
            let (said, days) = author.rng.pick(DAYS);
            let claim = Claim { subject, span: format!("P{days}D"), ..Claim::default() };
            claim.undated(format!("The {name} lasted {said} days"))
        })
    })
}

pub(crate) fn follows(author: &mut Author, nth: usize) -> Option<Claim> {
    let [(earlier, _), (later, _)] = author.two_events(nth)?;
    Some(in_order(author, "follows", later, ("followed", ""), earlier))
}

pub(crate) fn leads_to(author: &mut Author, nth: usize) -> Option<Claim> {
    let [(cause, _), (effect, _)] = author.two_events(nth)?;
    let (hedge, certainty) = author.hedge();
    let claim = in_order(author, "leads-to", cause, ("led to", hedge), effect);
    Some(Claim { certainty, words: hedge, ..claim })
}

/// "The Verrin fair likely led to the Ostrel feast".
pub(crate) fn in_order(
    author: &mut Author,
    predicate: &'static str,
    event: usize,
    (verb, hedge): (&str, &str),
    other: usize,
) -> Claim {
    let (subject, name) = author.world.use_entity(event);
    let (object, other) = author.world.use_entity(other);
    let claim = Claim { predicate, subject, object, ..Claim::default() };
    claim.undated(format!("The {name} {}{verb} the {other}", spaced(hedge)))
}

/// "After the Verrin fair, Dorvane elected officers".
pub(crate) fn elects(author: &mut Author, nth: usize) -> Option<Claim> {
    const ROLES: &[&str] = &["after", "before", "during"];
    let (event, _) = author.any_event()?;
    let role = author.rng.pick(ROLES);
    let place = author.next_place(nth, author.world.places);
    if !author.notes.is_new([nth, event, place]) {
        return None;
    }
    let (subject, name) = author.world.use_entity(place);
    let (when, event) = author.world.use_entity(event);
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}elected officers", spaced(hedge));
    let text = if author.rng.one_in(2) {
        format!("{core} {role} the {event}")
    } else {
        format!("{} the {event}, {core}", capitalised(role))
    };
    let object = "«officers»".into();
    let claim = Claim { subject, object, role, when, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    Some(claim.undated(text))
}

//! Who belongs together, and which way do things go?

use crate::author::{Author, Claim};
use crate::dates::{Date, Day};
use crate::names::capitalised;

/// A group that one source tells of, with all its members.
pub(crate) struct Circle {
    entity: usize,
    members: Vec<usize>,
}

/// What the members of a circle are counted by, from three on.
const COUNTS: &[&str] = &["three", "four", "five"];

impl Author {
    /// So many harbours, none twice, in the order of their numbers.
    fn some_places(&mut self, count: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..2 * count).map(|_| self.rng.below(self.world.places)).collect();
        places.sort_unstable();
        places.dedup();
        places.truncate(count);
        places
    }

    /// Ids for a cell and names for the text: "A, B and C".
    fn listed(&mut self, entities: &[usize]) -> (String, String) {
        let both: Vec<(String, String)> = entities.iter().map(|entity| self.world.use_entity(*entity)).collect();
        let (ids, names): (Vec<String>, Vec<String>) = both.into_iter().unzip();
        let said = match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        };
        (ids.join("; "), said)
    }
}

/// "Dorvane, Ostrel and Quellmar make up the Verrin Circle".
pub(crate) fn makes_up(author: &mut Author, _: usize) -> Option<Claim> {
    let wanted = 3 + author.rng.below(COUNTS.len());
    let members = author.some_places(wanted);
    let (number, word) = (members.len(), COUNTS.get(members.len().checked_sub(3)?)?);
    let entity = author.world.found("body", "Circle");
    let (object, name) = author.world.use_entity(entity);
    let (subject, said) = author.listed(&members);
    author.notes.circles.push(Circle { entity, members });
    let claim = Claim { subject, object, ..Claim::default() };
    if author.rng.one_in(2) {
        return Some(claim.undated(format!("{said} make up the {name}")));
    }
    let text = format!("{} harbours, {said}, make up the {name}", capitalised(word));
    Some(Claim { number: number.to_string(), ..claim }.undated(text))
}

/// "The Verrin Circle comprises three harbours".
pub(crate) fn comprises(author: &mut Author, nth: usize) -> Option<Claim> {
    let circle = author.rng.below(author.notes.circles.len());
    let (entity, count) = author.notes.circles.get(circle).map(|circle| (circle.entity, circle.members.len()))?;
    if !author.notes.is_new([nth, entity, 0]) {
        return None;
    }
    let word = COUNTS.get(count.checked_sub(3)?)?;
    let (subject, name) = author.world.use_entity(entity);
    let claim = Claim { subject, object: "«harbours»".into(), number: count.to_string(), ..Claim::default() };
    Some(claim.undated(format!("The {name} comprises {word} harbours")))
}

/// Now and then: a harbour that is not in a circle, with the circle.
pub(crate) fn outsider(author: &mut Author, nth: usize) -> Option<(usize, usize)> {
    let place = author.rng.below(author.world.places);
    let circle = author.rng.below(3 * author.notes.circles.len());
    let circle = author.notes.circles.get(circle).filter(|circle| !circle.members.contains(&place))?;
    let entity = circle.entity;
    author.notes.is_new([nth, entity, place]).then_some((place, entity))
}

/// "The Verrin League was founded in 1921", of a body that the source has named.
pub(crate) fn is_founded(author: &mut Author, nth: usize) -> Option<Claim> {
    const LATEST: usize = 8;
    let known = author.notes.bodies.len();
    let back = 1 + author.rng.below(LATEST.min(known));
    let body = *author.notes.bodies.get(known.checked_sub(back)?)?;
    if !author.notes.is_new([nth, body, 0]) {
        return None;
    }
    let (subject, name) = author.world.use_entity(body);
    // Long before all else, and the same in every source.
    let day = Day { year: 1910 + body * 37 % 50, month: 1 + body % 12, day: 1 + body % 28 };
    let form = author.rng.below(5);
    let date = day.said(form, &mut author.rng);
    Some(with_article(author, Claim { subject, ..Claim::default() }, &format!("{name} was founded"), date))
}

fn with_article(author: &mut Author, claim: Claim, core: &str, date: Date) -> Claim {
    let first = author.rng.one_in(2);
    let article = if first { "the" } else { "The" };
    claim.quoted(&format!("{article} {core}"), date, first, &mut author.rng)
}

/// "Dorvane answered to the Verrin League": to one body only, and to the same in every source.
pub(crate) fn answers_to(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let body = author.world.places + place * 7 % author.world.bodies;
    let (subject, name) = author.world.use_entity(place);
    let (object, to) = author.world.use_entity(body);
    let claim = Claim { subject, object, topic: Some(place), ..Claim::default() };
    let core = format!("{name} answered to the {to}");
    if author.notes.is_new([nth, place, 0]) {
        return Some(claim.undated(core));
    }
    let date = author.next_month(nth, place);
    Some(claim.quoted(&core, date, true, &mut author.rng))
}

/// "Barges went from Dorvane via Ostrel to Quellmar": always towards the harbour of the higher number.
pub(crate) fn travels_via(author: &mut Author, nth: usize) -> Option<Claim> {
    let wanted = 3 + author.rng.below(2);
    let way = author.some_places(wanted);
    let (from, legs) = way.split_first()?;
    let (to, between) = legs.split_last().filter(|(_, between)| !between.is_empty())?;
    if !author.notes.is_new([nth, *from, between.iter().fold(*to, |all, leg| all * author.world.places + leg)]) {
        return None;
    }
    let who = author.rng.pick(&["Barges", "Ferries", "Freighters"]);
    let (object, _) = author.listed(legs);
    let (other, origin) = author.world.use_entity(*from);
    let (_, end) = author.world.use_entity(*to);
    let (_, through) = author.listed(between);
    let claim = Claim { subject: format!("«{who}»"), object, other, ..Claim::default() };
    Some(claim.undated(format!("{who} went from {origin} via {through} to {end}")))
}

//! How does a sentence of each predicate read?

use crate::author::{Author, Claim, spaced};
use crate::dates::{Date, FIRST_YEAR, date, event_date, state_date};
use crate::groups::outsider;
use crate::names::Rng;

/// A sentence of the next harbour in turn, a verb and a body that it has not met yet.
fn with_body(author: &mut Author, nth: usize, group: usize, verb: (&'static str, &str), date: Date) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let body = author.next_body(nth, place, group);
    let hedge = author.hedge();
    Some(of_body(author, place, verb, body, hedge, date))
}

/// "Dorvane likely joined the Verrin League in 1990": a harbour, a verb and a body.
pub(crate) fn of_body(
    author: &mut Author,
    place: usize,
    (predicate, verb): (&'static str, &str),
    body: usize,
    (hedge, certainty): (&'static str, &'static str),
    date: Date,
) -> Claim {
    let (subject, name) = author.world.use_entity(place);
    let (object, body) = author.world.use_entity(body);
    let core = format!("{name} {}{verb} the {body}", spaced(hedge));
    let first = author.rng.one_in(2);
    let claim = Claim { predicate, subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

pub(crate) fn joins(author: &mut Author, nth: usize) -> Option<Claim> {
    if author.rng.one_in(8) {
        return Some(proposed(author, nth));
    }
    let date = event_date(&mut author.rng);
    with_body(author, nth, 0, ("joins", "joined"), date)
}

/// "Dorvane should join the Verrin League", to which it does not belong.
fn proposed(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let body = author.next_body(nth, place, 0);
    let (subject, name) = author.world.use_entity(place);
    let (object, body) = author.world.use_entity(body);
    let claim = Claim { subject, object, mood: "normative", words: "should", topic: Some(place), ..Claim::default() };
    claim.undated(format!("{name} should join the {body}"))
}

pub(crate) fn leaves(author: &mut Author, nth: usize) -> Option<Claim> {
    let date = event_date(&mut author.rng);
    with_body(author, nth, 1, ("leaves", "left"), date)
}

pub(crate) fn supports(author: &mut Author, nth: usize) -> Option<Claim> {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 2, ("supports", "supported"), date)
}

pub(crate) fn opposes(author: &mut Author, nth: usize) -> Option<Claim> {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 3, ("opposes", "opposed"), date)
}

pub(crate) fn belongs(author: &mut Author, nth: usize) -> Option<Claim> {
    if let Some((place, circle)) = outsider(author, nth) {
        return Some(belonging(author, place, circle, false));
    }
    let place = author.next_place(nth, author.world.places);
    let does = author.rng.one_in(2);
    let body = author.next_body(nth, place, if does { 3 } else { 2 });
    Some(belonging(author, place, body, does))
}

/// "Dorvane does not belong to the Verrin League".
pub(crate) fn belonging(author: &mut Author, place: usize, body: usize, does: bool) -> Claim {
    let (subject, name) = author.world.use_entity(place);
    let (object, body) = author.world.use_entity(body);
    let verb = if does { "belongs" } else { "does not belong" };
    let (polarity, words) = if does { ("", "") } else { ("negated", "not") };
    let claim =
        Claim { predicate: "belongs-to", subject, object, polarity, words, topic: Some(place), ..Claim::default() };
    claim.undated(format!("{name} {verb} to the {body}"))
}

pub(crate) fn opens_line(author: &mut Author, nth: usize) -> Option<Claim> {
    let places = author.world.places;
    let place = author.next_place(nth, places);
    let other = other_place(author, nth, place);
    let (subject, name) = author.world.use_entity(place);
    let (object, target) = author.world.use_entity(other);
    let first = author.rng.one_in(2);
    if author.rng.one_in(6) {
        let core = format!("{name} will open the ferry line to {target}");
        let claim = Claim { subject, object, mood: "predicted", words: "will", topic: Some(place), ..Claim::default() };
        let year = 2024 + author.rng.below(20);
        let date = date(format!("in {year}"), "within", year.to_string());
        return Some(claim.quoted(&core, date, first, &mut author.rng));
    }
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}opened the ferry line to {target}", spaced(hedge));
    let date = event_date(&mut author.rng);
    let claim = Claim { subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    Some(claim.quoted(&core, date, first, &mut author.rng))
}

/// A harbour that this predicate has not yet met with `place`, and not `place` itself.
fn other_place(author: &mut Author, predicate: usize, place: usize) -> usize {
    let places = author.world.places;
    let step = (place * 13 + author.count_for(predicate, place)) % (places - 1).max(1);
    (place + 1 + step) % places
}

pub(crate) fn ships(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let to = other_place(author, nth, place);
    let how = author.rng.pick(&[SHIPPED, ("shipped only", "", "only"), DID_NOT_SHIP]);
    let date = event_date(&mut author.rng);
    let good = author.next_good();
    Some(shipment(author, place, how, good, to, date))
}

/// Verb, polarity and words.
pub(crate) const SHIPPED: (&str, &str, &str) = ("shipped", "", "");
pub(crate) const DID_NOT_SHIP: (&str, &str, &str) = ("did not ship", "negated", "not");

/// "Dorvane shipped only salt to Ostrel in 1990".
pub(crate) fn shipment(
    author: &mut Author,
    place: usize,
    (verb, polarity, words): (&str, &'static str, &'static str),
    good: usize,
    to: usize,
    date: Date,
) -> Claim {
    let (subject, name) = author.world.use_entity(place);
    let (object, cargo) = author.world.use_entity(good);
    let (other, target) = author.world.use_entity(to);
    let core = format!("{name} {verb} {cargo} to {target}");
    let first = author.rng.one_in(2);
    let claim =
        Claim { predicate: "ships", subject, object, other, polarity, words, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

pub(crate) fn has_more(author: &mut Author, nth: usize) -> Option<Claim> {
    // The first half of the harbours is greater than the second: no comparison comes full circle.
    let half = author.world.places / 2;
    let place = author.next_place(nth, half);
    let lesser = half + (place * 13 + author.count_for(nth, place)) % half.max(1);
    let date = date_of_year(&mut author.rng);
    Some(more_berths(author, place, lesser, date))
}

/// "Dorvane had more berths than Ostrel in 1990".
pub(crate) fn more_berths(author: &mut Author, place: usize, lesser: usize, date: Date) -> Claim {
    let (subject, name) = author.world.use_entity(place);
    let (other, target) = author.world.use_entity(lesser);
    let core = format!("{name} had more berths than {target}");
    let first = author.rng.one_in(2);
    let object = "«berths»".into();
    let claim =
        Claim { predicate: "has-more", subject, object, other, words: "more", topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

pub(crate) fn date_of_year(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    date(format!("in {year}"), "within", year.to_string())
}

pub(crate) fn delays(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let cause = author.rng.pick(&["fog", "ice", "low water", "storms"]);
    let (hedge, certainty) = author.hedge();
    let core = format!("{cause} {}delayed ferries at {name}", spaced(hedge));
    let (subject, object) = (format!("«{cause}»"), "«ferries»".into());
    let claim = Claim { subject, object, place: id, certainty, words: hedge, ..Claim::default() };
    Some(claim.quoted(&core, date, true, &mut author.rng))
}

pub(crate) fn is_share(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let good = author.next_good();
    let (subject, cargo) = author.world.use_entity(good);
    let share = 2 + author.rng.below(60);
    let (bound, sign) = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    let core = format!("{cargo} made up {bound}{share}% of freight at {name}");
    let (object, number) = ("«freight»".into(), format!("{sign}{share}%"));
    let claim = Claim { subject, object, place: id, number, ..Claim::default() };
    Some(claim.quoted(&core, date, true, &mut author.rng))
}

pub(crate) fn lands(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let date = author.next_month(nth, place);
    let count = 100 + author.rng.below(60_000);
    let bound = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    Some(landing(author, place, bound, count, date))
}

/// "Dorvane landed over 1,200 passengers in May 1990".
pub(crate) fn landing(
    author: &mut Author,
    place: usize,
    (bound, sign): (&str, &str),
    count: usize,
    date: Date,
) -> Claim {
    let (subject, name) = author.world.use_entity(place);
    let space = author.rng.pick(&[" ", " ", " ", "\u{A0}"]);
    let core = format!("{name} landed {bound}{}{space}passengers", separated(count));
    let first = author.rng.one_in(2);
    let (object, number) = ("«passengers»".into(), format!("{sign}{count}"));
    let claim = Claim { predicate: "lands", subject, object, number, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// A number below a million with its separator.
fn separated(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

pub(crate) fn repairs(author: &mut Author, nth: usize) -> Option<Claim> {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let body = author.world.places + author.rng.below(author.world.bodies);
    let (holder, said_by) = author.world.use_entity(body);
    let core = format!("{name} repaired quays");
    let claim = Claim { subject, object: "«quays»".into(), holder, topic: Some(place), ..Claim::default() };
    Some(claim.quoted(&core, date, false, &mut author.rng).framed(&format!("According to the {said_by}, ")))
}

/// "It bought …" where the sentence before names a harbour, else by name.
pub(crate) fn buys(author: &mut Author, nth: usize) -> Option<Claim> {
    const WORDS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let last = author.last.take();
    let place = match &last {
        Some((place, _)) => *place,
        None => author.next_place(nth, author.world.places),
    };
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let count = 2 + author.rng.below(24);
    let said = WORDS.get(count - 2).map_or_else(|| count.to_string(), |word| (*word).to_owned());
    let antecedent = last.map(|(_, id)| id);
    let who = if antecedent.is_some() { "It" } else { name.as_str() };
    let core = format!("{who} bought {said} pilot boats");
    let topic = Some(place).filter(|_| antecedent.is_none());
    let (object, number) = ("«pilot boats»".into(), count.to_string());
    let claim = Claim { subject, object, number, antecedent, topic, ..Claim::default() };
    Some(claim.quoted(&core, date, false, &mut author.rng))
}

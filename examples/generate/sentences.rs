//! How does a sentence of each predicate read?

use crate::author::{Author, Claim, spaced};
use crate::dates::{Date, FIRST_YEAR, date, event_date, state_date};
use crate::names::Rng;
use crate::world::GOODS;

/// A sentence of a harbour, a verb and a body.
fn with_body(author: &mut Author, nth: usize, group: usize, verb: &str, date: Date) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let (object, body) = author.next_body(nth, place, group);
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}{verb} the {body}", spaced(hedge));
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

pub(crate) fn joins(author: &mut Author, nth: usize) -> Claim {
    let date = event_date(&mut author.rng);
    with_body(author, nth, 0, "joined", date)
}

pub(crate) fn leaves(author: &mut Author, nth: usize) -> Claim {
    let date = event_date(&mut author.rng);
    with_body(author, nth, 1, "left", date)
}

pub(crate) fn supports(author: &mut Author, nth: usize) -> Claim {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 2, "supported", date)
}

pub(crate) fn opposes(author: &mut Author, nth: usize) -> Claim {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 3, "opposed", date)
}

pub(crate) fn belongs(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let negated = author.rng.one_in(2);
    let (object, body) = author.next_body(nth, place, if negated { 2 } else { 3 });
    let verb = if negated { "does not belong" } else { "belongs" };
    let text = format!("{name} {verb} to the {body}");
    let (polarity, words) = if negated { ("negated", "not") } else { ("", "") };
    let quote = 0..text.len();
    Claim { text, quote, subject, object, polarity, words, topic: Some(place), ..Claim::default() }
}

pub(crate) fn opens_line(author: &mut Author, nth: usize) -> Claim {
    let places = author.world.places;
    let place = author.next_place(nth, places);
    let other = other_place(author, nth, place);
    let (subject, name) = author.world.use_entity(place);
    let (object, target) = author.world.use_entity(other);
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}opened the ferry line to {target}", spaced(hedge));
    let date = event_date(&mut author.rng);
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// A harbour that this predicate has not yet met with `place`, and not `place` itself.
fn other_place(author: &mut Author, predicate: usize, place: usize) -> usize {
    let places = author.world.places;
    let step = (place * 13 + author.count_for(predicate, place)) % (places - 1).max(1);
    (place + 1 + step) % places
}

pub(crate) fn ships(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let to = other_place(author, nth, place);
    let good = author.world.places + author.world.bodies + author.rng.below(GOODS.len());
    let (subject, name) = author.world.use_entity(place);
    let (object, cargo) = author.world.use_entity(good);
    let (other, target) = author.world.use_entity(to);
    let (verb, polarity, words) =
        author.rng.pick(&[("shipped", "", ""), ("shipped only", "", "only"), ("did not ship", "negated", "not")]);
    let core = format!("{name} {verb} {cargo} to {target}");
    let date = event_date(&mut author.rng);
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, other, polarity, words, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

pub(crate) fn has_more(author: &mut Author, nth: usize) -> Claim {
    // The first half of the harbours is greater than the second: no comparison comes full circle.
    let half = author.world.places / 2;
    let place = author.next_place(nth, half);
    let lesser = half + (place * 13 + author.count_for(nth, place)) % half.max(1);
    let (subject, name) = author.world.use_entity(place);
    let (other, target) = author.world.use_entity(lesser);
    let core = format!("{name} had more berths than {target}");
    let date = date_of_year(&mut author.rng);
    let first = author.rng.one_in(2);
    let object = "«berths»".into();
    let claim = Claim { subject, object, other, words: "more", topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

fn date_of_year(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    date(format!("in {year}"), "within", year.to_string())
}

pub(crate) fn delays(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let cause = author.rng.pick(&["fog", "ice", "low water", "storms"]);
    let (hedge, certainty) = author.hedge();
    let core = format!("{cause} {}delayed ferries at {name}", spaced(hedge));
    let (subject, object) = (format!("«{cause}»"), "«ferries»".into());
    let claim = Claim { subject, object, place: id, certainty, words: hedge, ..Claim::default() };
    claim.quoted(&core, date, true, &mut author.rng)
}

pub(crate) fn is_share(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let good = author.world.places + author.world.bodies + author.rng.below(GOODS.len());
    let (subject, cargo) = author.world.use_entity(good);
    let share = 2 + author.rng.below(60);
    let (bound, sign) = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    let core = format!("{cargo} made up {bound}{share}% of freight at {name}");
    let (object, number) = ("«freight»".into(), format!("{sign}{share}%"));
    let claim = Claim { subject, object, place: id, number, ..Claim::default() };
    claim.quoted(&core, date, true, &mut author.rng)
}

pub(crate) fn lands(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let count = 100 + author.rng.below(60_000);
    let (bound, sign) = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    let space = author.rng.pick(&[" ", " ", " ", "\u{A0}"]);
    let core = format!("{name} landed {bound}{}{space}passengers", separated(count));
    let first = author.rng.one_in(2);
    let (object, number) = ("«passengers»".into(), format!("{sign}{count}"));
    let claim = Claim { subject, object, number, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// A number below a million with its separator.
fn separated(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

pub(crate) fn repairs(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let body = author.world.places + author.rng.below(author.world.bodies);
    let (holder, said_by) = author.world.use_entity(body);
    let core = format!("{name} repaired quays");
    let claim = Claim { subject, object: "«quays»".into(), holder, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, false, &mut author.rng).framed(&format!("According to the {said_by}, "))
}

/// "It bought …" where the sentence before names a harbour, else by name.
pub(crate) fn buys(author: &mut Author, nth: usize) -> Claim {
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
    claim.quoted(&core, date, false, &mut author.rng)
}

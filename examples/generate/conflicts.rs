//! Which rows contradict each other on purpose?

use std::io::{self, Write as _};
use std::ops::Range;
use std::path::Path;

use crate::author::{Author, Claim};
use crate::dates::{Date, Day, EXACT, FIRST_YEAR, date};
use crate::events::{in_order, taken_after, taken_place};
use crate::options::Options;
use crate::sentences::{DID_NOT_SHIP, SHIPPED, belonging, date_of_year, landing, more_berths, of_body, shipment};
use crate::tables::Table;

/// A way to contradict oneself.
struct Kind {
    name: &'static str,
    /// The check that is to find it.
    check: &'static str,
    /// Its rows. Each is true of its words, no other sentence speaks of what they speak of, and without any
    /// one of them the rest go together.
    rows: fn(&mut Author) -> Vec<Claim>,
}

/// In the order in which they are planted.
#[rustfmt::skip]
const KINDS: &[Kind] = &[
    Kind { name: "dated-twice", check: "same-event-dated-twice", rows: dated_twice },
    Kind { name: "order-against-dates", check: "order-against-connective", rows: order_against_dates },
    Kind { name: "order-round", check: "dates-in-a-cycle", rows: order_round },
    Kind { name: "effect-before-cause", check: "effect-before-cause", rows: effect_before_cause },
    Kind { name: "distance-against-dates", check: "length-against-dates", rows: distance_against_dates },
    Kind { name: "for-and-against", check: "relations-exclude-each-other", rows: for_and_against },
    Kind { name: "member-and-not", check: "member-and-non-member", rows: member_and_not },
    Kind { name: "said-and-denied", check: "affirmed-and-negated", rows: said_and_denied },
    Kind { name: "counted-twice", check: "set-counted-twice", rows: counted_twice },
    Kind { name: "comparison-round", check: "comparison-cycle", rows: comparison_round },
];

pub(crate) const MOST_ROWS_OF_A_CONFLICT: u64 = 6;

/// What is planted where, and the list of it.
pub(crate) struct Conflicts {
    wanted: u64,
    sources: u64,
    list: Vec<[String; 3]>,
}

impl Conflicts {
    pub(crate) fn new(options: &Options) -> Conflicts {
        Conflicts { wanted: options.conflicts, sources: options.sources, list: Vec::new() }
    }

    /// The rows of the conflicts of a source with the numbers of the claims that they are, ascending and
    /// evenly spread.
    pub(crate) fn of_source(&mut self, source: u64, claims: Range<u64>, author: &mut Author) -> Vec<(u64, Claim)> {
        let planted: Vec<(&Kind, Vec<Claim>)> =
            (self.planted_before(source)..self.planted_before(source + 1)).map(|nth| plant(nth, author)).collect();
        let (rows, length) =
            (planted.iter().map(|(_, rows)| rows.len() as u64).sum::<u64>(), claims.end - claims.start);
        let mut places = (0..rows).map(|row| claims.start + (2 * row + 1) * length / (2 * rows));
        let mut placed = Vec::new();
        for (kind, sentences) in planted {
            let rows: Vec<(u64, Claim)> = sentences.into_iter().zip(&mut places).map(|(row, at)| (at, row)).collect();
            let ids: Vec<String> = rows.iter().map(|(number, _)| author.id(*number)).collect();
            self.list.push([kind.name.into(), kind.check.into(), ids.join("; ")]);
            placed.extend(rows);
        }
        placed
    }

    fn planted_before(&self, source: u64) -> u64 {
        let wide = u128::from(self.wanted) * u128::from(source) / u128::from(self.sources);
        u64::try_from(wide).unwrap_or(self.wanted)
    }

    pub(crate) fn write(&self, root: &Path) -> io::Result<()> {
        if self.wanted == 0 {
            return Ok(());
        }
        let mut table = Table::create(&root.join("conflicts.csv"), "kind,check,facts")?;
        for [kind, check, facts] in &self.list {
            table.row(&[kind, check, facts])?;
        }
        table.out.flush()
    }
}

fn plant(nth: u64, author: &mut Author) -> (&'static Kind, Vec<Claim>) {
    let kind = &KINDS[(nth % KINDS.len() as u64) as usize];
    (kind, (kind.rows)(author))
}

const PLAIN: (&str, &str) = ("", "");
const FOLLOWED: (&str, &str) = ("followed", "");

/// Two dates that no reading brings together, the earlier first.
fn two_dates(author: &mut Author) -> [Date; 2] {
    let year = FIRST_YEAR + author.rng.below(40);
    let later = year + 3 + author.rng.below(10);
    [year, later].map(|year| {
        let day = Day { year, month: 1 + author.rng.below(12), day: 1 + author.rng.below(28) };
        let form = author.rng.below(EXACT);
        day.said(form, &mut author.rng)
    })
}

/// Two new events, one dated after the other: the two rows, and the events.
fn two_dated(author: &mut Author) -> ([Claim; 2], [usize; 2]) {
    let [early, late] = two_dates(author);
    let events = [author.found_event(), author.found_event()];
    let [first, then] = events;
    ([taken_place(author, first, PLAIN, early), taken_place(author, then, PLAIN, late)], events)
}

fn dated_twice(author: &mut Author) -> Vec<Claim> {
    let (event, dates) = (author.found_event(), two_dates(author));
    dates.map(|date| taken_place(author, event, PLAIN, date)).into()
}

fn order_against_dates(author: &mut Author) -> Vec<Claim> {
    let ([first, then], [early, late]) = two_dated(author);
    vec![first, then, in_order(author, "follows", early, FOLLOWED, late)]
}

fn order_round(author: &mut Author) -> Vec<Claim> {
    let count = 3 + author.rng.below(4);
    let events: Vec<usize> = (0..count).map(|_| author.found_event()).collect();
    let others = events.iter().cycle().skip(1);
    events.iter().zip(others).map(|(event, other)| in_order(author, "follows", *event, FOLLOWED, *other)).collect()
}

fn effect_before_cause(author: &mut Author) -> Vec<Claim> {
    let ([first, then], [effect, cause]) = two_dated(author);
    vec![first, then, in_order(author, "leads-to", cause, ("led to", ""), effect)]
}

fn distance_against_dates(author: &mut Author) -> Vec<Claim> {
    let ([first, then], [early, late]) = two_dated(author);
    let days = 20 + author.rng.below(300);
    vec![first, then, taken_after(author, late, Some(days), early)]
}

fn for_and_against(author: &mut Author) -> Vec<Claim> {
    let year = FIRST_YEAR + author.rng.below(60);
    let throughout = date(format!("throughout {year}"), "throughout", year.to_string());
    let (place, body) = (author.world.found("place", ""), author.world.found("body", "Circle"));
    vec![
        of_body(author, place, ("supports", "supported"), body, PLAIN, throughout.clone()),
        of_body(author, place, ("opposes", "opposed"), body, PLAIN, throughout),
    ]
}

fn member_and_not(author: &mut Author) -> Vec<Claim> {
    let (place, body) = (author.world.found("place", ""), author.world.found("body", "Circle"));
    [true, false].map(|does| belonging(author, place, body, does)).into()
}

fn said_and_denied(author: &mut Author) -> Vec<Claim> {
    let (from, to, good) = (author.world.found("place", ""), author.world.found("place", ""), author.next_good());
    let year = date_of_year(&mut author.rng);
    [SHIPPED, DID_NOT_SHIP].map(|how| shipment(author, from, how, good, to, year.clone())).into()
}

fn counted_twice(author: &mut Author) -> Vec<Claim> {
    let (place, year) = (author.world.found("place", ""), date_of_year(&mut author.rng));
    let count = 100 + author.rng.below(20_000);
    [count, 2 * count + 17].map(|count| landing(author, place, PLAIN, count, year.clone())).into()
}

fn comparison_round(author: &mut Author) -> Vec<Claim> {
    let [a, b, c] = ["", "", ""].map(|what| author.world.found("place", what));
    let year = date_of_year(&mut author.rng);
    [(a, b), (b, c), (c, a)].map(|(place, lesser)| more_berths(author, place, lesser, year.clone())).into()
}

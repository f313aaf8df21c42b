//! Do the documents date what happened as the source does?

use foldhash::{HashMap, HashMapExt};

use super::references::{Reference, References};
use super::{Comparison, Ruling, Verdict, hindrance};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::datasets::order::{Days, Order, Placed, only_id};
use crate::datasets::{claims, kind, predictions::content};
use crate::edtf::{Edtf, Strength};
use crate::set::{Item, Set};

pub(super) fn compare<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let mut dated: HashMap<&str, Vec<&Reference>> = HashMap::new();
    for one in references.of("date") {
        one.subject.ids().for_each(|id| dated.entry(id).or_default().push(one));
    }
    let order = Order::new(corpus);
    let mut found: Vec<Comparison> = Vec::new();
    for claim in claims(corpus) {
        let mut named: Vec<&str> = ids(&claim).collect();
        named.sort_unstable();
        named.dedup();
        for one in named.iter().filter_map(|id| dated.get(id)).flatten() {
            if speaks_of(corpus, &order, &claim, one) {
                found.push(comparison(&order, &claim, one));
            }
        }
    }
    found
}

const NO_DATE: &str = "the source gives no date";

/// What a claim names on its sides and in `when`.
fn ids<'c>(claim: &Claim<'c>) -> impl Iterator<Item = &'c str> {
    let sides = [&claim.subject, &claim.object, &claim.other];
    sides.into_iter().flat_map(|set| set.ids()).chain([claim.cell(column::WHEN)]).collect::<Vec<_>>().into_iter()
}

/// Whether a claim speaks of when that happened which a row dates: an event that it tells of or puts before
/// or after something, or its `when`; or, where the row has words, what these words call on one of its sides.
fn speaks_of(corpus: &Corpus, order: &Order, claim: &Claim, one: &Reference) -> bool {
    let tells = matches!(kind(corpus, claim), "date" | "event");
    if one.object.is_empty() {
        let event = |id: &str| one.subject.ids().any(|dated| dated == id);
        let orders = || order.tells(claim) && claim.subject.ids().any(event);
        return event(claim.cell(column::WHEN)) || tells && only_id(claim).is_some_and(event) || orders();
    }
    tells && [&claim.subject, &claim.object, &claim.other].iter().any(|side| calls(side, &one.object))
}

/// Whether words of a side hold words of a row.
fn calls(side: &Set, wanted: &Set) -> bool {
    let words = |set: &Set| -> Vec<String> {
        set.items()
            .filter_map(|item| if let Item::Words(words) = item { Some(words.to_owned()) } else { None })
            .collect()
    };
    words(wanted).iter().any(|wanted| words(side).iter().any(|said| said.contains(wanted.as_str())))
}

fn comparison<'c>(order: &Order<'c>, claim: &Claim<'c>, one: &'c Reference<'c>) -> Comparison<'c> {
    let [role, when] = [column::ROLE, column::WHEN].map(|at| claim.cell(at));
    let object = one.object.to_string();
    let subject = [one.subject.to_string(), object].into_iter().filter(|side| !side.is_empty());
    let said = [content(claim), role.to_owned(), when.to_owned()].into_iter().filter(|part| !part.is_empty());
    let placed = placed(order, claim, one);
    Comparison {
        topic: "date",
        subject: subject.collect::<Vec<_>>().join(" "),
        said: said.collect::<Vec<_>>().join(" "),
        outside: one.when.to_owned(),
        ruling: hindrance(claim).unwrap_or_else(|| judge(&placed, one)),
        references: vec![one],
        claim: claim.clone(),
        claims: placed.claims,
    }
}

/// When a claim says that it happened: on its own date, or, where it only names the event, on the days
/// that other claims give that.
fn placed<'c>(order: &Order<'c>, claim: &Claim<'c>, one: &Reference<'c>) -> Placed<'c> {
    let mut named = [claim.cell(column::WHEN)].into_iter().chain(claim.subject.ids());
    let event = named.find(|id| one.subject.ids().any(|dated| dated == *id));
    match event.filter(|_| Edtf::parse(claim.cell(column::WHEN)).is_err()) {
        Some(event) => order.event(claim, event),
        None => order.place(claim),
    }
}

fn judge(placed: &Placed, one: &Reference) -> Ruling {
    let not_comparable = |reason: &str| (Verdict::NotComparable, reason.to_owned());
    let ([first, start, _, last], [wide_first, wide_start, _, wide_last]) = (placed.core, placed.hard);
    let (days, wide) = ([first, last.or(start)], [wide_first, wide_last.or(wide_start)]);
    if days == [None, None] {
        return not_comparable(NO_DATE);
    }
    let Ok(known) = Edtf::parse(one.when) else { return not_comparable("the document gives no date") };
    let known = <Days>::from(known.bounds(None, Strength::Core));
    let is_chained = !placed.claims.is_empty();
    let (verdict, reason) = if !overlap(wide, known) {
        (Verdict::Contradicted, "the two have no day in common")
    } else if is_chained && days.contains(&None) {
        (Verdict::Imprecise, "the document's date fits, and the source leaves one side open")
    } else if holds(days, known) {
        (Verdict::Corroborated, "the document's date lies in the source's")
    } else if holds(known, days) {
        (Verdict::Corroborated, "the source's date lies in the document's")
    } else {
        (Verdict::Imprecise, "the two overlap, and neither lies in the other")
    };
    let by_others = if is_chained { "; other claims of the source date it" } else { "" };
    (verdict, format!("{reason}{by_others}"))
}

/// Whether the first days hold all of the second.
fn holds([from, until]: Days, [first, last]: Days) -> bool {
    from.is_none_or(|from| first.is_some_and(|first| from <= first))
        && until.is_none_or(|until| last.is_some_and(|last| last <= until))
}

/// Whether two spans of days have one in common.
pub(super) fn overlap([from, until]: Days, [first, last]: Days) -> bool {
    from.zip(last).is_none_or(|(from, last)| from <= last)
        && first.zip(until).is_none_or(|(first, until)| first <= until)
}

//! Do the documents date what happened as the source does?

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::references::{Reference, References};
use super::{Comparison, Ruling, Verdict, hindrance};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::datasets::order::{Days, Order, Placed, only_id};
use crate::datasets::sides::parts;
use crate::datasets::{claims, kind, predictions::content};
use crate::edtf::{Edtf, Strength};
use crate::set::{Item, Set};

pub(super) fn compare<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let mut dated: HashMap<&str, Vec<(usize, &Reference)>> = HashMap::new();
    for (at, one) in references.of("date").enumerate() {
        one.subject.ids().for_each(|id| dated.entry(id).or_default().push((at, one)));
    }
    let order = Order::new(corpus);
    let mut found: Vec<Comparison> = Vec::new();
    for claim in claims(corpus) {
        let rows: BTreeMap<usize, &Reference> = ids(&claim).filter_map(|id| dated.get(id)).flatten().copied().collect();
        let rows = rows.into_values().filter(|one| speaks_of(corpus, &order, &claim, one));
        found.extend(rows.map(|one| comparison(&order, &claim, one)));
    }
    found
}

const NO_DATE: &str = "the source gives no date";

/// What a claim names on its sides and in `when`; the source that it speaks of as itself by its id.
fn ids<'c>(claim: &Claim<'c>) -> impl Iterator<Item = &'c str> {
    let sides = [&claim.subject, &claim.object, &claim.other];
    let named: Vec<&str> = sides.into_iter().flat_map(|set| set.ids()).chain([claim.cell(column::WHEN)]).collect();
    let source = claim.at.source;
    named.into_iter().map(move |id| if id == SELF { source } else { id })
}

/// How a claim names its own source.
const SELF: &str = "self";

/// Whether a claim speaks of when that happened which a row dates: what the row's predicate says of its sides;
/// or an event that the claim tells of or puts before or after something, or its `when`; or, where the row has
/// words, what these words call on one of its sides, beside the row's subject.
fn speaks_of(corpus: &Corpus, order: &Order, claim: &Claim, one: &Reference) -> bool {
    let sides = [&claim.object, &claim.other];
    if let Some(predicate) = one.states {
        let on_a_side = || sides.iter().any(|side| shares(claim, side, &one.object));
        return claim.predicate == predicate.name
            && shares(claim, &claim.subject, &one.subject)
            && (one.object.is_empty() || on_a_side());
    }
    let is_dated = |id: &str| one.subject.ids().any(|dated| dated == id);
    let tells = matches!(kind(corpus, claim), "date" | "event");
    if one.object.is_empty() {
        let orders = || order.tells(claim) && claim.subject.ids().any(is_dated);
        return is_dated(claim.cell(column::WHEN)) || tells && only_id(claim).is_some_and(is_dated) || orders();
    }
    let sides = [&claim.subject, &claim.object, &claim.other];
    tells && sides.iter().any(|side| side.ids().any(is_dated)) && sides.iter().any(|side| calls(side, &one.object))
}

/// Whether a side of a claim and a side of a row have a member in common: both say their claim of each.
fn shares(claim: &Claim, side: &Set, wanted: &Set) -> bool {
    let said = parts(side);
    let names =
        |item: Item| said.iter().any(|said| if said == SELF { claim.at.source } else { said } == item.to_string());
    calls(side, wanted) || wanted.items().filter(|item| item.id().is_some()).any(names)
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
    let predicate = one.states.map_or("", |predicate| predicate.name);
    let subject = [one.subject.to_string(), predicate.to_owned(), one.object.to_string()];
    let subject = subject.into_iter().filter(|side| !side.is_empty());
    let said = [content(claim), role.to_owned(), when.to_owned()].into_iter().filter(|part| !part.is_empty());
    let placed = placed(order, claim, one);
    Comparison {
        topic: "date",
        subject: subject.collect::<Vec<_>>().join(" "),
        said: said.collect::<Vec<_>>().join(" "),
        outside: one.when.to_owned(),
        ruling: rule(claim, &placed, one),
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

/// What was tried at a time was tried then, whatever came of it: a document that tells of it at that time
/// bears the claim out, and one of another time tells of another try.
fn rule(claim: &Claim, placed: &Placed, one: &Reference) -> Ruling {
    let is_tried = [column::POLARITY, column::MOOD].map(|at| claim.cell(at)) == ["", "attempted"];
    match hindrance(claim) {
        Some((_, reason)) if is_tried => match judge(placed, one) {
            (Verdict::Contradicted, _) => (Verdict::NotComparable, reason),
            ruling => ruling,
        },
        Some(ruling) => ruling,
        None => judge(placed, one),
    }
}

/// Whether what a row dates happens once. Of anything else there may have been several.
fn is_once(one: &Reference) -> bool {
    one.states.is_none_or(|predicate| {
        let bounds = |implied: &&str| implied.starts_with("starts ") || implied.starts_with("ends ");
        predicate.kind == "date" || predicate.flags.contains(&"functional") || predicate.implies.iter().any(bounds)
    })
}

fn judge(placed: &Placed, one: &Reference) -> Ruling {
    let not_comparable = |reason: &str| (Verdict::NotComparable, reason.to_owned());
    let ([first, start, end, last], [wide_first, wide_start, _, wide_last]) = (placed.core, placed.hard);
    let (days, wide) = ([first, last.or(start)], [wide_first, wide_last.or(wide_start)]);
    if days == [None, None] {
        return not_comparable(NO_DATE);
    }
    let Ok(known) = Edtf::parse(one.when) else { return not_comparable("the document gives no date") };
    let known = <Days>::from(known.bounds(None, Strength::Core));
    let is_chained = !placed.claims.is_empty();
    // All of these days are told of, not some time in them.
    let is_all = start.zip(end).is_some_and(|(start, end)| start < end);
    let (verdict, reason) = if !overlap(wide, known) {
        match (is_once(one), overlap([wide_first, wide_last], known)) {
            (true, _) => (Verdict::Contradicted, "the two have no day in common"),
            (false, false) => (Verdict::NotComparable, "the two speak of different times"),
            (false, true) => (Verdict::Imprecise, "the document's date lies after the beginning that the source gives"),
        }
    } else if is_chained && days.contains(&None) {
        (Verdict::Imprecise, "the document's date fits, and the source leaves one side open")
    } else if is_all && holds([start, end], known) && [start, end] != known {
        (Verdict::Imprecise, "the document tells of a part of the source's time")
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

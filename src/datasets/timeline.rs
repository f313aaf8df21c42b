//! What happened when: every dated claim and every event.

use std::collections::BTreeMap;

use super::order::{Order, Placed, day_cells};
use super::{cells, claims, columns, whence};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "timeline",
    about: "what happened when, so that what comes first stands first; what has no day stands last, in the order \
        of the source",
    how: "One line for each claim that has a date or names in `when` what it is to be dated by, for each claim of a \
        predicate of kind `date` or `event`, for each event of which a claim says what it came before or after, and \
        for each claim that another puts what it tells before or after. \
        A start or end lies where the claims of one source together put it: their dates, their orders (\"after the \
        fall\"), what follows from their predicates (a cause begins before its effect is over, what comes after \
        something begins later), lengths. A chain of orders between two dates gives days to all that stands in it; \
        one of more than 64 claims is left open. What is told of an event lies within it. `evidence` and `claims` \
        name every claim that a day rests on; without any day, those that say what came first. Nothing is said by \
        the day on which the source was published, nor by a constraint. A line stands after all that certainly \
        begin no later; else by its earliest start, or, where that is open, by its latest. Where claims contradict \
        each other (`factcheck check` says so) only the own dates count of what has to do with them.",
    key: &["subject", "claims"],
    columns: &[
        Column::new("earliest_start", Kind::Day, "first day on which it may start by convention, empty where open"),
        Column::new("latest_start", Kind::Day, "last day on which it may start, likewise"),
        Column::new("earliest_end", Kind::Day, "first day on which it may end, likewise"),
        Column::new("latest_end", Kind::Day, "last day on which it may end, likewise"),
        Column::new("hard_earliest_start", Kind::Day, "the same four in the widest defensible reading: first start"),
        Column::new("hard_latest_start", Kind::Day, "last start"),
        Column::new("hard_earliest_end", Kind::Day, "first end"),
        Column::new("hard_latest_end", Kind::Day, "last end"),
        Column::new(
            "placed",
            Kind::Choice(&["YES", "MAYBE", "UNKNOWN"]),
            "YES where its start lies between two days; MAYBE where its place is only possible: one side is open, \
             there is only an order without a day, or claims contradict each other; UNKNOWN where nothing places it",
        ),
        Column::new(
            "evidence",
            Kind::Text,
            "what its place rests on: what the claim itself says, then others in brackets",
        ),
        columns::ROLE,
        columns::WHEN,
        columns::SUBJECT,
        columns::PREDICATE,
        columns::OBJECT,
        columns::OTHER,
        columns::PLACE,
        columns::MODALITY,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

/// A line before it is written.
struct Entry<'c> {
    claim: Claim<'c>,
    subject: String,
    placed: Placed<'c>,
}

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    let mut by_source: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for claim in claims(corpus) {
        for (subject, placed) in order.entries(&claim) {
            by_source.entry(claim.at.source).or_default().push(Entry { claim: claim.clone(), subject, placed });
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (source, mut of_source) in by_source {
        of_source.sort_by(|a, b| key(a).cmp(&key(b)));
        let things: Vec<_> = of_source.iter().map(|entry| entry.placed.thing).collect();
        let mut of_source: Vec<Option<Entry>> = of_source.into_iter().map(Some).collect();
        let positions = order.arrange(source, &things);
        entries.extend(positions.into_iter().filter_map(|position| of_source.get_mut(position)?.take()));
    }
    // A stable sort: what has one time, or none, stays as it was arranged.
    entries.sort_by_key(|entry| (entry.placed.time.is_none(), entry.placed.time));
    entries.iter().map(line).collect()
}

/// By time; of one time what may have started before it, what must start sooner, what must end sooner.
fn key<'e>(entry: &'e Entry) -> impl Ord + use<'e> {
    let ([first, start, _, end], at) = (entry.placed.core, entry.claim.at);
    let time = (entry.placed.time.is_none(), entry.placed.time);
    (time, first.is_some(), start.is_none(), start, end.is_none(), end, at.span, at.id, entry.subject.as_str())
}

fn line(Entry { claim, subject, placed }: &Entry) -> Vec<String> {
    let mut line: Vec<String> = day_cells(placed.core).into_iter().chain(day_cells(placed.hard)).collect();
    line.extend([placed.verdict().to_owned(), placed.evidence.join("; ")]);
    line.extend(cells(claim, [column::ROLE, column::WHEN]));
    line.push(subject.clone());
    line.extend(cells(claim, [column::PREDICATE, column::OBJECT, column::OTHER, column::PLACE]));
    line.push(super::sides::modality(claim));
    line.extend(whence(claim, placed.claims.iter().copied()));
    line
}

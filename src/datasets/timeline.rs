//! What happened when: every dated claim and every event.

use super::order::{Order, day_cells};
use super::{cells, claims, columns, ids, kind};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "timeline",
    about: "what happened when, by first known day; what has no day stands last, in the order of the source",
    how: "One line for each claim that has a date, and for each claim of a predicate of kind `date` or `event` \
        without one. A claim without a date of its own lies where the event or claim lies that its `when` names, \
        in the role that it gives; failing that, where the dated event lies that is its only subject. An event lies \
        where the plain claims of kind `date` about it say.",
    key: &["claims"],
    columns: &[
        columns::EARLIEST,
        columns::LATEST,
        Column::new("hard_earliest", Kind::Day, "first possible day in the widest defensible reading"),
        Column::new("hard_latest", Kind::Day, "last possible day in the widest defensible reading"),
        Column::new(
            "placed",
            Kind::Choice(&["YES", "MAYBE", "UNKNOWN"]),
            "YES where both ends are known, MAYBE where one is open and its place in the order only possible, \
             UNKNOWN where nothing dates it",
        ),
        Column::new("evidence", Kind::Text, "what its place rests on, with the claims in brackets"),
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

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    let is_event = |claim: &Claim| matches!(kind(corpus, claim), "date" | "event");
    let mut lines: Vec<_> = claims(corpus)
        .filter(|claim| !claim.cell(column::WHEN).is_empty() || is_event(claim))
        .map(|claim| {
            let placed = order.place(&claim);
            let key = (placed.key(), claim.at.source, claim.at.span, claim.at.id);
            let [earliest, latest] = day_cells(placed.core);
            let [hard_earliest, hard_latest] = day_cells(placed.hard);
            let mut line = vec![earliest, latest, hard_earliest, hard_latest];
            line.extend([placed.verdict().to_owned(), placed.evidence.join("; ")]);
            line.extend(cells(&claim, [column::ROLE, column::WHEN, column::SUBJECT, column::PREDICATE]));
            line.extend(cells(&claim, [column::OBJECT, column::OTHER, column::PLACE]));
            let rests_on = std::iter::once(claim.at.id).chain(placed.claims);
            line.extend([super::sides::modality(&claim), claim.at.source.to_owned(), ids(rests_on)]);
            (key, line)
        })
        .collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    lines.into_iter().map(|(_, line)| line).collect()
}

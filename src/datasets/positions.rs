//! Who stands where on which question, and when?

use super::order::{Order, day_cells};
use super::sides::{pairs, parts};
use super::{cells, columns, of_kind, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "positions",
    about: "one line for each actor and question of a position, by question, actor and first day",
    how: "The claims of predicates of kind `position`. The question is the object; a position without one is a \
        question of its own, named by its predicate. Lists are multiplied out. The days are those of the \
        timeline.",
    key: &["question", "actor", "claims"],
    columns: &[
        Column::new("question", Kind::Set, "what the position is on"),
        Column::new("actor", Kind::Set, "who holds it"),
        columns::EARLIEST,
        columns::LATEST,
        Column::new("position", Kind::Id, "what it is, an id of `predicates`"),
        columns::POLARITY,
        columns::CERTAINTY,
        columns::MOOD,
        columns::OTHER,
        columns::PLACE,
        columns::ROLE,
        columns::WHEN,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    sorted(of_kind(corpus, &["position"]).flat_map(|claim| lines(&order, &claim)).collect())
}

fn lines<'c>(order: &Order<'c>, claim: &Claim<'c>) -> Vec<Vec<String>> {
    let placed = order.place(claim);
    let line = |(question, actor): (String, String)| {
        let question = if question.is_empty() { claim.predicate.to_owned() } else { question };
        let mut line = vec![question, actor];
        line.extend(day_cells(placed.days()));
        line.extend(cells(claim, [column::PREDICATE, column::POLARITY, column::CERTAINTY, column::MOOD]));
        line.extend(cells(claim, [column::OTHER, column::PLACE, column::ROLE, column::WHEN, column::HOLDER]));
        line.extend(super::whence(claim, placed.claims_of_days()));
        line
    };
    pairs(&parts(&claim.object), &parts(&claim.subject)).into_iter().map(line).collect()
}

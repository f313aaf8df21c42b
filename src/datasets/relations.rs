//! Who stands in which relation to whom, and when?

use super::order::{Order, day_cells};
use super::sides::{pairs, parts};
use super::{cells, columns, has_flag, of_kind, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "relations",
    about: "one line for each edge between two things, by its ends and the relation",
    how: "The claims of predicates of kind `relation`, lists multiplied out. The ends of a relation whose \
        predicate is `symmetric`, or `collective` without an object, have no direction and stand in the order of \
        their ids; such a `collective` claim relates each of its subjects to each other one.",
    key: &["from", "to", "claims"],
    columns: &[
        Column::new("from", Kind::Set, "one end"),
        Column::new("to", Kind::Set, "the other end"),
        Column::new("relation", Kind::Id, "what joins them, an id of `predicates`"),
        Column::new("directed", Kind::Choice(&["yes", "no"]), "whether it reads from the one end to the other only"),
        columns::POLARITY,
        columns::CERTAINTY,
        columns::MOOD,
        columns::EARLIEST,
        columns::LATEST,
        columns::ROLE,
        columns::WHEN,
        columns::OTHER,
        columns::PLACE,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    sorted(of_kind(corpus, &["relation"]).flat_map(|claim| lines(corpus, &order, &claim)).collect())
}

fn lines<'c>(corpus: &Corpus<'c>, order: &Order<'c>, claim: &Claim<'c>) -> Vec<Vec<String>> {
    let placed = order.place(claim);
    let (edges, directed) = edges(corpus, claim);
    let line = |(from, to): (String, String)| {
        let mut line = vec![from, to, claim.predicate.to_owned(), if directed { "yes" } else { "no" }.to_owned()];
        line.extend(cells(claim, [column::POLARITY, column::CERTAINTY, column::MOOD]));
        line.extend(day_cells(placed.days()));
        line.extend(cells(claim, [column::ROLE, column::WHEN, column::OTHER, column::PLACE, column::HOLDER]));
        line.extend(super::whence(claim, placed.claims.iter().copied()));
        line
    };
    edges.into_iter().map(line).collect()
}

/// The edges of a claim, and whether they have a direction.
fn edges(corpus: &Corpus, claim: &Claim) -> (Vec<(String, String)>, bool) {
    let subjects = parts(&claim.subject);
    let in_order = |(a, b): (String, String)| if b < a { (b, a) } else { (a, b) };
    if claim.object.is_empty() && has_flag(corpus, claim, "collective") && subjects.len() > 1 {
        let each_other = pairs(&subjects, &subjects).into_iter().filter(|(a, b)| a < b);
        return (each_other.collect(), false);
    }
    let edges = pairs(&subjects, &parts(&claim.object));
    if has_flag(corpus, claim, "symmetric") {
        return (edges.into_iter().map(in_order).collect(), false);
    }
    (edges, true)
}

//! What does the source say will happen, by when, and on which condition?

use super::order::{Order, day_cells};
use super::{cells, claims, columns, cue_words, whence};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::evidence::Class;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "predictions",
    about: "what is said to come, and what depends on something, in the order of the source",
    how: "The claims of mood `predicted` or `scheduled`, and those with a condition in `if`. The horizon in words is \
        what `words` holds of the class `date`: spans of time without a date of their own.",
    key: &["claims"],
    columns: &[
        columns::SUBJECT,
        columns::PREDICATE,
        columns::OBJECT,
        columns::OTHER,
        columns::PLACE,
        columns::POLARITY,
        columns::CERTAINTY,
        columns::MOOD,
        columns::EARLIEST,
        columns::LATEST,
        columns::ROLE,
        columns::WHEN,
        Column::new("span", Kind::Text, "how long, or how far off, as an ISO 8601 duration"),
        Column::new("horizon", Kind::Text, "the span of time that it is said for, as printed"),
        Column::new("condition", Kind::Text, "the claims that it depends on, each with what it says"),
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    let is_one =
        |claim: &Claim| claim.has_mood("predicted") || claim.has_mood("scheduled") || claim.conditions().count() > 0;
    let mut lines: Vec<_> = claims(corpus)
        .filter(is_one)
        .map(|claim| ((claim.at.source, claim.at.span, claim.at.id), line(corpus, &order, &claim)))
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line<'c>(corpus: &'c Corpus<'c>, order: &Order<'c>, claim: &Claim<'c>) -> Vec<String> {
    let placed = order.place(claim);
    let conditions: Vec<Claim> =
        claim.conditions().filter_map(|id| corpus.row_in("claims", id)).map(Claim::new).collect();
    let said: Vec<String> = conditions.iter().map(content).collect();
    let rests_on = conditions.iter().map(|condition| condition.at.id).chain(placed.claims_of_days());
    let mut line = Vec::with_capacity(DATASET.columns.len());
    line.extend(cells(claim, [column::SUBJECT, column::PREDICATE, column::OBJECT, column::OTHER, column::PLACE]));
    line.extend(cells(claim, [column::POLARITY, column::CERTAINTY, column::MOOD]));
    line.extend(day_cells(placed.days()));
    line.extend(cells(claim, [column::ROLE, column::WHEN, column::SPAN]));
    line.extend([cue_words(corpus, claim, &[Class::Date]), said.join("; ")]);
    line.extend(cells(claim, [column::HOLDER]));
    line.extend(whence(claim, rests_on));
    line
}

/// What a claim says, for readers: `not ports-league admits «new harbours», orla in lenne-delta`.
pub(super) fn content(claim: &Claim) -> String {
    let negated = if claim.cell(column::POLARITY).is_empty() { "" } else { "not" };
    let cells = [column::SUBJECT, column::PREDICATE, column::OBJECT].map(|column| claim.cell(column));
    let words = std::iter::once(negated).chain(cells);
    let main = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let rest = |joint: &str, column| match claim.cell(column) {
        "" => String::new(),
        cell => format!("{joint}{cell}"),
    };
    main + &rest(", ", column::OTHER) + &rest(" in ", column::PLACE)
}

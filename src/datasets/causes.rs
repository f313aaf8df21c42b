//! What brings about what, and how much does it weigh?

use super::sides::{pairs, parts};
use super::{cells, columns, cue_words, has_flag, of_kind, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::evidence::Class;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "causes",
    about: "one line for each cause and effect, by effect and cause",
    how: "The claims of predicates of kind `cause`, lists multiplied out; under a `collective` predicate the causes \
        stay together. Rank and degree are the cue words of these classes among the claim's `words`.",
    key: &["effect", "cause", "claims"],
    columns: &[
        Column::new("effect", Kind::Set, "what is brought about, or what it works on"),
        Column::new("cause", Kind::Set, "what brings it about"),
        columns::PREDICATE,
        Column::new("rank", Kind::Text, "its place among causes, as printed"),
        Column::new("degree", Kind::Text, "how much, as printed"),
        columns::OTHER,
        columns::PLACE,
        columns::MODALITY,
        columns::ROLE,
        columns::WHEN,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    sorted(of_kind(corpus, &["cause"]).flat_map(|claim| lines(corpus, &claim)).collect())
}

fn lines(corpus: &Corpus, claim: &Claim) -> Vec<Vec<String>> {
    let together = has_flag(corpus, claim, "collective");
    let causes = if together { vec![claim.subject.to_string()] } else { parts(&claim.subject) };
    let [rank, degree] = [Class::Rank, Class::Degree].map(|class| cue_words(corpus, claim, &[class]));
    let line = |(effect, cause): (String, String)| {
        let mut line = vec![effect, cause, claim.predicate.to_owned(), rank.clone(), degree.clone()];
        line.extend(cells(claim, [column::OTHER, column::PLACE]));
        line.push(super::sides::modality(claim));
        line.extend(cells(claim, [column::ROLE, column::WHEN, column::HOLDER]));
        line.extend(super::whence(claim, []));
        line
    };
    pairs(&parts(&claim.object), &causes).into_iter().map(line).collect()
}

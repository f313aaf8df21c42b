//! Which datasets there are.

mod anomalies;
mod attributions;
mod causes;
mod citations;
mod columns;
mod comparisons;
mod constraints;
mod counts;
mod glossary;
mod memberships;
mod order;
mod positions;
mod predictions;
mod recommendations;
mod relations;
mod routes;
mod sides;
mod timeline;

use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::evidence::{self, Class, Names};
use crate::set::list;

/// Every dataset, in the order of their names.
pub const ALL: &[Dataset] = &[
    anomalies::DATASET,
    attributions::DATASET,
    causes::DATASET,
    citations::DATASET,
    constraints::DATASET,
    comparisons::DATASET,
    counts::DATASET,
    glossary::DATASET,
    memberships::DATASET,
    positions::DATASET,
    predictions::DATASET,
    recommendations::DATASET,
    relations::DATASET,
    routes::DATASET,
    timeline::DATASET,
];

/// A dataset by name.
pub fn find(name: &str) -> Option<&'static Dataset> {
    ALL.iter().find(|dataset| dataset.name == name)
}

/// Every claim of the corpus.
fn claims<'c>(corpus: &'c Corpus<'c>) -> impl Iterator<Item = Claim<'c>> {
    corpus.rows("claims").map(Claim::new)
}

/// The claims whose predicate is of one of these kinds.
fn of_kind<'c>(corpus: &'c Corpus<'c>, kinds: &'static [&str]) -> impl Iterator<Item = Claim<'c>> {
    claims(corpus).filter(move |claim| kinds.contains(&kind(corpus, claim)))
}

/// The kind of a claim's predicate; empty where there is no such predicate.
fn kind<'c>(corpus: &'c Corpus, claim: &Claim) -> &'c str {
    corpus.vocabulary.predicate(claim.predicate).map_or("", |predicate| predicate.kind)
}

/// Whether the predicate of a claim has a flag.
fn has_flag(corpus: &Corpus, claim: &Claim, flag: &str) -> bool {
    corpus.vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.has(flag))
}

/// The cells of a claim, in the order asked for.
fn cells<const N: usize>(claim: &Claim, columns: [usize; N]) -> [String; N] {
    columns.map(|column| claim.cell(column).to_owned())
}

/// Whether the author states it as a fact: not denied, not doubted, in no mood, by nobody else.
fn is_plain(claim: &Claim) -> bool {
    [column::POLARITY, column::CERTAINTY, column::MOOD, column::HOLDER].iter().all(|at| claim.cell(*at).is_empty())
}

/// The cue words of a claim that are of one of these classes, `; ` between.
fn cue_words(corpus: &Corpus, claim: &Claim, classes: &[Class]) -> String {
    let Some(language) = corpus.language_of(claim.at.source) else { return String::new() };
    let no_names = Names::default();
    let fits = |words: &&str| {
        let said = evidence::scan(words, language, &no_names);
        said.cues.iter().any(|cue| classes.contains(&cue.class))
    };
    list(claim.cell(column::WORDS)).filter(fits).collect::<Vec<_>>().join("; ")
}

/// Puts lines in order and drops what is said twice.
fn sorted(mut lines: Vec<Vec<String>>) -> Vec<Vec<String>> {
    lines.sort();
    lines.dedup();
    lines
}

/// The last two cells of most lines: the claim's source, and the claim with the others that the line rests on.
fn whence<'i>(claim: &Claim<'i>, others: impl IntoIterator<Item = &'i str>) -> [String; 2] {
    [claim.at.source.to_owned(), ids(std::iter::once(claim.at.id).chain(others))]
}

/// Ids as a cell: each once, in the order in which they come.
fn ids<'i>(ids: impl IntoIterator<Item = &'i str>) -> String {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter().filter(|id| !id.is_empty() && seen.insert(*id)).collect::<Vec<_>>().join("; ")
}

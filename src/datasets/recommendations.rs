//! Who should do what, and how strongly is it said?

use super::{cells, claims, columns};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::language::List;
use crate::set::list;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "recommendations",
    about: "who should, must or might do what, in the order of the source",
    how: "The claims of mood `necessary` (must), `normative` (should) or `proposed` (might); the first of these that \
        a claim has counts. A denied necessity asks for nothing, a condition only supposes, and what somebody means to \
        do themselves (\"wants to\", \"ambitions to\") is asked of nobody: none of these is listed.",
    key: &["claims"],
    columns: &[
        Column::new("who", Kind::Set, "who should do it, or what should be so"),
        Column::new("force", Kind::Choice(FORCES), "how strongly it is said"),
        Column::new("what", Kind::Id, "what is to be done, an id of `predicates`"),
        columns::OBJECT,
        columns::OTHER,
        columns::PLACE,
        columns::POLARITY,
        columns::CERTAINTY,
        columns::MOOD,
        columns::ROLE,
        columns::WHEN,
        Column::new("words", Kind::Text, "the cue words with which it is said"),
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

const FORCES: &[&str] = &["must", "should", "might"];

/// The moods that ask for something, strongest first, as `FORCES`.
const MOODS: [&str; 3] = ["necessary", "normative", "proposed"];

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let mut lines: Vec<_> = claims(corpus)
        .filter_map(|claim| Some(((claim.at.source, claim.at.span, claim.at.id), line(&claim, force(corpus, &claim)?))))
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// How strongly a claim asks for something; `None` where it asks for nothing.
fn force(corpus: &Corpus, claim: &Claim) -> Option<&'static str> {
    let denied = !claim.cell(column::POLARITY).is_empty();
    let spared = |mood: &str| match mood {
        "necessary" => denied,
        "proposed" => is_intention(corpus, claim),
        _ => false,
    };
    let asks = |mood: &str| claim.has_mood(mood) && !spared(mood);
    let found = MOODS.iter().zip(FORCES).find(|(mood, _)| asks(mood));
    found.map(|(_, force)| *force).filter(|_| !claim.has_mood("condition"))
}

/// Whether its words say what somebody means to do.
fn is_intention(corpus: &Corpus, claim: &Claim) -> bool {
    let language = corpus.language_of(claim.at.source);
    list(claim.cell(column::WORDS))
        .any(|words| language.is_some_and(|language| language.is_in(words, &[List::Intention])))
}

fn line(claim: &Claim, force: &str) -> Vec<String> {
    let mut line = Vec::with_capacity(DATASET.columns.len());
    line.extend([claim.cell(column::SUBJECT).to_owned(), force.to_owned()]);
    line.extend(cells(claim, [column::PREDICATE, column::OBJECT, column::OTHER, column::PLACE]));
    line.extend(cells(claim, [column::POLARITY, column::CERTAINTY, column::MOOD, column::ROLE, column::WHEN]));
    line.extend(cells(claim, [column::WORDS, column::HOLDER]));
    line.extend(super::whence(claim, []));
    line
}

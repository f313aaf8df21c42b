//! Who says what, and who says that they say it?

use super::predictions::content;
use super::{claims, columns, ids, kind, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "attributions",
    about: "who says what, by source, speaker and claim",
    how: "One line for each claim with a `holder`, one for each claim that a predicate of kind `say` has as its \
        object, and one for each other act of saying. Where the holder is an act of saying, its subject speaks, and \
        the holder of that act speaks of it, and so on: the chain leads from the outermost speaker, whom the author \
        quotes, to the one who says it.",
    key: &["said", "speaker", "claims"],
    columns: &[
        columns::SOURCE,
        Column::new("speaker", Kind::Set, "who says it"),
        Column::new("said", Kind::Id, "the claim that is said, or the act of saying that no claim holds"),
        Column::new("content", Kind::Text, "what it says: subject, predicate, object"),
        Column::new(
            "act",
            Kind::Id,
            "the predicate of the act of saying; empty where the source only names the holder",
        ),
        Column::new("chain", Kind::Text, "all speakers, the outermost first, ` > ` between"),
        Column::new("depth", Kind::Integer, "how many speakers stand between the author and what is said"),
        columns::MODALITY,
        Column::new("cites", Kind::Text, "the works that the sentence cites"),
        columns::CLAIMS,
    ],
    rows,
};

/// A chain of speakers is followed no further than this.
const MAX_DEPTH: usize = 16;

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for claim in claims(corpus) {
        if !claim.holder.is_empty() {
            lines.push(line(&claim, &speakers(corpus, &claim)));
        }
        if kind(corpus, &claim) == "say" {
            lines.extend(said_by(corpus, &claim));
        }
    }
    sorted(lines)
}

/// One step of a chain: who speaks, and by which act.
struct Speaker<'c> {
    who: String,
    act: Option<Claim<'c>>,
}

/// The speakers of a claim, the innermost first.
fn speakers<'c>(corpus: &'c Corpus<'c>, claim: &Claim<'c>) -> Vec<Speaker<'c>> {
    let mut chain = Vec::new();
    let mut said = claim.clone();
    while !said.holder.is_empty() && chain.len() < MAX_DEPTH {
        let act = act_of(corpus, &said);
        let who = act.as_ref().map_or_else(|| said.holder.to_string(), |act| act.subject.to_string());
        let next = act.clone();
        chain.push(Speaker { who, act });
        let Some(next) = next else { break };
        said = next;
    }
    chain
}

/// The act of saying that a holder names.
fn act_of<'c>(corpus: &'c Corpus<'c>, claim: &Claim<'c>) -> Option<Claim<'c>> {
    claim.holder.ids().find_map(|id| corpus.row_in("claims", id)).map(Claim::new)
}

/// An act of saying: a line for each claim that it has as its object, and one for the act itself where
/// it has none and no claim names it as its holder.
fn said_by<'c>(corpus: &'c Corpus<'c>, act: &Claim<'c>) -> Vec<Vec<String>> {
    let objects: Vec<Claim> = act.object.ids().filter_map(|id| corpus.row_in("claims", id)).map(Claim::new).collect();
    let mut chain = vec![Speaker { who: act.subject.to_string(), act: Some(act.clone()) }];
    chain.extend(speakers(corpus, act));
    // A claim that names the act as its holder has its own line.
    let names_it = |claim: &Claim| claim.holder.ids().any(|id| id == act.at.id);
    if objects.is_empty() {
        return vec![line(act, &chain)];
    }
    objects.iter().filter(|said| !names_it(said)).map(|said| line(said, &chain)).collect()
}

fn line(said: &Claim, chain: &[Speaker]) -> Vec<String> {
    let speaker = chain.first().map_or("", |speaker| speaker.who.as_str());
    let act = chain.first().and_then(|speaker| speaker.act.as_ref());
    let outermost_first: Vec<&str> = chain.iter().rev().map(|speaker| speaker.who.as_str()).collect();
    let acts = chain.iter().filter_map(|speaker| speaker.act.as_ref()).map(|act| act.at.id);
    vec![
        said.at.source.to_owned(),
        speaker.to_owned(),
        said.at.id.to_owned(),
        content(said),
        act.map_or("", |act| act.predicate).to_owned(),
        outermost_first.join(" > "),
        chain.len().to_string(),
        super::sides::modality(said),
        said.cell(column::CITES).to_owned(),
        ids(std::iter::once(said.at.id).chain(acts)),
    ]
}

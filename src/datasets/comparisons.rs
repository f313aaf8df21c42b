//! How does what a source says stand to what independent documents say?
//!
//! The only room that reads the tables `ref-*`. It judges nothing: no comparison fails a check.

mod borders;
mod dates;
mod members;
mod names;
mod references;

use std::collections::BTreeMap;

use super::{columns, ids, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::set::list;
use references::{Reference, References};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "comparisons",
    about: "what the source says against what independent documents say, by topic, subject and claim",
    how: "The claims against the rows of `ref-*`. **Names**: each printed name or long form against the official \
        one, each short form against the official one. Equal is corroborated; with a word that is none of the \
        official name, nor nearly one, contradicted; else imprecise. The name of a part stands against that of its \
        whole, where it holds it in this or much the same spelling. **Dates**: of an event that a document dates, or \
        of what it is called in words; where a claim only names the event, by the days that the timeline gives it. \
        Likewise what a document says with a predicate of the vocabulary, against the claims of this predicate with \
        these sides. A document's date inside the claim's, or around it, corroborates; one outside even its widest \
        reading contradicts, or, where there may have been several such events, is not comparable; else, and where \
        it tells of a part of a time that the claim says was full of it, the claim is imprecise. What was tried is \
        borne out by what was done then. **Memberships**: by standing, \
        where the times overlap; a claim without a date speaks of the time when its source was published. A list \
        of members that has as many as its `number` is complete. **Borders**: a leg of a route joins two \
        states, or regions of two states, that have a border, if a document lists all borders of one of them. A leg \
        without one is contradicted; among alternatives, or to several places at once, only imprecise. Likewise for claims whose predicate implies \
        `borders`; a group stands for the members of what it is part of. **Mandates** are words and set beside the \
        claims about a mission for the reader. Where a claim is denied, in a mood, undated or of another time, the \
        two are not comparable. Claims that say the same of one thing share a line, which has the \
        verdict of the one that fares worst.",
    key: KEY,
    columns: &[
        Column::new("topic", Kind::Choice(&["name", "date", "membership", "border", "mandate"]), "what is compared"),
        Column::new("subject", Kind::Set, "of what"),
        Column::new("said", Kind::Text, "what the source says"),
        Column::new("outside", Kind::Text, "what the document says"),
        Column::new("verdict", Kind::Choice(Verdict::WORDS), "how the two stand to each other"),
        Column::new("reason", Kind::Text, "why"),
        Column::new("reference", Kind::Text, "the rows of `ref-*`"),
        Column::new("document", Kind::Text, "the documents"),
        Column::new("dated", Kind::Text, "when they were made, EDTF"),
        Column::new("confidence", Kind::Choice(&["sure", "likely"]), "how sure the least sure of the rows is"),
        columns::MODALITY,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

const KEY: &[&str] = &["topic", "subject", "said", "reference", "modality", "holder", "source"];

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let references = References::new(corpus);
    let mut found = names::compare(corpus, &references);
    found.extend(dates::compare(corpus, &references));
    found.extend(members::compare(corpus, &references));
    found.extend(borders::compare(corpus, &references));
    found.sort_by_key(|one| (one.ruling.0.weight(), one.claim.at.source, one.claim.at.span, one.claim.at.id));
    sorted(merged(found.into_iter().map(line)))
}

/// One line for claims that say the same, with the claims of all: the first line.
fn merged(lines: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut by_key: BTreeMap<Vec<String>, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let positions: Vec<usize> = KEY.iter().filter_map(|name| DATASET.position(name)).collect();
    for mut line in lines {
        let key = positions.iter().filter_map(|at| line.get(*at)).cloned().collect();
        let claims = line.pop();
        by_key.entry(key).or_insert((line, Vec::new())).1.extend(claims);
    }
    let joined = |(line, claims): (Vec<String>, Vec<String>)| {
        let all = ids(claims.iter().flat_map(|claims| list(claims)));
        line.into_iter().chain([all]).collect()
    };
    by_key.into_values().map(joined).collect()
}

/// How a claim stands to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Corroborated,
    Imprecise,
    Contradicted,
    NotComparable,
}

impl Verdict {
    const WORDS: &'static [&'static str] = &["corroborated", "imprecise", "contradicted", "not comparable"];

    /// Of claims that share a line, the verdict that comes first holds for it.
    fn weight(self) -> usize {
        match self {
            Verdict::Contradicted => 0,
            Verdict::Imprecise => 1,
            Verdict::Corroborated => 2,
            Verdict::NotComparable => 3,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Verdict::Corroborated => "corroborated",
            Verdict::Imprecise => "imprecise",
            Verdict::Contradicted => "contradicted",
            Verdict::NotComparable => "not comparable",
        }
    }
}

/// A verdict and why.
type Ruling = (Verdict, String);

/// One comparison: a claim, with others that it rests on, and the rows that it is held against.
struct Comparison<'c> {
    topic: &'static str,
    subject: String,
    said: String,
    outside: String,
    ruling: Ruling,
    references: Vec<&'c Reference<'c>>,
    claim: Claim<'c>,
    claims: Vec<&'c str>,
}

fn line(found: Comparison) -> Vec<String> {
    let ids_of = |cell: for<'r> fn(&'r Reference) -> &'r str| ids(found.references.iter().map(|one| cell(one)));
    let is_sure = found.references.iter().all(|reference| reference.confidence == "sure");
    let (verdict, reason) = found.ruling;
    let mut line = vec![found.topic.to_owned(), found.subject, found.said, found.outside];
    line.extend([verdict.as_str().to_owned(), reason]);
    line.extend([ids_of(|one| one.id), ids_of(|one| one.document), ids_of(|one| one.dated)]);
    line.push(if is_sure { "sure" } else { "likely" }.to_owned());
    // A name is printed in whatever mood the claim stands.
    let is_name = found.topic == "name";
    let voice = [super::sides::modality(&found.claim), found.claim.cell(column::HOLDER).to_owned()];
    line.extend(if is_name { Default::default() } else { voice });
    let claims = ids(std::iter::once(found.claim.at.id).chain(found.claims));
    line.extend([found.claim.at.source.to_owned(), claims]);
    line
}

/// Why a claim cannot be held against a document; `None` where it states something as a fact, its own
/// or somebody's.
fn hindrance(claim: &Claim) -> Option<Ruling> {
    let because = |what: &str| Some((Verdict::NotComparable, format!("the source {what}")));
    match (claim.cell(column::POLARITY), claim.cell(column::MOOD)) {
        ("", "") => None,
        ("", mood) => because(&format!("says it as {mood}")),
        _ => because("denies it"),
    }
}

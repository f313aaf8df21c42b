//! Are the printed names the official ones, and what mandate have the bodies that bear them?

use foldhash::{HashMap, HashMapExt};

use super::references::{Reference, References};
use super::{Comparison, Ruling, Verdict};
use crate::claim::Claim;
use crate::corpus::Corpus;
use crate::datasets::glossary::printed_names;
use crate::datasets::{kind, predictions::content};
use crate::nearest::nearest;
use crate::set::{Item, Set};
use crate::source::words;

/// Words no longer than this only join others.
const SMALL: usize = 3;

pub(super) fn compare<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let mut found = Vec::new();
    for ((entity, form_kind, form, _), (_, claim)) in printed_names(corpus) {
        let predicate = match form_kind {
            "name" | "long" => "official-name",
            "short" => "official-short",
            _ => continue,
        };
        let judged =
            references.about(predicate, entity).map(|one| (judge(form, &name_of(&one.object), form_kind), one));
        // Of several official names, in several languages say, the nearest counts.
        let best = judged.min_by_key(|((verdict, _), one)| (*verdict, one.id));
        let row = corpus.row_in("claims", claim);
        found.extend(best.zip(row).map(|((ruling, one), row)| Comparison {
            topic: "name",
            subject: entity.to_owned(),
            said: form.to_owned(),
            outside: name_of(&one.object),
            ruling,
            references: vec![one],
            claim: Claim::new(row),
            claims: Vec::new(),
        }));
    }
    found.extend(mandates(corpus, references));
    found
}

/// The words of a side without their marks.
fn name_of(object: &Set) -> String {
    let plain = |item: Item| match item {
        Item::Words(words) => words.to_owned(),
        Item::Id(id) => id.to_owned(),
    };
    object.items().map(plain).collect::<Vec<_>>().join("; ")
}

fn judge(printed: &str, official: &str, form_kind: &str) -> Ruling {
    let [said, known] = [printed, official].map(large_words);
    if printed.to_lowercase() == official.to_lowercase() {
        return (Verdict::Corroborated, "it is the official one".to_owned());
    }
    if form_kind == "short" {
        return (Verdict::Contradicted, format!("the official short form is {official}"));
    }
    // "Dine" beside "Eddine": one is the other with its article.
    let holds = |word: &String, of: &[String]| {
        of.iter().any(|other| other.contains(word.as_str()) || word.contains(other.as_str()))
    };
    let is_near =
        |word: &String, of: &[String]| holds(word, of) || nearest(word, of.iter().map(String::as_str)).is_some();
    let missing = |words: &[String], of: &[String]| -> Vec<String> {
        words.iter().filter(|word| !is_near(word, of)).map(|word| format!("“{word}”")).collect()
    };
    let (odd, left_out) = (missing(&said, &known), missing(&known, &said));
    match (odd.is_empty(), left_out.is_empty()) {
        (false, _) => (Verdict::Contradicted, format!("the official name has no {}", odd.join(", "))),
        (true, false) => (Verdict::Imprecise, format!("it leaves out {}", left_out.join(", "))),
        (true, true) => (Verdict::Imprecise, "it differs in small words, spelling or order".to_owned()),
    }
}

/// The words of a name that are more than joints, in lower case, without a possessive.
fn large_words(name: &str) -> Vec<String> {
    let found = words(name).filter_map(|span| name.get(span.range()));
    let bare = found.map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase());
    bare.filter(|word| word.chars().count() > SMALL).collect()
}

/// The mandate of each body beside what the source says that it does, or that is done with it.
fn mandates<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let mut about: HashMap<&str, Vec<&Reference>> = HashMap::new();
    for one in references.of("mandate") {
        one.subject.ids().for_each(|id| about.entry(id).or_default().push(one));
    }
    let mut found = Vec::new();
    for claim in crate::datasets::claims(corpus).filter(|claim| kind(corpus, claim) != "attribute") {
        // What is done with an organisation is no matter of its mandate.
        let is_mission = |id: &&str| corpus.vocabulary.entity(id).is_some_and(|entity| entity.kind == "mission");
        let mut named: Vec<&str> = claim.subject.ids().chain(claim.object.ids().filter(is_mission)).collect();
        named.sort_unstable();
        named.dedup();
        for (body, one) in named.iter().flat_map(|id| about.get(id).into_iter().flatten().map(move |one| (*id, *one))) {
            found.push(Comparison {
                topic: "mandate",
                subject: body.to_owned(),
                said: content(&claim),
                outside: name_of(&one.object),
                ruling: (Verdict::NotComparable, "a mandate is words: read both".to_owned()),
                references: vec![one],
                claim: claim.clone(),
                claims: Vec::new(),
            });
        }
    }
    found
}

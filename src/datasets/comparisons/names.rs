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
        let nearest = |judged: &((Verdict, String), &'c Reference<'c>)| (judged.0.0, judged.1.id);
        let best = judged.min_by_key(nearest);
        let best = best.or_else(|| inside(corpus, references, entity, form, predicate).into_iter().min_by_key(nearest));
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

/// The name of a part that has no official one of its own against the official names of its wholes, where it
/// holds one of them, or nearly.
fn inside<'c>(
    corpus: &'c Corpus<'c>,
    references: &'c References<'c>,
    part: &str,
    form: &str,
    predicate: &'static str,
) -> Vec<(Ruling, &'c Reference<'c>)> {
    let wholes = corpus.vocabulary.entity(part).map_or(&[][..], |entity| &entity.part_of);
    let rows = wholes.iter().flat_map(|whole| references.about(predicate, whole));
    rows.filter_map(|one| judge_part(form, &name_of(&one.object)).map(|ruling| (ruling, one))).collect()
}

fn judge_part(printed: &str, official: &str) -> Option<Ruling> {
    let [said, known] = [printed, official].map(large_words);
    if known.is_empty() || !known.iter().all(|word| is_near(word, &said)) {
        return None;
    }
    let holds_all = known.iter().all(|word| said.contains(word));
    let (verdict, how) =
        if holds_all { (Verdict::Corroborated, "holds") } else { (Verdict::Imprecise, "spells otherwise") };
    Some((verdict, format!("it {how} the official name of what it is part of, {official}")))
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

/// Whether a word stands among others in much the same spelling.
fn is_near(word: &str, of: &[String]) -> bool {
    // "Dine" beside "Eddine": one is the other with its article.
    let holds = of.iter().any(|other| other.contains(word) || word.contains(other.as_str()));
    holds || nearest(word, of.iter().map(String::as_str)).is_some()
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

//! How many: every claim that counts something, one line a counted item.

use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::datasets::{claims, modality};
use crate::set::{Set, list};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "counts",
    about: "one line for each counted item, by item, predicate, source and claim; min and max are inclusive, empty where open",
    columns: &[
        "counted",
        "number",
        "kind",
        "min",
        "max",
        "predicate",
        "other_side",
        "when",
        "modality",
        "source",
        "claims",
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for claim in claims(corpus).filter(|claim| !claim.cell(column::NUMBER).is_empty()) {
        let predicate = corpus.vocabulary.predicate(claim.predicate);
        let counts_object = predicate.is_some_and(|predicate| predicate.has("counts-object"));
        let (counted, other) =
            if counts_object { (&claim.object, &claim.subject) } else { (&claim.subject, &claim.object) };
        for (item, number) in counted_items(counted, claim.cell(column::NUMBER)) {
            lines.push(line(corpus, &claim, item, number, other));
        }
    }
    // The claim's id is the last cell, so equal lines of two claims stay apart.
    lines.sort_by(|a, b| {
        (a.first(), a.get(5), a.get(9), a.get(10), a).cmp(&(b.first(), b.get(5), b.get(9), b.get(10), b))
    });
    lines
}

/// The counted items with their numbers: a list of numbers runs parallel to the items, one number
/// counts them all together.
fn counted_items(counted: &Set, numbers: &str) -> Vec<(String, String)> {
    let numbers: Vec<&str> = list(numbers).collect();
    match numbers.as_slice() {
        [one] => vec![(counted.to_string(), (*one).to_owned())],
        several => {
            let items = counted
                .parts()
                .map(|part| part.iter().map(|member| member.item.to_string()).collect::<Vec<_>>().join(" & "));
            items.zip(several).map(|(item, number)| (item, (*number).to_owned())).collect()
        }
    }
}

fn line(corpus: &Corpus, claim: &Claim, item: String, number: String, other: &Set) -> Vec<String> {
    let quantity = corpus.quantity(claim.at.source, &number).ok();
    let bound = |bound: Option<String>| bound.unwrap_or_default();
    vec![
        item,
        number,
        quantity.as_ref().map_or("", |quantity| quantity.kind.as_str()).to_owned(),
        bound(quantity.as_ref().and_then(|quantity| quantity.min.map(|min| min.to_string()))),
        bound(quantity.as_ref().and_then(|quantity| quantity.max.map(|max| max.to_string()))),
        claim.predicate.to_owned(),
        other.to_string(),
        claim.cell(column::WHEN).to_owned(),
        modality(claim),
        claim.at.source.to_owned(),
        claim.at.id.to_owned(),
    ]
}

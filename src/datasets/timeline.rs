//! What happened when: every dated claim.

use crate::claim::column;
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::datasets::{claims, days, modality};
use crate::edtf::Strength;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "timeline",
    about: "every dated claim, by earliest day, latest day, source and place in the source; undated ends last",
    columns: &[
        "earliest",
        "latest",
        "hard_earliest",
        "hard_latest",
        "role",
        "when",
        "subject",
        "predicate",
        "object",
        "place",
        "modality",
        "source",
        "claims",
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let mut lines: Vec<_> = claims(corpus)
        .filter(|claim| !claim.cell(column::WHEN).is_empty())
        .map(|claim| {
            let ([earliest, latest], [hard_earliest, hard_latest]) =
                (days(&claim, Strength::Core), days(&claim, Strength::Hard));
            let open_last = |day: &str| (day.is_empty(), day.to_owned());
            let key = (open_last(&earliest), open_last(&latest), claim.at.source, claim.at.span, claim.at.id);
            let cell = |column| claim.cell(column).to_owned();
            let line = vec![
                earliest,
                latest,
                hard_earliest,
                hard_latest,
                cell(column::ROLE),
                cell(column::WHEN),
                cell(column::SUBJECT),
                cell(column::PREDICATE),
                cell(column::OBJECT),
                cell(column::PLACE),
                modality(&claim),
                claim.at.source.to_owned(),
                claim.at.id.to_owned(),
            ];
            (key, line)
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

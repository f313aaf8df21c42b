//! Does every typed cell of the note and of the second note have a verdict with its bytes?

use std::collections::BTreeMap;

use crate::support::{Project, repository};
use factcheck::corpus::Fetched;
use factcheck::document::Document;
use factcheck::export::grounding::cells;

/// Verdicts and how many cells have each; fails on a cell without bytes.
fn verdicts(root: &str) -> BTreeMap<String, usize> {
    let project = Project::read(&repository(root));
    project.with_corpus(|corpus| {
        let mut counts = BTreeMap::new();
        for (index, entry) in corpus.sources.iter().enumerate() {
            let Fetched::Found(bytes) = project.fetch(entry.path) else { panic!("{} is missing", entry.path) };
            let raw = std::str::from_utf8(&bytes).expect("a source in UTF-8");
            let document = Document::new(corpus, index, raw).expect("a document");
            for cell in cells(&document) {
                let json = serde_json::to_value(&cell).expect("plain data");
                assert!(json["bytes"].as_array().is_some_and(|bytes| !bytes.is_empty()), "no bytes: {json}");
                for span in json["bytes"].as_array().into_iter().flatten() {
                    let [start, end] = [0, 1].map(|at| span[at].as_u64().expect("a byte") as usize);
                    assert!(start < end && raw.get(start..end).is_some(), "bad bytes: {json}");
                }
                *counts.entry(cell.verdict().to_owned()).or_default() += 1;
            }
        }
        counts
    })
}

#[test]
fn every_cell_of_the_note_is_supported_mostly_by_its_own_words() {
    let counts = verdicts(".");
    let total: usize = counts.values().sum();
    let share = |verdicts: &[&str]| {
        let cells: usize = verdicts.iter().filter_map(|verdict| counts.get(*verdict)).sum();
        cells as f64 * 100.0 / total as f64
    };
    assert!(!counts.contains_key("unsupported"), "{counts:?}");
    assert!(share(&["literal", "normalised", "alias", "pattern"]) >= 85.0, "{counts:?}");
    assert!(share(&["mention", "frame"]) <= 12.0, "{counts:?}");
    assert!(share(&["derived", "waived"]) <= 3.0, "{counts:?}");
}

#[test]
fn every_cell_of_the_second_note_is_supported() {
    let counts = verdicts("examples/second-note");
    assert!(!counts.contains_key("unsupported"), "{counts:?}");
}

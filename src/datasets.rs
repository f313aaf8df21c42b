//! Which datasets there are.

mod constraints;
mod counts;
mod memberships;
mod timeline;

use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::edtf::{Edtf, Role, Strength};

/// Every dataset, in the order of their names.
pub const ALL: &[Dataset] = &[constraints::DATASET, counts::DATASET, memberships::DATASET, timeline::DATASET];

/// A dataset by name.
pub fn find(name: &str) -> Option<&'static Dataset> {
    ALL.iter().find(|dataset| dataset.name == name)
}

/// Every claim of the corpus.
fn claims<'c>(corpus: &'c Corpus<'c>) -> impl Iterator<Item = Claim<'c>> {
    corpus.rows("claims").map(Claim::new)
}

/// Earliest and latest day of a claim's date as `YYYY-MM-DD`, empty where open or undated.
fn days(claim: &Claim, strength: Strength) -> [String; 2] {
    let role = claim.cell(column::ROLE).parse::<Role>().ok();
    let Ok(date) = Edtf::parse(claim.cell(column::WHEN)) else { return Default::default() };
    let (earliest, latest) = date.bounds(role, strength);
    [earliest, latest].map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

/// How a claim holds, in one cell: `negated`, its certainty, its moods.
fn modality(claim: &Claim) -> String {
    let cells = [column::POLARITY, column::CERTAINTY, column::MOOD].map(|column| claim.cell(column));
    cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
}

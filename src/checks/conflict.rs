//! How is it told that two rows of a source cannot both hold?

use crate::check::about_cell;
use crate::claim::Claim;
use crate::document::Document;
use crate::finding::{Finding, Findings};
use std::collections::BTreeMap;

/// How many characters of a quote a message repeats.
const MOST: usize = 120;

/// Every few claims that a check objects to: of each later claim the earlier ones that it does not go with,
/// those that begin first.
#[derive(Default)]
pub(super) struct Pairs {
    by_later: BTreeMap<usize, (Vec<usize>, String)>,
}

impl Pairs {
    /// Notes that two claims (by position, in either order) do not go together.
    pub(super) fn add(&mut self, one: usize, two: usize, message: impl FnOnce() -> String) {
        self.add_all([one, two], message);
    }

    /// The same of several claims.
    pub(super) fn add_all(&mut self, claims: impl IntoIterator<Item = usize>, message: impl FnOnce() -> String) {
        let mut earlier: Vec<usize> = claims.into_iter().collect();
        earlier.sort_unstable();
        earlier.dedup();
        let Some(later) = earlier.pop().filter(|_| !earlier.is_empty()) else { return };
        if self.by_later.get(&later).is_none_or(|(known, _)| earlier.first() < known.first()) {
            self.by_later.insert(later, (earlier, message()));
        }
    }

    /// Reports them, each at the later claim.
    pub(super) fn report(self, document: &Document, findings: &mut Findings, column: usize, help: &str) {
        for (later, (earlier, message)) in self.by_later {
            if let Some(finding) = conflict(document, &earlier, later, column, message) {
                findings.add(finding.help(help));
            }
        }
    }
}

/// A finding at a claim, with the others that take part.
fn conflict(document: &Document, earlier: &[usize], later: usize, column: usize, message: String) -> Option<Finding> {
    let finding = about_cell(document.claims.get(later)?.at.row, column, message);
    let others = earlier.iter().filter_map(|claim| document.claims.get(*claim));
    let name = if earlier.len() > 1 { "another of the rows" } else { "the other row" };
    Some(others.fold(finding, |finding, other| finding.related(crate::checks::anchors::related(&other.at, name))))
}

/// A claim in a message: its id and what it quotes.
pub(super) fn row(document: &Document, claim: usize) -> String {
    document.claims.get(claim).map_or_else(String::new, said)
}

/// The same of a claim at hand.
pub(super) fn said(claim: &Claim) -> String {
    let quote: String = claim.at.quote.chars().take(MOST).collect();
    let cut = if quote.len() < claim.at.quote.len() { "…" } else { "" };
    format!("row `{}`: “{quote}{cut}”", claim.at.id)
}

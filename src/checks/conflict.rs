//! How is it told that two rows of a source cannot both hold?

use crate::check::about_cell;
use crate::claim::Claim;
use crate::document::Document;
use crate::finding::{Finding, Findings};
use std::collections::BTreeMap;

/// How many characters of a quote a message repeats.
const MOST: usize = 120;

/// Every pair of claims that a check objects to: of each later claim the first earlier one that it does
/// not go with.
#[derive(Default)]
pub(super) struct Pairs {
    by_later: BTreeMap<usize, (usize, String)>,
}

impl Pairs {
    /// Notes that two claims (by position, in either order) do not go together.
    pub(super) fn add(&mut self, one: usize, two: usize, message: impl FnOnce() -> String) {
        let (earlier, later) = (one.min(two), one.max(two));
        if earlier == later || self.by_later.get(&later).is_some_and(|(known, _)| *known <= earlier) {
            return;
        }
        self.by_later.insert(later, (earlier, message()));
    }

    /// Reports them, each at the later claim.
    pub(super) fn report(self, document: &Document, findings: &mut Findings, column: usize, help: &str) {
        for (later, (earlier, message)) in self.by_later {
            if let Some(finding) = conflict(document, earlier, later, column, message) {
                findings.add(finding.help(help));
            }
        }
    }
}

/// A finding at a claim, with another that takes part.
pub(super) fn conflict(
    document: &Document,
    earlier: usize,
    later: usize,
    column: usize,
    message: String,
) -> Option<Finding> {
    let (earlier, later) = (document.claims.get(earlier)?, document.claims.get(later)?);
    let other = crate::checks::anchors::related(&earlier.at, "the other row");
    Some(about_cell(later.at.row, column, message).related(other))
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

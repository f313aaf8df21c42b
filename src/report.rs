//! What does a run say: the same outcome, in text for people and in JSON for programs.

pub mod coverage;
pub mod datasets;
pub mod diff;
pub mod json;
pub mod mutation;
pub mod text;

use std::collections::BTreeMap;

use crate::checks::Outcome;
use crate::corpus::Corpus;
use crate::finding::Severity;

/// The figures of a run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Registered sources.
    pub sources: usize,
    /// Claim rows.
    pub claims: usize,
    /// Facts: claims with their lists multiplied out.
    pub facts: usize,
    /// Readable rows of each table.
    pub by_table: BTreeMap<String, usize>,
    /// Checks that had rows to look at.
    pub checks_run: usize,
    /// Checks that had none.
    pub dormant: Vec<String>,
    /// What could not be looked at.
    pub blocked: Vec<String>,
    /// Errors that no exception covers.
    pub errors: usize,
    /// Warnings that no exception covers.
    pub warnings: usize,
    /// Findings that an exception covers.
    pub excepted: usize,
}

impl Summary {
    /// Counts an outcome.
    pub fn of(corpus: &Corpus, outcome: &Outcome) -> Summary {
        let mut by_table: BTreeMap<String, usize> = BTreeMap::new();
        for table in corpus.tables {
            *by_table.entry(table.schema.name.to_owned()).or_default() += table.rows().count();
        }
        let count = |severity| {
            let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
            open.filter(|finding| finding.severity == severity).count()
        };
        let dormant: Vec<String> =
            outcome.looked.iter().filter(|(_, rows)| *rows == 0).map(|(name, _)| (*name).to_owned()).collect();
        Summary {
            sources: corpus.sources.len(),
            claims: by_table.get("claims").copied().unwrap_or(0),
            facts: outcome.facts,
            checks_run: outcome.looked.len() - dormant.len(),
            dormant,
            blocked: outcome.blocked.clone(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            excepted: outcome.findings.iter().filter(|finding| finding.exception.is_some()).count(),
            by_table,
        }
    }

    /// Whether the run fails at this gate.
    pub fn fails(&self, outcome: &Outcome, gate: Severity) -> bool {
        !self.blocked.is_empty() || outcome.findings.iter().any(|finding| finding.counts(gate))
    }
}

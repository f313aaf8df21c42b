//! Does every exception name a check, a row and a reason, and except something?

use foldhash::HashSet;

use crate::check::{Check, RowView, Run, Seen, about_cell};
use crate::corpus::Corpus;
use crate::finding::{Finding, Findings, Severity};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "exception-without-reason",
        severity: Severity::Error,
        about: "an exception gives no reason",
        page: include_str!("exceptions/exception-without-reason.md"),
        run: Run::Row(without_reason),
    },
    Check {
        name: "exception-of-unknown-check",
        severity: Severity::Error,
        about: "an exception names a check that does not exist",
        page: include_str!("exceptions/exception-of-unknown-check.md"),
        run: Run::Row(unknown_check),
    },
    Check {
        name: "exception-of-unknown-fact",
        severity: Severity::Error,
        about: "an exception names a row or source that does not exist",
        page: include_str!("exceptions/exception-of-unknown-fact.md"),
        run: Run::Corpus(unknown_fact),
    },
    Check {
        name: "exception-excepts-nothing",
        severity: Severity::Error,
        about: "an exception fits no finding",
        page: include_str!("exceptions/exception-excepts-nothing.md"),
        run: Run::Last(excepts_nothing),
    },
];

const CHECK: usize = 1;
const FACT: usize = 2;
const REASON: usize = 3;

/// Marks every finding that an exception with a reason covers.
pub(crate) fn apply(corpus: &Corpus, findings: &mut [Finding]) {
    // A fault of an exception is mended, never excepted: else a stale one could except itself.
    let is_own = |finding: &&mut Finding| CHECKS.iter().any(|check| check.name == finding.check);
    for finding in findings.iter_mut().filter(|finding| !is_own(finding)) {
        let covers = corpus.exception(finding.check, finding.fact.as_deref().unwrap_or(""));
        finding.exception = covers.map(str::to_owned);
    }
}

fn without_reason(view: &RowView, findings: &mut Findings) {
    if view.is_in("exceptions") {
        findings.look(1);
        if view.cells.get(REASON).is_empty() {
            let message = format!("exception `{}` gives no reason", view.row.id());
            let help = "say in `reason` what a reader can verify in the text; without a reason it excepts nothing";
            findings.add(view.finding(REASON, message).help(help));
        }
    }
}

fn unknown_check(view: &RowView, findings: &mut Findings) {
    if !view.is_in("exceptions") {
        return;
    }
    findings.look(1);
    let name = view.cells.get(CHECK);
    if !name.is_empty() && super::find(name).is_none() {
        let nearest = crate::nearest::nearest(name, super::all().map(|check| check.name));
        let offer = nearest.map_or_else(
            || "`factcheck check --verbose` lists the checks".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        findings.add(view.finding(CHECK, format!("there is no check `{name}`")).help(offer));
    }
}

fn unknown_fact(corpus: &Corpus, findings: &mut Findings) {
    let mut keys = Keys::default();
    for row in corpus.rows("exceptions") {
        findings.look(1);
        let fact = row.cell(FACT);
        if !fact.is_empty() && !keys.has(corpus, fact) {
            let keys = keys.all(corpus);
            let finding = about_cell(
                row,
                FACT,
                format!("exception `{}` names `{fact}`, which is no row and no source", row.id()),
            );
            let offer = crate::nearest::nearest(fact, keys.iter().copied());
            findings.add(
                finding.help(
                    offer.map_or_else(|| "drop the exception".to_owned(), |near| format!("did you mean `{near}`?")),
                ),
            );
        }
    }
}

/// The keys of all rows, collected when one is asked for that is no id.
#[derive(Default)]
struct Keys<'c>(Option<HashSet<&'c str>>);

impl<'c> Keys<'c> {
    fn all(&mut self, corpus: &Corpus<'c>) -> &HashSet<&'c str> {
        let keys = || corpus.tables.iter().flat_map(|table| table.rows()).map(|row| row.id()).collect();
        self.0.get_or_insert_with(keys)
    }

    /// Whether a row or a source has it.
    fn has(&mut self, corpus: &Corpus<'c>, fact: &str) -> bool {
        corpus.row_of(fact).is_some() || self.all(corpus).contains(fact)
    }
}

/// An exception of a check or a row that does not exist excepts nothing either; that is told where it is named.
fn excepts_nothing(corpus: &Corpus, seen: &Seen, findings: &mut Findings) {
    let mut keys = Keys::default();
    let used: HashSet<&str> = seen.findings.iter().filter_map(|finding| finding.exception.as_deref()).collect();
    for row in corpus.rows("exceptions") {
        findings.look(1);
        let cells = row.cells();
        let exists = super::find(cells.get(CHECK)).is_some() && keys.has(corpus, cells.get(FACT));
        if exists && !used.contains(row.id()) && !cells.get(REASON).is_empty() {
            let message = format!(
                "exception `{}` excepts nothing: `{}` does not find `{}`",
                row.id(),
                cells.get(CHECK),
                cells.get(FACT)
            );
            findings.add(about_cell(row, 0, message).help("the fault is gone, or never was: drop the exception"));
        }
    }
}

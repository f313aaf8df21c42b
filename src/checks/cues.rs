//! Is every cue of a quote used by the row, or by one that looks closer?

use crate::check::{Check, Run};
use crate::checks::values::{mentions, report};
use crate::document::Document;
use crate::evidence::Class;
use crate::finding::{Findings, Severity};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "name-not-used",
        severity: Severity::Error,
        about: "a name in the quote that no cell uses",
        page: include_str!("cues/name-not-used.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Name)),
    },
    Check {
        name: "date-not-used",
        severity: Severity::Error,
        about: "a date in the quote that no cell uses",
        page: include_str!("cues/date-not-used.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Date)),
    },
    Check {
        name: "time-span-dropped",
        severity: Severity::Error,
        about: "a vague span of time in the quote that no cell uses",
        page: include_str!("cues/time-span-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Date)),
    },
    Check {
        name: "opening-date-dropped",
        severity: Severity::Warning,
        about: "the date that opens the sentence is another row's, and this row of the sentence has none",
        page: include_str!("cues/opening-date-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Date)),
    },
    Check {
        name: "number-not-used",
        severity: Severity::Error,
        about: "a number in the quote that no cell uses",
        page: include_str!("cues/number-not-used.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Number)),
    },
    Check {
        name: "negator-ignored",
        severity: Severity::Error,
        about: "a negator in the quote that no cell uses",
        page: include_str!("cues/negator-ignored.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Negator)),
    },
    Check {
        name: "hedge-not-recorded",
        severity: Severity::Error,
        about: "a hedge in the quote that certainty, mood and holder leave out",
        page: include_str!("cues/hedge-not-recorded.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Hedge)),
    },
    Check {
        name: "hedge-cut-off",
        severity: Severity::Error,
        about: "a hedge in the clause of the claim that the quote leaves out",
        page: include_str!("cues/hedge-cut-off.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Hedge)),
    },
    Check {
        name: "booster-dropped",
        severity: Severity::Error,
        about: "a booster in the quote that `words` leaves out",
        page: include_str!("cues/booster-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Booster)),
    },
    Check {
        name: "condition-dropped",
        severity: Severity::Error,
        about: "a condition in the quote that no cell uses",
        page: include_str!("cues/condition-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Condition)),
    },
    Check {
        name: "connective-dropped",
        severity: Severity::Error,
        about: "a connective in the quote that no cell uses",
        page: include_str!("cues/connective-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Connective)),
    },
    Check {
        name: "order-word-without-role",
        severity: Severity::Error,
        about: "a word of order in the quote that neither role nor words uses",
        page: include_str!("cues/order-word-without-role.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Connective)),
    },
    Check {
        name: "only-dropped",
        severity: Severity::Error,
        about: "an “only” in the quote that no cell uses",
        page: include_str!("cues/only-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Quantifier)),
    },
    Check {
        name: "distribution-dropped",
        severity: Severity::Error,
        about: "an “each” or “both” in the quote that no cell uses",
        page: include_str!("cues/distribution-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Quantifier)),
    },
    Check {
        name: "quantifier-dropped",
        severity: Severity::Error,
        about: "a quantifier in the quote that no cell uses",
        page: include_str!("cues/quantifier-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Quantifier)),
    },
    Check {
        name: "degree-dropped",
        severity: Severity::Error,
        about: "a degree in the quote that no cell uses",
        page: include_str!("cues/degree-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Degree)),
    },
    Check {
        name: "rank-dropped",
        severity: Severity::Error,
        about: "a rank in the quote that no cell uses",
        page: include_str!("cues/rank-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Rank)),
    },
    Check {
        name: "scope-word-dropped",
        severity: Severity::Error,
        about: "a word of scope in the quote that no cell uses",
        page: include_str!("cues/scope-word-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Scope)),
    },
    Check {
        name: "part-word-dropped",
        severity: Severity::Error,
        about: "a word for a part in the quote that no cell uses",
        page: include_str!("cues/part-word-dropped.md"),
        run: Run::Document(|document, findings| cues(document, findings, Class::Part)),
    },
    Check {
        name: "quote-too-long",
        severity: Severity::Warning,
        about: "the quote begins or ends with words that no cell of the row uses",
        page: include_str!("cues/quote-too-long.md"),
        run: Run::Document(edges),
    },
    Check {
        name: "mention-not-used",
        severity: Severity::Error,
        about: "a mention in the quote whose referent no cell names",
        page: include_str!("cues/mention-not-used.md"),
        run: Run::Document(mentions),
    },
    Check {
        name: "cite-dropped",
        severity: Severity::Error,
        about: "a citation in the quote that no cell uses",
        page: include_str!("cues/cite-dropped.md"),
        run: Run::Document(citations),
    },
];

/// The faults of one check; it looks at the cues of a class.
fn cues(document: &Document, findings: &mut Findings, class: Class) {
    let names = |seen: Class| seen == class || class == Class::Name && seen == Class::Abbreviation;
    findings.look(document.evidence().cues.iter().filter(|cue| names(cue.class)).count());
    report(document, findings);
}

fn edges(document: &Document, findings: &mut Findings) {
    findings.look(document.claims.len());
    report(document, findings);
}

fn citations(document: &Document, findings: &mut Findings) {
    findings.look(document.evidence().citations.len());
    report(document, findings);
}

//! Do citations, notes and quotation marks of a source lead where they say, and are they printed alike?

mod forms;
mod lists;
mod marks;
mod quotes;
mod times;

use crate::check::{Check, Run};
use crate::checks::names::{about_source, said};
use crate::checks::works::{AUTHOR, Known, YEAR, cited};
use crate::document::Document;
use crate::finding::{Findings, Severity};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "citation-year-differs",
        severity: Severity::Error,
        about: "a citation whose author is that of a work, and whose year is not",
        page: include_str!("citations/citation-year-differs.md"),
        run: Run::Document(year_differs),
    },
    Check {
        name: "work-printed-two-ways",
        severity: Severity::Error,
        about: "one work is cited in two forms",
        page: include_str!("citations/work-printed-two-ways.md"),
        run: Run::Document(forms::two_ways),
    },
    Check {
        name: "citation-styles-differ",
        severity: Severity::Warning,
        about: "a citation is punctuated otherwise than most",
        page: include_str!("citations/citation-styles-differ.md"),
        run: Run::Document(forms::styles_differ),
    },
    Check {
        name: "reference-list-missing",
        severity: Severity::Warning,
        about: "a source cites by author and year and lists no works",
        page: include_str!("citations/reference-list-missing.md"),
        run: Run::Document(lists::missing),
    },
    Check {
        name: "mark-without-note",
        severity: Severity::Error,
        about: "a footnote call without its note",
        page: include_str!("citations/mark-without-note.md"),
        run: Run::Document(marks::without_note),
    },
    Check {
        name: "note-without-mark",
        severity: Severity::Error,
        about: "a note that no call leads to",
        page: include_str!("citations/note-without-mark.md"),
        run: Run::Document(marks::without_call),
    },
    Check {
        name: "note-mark-differs",
        severity: Severity::Warning,
        about: "a call and its note are printed with different characters",
        page: include_str!("citations/note-mark-differs.md"),
        run: Run::Document(marks::differ),
    },
    Check {
        name: "quotation-mark-unbalanced",
        severity: Severity::Error,
        about: "an opening quotation mark without its closing one, or the reverse",
        page: include_str!("citations/quotation-mark-unbalanced.md"),
        run: Run::Document(quotes::unbalanced),
    },
    Check {
        name: "work-after-source",
        severity: Severity::Error,
        about: "a cited work that came out after the source",
        page: include_str!("citations/work-after-source.md"),
        run: Run::Document(times::after_source),
    },
    Check {
        name: "source-before-event",
        severity: Severity::Error,
        about: "a claim whose cited work is older than what it reports",
        page: include_str!("citations/source-before-event.md"),
        run: Run::Document(times::before_event),
    },
];

fn year_differs(document: &Document, findings: &mut Findings) {
    for (citation, known) in cited(document) {
        findings.look(1);
        let Known::OtherYear(work) = known else { continue };
        let (form, author, year) = (said(document, citation.span), work.cell(AUTHOR), work.cell(YEAR));
        let message = format!("“{form}” is cited, and `{}` by {author} is of {year}", work.id());
        let help = "correct the year in works.csv, or add the work that is meant; a misprint is declared in layout";
        findings.add(about_source(document, citation.span, message).help(help));
    }
}

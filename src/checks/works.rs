//! Which work of works.csv does a printed citation mean?

use crate::coverage::put_off;
use crate::document::Document;
use crate::edtf::{Day, Edtf};
use crate::evidence::Citation;
use crate::set::list;
use crate::source::Span;
use crate::table::Row;
use crate::vocabulary::capitalised;

/// Columns of works.csv.
pub(super) const AUTHOR: usize = 1;
pub(super) const YEAR: usize = 2;
const PRINTED: usize = 4;

/// What works.csv knows of a citation.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known<'c> {
    /// The work.
    Work(Row<'c>),
    /// No work, but one of the same author and another year.
    OtherYear(Row<'c>),
    /// Neither.
    Nothing,
}

/// The citations of the parts that are encoded, in order, each with what is known of it. The entry of
/// the source itself in its own title block is no citation of another work.
pub(super) fn cited<'a>(document: &'a Document) -> Vec<(&'a Citation, Known<'a>)> {
    let later = put_off(document);
    let own = document.entry.published.get(..4).unwrap_or("");
    let title = document.entry.row.cell(3).len();
    let is_own = |citation: &Citation| citation.span.start < title && format!("{:04}", citation.year) == own;
    let encoded = document.evidence().citations.iter().filter(|citation| !later.covers(citation.span));
    encoded.filter(|citation| !is_own(citation)).map(|citation| (citation, known(document, citation))).collect()
}

fn known<'a>(document: &'a Document, citation: &Citation) -> Known<'a> {
    let text = |span: Span| document.reading.text().get(span.range()).unwrap_or("");
    let (form, authors) = (text(citation.span), text(citation.authors));
    let candidates = || capitalised(authors).flat_map(|word| document.corpus.vocabulary.works_with(word));
    let first = authors.split([',', ' ']).next().unwrap_or(authors);
    let is_it = |work: &Row| fits_year(*work, citation.year) && (is_printed(*work, form) || is_by(*work, first));
    if let Some(work) = candidates().find(is_it) {
        return Known::Work(work);
    }
    let all_names =
        |work: &Row| capitalised(authors).all(|word| capitalised(work.cell(AUTHOR)).any(|name| name == word));
    let mut others = candidates().filter(|work| !work.cell(YEAR).is_empty());
    others.find(|work| is_printed(*work, form) || all_names(work)).map_or(Known::Nothing, Known::OtherYear)
}

/// Whether works.csv lists this form as printed, alone or inside another.
fn is_printed(work: Row, form: &str) -> bool {
    list(work.cell(PRINTED)).any(|printed| printed.contains(form) || form.contains(printed))
}

/// Whether the first name of the authors, as it is cited, stands in the author of a work that is dated.
fn is_by(work: Row, first: &str) -> bool {
    !work.cell(YEAR).is_empty() && work.cell(AUTHOR).contains(first)
}

/// Whether a work can be of a year: one without a year can be of any.
fn fits_year(work: Row, year: u16) -> bool {
    let years = days(work).map(|(from, to)| from.ymd().0..=to.ymd().0);
    work.cell(YEAR).is_empty() || years.is_some_and(|years| years.contains(&i32::from(year)))
}

/// The first and the last day on which a work can have come out.
pub(super) fn days(work: Row) -> Option<(Day, Day)> {
    let region = Edtf::parse(work.cell(YEAR)).ok()?.hard();
    region.earliest_start.zip(region.latest_end)
}

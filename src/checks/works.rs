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
    if let Some(work) = candidates().find(|work| is_cited(*work, form, authors, citation.year)) {
        return Known::Work(work);
    }
    let mut dated = candidates().filter(|work| years(*work).is_some());
    let same_author = |work: &Row| {
        let author = work.cell(AUTHOR);
        capitalised(authors).all(|word| capitalised(author).any(|known| known == word))
    };
    dated.find(same_author).map_or(Known::Nothing, Known::OtherYear)
}

/// By its printed form, or by the first name of its authors with its year.
fn is_cited(work: Row, form: &str, authors: &str, year: u16) -> bool {
    let digits = format!("{year:04}");
    let says_year = |printed: &str| printed.contains(&digits) || work.cell(YEAR).is_empty();
    let is_printed = |printed: &str| printed.contains(form) || form.contains(printed) && says_year(printed);
    let first = authors.split([',', ' ']).next().unwrap_or(authors);
    let is_dated = years(work).is_some_and(|(from, to)| (from..=to).contains(&i32::from(year)));
    list(work.cell(PRINTED)).any(is_printed) || is_dated && work.cell(AUTHOR).contains(first)
}

/// The first and the last day on which a work can have come out.
pub(super) fn days(work: Row) -> Option<(Day, Day)> {
    let region = Edtf::parse(work.cell(YEAR)).ok()?.hard();
    region.earliest_start.zip(region.latest_end)
}

fn years(work: Row) -> Option<(i32, i32)> {
    days(work).map(|(from, to)| (from.ymd().0, to.ymd().0))
}

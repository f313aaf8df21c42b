//! What is odd about the sources themselves: every declared misprint and every finding that stays.
//!
//! The claims of a line are those that quote its words; it has none where it is about a source as a whole
//! or about a row of the vocabulary.

use foldhash::{HashMap, HashMapExt};

use crate::claim::Anchored;
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::schema::TABLES;
use crate::source::Span;
use crate::table::Row;

use super::columns;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "anomalies",
    about: "one line for each exception, whose kind is its check, and each declared misprint, by kind, source and place",
    how: "Every row of `exceptions` with a reason, and every row of `layout` that declares a misprint (`reads`). The \
        claims of a line are those that quote its words; a line about a source as a whole, or about a row of the \
        vocabulary, has none.",
    key: &["kind", "fact"],
    columns: &[
        Column::new("kind", Kind::Text, "the check that finds it, or `misprint`"),
        columns::SOURCE,
        Column::new("fact", Kind::Text, "the row that the finding names, or the source"),
        Column::new("words", Kind::Text, "the words that the row quotes"),
        Column::new("meant", Kind::Text, "what a misprint is meant to be"),
        Column::new("reason", Kind::Text, "why it stays"),
        Column::new("exception", Kind::Text, "the row of `exceptions`; none of a misprint"),
        columns::CLAIMS,
    ],
    rows,
};

/// Kind of a misprint that layout declares.
const MISPRINT: &str = "misprint";

/// Columns of the tables read here.
const CHECK: usize = 1;
const FACT: usize = 2;
const REASON: usize = 3;
const LAYOUT_KIND: usize = 5;
const INTENDED: usize = 6;

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let quotes = Quotes::of(corpus);
    // An exception without a reason covers nothing.
    let excepted = corpus.rows("exceptions").filter(|row| !row.cell(REASON).is_empty());
    let excepted = excepted.map(|row| line(corpus, &quotes, row));
    let misprints = corpus.rows("layout").filter(|row| row.cell(LAYOUT_KIND) == "reads");
    let misprints = misprints.map(|row| about_row(&quotes, MISPRINT, row, row.cell(INTENDED), ["", ""]));
    let mut lines: Vec<Keyed> = excepted.chain(misprints).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A line behind its place in the order: kind, source, bytes.
type Keyed<'c> = ((&'c str, &'c str, Option<Span>), Vec<String>);

fn line<'c>(corpus: &Corpus<'c>, quotes: &Quotes, exception: Row<'c>) -> Keyed<'c> {
    let (check, fact, why) = (exception.cell(CHECK), exception.cell(FACT), [exception.cell(REASON), exception.id()]);
    let found = corpus.row_of(fact).or_else(|| TABLES.iter().find_map(|table| corpus.row_in(table.name, fact)));
    match found {
        Some(row) => about_row(quotes, check, row, "", why),
        None => ((check, "", None), cells([check, "", fact, "", ""], why, "")),
    }
}

fn about_row<'c>(quotes: &Quotes, kind: &'c str, row: Row<'c>, meant: &str, why: [&str; 2]) -> Keyed<'c> {
    if !row.table.schema.anchored {
        let source = if row.table.schema.name == "sources" { row.id() } else { "" };
        return ((kind, source, None), cells([kind, source, row.id(), "", meant], why, ""));
    }
    let at = Anchored::new(row);
    let claims = if row.table.schema.name == "claims" { vec![at.id] } else { quotes.over(at.source, at.span) };
    let line = cells([kind, at.source, at.id, at.quote, meant], why, &claims.join("; "));
    ((kind, at.source, at.span), line)
}

fn cells(what: [&str; 5], why: [&str; 2], claims: &str) -> Vec<String> {
    what.into_iter().chain(why).chain([claims]).map(str::to_owned).collect()
}

/// What the claims of each source quote, by start, each with the furthest end up to it.
struct Quotes<'c> {
    of_source: HashMap<&'c str, Vec<(Span, usize, &'c str)>>,
}

impl<'c> Quotes<'c> {
    fn of(corpus: &'c Corpus<'c>) -> Quotes<'c> {
        let mut of_source: HashMap<&str, Vec<_>> = HashMap::new();
        for claim in corpus.rows("claims").map(Anchored::new) {
            if let Some(span) = claim.span {
                of_source.entry(claim.source).or_default().push((span, span.end, claim.id));
            }
        }
        for quotes in of_source.values_mut() {
            quotes.sort_unstable();
            let mut furthest = 0;
            for (_, reach, _) in quotes {
                furthest = furthest.max(*reach);
                *reach = furthest;
            }
        }
        Quotes { of_source }
    }

    /// The claims that quote any of these bytes, in the order of their places.
    fn over(&self, source: &str, span: Option<Span>) -> Vec<&'c str> {
        let (Some(quotes), Some(span)) = (self.of_source.get(source), span) else { return Vec::new() };
        let before = quotes.partition_point(|(quote, ..)| quote.start < span.end);
        let near = quotes.get(..before).unwrap_or(&[]).iter().rev().take_while(|(_, reach, _)| *reach > span.start);
        let mut over: Vec<&str> = near.filter(|(quote, ..)| quote.overlaps(span)).map(|(.., id)| *id).collect();
        over.reverse();
        over
    }
}

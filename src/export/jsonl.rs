//! One JSON object for each claim row: what it says, and what of it was computed.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::edtf::{Edtf, Role, Strength};
use crate::set::{Item, list};

#[derive(Serialize)]
struct Line<'c> {
    id: &'c str,
    table: &'c str,
    source: &'c str,
    start: Option<usize>,
    end: Option<usize>,
    quote: &'c str,
    row: Map<String, Value>,
    kind: Option<&'c str>,
    dates: Vec<Date>,
    quantity: Vec<Amount>,
    entities: Vec<&'c str>,
    facts: usize,
}

#[derive(Serialize)]
struct Days {
    earliest: Option<String>,
    latest: Option<String>,
}

#[derive(Serialize)]
struct Date {
    column: &'static str,
    edtf: String,
    role: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    hard: Days,
}

#[derive(Serialize)]
struct Amount {
    kind: &'static str,
    min: Option<Value>,
    max: Option<Value>,
    unit: Option<String>,
    /// Said only of a share whose bound is strict; a count's bounds are inclusive.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    strict: bool,
}

/// The claims of one source, a line each, in the order of their places.
///
/// # Errors
/// Never in practice: every value is plain data.
pub fn lines(document: &Document) -> serde_json::Result<String> {
    let mut out = String::new();
    for claim in document.claims.iter() {
        out.push_str(&serde_json::to_string(&line(document, claim))?);
        out.push('\n');
    }
    Ok(out)
}

fn line<'d>(document: &Document<'d>, claim: &Claim<'d>) -> Line<'d> {
    let at = &claim.at;
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let columns = at.row.table.schema.columns.iter().enumerate();
    Line {
        id: at.id,
        table: "claims",
        source: at.source,
        start: at.span.map(|span| span.start),
        end: at.span.map(|span| span.end),
        quote: at.quote,
        row: columns.map(|(index, column)| (column.name.to_owned(), claim.cell(index).into())).collect(),
        kind: predicate.map(|predicate| predicate.kind),
        dates: dates(claim),
        quantity: amounts(document.corpus, claim),
        entities: entities(document, claim),
        facts: claim.facts(predicate),
    }
}

fn dates(claim: &Claim) -> Vec<Date> {
    let role = claim.cell(column::ROLE);
    let Ok(date) = Edtf::parse(claim.cell(column::WHEN)) else { return Vec::new() };
    let days = |strength| {
        let (earliest, latest) = date.bounds(role.parse::<Role>().ok(), strength);
        Days { earliest: earliest.map(|day| day.to_string()), latest: latest.map(|day| day.to_string()) }
    };
    let core = days(Strength::Core);
    vec![Date {
        column: "when",
        edtf: date.to_string(),
        role: Some(role.to_owned()).filter(|role| !role.is_empty()),
        earliest: core.earliest,
        latest: core.latest,
        hard: days(Strength::Hard),
    }]
}

fn amounts(corpus: &Corpus, claim: &Claim) -> Vec<Amount> {
    let units = units(corpus, claim);
    let numbers: Vec<&str> = list(claim.cell(column::NUMBER)).collect();
    let number = |text: String| serde_json::from_str::<Value>(&text).unwrap_or(Value::String(text));
    let amount = |(index, cell): (usize, &&str)| {
        let quantity = corpus.quantity(claim.at.source, cell).ok()?;
        // A list of numbers runs parallel to what is counted; one number counts it all together.
        let unit = if numbers.len() == 1 { Some(units.join("; ")) } else { units.get(index).cloned() };
        Some(Amount {
            kind: quantity.kind.as_str(),
            min: quantity.min.map(|min| number(min.to_string())),
            max: quantity.max.map(|max| number(max.to_string())),
            unit: if quantity.is_percent() { Some("%".to_owned()) } else { unit.filter(|unit| !unit.is_empty()) },
            strict: quantity.strict,
        })
    };
    numbers.iter().enumerate().filter_map(amount).collect()
}

/// What a claim's numbers count, an item each: its words, or the name of its entity.
fn units(corpus: &Corpus, claim: &Claim) -> Vec<String> {
    let vocabulary = &corpus.vocabulary;
    let counts_object = vocabulary.predicate(claim.predicate).is_some_and(|predicate| predicate.has("counts-object"));
    let counted = if counts_object { &claim.object } else { &claim.subject };
    let name = |item: Item| match item {
        Item::Words(words) => words.to_owned(),
        Item::Id(id) => vocabulary.entity(id).map_or(id, |entity| entity.name).to_owned(),
    };
    counted.parts().map(|part| part.iter().map(|member| name(member.item)).collect::<Vec<_>>().join(" & ")).collect()
}

/// Every entity that the claim names itself or by a mention inside its quote, in order of their ids.
fn entities<'d>(document: &Document<'d>, claim: &Claim<'d>) -> Vec<&'d str> {
    let vocabulary = &document.corpus.vocabulary;
    let named = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE, column::HOLDER]
        .into_iter()
        .filter_map(|column| claim.set(column))
        .flat_map(|set| set.ids().collect::<Vec<_>>());
    let span = claim.at.span;
    let inside = document
        .mentions
        .iter()
        .filter(|mention| mention.span.zip(span).is_some_and(|(mention, claim)| claim.contains(mention)));
    let mentioned = inside.flat_map(|mention| list(mention.cells.get(5)));
    let when = std::iter::once(claim.cell(column::WHEN));
    let ids: BTreeSet<&str> =
        named.chain(mentioned).chain(when).filter_map(|id| vocabulary.entity(id)).map(|entity| entity.id).collect();
    ids.into_iter().collect()
}

//! How do other programs read the datasets: a Data Package with a Table Schema for each.

use serde_json::{Value, json};

use crate::claim::Claim;
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind, csv};
use crate::edit::canonical_key;
use crate::schema::{Format, Schema};
use crate::set::list;

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name in the folder of the package.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The table that says which claims each cell `claims` holds, so that a program can follow a list.
const EVIDENCE: &str = "evidence";

/// The files of a package: the datasets, the claims, the table `evidence` between them, and the description
/// `datapackage.json`. A cell `claims` of a dataset is a key of `evidence`, and each claim there one of
/// `claims`.
///
/// # Errors
/// Never in practice: every value is plain data.
pub fn package(corpus: &Corpus, datasets: &[Dataset]) -> serde_json::Result<Vec<File>> {
    let mut files = vec![file("claims", claims(corpus))];
    let mut lists: Vec<String> = Vec::new();
    for dataset in datasets {
        let rows = (dataset.rows)(corpus);
        let cells = dataset.position("claims").map(|at| rows.iter().filter_map(move |row| row.get(at)));
        lists.extend(cells.into_iter().flatten().filter(|cell| !cell.is_empty()).cloned());
        files.push(file(dataset.name, csv(dataset.header(), &rows)));
    }
    files.push(file(EVIDENCE, evidence(lists)));
    let text = serde_json::to_string_pretty(&description(datasets))? + "\n";
    files.push(File { name: "datapackage.json".to_owned(), text });
    Ok(files)
}

fn file(name: &str, text: String) -> File {
    File { name: format!("{name}.csv"), text }
}

/// All claims, in canonical order.
fn claims(corpus: &Corpus) -> String {
    let mut rows: Vec<_> = corpus.rows("claims").collect();
    rows.sort_by(|a, b| canonical_key(*a).cmp(&canonical_key(*b)));
    let columns = claims_schema().map_or(&[][..], |schema| schema.columns);
    let cells = |claim: Claim| (0..columns.len()).map(|column| claim.cell(column).to_owned()).collect();
    let rows: Vec<Vec<String>> = rows.into_iter().map(Claim::new).map(cells).collect();
    csv(columns.iter().map(|column| column.name), &rows)
}

/// Each list of claims with each of its claims.
fn evidence(mut lists: Vec<String>) -> String {
    lists.sort();
    lists.dedup();
    let pairs = |cell: &String| list(cell).map(|id| vec![cell.clone(), id.to_owned()]).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = lists.iter().flat_map(pairs).collect();
    csv(["claims", "claim"].into_iter(), &rows)
}

fn claims_schema() -> Option<&'static Schema> {
    Schema::of("claims")
}

fn description(datasets: &[Dataset]) -> Value {
    // What is referred to stands first: frictionless forgets the keys of a table once another table
    // has been held against it.
    let mut resources = vec![claims_resource(), evidence_resource()];
    resources.extend(datasets.iter().map(dataset_resource));
    json!({ "name": "factcheck-datasets", "profile": "tabular-data-package", "resources": resources })
}

fn resource(name: &str, about: &str, fields: Vec<Value>, key: Value, foreign: Value) -> Value {
    json!({
        "name": name,
        "path": format!("{name}.csv"),
        "description": about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields, "missingValues": [""], "primaryKey": key, "foreignKeys": foreign },
    })
}

fn foreign_key(field: &str, resource: &str, to: &str) -> Value {
    json!({ "fields": field, "reference": { "resource": resource, "fields": to } })
}

fn dataset_resource(dataset: &Dataset) -> Value {
    let fields = dataset.columns.iter().map(field).collect();
    let foreign = json!([foreign_key("claims", EVIDENCE, "claims")]);
    resource(dataset.name, dataset.about, fields, json!(dataset.key), foreign)
}

fn evidence_resource() -> Value {
    let about = "each list of claims that a dataset names, with each of its claims";
    let text = |name: &str, about: &str| json!({ "name": name, "type": "string", "description": about });
    let fields = vec![text("claims", "the cell of a dataset"), text("claim", "one of the claims in it")];
    resource(EVIDENCE, about, fields, json!(["claims", "claim"]), json!([foreign_key("claim", "claims", "id")]))
}

fn claims_resource() -> Value {
    let columns = claims_schema().map_or(&[][..], |schema| schema.columns);
    let kind = |format| if format == Format::Offset { "integer" } else { "string" };
    let field = |column: &crate::schema::Column| {
        let constraints = json!({ "required": column.required });
        json!({ "name": column.name, "type": kind(column.format), "constraints": constraints })
    };
    let about = "the claims as their tables have them, by source and place";
    resource("claims", about, columns.iter().map(field).collect(), json!(["id"]), json!([]))
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Integer => "integer",
        Kind::Day => "date",
        _ => "string",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.about });
    if let (Kind::Choice(words), Some(field)) = (column.kind, field.as_object_mut()) {
        field.insert("constraints".to_owned(), json!({ "enum": words }));
    }
    field
}

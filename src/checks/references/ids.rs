//! Does every id in a cell lead to a row, of a table that the cell may refer to?

use crate::check::RowView;
use crate::corpus::Corpus;
use crate::finding::{Finding, Findings, Related};
use crate::nearest::nearest;
use crate::schema::{Format, RESERVED_IDS};
use crate::set::{Set, list};

/// A reference that a cell makes: the id, and the tables it may lead to.
pub(super) type Reference<'c> = (&'c str, &'static [&'static str]);

/// Tables that an item of a set expression may lead to.
pub(super) const SET_TARGETS: &[&str] = &["entities", "claims", "works"];
pub(super) const WHEN_TARGETS: &[&str] = &["entities", "claims"];

/// Calls `take` for every id that a cell names. Reserved ids and dates name no row.
pub(super) fn each_reference<'c>(format: Format, cell: &'c str, mut take: impl FnMut(Reference<'c>)) {
    let mut take = |id: &'c str, tables| {
        if !RESERVED_IDS.contains(&id) {
            take((id, tables));
        }
    };
    match format {
        Format::Ref(tables) => take(cell, tables),
        Format::Refs(tables) => list(cell).for_each(|id| take(id, tables)),
        Format::Set => Set::parse(cell).unwrap_or_default().ids().for_each(|id| take(id, SET_TARGETS)),
        Format::When if names_a_row(cell) => take(cell, WHEN_TARGETS),
        _ => {}
    }
}

pub(super) fn references<'c>(format: Format, cell: &'c str) -> Vec<Reference<'c>> {
    let mut out = Vec::new();
    each_reference(format, cell, |reference| out.push(reference));
    out
}

/// Whether a `when` cell is an id and not a date: dates begin with a digit, a sign, a bracket or `Y`.
pub(super) fn names_a_row(cell: &str) -> bool {
    crate::schema::is_slug(cell)
}

pub(super) fn unknown_id(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled() {
        each_reference(schema.format, cell, |(id, tables)| {
            findings.look(1);
            if !leads_to(view.corpus, id, tables)
                && view.corpus.row_of(id).is_none()
                && !tables.iter().any(|table| view.corpus.is_blocked(table))
            {
                findings.add(unknown(view, index, id, tables));
            }
        });
    }
}

/// Whether a row of one of the tables has this id.
pub(super) fn leads_to(corpus: &Corpus, id: &str, tables: &'static [&'static str]) -> bool {
    tables.iter().any(|table| match *table {
        "entities" => corpus.vocabulary.entity(id).is_some(),
        "predicates" => corpus.vocabulary.predicate(id).is_some(),
        "works" => corpus.vocabulary.work(id).is_some(),
        "sources" => corpus.source_index(id).is_some(),
        "self" => false,
        table => corpus.row_in(table, id).is_some(),
    })
}

/// Ids beyond this number are not searched for a near one: a slip must not cost a scan of millions.
pub(super) const NEAREST_AMONG: usize = 20_000;

pub(super) fn unknown(view: &RowView, index: usize, id: &str, tables: &'static [&'static str]) -> Finding {
    let names = || tables.iter().flat_map(|table| view.corpus.rows(table));
    let few = tables.iter().flat_map(|table| view.corpus.tables_of(table)).map(|table| table.len()).sum::<usize>();
    let near = (few <= NEAREST_AMONG).then(|| nearest(id, names().map(|row| row.id()))).flatten();
    let column = view.row.table.schema.column_name(index);
    let finding = view.finding(index, format!("`{column}` names `{id}`, which no row of {} has", tables.join(" or ")));
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => {
            finding.help(format!("add the row to {}.csv, or correct the id", tables.first().unwrap_or(&"entities")))
        }
    }
}

pub(super) fn id_of_wrong_table(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled() {
        each_reference(schema.format, cell, |(id, tables)| {
            findings.look(1);
            if leads_to(view.corpus, id, tables) {
                return;
            }
            let Some(row) = view.corpus.row_of(id) else { return };
            let (column, found) = (view.row.table.schema.column_name(index), row.table.schema.name);
            let message = format!("`{column}` names `{id}`, a row of {found}; it refers to {}", tables.join(" or "));
            let other =
                Related { place: row.place(0), fact: Some(id.to_owned()), passage: None, note: "this row".to_owned() };
            findings.add(view.finding(index, message).related(other).help("name a row of the right table"));
        });
    }
}

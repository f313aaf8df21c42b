//! Does every side of a claim have a type that its predicate takes?

use super::ids::each_reference;
use crate::check::RowView;
use crate::claim::{Anchored, column};
use crate::corpus::Corpus;
use crate::finding::{Findings, Related};
use crate::language::List;
use crate::nearest::nearest;
use crate::schema::{ENTITY_TYPES, OTHER_TYPES, PLACE_TYPES, anchored};
use crate::set::{Item, Set, list};
use crate::table::Row;
use crate::vocabulary::Predicate;

pub(super) fn unknown_type(view: &RowView, findings: &mut Findings) {
    if !view.is_in("predicates") {
        return;
    }
    for index in [2, 3, 4] {
        for kind in list(view.cells.get(index)).map(|kind| kind.trim_end_matches('?')) {
            findings.look(1);
            let known = || ENTITY_TYPES.iter().chain(OTHER_TYPES).copied();
            if !known().any(|name| name == kind) {
                let near = nearest(kind, known())
                    .map_or_else(|| known().collect::<Vec<_>>().join(", "), |near| format!("`{near}`"));
                let finding = view.finding(index, format!("there is no type `{kind}`"));
                findings.add(finding.help(format!("did you mean {near}?")));
            }
        }
    }
}

/// The type of an item, as domains and ranges name it; `None` where its row is unknown or blocked.
pub(super) fn type_of<'c>(corpus: &Corpus<'c>, item: Item<'_>) -> Option<&'c str> {
    match item {
        Item::Words(_) => Some("words"),
        Item::Id("self") => Some("self"),
        Item::Id(id) => {
            let vocabulary = &corpus.vocabulary;
            let other = || corpus.row_of(id).filter(|row| row.table.schema.name == "claims").map(|_| "claim");
            let work = || vocabulary.work(id).map(|_| "work");
            vocabulary.entity(id).map(|entity| entity.kind).or_else(work).or_else(other)
        }
    }
}

pub(super) fn predicate_of<'v>(view: &'v RowView) -> Option<&'v Predicate<'v>> {
    if !view.is_in("claims") {
        return None;
    }
    view.corpus.vocabulary.predicate(view.cells.get(column::PREDICATE))
}

/// One finding for each item of a side whose type the predicate does not take.
pub(super) fn side_types(
    view: &RowView,
    side: usize,
    predicate: &Predicate,
    allowed: &[&str],
    findings: &mut Findings,
) {
    let set = Set::parse(view.cells.get(side)).unwrap_or_default();
    for item in set.items() {
        findings.look(1);
        let Some(kind) = type_of(view.corpus, item).filter(|kind| !allowed.contains(kind)) else { continue };
        let name = view.row.table.schema.column_name(side);
        let takes = if allowed.is_empty() { "none".to_owned() } else { allowed.join(", ") };
        let message = format!("{name} {item} is of type {kind}; `{}` takes {takes}", predicate.name);
        findings.add(
            view.finding(side, message).related(predicate_row(predicate)).help("name another, or another predicate"),
        );
    }
}

pub(super) fn predicate_row(predicate: &Predicate) -> Related {
    let note = "the predicate".to_owned();
    Related { place: predicate.row.place(0), fact: Some(predicate.name.to_owned()), passage: None, note }
}

pub(super) fn subject_outside_domain(view: &RowView, findings: &mut Findings) {
    if let Some(predicate) = predicate_of(view) {
        side_types(view, column::SUBJECT, predicate, &predicate.domain, findings);
    }
}

pub(super) fn object_outside_range(view: &RowView, findings: &mut Findings) {
    let Some(predicate) = predicate_of(view) else { return };
    side_types(view, column::OBJECT, predicate, &predicate.range, findings);
    // A claim that counts, dates or scores something says it in another column.
    let said = [column::OBJECT, column::NUMBER, column::WHEN, column::SPAN];
    if !predicate.range.is_empty() && said.iter().all(|column| view.cells.get(*column).is_empty()) {
        let message =
            format!("`{}` takes an object ({}) and the claim names none", predicate.name, predicate.range.join(", "));
        findings.add(view.finding(column::OBJECT, message).related(predicate_row(predicate)).help("fill `object`"));
    }
    value_missing(view, predicate, findings);
}

/// What counts gives a number, what dates a date or a length, or some words for it ("few", "recently").
fn value_missing(view: &RowView, predicate: &Predicate, findings: &mut Findings) {
    let wanted: &[usize] = match predicate.kind {
        "count" => &[column::NUMBER],
        "date" => &[column::WHEN, column::SPAN, column::OBJECT],
        _ => return,
    };
    let is_said = |column: &usize| !view.cells.get(*column).is_empty();
    if let Some(first) = wanted.first().filter(|_| !wanted.iter().any(is_said) && !says_how_much(view)) {
        let name = view.row.table.schema.column_name(*first);
        let message = format!("`{}` is of kind {}, and `{name}` is empty", predicate.name, predicate.kind);
        let finding = view.finding(*first, message).related(predicate_row(predicate));
        findings.add(finding.help("write it, or name a predicate of another kind"));
    }
}

/// Whether a cue word of the row says how much, how many or when, without a value of its own.
fn says_how_much(view: &RowView) -> bool {
    const LISTS: &[List] = &[List::Quantifier, List::Degree, List::Part, List::Number, List::Date];
    let source = view.corpus.source_index(view.cells.get(anchored::SOURCE));
    let entry = source.and_then(|index| view.corpus.sources.get(index));
    let language = entry.and_then(|entry| view.corpus.language(entry));
    let words = view.cells.get(column::WORDS);
    language.is_some_and(|language| LISTS.iter().any(|list| language.stands_in(words, *list)))
}

pub(super) fn other_outside_types(view: &RowView, findings: &mut Findings) {
    if let Some(predicate) = predicate_of(view) {
        side_types(view, column::OTHER, predicate, &predicate.other, findings);
    }
}

pub(super) fn other_missing(view: &RowView, findings: &mut Findings) {
    let Some(predicate) = predicate_of(view) else { return };
    if predicate.other.is_empty() || predicate.other_optional {
        return;
    }
    findings.look(1);
    if view.cells.get(column::OTHER).is_empty() {
        let message = format!(
            "`{}` wants a third party ({}) and the claim names none",
            predicate.name,
            predicate.other.join(", ")
        );
        findings.add(view.finding(column::OTHER, message).related(predicate_row(predicate)).help("fill `other`"));
    }
}

pub(super) fn place_not_a_place(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    for id in Set::parse(view.cells.get(column::PLACE)).unwrap_or_default().ids() {
        findings.look(1);
        let kind = type_of(view.corpus, Item::Id(id));
        if let Some(kind) = kind.filter(|kind| !PLACE_TYPES.contains(kind)) {
            let message = format!("`place` names {id}, which is of type {kind}");
            findings
                .add(view.finding(column::PLACE, message).help(format!("a place is a {}", PLACE_TYPES.join(", a "))));
        }
    }
}

pub(super) fn holder_cannot_speak(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    for id in Set::parse(view.cells.get(column::HOLDER)).unwrap_or_default().ids() {
        findings.look(1);
        let Some(claim) = view.corpus.row_in("claims", id) else { continue };
        let predicate = view.corpus.vocabulary.predicate(claim.cell(column::PREDICATE));
        if let Some(predicate) = predicate.filter(|predicate| predicate.kind != "say") {
            let message =
                format!("`holder` names claim `{id}`, whose predicate `{}` is no act of saying", predicate.name);
            findings.add(
                view.finding(column::HOLDER, message)
                    .related(claim_row(claim))
                    .help("name who says so, or the claim that says so"),
            );
        }
    }
}

pub(super) fn claim_row(row: Row) -> Related {
    let anchor = Anchored::new(row);
    crate::checks::anchors::related(&anchor, "this claim")
}

pub(super) fn condition_without_mood(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    for id in list(view.cells.get(column::IF)) {
        findings.look(1);
        let Some(claim) = view.corpus.row_in("claims", id) else { continue };
        if !list(claim.cell(column::MOOD)).any(|mood| mood == "condition") {
            let message = format!("`if` names claim `{id}`, whose mood is not `condition`");
            findings.add(
                view.finding(column::IF, message)
                    .related(claim_row(claim))
                    .help("write `condition` in that claim's mood, or drop it here"),
            );
        }
    }
}

pub(super) fn claim_names_itself(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    let id = view.row.id();
    for (index, schema, cell) in view.filled().filter(|(index, _, _)| *index >= column::SUBJECT) {
        findings.look(1);
        let mut named = false;
        // A predicate may have the id of a claim: it stands in a name space of its own.
        each_reference(schema.format, cell, |(other, tables)| named |= other == id && tables.contains(&"claims"));
        if named {
            let name = view.row.table.schema.column_name(index);
            findings.add(
                view.finding(index, format!("`{name}` of claim `{id}` names the claim itself"))
                    .help("name another row, or empty the cell"),
            );
        }
    }
}

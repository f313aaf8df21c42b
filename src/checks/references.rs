//! Does every name lead somewhere, to a thing of the right type, and is every name used?

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::{Check, RowView, Run, Seen, about_cell};
use crate::claim::{Anchored, column};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::finding::{Finding, Findings, Related, Severity};
use crate::nearest::nearest;
use crate::schema::{ENTITY_TYPES, Format, OTHER_TYPES, PLACE_TYPES, RESERVED_IDS};
use crate::set::{Item, Set, list};
use crate::source::{LayoutKind, words};
use crate::table::Row;
use crate::vocabulary::Predicate;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "unknown-id",
        severity: Severity::Error,
        about: "a cell names an id that no row has",
        page: include_str!("references/unknown-id.md"),
        run: Run::Row(unknown_id),
    },
    Check {
        name: "id-of-wrong-table",
        severity: Severity::Error,
        about: "a cell names a row of a table that it cannot refer to",
        page: include_str!("references/id-of-wrong-table.md"),
        run: Run::Row(id_of_wrong_table),
    },
    Check {
        name: "unknown-type",
        severity: Severity::Error,
        about: "a predicate's domain, range or third party names a type that does not exist",
        page: include_str!("references/unknown-type.md"),
        run: Run::Row(unknown_type),
    },
    Check {
        name: "subject-outside-domain",
        severity: Severity::Error,
        about: "the subject's type is not in the predicate's domain",
        page: include_str!("references/subject-outside-domain.md"),
        run: Run::Row(subject_outside_domain),
    },
    Check {
        name: "object-outside-range",
        severity: Severity::Error,
        about: "the object's type is not in the predicate's range, or there is no object where one is wanted",
        page: include_str!("references/object-outside-range.md"),
        run: Run::Row(object_outside_range),
    },
    Check {
        name: "other-outside-types",
        severity: Severity::Error,
        about: "the third party's type is not one that the predicate takes",
        page: include_str!("references/other-outside-types.md"),
        run: Run::Row(other_outside_types),
    },
    Check {
        name: "other-missing",
        severity: Severity::Error,
        about: "the predicate wants a third party and the claim names none",
        page: include_str!("references/other-missing.md"),
        run: Run::Row(other_missing),
    },
    Check {
        name: "place-not-a-place",
        severity: Severity::Error,
        about: "`place` names something that is no state, region or place",
        page: include_str!("references/place-not-a-place.md"),
        run: Run::Row(place_not_a_place),
    },
    Check {
        name: "holder-cannot-speak",
        severity: Severity::Error,
        about: "`holder` names a claim that is no act of saying",
        page: include_str!("references/holder-cannot-speak.md"),
        run: Run::Row(holder_cannot_speak),
    },
    Check {
        name: "condition-without-mood",
        severity: Severity::Error,
        about: "`if` names a claim whose mood is not `condition`",
        page: include_str!("references/condition-without-mood.md"),
        run: Run::Row(condition_without_mood),
    },
    Check {
        name: "claim-names-itself",
        severity: Severity::Error,
        about: "a claim restates, depends on or is held by itself",
        page: include_str!("references/claim-names-itself.md"),
        run: Run::Row(claim_names_itself),
    },
    Check {
        name: "unused-entity",
        severity: Severity::Error,
        about: "no row names the entity",
        page: include_str!("references/unused-entity.md"),
        run: Run::Corpus(unused_entity),
    },
    Check {
        name: "unused-alias",
        severity: Severity::Error,
        about: "no row that names the entity quotes the alias",
        page: include_str!("references/unused-alias.md"),
        run: Run::Corpus(unused_alias),
    },
    Check {
        name: "unused-work",
        severity: Severity::Error,
        about: "no row cites or names the work",
        page: include_str!("references/unused-work.md"),
        run: Run::Corpus(unused_work),
    },
    Check {
        name: "unused-predicate",
        severity: Severity::Error,
        about: "no claim uses the predicate",
        page: include_str!("references/unused-predicate.md"),
        run: Run::Corpus(unused_predicate),
    },
    Check {
        name: "unused-pattern",
        severity: Severity::Error,
        about: "a pattern of a predicate that no claim's words fit",
        page: include_str!("references/unused-pattern.md"),
        run: Run::Last(unused_pattern),
    },
    Check {
        name: "layout-changes-nothing",
        severity: Severity::Error,
        about: "a furniture or hyphen row leaves the reading text as it is",
        page: include_str!("references/layout-changes-nothing.md"),
        run: Run::Document(layout_changes_nothing),
    },
    Check {
        name: "alias-contains-alias",
        severity: Severity::Error,
        about: "an alias holds another entity's alias, and `of` does not say so",
        page: include_str!("references/alias-contains-alias.md"),
        run: Run::Corpus(alias_contains_alias),
    },
    Check {
        name: "part-of-cycle",
        severity: Severity::Error,
        about: "an entity is, by way of others, part of itself",
        page: include_str!("references/part-of-cycle.md"),
        run: Run::Corpus(part_of_cycle),
    },
];

/// A reference that a cell makes: the id, and the tables it may lead to.
type Reference<'c> = (&'c str, &'static [&'static str]);

/// Tables that an item of a set expression may lead to.
const SET_TARGETS: &[&str] = &["entities", "claims", "works"];
const WHEN_TARGETS: &[&str] = &["entities", "claims"];

/// Calls `take` for every id that a cell names. Reserved ids and dates name no row.
fn each_reference<'c>(format: Format, cell: &'c str, mut take: impl FnMut(Reference<'c>)) {
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

fn references<'c>(format: Format, cell: &'c str) -> Vec<Reference<'c>> {
    let mut out = Vec::new();
    each_reference(format, cell, |reference| out.push(reference));
    out
}

/// Whether a `when` cell is an id and not a date: dates begin with a digit, a sign, a bracket or `Y`.
fn names_a_row(cell: &str) -> bool {
    crate::schema::is_slug(cell)
}

fn unknown_id(view: &RowView, findings: &mut Findings) {
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
fn leads_to(corpus: &Corpus, id: &str, tables: &'static [&'static str]) -> bool {
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
const NEAREST_AMONG: usize = 20_000;

fn unknown(view: &RowView, index: usize, id: &str, tables: &'static [&'static str]) -> Finding {
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

fn id_of_wrong_table(view: &RowView, findings: &mut Findings) {
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

fn unknown_type(view: &RowView, findings: &mut Findings) {
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
fn type_of<'c>(corpus: &Corpus<'c>, item: Item<'_>) -> Option<&'c str> {
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

fn predicate_of<'v>(view: &'v RowView) -> Option<&'v Predicate<'v>> {
    if !view.is_in("claims") {
        return None;
    }
    view.corpus.vocabulary.predicate(view.cells.get(column::PREDICATE))
}

/// One finding for each item of a side whose type the predicate does not take.
fn side_types(view: &RowView, side: usize, predicate: &Predicate, allowed: &[&str], findings: &mut Findings) {
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

fn predicate_row(predicate: &Predicate) -> Related {
    let note = "the predicate".to_owned();
    Related { place: predicate.row.place(0), fact: Some(predicate.name.to_owned()), passage: None, note }
}

fn subject_outside_domain(view: &RowView, findings: &mut Findings) {
    if let Some(predicate) = predicate_of(view) {
        side_types(view, column::SUBJECT, predicate, &predicate.domain, findings);
    }
}

fn object_outside_range(view: &RowView, findings: &mut Findings) {
    let Some(predicate) = predicate_of(view) else { return };
    side_types(view, column::OBJECT, predicate, &predicate.range, findings);
    // A claim that counts, dates or scores something says it in another column.
    let said = [column::OBJECT, column::NUMBER, column::WHEN, column::SPAN];
    if !predicate.range.is_empty() && said.iter().all(|column| view.cells.get(*column).is_empty()) {
        let message =
            format!("`{}` takes an object ({}) and the claim names none", predicate.name, predicate.range.join(", "));
        findings.add(view.finding(column::OBJECT, message).related(predicate_row(predicate)).help("fill `object`"));
    }
}

fn other_outside_types(view: &RowView, findings: &mut Findings) {
    if let Some(predicate) = predicate_of(view) {
        side_types(view, column::OTHER, predicate, &predicate.other, findings);
    }
}

fn other_missing(view: &RowView, findings: &mut Findings) {
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

fn place_not_a_place(view: &RowView, findings: &mut Findings) {
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

fn holder_cannot_speak(view: &RowView, findings: &mut Findings) {
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

fn claim_row(row: Row) -> Related {
    let anchor = Anchored::new(row);
    super::anchors::related(&anchor, "this claim")
}

fn condition_without_mood(view: &RowView, findings: &mut Findings) {
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

fn claim_names_itself(view: &RowView, findings: &mut Findings) {
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

/// Takes out of `waiting` every id that some row names (exceptions do not count), and stops as soon as
/// none is left: in a large corpus the first rows use all there is.
fn strike_named<'c>(corpus: &Corpus<'c>, waiting: &mut HashSet<&'c str>) {
    for table in ["claims", "mentions", "constraints", "undecided"] {
        for row in corpus.rows(table) {
            if waiting.is_empty() {
                return;
            }
            let cells = row.cells();
            for (index, schema) in row.table.schema.columns.iter().enumerate() {
                each_reference(schema.format, cells.get(index), |(id, _)| {
                    waiting.remove(id);
                });
            }
            if table == "constraints" {
                operands(cells.get(2)).chain(operands(cells.get(3))).for_each(|id| {
                    waiting.remove(id);
                });
            }
        }
    }
}

/// The ids in an operand of a constraint: `members(ecowas) - mali`, `x.object`.
fn operands(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    parts.map(|part| part.trim_matches('-')).filter(|part| !part.is_empty())
}

fn unused_entity(corpus: &Corpus, findings: &mut Findings) {
    let mut waiting: HashSet<&str> = corpus.rows("entities").map(|row| row.id()).collect();
    strike_named(corpus, &mut waiting);
    // What a used entity is part of, or is named after, is used too.
    let used = corpus.vocabulary.entities.iter().filter(|entity| !waiting.contains(entity.id));
    let mut open: Vec<&str> = used.flat_map(|entity| entity.part_of.iter().chain(&entity.of).copied()).collect();
    while let Some(id) = open.pop() {
        if waiting.remove(id)
            && let Some(entity) = corpus.vocabulary.entity(id)
        {
            open.extend(entity.part_of.iter().chain(&entity.of).copied());
        }
    }
    unused(corpus, "entities", &waiting, findings);
}

fn unused(corpus: &Corpus, table: &'static str, unused: &HashSet<&str>, findings: &mut Findings) {
    if corpus.is_blocked("claims") || corpus.is_blocked("mentions") {
        return;
    }
    for row in corpus.rows(table) {
        findings.look(1);
        if unused.contains(row.id()) {
            let finding = about_cell(row, 0, format!("no row names `{}`", row.id()));
            findings.add(finding.help("drop the row, or write the claim that needs it"));
        }
    }
}

fn unused_work(corpus: &Corpus, findings: &mut Findings) {
    let mut waiting: HashSet<&str> = corpus.rows("works").map(|row| row.id()).collect();
    strike_named(corpus, &mut waiting);
    unused(corpus, "works", &waiting, findings);
}

fn unused_predicate(corpus: &Corpus, findings: &mut Findings) {
    let mut waiting: HashSet<&str> = corpus.rows("predicates").map(|row| row.id()).collect();
    strike_named(corpus, &mut waiting);
    unused(corpus, "predicates", &waiting, findings);
}

/// A pattern that nothing needs licenses what nobody has reviewed.
fn unused_pattern(corpus: &Corpus, seen: &Seen, findings: &mut Findings) {
    const PATTERNS: usize = 5;
    if !seen.complete || corpus.is_blocked("claims") || corpus.is_blocked("mentions") {
        return;
    }
    for predicate in &corpus.vocabulary.predicates {
        findings.look(predicate.patterns.len());
        let Some(used) = seen.patterns.get(predicate.name) else { continue };
        for pattern in predicate.patterns.iter().filter(|pattern| !used.contains(**pattern)) {
            let message = format!("no claim of `{}` stands in the words “{pattern}”", predicate.name);
            findings.add(
                about_cell(predicate.row, PATTERNS, message).help("drop the pattern, or write the claim that needs it"),
            );
        }
    }
}

fn unused_alias(corpus: &Corpus, findings: &mut Findings) {
    if corpus.is_blocked("claims") || corpus.is_blocked("mentions") {
        return;
    }
    let aliases = &corpus.vocabulary.aliases;
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, alias) in aliases.iter().enumerate().filter(|(_, alias)| alias.grounds()) {
        findings.look(1);
        waiting.entry(alias.entity).or_default().push(index);
    }
    let quoted = |waiting: &mut HashMap<&str, Vec<usize>>, id: &str, quote: &str| {
        if let Some(left) = waiting.get_mut(id) {
            left.retain(|index| aliases.get(*index).is_some_and(|alias| !says(quote, alias.alias)));
            if left.is_empty() {
                waiting.remove(id);
            }
        }
    };
    for row in corpus.rows("claims").chain(corpus.rows("mentions")) {
        if waiting.is_empty() {
            break;
        }
        let cells = row.cells();
        let quote = cells.get(crate::schema::anchored::QUOTE);
        for (index, schema) in row.table.schema.columns.iter().enumerate() {
            for (id, _) in references(schema.format, cells.get(index)) {
                quoted(&mut waiting, id, quote);
                with_wholes(corpus, id, &mut |whole| quoted(&mut waiting, whole, quote));
            }
        }
    }
    // A misprint names its entity by the reading that is meant.
    let readings: Vec<&str> =
        corpus.rows("layout").map(|row| row.cell(6)).filter(|intended| !intended.is_empty()).collect();
    let mut left: Vec<usize> = waiting.into_values().flatten().collect();
    left.sort_unstable();
    for alias in left.into_iter().filter_map(|index| aliases.get(index)) {
        if !readings.iter().any(|intended| says(intended, alias.alias)) {
            let message = format!("no row that names `{}` quotes “{}”", alias.entity, alias.alias);
            findings.add(about_cell(alias.row, 0, message).help("drop the alias, or write the claim that quotes it"));
        }
    }
}

/// Calls `use_id` for the entities whose names stand inside the name of `id`.
fn with_wholes(corpus: &Corpus, id: &str, use_id: &mut dyn FnMut(&str)) {
    if let Some(entity) = corpus.vocabulary.entity(id) {
        entity.of.iter().for_each(|whole| use_id(whole));
    }
}

/// Whether `text` holds `phrase` as whole words.
fn says(text: &str, phrase: &str) -> bool {
    let hits = memchr::memmem::find_iter(text.as_bytes(), phrase.as_bytes());
    hits.into_iter().any(|at| {
        let cut = |at| crate::source::is_inside_word(text, at);
        // A possessive goes on after the name: “Oslo’s” names Oslo.
        let tail = text.get(at + phrase.len()..).unwrap_or("");
        let possessive = tail.starts_with("'s") || tail.starts_with("’s");
        !cut(at) && (possessive || !cut(at + phrase.len()))
    })
}

fn layout_changes_nothing(document: &Document, findings: &mut Findings) {
    for row in &document.layout {
        let declared = row.layout().filter(|piece| !matches!(piece.kind, LayoutKind::Mark | LayoutKind::Reads));
        let Some(piece) = declared else { continue };
        findings.look(1);
        if !document.reading.is_changed_by(piece) {
            let message = format!("layout row `{}` ({}) leaves the reading text as it is", row.id, row.cells.get(5));
            findings.add(about_cell(row.row, 5, message).help("drop the row, or correct its bytes or its kind"));
        }
    }
}

fn alias_contains_alias(corpus: &Corpus, findings: &mut Findings) {
    let aliases = &corpus.vocabulary.aliases;
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, alias) in aliases.iter().enumerate() {
        by_words.entry(alias.alias).or_default().push(index);
    }
    let lengths: BTreeSet<usize> = by_words.keys().map(|phrase| words(phrase).count()).collect();
    for alias in aliases {
        findings.look(1);
        for inner in inner_phrases(alias.alias, &lengths) {
            let held = by_words.get(inner).into_iter().flatten().filter_map(|index| aliases.get(*index));
            let stranger =
                held.filter(|held| !is_declared(corpus, alias.entity, held.entity)).min_by_key(|held| held.entity);
            if let Some(held) = stranger {
                let message = format!(
                    "alias “{}” of `{}` holds “{inner}”, an alias of `{}`",
                    alias.alias, alias.entity, held.entity
                );
                let row = Related {
                    place: held.row.place(0),
                    fact: Some(held.entity.to_owned()),
                    passage: None,
                    note: "the alias it holds".to_owned(),
                };
                findings.add(
                    about_cell(alias.row, 0, message)
                        .related(row)
                        .help(format!("add `{}` to `of` of entity `{}`", held.entity, alias.entity)),
                );
                break;
            }
        }
    }
}

/// Whether entity `outer` says that the name of `inner` stands inside its own.
fn is_declared(corpus: &Corpus, outer: &str, inner: &str) -> bool {
    outer == inner || corpus.vocabulary.entity(outer).is_some_and(|entity| entity.of.contains(&inner))
}

/// Every run of whole words of a phrase that is shorter than the phrase, of these lengths in words.
fn inner_phrases<'p>(phrase: &'p str, lengths: &BTreeSet<usize>) -> impl Iterator<Item = &'p str> {
    let spans: Vec<_> = words(phrase).collect();
    let count = spans.len();
    let pairs = (0..count).flat_map(move |from| lengths.range(1..=count - from).map(move |len| (from, from + len - 1)));
    pairs.filter_map(move |(from, to)| {
        let slice = phrase.get(spans.get(from)?.start..spans.get(to)?.end)?;
        (slice.len() < phrase.len()).then_some(slice)
    })
}

fn part_of_cycle(corpus: &Corpus, findings: &mut Findings) {
    let vocabulary = &corpus.vocabulary;
    let mut settled: HashSet<&str> = HashSet::new();
    for entity in &vocabulary.entities {
        findings.look(1);
        // Depth first along the first part_of that leads back; each entity is settled once.
        let (mut path, mut open): (Vec<&str>, _) = (Vec::new(), vec![(entity.id, 0)]);
        let mut depth_of: HashMap<&str, usize> = HashMap::new();
        while let Some((id, depth)) = open.pop() {
            path.truncate(depth);
            if let Some(start) = depth_of.get(id).filter(|at| path.get(**at) == Some(&id)) {
                findings.add(cycle(corpus, path.get(*start..).unwrap_or(&[])));
                break;
            }
            if settled.insert(id) {
                depth_of.insert(id, depth);
                path.push(id);
                let parents = vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
                open.extend(parents.iter().map(|parent| (*parent, depth + 1)));
            }
        }
    }
}

/// A longer ring is cut in the message.
const MAX_SHOWN: usize = 12;

fn cycle(corpus: &Corpus, ids: &[&str]) -> Finding {
    let first = ids.iter().min().copied().unwrap_or("");
    let shown = ids.iter().take(MAX_SHOWN).copied();
    let more = (ids.len() > MAX_SHOWN).then_some("…");
    let chain = shown.chain(more).chain(ids.first().copied()).collect::<Vec<_>>().join(" → ");
    let message = format!("`{first}` is part of itself: {chain}");
    let finding = match corpus.vocabulary.entity(first) {
        Some(entity) => about_cell(entity.row, 3, message),
        None => Finding::new(crate::finding::Place::file("facts"), message),
    };
    finding.help("drop one of these part_of")
}

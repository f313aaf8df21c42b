//! Does a mutant say the same as the row it was made from? Only what is proved here counts as the same.

use std::collections::BTreeSet;

use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::edtf::Edtf;
use crate::quantity::Relation;
use crate::schema::Format;
use crate::set::{Item, Set, list};
use crate::table::Row;

/// The rule by which two rows of one table say the same, each in its own corpus; `None` where no rule
/// proves it.
pub(super) fn rule(before: (&Corpus, Row), after: (&Corpus, Row)) -> Option<&'static str> {
    if same_cells(before, after) {
        return Some("same parsed value");
    }
    match before.1.table.schema.name {
        "claims" if same_facts(before, after) => Some("same facts"),
        "claims" if same_count(before, after) => Some("same count"),
        "predicates" if same_patterns(before, after) => Some("same facts"),
        "mentions" if same_reference(before, after) => Some("same resolved cells"),
        _ => None,
    }
}

/// Every cell means the same once it is parsed.
fn same_cells((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    let (mine, theirs) = (before.cells(), after.cells());
    let columns = before.table.schema.columns.iter().enumerate();
    columns.filter(|(index, _)| mine.get(*index) != theirs.get(*index)).all(|(index, column)| {
        let (a, b) = (mine.get(index), theirs.get(index));
        match column.format {
            Format::When | Format::Date => Edtf::parse(a).is_ok_and(|a| Edtf::parse(b).is_ok_and(|b| a == b)),
            Format::Number => same_numbers(corpus, mine.get(1), a, b),
            Format::Refs(_) | Format::Words | Format::Choices(_) => items(a) == items(b),
            _ => false,
        }
    })
}

fn same_numbers(corpus: &Corpus, source: &str, a: &str, b: &str) -> bool {
    let read = |cell: &str| list(cell).map(|number| corpus.quantity(source, number).ok()).collect::<Option<Vec<_>>>();
    let (Some(a), Some(b)) = (read(a), read(b)) else { return false };
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.compare(b) == Relation::Equal)
}

fn items(cell: &str) -> BTreeSet<&str> {
    list(cell).collect()
}

/// A number is written or left out that is the size of the list which it counts; all else is equal.
fn same_count((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    let (mine, theirs) = (Claim::new(before), Claim::new(after));
    let mut columns = 0..before.table.schema.columns.len();
    let others_differ = columns.any(|column| column != column::NUMBER && mine.cell(column) != theirs.cell(column));
    let counts_object = corpus.vocabulary.predicate(mine.predicate).is_some_and(|p| p.has("counts-object"));
    let size = if counts_object { mine.object.lists() } else { mine.subject.lists() };
    let is_size = |cell: &str| cell.is_empty() || size > 1 && cell == size.to_string();
    !others_differ && is_size(mine.cell(column::NUMBER)) && is_size(theirs.cell(column::NUMBER))
}

/// One fact: subject, object and third party, each a `;` item with its alternatives.
type Fact = (Vec<String>, Vec<String>, Vec<String>);

/// Both rows give the same facts once lists are multiplied out and the sides of a symmetric predicate
/// are put in one order; all other cells are equal.
fn same_facts((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    let (mine, theirs) = (Claim::new(before), Claim::new(after));
    let sides = [column::SUBJECT, column::OBJECT, column::OTHER];
    let columns = 0..before.table.schema.columns.len();
    let others_differ =
        columns.filter(|column| !sides.contains(column)).any(|column| mine.cell(column) != theirs.cell(column));
    let predicate = corpus.vocabulary.predicate(mine.predicate);
    // Order counts on a route and beside a list of numbers; a collective predicate holds of the list.
    let is_ordered = predicate.is_none_or(|p| p.kind == "route" || p.has("ordered") || p.has("collective"));
    if others_differ || is_ordered || mine.cell(column::NUMBER).contains(';') {
        return false;
    }
    let symmetric = predicate.is_some_and(|predicate| predicate.has("symmetric"));
    facts(&mine, symmetric) == facts(&theirs, symmetric)
}

fn facts(claim: &Claim, symmetric: bool) -> BTreeSet<Fact> {
    let parts = |set: &Set| -> Vec<Vec<String>> {
        let parts: Vec<Vec<String>> = set.parts().map(|part| part.iter().map(member).collect()).collect();
        if parts.is_empty() { vec![Vec::new()] } else { parts }
    };
    let (subjects, objects, others) = (parts(&claim.subject), parts(&claim.object), parts(&claim.other));
    let mut facts = BTreeSet::new();
    for subject in &subjects {
        for object in &objects {
            for other in &others {
                let (a, b) = if symmetric && object < subject { (object, subject) } else { (subject, object) };
                facts.insert((a.clone(), b.clone(), other.clone()));
            }
        }
    }
    facts
}

/// An item of one part with its joint, but for the one that begins the part.
fn member(member: &crate::set::Member) -> String {
    match member.joint {
        crate::set::Joint::First | crate::set::Joint::List => member.item.to_string(),
        joint => format!("{joint:?} {}", member.item),
    }
}

/// A symmetric predicate has the same patterns but for the names of its two sides.
fn same_patterns((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    const PATTERNS: usize = 5;
    let (mine, theirs) = (before.cells(), after.cells());
    let sides_named_alike = |pattern: &str| {
        let parts = pattern.split(' ').map(|part| if part == "O" { "S" } else { part });
        parts.collect::<Vec<_>>().join(" ")
    };
    let patterns = |cell: &str| list(cell).map(sides_named_alike).collect::<BTreeSet<String>>();
    let columns = 0..before.table.schema.columns.len();
    let symmetric = corpus.vocabulary.predicate(before.id()).is_some_and(|predicate| predicate.has("symmetric"));
    symmetric
        && columns.filter(|column| *column != PATTERNS).all(|column| mine.get(column) == theirs.get(column))
        && patterns(mine.get(PATTERNS)) == patterns(theirs.get(PATTERNS))
}

/// The mention stands for the same things, and what it leads to names each of them, or what it is part of,
/// before and after: its claims do, or, where it has none and nothing is amiss, its own sentence.
fn same_reference((before, row): (&Corpus, Row), (after, changed): (&Corpus, Row)) -> bool {
    const REFERS: usize = 5;
    const ANTECEDENT: usize = 6;
    let (mine, theirs) = (row.cells(), changed.cells());
    let columns = 0..row.table.schema.columns.len();
    let same = |column: usize| mine.get(column) == theirs.get(column);
    let all_named = |corpus: &Corpus, antecedents: &str| {
        list(mine.get(REFERS)).all(|id| {
            let claims = || list(antecedents).filter_map(|claim| corpus.row_in("claims", claim)).map(Claim::new);
            let wholes = corpus.vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
            antecedents.is_empty()
                || claims().any(|claim| names(&claim, id) || wholes.iter().any(|whole| names(&claim, whole)))
        })
    };
    columns.filter(|column| *column != ANTECEDENT).all(same)
        && all_named(before, mine.get(ANTECEDENT))
        && all_named(after, theirs.get(ANTECEDENT))
}

/// Whether a cell of the claim names the thing.
fn names(claim: &Claim, id: &str) -> bool {
    let sets = column::SETS.into_iter().chain([column::HOLDER]).filter_map(|column| claim.set(column));
    claim.at.id == id
        || sets.into_iter().any(|set| set.items().any(|item| item == Item::Id(id)))
        || claim.cell(column::WHEN) == id
        || list(claim.cell(column::CITES)).any(|work| work == id)
}

//! Is every entity, alias, work, predicate and pattern used by some row?

use foldhash::{HashMap, HashMapExt, HashSet};

use super::ids::{each_reference, references};
use crate::check::{Seen, about_cell};
use crate::corpus::Corpus;
use crate::finding::Findings;

/// Takes out of `waiting` every id that some row names (exceptions do not count), and stops as soon as
/// none is left: in a large corpus the first rows use all there is.
pub(super) fn strike_named<'c>(corpus: &Corpus<'c>, waiting: &mut HashSet<&'c str>) {
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
pub(super) fn operands(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    parts.map(|part| part.trim_matches('-')).filter(|part| !part.is_empty())
}

pub(super) fn unused_entity(corpus: &Corpus, findings: &mut Findings) {
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

pub(super) fn unused(corpus: &Corpus, table: &'static str, unused: &HashSet<&str>, findings: &mut Findings) {
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

pub(super) fn unused_work(corpus: &Corpus, findings: &mut Findings) {
    let mut waiting: HashSet<&str> = corpus.rows("works").map(|row| row.id()).collect();
    strike_named(corpus, &mut waiting);
    unused(corpus, "works", &waiting, findings);
}

pub(super) fn unused_predicate(corpus: &Corpus, findings: &mut Findings) {
    let mut waiting: HashSet<&str> = corpus.rows("predicates").map(|row| row.id()).collect();
    strike_named(corpus, &mut waiting);
    unused(corpus, "predicates", &waiting, findings);
}

/// A pattern that nothing needs licenses what nobody has reviewed.
pub(super) fn unused_pattern(corpus: &Corpus, seen: &Seen, findings: &mut Findings) {
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

pub(super) fn unused_alias(corpus: &Corpus, findings: &mut Findings) {
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
pub(super) fn with_wholes(corpus: &Corpus, id: &str, use_id: &mut dyn FnMut(&str)) {
    if let Some(entity) = corpus.vocabulary.entity(id) {
        entity.of.iter().for_each(|whole| use_id(whole));
    }
}

/// Whether `text` holds `phrase` as whole words.
pub(super) fn says(text: &str, phrase: &str) -> bool {
    let hits = memchr::memmem::find_iter(text.as_bytes(), phrase.as_bytes());
    hits.into_iter().any(|at| {
        let cut = |at| crate::source::is_inside_word(text, at);
        // A possessive goes on after the name: “Oslo’s” names Oslo.
        let tail = text.get(at + phrase.len()..).unwrap_or("");
        let possessive = tail.starts_with("'s") || tail.starts_with("’s");
        !cut(at) && (possessive || !cut(at + phrase.len()))
    })
}

//! Is every abbreviation spelled out, and every whole spelled alike in the names of its parts?

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};

use crate::checks::names::{about_source, encoded, said};
use crate::document::Document;
use crate::evidence::{Class, Cue, Value};
use crate::finding::Findings;
use crate::nearest::is_one_edit_apart;
use crate::source::Span;
use crate::vocabulary::{Alias, Entity, capitalised};

/// The aliases that a cue stands for.
fn aliases<'a>(document: &'a Document, cue: &Cue) -> impl Iterator<Item = &'a Alias<'a>> {
    let corpus = document.corpus;
    let known = corpus.names().id_of(cue).map_or(&[][..], |id| corpus.names().payloads(id));
    known.iter().filter_map(|alias| corpus.vocabulary.aliases.get(*alias as usize))
}

pub(super) fn never_spelled_out(document: &Document, findings: &mut Findings) {
    let blocks = document.reading.blocks();
    // For every abbreviation: where it is used first, and whether anything spells it out.
    let mut uses: BTreeMap<&str, (Span, bool)> = BTreeMap::new();
    for cue in encoded(document, Class::Abbreviation) {
        let is_long = matches!(cue.value, Value::Abbreviation { long: Some(_), .. })
            || aliases(document, cue).any(|alias| is_spelled_out(document, alias.entity));
        if is_long || !is_banner(document, &blocks, cue.span) {
            uses.entry(said(document, cue.span)).or_insert((cue.span, false)).1 |= is_long;
        }
    }
    findings.look(uses.len());
    for (short, (first, _)) in uses.into_iter().filter(|(_, (_, is_long))| !is_long) {
        let message = format!("“{short}” is never spelled out");
        let help = "if the source leaves it so, carry it as an exception; what it stands for is not for a row to say";
        findings.add(about_source(document, first, message).help(help));
    }
}

/// Whether an entity has a name in full: one that is no abbreviation itself.
fn is_spelled_out(document: &Document, entity: &str) -> bool {
    let mut aliases = document.corpus.vocabulary.aliases_of(entity).filter(|alias| alias.grounds());
    aliases.any(|alias| alias.alias.chars().any(char::is_lowercase))
}

/// Whether a block is all in capitals, as a banner: there a word in capitals is no abbreviation.
fn is_banner(document: &Document, blocks: &[Span], place: Span) -> bool {
    let block = blocks.get(blocks.partition_point(|block| block.end <= place.start));
    block.is_some_and(|block| !said(document, *block).chars().any(char::is_lowercase))
}

pub(super) fn part_spelled_otherwise(document: &Document, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for cue in encoded(document, Class::Name) {
        if !document.corpus.names().id_of(cue).is_some_and(|id| seen.insert(id)) {
            continue;
        }
        for alias in aliases(document, cue) {
            let Some(entity) = document.corpus.vocabulary.entity(alias.entity) else { continue };
            findings.look(1);
            if let Some((whole, word, known)) = otherwise(document, entity, alias.alias) {
                let message =
                    format!("“{}” has “{word}”, and what it is part of is “{known}” (`{whole}`)", alias.alias);
                let help = "if the source prints both, carry it as an exception; a misprint is declared in layout";
                findings.add(about_source(document, cue.span, message).help(help));
            }
        }
    }
}

/// A whole that a part is named after, the word of the part's name that looks like it, and how the whole
/// itself is spelled.
fn otherwise<'a>(document: &'a Document, part: &Entity<'a>, name: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    part.part_of.iter().chain(&part.of).find_map(|whole| {
        let known = names_of(document, whole);
        let own: Vec<&str> = capitalised(name).collect();
        if own.iter().any(|word| known.contains(word)) {
            return None;
        }
        let alike = |word: &&str| known.iter().find(|known| is_one_edit_apart(word, known)).copied();
        own.iter().find_map(|word| Some((*whole, *word, alike(word)?)))
    })
}

/// The capitalised words of the names of an entity.
fn names_of<'a>(document: &'a Document, id: &str) -> Vec<&'a str> {
    let vocabulary = &document.corpus.vocabulary;
    let aliases = vocabulary.aliases_of(id).filter(|alias| alias.grounds());
    let names = aliases.map(|alias| alias.alias).chain(vocabulary.entity(id).map(|entity| entity.name));
    names.flat_map(capitalised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_inside_a_word() {
        for (a, b) in [("Tchili", "Chili"), ("Norwey", "Norway"), ("Colombo", "Columbo"), ("Quelmar", "Quellmar")] {
            assert!(is_one_edit_apart(a, b) && is_one_edit_apart(b, a), "{a} {b}");
        }
        for (a, b) in [("Malta", "Maltan"), ("Swede", "Sweden"), ("Peru", "Peru"), ("Oman", "Omani"), ("Lao", "Leo")] {
            assert!(!is_one_edit_apart(a, b) && !is_one_edit_apart(b, a), "{a} {b}");
        }
    }
}

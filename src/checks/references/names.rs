//! Do layout, aliases and part-of relations hold together?

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::check::about_cell;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::finding::{Finding, Findings, Related};
use crate::source::{LayoutKind, words};
use crate::vocabulary::Alias;

pub(super) fn layout_changes_nothing(document: &Document, findings: &mut Findings) {
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

pub(super) fn alias_contains_alias(corpus: &Corpus, findings: &mut Findings) {
    // An official name stands in no quote: it hides no other.
    let aliases: Vec<&Alias> = corpus.vocabulary.aliases.iter().filter(|alias| alias.grounds()).collect();
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, alias) in aliases.iter().enumerate() {
        by_words.entry(alias.alias).or_default().push(index);
    }
    let lengths: BTreeSet<usize> = by_words.keys().map(|phrase| words(phrase).count()).collect();
    for alias in &aliases {
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

/// An official name grounds no quote; all that speaks for its entity is that it shares words with what the
/// source prints of it. One that shares more of them with another entity stands in the wrong row.
pub(super) fn official_name_of_another(corpus: &Corpus, findings: &mut Findings) {
    let printed = corpus.vocabulary.aliases.iter().filter(|alias| alias.grounds());
    let mut bearers: HashMap<String, BTreeSet<&str>> = HashMap::new();
    for alias in printed {
        large_words(alias.alias).for_each(|word| _ = bearers.entry(word).or_default().insert(alias.entity));
    }
    for alias in corpus.vocabulary.aliases.iter().filter(|alias| alias.kind == "official") {
        findings.look(1);
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        let words: BTreeSet<String> = large_words(alias.alias).collect();
        for entity in words.iter().filter_map(|word| bearers.get(word)).flatten() {
            *shared.entry(entity).or_default() += 1;
        }
        let own = shared.get(alias.entity).copied().unwrap_or(0);
        let nearer =
            shared.into_iter().filter(|(_, count)| *count > own).min_by_key(|(id, count)| (usize::MAX - count, *id));
        if let Some((other, count)) = nearer {
            let message = format!(
                "official name “{}” of `{}` shares {count} words with what is printed of `{other}`, and {own} with its own",
                alias.alias, alias.entity
            );
            findings.add(about_cell(alias.row, 1, message).help("name the entity that the name belongs to"));
        }
    }
}

/// Words that are more than joints, in lower case.
fn large_words(name: &str) -> impl Iterator<Item = String> {
    const SMALL: usize = 3;
    let found = words(name).filter_map(|span| name.get(span.range()));
    found.filter(|word| word.chars().count() > SMALL).map(str::to_lowercase)
}

/// Whether entity `outer` says that the name of `inner` stands inside its own.
pub(super) fn is_declared(corpus: &Corpus, outer: &str, inner: &str) -> bool {
    outer == inner || corpus.vocabulary.entity(outer).is_some_and(|entity| entity.of.contains(&inner))
}

/// Every run of whole words of a phrase that is shorter than the phrase, of these lengths in words.
pub(super) fn inner_phrases<'p>(phrase: &'p str, lengths: &BTreeSet<usize>) -> impl Iterator<Item = &'p str> {
    let spans: Vec<_> = words(phrase).collect();
    let count = spans.len();
    let pairs = (0..count).flat_map(move |from| lengths.range(1..=count - from).map(move |len| (from, from + len - 1)));
    pairs.filter_map(move |(from, to)| {
        let slice = phrase.get(spans.get(from)?.start..spans.get(to)?.end)?;
        (slice.len() < phrase.len()).then_some(slice)
    })
}

pub(super) fn part_of_cycle(corpus: &Corpus, findings: &mut Findings) {
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
pub(super) const MAX_SHOWN: usize = 12;

pub(super) fn cycle(corpus: &Corpus, ids: &[&str]) -> Finding {
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

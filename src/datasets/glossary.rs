//! By which names does a source call things, and how do these stand to the official ones?

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::{claims, columns};
use crate::claim::{Anchored, Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::set::list;
use crate::source::is_inside_word;
use crate::vocabulary::{Alias, Vocabulary};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "glossary",
    about: "one line for each name that a source prints of a thing, by thing, kind and name",
    how: "The aliases of entities, each with the first claim of the source that quotes the name and names the entity, \
        in a cell or by a mention. A long form is compared with the official names of the entity, where `aliases` \
        has one.",
    key: &["entity", "form", "kind", "source"],
    columns: &[
        Column::new("entity", Kind::Id, "what is called so"),
        Column::new("type", Kind::Id, "its type"),
        Column::new("kind", Kind::Text, "name, short, long, demonym or metonym"),
        Column::new("form", Kind::Text, "the name as printed"),
        Column::new("short", Kind::Text, "its abbreviations and other short forms"),
        Column::new("long", Kind::Text, "its long forms"),
        Column::new("official", Kind::Text, "its official names, which no quote rests on"),
        Column::new(
            "printed_as_official",
            Kind::Choice(&["yes", "no"]),
            "whether a printed name or long form is an official one; empty where none is known",
        ),
        Column::new("shared_with", Kind::Text, "other entities of that name"),
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let vocabulary = &corpus.vocabulary;
    let names = names(vocabulary);
    let mut sharing: HashMap<&str, Vec<&str>> = HashMap::new();
    for alias in &vocabulary.aliases {
        sharing.entry(alias.alias).or_default().push(alias.entity);
    }
    let printed = printed_names(corpus);
    let line = |((entity, kind, form, source), (_, claim)): (Form, First)| {
        let own = names.get(entity).map_or(&[][..], Vec::as_slice);
        let mut others: Vec<&str> = sharing.get(form).into_iter().flatten().copied().collect();
        others.retain(|other| *other != entity);
        others.sort_unstable();
        let mut line = vec![entity.to_owned(), kind_of(vocabulary, entity), kind.to_owned(), form.to_owned()];
        line.extend([forms(own, "short"), forms(own, "long"), forms(own, "official"), as_official(own, kind, form)]);
        line.extend([others.join("; "), source.to_owned(), claim.to_owned()]);
        line
    };
    printed.into_iter().map(line).collect()
}

/// Entity, kind, form and source.
pub(super) type Form<'c> = (&'c str, &'c str, &'c str, &'c str);

/// Where a claim's quote ends and starts, and its id.
pub(super) type First<'c> = ((usize, usize), &'c str);

/// The aliases of each entity, in order.
fn names<'v, 'c>(vocabulary: &'v Vocabulary<'c>) -> HashMap<&'c str, Vec<&'v Alias<'c>>> {
    let mut names: HashMap<&str, Vec<&Alias>> = HashMap::new();
    vocabulary.aliases.iter().for_each(|alias| names.entry(alias.entity).or_default().push(alias));
    names.values_mut().for_each(|aliases| aliases.sort_by_key(|alias| (alias.alias, alias.kind)));
    names
}

/// Every name that a source prints of an entity, with the first claim that quotes it and names the
/// entity.
pub(super) fn printed_names<'c>(corpus: &'c Corpus<'c>) -> BTreeMap<Form<'c>, First<'c>> {
    let (names, mentions) = (names(&corpus.vocabulary), mentions(corpus));
    let mut printed: BTreeMap<Form, First> = BTreeMap::new();
    for claim in claims(corpus) {
        let Some(span) = claim.at.span else { continue };
        let sides = [&claim.subject, &claim.object, &claim.other, &claim.place, &claim.holder];
        let mentioned = inside(&mentions, &claim).flat_map(|mention| list(mention.cells.get(5)));
        let named = sides.into_iter().flat_map(|set| set.ids().collect::<Vec<_>>());
        for entity in named.chain(list(claim.cell(column::WHEN))).chain(mentioned) {
            let quoted = names.get(entity).into_iter().flatten();
            for alias in quoted.filter(|alias| alias.grounds() && holds(claim.at.quote, alias.alias)) {
                let here = ((span.end, span.start), claim.at.id);
                let first = printed.entry((alias.entity, alias.kind, alias.alias, claim.at.source)).or_insert(here);
                *first = here.min(*first);
            }
        }
    }
    printed
}

/// The mentions of each source, by where they start.
fn mentions<'c>(corpus: &'c Corpus<'c>) -> HashMap<&'c str, Vec<Anchored<'c>>> {
    let mut mentions: HashMap<&str, Vec<Anchored>> = HashMap::new();
    for mention in corpus.rows("mentions").map(Anchored::new) {
        mentions.entry(mention.source).or_default().push(mention);
    }
    mentions.values_mut().for_each(|mentions| mentions.sort_by_key(|mention| (mention.span, mention.id)));
    mentions
}

/// The mentions inside a claim's quote.
fn inside<'m, 'c>(
    mentions: &'m HashMap<&'c str, Vec<Anchored<'c>>>,
    claim: &Claim<'c>,
) -> impl Iterator<Item = &'m Anchored<'c>> {
    let all = mentions.get(claim.at.source).map_or(&[][..], Vec::as_slice);
    let span = claim.at.span;
    let from = all.partition_point(|mention| mention.span.map(|at| at.start) < span.map(|at| at.start));
    let rest = all.get(from..).unwrap_or(&[]).iter();
    let starts_inside = move |mention: &&Anchored| mention.span.map(|at| at.start) < span.map(|at| at.end);
    rest.take_while(starts_inside)
        .filter(move |mention| mention.span.zip(span).is_some_and(|(mention, span)| span.contains(mention)))
}

/// Whether a quote holds the words, cut out of no longer word.
fn holds(quote: &str, words: &str) -> bool {
    let mut places = quote.match_indices(words).map(|(at, _)| at);
    places.any(|at| !is_inside_word(quote, at) && !is_inside_word(quote, at + words.len()))
}

fn kind_of(vocabulary: &Vocabulary, entity: &str) -> String {
    vocabulary.entity(entity).map_or("", |entity| entity.kind).to_owned()
}

fn forms(aliases: &[&Alias], kind: &str) -> String {
    let of_kind = aliases.iter().filter(|alias| alias.kind == kind);
    of_kind.map(|alias| alias.alias).collect::<Vec<_>>().join("; ")
}

fn as_official(aliases: &[&Alias], kind: &str, form: &str) -> String {
    let mut official = aliases.iter().filter(|alias| alias.kind == "official").peekable();
    if official.peek().is_none() || !matches!(kind, "name" | "long") {
        return String::new();
    }
    if official.any(|alias| alias.alias == form) { "yes" } else { "no" }.to_owned()
}

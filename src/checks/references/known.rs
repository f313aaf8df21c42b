//! Which names does each entity have, and which of them stand in a name?

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use crate::checks::references::unused::says;
use crate::corpus::Corpus;
use crate::nearest::is_one_edit_apart;
use crate::source::{Span, words};
use crate::vocabulary::{Alias, Entity};

/// The names of each entity in small letters: its name, and the aliases that the source prints.
pub(super) struct Known<'c> {
    pub(super) of_entity: HashMap<&'c str, BTreeSet<String>>,
    pub(super) owners: HashMap<String, BTreeSet<&'c str>>,
    lengths: BTreeSet<usize>,
}

impl<'c> Known<'c> {
    pub(super) fn new(corpus: &Corpus<'c>) -> Known<'c> {
        let mut known = Known { of_entity: HashMap::new(), owners: HashMap::new(), lengths: BTreeSet::new() };
        for entity in &corpus.vocabulary.entities {
            known.of_entity.entry(entity.id).or_default().insert(plain(entity.name));
        }
        for Alias { alias, entity, .. } in corpus.vocabulary.aliases.iter().filter(|alias| alias.grounds()) {
            let phrase = plain(alias);
            known.lengths.insert(words(&phrase).count());
            known.of_entity.entry(entity).or_default().insert(phrase.clone());
            known.owners.entry(phrase).or_default().insert(entity);
        }
        known
    }

    /// Whether no name of `inner` stands inside a name of `outer`. An id that no row has is another fault.
    pub(super) fn is_stranger(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        self.of_entity.contains_key(inner) && !names(outer).any(|name| names(inner).any(|part| says(name, part)))
    }
}

/// A name in small letters, with straight apostrophes.
pub(super) fn plain(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

impl Known<'_> {
    /// The names that stand in a name, the longest where several overlap, each with its bytes.
    pub(super) fn held(&self, name: &str) -> Vec<(Span, &str, &BTreeSet<&str>)> {
        let spans: Vec<Span> = words(name).collect();
        let runs =
            (0..spans.len()).flat_map(|from| self.lengths.range(1..).map(move |length| (from, from + length - 1)));
        let hull = |(from, to): (usize, usize)| Some(Span::new(spans.get(from)?.start, spans.get(to)?.end));
        let whole = |span: Span| [span, Span::new(span.start, span.end.saturating_sub(2).max(span.start))];
        // Both with a possessive ending and without.
        let both = runs.filter_map(hull).flat_map(|span| {
            let is_possessive = name.get(span.range()).is_some_and(|phrase| phrase.ends_with("'s"));
            whole(span).into_iter().take(1 + usize::from(is_possessive))
        });
        let mut found: Vec<(Span, &str, &BTreeSet<&str>)> = both
            .filter(|span| span.len() < name.len())
            .filter_map(|span| {
                self.owners.get_key_value(name.get(span.range())?).map(|(key, owners)| (span, &**key, owners))
            })
            .collect();
        found.sort_by_key(|(span, ..)| (std::cmp::Reverse(span.len()), span.start));
        let mut longest: Vec<(Span, &str, &BTreeSet<&str>)> = Vec::new();
        for next in found {
            if !longest.iter().any(|(span, ..)| span.contains(next.0)) {
                longest.push(next);
            }
        }
        longest
    }

    /// Whether a name of `inner` stands in an alias of `outer`, or in its name and there in no longer name of
    /// another.
    pub(super) fn is_needed(&self, outer: &Entity, inner: &str) -> bool {
        let name = plain(outer.name);
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        let in_alias = || {
            let aliases = names(outer.id).filter(|alias| **alias != name || self.owners.contains_key(*alias));
            aliases.into_iter().any(|alias| names(inner).any(|part| says(alias, part)))
        };
        let is_covered = || {
            let held = self.held(&name);
            !held.is_empty() && !held.iter().any(|(_, _, owners)| owners.contains(inner))
        };
        in_alias() || !is_covered()
    }

    /// Whether a name of `outer` has a word that is a name of `inner` but for one letter: "upper Verin" beside "Verrin".
    /// That the source spells it in two ways is for another check to say.
    pub(super) fn is_spelled_otherwise(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        let alike = |name: &String, part: &String| {
            words(name).filter_map(|word| name.get(word.range())).any(|word| is_one_edit_apart(word, part))
        };
        names(outer).any(|name| names(inner).any(|part| alike(name, part)))
    }
}

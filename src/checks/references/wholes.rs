//! Does a name say by itself what its thing is part of?

use foldhash::{HashSet, HashSetExt};

use crate::checks::references::known::Known;
use crate::corpus::Corpus;
use crate::language::{Entry, List};
use crate::nearest::is_one_edit_apart;
use crate::schema::PLACE_TYPES;
use crate::vocabulary::Entity;

/// Types of things that have members and leaders.
const BODIES: &[&str] = &["organisation", "group", "body", "people"];

/// A name that says by itself what it is part of: a word of place before the name of another place ("upper
/// Lake Orla"), or a word for members or leaders beside the name of a body ("leadership of the Tide Board").
pub(super) fn whole_of_name<'k>(
    corpus: &Corpus,
    known: &'k Known,
    members: &Members,
    entity: &Entity,
) -> Option<(&'k str, &'k str)> {
    known.of_entity.get(entity.id).into_iter().flatten().find_map(|name| {
        let wholes = if PLACE_TYPES.contains(&entity.kind) {
            places_of_name(corpus, known, name)
        } else if BODIES.contains(&entity.kind) {
            members.bodies(corpus, known, name)
        } else {
            Vec::new()
        };
        let is_listed = |whole: &&str| *whole == entity.id || entity.part_of.contains(whole);
        let is_said = wholes.is_empty() || wholes.iter().any(|whole| entity.part_of.contains(whole));
        let whole = wholes.into_iter().find(|whole| !is_listed(whole)).filter(|_| !is_said)?;
        Some((name.as_str(), whole))
    })
}

/// Whether a list of some source's language has the phrase.
fn is_listed(corpus: &Corpus, phrase: &str, list: List) -> bool {
    let languages = corpus.sources.iter().filter_map(|entry| corpus.language(entry));
    languages.into_iter().any(|language| language.find(phrase, list).is_some())
}

/// The places whose name follows a word of place, also where they are spelled with one letter less.
fn places_of_name<'k>(corpus: &Corpus, known: &'k Known, name: &str) -> Vec<&'k str> {
    let Some((_, rest)) = name.split_once(' ').filter(|(first, _)| is_listed(corpus, first, List::Scope)) else {
        return Vec::new();
    };
    let is_place = |id: &&str| corpus.vocabulary.entity(id).is_some_and(|entity| PLACE_TYPES.contains(&entity.kind));
    if let Some(owners) = known.owners.get(rest) {
        return owners.iter().copied().filter(is_place).collect();
    }
    let shorter = rest.char_indices().filter_map(|(at, letter)| {
        let spelled = format!("{}{}", rest.get(..at)?, rest.get(at + letter.len_utf8()..)?);
        known.owners.get(&spelled).filter(|_| is_one_edit_apart(&spelled, rest))
    });
    let mut alike: Vec<&str> = shorter.flatten().copied().collect();
    alike.retain(is_place);
    alike.sort_unstable();
    alike
}

/// Phrases for the members or leaders of a body, with the preposition before the body ("leaders of") and without.
pub(super) struct Members {
    before: HashSet<String>,
    after: HashSet<String>,
}

impl Members {
    pub(super) fn of(corpus: &Corpus) -> Members {
        let mut members = Members { before: HashSet::new(), after: HashSet::new() };
        for language in corpus.sources.iter().filter_map(|entry| corpus.language(entry)) {
            let is_meant = |entry: &&Entry| entry.says("members") || entry.says("leadership");
            for entry in language.entries().iter().filter(|entry| entry.list == List::Part).filter(is_meant) {
                let phrase = entry.phrase.to_lowercase();
                match phrase.rsplit_once(' ').filter(|(_, last)| language.find(last, List::Preposition).is_some()) {
                    Some((head, _)) => members.after.insert(head.to_owned()) && members.before.insert(phrase),
                    None => members.after.insert(phrase),
                };
            }
        }
        members
    }

    /// The bodies whose name stands beside a phrase for their members or leaders, and nothing else.
    fn bodies<'k>(&self, corpus: &Corpus, known: &'k Known, name: &str) -> Vec<&'k str> {
        let cuts = name.match_indices(' ').filter_map(|(at, _)| Some((name.get(..at)?, name.get(at + 1..)?)));
        let rests = cuts.flat_map(|(head, tail)| {
            let before = self.before.contains(head).then(|| without_article(corpus, tail));
            let after = self.after.contains(tail).then(|| head.strip_suffix("'s").unwrap_or(head));
            before.into_iter().chain(after)
        });
        let is_body = |id: &&str| corpus.vocabulary.entity(id).is_some_and(|entity| BODIES.contains(&entity.kind));
        rests.filter_map(|rest| known.owners.get(rest)).flatten().copied().filter(is_body).collect()
    }
}

fn without_article<'n>(corpus: &Corpus, name: &'n str) -> &'n str {
    let is_article = |word: &str| {
        let mut languages = corpus.sources.iter().filter_map(|entry| corpus.language(entry));
        languages.any(|language| language.find(word, List::Determiner).is_some_and(|entry| entry.says("article")))
    };
    name.split_once(' ').filter(|(first, _)| is_article(first)).map_or(name, |(_, rest)| rest)
}

//! Do `of` and `part_of` of an entity agree with its names and with what the claims say?

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::about_cell;
use crate::checks::references::unused::says;
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::finding::Findings;
use crate::language::{Entry, List};
use crate::nearest::is_one_edit_apart;
use crate::schema::PLACE_TYPES;
use crate::source::{Span, words};
use crate::vocabulary::{Alias, Entity};

/// Positions of columns of entities.
const PART_OF: usize = 3;
const OF: usize = 4;

/// Types of things that have members and leaders.
const BODIES: &[&str] = &["organisation", "group", "body", "people"];

/// The names of each entity in small letters: its name, and the aliases that the source prints.
struct Known<'c> {
    of_entity: HashMap<&'c str, BTreeSet<String>>,
    owners: HashMap<String, BTreeSet<&'c str>>,
    lengths: BTreeSet<usize>,
}

impl<'c> Known<'c> {
    fn new(corpus: &Corpus<'c>) -> Known<'c> {
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
    fn is_stranger(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        self.of_entity.contains_key(inner) && !names(outer).any(|name| names(inner).any(|part| says(name, part)))
    }
}

/// A name in small letters, with straight apostrophes.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

impl Known<'_> {
    /// The names that stand in a name, the longest where several overlap, each with its bytes.
    fn held(&self, name: &str) -> Vec<(Span, &str, &BTreeSet<&str>)> {
        let spans: Vec<Span> = words(name).collect();
        let runs = (0..spans.len()).flat_map(|from| self.lengths.iter().map(move |length| (from, from + length - 1)));
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
    fn is_needed(&self, outer: &Entity, inner: &str) -> bool {
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
    fn is_spelled_otherwise(&self, outer: &str, inner: &str) -> bool {
        let names = |id: &str| self.of_entity.get(id).into_iter().flatten();
        let alike = |name: &String, part: &String| {
            words(name).filter_map(|word| name.get(word.range())).any(|word| is_one_edit_apart(word, part))
        };
        names(outer).any(|name| names(inner).any(|part| alike(name, part)))
    }
}

/// `of` lists the entities whose names stand inside the name, these and no others.
pub(super) fn of_against_name(corpus: &Corpus, findings: &mut Findings) {
    let known = Known::new(corpus);
    for entity in &corpus.vocabulary.entities {
        findings.look(1);
        if let Some(stranger) = entity.of.iter().find(|id| known.is_stranger(entity.id, id)) {
            let message = format!("`of` lists `{stranger}`, no name of which stands in “{}”", entity.name);
            findings.add(about_cell(entity.row, OF, message).help("drop it, or correct the name"));
        } else if let Some((phrase, held)) = held_in_name(&known, entity) {
            let message = format!("the name “{}” holds “{phrase}”, a name of `{held}`", entity.name);
            findings.add(about_cell(entity.row, OF, message).help(format!("add `{held}` to `of`")));
        } else if let Some(inner) = entity.of.iter().find(|id| !known.is_needed(entity, id)) {
            let message = format!("`of` lists `{inner}`, whose name “{}” holds only in a longer name", entity.name);
            findings.add(about_cell(entity.row, OF, message).help("drop it: the longest name counts"));
        }
    }
}

/// A name of one other entity inside the entity's name, where no longer name covers it and neither `of` nor
/// `part_of` lists it.
fn held_in_name<'k>(known: &'k Known, entity: &Entity) -> Option<(&'k str, &'k str)> {
    let is_listed = |owner: &&str| entity.of.contains(owner) || entity.part_of.contains(owner);
    known.held(&plain(entity.name)).into_iter().find_map(|(_, phrase, owners)| {
        let is_named = owners.iter().any(|owner| *owner == entity.id || is_listed(owner));
        let only = owners.first().filter(|_| owners.len() == 1 && !is_named)?;
        let (phrase, _) = known.owners.get_key_value(phrase)?;
        Some((&**phrase, *only))
    })
}

/// What an entity is part of is said by its name or by a claim that names both; and the north of something
/// is part of it.
pub(super) fn part_of_against_words(corpus: &Corpus, findings: &mut Findings) {
    let known = Known::new(corpus);
    let (said, members) = (said_together(corpus), Members::of(corpus));
    for entity in &corpus.vocabulary.entities {
        findings.look(1);
        let unsaid = |whole: &&&str| {
            let is_said = said.contains(&(entity.id, **whole)) || known.is_spelled_otherwise(entity.id, whole);
            known.is_stranger(entity.id, whole) && !is_said
        };
        if let Some(whole) = entity.part_of.iter().find(unsaid) {
            let message = format!("`{}` is part of `{whole}`, which neither its names nor a claim say", entity.id);
            let help = "correct `part_of`, empty it, or write the claim that says so";
            findings.add(about_cell(entity.row, PART_OF, message).help(help));
        } else if let Some((phrase, whole)) = whole_of_name(corpus, &known, &members, entity) {
            let message = format!("“{phrase}” says that `{}` is part of `{whole}`, and `part_of` does not", entity.id);
            findings.add(about_cell(entity.row, PART_OF, message).help(format!("add `{whole}` to `part_of`")));
        }
    }
}

/// Kinds of predicates that never say what is part of what.
const OTHER_KINDS: &[&str] = &["position", "say", "cause", "route", "comparison", "date", "member-"];

/// Pairs of an entity and what it is part of of which one claim says something: it names them in two cells,
/// and neither denies nor doubts it.
fn said_together<'c>(corpus: &Corpus<'c>) -> HashSet<(&'c str, &'c str)> {
    let mut said = HashSet::new();
    for claim in corpus.rows("claims").map(Claim::new) {
        let kind = corpus.vocabulary.predicate(claim.predicate).map_or("", |predicate| predicate.kind);
        let is_plain = [column::POLARITY, column::MOOD].iter().all(|column| claim.cell(*column).is_empty());
        if !is_plain || OTHER_KINDS.contains(&kind) {
            continue;
        }
        let sets = column::SETS.into_iter().filter_map(|column| Some((column, claim.set(column)?)));
        let ids: Vec<(usize, &str)> = sets.flat_map(|(column, set)| set.ids().map(move |id| (column, id))).collect();
        let known: HashSet<(usize, &str)> = ids.iter().copied().collect();
        for (column, entity) in ids.iter().filter_map(|(column, id)| Some((column, corpus.vocabulary.entity(id)?))) {
            let beside = |whole: &&&str| {
                column::SETS.into_iter().any(|other| other != *column && known.contains(&(other, **whole)))
            };
            said.extend(entity.part_of.iter().filter(beside).map(|whole| (entity.id, *whole)));
        }
    }
    said
}

/// A name that says by itself what it is part of: a word of place before the name of another place ("upper
/// Lake Orla"), or a word for members or leaders beside the name of a body ("leadership of the Tide Board").
fn whole_of_name<'k>(
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
    let is_alike = |spelled: &String| spelled.len() != rest.len() && is_one_edit_apart(spelled, rest);
    let mut alike: Vec<&str> =
        known.owners.iter().filter(|(spelled, _)| is_alike(spelled)).flat_map(|(_, owners)| owners).copied().collect();
    alike.retain(is_place);
    alike.sort_unstable();
    alike
}

/// Phrases for the members or leaders of a body, with the preposition before the body ("leaders of") and without.
struct Members {
    before: HashSet<String>,
    after: HashSet<String>,
}

impl Members {
    fn of(corpus: &Corpus) -> Members {
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

//! Do the words of a mention, and those before it in its sentence, lead a reader to something else?

use crate::document::Document;
use crate::evidence::{Cue, Evidence, stem};
use crate::grounding::mentions::{REFERS, fault};
use crate::grounding::{Fault, Mention};
use crate::language::{Language, List};
use crate::source::{Span, words};
use crate::vocabulary::Entity;

/// The check whose fault it is.
const MISLEADING_MENTION: &str = "misleading-mention";

/// Holds a mention of one thing against the names of other things of its type.
pub(super) fn judge(
    document: &Document,
    evidence: &Evidence,
    mentions: &[Mention],
    index: usize,
    faults: &mut Vec<Fault>,
) {
    let Some(mention) = mentions.get(index) else { return };
    let vocabulary = &document.corpus.vocabulary;
    let Some(language) = document.corpus.language(document.entry) else { return };
    let [id] = mention.refers.as_slice() else { return };
    let Some(meant) = vocabulary.entity(id) else { return };
    let said = mention.row.quote;
    let noun = head(said, language);
    let (message, help) = if let Some(other) = noun.and_then(|_| stood_for(document, evidence, mentions, index, meant))
    {
        let message = format!("“{said}” stood for `{other}` before, and no words between the two name `{id}`");
        (message, "refer to the same, or name the claim between them that names the other")
    } else if noun.is_some_and(|noun| is_named(document, meant, noun)) {
        return;
    } else if let Some((noun, other)) = noun.and_then(|noun| Some((noun, owner(document, meant, noun)?))) {
        let message =
            format!("“{noun}” stands in a name of `{other}`, of type {} too, and in none of `{id}`", meant.kind);
        (message, "refer to what the words name, or give what is meant that alias")
    } else if let Some((other, place)) =
        nearer(document, evidence, mentions, mention, meant).filter(|_| !is_new(said, language))
    {
        let message =
            format!("“{said}” refers to `{id}`; {place} names `{other}`, of type {} too, and not that", meant.kind);
        (message, "refer to what these words name; where it means the other, say why in an exception")
    } else {
        return;
    };
    faults.push(fault(index, REFERS, MISLEADING_MENTION, message, help, mention.span));
}

/// Whether the words bring up something new: "a revival of the League".
fn is_new(said: &str, language: &Language) -> bool {
    let first = words(said).next().and_then(|word| said.get(word.range()));
    first.and_then(|word| language.find(word, List::Determiner)).is_some_and(|entry| entry.says("indefinite"))
}

/// The noun that a mention is about: its last word before a preposition or a relative, unless that is a
/// little word or a name of types ("the region").
fn head<'s>(said: &'s str, language: &Language) -> Option<&'s str> {
    let mut words = words(said).filter_map(|word| said.get(word.range()));
    let first = words.next()?;
    let ends = |word: &&str| !language.is_in(word, &[List::Preposition, List::Relative]);
    let noun = words.take_while(ends).last().unwrap_or(first);
    let little = [List::Determiner, List::Pronoun, List::Auxiliary, List::Adverb, List::Cardinal, List::Preposition];
    (!language.is_in(noun, &little)).then_some(noun)
}

/// Whether a name of an entity, its readable id, or the word for its type has this noun.
fn is_named(document: &Document, entity: &Entity, noun: &str) -> bool {
    let aliases = document.corpus.vocabulary.aliases_of(entity.id).filter(|alias| alias.grounds());
    let mut names = aliases.map(|alias| alias.alias).chain([entity.name, entity.id, entity.kind]);
    names.any(|name| words(name).any(|word| name.get(word.range()).is_some_and(|word| stem(word) == stem(noun))))
}

/// An entity of the same type that has this noun in an alias.
fn owner<'d>(document: &'d Document, meant: &Entity, noun: &str) -> Option<&'d str> {
    let vocabulary = &document.corpus.vocabulary;
    let aliases = document.corpus.names().with_word(noun).filter_map(|index| vocabulary.aliases.get(index as usize));
    let mut others = aliases.filter_map(|alias| vocabulary.entity(alias.entity)).filter(|other| other.id != meant.id);
    others.find(|other| other.kind == meant.kind).map(|other| other.id)
}

/// What the same words stood for when they were last used, if what they refer to now is not named since then.
fn stood_for<'d>(
    document: &'d Document,
    evidence: &Evidence,
    mentions: &[Mention<'d>],
    index: usize,
    meant: &Entity,
) -> Option<&'d str> {
    // Further back nobody remembers which words were used.
    const REMEMBERED: usize = 64;
    let (earlier, mention) = (mentions.get(index.saturating_sub(REMEMBERED)..index)?, mentions.get(index)?);
    let same = |other: &&Mention| other.row.quote.eq_ignore_ascii_case(mention.row.quote);
    let last = earlier.iter().rfind(same)?;
    let other = last.refers.first().copied().filter(|_| last.refers != mention.refers)?;
    let between = Span::new(last.span.end, mention.span.start.max(last.span.end));
    let named = entities(document, evidence, mentions, between);
    (!named.iter().any(|(entity, is_printed)| is_near(meant, entity, *is_printed))).then_some(other)
}

/// The last thing of the type that the words before the mention name, in its sentence or else in the one before, if
/// they do not name there what the mention refers to, nor a whole or a part of it.
fn nearer<'d>(
    document: &'d Document,
    evidence: &Evidence,
    mentions: &[Mention<'d>],
    mention: &Mention,
    meant: &Entity,
) -> Option<(&'d str, &'static str)> {
    let sentence = document.sentence_at(mention.span.start)?;
    let here = Span::new(sentence.start, mention.span.start);
    let sentences = document.sentences();
    let number = sentences.partition_point(|other| other.end <= sentence.start);
    let before = number.checked_sub(1).and_then(|number| sentences.get(number)).copied();
    for (place, called) in [(Some(here), "what stands before it in its sentence"), (before, "the sentence before it")] {
        let Some(place) = place else { continue };
        let found = entities(document, evidence, mentions, place);
        if found.iter().any(|(entity, is_printed)| is_near(meant, entity, *is_printed)) {
            return None;
        }
        if let Some((other, _)) = found.iter().rfind(|(entity, _)| entity.kind == meant.kind) {
            return Some((other.id, called));
        }
    }
    None
}

/// The entities that a passage names, in order, each with whether it prints a name: of several words, or by mentions.
fn entities<'d>(
    document: &'d Document,
    evidence: &Evidence,
    mentions: &[Mention<'d>],
    place: Span,
) -> Vec<(&'d Entity<'d>, bool)> {
    let from = mentions.partition_point(|other| other.span.start < place.start);
    let stands = mentions.get(from..).unwrap_or(&[]).iter().take_while(|other| other.span.end <= place.end);
    let stood = stands.flat_map(|other| other.refers.iter().map(|id| (other.span.start, *id, false)));
    let named = evidence.within(place).flat_map(|cue| owners(document, cue).map(|id| (cue.span.start, id, true)));
    let mut found: Vec<(usize, &str, bool)> = named.chain(stood).collect();
    found.sort_by_key(|(start, ..)| *start);
    let vocabulary = &document.corpus.vocabulary;
    found.into_iter().filter_map(|(_, id, is_printed)| Some((vocabulary.entity(id)?, is_printed))).collect()
}

/// Whether a thing is what is meant, or part or whole of it; a name that is printed names what stands inside it, too.
fn is_near(meant: &Entity, entity: &Entity, is_printed: bool) -> bool {
    let holds = |whole: &Entity, id: &str| whole.part_of.contains(&id) || is_printed && whole.of.contains(&id);
    entity.id == meant.id || holds(entity, meant.id) || holds(meant, entity.id)
}

/// The entities that a name stands for.
fn owners<'d>(document: &'d Document, cue: &Cue) -> impl Iterator<Item = &'d str> {
    let corpus = document.corpus;
    let known = corpus.names().id_of(cue).map_or(&[][..], |id| corpus.names().payloads(id));
    known.iter().filter_map(|alias| corpus.vocabulary.aliases.get(*alias as usize)).map(|alias| alias.entity)
}

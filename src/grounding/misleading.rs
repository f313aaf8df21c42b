//! Do the words of a mention, and those before it in its sentence, lead a reader to something else?

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::{Evidence, stem};
use crate::grounding::mentions::{REFERS, fault};
use crate::grounding::named::owners;
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
    let sight = Sight { document, evidence, mentions, mention, meant };
    let found =
        if let Some(turn) = words(said).last().and_then(|last| language.find(said.get(last.range())?, List::Turn)) {
            sight.of_two(turn.says("second"))
        } else {
            let noun = head(said, language);
            let known = noun.is_some_and(|noun| is_named(document, meant, noun));
            let again = || noun.and_then(|_| sight.stood_for(index));
            let named = || noun.filter(|_| !known).and_then(|noun| sight.named_so(index, noun));
            let nearer = || if known || is_new(said, language) { None } else { sight.nearer() };
            again().or_else(named).or_else(nearer)
        };
    if let Some((message, help)) = found {
        faults.push(fault(index, REFERS, MISLEADING_MENTION, message, help, mention.span));
    }
}

/// How many mentions back somebody remembers which words were used.
const REMEMBERED: usize = 64;

/// What is wrong, and what to do.
type Complaint = (String, &'static str);

/// What a reader sees before a mention of one entity.
struct Sight<'s, 'd> {
    document: &'s Document<'d>,
    evidence: &'s Evidence,
    mentions: &'s [Mention<'s>],
    mention: &'s Mention<'s>,
    meant: &'s Entity<'d>,
}

impl<'s> Sight<'s, '_> {
    /// A reader of "the latter" counts the things that were named last.
    fn of_two(&self, is_second: bool) -> Option<Complaint> {
        let [here, before] = [self.before_in_sentence()?, self.sentences_before(1)];
        let two = [here, Span::new(before.start, here.start)].into_iter().find_map(|place| {
            let named = self.entities(place).into_iter().filter(|named| named.is_printed || !named.is_of_two);
            let mut ids: Vec<&str> = Vec::new();
            for named in named.filter(|named| named.entity.kind == self.meant.kind) {
                ids.retain(|id| *id != named.entity.id);
                ids.push(named.entity.id);
            }
            (ids.len() > 1).then_some(ids)
        })?;
        let (last, first) = two.split_last()?;
        let other = if is_second { last } else { first.last()? };
        let (said, id) = (self.mention.row.quote, self.meant.id);
        let message = format!("“{said}” refers to `{id}`; of the two named last it is `{other}`");
        (*other != id).then_some((message, "refer to the first with “former”, and to the second with “latter”"))
    }

    /// What the same words stood for when they were last used, if what they refer to now is not named since then.
    fn stood_for(&self, index: usize) -> Option<Complaint> {
        let earlier = self.mentions.get(index.saturating_sub(REMEMBERED)..index)?;
        let same = |other: &&Mention| other.row.quote.eq_ignore_ascii_case(self.mention.row.quote);
        let last = earlier.iter().rfind(same)?;
        let other = last.refers.first().copied().filter(|_| last.refers != self.mention.refers)?;
        let between = Span::new(last.span.end, self.mention.span.start.max(last.span.end));
        let is_named = self.entities(between).iter().any(|named| self.is_near(named));
        let (said, id) = (self.mention.row.quote, self.meant.id);
        let message = format!("“{said}” stood for `{other}` before, and no words between the two name `{id}`");
        (!is_named).then_some((message, "refer to the same, or name the claim between them that names the other"))
    }

    /// Another entity of the type whose name is about this noun, named not long before, or called so before.
    fn named_so(&self, index: usize, noun: &str) -> Option<Complaint> {
        // What was named further back is out of sight.
        const SENTENCES: usize = 3;
        let Sight { document, meant, .. } = self;
        let language = document.corpus.language(document.entry)?;
        let place = Span::new(self.sentences_before(SENTENCES).start, self.mention.span.start);
        let is_about = |entity: &Entity| {
            let mut aliases = document.corpus.vocabulary.aliases_of(entity.id).filter(|alias| alias.grounds());
            aliases.any(|alias| head(alias.alias, language).is_some_and(|head| stem(head) == stem(noun)))
        };
        let earlier = self.mentions.get(index.saturating_sub(REMEMBERED)..index)?.iter();
        let called =
            earlier.filter(|other| head(other.row.quote, language).is_some_and(|head| stem(head) == stem(noun)));
        let called = called.flat_map(|other| &other.refers).filter_map(|id| document.corpus.vocabulary.entity(id));
        let named = self.entities(place).into_iter().map(|named| named.entity).chain(called);
        let mut others = named.filter(|other| other.id != meant.id && other.kind == meant.kind);
        let other = others.find(|other| is_about(other))?.id;
        let message =
            format!("“{noun}” is the noun of `{other}`, of type {} too, and in no name of `{}`", meant.kind, meant.id);
        Some((message, "refer to what the words name, or give what is meant that alias"))
    }

    /// The last thing of the type that the words before the mention name, in its sentence or else in the one
    /// before, if they do not name there what the mention refers to, nor a whole or a part of it. What is a side of
    /// one claim with the mention is no rival: "the Council sued it".
    fn nearer(&self) -> Option<Complaint> {
        let here = self.before_in_sentence()?;
        let before = Span::new(self.sentences_before(1).start, here.start);
        let partners = self.partners();
        for (place, called) in [(here, "what stands before it in its sentence"), (before, "the sentence before it")] {
            let found = self.entities(place);
            if found.iter().any(|named| self.is_near(named)) {
                return None;
            }
            let is_rival =
                |named: &&Named| named.entity.kind == self.meant.kind && !partners.contains(&named.entity.id);
            if let Some(other) = found.iter().rfind(is_rival).map(|named| named.entity.id) {
                let (said, id, kind) = (self.mention.row.quote, self.meant.id, self.meant.kind);
                let message =
                    format!("“{said}” refers to `{id}`; {called} names `{other}`, of type {kind} too, and not that");
                return Some((
                    message,
                    "refer to what these words name; where it means the other, say why in an exception",
                ));
            }
        }
        None
    }

    /// What claims that rest on the mention name on their other sides.
    fn partners(&self) -> Vec<&'s str> {
        let document = self.document;
        let from = document.reading.to_raw(self.sentences_before(1)).start;
        let first = document.claims.partition_point(|claim| claim.at.span.is_some_and(|span| span.start < from));
        let near = document.claims.get(first..).unwrap_or(&[]).iter();
        let near = near.take_while(|claim| {
            claim.at.span.is_none_or(|span| document.reading.to_text(span).start <= self.mention.span.start)
        });
        let holds = |claim: &&Claim| {
            claim.at.span.is_some_and(|span| document.reading.to_text(span).contains(self.mention.span))
        };
        let named = near.filter(holds).map(|claim| {
            let sets = column::SETS.into_iter().filter_map(|column| claim.set(column));
            sets.flat_map(|set| set.ids()).collect::<Vec<_>>()
        });
        named.filter(|ids| ids.contains(&self.meant.id)).flatten().collect()
    }

    /// Its sentence up to the mention.
    fn before_in_sentence(&self) -> Option<Span> {
        let sentence = self.document.sentence_at(self.mention.span.start)?;
        Some(Span::new(sentence.start, self.mention.span.start))
    }

    /// The span from `count` sentences before the mention up to its own sentence.
    fn sentences_before(&self, count: usize) -> Span {
        let sentences = self.document.sentences();
        let own = sentences.partition_point(|other| other.end <= self.mention.span.start);
        let start = |at: usize| sentences.get(at).map_or(self.mention.span.start, |sentence| sentence.start);
        Span::new(start(own.saturating_sub(count)), start(own).min(self.mention.span.start))
    }

    /// The entities that a passage names, in order.
    fn entities(&self, place: Span) -> Vec<Named<'s>> {
        let (document, vocabulary) = (self.document, &self.document.corpus.vocabulary);
        let language = document.corpus.language(document.entry);
        let from = self.mentions.partition_point(|other| other.span.start < place.start);
        let stands = self.mentions.get(from..).unwrap_or(&[]).iter().take_while(|other| other.span.end <= place.end);
        let is_of_two = |said: &str| {
            let last = words(said).last().and_then(|last| said.get(last.range()));
            language.zip(last).is_some_and(|(language, last)| language.is_in(last, &[List::Turn]))
        };
        let stood = stands.flat_map(|other| {
            let is_of_two = is_of_two(other.row.quote);
            other.refers.iter().map(move |id| (other.span.start, *id, false, is_of_two))
        });
        let named = self.evidence.within(place);
        let named = named.flat_map(|cue| owners(document, cue).into_iter().map(|id| (cue.span.start, id, true, false)));
        let mut found: Vec<(usize, &str, bool, bool)> = named.chain(stood).collect();
        found.sort_by_key(|(start, ..)| *start);
        let entity = |id: &str| vocabulary.entity(id);
        let known = found
            .into_iter()
            .filter_map(|(_, id, is_printed, is_of_two)| Some(Named { entity: entity(id)?, is_printed, is_of_two }));
        known.collect()
    }

    /// Whether what is named is what is meant, or part or whole of it; a name that is printed names what stands
    /// inside it, too.
    fn is_near(&self, named: &Named) -> bool {
        let holds =
            |whole: &Entity, id: &str| whole.part_of.contains(&id) || named.is_printed && whole.of.contains(&id);
        named.entity.id == self.meant.id || holds(named.entity, self.meant.id) || holds(self.meant, named.entity.id)
    }
}

/// One thing that a passage names.
struct Named<'s> {
    entity: &'s Entity<'s>,
    /// By a name of it, and not by a mention.
    is_printed: bool,
    /// By "former" or "latter".
    is_of_two: bool,
}

/// Whether the words bring up something new: "a revival of the League".
fn is_new(said: &str, language: &Language) -> bool {
    let first = words(said).next().and_then(|word| said.get(word.range()));
    first.and_then(|word| language.find(word, List::Determiner)).is_some_and(|entry| entry.says("indefinite"))
}

/// The noun that a mention or a name is about: its last word before a preposition or a relative, unless that is a
/// little word ("it").
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

//! Who says so when it is not the author: whose act of saying governs the claim?

use crate::claim::column;
use crate::evidence::{Class, Cue};
use crate::grounding::cells::citations_of;
use crate::grounding::numbers::entry;
use crate::grounding::{Desk, Verdict, whole_words};
use crate::language::{Language, List};
use crate::set::Item;
use crate::source::{Span, words};

/// A clause after the claim that does nothing but say who said it is not longer than this: "…, the mayor
/// said".
const SHORT_CLAUSE: usize = 6;

/// Grounds the holder: a word of saying governs the claim, and the holder is whom its clause names there.
pub(super) fn holder(desk: &mut Desk) {
    let cell = desk.cell(column::HOLDER);
    let Some(set) = desk.claim.set(column::HOLDER).filter(|set| !set.is_empty()).cloned() else { return };
    let (mut bytes, mut verdict) = (Vec::new(), Verdict::Literal);
    let acts = acts(desk);
    let mut missing = None;
    for item in set.items() {
        match who(desk, &acts, item) {
            Some((kind, places)) => {
                verdict = verdict.max(kind);
                bytes.extend(places);
            }
            None => missing = missing.or_else(|| Some(complaint(desk, &acts, item, cell))),
        }
    }
    bytes.extend(acts.iter().map(|act| act.cue.span));
    drop(acts);
    if let Some((message, help)) = missing {
        return desk.fault("holder-not-in-sentence", column::HOLDER, message, help);
    }
    let by_claim = verdict == Verdict::Derived;
    let outside = bytes.iter().any(|span| !desk.quote.contains(*span));
    let verdict = if outside && !by_claim { Verdict::Frame } else { verdict };
    desk.ground(column::HOLDER, verdict, bytes, "");
}

fn complaint(desk: &Desk, acts: &[Act], item: Item, cell: &str) -> (String, &'static str) {
    const NAME: &str = "name who says so in this sentence, or `unnamed`";
    let is_named = |id: &str| names(desk, desk.sentence).iter().any(|(name, _)| *name == id);
    match (item, acts.first()) {
        (Item::Id(id), _) if id != "unnamed" && !is_named(id) => {
            (format!("`holder` is {id}, which the sentence does not name"), NAME)
        }
        (_, None) => {
            let message = format!("`holder` is `{cell}`, and no word of the sentence says that anybody said so");
            (message, "empty `holder`: without an act of saying the statement is the author's own")
        }
        (item, Some(act)) => {
            let said = desk.text(act.cue.span);
            let speaker = act.speakers.first().map_or("nobody in particular", |(speaker, _)| speaker);
            (format!("`holder` is {item}, where “{said}” names {speaker}"), NAME)
        }
    }
}

/// A word of saying that governs the claim, and whom its clause names as the one who says it.
struct Act<'e> {
    cue: &'e Cue,
    speakers: Vec<(&'e str, Span)>,
}

fn acts<'e>(desk: &'e Desk) -> Vec<Act<'e>> {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return Vec::new() };
    let clauses = crate::evidence::clauses(desk.document.reading.text(), desk.sentence, language);
    let cues = desk.evidence.within(desk.sentence).filter(|cue| matches!(cue.class, Class::Hedge | Class::Negator));
    let cues = cues.filter(|cue| says(desk, cue, "holder") || says(desk, cue, "report"));
    let governing = cues.filter(|cue| governs(desk, &clauses, cue));
    governing.map(|cue| Act { cue, speakers: speakers(desk, &clauses, cue) }).collect()
}

fn says(desk: &Desk, cue: &Cue, value: &str) -> bool {
    entry(desk, cue).is_some_and(|entry| entry.says(value))
}

/// Whether a cue names who says so for the whole sentence: a phrase of prepositions with the name after it
/// ("according to", "in the words of").
pub(super) fn is_frame(desk: &Desk, cue: &Cue) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let said = desk.text(cue.span);
    let spans: Vec<Span> = words(said).collect();
    let is_preposition = |word: Option<&Span>| {
        word.and_then(|word| said.get(word.range()))
            .is_some_and(|word| language.find(word, List::Preposition).is_some())
    };
    let opens = is_preposition(spans.first()) || language.find(said, List::SeeAlso).is_some();
    spans.len() > 1 && opens && is_preposition(spans.last()) && says(desk, cue, "holder")
}

/// Whether a word of saying is about this claim: it is no word of the claim's own predicate, and stands in
/// one clause with it, in a short clause after it, or frames the sentence.
fn governs(desk: &Desk, clauses: &[Span], cue: &Cue) -> bool {
    let predicate = desk.bytes_of(column::PREDICATE);
    let kind = desk.document.corpus.vocabulary.predicate(desk.claim.predicate).map_or("", |predicate| predicate.kind);
    if kind == "say" && predicate.iter().any(|word| word.overlaps(cue.span)) {
        return false;
    }
    let of = |span: &Span| clauses.iter().position(|clause| clause.overlaps(*span));
    let mut mine = predicate.iter().chain(std::iter::once(&desk.quote)).filter_map(of).peekable();
    let Some(theirs) = of(&cue.span) else { return false };
    let is_short = clauses.get(theirs).is_some_and(|clause| words(desk.text(*clause)).count() <= SHORT_CLAUSE);
    let last = if predicate.is_empty() { mine.next() } else { predicate.iter().filter_map(of).max() };
    is_frame(desk, cue)
        || predicate.iter().filter_map(of).any(|clause| clause == theirs)
        || last.is_some_and(|last| theirs == last || is_short && theirs == last + 1)
}

/// Whether a word of saying before the quote tells what the predicate says: after "that", or with nothing in
/// between. What one points out or finds, the author holds too; what a relative clause adds is his own.
pub(super) fn tells(desk: &Desk, cue: Span, predicate: Span) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let is_fact = desk.evidence.within(cue).any(|cue| says(desk, cue, "fact"));
    let text = desk.text(Span::new(cue.start, predicate.start.max(cue.end)));
    let relative = |word: &Span| language.find(text.get(word.range())?, List::Relative).map(|entry| (*word, entry));
    let mut relatives = words(text).filter_map(|word| relative(&word));
    let starts = |word: Span| is_bridge(desk, language, Span::new(cue.end, cue.start + word.start));
    let content = relatives.next();
    let that = content
        .as_ref()
        .is_some_and(|(word, entry)| entry.says("content") && (cue.start + word.start < cue.end || starts(*word)));
    let beside = content.is_none() && desk.text(Span::new(cue.end, desk.quote.start)).trim().is_empty();
    !is_fact && (that || beside) && relatives.next().is_none()
}

/// Whether nothing but when, and to whom, stands between a word of saying and what it says: "announced in
/// May that", "told the League that".
fn is_bridge(desk: &Desk, language: &Language, between: Span) -> bool {
    let named = [Class::Date, Class::Name, Class::Abbreviation];
    let things: Vec<Span> =
        desk.evidence.within(between).filter(|cue| named.contains(&cue.class)).map(|cue| cue.span).collect();
    let said = desk.text(between);
    words(said).all(|word| {
        let little = [List::Preposition, List::Determiner, List::Adverb];
        let is_little = said.get(word.range()).is_some_and(|word| language.is_in(word, &little));
        is_little || things.iter().any(|thing| thing.contains(word.shift(between.start)))
    })
}

/// Whether a word of thinking that ends in a preposition stands right before the quote: what one is worried
/// about need not come.
pub(super) fn fears(desk: &Desk, cue: Span) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let said = desk.text(cue);
    let last = words(said).last().and_then(|word| said.get(word.range()));
    let leads = last.is_some_and(|word| language.find(word, List::Preposition).is_some());
    leads && desk.text(Span::new(cue.end, desk.quote.start.max(cue.end))).trim().is_empty()
}

/// Whom the clause of a word of saying names as the one who says it: inside the words ("what it
/// considers"), nearest before a verb, or after a preposition.
fn speakers<'e>(desk: &'e Desk, clauses: &[Span], cue: &Cue) -> Vec<(&'e str, Span)> {
    let clause = clauses.iter().copied().find(|clause| clause.overlaps(cue.span)).unwrap_or(desk.sentence);
    let named = names(desk, clause);
    let held: Vec<(&str, Span)> = named.iter().copied().filter(|(_, place)| cue.span.contains(*place)).collect();
    if !held.is_empty() {
        return if is_passive(desk, cue) { Vec::new() } else { held };
    }
    let nearest = if says(desk, cue, "report") {
        named.iter().map(|(_, place)| *place).filter(|place| place.end <= cue.span.start).max()
    } else if is_frame(desk, cue) {
        names(desk, desk.sentence).iter().map(|(_, place)| *place).filter(|place| place.start >= cue.span.end).min()
    } else {
        named
            .iter()
            .map(|(_, place)| *place)
            .filter(|place| place.start >= cue.span.end && is_agent(desk, *place))
            .min()
    };
    names(desk, desk.sentence).into_iter().filter(|(_, place)| Some(*place) == nearest).collect()
}

/// Whether a cue says that something is said, by nobody in particular: "it is believed".
fn is_passive(desk: &Desk, cue: &Cue) -> bool {
    let language = desk.document.corpus.language(desk.document.entry);
    let said = desk.text(cue.span);
    let mut words = words(said).filter_map(|word| said.get(word.range()));
    words.any(|word| language.is_some_and(|language| language.find(word, List::Auxiliary).is_some()))
}

/// Whether the word before a name makes it the one who acts: "by the League".
fn is_agent(desk: &Desk, place: Span) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let before = desk.text(Span::new(desk.sentence.start, place.start));
    let mut words = words(before).filter_map(|word| before.get(word.range())).collect::<Vec<_>>().into_iter().rev();
    let is_article = |word: &&str| language.find(word, List::Determiner).is_some();
    words
        .find(|word| !is_article(word))
        .is_some_and(|word| language.find(word, List::Role).is_some_and(|e| e.says("by")))
}

/// The entities that a region names, by a name or a mention, with their places.
fn names<'e>(desk: &'e Desk, region: Span) -> Vec<(&'e str, Span)> {
    let corpus = desk.document.corpus;
    let aliases = desk.evidence.within(region).filter_map(|cue| Some((corpus.names().id_of(cue)?, cue.span)));
    let owners = aliases.flat_map(|(alias, place)| {
        let indexes = corpus.names().payloads(alias).iter();
        indexes.filter_map(move |index| Some((corpus.vocabulary.aliases.get(*index as usize)?.entity, place)))
    });
    let from = desk.all_mentions.partition_point(|mention| mention.span.start < region.start);
    let near = desk.all_mentions.get(from..).unwrap_or(&[]).iter().take_while(|mention| mention.span.end <= region.end);
    let mentioned = near.flat_map(|mention| mention.refers.iter().map(|id| (*id, mention.span)));
    owners.chain(mentioned).collect()
}

/// How the words support one holder, and where.
fn who(desk: &Desk, acts: &[Act], item: Item) -> Option<(Verdict, Vec<Span>)> {
    match item {
        Item::Id("unnamed") => {
            let act = acts.iter().find(|act| act.speakers.is_empty())?;
            Some((Verdict::Normalised, vec![act.cue.span]))
        }
        Item::Id(id) => spoken(acts, id).or_else(|| cited(desk, acts, id)).or_else(|| by_claim(desk, id)),
        Item::Words(said) => {
            let places: Vec<Span> = whole_words(desk.text(desk.sentence), said, desk.sentence.start).collect();
            (!places.is_empty() && !acts.is_empty()).then_some((Verdict::Literal, places))
        }
    }
}

fn spoken(acts: &[Act], id: &str) -> Option<(Verdict, Vec<Span>)> {
    let places: Vec<Span> = acts
        .iter()
        .flat_map(|act| &act.speakers)
        .filter(|(speaker, _)| *speaker == id)
        .map(|(_, place)| *place)
        .collect();
    (!places.is_empty()).then_some((Verdict::Alias, places))
}

fn cited(desk: &Desk, acts: &[Act], id: &str) -> Option<(Verdict, Vec<Span>)> {
    let places = citations_of(desk, id);
    (!places.is_empty() && !acts.is_empty()).then_some((Verdict::Normalised, places))
}

/// Another claim is the act of saying: this one is what it says, or stands in its words.
fn by_claim(desk: &Desk, id: &str) -> Option<(Verdict, Vec<Span>)> {
    let claim = desk.document.claim(id)?;
    let quote = claim.at.span.map(|span| desk.document.reading.to_text(span))?;
    let is_object = claim.object.ids().any(|object| object == desk.claim.at.id);
    // What is no act of saying has a finding of its own.
    let kind = desk.document.corpus.vocabulary.predicate(claim.predicate).map_or("", |predicate| predicate.kind);
    (kind != "say" || is_object || quote.overlaps(desk.quote)).then_some((Verdict::Derived, vec![quote]))
}

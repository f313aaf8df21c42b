//! Does anybody return to a place that they are not from?

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::check::about_cell;
use crate::checks::anchors::related;
use crate::claim::Claim;
use crate::document::Document;
use crate::fact::Stance;
use crate::finding::Findings;
use crate::language::{Language, List};
use crate::schema::{PLACE_TYPES, anchored};
use crate::source::Span;

/// What the vocabulary writes in `implies` of a predicate whose object is where its subject is from.
const ORIGIN: &str = "origin";

/// The places that somebody is from, and the first claim that says so.
struct Origin<'a, 'd> {
    places: Vec<&'d str>,
    claim: &'a Claim<'d>,
}

/// What the text says that tells who returns.
struct Scene<'a, 'd> {
    document: &'a Document<'d>,
    language: &'a Language,
    /// Where words for going back stand, ascending.
    returning: Vec<Span>,
}

pub(super) fn against_origin(document: &Document, findings: &mut Findings) {
    let origins = origins(document);
    let language = document.corpus.language(document.entry).filter(|_| !origins.is_empty());
    let Some(language) = language else { return };
    let scene = Scene { document, language, returning: document.evidence().phrases(language, List::Returning) };
    for claim in document.claims.iter().filter(|claim| Stance::of(claim).is_asserted()) {
        for (who, place) in returns(&scene, claim) {
            findings.look(1);
            let Some(origin) = origins.get(who).filter(|origin| !leads_to(document, origin, place)) else { continue };
            let message = format!("`{who}` returns to `{place}`, and elsewhere is from {}", origin.places.join(", "));
            let help = "hold both rows against their words; if the source says both, carry it as an exception";
            let finding = about_cell(claim.at.row, anchored::QUOTE, message).help(help);
            findings.add(finding.related(related(&origin.claim.at, "says where from")));
        }
    }
}

impl<'d> Scene<'_, 'd> {
    fn text(&self, span: Span) -> &str {
        self.document.reading.text().get(span.range()).unwrap_or("")
    }

    fn quote(&self, claim: &Claim) -> Option<Span> {
        let raw = claim.at.span.filter(|span| self.document.is_usable(*span))?;
        Some(self.document.reading.to_text(raw)).filter(|quote| self.speaks_of_return(*quote))
    }

    fn speaks_of_return(&self, span: Span) -> bool {
        let next = self.returning.partition_point(|word| word.start < span.start);
        self.returning.get(next).is_some_and(|word| word.end <= span.end)
    }

    /// The entities that aliases inside a span name, with the bytes of the alias.
    fn named(&self, span: Span) -> impl Iterator<Item = (Span, &'d str)> {
        let corpus = self.document.corpus;
        self.document.evidence().within(span).flat_map(move |cue| {
            let aliases = corpus.names().id_of(cue).map_or(&[][..], |id| corpus.names().payloads(id));
            let entity = |alias: &u32| corpus.vocabulary.aliases.get(*alias as usize).map(|alias| alias.entity);
            aliases.iter().filter_map(entity).map(|entity| (cue.span, entity))
        })
    }

    fn is_place(&self, id: &str) -> bool {
        self.document.corpus.vocabulary.entity(id).is_some_and(|entity| PLACE_TYPES.contains(&entity.kind))
    }

    /// Whether what stands before a place says that somebody goes back to it: “… returned to the”.
    fn is_led_to(&self, before: Span) -> bool {
        let tokens = self.language.tokens(self.text(before));
        let is_article =
            |at: usize| tokens.get(at).is_some_and(|token| self.language.lists(token) & List::Determiner.bit() != 0);
        let last = (0..tokens.len()).rev().find(|at| !is_article(*at));
        let frame = last.and_then(|at| self.language.phrase(&tokens, at, List::Direction));
        frame.is_some_and(|(_, entry)| entry.says("to") || entry.says("towards")) && self.speaks_of_return(before)
    }

    /// Whether a name of `id` in the quote holds a word for going back, or stands directly behind one.
    fn is_returning(&self, quote: Span, id: &str) -> bool {
        let behind = |name: Span| {
            let last = self.returning.partition_point(|word| word.end <= name.start).checked_sub(1);
            let word = last.and_then(|last| self.returning.get(last));
            word.is_some_and(|word| self.text(Span::new(word.end, name.start)) == " ")
        };
        let touches = |name: Span| self.speaks_of_return(name) || behind(name);
        self.named(quote).any(|(name, entity)| entity == id && touches(name))
    }
}

/// Where everybody is from, as the plain facts of the source say. Who is also from somewhere that only
/// words name is left out: those words may be the place.
fn origins<'a, 'd>(document: &'a Document<'d>) -> HashMap<&'d str, Origin<'a, 'd>> {
    let vocabulary = &document.corpus.vocabulary;
    let says_origin =
        |claim: &&Claim| vocabulary.predicate(claim.predicate).is_some_and(|known| known.implies.contains(&ORIGIN));
    let mut origins: HashMap<&str, Origin> = HashMap::new();
    let mut unknown = HashSet::new();
    for claim in document.claims.iter().filter(says_origin).filter(|claim| Stance::of(claim).is_asserted()) {
        for who in claim.subject.ids() {
            let origin = origins.entry(who).or_insert_with(|| Origin { places: Vec::new(), claim });
            origin.places.extend(claim.object.ids().filter(|place| !origin.places.contains(place)).collect::<Vec<_>>());
            if claim.object.ids().count() < claim.object.members().len() {
                unknown.insert(who);
            }
        }
    }
    origins.retain(|who, _| !unknown.contains(who));
    origins
}

/// Whether a place is one of the origins, a part of one, or has one as its part.
fn leads_to(document: &Document, origin: &Origin, place: &str) -> bool {
    let around = wholes(document, place);
    origin.places.iter().any(|from| around.contains(from) || wholes(document, from).contains(place))
}

/// An entity and everything that it is part of.
fn wholes<'a>(document: &'a Document, id: &'a str) -> HashSet<&'a str> {
    let (mut found, mut open) = (HashSet::new(), vec![id]);
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(
                document.corpus.vocabulary.entity(id).into_iter().flat_map(|entity| entity.part_of.iter().copied()),
            );
        }
    }
    found
}

/// Who returns where by the words of a claim: its subject, to a place behind “returned … to”; or a side
/// whose name says that it returns (“returning fighters”), where the claim takes place.
fn returns<'d>(scene: &Scene<'_, 'd>, claim: &Claim<'d>) -> Vec<(&'d str, &'d str)> {
    let Some(quote) = scene.quote(claim) else { return Vec::new() };
    let mut returns = Vec::new();
    for (cue, place) in scene.named(quote).filter(|(_, place)| scene.is_place(place)) {
        let is_here = claim.place.ids().any(|id| id == place);
        let is_reached = is_here || claim.object.ids().any(|id| id == place);
        if is_reached && scene.is_led_to(Span::new(quote.start, cue.start)) {
            returns.extend(claim.subject.ids().map(|who| (who, place)));
        } else if is_here {
            let sides = claim.subject.ids().chain(claim.object.ids());
            returns.extend(sides.filter(|side| scene.is_returning(quote, side)).map(|who| (who, place)));
        }
    }
    returns.sort_unstable();
    returns.dedup();
    returns
}

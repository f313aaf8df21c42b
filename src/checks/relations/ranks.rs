//! Is a place in an order given twice that only one can have?

use foldhash::{HashMap, HashMapExt};

use super::{HELP, MOST, Relation, Told, meet, told};
use crate::checks::conflict::{Pairs, row};
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::evidence::is_plural;
use crate::finding::Findings;
use crate::grounding::{Verdict, whole_words};
use crate::language::{Kind, Language, List};
use crate::set::list;
use crate::source::Span;
use crate::statement::{Statement, without_article};

pub(super) fn ranked_first_twice(document: &Document, findings: &mut Findings) {
    let (told, mut pairs) = (told(document), Pairs::default());
    let verbs = verbs(document);
    let mut first: HashMap<(Relation, Place), Vec<&Told>> = HashMap::new();
    for fact in told.iter().filter(|fact| fact.affirmed && fact.relation.object.id().is_some()) {
        let Some(claim) = document.claims.get(fact.claim) else { continue };
        let places = first_places(document, fact.claim, claim, verbs.get(&fact.claim).map_or(&[], |verb| verb));
        findings.look(usize::from(!places.is_empty()));
        for place in places {
            // Whoever has it, there is one such place.
            let place_of = Relation { subject: fact.relation.object, ..fact.relation };
            let known = first.entry((place_of, place.clone())).or_default();
            for earlier in known.iter().take(MOST) {
                let same = earlier.claim == fact.claim || earlier.relation.subject == fact.relation.subject;
                if !same && !in_one_sentence(document, earlier, fact) && meet(document, earlier, fact) {
                    pairs.add(earlier.claim, fact.claim, || message(document, earlier, fact, &place.name));
                }
            }
            known.push(fact);
        }
    }
    pairs.report(document, findings, column::WORDS, HELP);
}

/// A first place, and the scale by which it is one: "largest" "by tonnage".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    name: String,
    scale: String,
}

/// What one sentence says of two, it says of both together.
fn in_one_sentence(document: &Document, one: &Told, two: &Told) -> bool {
    let sentence = |told: &Told| {
        let span = document.claims.get(told.claim)?.at.span?;
        document.sentence_at(document.reading.to_text(span).start)
    };
    sentence(one).is_some() && sentence(one) == sentence(two)
}

fn message(document: &Document, one: &Told, two: &Told, place: &str) -> String {
    let (first, second) = (row(document, one.claim), row(document, two.claim));
    let Relation { predicate, object, .. } = one.relation;
    format!(
        "`{}` ({first}) and `{}` ({second}) both come first ({place}), by `{predicate}` of `{object}`",
        one.relation.subject, two.relation.subject
    )
}

/// The bytes of the words that say the predicate, by claim.
fn verbs<'a>(document: &'a Document) -> HashMap<usize, &'a [Span]> {
    let cells = document.grounding().cells.iter();
    let patterns = cells.filter(|cell| cell.column == column::PREDICATE && cell.verdict == Verdict::Pattern);
    patterns.map(|cell| (cell.claim, cell.bytes.as_slice())).collect()
}

/// The first places that the words of a claim give to its subject: "foremost" for all that say no more
/// than that it comes first, else the superlative. Of a part or a number nobody is the only one.
fn first_places(document: &Document, index: usize, claim: &Claim, verb: &[Span]) -> Vec<Place> {
    let Some(language) = document.corpus.language(document.entry) else { return Vec::new() };
    let Some(span) = claim.at.span.filter(|span| document.is_usable(*span)) else { return Vec::new() };
    let partly = document.statements().get(index).is_none_or(Statement::is_of_part);
    if partly || !claim.cell(column::NUMBER).is_empty() {
        return Vec::new();
    }
    let (text, quote) = (document.reading.text(), document.reading.to_text(span));
    let said = text.get(quote.range()).unwrap_or("");
    let places = list(claim.cell(column::WORDS)).filter_map(|words| {
        let mut at = whole_words(said, words, quote.start);
        let (at, ranked) = at.find_map(|at| Some((at, ranked(text, at.end, verb, language)?)))?;
        let name = first_place(text.get(quote.start..at.start)?, words, ranked, language)?;
        Some(Place { name, scale: scale(document, index, quote, at.end, language) })
    });
    places.collect()
}

/// The words before a claim's first side and after its rank that no cell rests on, but for those that carry
/// none by themselves: "by tonnage" says by what it is the largest.
fn scale(document: &Document, index: usize, quote: Span, rank: usize, language: &Language) -> String {
    const EMPTY: u64 = List::Preposition.bit() | List::Determiner.bit() | List::Auxiliary.bit();
    let cells = &document.grounding().cells;
    let own = cells.get(cells.partition_point(|cell| cell.claim < index)..).unwrap_or(&[]);
    let own = || own.iter().take_while(|cell| cell.claim == index);
    let sides = own().filter(|cell| column::SETS.contains(&cell.column));
    let start = sides.filter_map(|cell| cell.bytes.first()).map(|span| span.start).min().unwrap_or(rank);
    let is_used = |at: usize| own().flat_map(|cell| &cell.bytes).any(|span| span.range().contains(&at));
    let text = document.reading.text().get(quote.range()).unwrap_or("");
    let tokens = language.tokens(text);
    let limits = tokens.iter().filter(|token| {
        let at = quote.start + token.start;
        let outside = (at < start || at >= rank) && !is_used(at);
        outside && matches!(token.kind, Kind::Word | Kind::Number) && language.lists(token) & EMPTY == 0
    });
    let words: Vec<&str> = limits.filter_map(|token| text.get(token.start..token.end)).collect();
    words.join(" ").to_lowercase()
}

/// The word that follows, but for an article, where it is one that says the predicate: it is what the rank
/// is of.
fn ranked<'t>(text: &'t str, at: usize, verb: &[Span], language: &Language) -> Option<&'t str> {
    let rest = text.get(at..verb.last()?.end.max(at))?;
    let tokens = language.tokens(rest);
    let is_article = |word: &str| language.find(word, List::Determiner).is_some_and(|entry| entry.says("article"));
    let mut words = tokens.iter().filter(|token| token.kind == Kind::Word);
    let next = words.find(|token| !rest.get(token.start..token.end).is_some_and(is_article))?;
    let word = Span::new(next.start, next.end);
    verb.iter().any(|verb| verb.contains(word.shift(at))).then(|| rest.get(word.range()))?
}

/// The first place that some words give, after what stands before them in the quote. Of several main
/// causes each may be one.
fn first_place(before: &str, words: &str, ranked: &str, language: &Language) -> Option<String> {
    let bare = without_article(words, language).unwrap_or(words);
    let line = |list| language.find(bare, list).or_else(|| language.find(words, list));
    let reach = |value: &str| line(List::Reach).is_some_and(|entry| entry.says(value));
    let last = language.tokens(before).last().and_then(|token| before.get(token.start..token.end));
    let known = |word: &str| language.find(word, List::Reach).is_some_and(|entry| entry.says("known"));
    let definite = (bare != words || last.is_some_and(known)) && !is_plural(ranked, language);
    if reach("foremost") && (definite || !reach("if-known")) {
        return Some("foremost".to_owned());
    }
    let superlative = line(List::Rank).is_some_and(|entry| entry.says("superlative"));
    (superlative && definite && !reach("shared")).then(|| bare.to_lowercase())
}

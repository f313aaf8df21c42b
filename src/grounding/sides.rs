//! Which words of the quote support the items of subject, object, other and place?

use crate::claim::column;
use crate::evidence::Cue;
use crate::grounding::cells::{Support, TITLE};
use crate::grounding::{Desk, Verdict, side, whole_words};
use crate::set::Item;
use crate::source::{LayoutKind, Span};

/// A set expression: every item on its own; the cell's verdict is that of its weakest item.
pub(super) fn set(desk: &mut Desk, column: usize) {
    let Some(set) = desk.claim.set(column).filter(|set| !set.is_empty()) else { return };
    let items: Vec<Item> = set.items().collect();
    let (mut all, mut weakest, mut via, mut missing) = (Vec::new(), Verdict::Literal, Vec::new(), false);
    let mut stands = Vec::new();
    for item in items {
        match support(desk, column, item) {
            Some(found) => {
                weakest = weakest.max(found.verdict);
                via.push(found.via);
                all.extend(found.bytes.iter().copied());
                stands.push(if found.verdict == Verdict::Frame && item == Item::Id("self") {
                    Vec::new()
                } else {
                    found.bytes
                });
            }
            None => {
                missing = true;
                unsupported(desk, column, item);
                stands.push(Vec::new());
            }
        }
    }
    if let Some(slot) = side(column).and_then(|side| desk.sides.get_mut(side)) {
        *slot = stands;
    }
    if !missing {
        desk.ground(column, weakest, all, via.join("; "));
    }
}

/// What supports an item of a side: the quote, the mentions in it, the heads of a table, another claim.
pub(super) fn support(desk: &Desk, column: usize, item: Item) -> Option<Support> {
    match item {
        Item::Words(words) => {
            let bytes: Vec<Span> = whole_words(desk.said(), words, desk.quote.start).collect();
            let wanted = wanted_entity(desk, column, words);
            (!bytes.is_empty() && wanted.is_none()).then(|| Support {
                verdict: Verdict::Literal,
                bytes,
                via: String::new(),
            })
        }
        Item::Id("self") => title(desk).or_else(|| mentioned("self", &desk.mentions)),
        Item::Id(id) => in_quote(desk, id).or_else(|| in_heads(desk, id)),
    }
}

/// Every place in the quote that stands for `id`: names and mentions, else another claim's words.
pub(super) fn in_quote(desk: &Desk, id: &str) -> Option<Support> {
    match (named(desk, id, desk.quote), mentioned(id, &desk.mentions)) {
        (Some(mut name), Some(mention)) => {
            name.bytes.extend(mention.bytes);
            Some(name)
        }
        (name, mention) => name.or(mention).or_else(|| said_by_claim(desk, id)),
    }
}

/// An entity that the words name exactly, so that they should be its id; a predicate that takes
/// nothing but words means the words.
pub(super) fn wanted_entity<'a>(desk: &'a Desk, column: usize, words: &str) -> Option<&'a str> {
    let vocabulary = &desk.document.corpus.vocabulary;
    let predicate = vocabulary.predicate(desk.claim.predicate)?;
    let takes = match column {
        column::SUBJECT => &predicate.domain,
        column::OTHER => &predicate.other,
        _ => &predicate.range,
    };
    let owners = || vocabulary.aliases_named(words).filter(|alias| alias.grounds());
    if *takes == ["words"] {
        // Then they are said of their owner, which is another side: "the League (TL)".
        let others = [column::SUBJECT, column::OBJECT, column::OTHER].into_iter().filter(|other| *other != column);
        let sides: Vec<_> = others.filter_map(|column| desk.claim.set(column)).collect();
        let is_named = |id: &str| sides.iter().any(|set| set.ids().any(|named| named == id));
        return owners().map(|alias| alias.entity).find(|_| !owners().any(|alias| is_named(alias.entity)));
    }
    owners().next().map(|alias| alias.entity)
}

/// A name of the entity in `region`: an alias that is its alone, or a misprint that means one.
pub(super) fn named(desk: &Desk, id: &str, region: Span) -> Option<Support> {
    let corpus = desk.document.corpus;
    let aliases = &corpus.vocabulary.aliases;
    let is_mine = |cue: &&Cue| {
        let Some(alias) = corpus.names().id_of(cue) else { return false };
        let mut entities = corpus.names().payloads(alias).iter().filter_map(|index| aliases.get(*index as usize));
        entities.all(|alias| alias.entity == id)
    };
    let mut bytes: Vec<Span> = desk.evidence.within(region).filter(is_mine).map(|cue| cue.span).collect();
    let grounds = |intended: &str| {
        let mut own = corpus.vocabulary.aliases_of(id).filter(|alias| alias.grounds());
        own.any(|alias| whole_words(intended, alias.alias, 0).next().is_some())
    };
    for row in
        desk.document.layout.iter().filter(|row| row.layout().is_some_and(|piece| piece.kind == LayoutKind::Reads))
    {
        let span = row.span.map(|span| desk.document.reading.to_text(span)).filter(|span| region.contains(*span));
        bytes.extend(span.filter(|_| grounds(row.cells.get(6))));
    }
    let via = bytes.first().map(|span| desk.text(*span).to_owned())?;
    Some(Support { verdict: Verdict::Alias, bytes, via })
}

/// Mentions that stand for `id`.
pub(super) fn mentioned(id: &str, among: &[&super::Mention]) -> Option<Support> {
    let mine: Vec<_> = among.iter().filter(|mention| mention.refers.contains(&id)).collect();
    let via = mine.first()?.row.id.to_owned();
    Some(Support { verdict: Verdict::Mention, bytes: mine.iter().map(|mention| mention.span).collect(), via })
}

/// Of a work or source without words of its own: the printed title stands for it, in bibliographic
/// predicates that take nothing else.
pub(super) fn title(desk: &Desk) -> Option<Support> {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    if !predicate.domain.contains(&"self") || predicate.domain.iter().any(|kind| !matches!(*kind, "self" | "work")) {
        return None;
    }
    let title = desk.document.entry.row.cell(3);
    let text = desk.document.reading.text();
    let bytes = whole_words(text, title, 0).next().unwrap_or(desk.quote);
    Some(Support { verdict: Verdict::Frame, bytes: vec![bytes], via: TITLE.to_owned() })
}

/// A name in the heads of the table cell that the quote is.
pub(super) fn in_heads(desk: &Desk, id: &str) -> Option<Support> {
    let found: Vec<Support> = desk.heads.iter().filter_map(|head| named(desk, id, *head)).collect();
    let via = found.first()?.via.clone();
    Some(Support { verdict: Verdict::Frame, bytes: found.into_iter().flat_map(|support| support.bytes).collect(), via })
}

/// Another claim whose words lie inside the quote.
pub(super) fn said_by_claim(desk: &Desk, id: &str) -> Option<Support> {
    let claim = desk.document.claims.iter().find(|claim| claim.at.id == id)?;
    let span = claim.at.span.map(|span| desk.document.reading.to_text(span))?;
    let inside = desk.quote.contains(span) && claim.at.id != desk.claim.at.id;
    inside.then(|| Support { verdict: Verdict::Derived, bytes: vec![span], via: id.to_owned() })
}

pub(super) fn unsupported(desk: &mut Desk, column: usize, item: Item) {
    let name = desk.claim.at.row.table.schema.column_name(column);
    match item {
        Item::Words(words) => match wanted_entity(desk, column, words).map(str::to_owned) {
            Some(entity) => desk.fault(
                "words-should-be-entity",
                column,
                format!("`{name}` is «{words}», which is a name of `{entity}`"),
                format!("write `{entity}`"),
            ),
            None => desk.fault(
                "words-not-in-quote",
                column,
                format!("`{name}` is «{words}», which the quote does not say"),
                "take the words from the quote, or lengthen the quote",
            ),
        },
        Item::Id(id) if shares_alias(desk, id) => {
            let help = "add a mention that says which one is meant here";
            desk.fault(
                "name-by-shared-alias",
                column,
                format!("`{name}` is `{id}`, and the quote names it only by words that name others too"),
                help,
            );
        }
        Item::Id(id) => {
            let help =
                "lengthen the quote to the name, add a mention for the words that stand for it, or correct the id";
            desk.fault(
                "name-not-in-quote",
                column,
                format!("`{name}` is `{id}`, which neither a name nor a mention in the quote says"),
                help,
            );
        }
    }
}

pub(super) fn shares_alias(desk: &Desk, id: &str) -> bool {
    let corpus = desk.document.corpus;
    let aliases = &corpus.vocabulary.aliases;
    desk.evidence.within(desk.quote).filter_map(|cue| corpus.names().id_of(cue)).any(|alias| {
        let mut owners = corpus.names().payloads(alias).iter().filter_map(|index| aliases.get(*index as usize));
        owners.any(|alias| alias.entity == id)
    })
}

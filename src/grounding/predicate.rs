//! Do the words of the quote say the predicate, with its sides in their places?

use crate::claim::column;
use crate::grounding::cells::TITLE;
use crate::grounding::sides::title;
use crate::grounding::{Desk, Verdict, pattern, side};
use crate::language::List;
use crate::source::{LayoutKind, Span};
use crate::vocabulary::pattern::sides;

/// Position of what a misprint means, among the columns of layout.
const INTENDED: usize = 6;

/// The predicate: one of its patterns, words and sides, stands in the quote.
pub(super) fn predicate(desk: &mut Desk) {
    let vocabulary = &desk.document.corpus.vocabulary;
    let Some(predicate) = vocabulary.predicate(desk.claim.predicate) else { return };
    let framed = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE]
        .map(|column| desk.claim.set(column).is_some_and(|set| set.ids().any(|id| id == "self")));
    if predicate.patterns.is_empty() && framed.contains(&true) {
        let bytes = title(desk).map(|support| support.bytes).unwrap_or_default();
        return desk.ground(column::PREDICATE, Verdict::Frame, bytes, TITLE);
    }
    let slots = slots(desk);
    let text = desk.document.reading.text();
    let region =
        desk.heads.iter().fold(desk.quote, |hull, head| Span::new(hull.start.min(head.start), hull.end.max(head.end)));
    let language = desk.document.corpus.language(desk.document.entry);
    let is_article = |word: &str| {
        language.and_then(|language| language.find(word, List::Determiner)).is_some_and(|entry| entry.says("article"))
    };
    let field = pattern::Field::new(text, region, &is_article);
    let meant = misprints(desk);
    let corrected = (!meant.is_empty()).then(|| field.corrected(&meant));
    for words in &predicate.patterns {
        let filled = sides(words)
            .all(|side| framed.get(side) == Some(&true) || slots.get(side).is_some_and(|slot| !slot.is_empty()));
        let find = || {
            let as_meant = || corrected.as_ref().and_then(|field| field.find(words, &slots, framed));
            field.find(words, &slots, framed).or_else(as_meant)
        };
        if let Some(mut bytes) = filled.then(find).flatten() {
            if bytes.is_empty() {
                // A pattern of sides alone rests on their items, not on what stands between these.
                let items = sides(words).filter_map(|side| desk.sides.get(side)).flatten();
                bytes = items.filter_map(|places| places.first().copied()).collect();
            }
            return desk.ground(column::PREDICATE, Verdict::Pattern, bytes, *words);
        }
    }
    let [subject, object, other, place] = slots;
    let turned = [object, subject, other, place];
    let name = predicate.name;
    let reversed = predicate.patterns.iter().any(|words| {
        !turned.iter().take(2).any(Vec::is_empty)
            && sides(words).any(|side| side == 1)
            && field.find(words, &turned, framed).is_some()
    });
    // A side that is not in the quote has a finding of its own; the pattern cannot be judged without.
    let unplaced = desk.faults.iter().any(|fault| side(fault.column).is_some());
    if reversed && predicate.has("symmetric") {
        let bytes = turned.iter().take(2).filter_map(|slot| slot.first().copied()).collect();
        desk.ground(column::PREDICATE, Verdict::Pattern, bytes, "sides turned");
    } else if reversed {
        desk.fault(
            "sides-reversed",
            column::PREDICATE,
            format!("the quote says `{name}` with subject and object the other way round"),
            "swap `subject` and `object`",
        );
    } else if !unplaced {
        let patterns = predicate.patterns.join("”, “");
        let message = format!("the quote does not say `{name}`: no pattern fits (“{patterns}”)");
        desk.fault(
            "pattern-not-in-quote",
            column::PREDICATE,
            message,
            "correct the predicate or the sides, or add the wording as a pattern in predicates.csv",
        );
    }
}

/// The misprints of the quote that layout declares, each with what is meant.
fn misprints<'a>(desk: &Desk<'a, '_>) -> Vec<(Span, &'a str)> {
    let document = desk.document;
    let declared =
        document.layout.iter().filter(|row| row.layout().is_some_and(|piece| piece.kind == LayoutKind::Reads));
    let places = declared.filter_map(|row| Some((document.reading.to_text(row.span?), row.cells.get(INTENDED))));
    places.filter(|(span, meant)| desk.quote.contains(*span) && !meant.is_empty()).collect()
}

/// Where each side may stand as a whole: one item at each of its places, a list from its first item
/// to its last.
pub(super) fn slots(desk: &Desk) -> pattern::Slots {
    desk.sides.each_ref().map(|items| match items.as_slice() {
        [] => Vec::new(),
        [one] => one.clone(),
        several => {
            let mut starts: Vec<Span> = several.iter().flatten().copied().collect();
            starts.sort_unstable();
            starts.dedup();
            let mut hulls: Vec<Span> = starts.iter().filter_map(|start| hull(several, start.start)).collect();
            hulls.sort_by_key(|hull| hull.len());
            hulls
        }
    })
}

/// The span from `start` over the next place of every item.
pub(super) fn hull(items: &[Vec<Span>], start: usize) -> Option<Span> {
    let next = |places: &Vec<Span>| {
        places.iter().filter(|place| place.start >= start).min_by_key(|place| place.end).map(|place| place.end)
    };
    let ends: Option<Vec<usize>> = items.iter().map(next).collect();
    Some(Span::new(start, ends?.into_iter().max()?))
}

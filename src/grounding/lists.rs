//! Are the items of a cell whole, complete, in order, and joined as the words join them?

use crate::claim::column;
use crate::grounding::sides::named;
use crate::grounding::{Desk, Mention, enumerations, joints, phrases, side, whole};
use crate::language::{Language, List};
use crate::set::Set;
use crate::source::Span;

/// Looks at subject, object, other and place once every item has its place in the quote.
pub(super) fn judge(desk: &mut Desk) {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return };
    let used = used_bytes(desk);
    whole::two_cells(desk);
    whole::cut_claims(desk);
    for column in column::SETS {
        let Some(set) = desk.claim.set(column).filter(|set| !set.is_empty()).cloned() else { continue };
        phrases::cut_words(desk, language, column, &set, &used);
        mention_split(desk, column, &set);
        let Some(places) = placed(desk, column, &set) else { continue };
        enumerations::dropped_item(desk, language, column, &places, &used);
        joints::judge(desk, language, column, &set, &places);
        order(desk, column, &places);
    }
}

/// Everything that some cell of the claim rests on, ascending.
fn used_bytes(desk: &Desk) -> Vec<Span> {
    let own = |cell: &&super::Ground| cell.verdict != super::Verdict::Frame && cell.column != column::RESTATES;
    let mut used: Vec<Span> = desk.cells.iter().filter(own).flat_map(|cell| cell.bytes.iter().copied()).collect();
    used.extend(desk.sides.iter().flatten().flatten());
    used.sort_unstable();
    used
}

/// Words that stand for several things stand for all of them: a cell that names one by such words alone
/// names the others too, or leaves them to rows that name nothing else of the list.
fn mention_split(desk: &mut Desk, column: usize, set: &Set) {
    let held: Vec<&str> = set.ids().collect();
    for mention in desk.mentions.clone() {
        let (mine, left): (Vec<&str>, Vec<&str>) = mention.refers.iter().partition(|id| held.contains(id));
        let by_mention = |id: &&str| named(desk, id, desk.quote).is_none();
        let Some(missing) = left.first().filter(|_| mine.iter().any(by_mention)) else { continue };
        if is_left_to_another(desk, column, mention, &mine, missing) {
            continue;
        }
        let name = desk.claim.at.row.table.schema.column_name(column);
        let said = mention.row.quote;
        desk.fault(
            "list-item-dropped",
            column,
            format!("“{said}” stands for {}, and `{name}` leaves out `{missing}`", mention.refers.join(", ")),
            "name all that the words stand for, or correct the mention",
        );
    }
}

/// Whether another claim of the predicate whose quote holds the mention names what is missing here, and
/// nothing of what is named here.
fn is_left_to_another(desk: &Desk, column: usize, mention: &Mention, mine: &[&str], missing: &str) -> bool {
    let reading = &desk.document.reading;
    desk.document.claims.iter().any(|claim| {
        let ids: Vec<&str> = claim.set(column).map(|set| set.ids().collect()).unwrap_or_default();
        let holds = || claim.at.span.is_some_and(|span| reading.to_text(span).contains(mention.span));
        claim.predicate == desk.claim.predicate
            && ids.contains(&missing)
            && !ids.iter().any(|id| mine.contains(id))
            && holds()
    })
}

/// One place for each item, where all have one: each the first at or after the place before it, so
/// that a name that stands twice does not look out of order.
fn placed(desk: &Desk, column: usize, set: &Set) -> Option<Vec<Span>> {
    let items = desk.sides.get(side(column)?)?;
    if items.is_empty() || items.len() != set.members().len() || set.ids().any(|id| id == "self") {
        return None;
    }
    let mut places: Vec<Span> = Vec::with_capacity(items.len());
    for item in items {
        let from = places.last().map_or(0, |last| last.end);
        let next = item.iter().filter(|place| place.start >= from).min();
        places.push(*next.or_else(|| item.iter().min())?);
    }
    Some(places)
}

/// A word that carries content: no list of function words has it, and it is no number.
pub(super) fn is_content(language: &Language, word: &str) -> bool {
    const FUNCTION: &[List] = &[
        List::Determiner,
        List::Preposition,
        List::Conjunction,
        List::Subordinator,
        List::Auxiliary,
        List::Pronoun,
        List::Relative,
        List::Adverb,
        List::Finite,
        List::Verb,
        List::Bound,
        List::Cardinal,
    ];
    word.chars().any(char::is_alphabetic) && !language.is_in(word, FUNCTION)
}

pub(super) fn is_used(used: &[Span], word: Span) -> bool {
    used.iter().any(|span| span.overlaps(word))
}

/// An inflected verb joins two phrases and belongs to neither.
pub(super) fn is_other_verb(desk: &Desk, language: &Language, word: Span) -> bool {
    let said = desk.text(word).to_lowercase();
    let stems = ["ed", "ing", "es", "s", "d"].iter().filter_map(|ending| said.strip_suffix(ending));
    stems.flat_map(|stem| [stem.to_owned(), format!("{stem}e")]).any(|stem| language.find(&stem, List::Verb).is_some())
}

/// On a route, and of an ordered predicate, the items stand in the order of the text.
fn order(desk: &mut Desk, column: usize, places: &[Span]) {
    if is_ordered(desk) && column == column::OBJECT && !places.is_sorted() {
        desk.fault(
            "list-out-of-order",
            column,
            "the list is not in the order of the quote, and order counts here".to_owned(),
            "put the items in the order of the words",
        );
    }
}

/// Whether order counts: on a route, and under an ordered predicate.
pub(super) fn is_ordered(desk: &Desk) -> bool {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate);
    predicate.is_some_and(|predicate| predicate.kind == "route" || predicate.has("ordered"))
}

//! Are the items of a cell joined as the words join them: `;` and `&` for “and”, `|` for “or”?

use crate::evidence::Cue;
use crate::grounding::Desk;
use crate::grounding::lists::is_ordered;
use crate::grounding::numbers::entry;
use crate::language::{Language, List};
use crate::set::{Joint, Member, Set};
use crate::source::{Span, words};

/// What the words between two items say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    And,
    Or,
    Both,
    /// A comma, which takes the conjunction that ends the list.
    Comma,
    Nothing,
}

/// A fault where a joint says otherwise than the words: an alternative needs an “or”, a list bears none.
pub(super) fn judge(desk: &mut Desk, language: &Language, column: usize, set: &Set, places: &[Span]) {
    if regrouped(desk, column, set, places) {
        return;
    }
    let gaps: Vec<Span> =
        places.windows(2).filter_map(|pair| Some(Span::new(pair.first()?.end, pair.get(1)?.start))).collect();
    let said: Vec<Said> = gaps.iter().map(|gap| said(desk, language, *gap)).collect();
    for (index, member) in set.members().iter().skip(1).enumerate() {
        let Some(gap) = gaps.get(index).copied() else { continue };
        let said = joined(desk, set, &said, index);
        let wrong = match member.joint {
            Joint::And => said == Said::Or || !is_in_alternatives(set.members(), index + 1),
            Joint::List => said == Said::Or,
            Joint::Or => !matches!(said, Said::Or | Said::Both) && !is_choice(desk, gap),
            Joint::First => false,
        };
        if wrong {
            let name = desk.claim.at.row.table.schema.column_name(column);
            let words = desk.text(gap).trim();
            let evidence = if words.is_empty() { "no “or”".to_owned() } else { format!("“{words}”") };
            let message = format!("`{name}` joins {} otherwise than the quote, which says {evidence}", member.item);
            desk.fault(
                "joint-against-words",
                column,
                message,
                "`;` stands for “and”, inside one of several alternatives `&`; `|` stands for “or”",
            );
            return;
        }
    }
}

/// Whether the part of a list that an item belongs to has alternatives: only in one of several do things belong
/// together, and what is simply named side by side is a list.
fn is_in_alternatives(members: &[Member], index: usize) -> bool {
    let before = members.get(..=index).unwrap_or(&[]).iter().rev();
    let mut own = before.take_while(|member| !matches!(member.joint, Joint::List | Joint::First));
    let mut after = members.get(index + 1..).unwrap_or(&[]).iter().take_while(|member| member.joint != Joint::List);
    own.any(|member| member.joint == Joint::Or) || after.any(|member| member.joint == Joint::Or)
}

/// Alternatives, and what stands together in one, end with the word that joins them. Where the quote has
/// a bare comma there, the next item belongs to the list, and the cell groups it otherwise: whether it does.
fn regrouped(desk: &mut Desk, column: usize, set: &Set, places: &[Span]) -> bool {
    let members = set.members();
    for (index, pair) in places.windows(2).enumerate() {
        let (Some(member), [before, after]) = (members.get(index + 1), pair) else { continue };
        let rest = members.get(index + 2..).unwrap_or(&[]);
        let ends_group = match member.joint {
            Joint::Or => !rest.iter().take_while(|next| next.joint != Joint::List).any(|next| next.joint == Joint::Or),
            Joint::And => rest.first().is_none_or(|next| next.joint != Joint::And),
            Joint::First | Joint::List => false,
        };
        if ends_group && matches!(desk.text(Span::new(before.end, after.start)).trim(), "," | ";") {
            let name = desk.claim.at.row.table.schema.column_name(column);
            let message = format!(
                "`{name}` groups {} with the item before it, and the quote has a bare comma there",
                member.item
            );
            let help = "close a group with the item before which the quote prints “or” or “and”; `;` parts the rest";
            desk.fault("alternatives-regrouped", column, message, help);
            return true;
        }
    }
    false
}

/// What joins the item after gap `index` to the one before. Of "a, b or c" the comma says "or" too; what
/// is joined by `&` is one item of that list. On a route a comma is the next step.
fn joined(desk: &Desk, set: &Set, said: &[Said], index: usize) -> Said {
    let own = said.get(index).copied().unwrap_or(Said::Nothing);
    if own != Said::Comma || is_ordered(desk) {
        return own;
    }
    let mut later = set.members().iter().skip(1).zip(said).skip(index + 1);
    let spoken = |(_, said): &(&Member, &Said)| **said != Said::Comma;
    // Inside an alternative the comma belongs to what is joined there; between items, to the list.
    let inside = set.members().get(index + 1).is_some_and(|member| member.joint == Joint::And);
    let found = match inside {
        true => later.take_while(|(member, _)| member.joint == Joint::And).find(spoken),
        false => later.find(|next| next.0.joint != Joint::And && spoken(next)),
    };
    found.map_or(Said::Comma, |(_, said)| *said)
}

fn said(desk: &Desk, language: &Language, gap: Span) -> Said {
    let text = desk.text(gap);
    let says = |value: &str| {
        let mut said = words(text).filter_map(|word| text.get(word.range()));
        said.any(|word| language.find(word, List::Conjunction).is_some_and(|entry| entry.says(value)))
    };
    match (says("and"), says("or")) {
        (true, true) => Said::Both,
        (true, false) => Said::And,
        (false, true) => Said::Or,
        (false, false) if text.contains([',', ';']) => Said::Comma,
        (false, false) => Said::Nothing,
    }
}

/// Whether two items stand at one place, in words that choose among several: "one of the two".
fn is_choice(desk: &Desk, gap: Span) -> bool {
    let words = desk
        .mentions
        .iter()
        .find(|mention| gap.start >= gap.end && mention.span.contains(Span::new(gap.end, gap.start)));
    let chooses = |cue: &Cue| entry(desk, cue).is_some_and(|entry| entry.says("some") || entry.says("each"));
    words.is_some_and(|mention| desk.evidence.within(mention.span).any(chooses))
}

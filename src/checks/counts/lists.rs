//! Is a number that of the list it counts, in its own row or in another?

use foldhash::{HashMap, HashMapExt, HashSet};

use super::predicate;
use crate::check::about_cell;
use crate::checks::conflict::{Pairs, row};
use crate::claim::{Claim, column};
use crate::count::{Count, counts, is_measure, is_plain_list, number_cue};
use crate::document::Document;
use crate::finding::Findings;
use crate::grounding;
use crate::membership::{ClosedList, closed_lists, is_of_membership};
use crate::quantity::{Quantity, Relation, Unit};
use crate::set::Item;
use crate::statement::is_entity;

pub(super) fn count_against_list(document: &Document, findings: &mut Findings) {
    let (spells, mut pairs) = (document.spells(), Pairs::default());
    let mut lists: HashMap<&str, Vec<ClosedList>> = HashMap::new();
    for list in closed_lists(document, spells) {
        lists.entry(list.group).or_default().push(list);
    }
    let misread = misread(document);
    for count in counts(document).iter().filter(|count| !count.is_parallel && !misread.contains(&count.claim)) {
        let Some(claim) = document.claims.get(count.claim).filter(|claim| counts_things(document, claim, count)) else {
            continue;
        };
        findings.look(1);
        if let Some(items) = other_length(document, claim, count) {
            let message =
                format!("`number` is {}, and it counts a list of {items}: `{}`", count.quantity, count.counted);
            let help = "correct the number or the list; a number that counts the object wants the flag `counts-object`";
            findings.add(about_cell(claim.at.row, column::NUMBER, message).help(help));
        }
        let group = group(claim, count).and_then(|group| lists.get(group));
        let list = group.into_iter().flatten().find(|list| is_miscounted(document, claim, count, list));
        if let Some(list) = list {
            pairs.add(count.claim, list.spell.claim, || {
                let (one, other) = (row(document, count.claim), row(document, list.spell.claim));
                let (number, group, size) = (&count.quantity, list.group, list.members.len());
                format!("`{group}` is said to have {number} members ({one}), and the list of them has {size} ({other})")
            });
        }
    }
    let help = "correct the number or the list; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::PREDICATE, help);
}

/// The claims whose number the words do not support: grounding has said so.
fn misread(document: &Document) -> HashSet<usize> {
    let faults = document.grounding().faults.iter().filter(|fault| fault.column == column::NUMBER);
    let claim = |row| if let grounding::Row::Claim(index) = row { Some(index) } else { None };
    faults.filter_map(|fault| claim(fault.row)).collect()
}

/// Whether a number counts things, and is no share, measure or vague word.
fn counts_things(document: &Document, claim: &Claim, count: &Count) -> bool {
    let measured =
        number_cue(document, claim, &count.quantity.to_string()).is_some_and(|cue| is_measure(document, cue));
    let vague = count.quantity.kind == crate::quantity::Kind::Vague;
    count.quantity.unit == Unit::Count && !vague && !measured
}

/// The length of a claim's own list, where its number is another.
pub(super) fn other_length(document: &Document, claim: &Claim, count: &Count) -> Option<usize> {
    let plain = !count.is_parallel && counts_things(document, claim, count);
    own_list(document, claim, count).filter(|items| plain && !allows(&count.quantity, *items))
}

/// How many things the counted side of a claim lists; `None` where it is no list of single things.
fn own_list(document: &Document, claim: &Claim, count: &Count) -> Option<usize> {
    let set = claim.set(count.side).filter(|set| is_plain_list(set) && set.lists() > 1)?;
    let statement = document.statements().get(count.claim)?;
    let complete = !statement.gives_examples && !statement.is_of_each;
    (complete && set.items().all(|item| is_one_thing(document, item))).then_some(set.lists())
}

/// Whether an item is one thing: an entity, and no group or people, which may be counted by heads.
fn is_one_thing(document: &Document, item: Item) -> bool {
    let entity = item.id().and_then(|id| document.corpus.vocabulary.entity(id));
    entity.is_some_and(|entity| !matches!(entity.kind, "group" | "people" | "good"))
}

/// Whether a number allows so many; of `2 of 3`, its part.
fn allows(quantity: &Quantity, items: usize) -> bool {
    let exact = items.to_string().parse::<Quantity>();
    exact.is_ok_and(|exact| quantity.compare(&exact) != Relation::Disjoint)
}

/// The group whose members a number may count: the other side of a claim that counts words.
fn group<'c>(claim: &Claim<'c>, count: &Count) -> Option<&'c str> {
    let counted = claim.set(count.side).filter(|set| set.items().all(|item| item.id().is_none()))?;
    let other = if count.side == column::SUBJECT { &claim.object } else { &claim.subject };
    let mut groups = other.items();
    groups.next().filter(|_| counted.lists() == 1 && other.lists() == 1)?.id()
}

/// A group that is listed whole has no more members than a sentence can name.
const MOST_LISTED: u64 = 12;

/// Whether a number says how many members a group has, and a list of them has more or fewer.
fn is_miscounted(document: &Document, claim: &Claim, count: &Count, list: &ClosedList) -> bool {
    let statements = document.statements();
    let terms = statements.get(count.claim).zip(statements.get(list.spell.claim));
    let claims = predicate(document, claim).zip(document.claims.get(list.spell.claim));
    let says_so = claims.is_some_and(|(counting, listing)| {
        is_of_membership(counting) || predicate(document, listing).is_some_and(|listing| counting.says_turned(listing))
    });
    let together = terms.is_some_and(|(one, two)| one.is_as_wide_as(two) && one.period.meets(&two.period));
    let small = count.quantity.min.or(count.quantity.max).and_then(|number| number.whole());
    let listed = small.is_some_and(|number| number <= MOST_LISTED);
    listed && says_so && together && !allows(&count.quantity, list.members.len())
}

/// Whether a side is one entity.
pub(super) fn one_entity<'c>(document: &Document, set: &crate::set::Set<'c>) -> Option<&'c str> {
    let mut items = set.items();
    let item = items.next().filter(|item| is_entity(document, *item))?;
    items.next().is_none().then(|| item.id())?
}

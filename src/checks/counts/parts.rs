//! Do the parts of a thing count more than the whole?

use std::collections::BTreeMap;

use super::lists::one_entity;
use super::{MOST, counts_a_state, is_of_one_time, unit};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::count::{Count, counts};
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::wholes;
use crate::quantity::{Kind, Unit};

/// What the counts of a whole and its parts have in common: the side on which whole and part stand,
/// and all that stands beside it.
type Key<'a> = (usize, [&'a str; 6]);

/// The counts of each entity, with the side left out on which it stands.
type Counts<'a, 'd> = BTreeMap<Key<'a>, BTreeMap<&'d str, Vec<&'a Count<'d>>>>;

fn by_side<'a, 'd: 'a>(document: &'a Document<'d>, counts: &'a [Count<'d>]) -> Counts<'a, 'd> {
    let mut sets = Counts::new();
    for count in counts.iter().filter(|count| is_plain_count(count)) {
        let Some(claim) = document.claims.get(count.claim).filter(|claim| counts_a_state(document, claim)) else {
            continue;
        };
        let unit = unit(document, claim, count);
        for side in [column::SUBJECT, column::OBJECT, column::PLACE] {
            let Some(entity) = claim.set(side).and_then(|set| one_entity(document, set)) else { continue };
            let [subject, object, other, place] =
                column::SETS.map(|column| if column == side { "" } else { count.cell(claim, column) });
            let key = (side, [claim.predicate, subject, object, other, place, unit]);
            sets.entry(key).or_default().entry(entity).or_default().push(count);
        }
    }
    sets
}

fn is_plain_count(count: &Count) -> bool {
    count.quantity.unit == Unit::Count && !matches!(count.quantity.kind, Kind::PartOf | Kind::Vague)
}

pub(super) fn parts_exceed_whole(document: &Document, findings: &mut Findings) {
    let (counts, mut pairs) = (counts(document), Pairs::default());
    for sets in by_side(document, &counts).values().filter(|sets| sets.len() > 1) {
        let mut parts: BTreeMap<(&str, usize), Vec<&Count>> = BTreeMap::new();
        for (part, counts) in sets {
            for whole in wholes(&document.corpus.vocabulary, part).into_iter().filter(|whole| whole != part) {
                for (at, of_whole) in sets.get(whole).into_iter().flatten().take(MOST).enumerate() {
                    findings.look(1);
                    exceeding(document, counts, of_whole, (part, whole), &mut pairs);
                    if is_separate(document, part, whole) {
                        let at_one_time = |count: &&&Count| is_of_one_time(document, count.claim, of_whole.claim);
                        parts.entry((whole, at)).or_default().extend(counts.iter().take(MOST).find(at_one_time));
                    }
                }
            }
        }
        for ((whole, at), parts) in parts {
            if let Some(of_whole) = sets.get(whole).and_then(|counts| counts.get(at)) {
                summed(document, &parts, of_whole, whole, &mut pairs);
            }
        }
    }
    let help = "correct the number that is wrong; if all are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::NUMBER, help);
}

/// One part that counts more than the whole.
fn exceeding(document: &Document, counts: &[&Count], of_whole: &Count, names: (&str, &str), pairs: &mut Pairs) {
    let more = |count: &&&Count| count.quantity.min.zip(of_whole.quantity.max).is_some_and(|(min, max)| min > max);
    let together = |count: &&&Count| is_of_one_time(document, count.claim, of_whole.claim);
    if let Some(count) = counts.iter().filter(more).take(MOST).find(together) {
        pairs.add(count.claim, of_whole.claim, || {
            let (one, other) = (row(document, count.claim), row(document, of_whole.claim));
            let (part, whole) = names;
            format!(
                "`{part}` has {} ({one}), and `{whole}`, of which it is part, only {} ({other})",
                count.quantity, of_whole.quantity
            )
        });
    }
}

/// Whether a part lies beside the other parts of its whole. Regions and groups may overlap.
fn is_separate(document: &Document, part: &str, whole: &str) -> bool {
    let entity = document.corpus.vocabulary.entity(part);
    entity.is_some_and(|entity| {
        entity.part_of.contains(&whole) && matches!(entity.kind, "state" | "place" | "organisation" | "body")
    })
}

/// The fewest parts that together count more than the whole, where none does alone: the largest first.
fn summed(document: &Document, parts: &[&Count], of_whole: &Count, whole: &str, pairs: &mut Pairs) {
    let Some(most) = of_whole.quantity.max.and_then(|max| max.whole()) else { return };
    let least = |count: &Count| count.quantity.min.and_then(|min| min.whole()).unwrap_or(0);
    let mut parts = parts.to_vec();
    parts.sort_by_key(|count| (std::cmp::Reverse(least(count)), count.claim));
    if parts.first().is_none_or(|count| least(count) > most) {
        return;
    }
    let (mut chosen, mut sum): (Vec<&Count>, u64) = (Vec::new(), 0);
    for count in parts.into_iter().take(MOST) {
        if sum <= most && chosen.iter().all(|other| is_of_one_time(document, other.claim, count.claim)) {
            sum = sum.saturating_add(least(count));
            chosen.push(count);
        }
    }
    if sum > most {
        chosen.sort_by_key(|count| count.claim);
        pairs.add_all(chosen.iter().map(|count| count.claim).chain([of_whole.claim]), || {
            let rows: Vec<String> = chosen.iter().map(|count| row(document, count.claim)).collect();
            let other = row(document, of_whole.claim);
            format!(
                "the parts of `{whole}` have {sum} ({}), and the whole only {} ({other})",
                rows.join("; "),
                of_whole.quantity
            )
        });
    }
}

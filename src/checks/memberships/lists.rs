//! Does another row name somebody whom a closed list leaves out?

use std::collections::{BTreeMap, BTreeSet};

use super::{MOST, on_one_matter};
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::{ClosedList, Form, Spell, Spells, Status, closed_lists, is_singled_out, wholes};

/// The spells of one group, each with its member.
type Group<'s, 'd> = Vec<(&'d str, &'s Spell<'d>)>;

pub(super) fn closed_list_broken(document: &Document, findings: &mut Findings) {
    let spells = document.spells();
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for ((group, member), spells) in spells {
        groups.entry(group).or_default().extend(spells.iter().map(|spell| (*member, spell)));
    }
    let mut pairs = Pairs::default();
    for list in closed_lists(document, spells) {
        findings.look(1);
        let of_group = groups.get(list.group).map_or(&[][..], Vec::as_slice);
        further_members(document, of_group, &list, &mut pairs);
    }
    for (group, spells_of) in &groups {
        further_strangers(document, group, spells_of, spells, findings, &mut pairs);
    }
    let help = "correct the row that is wrong; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::SUBJECT, help);
}

/// What the members of a list are part of, themselves among it.
fn wholes_of<'a>(document: &'a Document, list: &'a ClosedList) -> BTreeSet<&'a str> {
    list.members.iter().flat_map(|member| wholes(&document.corpus.vocabulary, member)).collect()
}

/// The types of the members of a list.
fn types_of<'a>(document: &'a Document, list: &ClosedList) -> BTreeSet<&'a str> {
    let entities = list.members.iter().filter_map(|member| document.corpus.vocabulary.entity(member));
    entities.map(|entity| entity.kind).collect()
}

fn further_members(document: &Document, spells: &[(&str, &Spell)], list: &ClosedList, pairs: &mut Pairs) {
    let group = list.group;
    let (above, types) = (wholes_of(document, list), types_of(document, list));
    let vocabulary = &document.corpus.vocabulary;
    // A member of a member, or the whole that the members make up, is no further one.
    let is_further = |member: &str| {
        let below = wholes(vocabulary, member).iter().any(|whole| list.members.contains(whole));
        let alike = vocabulary.entity(member).is_some_and(|entity| types.contains(entity.kind));
        alike && !below && !above.contains(member)
    };
    let members = spells.iter().filter(|(_, spell)| spell.status == Status::Member && spell.form != Form::NoTurn);
    for (member, spell) in members.filter(|(member, _)| is_further(member)) {
        if !on_one_matter(document, list.spell, spell) || !list.spell.told.meets(&spell.holds) {
            continue;
        }
        pairs.add(list.spell.claim, spell.claim, || {
            let (one, other) = (row(document, list.spell.claim), row(document, spell.claim));
            format!("`{group}` is said to have no members but those listed ({one}), and `{member}` to be one ({other})")
        });
    }
}

/// "The only state of the region that is no member", and another state of the region that is none.
fn further_strangers(
    document: &Document,
    group: &str,
    spells: &Group,
    all: &Spells,
    findings: &mut Findings,
    pairs: &mut Pairs,
) {
    for (member, spell) in spells.iter().filter(|(_, spell)| spell.status == Status::Stranger) {
        let Some(class) = class_of_only(document, spell) else { continue };
        findings.look(1);
        let others = spells.iter().filter(|(other, theirs)| theirs.status == spell.status && other != member);
        for (other, theirs) in others.take(MOST) {
            let of_class =
                wholes(&document.corpus.vocabulary, other).contains(class) || all.contains_key(&(class, *other));
            if of_class && on_one_matter(document, spell, theirs) && spell.holds.meets(&theirs.holds) {
                pairs.add(spell.claim, theirs.claim, || {
                    let (one, two) = (row(document, spell.claim), row(document, theirs.claim));
                    format!("`{member}` is said to be the only one of `{class}` that does not belong to `{group}` ({one}), and `{other}` not to belong to it ({two})")
                });
            }
        }
    }
}

/// The class of which a denial shuts out all others: its third party.
fn class_of_only<'d>(document: &Document<'d>, spell: &Spell) -> Option<&'d str> {
    let statement = document.statements().get(spell.claim)?;
    let claim = document.claims.get(spell.claim)?;
    let mut classes = claim.other.ids();
    let only = !statement.stance.affirmed && statement.is_exclusive && is_singled_out(document, spell.claim);
    let class = classes.next().filter(|_| only)?;
    classes.next().is_none().then_some(class)
}

//! Does a member take the opposite position of its group?

use foldhash::{HashMap, HashMapExt};

use super::{HELP, MOST, Relation, Side, Told, both_ways, meet, predicate, related, told};
use crate::checks::conflict::Pairs;
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::{Spell, Status, wholes};
use crate::set::Item;

pub(super) fn member_against_group(document: &Document, findings: &mut Findings) {
    let (told, spells, mut pairs) = (told(document), document.spells(), Pairs::default());
    let mut groups: HashMap<&str, Vec<(&str, &Spell)>> = HashMap::new();
    for ((group, member), spells) in spells {
        let belongs = spells.iter().filter(|spell| spell.status == Status::Member).take(MOST);
        groups.entry(member).or_default().extend(belongs.map(|spell| (*group, spell)));
    }
    let excluded = related(document, |predicate| predicate.excludes.clone());
    let is_position = |told: &&Told| predicate(document, told.relation.predicate).is_some_and(|p| p.kind == "position");
    let mut positions: HashMap<Relation, Vec<&Told>> = HashMap::new();
    for told in told.iter().filter(is_position) {
        positions.entry(told.relation).or_default().push(told);
    }
    for fact in told.iter().filter(is_position) {
        let Some(member) = fact.relation.subject.id() else { continue };
        findings.look(1);
        let of_whole = wholes(&document.corpus.vocabulary, member).into_iter().filter(|whole| *whole != member);
        let of_groups = groups.get(member).into_iter().flatten().take(MOST);
        let groups = of_whole.map(|whole| (whole, None)).chain(of_groups.map(|(group, spell)| (*group, Some(*spell))));
        for (group, spell) in groups {
            for opposite in opposites(fact, group, &excluded) {
                let theirs = positions.get(&opposite).into_iter().flatten().take(MOST);
                for theirs in theirs.filter(|theirs| is_opposite(fact, theirs) && meet(document, fact, theirs)) {
                    if belongs_then(document, spell, fact, theirs) {
                        pairs.add(fact.claim, theirs.claim, || message(document, fact, theirs, group));
                    }
                }
            }
        }
    }
    pairs.report(document, findings, column::PREDICATE, HELP);
}

fn message(document: &Document, fact: &Told, theirs: &Told, group: &str) -> String {
    let member = fact.relation.subject;
    format!("`{member}` belongs to `{group}` and takes the opposite position: {}", both_ways(document, theirs, fact))
}

/// What a group would say to take the opposite position of a fact: the same predicate the other way, or
/// one that it excludes.
fn opposites<'a>(fact: &Told<'a>, group: &'a str, excluded: &HashMap<&'a str, Vec<&'a str>>) -> Vec<Relation<'a>> {
    let same = Relation { subject: Side::One(Item::Id(group)), ..fact.relation };
    let others = excluded.get(fact.relation.predicate).into_iter().flatten();
    std::iter::once(same).chain(others.map(|name| same.with(name))).collect()
}

fn is_opposite(fact: &Told, theirs: &Told) -> bool {
    let same = fact.relation.predicate == theirs.relation.predicate;
    if same { fact.affirmed != theirs.affirmed } else { fact.affirmed && theirs.affirmed }
}

/// Whether the membership holds for certain when the positions are taken; a part is always one.
fn belongs_then(document: &Document, spell: Option<&Spell>, fact: &Told, theirs: &Told) -> bool {
    let statements = document.statements();
    let Some(spell) = spell else { return true };
    let same_voice = statements.get(spell.claim).zip(statements.get(fact.claim)).is_some_and(|(a, b)| a.goes_with(b));
    let meets = |told: &Told| statements.get(told.claim).is_some_and(|statement| spell.holds.meets(&statement.period));
    same_voice && meets(fact) && meets(theirs)
}

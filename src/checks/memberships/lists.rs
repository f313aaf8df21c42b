//! Does another row name somebody whom a closed list leaves out?

use std::collections::{BTreeMap, BTreeSet};

use super::{MOST, on_one_matter};
use crate::checks::conflict::{Pairs, row};
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::{Form, Spell, Spells, Status, is_closed_list, spells, wholes};
use crate::set::Set;
use crate::source::Span;
use crate::statement::shuts_out;

/// The spells of one group, each with its member.
type Group<'s, 'd> = Vec<(&'d str, &'s Spell<'d>)>;

pub(super) fn closed_list_broken(document: &Document, findings: &mut Findings) {
    let spells = spells(document);
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for ((group, member), spells) in &spells {
        groups.entry(group).or_default().extend(spells.iter().map(|spell| (*member, spell)));
    }
    let mut pairs = Pairs::default();
    for (group, spells_of) in &groups {
        for list in closed_lists(document, spells_of) {
            findings.look(1);
            further_members(document, group, spells_of, &list, &mut pairs);
        }
        further_strangers(document, group, spells_of, &spells, findings, &mut pairs);
    }
    let help = "correct the row that is wrong; if both are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::SUBJECT, help);
}

/// A list that leaves out nobody.
struct List<'s, 'd> {
    spell: &'s Spell<'d>,
    members: BTreeSet<&'d str>,
}

impl<'d> List<'_, 'd> {
    /// What the members are part of, themselves among it.
    fn wholes<'a>(&'a self, document: &'a Document) -> BTreeSet<&'a str> {
        self.members.iter().flat_map(|member| wholes(&document.corpus.vocabulary, member)).collect()
    }

    /// The types of the members.
    fn types<'a>(&self, document: &'a Document) -> BTreeSet<&'a str> {
        let entities = self.members.iter().filter_map(|member| document.corpus.vocabulary.entity(member));
        entities.map(|entity| entity.kind).collect()
    }
}

/// The closed lists of a group: what one sentence lists in several rows is one list.
fn closed_lists<'s, 'd>(document: &Document<'d>, spells: &[(&'d str, &'s Spell<'d>)]) -> Vec<List<'s, 'd>> {
    let mut lists: BTreeMap<(Option<Span>, &str, bool), List> = BTreeMap::new();
    for (member, spell) in spells {
        let Some(claim) = document.claims.get(spell.claim) else { continue };
        let is_list = spell.status == Status::Member && spell.form == Form::State;
        if is_list && is_closed_list(document, spell.claim, claim) && is_listed(document, spell.claim, claim) {
            let sentence = claim.at.span.and_then(|span| document.sentence_at(document.reading.to_text(span).start));
            let list = lists.entry((sentence, claim.predicate, spell.told.is_undated()));
            list.or_insert_with(|| List { spell, members: BTreeSet::new() }).members.insert(member);
        }
    }
    lists.into_values().collect()
}

/// Whether a claim lists nothing but ids, and, where only a word of it closes the list ("only"), whether
/// that word stands right before the list.
fn is_listed(document: &Document, index: usize, claim: &Claim) -> bool {
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let turned = predicate.is_some_and(|predicate| predicate.has("counts-object"));
    let (members, side): (&Set, usize) =
        if turned { (&claim.object, column::OBJECT) } else { (&claim.subject, column::SUBJECT) };
    let by_predicate = predicate.is_some_and(|predicate| predicate.has("exhaustive"));
    members.items().all(|item| item.id().is_some()) && (by_predicate || is_shut_out(document, index, side))
}

/// Whether a word that shuts out all others stands right before what a cell rests on.
fn is_shut_out(document: &Document, index: usize, side: usize) -> bool {
    let cells = &document.grounding().cells;
    let own = cells.get(cells.partition_point(|cell| cell.claim < index)..).unwrap_or(&[]);
    let cell = own.iter().take_while(|cell| cell.claim == index).find(|cell| cell.column == side);
    let Some(start) = cell.and_then(|cell| cell.bytes.first()).map(|bytes| bytes.start) else { return false };
    let Some(language) = document.corpus.language(document.entry) else { return false };
    let text = document.reading.text();
    let cues = &document.evidence().cues;
    let before = cues.get(..cues.partition_point(|cue| cue.span.start < start)).and_then(|cues| cues.last());
    before.filter(|cue| cue.span.end <= start).is_some_and(|cue| {
        let gap = text.get(cue.span.end..start).unwrap_or("x");
        text.get(cue.span.range()).is_some_and(|words| shuts_out(words, language))
            && !gap.chars().any(char::is_alphanumeric)
    })
}

fn further_members(document: &Document, group: &str, spells: &Group, list: &List, pairs: &mut Pairs) {
    let (above, types) = (list.wholes(document), list.types(document));
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
    let class = classes.next().filter(|_| statement.is_exclusive && !statement.stance.affirmed)?;
    classes.next().is_none().then_some(class)
}

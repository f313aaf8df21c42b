//! Who belongs to what, from when to when, and who does not: every membership that a document tells of.
//!
//! A predicate of membership (`member+`, `member-`) tells of one, and so does a predicate from which one
//! follows (`implies`: "member from", "not member from"). Joining and leaving are turns: what follows
//! from one holds until another ends it.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::edtf::Day;
use crate::fact::{self, Force, Membership};
use crate::language::List;
use crate::period::Period;
use crate::set::Item;
use crate::source::Span;
use crate::statement::{quote_reaches, shuts_out};
use crate::vocabulary::{Predicate, Vocabulary};

/// What is said of a member and a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// That it belongs.
    Member,
    /// That it does not.
    Stranger,
    /// That it may, or should.
    Proposed,
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As a state: "belongs to".
    State,
    /// As a turn to it: "joined", "left".
    Turn,
    /// As a turn that was not made: "refused to join", "did not leave".
    NoTurn,
}

/// One membership that one claim tells of.
#[derive(Debug, Clone)]
pub struct Spell<'c> {
    /// Position of the claim among the document's.
    pub claim: usize,
    /// What it says.
    pub status: Status,
    /// How it says it.
    pub form: Form,
    /// The one predicate that it bears on, where it denies a special kind of membership only.
    pub only: Option<&'c str>,
    /// The time that the claim tells of.
    pub told: Period<'c>,
    /// The time at which it holds: of a turn, from then on, as long as no other turn ends it.
    pub holds: Period<'c>,
}

/// The spells of a group and a member, in the order of the claims.
pub type Spells<'c> = BTreeMap<(&'c str, &'c str), Vec<Spell<'c>>>;

/// Every membership of a document, by group and member.
pub fn spells<'d>(document: &Document<'d>) -> Spells<'d> {
    let mut spells = Spells::new();
    for fact in document.facts() {
        let Some(claim) = document.claims.get(fact.claim) else { continue };
        let Some(predicate) = document.corpus.vocabulary.predicate(claim.predicate) else { continue };
        if !is_of_membership(predicate) {
            continue;
        }
        let sides = fact::group_and_member(fact, predicate).filter(|(group, member)| group != member);
        let Some((group, member)) = sides.and_then(|(group, member)| group.id().zip(member.id())) else { continue };
        let known = |id| document.corpus.vocabulary.entity(id).is_some();
        let sure = fact.sure && known(group) && known(member);
        if let Some(spell) = told(document, fact.claim, predicate).filter(|_| sure) {
            spells.entry((group, member)).or_default().push(spell);
        }
    }
    spells.values_mut().for_each(|spells| end_open_ones(document, spells));
    spells
}

/// Whether a predicate tells of membership.
pub fn is_of_membership(predicate: &Predicate) -> bool {
    Membership::of(predicate).is_some()
}

fn told<'d>(document: &Document<'d>, index: usize, predicate: &Predicate<'d>) -> Option<Spell<'d>> {
    let Membership { affirms, turn, special } = Membership::of(predicate)?;
    let (claim, statement) = (document.claims.get(index)?, document.statements().get(index)?);
    let (stance, told) = (statement.stance, statement.period.clone());
    let proposed = claim.has_mood("proposed") || claim.has_mood("normative");
    // "Should remain a member" proposes no new one.
    let proposed = proposed && !quote_reaches(document, claim, "goes-on");
    let status = match (stance.force, stance.affirmed == affirms) {
        (Force::Open, _) if proposed && stance.affirmed && affirms => Status::Proposed,
        (Force::Open, _) => return None,
        (_, true) => Status::Member,
        (_, false) => Status::Stranger,
    };
    let form = match (turn, stance.affirmed) {
        (true, true) => Form::Turn,
        (true, false) => Form::NoTurn,
        (false, _) => Form::State,
    };
    // "Is no permanent member" leaves open whether it is a member at all.
    let only = (special && !stance.affirmed).then_some(predicate.name);
    let holds = if form == Form::Turn && status != Status::Proposed { told.from_then_on() } else { told.clone() };
    Some(Spell { claim: index, status, form, only, told, holds })
}

/// What goes on ends where an opposite turn is, or may be, told of, and where a claim says until when.
fn end_open_ones(document: &Document, spells: &mut [Spell]) {
    let mut voices: BTreeMap<&str, Vec<&mut Spell>> = BTreeMap::new();
    for spell in spells {
        let voice = document.statements().get(spell.claim).map_or("", |statement| statement.stance.voice);
        voices.entry(voice).or_default().push(spell);
    }
    for mut spells in voices.into_values() {
        let ends = |status| spells.iter().filter_map(|spell| spell.end_of(status)).collect::<Vec<_>>();
        let (of_members, of_strangers) = (ends(Status::Member), ends(Status::Stranger));
        for spell in spells.iter_mut().filter(|spell| spell.holds.is_open()) {
            spell.end(if spell.status == Status::Member { &of_members } else { &of_strangers });
        }
    }
}

/// The first and the last day on which something may have begun or ended.
type Days = (Option<Day>, Option<Day>);

impl Spell<'_> {
    /// When it ends what goes on with a status, if it does: an opposite turn, an "until", a length.
    pub fn end_of(&self, status: Status) -> Option<Days> {
        let goes_on = self.form == Form::Turn || self.told.is_open();
        match (self.status, status) {
            (Status::Member, Status::Stranger) | (Status::Stranger, Status::Member) if goes_on => {
                Some(self.told.starts())
            }
            _ if self.status == status => self.told.ends().map(|days| (days.first, days.last)),
            _ => None,
        }
    }

    fn end(&mut self, ends: &[Days]) {
        let (earliest, _) = self.holds.starts();
        let may_follow = |latest: Option<Day>| latest.zip(earliest).is_none_or(|(latest, earliest)| latest >= earliest);
        let later = ends.iter().filter(|(_, latest)| may_follow(*latest)).map(|(first, _)| *first);
        if let Some(first) = later.min() {
            self.holds.close(first);
        }
    }
}

/// A list of all members of a group: it leaves out nobody.
#[derive(Debug)]
pub struct ClosedList<'s, 'd> {
    /// The group.
    pub group: &'d str,
    /// Of its rows the first.
    pub spell: &'s Spell<'d>,
    /// The members.
    pub members: BTreeSet<&'d str>,
}

/// The lists that leave out nobody, as their predicate (`exhaustive`) or a word right before them says.
/// What one sentence lists in several rows is one list.
pub fn closed_lists<'s, 'd>(document: &Document<'d>, spells: &'s Spells<'d>) -> Vec<ClosedList<'s, 'd>> {
    let mut lists: BTreeMap<(&str, Option<Span>, &str, bool), ClosedList> = BTreeMap::new();
    for ((group, member), spells) in spells {
        for spell in spells.iter().filter(|spell| spell.status == Status::Member && spell.form == Form::State) {
            let Some(claim) = document.claims.get(spell.claim).filter(|claim| is_closed(document, spell.claim, claim))
            else {
                continue;
            };
            let sentence = claim.at.span.and_then(|span| document.sentence_at(document.reading.to_text(span).start));
            let list = lists.entry((group, sentence, claim.predicate, spell.told.is_undated()));
            let list = list.or_insert_with(|| ClosedList { group, spell, members: BTreeSet::new() });
            list.members.insert(member);
            list.spell = if spell.claim < list.spell.claim { spell } else { list.spell };
        }
    }
    lists.into_values().collect()
}

/// Whether a claim lists nothing but ids, and leaves out nobody.
fn is_closed(document: &Document, index: usize, claim: &Claim) -> bool {
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let has = |flag: &str| predicate.is_some_and(|predicate| predicate.has(flag));
    let side = if has("counts-object") { column::OBJECT } else { column::SUBJECT };
    let Some(statement) = document.statements().get(index) else { return false };
    let members = claim.set(side).is_some_and(|members| members.items().all(|item| item.id().is_some()));
    let closed = has("exhaustive") || statement.is_exclusive && follows_exclusion(document, index, side);
    let whole = !statement.gives_examples && !statement.is_of_part();
    members && closed && whole && statement.stance.is_asserted()
}

/// The text between a word that shuts out all others and what a cell rests on, where it stands before it.
fn after_exclusion<'a>(document: &'a Document, index: usize, side: usize) -> Option<(&'a str, &'a str)> {
    let language = document.corpus.language(document.entry)?;
    let cells = &document.grounding().cells;
    let own = cells.get(cells.partition_point(|cell| cell.claim < index)..).unwrap_or(&[]);
    let cell = own.iter().take_while(|cell| cell.claim == index).find(|cell| cell.column == side)?;
    let start = cell.bytes.first()?.start;
    let quote = document.reading.to_text(document.claims.get(index)?.at.span?);
    let text = document.reading.text();
    let before = document.evidence().within(Span::new(quote.start, start.max(quote.start)));
    let word = |span: Span| text.get(span.range()).filter(|words| shuts_out(words, language));
    let (span, word) = before.filter_map(|cue| Some((cue.span, word(cue.span)?))).last()?;
    Some((word, text.get(span.end..start)?))
}

/// Whether a word that shuts out all others stands right before what a cell rests on.
fn follows_exclusion(document: &Document, index: usize, side: usize) -> bool {
    after_exclusion(document, index, side).is_some_and(|(_, gap)| !gap.chars().any(char::is_alphanumeric))
}

/// Whether a claim singles out its subject among a class, its third party: "as the only Baltic port", "the
/// only port of the Baltic". An "only" that may belong to a verb stands right before the class.
pub fn is_singled_out(document: &Document, index: usize) -> bool {
    let Some(language) = document.corpus.language(document.entry) else { return false };
    after_exclusion(document, index, column::OTHER).is_some_and(|(word, gap)| {
        let finite = List::Finite.bit() | List::Auxiliary.bit();
        let article = word.split(' ').next().is_some_and(|first| language.find(first, List::Determiner).is_some());
        let words = language.tokens(gap);
        words.is_empty() || article && !words.iter().any(|token| language.lists(token) & finite != 0)
    })
}

/// Nothing is part of more than so many things; a longer chain is cut, so that a hostile one costs little.
const MOST_WHOLES: usize = 64;

/// Everything that an entity is part of, itself among it.
pub fn wholes<'a>(vocabulary: &'a Vocabulary<'_>, id: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::from([id]);
    let mut open = vec![id];
    while let Some(id) = open.pop().filter(|_| seen.len() < MOST_WHOLES) {
        let parts = vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
        open.extend(parts.iter().copied().filter(|part| seen.insert(part)));
    }
    seen
}

/// Whether two items are certainly two. An entity and words may mean the same, and so may words of which one
/// holds the other; a part lies in its whole.
pub fn are_apart(vocabulary: &Vocabulary, one: Item, two: Item) -> bool {
    match (one, two) {
        (Item::Id(one), Item::Id(two)) => {
            one != two && !wholes(vocabulary, one).contains(two) && !wholes(vocabulary, two).contains(one)
        }
        (Item::Words(one), Item::Words(two)) => {
            let (one, two) = (one.to_lowercase(), two.to_lowercase());
            !one.contains(&two) && !two.contains(&one)
        }
        _ => false,
    }
}

//! Does the source count, or single out, what it never lists?

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::lists::one_entity;
use crate::check::about_cell;
use crate::claim::{Claim, column};
use crate::count::{Count, counts, is_measure, is_plain_list, number_cue};
use crate::document::Document;
use crate::fact::Force;
use crate::finding::Findings;
use crate::language::{Kind, List};
use crate::membership::{Spells, Status, is_singled_out};
use crate::vocabulary::Vocabulary;

/// How long the lists are that a source gives of something.
struct Lists<'d> {
    /// By what stands beside the list in its row.
    beside: HashMap<&'d str, BTreeSet<usize>>,
    /// By the group, how many members it is said to have, row by row.
    members: HashMap<&'d str, HashSet<&'d str>>,
}

fn lists<'d>(document: &Document<'d>, spells: &Spells<'d>) -> Lists<'d> {
    let mut lists = Lists { beside: HashMap::new(), members: HashMap::new() };
    for claim in document.claims.iter() {
        for side in [column::SUBJECT, column::OBJECT, column::OTHER] {
            let Some(length) = length(claim, side) else { continue };
            for beside in [column::SUBJECT, column::OBJECT, column::OTHER].into_iter().filter(|beside| *beside != side)
            {
                lists.beside.entry(claim.cell(beside)).or_default().insert(length);
            }
        }
    }
    for ((group, member), spells) in spells {
        if spells.iter().any(|spell| spell.status == Status::Member) {
            lists.members.entry(group).or_default().insert(member);
        }
    }
    lists
}

/// How many items a side lists, where it is a plain list.
fn length(claim: &Claim, side: usize) -> Option<usize> {
    claim.set(side).filter(|set| is_plain_list(set) && set.lists() > 1).map(|set| set.lists())
}

/// Numbers that a reader expects to be spelled out in a list.
const SMALL: std::ops::RangeInclusive<u64> = 2..=12;

pub(super) fn count_without_list(document: &Document, findings: &mut Findings) {
    let lists = lists(document, document.spells());
    for count in counts(document) {
        let Some(claim) = document.claims.get(count.claim) else { continue };
        let Some(number) = count.exact().filter(|number| SMALL.contains(number)) else { continue };
        if !is_of_a_known_set(document, claim, &count) {
            continue;
        }
        findings.look(1);
        let size = number as usize;
        if !is_listed(&document.corpus.vocabulary, claim, &count, size, &lists) && !is_mentioned(document, claim, size)
        {
            let message = format!("{number} of `{}` are counted, and nothing lists {number}", count.counted);
            let help =
                "if the source does list them, add the row; if it never does, carry it as an exception that says so";
            findings.add(about_cell(claim.at.row, column::NUMBER, message).help(help));
        }
    }
}

/// Whether a number counts a set that the reader is taken to know: a group with a name, or "the two …".
fn is_of_a_known_set(document: &Document, claim: &Claim, count: &Count) -> bool {
    let cue = number_cue(document, claim, &count.quantity.to_string());
    if cue.is_some_and(|cue| is_measure(document, cue)) {
        return false;
    }
    let entity = document.corpus.vocabulary.entity(count.counted);
    let known = || cue.is_some_and(|cue| is_definite(document, cue.span.start));
    entity.is_some_and(|entity| matches!(entity.kind, "group" | "people")) || known()
}

/// Whether the word before a number says that it is known which ones: "the", "these", "its".
fn is_definite(document: &Document, number: usize) -> bool {
    let Some(language) = document.corpus.language(document.entry) else { return false };
    let sentence = document.sentence_at(number).map_or(number, |sentence| sentence.start);
    let before = document.reading.text().get(sentence..number).unwrap_or("");
    let last = language.tokens(before).pop().filter(|token| token.kind == Kind::Word);
    let word = last.and_then(|token| before.get(token.start..token.end)).unwrap_or("");
    language.find(word, List::Reach).is_some_and(|entry| entry.says("known"))
}

/// Whether the row itself, or another about the same, lists so many.
fn is_listed(vocabulary: &Vocabulary, claim: &Claim, count: &Count, size: usize, lists: &Lists) -> bool {
    let sides = [column::SUBJECT, column::OBJECT, column::OTHER];
    let own = |side: &usize| (*side != count.side || !count.is_parallel) && length(claim, *side) == Some(size);
    let of = |name: &str| {
        lists.beside.get(name).is_some_and(|lengths| lengths.contains(&size))
            || lists.members.get(name).is_some_and(|members| members.len() == size)
            || vocabulary.parts_of(name).count() == size
    };
    let names = sides.iter().map(|side| count.cell(claim, *side)).filter(|name| !name.is_empty());
    sides.iter().any(own) || !count.is_parallel && names.into_iter().any(of) || of(count.counted)
}

/// Whether a mention in the quote's sentence stands for so many.
fn is_mentioned(document: &Document, claim: &Claim, size: usize) -> bool {
    let Some(span) = claim.at.span else { return false };
    let sentence = document.sentence_at(document.reading.to_text(span).start);
    let inside = sentence.map(|sentence| document.reading.to_raw(sentence)).unwrap_or(span);
    let from = document.mentions.partition_point(|mention| mention.span.is_none_or(|at| at.start < inside.start));
    let near = document.mentions.get(from..).unwrap_or(&[]).iter();
    let mut near = near.take_while(|mention| mention.span.is_some_and(|at| at.start < inside.end));
    near.any(|mention| crate::set::list(mention.cells.get(5)).count() == size)
}

pub(super) fn only_without_list(document: &Document, findings: &mut Findings) {
    let spells = document.spells();
    for (index, claim) in document.claims.iter().enumerate() {
        let Some(statement) = document.statements().get(index) else { continue };
        let firm = statement.stance.force > Force::Open;
        let only = firm && statement.is_exclusive && is_singled_out(document, index);
        let sides = one_entity(document, &claim.subject).zip(one_entity(document, &claim.other)).filter(|_| only);
        let Some((one, class)) = sides else { continue };
        findings.look(1);
        if !names_another(document, spells, one, class) {
            let message = format!("`{one}` is singled out among `{class}`, of which the rows name no other");
            let help =
                "if the source does name others, add the row; if it never does, carry it as an exception that says so";
            findings.add(about_cell(claim.at.row, column::OTHER, message).help(help));
        }
    }
}

/// Whether another entity of the type of `one` is said to belong to a class, or is part of it.
fn names_another(document: &Document, spells: &Spells, one: &str, class: &str) -> bool {
    let vocabulary = &document.corpus.vocabulary;
    let kind = |id: &str| vocabulary.entity(id).map_or("", |entity| entity.kind);
    let is_other = |id: &str| id != one && kind(id) == kind(one);
    let told = spells.range((class, "")..).map(|((group, member), _)| (*group, *member));
    told.take_while(|(group, _)| *group == class).any(|(_, member)| is_other(member))
        || has_part(vocabulary, class, &is_other)
}

/// Whether something like this is part of a whole, directly or by way of others.
fn has_part(vocabulary: &Vocabulary, whole: &str, is_like: &dyn Fn(&str) -> bool) -> bool {
    let mut seen = HashSet::from_iter([whole]);
    let mut open = vec![whole];
    while let Some(id) = open.pop() {
        for part in vocabulary.parts_of(id).map(|part| part.id).filter(|part| seen.insert(part)) {
            if is_like(part) {
                return true;
            }
            open.push(part);
        }
    }
    false
}

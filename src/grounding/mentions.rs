//! Do the words that stand for something lead to it: a chain from the mention to a claim that names it?

use std::collections::BTreeSet;

use crate::claim::column;
use crate::document::Document;
use crate::evidence::{Cue, Evidence, Value};
use crate::grounding::nearest::Namings;
use crate::grounding::{Fault, Mention, Row, misleading, named, whole_words};
use crate::language::List;
use crate::set::{Item, list};
use crate::source::Span;

/// Positions of a mention's own columns, after the anchor.
pub(super) const REFERS: usize = 5;
const ANTECEDENT: usize = 6;

/// The mentions that stand in the text, by start.
pub(super) fn read<'a>(document: &'a Document) -> Vec<Mention<'a>> {
    let placed = document.mentions.iter().filter_map(|row| {
        let raw = row.span.filter(|span| document.is_usable(*span))?;
        Some(Mention {
            row,
            span: document.reading.to_text(raw),
            refers: list(row.cells.get(REFERS)).collect(),
            antecedents: list(row.cells.get(ANTECEDENT)).collect(),
        })
    });
    let mut mentions: Vec<Mention> = placed.collect();
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

/// Holds every mention against its antecedents, its size and the quotes around it.
pub(super) fn judge(
    document: &Document,
    evidence: &Evidence,
    mentions: &[Mention],
    namings: &Namings,
    faults: &mut Vec<Fault>,
) {
    for (index, mention) in mentions.iter().enumerate() {
        let known = faults.len();
        for id in &mention.refers {
            if !is_reached(document, evidence, mention, id) {
                faults.push(broken(index, mention, id));
            } else if let Some((message, help)) = namings.complaint(mention, id) {
                faults.push(fault(index, ANTECEDENT, "mention-chain-breaks", message, help, mention.span));
            } else if let Some(owner) = other_owner(document, mention, id) {
                let message = format!("“{}” is a name of `{owner}`, and refers to `{id}`", mention.row.quote);
                let help = "refer to what the name stands for, or give it the alias";
                faults.push(fault(index, REFERS, "mention-chain-breaks", message, help, mention.span));
            } else if is_citation(evidence, mention) && document.corpus.vocabulary.work(id).is_none() {
                let message = format!("“{}” is a citation, and `{id}` is no work", mention.row.quote);
                let help = "name the work that it cites in `refers`";
                faults.push(fault(index, REFERS, "mention-chain-breaks", message, help, mention.span));
            }
        }
        if let Some(antecedent) = needless(document, mention) {
            let message =
                format!("“{}” leads to `{antecedent}`, and what it names is named without it", mention.row.quote);
            let help = "list the fewest claims that name all that the mention refers to";
            faults.push(fault(index, ANTECEDENT, "mention-chain-breaks", message, help, mention.span));
        }
        size(evidence, mention, index, faults);
        whole_list(document, mention, index, faults);
        named::one_name(document, mention, index, faults);
        named::apposition(document, evidence, mention, index, faults);
        if faults.len() == known && document.stands(mention.row) {
            misleading::judge(document, evidence, mentions, index, faults);
        }
    }
    cut(document, mentions, faults);
}

pub(super) fn fault(
    index: usize,
    column: usize,
    check: &'static str,
    message: String,
    help: &str,
    bytes: Span,
) -> Fault {
    Fault { check, row: Row::Mention(index), column, message, help: help.to_owned(), bytes: Some(bytes) }
}

/// An owner of the alias that a mention is, letter for letter, where the referent is none of its owners,
/// nor part of one.
fn other_owner<'a>(document: &'a Document, mention: &Mention, id: &str) -> Option<&'a str> {
    let vocabulary = &document.corpus.vocabulary;
    let entity = vocabulary.entity(id)?;
    let said = mention.row.quote;
    let name = said.strip_suffix("'s").or_else(|| said.strip_suffix("’s")).unwrap_or(said);
    let owners = || vocabulary.aliases_named(name).filter(|alias| alias.grounds());
    let is_it = |owner: &str| owner == id || entity.part_of.contains(&owner);
    owners().map(|alias| alias.entity).find(|_| !owners().any(|alias| is_it(alias.entity)))
}

/// Whether the words are an author-year citation and nothing else.
fn is_citation(evidence: &Evidence, mention: &Mention) -> bool {
    let first = evidence.citations.partition_point(|citation| citation.span.end <= mention.span.start);
    evidence
        .citations
        .get(first)
        .is_some_and(|citation| mention.span.contains(citation.span) && citation.span.len() + 2 >= mention.span.len())
}

fn broken(index: usize, mention: &Mention, id: &str) -> Fault {
    let named = if mention.antecedents.is_empty() {
        "its sentence".to_owned()
    } else {
        format!("antecedent {}", mention.antecedents.join(", "))
    };
    let message = format!("“{}” refers to `{id}`, which {named} does not name", mention.row.quote);
    fault(
        index,
        REFERS,
        "mention-chain-breaks",
        message,
        "name the claim that names it in `antecedent`, or correct `refers`",
        mention.span,
    )
}

/// Whether an antecedent names the referent or a whole that it is part of; without antecedents its
/// sentence does, or the mention cites it as printed.
fn is_reached(document: &Document, evidence: &Evidence, mention: &Mention, id: &str) -> bool {
    if mention.antecedents.is_empty() {
        return id == "self" || in_sentence(document, evidence, mention, id) || cites(document, mention, id);
    }
    mention.antecedents.iter().any(|antecedent| leads_to(document, antecedent, id))
}

/// Whether a claim names a thing or a whole that it is part of.
fn leads_to(document: &Document, antecedent: &str, id: &str) -> bool {
    let vocabulary = &document.corpus.vocabulary;
    let wholes = vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
    document.corpus.row_in("claims", antecedent).is_some_and(|row| {
        let claim = crate::claim::Claim::new(row);
        let names = |id: &str| claim.at.id == id || names(&claim, id);
        names(id) || wholes.iter().any(|whole| names(whole))
    })
}

/// The first of several antecedents without which all referents are named as well.
fn needless<'a>(document: &Document, mention: &Mention<'a>) -> Option<&'a str> {
    let held = &mention.antecedents;
    let is_needed = |one: &&&str| {
        let only = |id: &&&str| {
            let leads = |antecedent: &&&str| leads_to(document, antecedent, id);
            leads(one) && !held.iter().filter(|other| other != one).any(|other| leads(&other))
        };
        mention.refers.iter().any(|id| only(&id))
    };
    held.iter().filter(|_| held.len() > 1).find(|one| !is_needed(one)).copied()
}

fn names(claim: &crate::claim::Claim, id: &str) -> bool {
    let sets = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE, column::HOLDER];
    let in_sets =
        sets.iter().filter_map(|column| claim.set(*column)).any(|set| set.items().any(|item| item == Item::Id(id)));
    in_sets || claim.cell(column::WHEN) == id || list(claim.cell(column::CITES)).any(|work| work == id)
}

fn in_sentence(document: &Document, evidence: &Evidence, mention: &Mention, id: &str) -> bool {
    let Some(sentence) = document.sentence_at(mention.span.start) else { return false };
    let corpus = document.corpus;
    let owners = |alias| {
        corpus.names().payloads(alias).iter().filter_map(|index| corpus.vocabulary.aliases.get(*index as usize))
    };
    let wholes = corpus.vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
    // A name that several things share does not say of itself which of them it means.
    let says_which = |cue: &&Cue| {
        let shared = corpus.names().id_of(cue).is_some_and(|alias| corpus.names().payloads(alias).len() > 1);
        !shared || !cue.span.overlaps(mention.span)
    };
    let cues = evidence.within(sentence).filter(says_which).filter_map(|cue| corpus.names().id_of(cue));
    let mut aliases = cues.flat_map(owners);
    aliases.any(|alias| alias.entity == id || wholes.contains(&alias.entity))
        || document
            .claim(id)
            .and_then(|claim| claim.at.span)
            .is_some_and(|span| sentence.overlaps(document.reading.to_text(span)))
}

/// A citation names its work by its printed form, or by author and year.
fn cites(document: &Document, mention: &Mention, id: &str) -> bool {
    let Some(work) = document.corpus.vocabulary.work(id) else { return false };
    let quote = mention.row.quote;
    let printed = list(work.cell(4)).any(|printed| whole_words(quote, printed, 0).next().is_some() || quote == printed);
    printed
        || !work.cell(2).is_empty()
            && quote.contains(work.cell(2))
            && quote.contains(work.cell(1).split(',').next().unwrap_or("\0"))
}

/// A number word in a mention equals the size of what it stands for.
fn size(evidence: &Evidence, mention: &Mention, index: usize, faults: &mut Vec<Fault>) {
    let is_set = mention.refers.len();
    for cue in evidence.within(mention.span) {
        let Value::Number { cell, .. } = &cue.value else { continue };
        // A group that is one entity may be of any size: its own count is a claim of its own.
        if let Some(size) = cell.parse::<usize>().ok().filter(|size| *size != is_set && is_set > 1) {
            let message = format!("“{}” stands for {size}, and `refers` names {is_set}", mention.row.quote);
            faults.push(fault(
                index,
                REFERS,
                "mention-size-mismatch",
                message,
                "name as many as the words say",
                cue.span,
            ));
        }
    }
}

/// A mention stands for a list as a whole: all its referents come from one cell of an antecedent (or of
/// a claim in its sentence), and it leaves out none of them.
fn whole_list(document: &Document, mention: &Mention, index: usize, faults: &mut Vec<Fault>) {
    if mention.refers.len() < 2 {
        return one_of_many(document, mention, index, faults);
    }
    let lists = source_lists(document, mention);
    let refers: BTreeSet<&str> = mention.refers.iter().copied().collect();
    // Each antecedent gives one list; together they make the set.
    let reached: BTreeSet<&str> = lists.iter().filter(|list| list.is_subset(&refers)).flatten().copied().collect();
    let claims = refers.iter().any(|id| document.corpus.row_in("claims", id).is_some());
    if lists.is_empty() || reached == refers || claims {
        return;
    }
    let known =
        lists.iter().map(|list| list.iter().copied().collect::<Vec<_>>().join("; ")).collect::<Vec<_>>().join(" / ");
    let message = format!(
        "“{}” stands for {}, which is no whole list of a claim that names them (lists there: {known})",
        mention.row.quote,
        mention.refers.join("; ")
    );
    faults.push(fault(
        index,
        REFERS,
        "mention-splits-list",
        message,
        "refer to the whole list, and to nothing beside it",
        mention.span,
    ));
}

/// A plural mention does not stand for one place or person alone.
fn one_of_many(document: &Document, mention: &Mention, index: usize, faults: &mut Vec<Fault>) {
    const SINGULAR: &[&str] = &["state", "region", "place", "person", "medium"];
    let Some(language) = document.corpus.language(document.entry) else { return };
    let said = mention.row.quote;
    let plural = crate::source::words(said).filter_map(|word| said.get(word.range())).any(|word| {
        [List::Pronoun, List::Determiner]
            .iter()
            .filter_map(|list| language.find(word, *list))
            .any(|entry| entry.says("plural"))
    });
    let one = mention.refers.first().and_then(|id| document.corpus.vocabulary.entity(id));
    // "The Beaches" are one place, and called "they".
    let is_plural = |name: &str| {
        let last = crate::source::words(name).last().and_then(|word| name.get(word.range())).unwrap_or("");
        language.is_in(last, &[List::Plural]) || last.ends_with('s') && !language.is_in(last, &[List::Singular])
    };
    let is_one = |name: &str| plural && !is_plural(name);
    if let Some(entity) = one.filter(|entity| is_one(entity.name) && SINGULAR.contains(&entity.kind)) {
        let message = format!("“{said}” stands for several, and `refers` names `{}` alone", entity.id);
        faults.push(fault(index, REFERS, "mention-splits-list", message, "refer to the whole list", mention.span));
    }
}

/// The cells, as sets of ids, in which antecedents (or the claims that begin in its sentence before
/// it) name a referent.
fn source_lists<'a>(document: &'a Document, mention: &Mention<'a>) -> Vec<BTreeSet<&'a str>> {
    let rows: Vec<crate::claim::Claim<'a>> = if mention.antecedents.is_empty() {
        let Some(sentence) = document.sentence_at(mention.span.start) else { return Vec::new() };
        let near = document.claims.iter().filter(|claim| {
            let span = claim.at.span.map(|span| document.reading.to_text(span));
            span.is_some_and(|span| sentence.contains(span) && !span.contains(mention.span))
        });
        near.cloned().collect()
    } else {
        let rows = mention.antecedents.iter().filter_map(|id| document.corpus.row_in("claims", id));
        rows.map(crate::claim::Claim::new).collect()
    };
    let sets = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE];
    let cells =
        rows.iter().flat_map(|claim| sets.iter().filter_map(|column| claim.set(*column)).cloned().collect::<Vec<_>>());
    let ids = cells.map(|set| set.ids().collect::<BTreeSet<&str>>());
    ids.filter(|set| mention.refers.iter().any(|id| set.contains(id))).collect()
}

/// A quote may not cut a mention.
fn cut(document: &Document, mentions: &[Mention], faults: &mut Vec<Fault>) {
    for (index, claim) in document.claims.iter().enumerate() {
        let Some(quote) =
            claim.at.span.filter(|span| document.is_usable(*span)).map(|span| document.reading.to_text(span))
        else {
            continue;
        };
        for edge in [quote.start, quote.end] {
            let after = mentions.partition_point(|mention| mention.span.start < edge);
            let across = mentions.get(after.saturating_sub(8)..after).unwrap_or(&[]).iter();
            // A mention that holds the whole quote ("the return of these fighters") is not cut by it.
            let cut = |mention: &&Mention| mention.span.end > edge && !mention.span.contains(quote);
            for mention in across.filter(cut) {
                let message = format!("the quote cuts the mention “{}”", mention.row.quote);
                let help = "lengthen the quote to the whole mention, or end it before".to_owned();
                faults.push(Fault {
                    check: "mention-cut",
                    row: Row::Claim(index),
                    column: crate::schema::anchored::QUOTE,
                    message,
                    help,
                    bytes: Some(mention.span),
                });
            }
        }
    }
}

//! Does a mutant say the same as the row it was made from? Only what is proved here counts as the same.

use std::collections::BTreeSet;

use crate::claim::{Anchored, Claim, column};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::edtf::Edtf;
use crate::grounding::Verdict;
use crate::quantity::Relation;
use crate::schema::{Format, anchored};
use crate::set::{Item, Set, list};
use crate::source::Span;
use crate::table::Row;

/// A row as it was, or as a mutant has it, among all the others.
pub(super) struct Side<'s, 'd> {
    pub(super) corpus: &'s Corpus<'d>,
    pub(super) documents: &'s [Document<'d>],
    pub(super) row: Row<'d>,
}

impl<'s, 'd> Side<'s, 'd> {
    /// The source of an anchored row.
    fn document(&self) -> Option<&'s Document<'d>> {
        self.documents.iter().find(|document| document.entry.id == self.row.cell(anchored::SOURCE))
    }

    /// The bytes of the reading text that an anchored row quotes.
    fn quote(&self) -> Option<Span> {
        text_span(self.document()?, &Anchored::new(self.row))
    }

    /// Whether all cells are those of another row, but for these.
    fn is_equal_but(&self, other: &Side, columns: &[usize]) -> bool {
        let (mine, theirs) = (self.row.cells(), other.row.cells());
        let all = 0..self.row.table.schema.columns.len();
        all.into_iter().filter(|column| !columns.contains(column)).all(|column| mine.get(column) == theirs.get(column))
    }
}

fn text_span(document: &Document, row: &Anchored) -> Option<Span> {
    let raw = row.span.filter(|span| document.is_usable(*span))?;
    Some(document.reading.to_text(raw))
}

/// The rule by which two rows of one table say the same; `None` where no rule proves it.
pub(super) fn rule(before: &Side, after: &Side) -> Option<&'static str> {
    if same_cells((before.corpus, before.row), (after.corpus, after.row)) {
        return Some("same parsed value");
    }
    match before.row.table.schema.name {
        "claims" if same_facts((before.corpus, before.row), (after.corpus, after.row)) => Some("same facts"),
        "claims" if same_words(before, after) => Some("same resolved cells"),
        "predicates" if same_patterns((before.corpus, before.row), (after.corpus, after.row)) => Some("same facts"),
        "mentions" if same_words(before, after) || same_reference(before, after) => Some("same resolved cells"),
        _ => None,
    }
}

/// Every cell means the same once it is parsed.
fn same_cells((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    let (mine, theirs) = (before.cells(), after.cells());
    let columns = before.table.schema.columns.iter().enumerate();
    columns.filter(|(index, _)| mine.get(*index) != theirs.get(*index)).all(|(index, column)| {
        let (a, b) = (mine.get(index), theirs.get(index));
        match column.format {
            Format::When | Format::Date => Edtf::parse(a).is_ok_and(|a| Edtf::parse(b).is_ok_and(|b| a == b)),
            Format::Number => same_numbers(corpus, mine.get(1), a, b),
            Format::Refs(_) | Format::Words | Format::Choices(_) => items(a) == items(b),
            _ => false,
        }
    })
}

fn same_numbers(corpus: &Corpus, source: &str, a: &str, b: &str) -> bool {
    let read = |cell: &str| list(cell).map(|number| corpus.quantity(source, number).ok()).collect::<Option<Vec<_>>>();
    let (Some(a), Some(b)) = (read(a), read(b)) else { return false };
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.compare(b) == Relation::Equal)
}

fn items(cell: &str) -> BTreeSet<&str> {
    list(cell).collect()
}

/// Positions of a mention's own columns.
const REFERS: usize = 5;
const ANTECEDENT: usize = 6;

/// One fact: subject, object and third party, each a `;` item with its alternatives.
type Fact = (Vec<String>, Vec<String>, Vec<String>);

/// Both rows give the same facts once lists are multiplied out and the sides of a symmetric predicate
/// are put in one order; all other cells are equal.
fn same_facts((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    let (mine, theirs) = (Claim::new(before), Claim::new(after));
    let sides = [column::SUBJECT, column::OBJECT, column::OTHER];
    let columns = 0..before.table.schema.columns.len();
    let others_differ =
        columns.filter(|column| !sides.contains(column)).any(|column| mine.cell(column) != theirs.cell(column));
    let predicate = corpus.vocabulary.predicate(mine.predicate);
    // Order counts on a route and beside a list of numbers; a collective predicate holds of the list.
    let is_ordered = predicate.is_none_or(|p| p.kind == "route" || p.has("ordered") || p.has("collective"));
    if others_differ || is_ordered || mine.cell(column::NUMBER).contains(';') {
        return false;
    }
    let symmetric = predicate.is_some_and(|predicate| predicate.has("symmetric"));
    facts(&mine, symmetric) == facts(&theirs, symmetric)
}

fn facts(claim: &Claim, symmetric: bool) -> BTreeSet<Fact> {
    let parts = |set: &Set| -> Vec<Vec<String>> {
        let parts: Vec<Vec<String>> = set.parts().map(|part| part.iter().map(member).collect()).collect();
        if parts.is_empty() { vec![Vec::new()] } else { parts }
    };
    let (subjects, objects, others) = (parts(&claim.subject), parts(&claim.object), parts(&claim.other));
    let mut facts = BTreeSet::new();
    for subject in &subjects {
        for object in &objects {
            for other in &others {
                let (a, b) = if symmetric && object < subject { (object, subject) } else { (subject, object) };
                facts.insert((a.clone(), b.clone(), other.clone()));
            }
        }
    }
    facts
}

/// An item of one part with its joint, but for the one that begins the part.
fn member(member: &crate::set::Member) -> String {
    match member.joint {
        crate::set::Joint::First | crate::set::Joint::List => member.item.to_string(),
        joint => format!("{joint:?} {}", member.item),
    }
}

/// A symmetric predicate has the same patterns but for the names of its two sides.
fn same_patterns((corpus, before): (&Corpus, Row), (_, after): (&Corpus, Row)) -> bool {
    const PATTERNS: usize = 5;
    let (mine, theirs) = (before.cells(), after.cells());
    let sides_named_alike = |pattern: &str| {
        let parts = pattern.split(' ').map(|part| if part == "O" { "S" } else { part });
        parts.collect::<Vec<_>>().join(" ")
    };
    let patterns = |cell: &str| list(cell).map(sides_named_alike).collect::<BTreeSet<String>>();
    let columns = 0..before.table.schema.columns.len();
    let symmetric = corpus.vocabulary.predicate(before.id()).is_some_and(|predicate| predicate.has("symmetric"));
    symmetric
        && columns.filter(|column| *column != PATTERNS).all(|column| mine.get(column) == theirs.get(column))
        && patterns(mine.get(PATTERNS)) == patterns(theirs.get(PATTERNS))
}

/// The quote holds the same cues and content words, so that it is longer or shorter by words that say nothing, and
/// every cell of the source rests on the very bytes that it rested on before, or on this quote.
fn same_words(before: &Side, after: &Side) -> bool {
    let anchor = [anchored::START, anchored::END, anchored::QUOTE];
    let quotes = before.quote().zip(after.quote()).filter(|_| before.is_equal_but(after, &anchor));
    let (Some((was, now)), Some((old, new))) = (quotes, before.document().zip(after.document())) else { return false };
    let evidence = new.evidence();
    let mut said = evidence.cues.iter().map(|cue| cue.span).chain(evidence.content.iter().copied());
    let is_silent = said.all(|word| was.contains(word) == now.contains(word));
    is_silent && grounds(old, was, now) == grounds(new, was, now)
}

/// A cell of a claim with its verdict and what it rests on.
type Rests<'s> = (&'s str, usize, Verdict, Vec<Span>, &'s str);

/// What every cell of a source rests on, where two quotes of one row are the same.
fn grounds<'s>(document: &'s Document, was: Span, now: Span) -> BTreeSet<Rests<'s>> {
    let cells = document.grounding().cells.iter();
    let rests = cells.filter_map(|cell| {
        let bytes = cell.bytes.iter().map(|span| if *span == was { now } else { *span }).collect();
        Some((document.claims.get(cell.claim)?.at.id, cell.column, cell.verdict, bytes, cell.via.as_str()))
    });
    rests.collect()
}

/// The mention stands for the same things, so every cell that rests on it says the same; and what it leads to
/// names each of them by itself: a claim before it that is as near as one that it named, or, without any, a name
/// in its own sentence.
fn same_reference(before: &Side, after: &Side) -> bool {
    let found = after.document().zip(after.quote()).filter(|_| before.is_equal_but(after, &[ANTECEDENT]));
    let Some((document, mention)) = found else { return false };
    let refers: Vec<&str> = list(after.row.cell(REFERS)).collect();
    let (old, new) = (claims(document, before.row.cell(ANTECEDENT)), claims(document, after.row.cell(ANTECEDENT)));
    if after.row.cell(ANTECEDENT).is_empty() {
        return refers.iter().all(|id| is_in_sentence(document, mention, id));
    }
    let near: Vec<usize> = old.iter().filter_map(|claim| sentence(document, text_span(document, &claim.at)?)).collect();
    let near = if near.is_empty() { Vec::from_iter(sentence(document, mention)) } else { near };
    let is_near =
        |span: Span| sentence(document, span).is_some_and(|at| near.iter().any(|near| at.abs_diff(*near) <= 1));
    // A work stands in no sentence: it is the same one wherever it is named.
    let are_works = refers.iter().all(|id| document.corpus.vocabulary.work(id).is_some());
    let leads = |claim: &&Claim| {
        let span = text_span(document, &claim.at).filter(|span| span.end <= mention.start);
        (are_works || span.is_some_and(is_near)) && refers.iter().any(|id| leads_to(document, claim, id))
    };
    new.len() == list(after.row.cell(ANTECEDENT)).count()
        && new.iter().all(leads)
        && refers.iter().all(|id| new.iter().any(|claim| leads_to(document, claim, id)))
}

/// The claims of a source that a cell lists.
fn claims<'s, 'd>(document: &'s Document<'d>, cell: &str) -> Vec<&'s Claim<'d>> {
    list(cell).filter_map(|id| document.claim(id)).collect()
}

/// The number of the sentence in which a quote begins.
fn sentence(document: &Document, quote: Span) -> Option<usize> {
    let after = document.sentences().partition_point(|sentence| sentence.end <= quote.start);
    document.sentences().get(after).filter(|sentence| sentence.start <= quote.start).map(|_| after)
}

/// Whether the sentence of a mention names the thing outside the mention: by a name of nothing else, or, for a
/// claim, by its quote.
fn is_in_sentence(document: &Document, mention: Span, id: &str) -> bool {
    let Some(sentence) = document.sentence_at(mention.start) else { return false };
    let corpus = document.corpus;
    let outside = document.evidence().within(sentence).filter(|cue| !cue.span.overlaps(mention));
    let mut names = outside.filter_map(|cue| corpus.names().id_of(cue)).map(|alias| corpus.names().payloads(alias));
    let is_of = |index: &u32| corpus.vocabulary.aliases.get(*index as usize).is_some_and(|alias| alias.entity == id);
    let quoted = || text_span(document, &document.claim(id)?.at);
    names.any(|owners| owners.iter().all(is_of))
        || quoted().is_some_and(|quote| sentence.contains(quote) && !quote.overlaps(mention))
}

/// Whether the claim names the thing or a whole that it is part of.
fn leads_to(document: &Document, claim: &Claim, id: &str) -> bool {
    let wholes = document.corpus.vocabulary.entity(id).map(|entity| entity.part_of.as_slice()).unwrap_or_default();
    names(claim, id) || wholes.iter().any(|whole| names(claim, whole))
}

/// Whether a cell of the claim names the thing.
fn names(claim: &Claim, id: &str) -> bool {
    let sets = column::SETS.into_iter().chain([column::HOLDER]).filter_map(|column| claim.set(column));
    claim.at.id == id
        || sets.into_iter().any(|set| set.items().any(|item| item == Item::Id(id)))
        || claim.cell(column::WHEN) == id
        || list(claim.cell(column::CITES)).any(|work| work == id)
}

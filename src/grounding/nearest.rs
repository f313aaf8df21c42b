//! Does a mention rest on words before it that name what it stands for, and not on words too far away?

use foldhash::{HashMap, HashSet};

use crate::claim::column;
use crate::document::Document;
use crate::grounding::{Ground, Mention};
use crate::language::List;
use crate::set::{Item, list};
use crate::source::{Span, words};

/// A pronoun leads no further back than this many sentences: beyond them a reader has lost the thread.
const FARTHEST: usize = 2;

/// Where the cells of a document name what its mentions stand for.
pub(super) struct Namings<'a, 'd> {
    document: &'a Document<'d>,
    cells: &'a [Ground],
    /// By id: the cells that name it, by the first place that each rests on.
    by_id: HashMap<&'d str, Vec<(Span, usize)>>,
    /// By id: where mentions stand for it.
    mentioned: HashMap<&'a str, Vec<Span>>,
}

impl<'a, 'd> Namings<'a, 'd> {
    pub(super) fn new(document: &'a Document<'d>, cells: &'a [Ground], mentions: &'a [Mention]) -> Namings<'a, 'd> {
        let vocabulary = &document.corpus.vocabulary;
        let referents = mentions.iter().flat_map(|mention| &mention.refers).copied();
        let wanted: HashSet<&str> =
            referents.flat_map(|id| std::iter::once(id).chain(wholes(vocabulary, id))).collect();
        let mut by_id: HashMap<&str, Vec<(Span, usize)>> = HashMap::default();
        for (at, cell) in cells.iter().enumerate() {
            let Some(first) = cell.bytes.first() else { continue };
            for id in ids(document, cell).into_iter().filter(|id| wanted.contains(id)) {
                by_id.entry(id).or_default().push((*first, at));
            }
        }
        by_id.values_mut().for_each(|places| places.sort_unstable());
        let mut mentioned: HashMap<&str, Vec<Span>> = HashMap::default();
        for mention in mentions {
            mention.refers.iter().for_each(|id| mentioned.entry(id).or_default().push(mention.span));
        }
        Namings { document, cells, by_id, mentioned }
    }

    /// What is wrong with the way from a mention to one thing that it stands for, and what to do.
    pub(super) fn complaint(&self, mention: &Mention, id: &str) -> Option<(String, &'static str)> {
        let said = mention.row.quote;
        // A work stands in no sentence, and of the claims of another source no place is known.
        let is_here = |antecedent: &&str| self.document.claim(antecedent).is_some();
        let is_work = self.document.corpus.vocabulary.work(id).is_some();
        if is_work || mention.antecedents.is_empty() || !mention.antecedents.iter().all(is_here) {
            return None;
        }
        let Some((key, place)) = self.reached(mention, id, mention.span.start) else {
            if self.is_explained_after(mention, id) {
                return None;
            }
            let message = format!("“{said}” refers to `{id}`, which the antecedent names only after it, or by it");
            return Some((message, "name a claim whose own words before the mention name it"));
        };
        // Any claim that names the thing leads to it, the first as well as the last: what counts is how long
        // ago the text spoke of it.
        let spoken = [self.stood_for(mention, id), self.nearest(mention, key)];
        let last = spoken.into_iter().flatten().fold(place, Span::max);
        if is_pronoun(self.document, said) && self.apart(last, mention.span) > FARTHEST {
            let message =
                format!("“{said}” refers to `{id}`, which was last named more than {FARTHEST} sentences before");
            return Some((message, "refer to what the sentences before the mention name"));
        }
        None
    }

    /// "Its members" may be listed in the next sentence, where nothing before lists them. A pronoun leads back.
    fn is_explained_after(&self, mention: &Mention, id: &str) -> bool {
        let explains = |antecedent: &&str| {
            let Some(span) = self.document.claim(antecedent).and_then(|claim| claim.at.span) else { return false };
            let place = self.document.reading.to_text(span);
            let sentence = self.document.sentence_at(place.start);
            sentence.is_some_and(|sentence| self.apart(mention.span, sentence) <= 1)
                && self.reached(mention, id, place.end).is_some()
        };
        !is_pronoun(self.document, mention.row.quote)
            && self.nearest(mention, id).is_none()
            && mention.antecedents.iter().any(explains)
    }

    /// By what name the antecedents reach the thing (itself, or a whole that it is part of), and the last
    /// place before `upto` where they do.
    fn reached<'k>(&self, mention: &Mention, id: &'k str, upto: usize) -> Option<(&'k str, Span)>
    where
        'd: 'k,
    {
        let document = self.document;
        std::iter::once(id).chain(wholes(&document.corpus.vocabulary, id)).find_map(|key| {
            let places =
                mention.antecedents.iter().filter_map(|antecedent| self.named_by(mention, antecedent, key, upto));
            places.max().map(|place| (key, place))
        })
    }

    /// The last place before `upto` where one claim names `key`, or where it stands itself.
    fn named_by(&self, mention: &Mention, antecedent: &str, key: &str, upto: usize) -> Option<Span> {
        let claim = self.document.claim(antecedent)?;
        let quote = || claim.at.span.map(|span| self.document.reading.to_text(span));
        if antecedent == key {
            return quote().filter(|quote| quote.start < upto && !quote.contains(mention.span));
        }
        let index = self.document.claims.partition_point(|other| other.at.span < claim.at.span);
        let index = index + self.document.claims.get(index..)?.iter().position(|other| other.at.id == antecedent)?;
        let from = self.cells.partition_point(|cell| cell.claim < index);
        let own = self.cells.get(from..)?.iter().take_while(|cell| cell.claim == index);
        let naming = own.filter(|cell| ids(self.document, cell).contains(&key));
        naming.filter_map(|cell| before(cell, mention.span, upto)).max()
    }

    /// The last place before the mention where any claim names `key`: of several referents all of them, and
    /// nothing beside them.
    fn nearest(&self, mention: &Mention, key: &str) -> Option<Span> {
        let places = self.by_id.get(key)?;
        let earlier = places.get(..places.partition_point(|(place, _)| place.start < mention.span.start))?;
        let all = |cell: &Ground| {
            let named = ids(self.document, cell);
            let is_named = |id: &&str| mention.refers.contains(id);
            mention.refers.len() < 2 || mention.refers.iter().all(|id| named.contains(id)) && named.iter().all(is_named)
        };
        earlier.iter().rev().find_map(|(_, at)| {
            let cell = self.cells.get(*at).filter(|cell| all(cell))?;
            before(cell, mention.span, mention.span.start)
        })
    }

    /// The last mention before this one that stands for the same: "it … it … it" is one thread.
    fn stood_for(&self, mention: &Mention, id: &str) -> Option<Span> {
        let places = self.mentioned.get(id)?;
        places.get(..places.partition_point(|place| place.start < mention.span.start))?.last().copied()
    }

    /// How many sentences one place is behind another.
    fn apart(&self, first: Span, second: Span) -> usize {
        let sentences = self.document.sentences();
        let at = |place: Span| sentences.partition_point(|sentence| sentence.end <= place.start);
        at(second).saturating_sub(at(first))
    }
}

/// The last place before `upto` that a cell rests on, unless it rests on the mention.
fn before(cell: &Ground, mention: Span, upto: usize) -> Option<Span> {
    let place = cell.bytes.iter().rfind(|place| place.end <= upto).copied();
    place.filter(|_| !cell.bytes.contains(&mention))
}

fn wholes<'v>(vocabulary: &'v crate::vocabulary::Vocabulary, id: &str) -> impl Iterator<Item = &'v str> {
    vocabulary.entity(id).into_iter().flat_map(|entity| entity.part_of.iter().copied())
}

/// The ids that a grounded cell names.
fn ids<'d>(document: &Document<'d>, cell: &Ground) -> Vec<&'d str> {
    const NAMING: [usize; 5] = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE, column::HOLDER];
    let Some(claim) = document.claims.get(cell.claim) else { return Vec::new() };
    if cell.column == column::WHEN {
        return list(claim.cell(column::WHEN)).collect();
    }
    let set = claim.set(cell.column).filter(|_| NAMING.contains(&cell.column));
    set.into_iter()
        .flat_map(|set| set.items())
        .filter_map(|item| match item {
            Item::Id(id) => Some(id),
            Item::Words(_) => None,
        })
        .collect()
}

/// Whether a mention is a pronoun and nothing else.
fn is_pronoun(document: &Document, said: &str) -> bool {
    let language = document.corpus.language(document.entry);
    let is_one = |word: Span| language?.find(said.get(word.range())?, List::Pronoun);
    words(said).all(|word| is_one(word).is_some())
}

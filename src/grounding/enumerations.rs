//! Does an enumeration of the words go on where the cell does not?

use std::cell::OnceCell;

use foldhash::HashSet;

use crate::evidence::{self, Class, Value};
use crate::grounding::lists::{is_content, is_other_verb, is_used};
use crate::grounding::{Desk, Fault, Row, side, whole_words};
use crate::language::{Language, List};
use crate::set::{Item, Set};
use crate::source::{Span, words};

/// The check whose fault it is.
const LIST_ITEM_DROPPED: &str = "list-item-dropped";

/// Leaves out what is said twice: a name of the list that no row uses at all has a fault of its own.
pub(super) fn settle(faults: &mut Vec<Fault>) {
    let unused = faults.iter().filter(|fault| fault.check == "name-not-used");
    let unused: HashSet<(Row, Option<Span>)> = unused.map(|fault| (fault.row, fault.bytes)).collect();
    faults.retain(|fault| fault.check != LIST_ITEM_DROPPED || !unused.contains(&(fault.row, fault.bytes)));
}

/// What one look at a column needs: its places in order, and all that the row takes.
struct Look<'l, 'a, 'd> {
    desk: &'l Desk<'a, 'd>,
    language: &'l Language,
    places: Vec<Span>,
    used: &'l [Span],
    /// The clauses of the sentence, once they are asked for: few lists want them.
    clauses: OnceCell<Vec<Span>>,
}

/// A fault where a word of the enumeration that the items of `column` stand in is nobody's.
pub(super) fn dropped_item(desk: &mut Desk, language: &Language, column: usize, places: &[Span], used: &[Span]) {
    let mut places = places.to_vec();
    places.sort_unstable();
    let mut look = Look { desk, language, places, used, clauses: OnceCell::new() };
    let found = look.lost_word().filter(|_| !look.stands_alone_elsewhere(column));
    if let Some(word) = found.filter(|word| !is_left_to_another(desk, column, *word)) {
        let name = desk.claim.at.row.table.schema.column_name(column);
        let said = desk.text(word).to_owned();
        desk.fault(
            LIST_ITEM_DROPPED,
            column,
            format!("the list in the quote has “{said}”, and `{name}` leaves it out"),
            "add the item to the list, or shorten the quote",
        );
        if let Some(fault) = desk.faults.last_mut() {
            fault.bytes = Some(word);
        }
    }
}

/// Whether another claim of the predicate takes the word in the same column, and nothing of what stands
/// there here: a list may be split over rows.
fn is_left_to_another(desk: &Desk, column: usize, word: Span) -> bool {
    let Some(mine) = desk.claim.set(column) else { return false };
    let said = desk.text(word);
    let owners: Vec<&str> = owners(desk, word).collect();
    let reading = &desk.document.reading;
    let takes = |item: Item| match item {
        Item::Words(words) => whole_words(words, said, 0).next().is_some(),
        Item::Id(id) => owners.contains(&id),
    };
    desk.document.claims.iter().filter(|claim| claim.predicate == desk.claim.predicate).any(|claim| {
        let set = claim.set(column);
        let quotes = claim.at.span.is_some_and(|span| reading.to_text(span).contains(word));
        let shares = |set: &Set| set.items().any(|item| mine.items().any(|own| own == item));
        quotes && set.is_some_and(|set| set.items().any(takes) && !shares(set))
    })
}

/// The entities of which the name at a place is an alias.
fn owners<'a>(desk: &'a Desk, name: Span) -> impl Iterator<Item = &'a str> {
    let corpus = desk.document.corpus;
    let alias = desk.evidence.within(name).next().and_then(|cue| corpus.names().id_of(cue));
    let indexes = alias.map_or(&[][..], |alias| corpus.names().payloads(alias));
    indexes.iter().filter_map(|index| corpus.vocabulary.aliases.get(*index as usize)).map(|alias| alias.entity)
}

impl Look<'_, '_, '_> {
    fn is_lost(&self, word: Span) -> bool {
        !is_used(self.used, word) && is_content(self.language, self.desk.text(word))
    }

    fn words(&self, span: Span) -> Vec<Span> {
        words(self.desk.text(span)).map(|word| word.shift(span.start)).collect()
    }

    fn is(&self, word: Span, list: List) -> bool {
        self.language.find(self.desk.text(word), list).is_some()
    }

    fn in_one_clause(&self, a: Span, b: Span) -> bool {
        let text = self.desk.document.reading.text();
        let clauses = self.clauses.get_or_init(|| evidence::clauses(text, self.desk.sentence, self.language));
        clauses.iter().any(|clause| clause.contains(a) && clause.contains(b))
    }

    fn lost_word(&self) -> Option<Span> {
        let plain = self.between().or_else(|| self.beside()).or_else(|| self.after()).or_else(|| self.before());
        plain.or_else(|| self.parallel())
    }

    /// Whether the only item of the column stands at another place too, where no list goes on.
    fn stands_alone_elsewhere(&mut self, column: usize) -> bool {
        let Some([only]) = side(column).and_then(|side| self.desk.sides.get(side)).map(Vec::as_slice) else {
            return false;
        };
        // Words for several things name none of them alone.
        let several =
            |place: &Span| self.desk.mentions.iter().any(|mention| mention.span == *place && mention.refers.len() > 1);
        let alone: Vec<Span> = only.iter().copied().filter(|place| !several(place)).collect();
        alone.into_iter().any(|place| {
            self.places = vec![place];
            self.lost_word().is_none()
        })
    }

    /// Between two items every content word must be somebody's.
    fn between(&self) -> Option<Span> {
        let gaps = self.places.windows(2).filter_map(|pair| Some(Span::new(pair.first()?.end, pair.get(1)?.start)));
        let mut listed = gaps.filter(|gap| gap.start < gap.end && self.is_enumeration(*gap));
        listed.find_map(|gap| self.words(gap).into_iter().find(|word| self.is_lost(*word)))
    }

    /// Whether a gap between two items is part of a list: it holds a comma, a semicolon or a conjunction.
    fn is_enumeration(&self, gap: Span) -> bool {
        self.desk.text(gap).contains([',', ';'])
            || self.words(gap).into_iter().any(|word| self.is(word, List::Conjunction))
    }

    /// Names side by side with a name of the cell, with nothing but commas, articles and a conjunction
    /// between them, are one list.
    fn beside(&self) -> Option<Span> {
        let is_name = |class| matches!(class, Class::Name | Class::Abbreviation);
        let cues = self.desk.evidence.within(self.desk.quote).filter(|cue| is_name(cue.class));
        let names = self.with_second_names(cues.map(|cue| cue.span));
        // Brackets cut a clause, and the list goes on after them.
        let goes_on = |a: &Span, b: &Span| self.desk.text(*a).ends_with(')') || self.in_one_clause(*a, *b);
        let joined = |a: &Span, b: &Span| self.is_joint(Span::new(a.end, b.start)) && goes_on(a, b);
        let mut runs = names.chunk_by(joined).filter(|run| self.is_list(run));
        runs.find_map(|run| {
            let mine = run.iter().find(|name| self.places.iter().any(|place| place.overlaps(**name)))?;
            // What is of another type stands beside the list: "the groups, the League and the Union".
            let same = |name: &&Span| self.kind(**name) == self.kind(*mine) && !is_used(self.used, **name);
            run.iter().find(same).copied()
        })
    }

    /// Names, each with the second names of the same thing that brackets hold after it: "the Long Name (LN)"
    /// is one.
    fn with_second_names(&self, names: impl Iterator<Item = Span>) -> Vec<Span> {
        let mut whole: Vec<Span> = Vec::new();
        for name in names {
            let is_second = |before: &&mut Span| {
                let between = self.desk.text(Span::new(before.end, name.start.max(before.end))).trim();
                let opens = between == "(" || self.desk.text(**before).contains('(') && matches!(between, "," | ";");
                opens && owners(self.desk, **before).any(|owner| owners(self.desk, name).any(|other| other == owner))
            };
            match whole.last_mut().filter(is_second) {
                Some(before) => before.end = name.end,
                None => whole.push(name),
            }
        }
        let closes = |name: &Span| {
            self.desk.text(*name).contains('(')
                && self.desk.text(Span::new(name.end, self.desk.quote.end)).starts_with(')')
        };
        whole.iter_mut().filter(|name| closes(name)).for_each(|name| name.end += 1);
        whole
    }

    /// Whether names side by side are joined by a conjunction; of two names a comma before it begins
    /// something else.
    fn is_list(&self, run: &[Span]) -> bool {
        let Some((first, last)) = run.first().zip(run.last()) else { return false };
        let between = Span::new(first.end, last.start.max(first.end));
        let conjoins = self.words(between).into_iter().any(|word| self.is(word, List::Conjunction));
        conjoins && (run.len() > 2 || !self.desk.text(between).contains(','))
    }

    /// The type of the entity that a name stands for; what has a place on a map is of one type here.
    fn kind(&self, name: Span) -> Option<&str> {
        let entity = owners(self.desk, name).next()?;
        let kind = self.desk.document.corpus.vocabulary.entity(entity)?.kind;
        Some(if matches!(kind, "state" | "region") { "place" } else { kind })
    }

    fn is_joint(&self, gap: Span) -> bool {
        let text = self.desk.text(gap);
        let plain = text.chars().all(|c| c.is_alphabetic() || c == ',' || c == ' ');
        let mut inside = self.words(gap).into_iter();
        let joins = text.contains(',') || inside.clone().any(|word| self.is(word, List::Conjunction));
        plain && joins && inside.all(|word| self.is(word, List::Conjunction) || self.is(word, List::Determiner))
    }

    /// What is done in one breath is one list: of "by digging a canal and building a dam" neither is left out.
    fn parallel(&self) -> Option<Span> {
        let (first, last) = (self.places.first()?, self.places.last()?);
        let after = self.words(Span::new(last.end, self.desk.quote.end));
        let before = self.words(Span::new(self.desk.quote.start, first.start));
        let next = || match after.as_slice() {
            [joint, next, then, ..] if self.is(*joint, List::Conjunction) => self.gerund(*next, Some(*then)),
            _ => None,
        };
        let earlier = || {
            let (joint, rest) = before.split_last().filter(|(joint, _)| self.is(**joint, List::Conjunction))?;
            let pairs = rest.iter().zip(rest.iter().skip(1));
            let gerund = pairs.rev().find_map(|(word, then)| self.gerund(*word, Some(*then)))?;
            self.in_one_clause(gerund, *joint).then_some(gerund)
        };
        let opens = |place: &Span| {
            let words = self.words(*place);
            words.first().is_some_and(|word| self.gerund(*word, words.get(1).copied()).is_some())
        };
        let found = next().filter(|_| opens(last)).or_else(|| earlier().filter(|_| opens(first)));
        found.filter(|word| !is_used(self.used, *word))
    }

    /// The word, if it is a verb in -ing with its object or preposition after it.
    fn gerund(&self, word: Span, then: Option<Span>) -> Option<Span> {
        let governs = |then: Span| [List::Determiner, List::Preposition].iter().any(|list| self.is(then, *list));
        (self.desk.text(word).ends_with("ing") && then.is_some_and(governs)).then_some(word)
    }

    /// After the last item the list goes on at a conjunction that is followed by a word which nothing uses
    /// and which ends the enumeration.
    fn after(&self) -> Option<Span> {
        let tail = Span::new(self.places.last()?.end, self.desk.quote.end);
        self.continues(tail).filter(|word| self.is_lost(*word))
    }

    /// The last content word after a conjunction that directly follows the last item, if the quote ends
    /// there, or punctuation or the verb follows: "…, drugs and alcohol".
    fn continues(&self, tail: Span) -> Option<Span> {
        const LONGEST: usize = 4;
        let after = self.words(tail);
        let (first, rest) = after.split_first()?;
        self.language.find(self.desk.text(*first), List::Conjunction)?;
        let ends = |word: &Span| {
            let next = self.desk.text(Span::new(word.end, self.desk.quote.end));
            let marked = next.is_empty() || next.trim_start().starts_with(|c: char| !c.is_alphanumeric());
            let verb = rest.iter().find(|next| next.start >= word.end);
            marked || verb.is_some_and(|next| self.is(*next, List::Auxiliary) || self.is(*next, List::Preposition))
        };
        let end = rest.iter().take(LONGEST).position(ends)?;
        let run = rest.get(..=end)?;
        // With a verb another statement begins, not another item.
        if run.iter().any(|word| is_other_verb(self.desk, self.language, *word)) {
            return None;
        }
        run.iter().rev().find(|word| is_content(self.language, self.desk.text(**word))).copied()
    }

    /// Before the first item the list may have begun: "arms and fighters", "arms, drugs and fighters".
    fn before(&self) -> Option<Span> {
        let first = *self.places.first()?;
        let head = self.words(Span::new(self.desk.quote.start, first.start));
        let (before, from) = match head.as_slice() {
            [.., before, conjunction] if self.is(*conjunction, List::Conjunction) => (*before, *conjunction),
            [.., before] if self.places.len() > 1 => (*before, first),
            _ => return None,
        };
        let gap = self.desk.text(Span::new(before.end, from.start));
        let opener = head.iter().rev().find(|word| word.end <= before.start);
        // Of a longer phrase the last word need not be of the same kind: "on the borders and jealous of".
        let opens = opener.is_none_or(|word| !is_content(self.language, self.desk.text(*word)));
        let joins = if from == first { gap == ", " } else { gap == " " };
        // "Two harbours, Oslo and Bergen": what is counted as the items are is their name, and no item.
        let heads = from == first && opener.is_some_and(|word| self.counts_items(*word));
        let is_item = opens && joins && !heads;
        Some(before).filter(|word| is_item && self.in_one_clause(*word, from) && self.is_lost(*word))
    }

    /// Whether a word says how many items there are.
    fn counts_items(&self, word: Span) -> bool {
        let items = self.places.len().to_string();
        let mut cues = self.desk.evidence.within(word);
        cues.any(|cue| matches!(&cue.value, Value::Number { cell, .. } if **cell == *items))
    }
}

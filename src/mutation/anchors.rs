//! Slips of place: offsets that are off, quotes that say something else.

use crate::mutation::site::{draw, splice};
use crate::mutation::{Edit, Group, Mutant, Operator, Site};
use crate::schema::anchored::{END, QUOTE, START};
use crate::source::{Span, words};

/// Tables whose rows are anchored.
const ANCHORED: &[&str] = &["claims", "mentions", "layout", "silence"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "offset-by-character",
        group: Group::Anchor,
        about: "start or end is one character off",
        tables: ANCHORED,
        run: by_character,
    },
    Operator {
        name: "offset-by-word",
        group: Group::Anchor,
        about: "start or end is one word off",
        tables: ANCHORED,
        run: by_word,
    },
    Operator {
        name: "quote-word-altered",
        group: Group::Anchor,
        about: "a word of the quote is another one, or misspelled",
        tables: ANCHORED,
        run: word_altered,
    },
    Operator {
        name: "quote-of-neighbour",
        group: Group::Anchor,
        about: "two rows have each other's quote",
        tables: ANCHORED,
        run: quote_of_neighbour,
    },
];

fn by_character(site: &Site, out: &mut Vec<Mutant>) {
    let (Some(document), Some(span)) = (site.document(), site.anchor().span) else { return };
    let raw = document.reading.raw();
    let before = |at: usize| raw.get(..at).and_then(|head| head.char_indices().next_back()).map(|(at, _)| at);
    let after = |at: usize| raw.get(at..).and_then(|tail| tail.chars().next()).map(|c| at + c.len_utf8());
    let ends = [(START, span.start), (END, span.end)];
    let moved = ends.iter().flat_map(|(column, at)| [(*column, before(*at)), (*column, after(*at))]);
    out.extend(moved.filter_map(|(column, at)| Some(site.change(&[(column, &at?.to_string())]))));
}

fn by_word(site: &Site, out: &mut Vec<Mutant>) {
    /// Bytes around an offset in which the next word begins, but for the longest of words.
    const NEAR: usize = 200;
    let (Some(document), Some(span)) = (site.document(), site.anchor().span) else { return };
    let raw = document.reading.raw();
    let around = |at: usize| -> Vec<Span> {
        let from = (at.saturating_sub(NEAR)..=at).find(|from| raw.is_char_boundary(*from)).unwrap_or(at);
        let to = (at..=(at + NEAR).min(raw.len())).rev().find(|to| raw.is_char_boundary(*to)).unwrap_or(at);
        words(raw.get(from..to).unwrap_or("")).map(|word| word.shift(from)).collect()
    };
    let starts: Vec<usize> = around(span.start).iter().map(|word| word.start).collect();
    let ends: Vec<usize> = around(span.end).iter().map(|word| word.end).collect();
    for (column, at, edges) in [(START, span.start, starts), (END, span.end, ends)] {
        let before = edges.iter().rev().find(|edge| **edge < at);
        let after = edges.iter().find(|edge| **edge > at);
        out.extend(before.into_iter().chain(after).map(|edge| site.change(&[(column, &edge.to_string())])));
    }
}

fn word_altered(site: &Site, out: &mut Vec<Mutant>) {
    let quote = site.cell(QUOTE);
    let spans: Vec<Span> = words(quote).collect();
    let chosen = |salt: &str| {
        let at = draw(&[site.id(), salt]) % spans.len().max(1) as u64;
        spans.get(at as usize).and_then(|span| Some((*span, quote.get(span.range())?)))
    };
    if let Some((span, word)) = chosen("misspelled") {
        let last = word.chars().next_back().map(String::from).unwrap_or_default();
        out.push(site.change(&[(QUOTE, &splice(quote, span, &format!("{word}{last}")))]));
    }
    let other = site.neighbours().into_iter().flat_map(|row| {
        let quote = row.cell(QUOTE);
        words(quote).filter_map(|span| quote.get(span.range())).collect::<Vec<_>>()
    });
    if let Some((span, word)) = chosen("other") {
        let others = other.filter(|other| *other != word);
        out.extend(site.pick(others, 1).into_iter().map(|with| site.change(&[(QUOTE, &splice(quote, span, with))])));
    }
}

fn quote_of_neighbour(site: &Site, out: &mut Vec<Mutant>) {
    let other = site.neighbours().into_iter().find(|row| row.cell(QUOTE) != site.cell(QUOTE));
    let Some(other) = other else { return };
    let edit = |row, to: &str| Edit::Cell { row, column: QUOTE, to: to.to_owned() };
    out.push(Mutant {
        column: "quote",
        from: site.cell(QUOTE).to_owned(),
        to: other.cell(QUOTE).to_owned(),
        ..site.mutant(vec![edit(site.at(), other.cell(QUOTE)), edit(site.at_row(other), site.cell(QUOTE))])
    });
}

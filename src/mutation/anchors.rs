//! Slips of place: offsets that are off, quotes that say something else.

use crate::mutation::site::{draw, splice};
use crate::mutation::{Edit, Group, Mutant, Operator, Site};
use crate::schema::anchored::{END, QUOTE, START};
use crate::source::{Reading, Span, words};

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
    Operator {
        name: "quote-shortened",
        group: Group::Anchor,
        about: "start, end and quote leave out a word at one end",
        tables: ANCHORED,
        run: shortened,
    },
    Operator {
        name: "quote-moved",
        group: Group::Anchor,
        about: "start, end and quote are a word further on, or further back",
        tables: ANCHORED,
        run: moved,
    },
];

/// Bytes around an offset in which the next word begins, but for the longest of words.
const NEAR: usize = 200;

/// The words around an offset.
fn around(text: &str, at: usize) -> Vec<Span> {
    let from = (at.saturating_sub(NEAR)..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
    let to = (at..=(at + NEAR).min(text.len())).rev().find(|to| text.is_char_boundary(*to)).unwrap_or(at);
    words(text.get(from..to).unwrap_or("")).map(|word| word.shift(from)).collect()
}

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
    let (Some(document), Some(span)) = (site.document(), site.anchor().span) else { return };
    let raw = document.reading.raw();
    let starts: Vec<usize> = around(raw, span.start).iter().map(|word| word.start).collect();
    let ends: Vec<usize> = around(raw, span.end).iter().map(|word| word.end).collect();
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

/// What a row quotes, in bytes of the text that it stands against, and the words in it.
fn quoted<'s>(site: &'s Site) -> Option<(&'s Reading<'s>, Span, Vec<Span>)> {
    let (document, anchor) = (site.document()?, site.anchor());
    let raw = anchor.span.filter(|span| document.is_usable(*span))?;
    let reading = document.reading_for(&anchor);
    let quote = reading.to_text(raw);
    let inside = words(reading.text().get(quote.range())?).map(|word| word.shift(quote.start)).collect();
    Some((reading, quote, inside))
}

/// The row with the quote of these bytes, which stands there.
fn requoted(site: &Site, reading: &Reading, quote: Span) -> Option<Mutant> {
    let words = reading.text().get(quote.range())?;
    let raw = reading.to_raw(quote);
    Some(site.change(&[(QUOTE, words), (START, &raw.start.to_string()), (END, &raw.end.to_string())]))
}

fn shortened(site: &Site, out: &mut Vec<Mutant>) {
    let Some((reading, quote, inside)) = quoted(site) else { return };
    if let [_, second, ..] = inside.as_slice() {
        out.extend(requoted(site, reading, Span::new(second.start, quote.end)));
    }
    if let [.., before, _] = inside.as_slice() {
        out.extend(requoted(site, reading, Span::new(quote.start, before.end)));
    }
}

fn moved(site: &Site, out: &mut Vec<Mutant>) {
    let Some((reading, quote, inside)) = quoted(site) else { return };
    let after = around(reading.text(), quote.end).into_iter().find(|word| word.start >= quote.end);
    if let ([_, second, ..], Some(after)) = (inside.as_slice(), after) {
        out.extend(requoted(site, reading, Span::new(second.start, after.end)));
    }
    let before = around(reading.text(), quote.start).into_iter().rev().find(|word| word.end <= quote.start);
    if let ([.., last, _], Some(before)) = (inside.as_slice(), before) {
        out.extend(requoted(site, reading, Span::new(before.start, last.end)));
    }
}

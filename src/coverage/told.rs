//! Which words do the rows tell of? A side only names what it stands for: what its words say beside that is
//! for a row of its own.

use crate::claim::{Claim, column};
use crate::coverage::text_spans;
use crate::document::Document;
use crate::evidence::Cue;
use crate::grounding::{Ground, Verdict};
use crate::language::{Language, List};
use crate::source::{Span, words};

/// What cells rest on: not on a claim that they name, whose words are its own to account for, nor on what
/// the words of a side say of it. A number says what it counts, too: in "three harbours, A, B and C" no other
/// cell has room for the noun.
pub(super) fn told(document: &Document) -> Vec<Span> {
    let quotes = text_spans(document, document.claims.iter().filter_map(|claim| claim.at.span));
    let language = document.corpus.language(document.entry);
    let inner = &document.grounding().inner;
    let own = |cell: &Ground, span: Span| {
        let named = language.filter(|_| tells(document, cell)).map(|language| before_clause(document, language, span));
        let first = inner.partition_point(|(claim, _)| *claim < cell.claim);
        let of_claim = inner.get(first..).unwrap_or(&[]).iter().take_while(|(claim, _)| *claim == cell.claim);
        let words = of_claim.map(|(_, word)| *word).filter(|word| column::SETS.contains(&cell.column) && *word != span);
        without(named.unwrap_or(span), words)
    };
    let cells = document.grounding().cells.iter();
    let bytes = cells.flat_map(|cell| cell.bytes.iter().map(move |span| (cell, *span)));
    let plain = bytes.filter(|(cell, span)| cell.verdict != Verdict::Derived || !quotes.holds(*span));
    plain.flat_map(|(cell, span)| own(cell, span).into_iter().chain(counted(document, cell, span))).collect()
}

/// The noun that a number counts.
fn counted(document: &Document, cell: &Ground, number: Span) -> Option<Span> {
    let is_number = cell.column == column::NUMBER;
    document.evidence().touching(number).filter(|_| is_number).find_map(Cue::counted)
}

/// Whether a cell is a side of something asserted. What is only imagined tells of nobody: "a state that
/// had left".
fn tells(document: &Document, cell: &Ground) -> bool {
    let is_asserted = |claim: &Claim| claim.cell(column::MOOD).is_empty() && claim.cell(column::IF).is_empty();
    column::SETS.contains(&cell.column) && document.claims.get(cell.claim).is_some_and(is_asserted)
}

/// The part of a side before a clause that says more of it: of "units that guard the bridge" and of
/// "units tasked with it" only the units. What they do is for a row of its own to say.
fn before_clause(document: &Document, language: &Language, side: Span) -> Span {
    let text = document.reading.text().get(side.range()).unwrap_or("");
    let words: Vec<Span> = words(text).collect();
    let is = |word: &str, lists: &[List]| language.is_in(word, lists);
    let begins = |three: &[Span]| {
        let word = |at: usize| three.get(at).and_then(|word| text.get(word.range())).unwrap_or("");
        let participle = word(1).ends_with("ed") || word(1).ends_with("ing");
        let bound = is(word(0), &[List::Preposition, List::Determiner, List::Conjunction, List::Auxiliary]);
        let governs = is(word(2), &[List::Preposition, List::Determiner]);
        !bound && (is(word(1), &[List::Relative]) || participle && governs)
    };
    let cut = words.windows(3).find(|three| begins(three)).and_then(|three| three.get(1));
    cut.map_or(side, |word| Span::new(side.start, side.start + word.start))
}

/// What is left of a span without some words inside it.
fn without(span: Span, words: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut left = vec![span];
    for word in words.filter(|word| span.contains(*word)) {
        let Some(last) = left.pop() else { break };
        left.extend([Span::new(last.start, word.start.max(last.start)), Span::new(word.end.min(last.end), last.end)]);
    }
    left.retain(|part| !part.is_empty());
    left
}

//! Does a quote begin and end where a phrase does?

use crate::check::about_cell;
use crate::claim::{Anchored, Claim, column};
use crate::document::Document;
use crate::evidence::Cue;
use crate::finding::Finding;
use crate::language::{Language, List};
use crate::schema::anchored;
use crate::set::list;
use crate::source::{Span, words};
use crate::vocabulary::Alias;

/// Bytes before and after a quote in which the next word stands, but for the longest of words.
const NEAR: usize = 60;

/// The words around and inside a quote that stands.
struct Quote<'s> {
    text: &'s str,
    span: Span,
    language: &'s Language,
    own: Vec<Span>,
    before: Option<Span>,
    after: Option<Span>,
}

impl<'s> Quote<'s> {
    fn new(document: &'s Document, row: &Anchored) -> Option<Quote<'s>> {
        let raw = row.span.filter(|_| document.stands(row))?;
        let (text, span) = (document.reading.text(), document.reading.to_text(raw));
        let from = (span.start.saturating_sub(NEAR)..=span.start).find(|at| text.is_char_boundary(*at))?;
        let to = (span.end..=(span.end + NEAR).min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
        let before = words(text.get(from..span.start)?).last().map(|word| word.shift(from));
        let after = words(text.get(span.end..to)?).next().map(|word| word.shift(span.end));
        // Only a word with nothing but a blank between belongs to the phrase.
        let touches = |from: usize, to: usize| text.get(from..to) == Some(" ");
        Some(Quote {
            text,
            span,
            language: document.corpus.language(document.entry)?,
            own: words(text.get(span.range())?).map(|word| word.shift(span.start)).collect(),
            before: before.filter(|word| touches(word.end, span.start)),
            after: after.filter(|word| touches(span.end, word.start)),
        })
    }

    fn said(&self, word: Span) -> &'s str {
        self.text.get(word.range()).unwrap_or("")
    }

    fn is(&self, word: Span, list: List) -> bool {
        self.language.find(self.said(word), list).is_some()
    }

    /// The rest of a hyphened word whose first part the quote leaves out.
    fn hyphened(&self) -> Option<Span> {
        let head = self.text.get(..self.span.start)?.strip_suffix('-')?;
        let is_word = head.ends_with(char::is_alphanumeric);
        self.own.first().copied().filter(|first| is_word && first.start == self.span.start)
    }

    /// An article or a conjunction that the quote ends with, although its phrase goes on.
    fn open_end(&self) -> Option<Span> {
        let last = self.own.last().copied().filter(|last| last.end == self.span.end && self.after.is_some())?;
        let article = self.language.find(self.said(last), List::Determiner).is_some_and(|entry| entry.says("article"));
        (article || self.is(last, List::Conjunction)).then_some(last)
    }
}

/// What the quote of a claim cuts at an edge.
pub(super) fn of_claim(document: &Document, claim: &Claim) -> Option<Finding> {
    let row = &claim.at;
    let quote = Quote::new(document, row)?;
    // What is done "by opening a lock" is a statement without "by", unless the word says when.
    let is_doing = quote.own.first().is_some_and(|first| quote.said(*first).ends_with("ing"));
    let is_free = is_doing && claim.cell(column::ROLE).is_empty();
    let opening = || opening(document, &quote).filter(|_| !is_free).map(|word| ("leaves out", word));
    let cut = quote.hyphened().map(|word| ("begins inside a word, with", word));
    let cut = cut.or_else(|| quote.open_end().map(|word| ("ends with", word))).or_else(opening)?;
    Some(finding(&quote, row, cut))
}

/// What a mention cuts at an edge: its determiner, or the noun that its last words belong to.
pub(super) fn of_mention(document: &Document, row: &Anchored) -> Option<Finding> {
    let quote = Quote::new(document, row)?;
    let determiner = quote.before.filter(|word| is_its_determiner(document, &quote, *word));
    let cut = quote.hyphened().map(|word| ("begins inside a word, with", word));
    let cut = cut.or_else(|| determiner.map(|word| ("leaves out", word)));
    let cut = cut.or_else(|| unfinished(document, &quote).map(|word| ("ends with", word)));
    let cut = cut.or_else(|| own_name(document, &quote, row).map(|word| ("leaves out", word)))?;
    Some(finding(&quote, row, cut))
}

/// Whether the word before a mention is a determiner of it. A name may be told apart from its article, an
/// adjective from what stands before its noun, and no pronoun has any.
fn is_its_determiner(document: &Document, quote: &Quote, word: Span) -> bool {
    let Some(said) = quote.text.get(quote.span.range()) else { return false };
    let Some(entry) = quote.language.find(quote.said(word), List::Determiner) else { return false };
    let excuses = |alias: &Alias| alias.kind == "demonym" || entry.says("article");
    !document.corpus.vocabulary.aliases_named(said).any(excuses)
        && !quote.own.first().is_some_and(|first| quote.is(*first, List::Pronoun))
}

/// The word directly after a mention, where it is a name of what the mention refers to: of "this flood" the word
/// "this" alone stands for nothing.
fn own_name(document: &Document, quote: &Quote, row: &Anchored) -> Option<Span> {
    const REFERS: usize = 5;
    let after = quote.after?;
    let mut names = document.corpus.vocabulary.aliases_named(quote.said(after));
    names.any(|alias| list(row.cells.get(REFERS)).any(|id| id == alias.entity)).then_some(after)
}

/// The last word of a mention of several, where it is a word before a noun and a word follows.
fn unfinished(document: &Document, quote: &Quote) -> Option<Span> {
    let last = quote.own.last().copied().filter(|_| quote.own.len() > 1 && quote.after.is_some())?;
    let mut aliases = document.corpus.vocabulary.aliases_named(quote.said(last));
    let opens = quote.own.first().is_some_and(|first| quote.is(*first, List::Determiner));
    let is_adjective = opens && aliases.any(|alias| alias.kind == "demonym");
    let is_little = [List::Determiner, List::Preposition, List::Conjunction].iter().any(|list| quote.is(last, *list));
    (is_adjective || is_little).then_some(last)
}

/// The preposition or subordinator that opens the sentence, where the quote leaves out nothing else of the phrase
/// that it governs and goes on after its comma: "After the flood, the mill closed".
fn opening(document: &Document, quote: &Quote) -> Option<Span> {
    let word = quote.before.filter(|word| quote.is(*word, List::Preposition) || quote.is(*word, List::Subordinator))?;
    let sentence = document.sentence_at(word.start)?;
    let head = quote.text.get(sentence.start..word.start)?;
    let goes_on = quote.text.get(quote.span.range())?.contains(", ");
    (goes_on && !head.contains(char::is_alphanumeric)).then_some(word)
}

fn finding(quote: &Quote, row: &Anchored, (how, word): (&str, Span)) -> Finding {
    let message = format!("the quote {how} “{}”, which is part of a phrase", quote.said(word));
    let help = "lengthen the quote to the whole phrase, or end it before; `factcheck fix` then corrects the bytes";
    about_cell(row.row, anchored::QUOTE, message).help(help)
}

/// The names that a cue may be.
pub(super) fn aliases<'d>(document: &'d Document, cue: &Cue) -> impl Iterator<Item = &'d Alias<'d>> {
    let (names, aliases) = (document.corpus.names(), &document.corpus.vocabulary.aliases);
    let payloads = names.id_of(cue).map(|id| names.payloads(id)).unwrap_or_default();
    payloads.iter().filter_map(|index| aliases.get(*index as usize))
}

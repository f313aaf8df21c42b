//! Does a layout row fit what is printed: a misprint near to what it means, furniture apart from the words?

use crate::check::about_cell;
use crate::document::Document;
use crate::finding::Findings;
use crate::nearest::is_mostly_alike;
use crate::source::{LayoutKind, Span};

/// Positions of columns of layout.
const KIND: usize = 5;
const INTENDED: usize = 6;

pub(super) fn layout_against_print(document: &Document, findings: &mut Findings) {
    for row in &document.layout {
        let Some((kind, span)) = row.layout().map(|piece| piece.kind).zip(row.span) else { continue };
        let (printed, meant) = (row.quote, row.cells.get(INTENDED));
        match kind {
            LayoutKind::Reads => {
                findings.look(1);
                if is_far(printed, meant) {
                    let message = format!("“{printed}” is printed, and “{meant}” is spelled quite otherwise");
                    let help =
                        "write what the misprint means, letter by letter; what the author got wrong is no misprint";
                    findings.add(about_cell(row.row, INTENDED, message).help(help));
                } else if let Some(beside) = beside(document.reading.raw(), span, meant) {
                    let message =
                        format!("“{beside}” stands beside “{printed}” already, and “{meant}” would say it twice");
                    let help = "quote the whole of what is misprinted, or leave out what stands beside it";
                    findings.add(about_cell(row.row, INTENDED, message).help(help));
                }
            }
            LayoutKind::Furniture => {
                findings.look(1);
                if touches_word(document.reading.raw(), span) {
                    let message =
                        format!("“{printed}” directly follows a word, and furniture stands apart from the text");
                    let help =
                        "a sign at a word is a `mark`; furniture is a running header, a page number and the like";
                    findings.add(about_cell(row.row, KIND, message).help(help));
                }
            }
            _ => {}
        }
    }
}

/// Whether a reading with letters in it has little of what is printed. Little words ("was", "were") may differ in
/// every letter but one.
fn is_far(printed: &str, meant: &str) -> bool {
    const SHORTEST: usize = 5;
    let is_word = |text: &str| text.chars().any(char::is_alphanumeric);
    let length = printed.chars().count().max(meant.chars().count());
    length >= SHORTEST && is_word(printed) && is_word(meant) && !is_mostly_alike(printed, meant)
}

/// The letters of a reading that are printed right before the quote, or right after it, and not in it: of
/// "VER-LOC" for the "LCO" of "VER-LCO" they are "VER-".
fn beside<'m>(raw: &str, span: Span, meant: &'m str) -> Option<&'m str> {
    let (before, printed, after) = (raw.get(..span.start)?, raw.get(span.range())?, raw.get(span.end..)?);
    let cuts = || meant.char_indices().map(|(at, _)| meant.split_at(at));
    let is_word = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let head = cuts().map(|(head, _)| head).rfind(|head| is_word(head) && before.ends_with(head));
    let tail = cuts().map(|(_, tail)| tail).find(|tail| is_word(tail) && after.starts_with(tail));
    head.filter(|head| !printed.starts_with(head)).or(tail.filter(|tail| !printed.ends_with(tail)))
}

/// Whether a letter or a digit stands directly before: a call follows its word, a page number at the head of
/// a line may run into it.
fn touches_word(raw: &str, span: Span) -> bool {
    raw.get(..span.start).and_then(|head| head.chars().next_back()).is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_misprint_is_not_said_again() {
        let beside = |raw: &str, printed: &str, meant: &'static str| {
            let start = raw.find(printed).expect("the misprint");
            beside(raw, Span::new(start, start + printed.len()), meant)
        };
        assert_eq!(beside("the VER-LCO met", "LCO", "VER-LOC"), Some("VER-"));
        assert_eq!(beside("a lcok-keeper", "lcok", "lock-keeper"), Some("-keeper"));
        assert_eq!(beside("the VER-LCO met", "VER-LCO", "VER-LOC"), None);
        assert_eq!(beside("dues rose as aresult of it", "aresult", "a result"), None);
        assert_eq!(beside("that thta mole", "thta", "that"), None);
    }
}

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

/// Whether a letter or a digit stands directly before: a call follows its word, a page number at the head of
/// a line may run into it.
fn touches_word(raw: &str, span: Span) -> bool {
    raw.get(..span.start).and_then(|head| head.chars().next_back()).is_some_and(char::is_alphanumeric)
}

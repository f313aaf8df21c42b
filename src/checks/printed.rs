//! Which marks does a source itself print, each with the characters beside it?

use crate::coverage::{Spans, put_off};
use crate::document::Document;
use crate::source::{LayoutKind, Span};

/// The print that a source answers for.
pub(super) struct OwnPrint {
    declared: Spans,
    later: Spans,
}

impl OwnPrint {
    /// All of a source but the marks and misprints that its layout declares and the parts put off.
    pub(super) fn of(document: &Document) -> OwnPrint {
        let pieces = document.layout.iter().filter_map(|row| row.layout());
        let declared = pieces.filter(|piece| matches!(piece.kind, LayoutKind::Mark | LayoutKind::Reads));
        let spans = declared.map(|piece| document.reading.to_text(piece.span)).collect();
        OwnPrint { declared: Spans::new(spans), later: put_off(document) }
    }

    /// Whether bytes of the reading text belong to it.
    pub(super) fn holds(&self, span: Span) -> bool {
        !self.declared.touches(span) && !self.later.touches(span)
    }
}

/// A character with the ones beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// Its bytes.
    pub(super) span: Span,
    pub(super) before: Option<char>,
    pub(super) mark: char,
    pub(super) after: Option<char>,
}

/// The characters of a text whose first byte is asked for, in order.
pub(super) fn signs(text: &str, is_lead: impl Fn(u8) -> bool) -> impl Iterator<Item = Sign> {
    let leads = text.bytes().enumerate().filter(move |(_, byte)| is_lead(*byte));
    leads.filter_map(|(at, _)| {
        let (head, tail) = text.split_at_checked(at)?;
        let mut chars = tail.chars();
        let mark = chars.next()?;
        let span = Span::new(at, at + mark.len_utf8());
        Some(Sign { span, before: head.chars().next_back(), mark, after: chars.next() })
    })
}

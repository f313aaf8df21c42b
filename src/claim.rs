//! What does one row say: typed views of claims and of the other anchored rows.

use crate::schema::anchored;
use crate::set::{Set, list};
use crate::source::{Layout, LayoutKind, Span};
use crate::table::{Cells, Row};
use crate::vocabulary::Predicate;

/// Positions of a claim's own columns, after the anchor.
pub mod column {
    #![allow(missing_docs)]
    pub const SUBJECT: usize = 5;
    pub const PREDICATE: usize = 6;
    pub const OBJECT: usize = 7;
    pub const OTHER: usize = 8;
    pub const PLACE: usize = 9;
    pub const NUMBER: usize = 10;
    pub const ROLE: usize = 11;
    pub const WHEN: usize = 12;
    pub const SPAN: usize = 13;
    pub const POLARITY: usize = 14;
    pub const CERTAINTY: usize = 15;
    pub const MOOD: usize = 16;
    pub const WORDS: usize = 17;
    pub const HOLDER: usize = 18;
    pub const CITES: usize = 19;
    pub const IF: usize = 20;
    pub const RESTATES: usize = 21;
    /// The columns that hold set expressions.
    pub const SETS: [usize; 4] = [SUBJECT, OBJECT, OTHER, PLACE];
}

/// Where a row stands in its source: the start of every anchored row.
#[derive(Debug, Clone, Copy)]
pub struct Anchored<'c> {
    /// The row.
    pub row: Row<'c>,
    /// Its cells, decoded.
    pub cells: Cells<'c>,
    /// Its id.
    pub id: &'c str,
    /// Id of its source.
    pub source: &'c str,
    /// Raw bytes; `None` where an offset is no whole number.
    pub span: Option<Span>,
    /// The words it quotes.
    pub quote: &'c str,
}

impl<'c> Anchored<'c> {
    /// Reads the anchor of a row.
    pub fn new(row: Row<'c>) -> Anchored<'c> {
        Anchored::with(row, row.cells())
    }

    /// The same, of a row whose cells are at hand.
    pub fn with(row: Row<'c>, cells: Cells<'c>) -> Anchored<'c> {
        let offset = |column| cells.get(column).parse::<usize>().ok();
        let span = offset(anchored::START).zip(offset(anchored::END)).map(|(start, end)| Span::new(start, end));
        Anchored {
            row,
            cells,
            id: cells.get(anchored::ID),
            source: cells.get(anchored::SOURCE),
            span,
            quote: cells.get(anchored::QUOTE),
        }
    }

    /// What a row of the layout table declares; `None` for other rows, and where it declares nothing
    /// usable.
    pub fn layout(&self) -> Option<Layout> {
        if self.row.table.schema.name != "layout" {
            return None;
        }
        let kind = match (self.cells.get(5), self.cells.get(6)) {
            ("furniture", _) => LayoutKind::Furniture,
            ("reads", _) => LayoutKind::Reads,
            ("mark", _) => LayoutKind::Mark,
            ("hyphen", "join") => LayoutKind::Join,
            ("hyphen", "keep") => LayoutKind::Keep,
            _ => return None,
        };
        self.span.map(|span| Layout { span, kind })
    }
}

/// One claim. A cell that cannot be read is empty here: the schema checks have said so.
#[derive(Debug, Clone)]
pub struct Claim<'c> {
    /// The row and where it stands.
    pub at: Anchored<'c>,
    /// Of whom.
    pub subject: Set<'c>,
    /// What; id of a predicate.
    pub predicate: &'c str,
    /// Whom or what.
    pub object: Set<'c>,
    /// The third party.
    pub other: Set<'c>,
    /// Where.
    pub place: Set<'c>,
    /// Who says so.
    pub holder: Set<'c>,
}

impl<'c> Claim<'c> {
    /// Reads a row of the claims table.
    pub fn new(row: Row<'c>) -> Claim<'c> {
        Claim::with(row, row.cells())
    }

    /// The same, of a row whose cells are at hand.
    pub fn with(row: Row<'c>, cells: Cells<'c>) -> Claim<'c> {
        let at = Anchored::with(row, cells);
        let set = |column| Set::parse(at.cells.get(column)).unwrap_or_default();
        Claim {
            subject: set(column::SUBJECT),
            predicate: at.cells.get(column::PREDICATE),
            object: set(column::OBJECT),
            other: set(column::OTHER),
            place: set(column::PLACE),
            holder: set(column::HOLDER),
            at,
        }
    }

    /// The raw text of one of its cells.
    pub fn cell(&self, column: usize) -> &'c str {
        self.at.cells.get(column)
    }

    /// A set expression by its column.
    pub fn set(&self, column: usize) -> Option<&Set<'c>> {
        match column {
            column::SUBJECT => Some(&self.subject),
            column::OBJECT => Some(&self.object),
            column::OTHER => Some(&self.other),
            column::PLACE => Some(&self.place),
            column::HOLDER => Some(&self.holder),
            _ => None,
        }
    }

    /// The claims on which it depends.
    pub fn conditions(&self) -> impl Iterator<Item = &'c str> {
        list(self.cell(column::IF))
    }

    /// Whether it has this mood.
    pub fn has_mood(&self, mood: &str) -> bool {
        list(self.cell(column::MOOD)).any(|held| held == mood)
    }

    /// The number of facts: the row with its distributive lists multiplied out. A side counts 1 on a
    /// route, the subject also under a collective predicate; `|` and `&` never multiply.
    pub fn facts(&self, predicate: Option<&Predicate>) -> usize {
        let is_route = predicate.is_some_and(|p| p.kind == "route");
        let is_collective = predicate.is_some_and(|p| p.has("collective"));
        let side = |set: &Set, counts_one: bool| if counts_one { 1 } else { set.lists().max(1) };
        side(&self.subject, is_route || is_collective) * side(&self.object, is_route) * side(&self.other, is_route)
    }
}

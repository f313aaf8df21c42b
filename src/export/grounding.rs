//! The verdict on every typed cell, as JSON: what `grounding --format json` promises.

use serde::Serialize;

use crate::document::Document;
use crate::grounding::{Ground, Row, Verdict};
use crate::schema::anchored;

/// One typed cell with its verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    fact: String,
    column: &'static str,
    value: String,
    /// `unsupported` where nothing in the words carries the value and no exception says why.
    verdict: &'static str,
    /// Raw bytes of the source, half-open.
    bytes: Vec<[usize; 2]>,
    via: Option<String>,
}

impl Cell {
    /// The verdict's name.
    pub fn verdict(&self) -> &'static str {
        self.verdict
    }
}

/// Every typed cell of a document's claims, by claim and column.
pub fn cells(document: &Document) -> Vec<Cell> {
    let grounding = document.grounding();
    let mut grounds = grounding.cells.iter().peekable();
    let mut cells = Vec::new();
    for (index, claim) in document.claims.iter().enumerate() {
        let mut mine: Vec<&Ground> = Vec::new();
        while let Some(ground) = grounds.next_if(|ground| ground.claim == index) {
            mine.push(ground);
        }
        let columns = claim.at.row.table.schema.columns.iter().enumerate().skip(anchored::QUOTE + 1);
        for (column, schema) in columns.filter(|(column, _)| !claim.cell(*column).is_empty()) {
            let ground = mine.iter().find(|ground| ground.column == column);
            let raw = |ground: &&&Ground| {
                let spans = ground.bytes.iter().map(|span| document.reading.to_raw(*span));
                spans.map(|span| [span.start, span.end]).collect()
            };
            let excepted = || {
                grounding.faults.iter().any(|fault| {
                    fault.row == Row::Claim(index)
                        && fault.column == column
                        && document.corpus.exception(fault.check, claim.at.id).is_some()
                })
            };
            let (verdict, bytes) = match ground {
                Some(ground) => (ground.verdict.as_str(), raw(&ground)),
                None if excepted() => {
                    (Verdict::Waived.as_str(), claim.at.span.map(|span| [span.start, span.end]).into_iter().collect())
                }
                None => ("unsupported", Vec::new()),
            };
            let via = ground.map(|ground| ground.via.clone()).filter(|via| !via.is_empty());
            let (fact, value) = (claim.at.id.to_owned(), claim.cell(column).to_owned());
            cells.push(Cell { fact, column: schema.name, value, verdict, bytes, via });
        }
    }
    cells
}

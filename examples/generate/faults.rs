//! Which rows are spoiled, and how?

use std::io::{self, Write as _};
use std::path::Path;

use crate::author::Author;
use crate::options::Options;
use crate::tables::{CLAIMS_FILE, Row, Table};

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    OffsetShifted,
    QuoteLetter,
    UnknownId,
    DuplicateId,
    BadDate,
}

const KINDS: &[(Kind, &str)] = &[
    (Kind::OffsetShifted, "offset-shifted"),
    (Kind::QuoteLetter, "quote-letter"),
    (Kind::UnknownId, "unknown-id"),
    (Kind::DuplicateId, "duplicate-id"),
    (Kind::BadDate, "bad-date"),
];

/// Which rows are spoiled, and the list of them.
pub(crate) struct Faults {
    pub(crate) claims: u64,
    pub(crate) wanted: u64,
    planted: u64,
    pub(crate) list: Vec<[String; 3]>,
}

impl Faults {
    pub(crate) fn new(options: &Options) -> Faults {
        Faults { claims: options.claims, wanted: options.faults, planted: 0, list: Vec::new() }
    }

    /// The fault of the row with this index, if it has one; rows come in order.
    pub(crate) fn take(&mut self, index: u64) -> Option<Kind> {
        if self.planted >= self.wanted {
            return None;
        }
        let next = (2 * u128::from(self.planted) + 1) * u128::from(self.claims) / (2 * u128::from(self.wanted));
        if u128::from(index) != next {
            return None;
        }
        let (kind, _) = KINDS.get(self.planted as usize % KINDS.len())?;
        self.planted += 1;
        Some(*kind)
    }

    pub(crate) fn spoil<'a>(&mut self, kind: Kind, mut row: Row<'a>, index: u64, author: &Author) -> Row<'a> {
        match kind {
            Kind::OffsetShifted => {
                row.anchor.start += 1;
                row.anchor.end += 1;
            }
            Kind::QuoteLetter => row.anchor.quote = other_letter(&row.anchor.quote),
            Kind::UnknownId => row.subject = format!("nowhere-{index}"),
            Kind::DuplicateId => row.id = author.id(index.saturating_sub(1)),
            Kind::BadDate => {
                row.role = if row.role.is_empty() { "within" } else { row.role };
                row.when = "2004-13".into();
            }
        }
        let name = KINDS.get(kind as usize).map_or("", |(_, name)| name);
        // The header is line 1, and no cell holds a line break.
        self.list.push([name.into(), (index + 2).to_string(), row.id.clone()]);
        row
    }

    pub(crate) fn write(&self, root: &Path) -> io::Result<()> {
        if self.wanted == 0 {
            return Ok(());
        }
        let mut table = Table::create(&root.join("faults.csv"), "kind,file,line,fact")?;
        for [kind, line, fact] in &self.list {
            table.row(&[kind, CLAIMS_FILE, line, fact])?;
        }
        table.out.flush()
    }
}

/// The quote with one lower-case letter near its middle changed.
fn other_letter(quote: &str) -> String {
    let middle = quote.len() / 2;
    let letter = |(_, byte): &(usize, u8)| byte.is_ascii_lowercase();
    let near = quote.bytes().enumerate().skip(middle).find(letter).or_else(|| quote.bytes().enumerate().find(letter));
    let Some((at, byte)) = near else { return quote.to_owned() };
    let other = if byte == b'z' { 'a' } else { char::from(byte + 1) };
    let mut changed = quote.to_owned();
    changed.replace_range(at..=at, other.encode_utf8(&mut [0; 4]));
    changed
}

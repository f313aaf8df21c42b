//! How do the tables come to disk?

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::author::Claim;
use crate::corpus::Source;
use crate::page::Anchor;
use crate::predicates::PREDICATES;
use crate::world::{Entity, World};

/// The typed cells of a claim row, ready to be written or spoiled.
#[derive(Clone)]
pub(crate) struct Row<'a> {
    pub(crate) id: String,
    pub(crate) anchor: Anchor,
    pub(crate) subject: String,
    pub(crate) role: &'static str,
    pub(crate) when: String,
    pub(crate) claim: &'a Claim,
}

impl<'a> Row<'a> {
    pub(crate) fn new(id: String, anchor: Anchor, claim: &'a Claim) -> Row<'a> {
        Row { id, anchor, subject: claim.subject.clone(), role: claim.role, when: claim.when.clone(), claim }
    }
}

/// One table file.
pub(crate) struct Table {
    pub(crate) out: BufWriter<File>,
    pub(crate) line: Vec<u8>,
}

impl Table {
    pub(crate) fn create(path: &Path, header: &str) -> io::Result<Table> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut out = BufWriter::with_capacity(1 << 16, File::create(path)?);
        writeln!(out, "{header}")?;
        Ok(Table { out, line: Vec::new() })
    }

    pub(crate) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.line.clear();
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.line.push(b',');
            }
            push_cell(&mut self.line, cell);
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    fn anchored(&mut self, id: &str, source: &Source, anchor: &Anchor, cells: &[&str]) -> io::Result<()> {
        let (start, end) = (anchor.start.to_string(), anchor.end.to_string());
        self.row(&[&[id, &source.id, &start, &end, &anchor.quote], cells].concat())
    }
}

/// Quoted only where RFC 4180 wants it.
fn push_cell(line: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return line.extend_from_slice(cell.as_bytes());
    }
    line.push(b'"');
    line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    line.push(b'"');
}

/// The tables that grow source by source.
pub(crate) struct Tables {
    pub(crate) sources: Table,
    pub(crate) claims: Table,
    pub(crate) mentions: Table,
    pub(crate) layout: Table,
    pub(crate) silence: Table,
}

pub(crate) const CLAIMS_FILE: &str = "facts/claims.csv";
const CLAIMS_HEADER: &str = "id,source,start,end,quote,subject,predicate,object,other,place,number,role,when,span,\
                             polarity,certainty,mood,words,holder,cites,if,restates";

impl Tables {
    pub(crate) fn create(root: &Path) -> io::Result<Tables> {
        let open = |file: &str, header: &str| Table::create(&root.join(file), header);
        Ok(Tables {
            sources: open("facts/sources.csv", "id,path,sha256,title,published,language,licence,format")?,
            claims: open(CLAIMS_FILE, CLAIMS_HEADER)?,
            mentions: open("facts/mentions.csv", "id,source,start,end,quote,refers,antecedent")?,
            layout: open("facts/layout.csv", "id,source,start,end,quote,kind,intended")?,
            silence: open("facts/silence.csv", "id,source,start,end,quote,reason")?,
        })
    }

    pub(crate) fn claim(&mut self, source: &Source, row: &Row) -> io::Result<()> {
        let claim = row.claim;
        let cells = [
            &row.subject,
            claim.predicate,
            &claim.object,
            &claim.other,
            &claim.place,
            &claim.number,
            row.role,
            &row.when,
            &claim.span,
            claim.polarity,
            claim.certainty,
            claim.mood,
            claim.words,
            &claim.holder,
            "",
            "",
            "",
        ];
        self.claims.anchored(&row.id, source, &row.anchor, &cells)
    }

    /// The pronoun with which a quote begins.
    pub(crate) fn mention(
        &mut self,
        source: &Source,
        start: usize,
        id: &str,
        refers: &str,
        antecedent: &str,
    ) -> io::Result<()> {
        let anchor = Anchor { start, end: start + "It".len(), quote: "It".into() };
        self.mentions.anchored(id, source, &anchor, &[refers, antecedent])
    }

    pub(crate) fn layout(&mut self, source: &Source, header: &Anchor, id: &str) -> io::Result<()> {
        self.layout.anchored(id, source, header, &["furniture", ""])
    }

    pub(crate) fn silence(&mut self, source: &Source, silent: &Anchor, id: &str, reason: &str) -> io::Result<()> {
        self.silence.anchored(id, source, silent, &[reason])
    }

    /// Writes the source's text and its line of the register.
    pub(crate) fn register(&mut self, root: &Path, source: &Source, raw: &[u8]) -> io::Result<()> {
        let path = root.join(&source.path);
        if let Some(folder) = path.parent().filter(|_| source.index.is_multiple_of(1000)) {
            fs::create_dir_all(folder)?;
        }
        let text = raw.strip_suffix(b"\n").unwrap_or(raw);
        fs::write(path, text)?;
        let digest = hex(&Sha256::digest(text));
        self.sources.row(&[&source.id, &source.path, &digest, &source.title, "2021", "en", "CC0-1.0", "1"])
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        let tables = [self.sources, self.claims, self.mentions, self.layout, self.silence];
        tables.into_iter().try_for_each(|mut table| table.out.flush())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes the vocabulary that was used, in canonical order.
pub(crate) fn write_vocabulary(root: &Path, world: &World) -> io::Result<()> {
    let open = |file: &str, header: &str| Table::create(&root.join("facts/vocabulary").join(file), header);
    let mut used: Vec<&Entity> = world.entities.iter().filter(|entity| entity.used).collect();
    used.sort_by(|a, b| a.id.cmp(&b.id));
    let mut entities = open("entities.csv", "id,type,name,part_of,of")?;
    for entity in &used {
        entities.row(&[&entity.id, entity.kind, &entity.name, "", ""])?;
    }
    used.sort_by(|a, b| a.name.cmp(&b.name));
    let mut aliases = open("aliases.csv", "alias,entity,kind")?;
    for entity in &used {
        aliases.row(&[&entity.name, &entity.id, "name"])?;
    }
    let header = "name,kind,domain,range,other,patterns,inverse,excludes,implies,flags";
    let mut predicates = open("predicates.csv", header)?;
    for predicate in PREDICATES.iter().filter(|predicate| world.uses(predicate.name)) {
        // A tiny corpus may use one side of an exclusion only: its row then names no other.
        let cells = predicate.row.map(|cell| if is_idle(world, cell) { "" } else { cell });
        predicates.row(&[&[predicate.name], cells.as_slice()].concat())?;
    }
    [entities, aliases, predicates].into_iter().try_for_each(|mut table| table.out.flush())
}

/// Whether a cell names a predicate that no claim uses.
fn is_idle(world: &World, cell: &str) -> bool {
    PREDICATES.iter().any(|predicate| predicate.name == cell) && !world.uses(cell)
}

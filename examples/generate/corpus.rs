//! How does a corpus come about, source after source?

use std::io;
use std::ops::Range;

use crate::author::{Author, Claim};
use crate::conflicts::Conflicts;
use crate::faults::Faults;
use crate::names::{LAYOUT_IDS, MENTION_IDS, SCENERY_IDS, SILENCE_IDS};
use crate::options::Options;
use crate::page::Page;
use crate::tables::{Row, Tables, write_vocabulary};

pub(crate) fn write_corpus(options: &Options) -> io::Result<()> {
    let mut tables = Tables::create(&options.root)?;
    let mut faults = Faults::new(options);
    let mut conflicts = Conflicts::new(options);
    let mut author = Author::new(options);
    let mut first = 0;
    for index in 0..options.sources {
        // In 128 bits, as the product of two large numbers may not fit 64.
        let wide = u128::from(options.claims) * u128::from(index + 1) / u128::from(options.sources);
        let end = u64::try_from(wide).unwrap_or(options.claims);
        let source = Source::new(options, index);
        author.begin(end - first);
        let planted = conflicts.of_source(index, first..end, &mut author);
        let page = write_source(&source, first..end, planted, &mut author, &mut tables, &mut faults)?;
        tables.register(&options.root, &source, &page.raw)?;
        first = end;
    }
    tables.finish()?;
    write_vocabulary(&options.root, &author.world)?;
    conflicts.write(&options.root)?;
    faults.write(&options.root)
}

/// What the register says of one source.
pub(crate) struct Source {
    pub(crate) index: u64,
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) title: String,
}

impl Source {
    pub(crate) fn new(options: &Options, index: u64) -> Source {
        // Ids ascend with the index, so that tables come out in canonical order as they are written.
        let width = options.sources.to_string().len().max(6);
        let id = format!("note-{index:0width$}");
        let path = format!("seeds/{:03}/{id}.txt", index / 1000);
        let ship = if index.is_multiple_of(16) { "\u{1F6A2} " } else { "" };
        Source { index, path, title: format!("{ship}Harbour notes {index:0width$}"), id }
    }
}

const SENTENCES_PER_PARAGRAPH: u64 = 8;
const BYTES_PER_SENTENCE: usize = 150;
const HEADING: &str = "title: The heading names the page and states nothing.";
const SCENERY: &str = "rhetorical: Scenery, of which nothing is claimed.";

/// Writes the rows of one source, of which some are given, and returns its page.
fn write_source(
    source: &Source,
    claims: Range<u64>,
    planted: Vec<(u64, Claim)>,
    author: &mut Author,
    tables: &mut Tables,
    faults: &mut Faults,
) -> io::Result<Page> {
    let mut planted = planted.into_iter().peekable();
    let mut page = Page::new(&mut author.rng);
    let heading = page.put(&source.title, 0..source.title.len(), &mut author.rng);
    tables.silence(source, &heading, &author.id(SILENCE_IDS + source.index), HEADING)?;
    page.end_paragraph();
    let mut begun = page.raw.len();
    for index in claims.clone() {
        let fault = faults.take(index);
        let claim = match planted.next_if(|(at, _)| *at == index) {
            Some((_, claim)) => author.planted(claim),
            None => author.sentence(index, fault.is_some()),
        };
        let span = page.put(&claim.text, claim.quote.clone(), &mut author.rng);
        if let Some(antecedent) = &claim.antecedent {
            let id = author.id(MENTION_IDS + index);
            tables.mention(source, span.start, &id, &claim.subject, antecedent)?;
        }
        let row = Row::new(author.id(index), span, &claim);
        let row = fault.map_or(row.clone(), |kind| faults.spoil(kind, row, index, author));
        tables.claim(source, &row)?;
        if (index + 1 - claims.start).is_multiple_of(SENTENCES_PER_PARAGRAPH) || index + 1 == claims.end {
            page.end_paragraph();
            author.forget();
            let told = page.raw.len() - begun;
            let scenery = author.scenery((SENTENCES_PER_PARAGRAPH as usize * BYTES_PER_SENTENCE).saturating_sub(told));
            let silent = page.put(&scenery, 0..scenery.len(), &mut author.rng);
            tables.silence(source, &silent, &author.id(SCENERY_IDS + index), SCENERY)?;
            page.end_paragraph();
            begun = page.raw.len();
        }
    }
    page.end_paragraph();
    if let Some(header) = &page.header {
        tables.layout(source, header, &author.id(LAYOUT_IDS + source.index))?;
    }
    Ok(page)
}

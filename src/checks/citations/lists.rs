//! Does a source that cites works list them?

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::checks::names::said;
use crate::checks::works::cited;
use crate::coverage::Spans;
use crate::document::Document;
use crate::finding::{Finding, Findings};
use crate::language::List;
use crate::source::{Span, words};
use crate::vocabulary::capitalised;

/// How far from its beginning, in bytes, an entry of a list names its author, and its year.
const AUTHOR_WITHIN: usize = 40;
const YEAR_WITHIN: usize = 300;

/// The longest heading looked at, in bytes.
const LONGEST_HEADING: usize = 60;

pub(super) fn missing(document: &Document, findings: &mut Findings) {
    let cited = cited(document);
    let Some((first, _)) = cited.first() else { return };
    findings.look(1);
    if heading(document, "works").is_some() || has_entry(document) {
        return;
    }
    let raw = document.reading.to_raw(first.span);
    let message = format!("“{}” is cited, and the source has no list of works", said(document, first.span));
    let help = "if the source as given has none, carry it as an exception of the source";
    let finding = Finding::new(document.place(raw), message).fact(document.entry.id);
    findings.add(finding.passage(document.entry.id, raw).help(help));
}

/// Where the first line ends, in raw bytes, that is a heading of this kind and nothing else.
pub(super) fn heading(document: &Document, kind: &str) -> Option<usize> {
    let language = document.corpus.language(document.entry)?;
    let mut start = 0;
    document.reading.raw().split_inclusive('\n').find_map(|line| {
        start += line.len();
        let words = line.trim().trim_matches(|c: char| !c.is_alphabetic());
        let is_heading = |words| language.find(words, List::Heading).is_some_and(|entry| entry.says(kind));
        (!words.is_empty() && words.len() <= LONGEST_HEADING && is_heading(words)).then_some(start)
    })
}

/// Whether a line or sentence outside the citations begins like an entry: with the first name of cited
/// authors, and then their year.
fn has_entry(document: &Document) -> bool {
    let text = document.reading.text();
    let citations = &document.evidence().citations;
    let mut years: HashMap<&str, HashSet<String>> = HashMap::new();
    for citation in citations {
        let first = text.get(citation.authors.range()).and_then(|authors| capitalised(authors).next());
        if let Some(first) = first {
            years.entry(first).or_default().insert(format!("{:04}", citation.year));
        }
    }
    let inside = Spans::new(citations.iter().map(|citation| citation.span).collect());
    begins(document).into_iter().any(|start| {
        let author = words(head(text, start, AUTHOR_WITHIN)).map(|word| word.shift(start));
        let mut known =
            author.filter(|word| !inside.touches(*word)).filter_map(|word| years.get(text.get(word.range())?));
        known.next().is_some_and(|known| {
            let mut said = words(head(text, start, YEAR_WITHIN)).map(|word| word.shift(start));
            said.any(|word| {
                !inside.touches(word)
                    && text.get(word.range()).is_some_and(|year| known.contains(year.get(..4).unwrap_or("")))
            })
        })
    })
}

/// Where lines and sentences begin, in bytes of the reading text.
fn begins(document: &Document) -> Vec<usize> {
    let mut begins: Vec<usize> = document.sentences().iter().map(|sentence| sentence.start).collect();
    let mut at = 0;
    for line in document.reading.raw().split_inclusive('\n') {
        begins.push(document.reading.to_text(Span::new(at, at + line.len())).start);
        at += line.len();
    }
    begins
}

/// The text from `start` on, at most so many bytes.
fn head(text: &str, start: usize, bytes: usize) -> &str {
    let mut end = (start + bytes).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

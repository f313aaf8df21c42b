//! How does a run read for a person: findings like a compiler's, then the figures.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use memchr::{memchr_iter, memrchr};

use crate::checks::Outcome;
use crate::corpus::{Corpus, Fetch, Fetched};
use crate::finding::{Finding, Passage, Place, Severity};
use crate::report::Summary;
use crate::source::Span;

/// How a report is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to colour it, for a terminal.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    /// For files, pipes and snapshots: no colour, 120 columns.
    pub const PLAIN: Style = Style { colour: false, width: 120 };
}

/// A passage is shown with at most this many lines of its source.
const MAX_LINES: usize = 8;

/// Renders findings, each with its cell and its passage.
pub struct Renderings<'r> {
    corpus: &'r Corpus<'r>,
    fetch: &'r Fetch<'r>,
    style: Style,
    renderer: Renderer,
    /// Raw texts of the sources shown so far.
    sources: HashMap<String, Option<Rc<str>>>,
}

impl std::fmt::Debug for Renderings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderings").field("style", &self.style).finish_non_exhaustive()
    }
}

impl<'r> Renderings<'r> {
    /// A renderer for the findings of a corpus; sources are fetched when first shown.
    pub fn new(corpus: &'r Corpus<'r>, fetch: &'r Fetch<'r>, style: Style) -> Renderings<'r> {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        Renderings { corpus, fetch, style, renderer: renderer.term_width(style.width), sources: HashMap::new() }
    }

    /// One finding: `file:line:column`, what is wrong, the cell, the passage, related rows, help.
    pub fn finding(&mut self, finding: &Finding) -> String {
        let mut out = self.title(finding);
        out.push('\n');
        if let Some(cell) = self.cell(&finding.place, finding) {
            out.push_str(&cell);
        }
        // A finding about the source itself has shown its passage as its place.
        if let Some(passage) = finding.passage.as_ref().filter(|_| finding.place.record.is_some()) {
            out.push_str(&self.passage(passage, ""));
        }
        for related in &finding.related {
            let fact = related.fact.as_deref().unwrap_or("");
            let note = clean(&format!("{}: {fact}: {}", where_is(&related.place), related.note));
            out.push_str(&format!("  = {} {note}\n", self.paint("note:", BOLD)));
            if let Some(passage) = &related.passage {
                out.push_str(&self.passage(passage, ""));
            }
        }
        if let Some(help) = &finding.help {
            out.push_str(&format!("  = {} {}\n", self.paint("help:", BOLD), brief(help)));
        }
        if let Some(exception) = &finding.exception {
            out.push_str(&format!("  = {} excepted by `{}`\n", self.paint("note:", BOLD), clean(exception)));
        }
        out
    }

    fn title(&self, finding: &Finding) -> String {
        let word = format!("{}[{}]:", finding.severity.as_str(), finding.check);
        let colour = if finding.severity == Severity::Error { RED } else { YELLOW };
        format!("{}: {} {}", clean(&where_is(&finding.place)), self.paint(&word, colour), brief(&finding.message))
    }

    fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour { format!("{code}{text}{RESET}") } else { text.to_owned() }
    }

    /// The cell (or the place in the source) with a caret under it.
    fn cell(&mut self, place: &Place, finding: &Finding) -> Option<String> {
        if place.line == 0 {
            return None;
        }
        let label = match (&place.field, &finding.fact) {
            (Some(field), Some(fact)) => format!("`{field}` of {fact}"),
            (Some(field), None) => format!("`{field}`"),
            _ => String::new(),
        };
        let table = self.corpus.tables.binary_search_by_key(&place.file.as_str(), |table| table.file);
        let shown = match table.ok().and_then(|index| self.corpus.tables.get(index)) {
            Some(table) => self.snippet(None, table.text(), place.bytes, Some(place.line), &label),
            None => {
                let text = self.source_text(&place.file)?;
                self.snippet(None, &text, place.bytes, Some(place.line), &label)
            }
        };
        Some(shown)
    }

    fn passage(&mut self, passage: &Passage, label: &str) -> String {
        let entry = self.corpus.source_index(&passage.source).and_then(|index| self.corpus.sources.get(index));
        let Some(path) = entry.map(|entry| entry.path.to_owned()) else { return String::new() };
        match self.source_text(&path) {
            Some(text) => self.snippet(Some(&path), &text, passage.span, None, label),
            None => String::new(),
        }
    }

    fn source_text(&mut self, path: &str) -> Option<Rc<str>> {
        let fetch = self.fetch;
        let read = || match fetch(path) {
            Fetched::Found(bytes) => String::from_utf8(bytes).ok().map(Rc::from),
            _ => None,
        };
        self.sources.entry(path.to_owned()).or_insert_with(read).clone()
    }

    /// The lines that hold `bytes`, with the bytes underlined; `line` is the first one's number, where
    /// it is known.
    fn snippet(&self, path: Option<&str>, text: &str, bytes: Span, line: Option<usize>, label: &str) -> String {
        // With a path goes a column, which is counted from the line's start.
        let Some((window, mark)) = window(text, bytes, path.is_some()) else { return String::new() };
        let before = text.as_bytes().get(..bytes.start.min(text.len())).unwrap_or(&[]);
        let first_line = line.unwrap_or_else(|| 1 + memchr_iter(b'\n', before).count());
        let (visible, mark) = visible(window, mark);
        let annotation = AnnotationKind::Primary.span(mark.range());
        let annotation = if label.is_empty() { annotation } else { annotation.label(brief(label)) };
        let snippet = Snippet::source(visible).path(path.map(clean)).line_start(first_line).annotation(annotation);
        let group = Group::with_level(Level::ERROR).element(snippet);
        self.renderer.render(&[group]) + "\n"
    }
}

/// Of a line, a snippet holds at most so many bytes before, in and after the mark.
const FAR: usize = 2000;

/// The lines around some bytes of a text, and the bytes in them. It looks at nothing far away, so that
/// a table with a fault in every row is reported in linear time.
fn window(text: &str, bytes: Span, from_line_start: bool) -> Option<(&str, Span)> {
    let start = floor(text, bytes.start.min(text.len()));
    let end = floor(text, bytes.end.clamp(start, text.len()));
    let line_start = memrchr(b'\n', text.as_bytes().get(..start)?).map_or(0, |at| at + 1);
    let last = end.max(start + 1) - 1;
    let mut line_ends = memchr_iter(b'\n', text.as_bytes().get(start..)?).map(|at| start + at).enumerate();
    let stop = line_ends.find(|(n, at)| *at >= last || n + 1 == MAX_LINES).map_or(text.len(), |(_, at)| at);
    let mark_end = floor(text, end.min(stop).min(start + FAR)).max(start);
    let from = if from_line_start { line_start } else { floor(text, line_start.max(start.saturating_sub(FAR))) };
    let to = floor(text, stop.min(mark_end + FAR));
    Some((text.get(from..to)?, Span::new(start - from, mark_end - from)))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Text in which nothing can act on a terminal, with the marked bytes carried over.
fn visible(text: &str, mark: Span) -> (String, Span) {
    let piece = |range: std::ops::Range<usize>| text.get(range).map(safe).unwrap_or_default();
    let (before, marked, after) = (piece(0..mark.start), piece(mark.range()), piece(mark.end..text.len()));
    let span = Span::new(before.len(), before.len() + marked.len());
    (before + &marked + &after, span)
}

/// Control and direction characters as visible signs; tabs and line ends stay.
fn safe(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { c } else { sign(c) }).collect()
}

/// A message as one line, cut where a cell of any length went into it.
fn brief(text: &str) -> String {
    const LONGEST: usize = 2000;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => clean(text.get(..cut).unwrap_or("")) + " …",
        None => clean(text),
    }
}

/// One line of text in which nothing can act on a terminal.
pub fn clean(text: &str) -> String {
    normalize_untrusted_str(&text.chars().map(sign).collect::<String>())
}

fn sign(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\x7f' => '\u{2421}',
        c if c.is_control() => '\u{FFFD}',
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => '\u{FFFD}',
        c => c,
    }
}

fn where_is(place: &Place) -> String {
    match place.line {
        0 => place.file.clone(),
        line => format!("{}:{line}:{}", place.file, place.column),
    }
}

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const RESET: &str = "\x1b[0m";

/// The figures of a run in five lines, and the verdict.
pub fn summary(corpus: &Corpus, outcome: &Outcome) -> String {
    let summary = Summary::of(corpus, outcome);
    let s = &outcome.coverage.sentences;
    let mut out = String::new();
    let by_table: Vec<String> = summary.by_table.iter().map(|(name, rows)| format!("{name} {rows}")).collect();
    out.push_str(&format!("sources     {}\n", plural(summary.sources, "source")));
    out.push_str(&format!(
        "claims      {}, {} ({})\n",
        plural(summary.claims, "claim"),
        plural(summary.facts, "fact"),
        by_table.join(", ")
    ));
    out.push_str(&format!(
        "checks      {} run, {} dormant{}\n",
        summary.checks_run,
        summary.dormant.len(),
        dormant(&summary)
    ));
    out.push_str(&format!("exceptions  {} excepted\n", plural(summary.excepted, "finding")));
    let later = match outcome.coverage.later {
        0 => String::new(),
        later => format!("; {} put off until later", plural(later, "sentence")),
    };
    out.push_str(&format!(
        "coverage    {} of {} used, {} silent, {} unused{later}\n",
        s.used,
        plural(s.total, "sentence"),
        s.silent,
        s.unused
    ));
    for blocked in &summary.blocked {
        out.push_str(&format!("blocked     {}: what rests on it was not looked at\n", clean(blocked)));
    }
    out
}

fn dormant(summary: &Summary) -> String {
    if summary.dormant.is_empty() { String::new() } else { format!(" ({})", summary.dormant.join(", ")) }
}

/// The last line of a report: what came of it, and the next command.
pub fn verdict(corpus: &Corpus, outcome: &Outcome, gate: Severity) -> String {
    let summary = Summary::of(corpus, outcome);
    if !summary.fails(outcome, gate) && summary.errors == 0 && summary.warnings == 0 {
        return "every claim stands\n".to_owned();
    }
    let counts = format!("{}, {}", plural(summary.errors, "error"), plural(summary.warnings, "warning"));
    let blocked =
        if summary.blocked.is_empty() { String::new() } else { format!(", {} blocked", summary.blocked.len()) };
    let first = outcome.findings.iter().find(|finding| finding.exception.is_none());
    let next = first.map_or(String::new(), |finding| format!("; `factcheck explain {}` says more", finding.check));
    format!("{counts}{blocked}{next}\n")
}

/// Rows that each check looked at.
pub fn rows_per_check(outcome: &Outcome) -> String {
    let widest = outcome.looked.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    outcome.looked.iter().map(|(name, rows)| format!("{name:widest$}  {rows:>9}\n")).collect()
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

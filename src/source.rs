//! What does a source say, and where: raw bytes, the reading text, and the map between the two.
//!
//! Three coordinate systems meet here and nowhere else: *raw* bytes (what rows store), bytes of the
//! *reading text* (what people read: line breaks, hyphen breaks and page furniture undone) and
//! *line and column* (what messages print).

use std::ops::Range;

/// A half-open range of bytes, `start..end`.
///
/// ```
/// use factcheck::source::Span;
/// let span = Span::new(3, 7);
/// assert_eq!(span.len(), 4);
/// assert!(span.contains(Span::new(3, 5)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Length in bytes; 0 where the ends are reversed.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether every byte of `other` lies in `self`.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span as a range, for `str::get`.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span moved right by `by` bytes.
    pub const fn shift(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }
}

/// What a `layout` row declares about a piece of the raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutKind {
    /// Page furniture (a running header): counts as white space.
    Furniture,
    /// A misprint and what is meant; changes no byte of the reading text.
    Reads,
    /// A hyphen at a line end that vanishes although the rule keeps it.
    Join,
    /// A hyphen at a line end that stays although the rule joins it.
    Keep,
    /// A footnote call: neither ends nor begins a sentence.
    Mark,
}

/// One declared piece of layout, in raw bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The raw bytes it is about.
    pub span: Span,
    /// What it declares.
    pub kind: LayoutKind,
}

/// A run of bytes that the reading text took over unchanged.
#[derive(Debug, Clone, Copy)]
struct Run {
    raw: usize,
    text: usize,
    len: usize,
}

/// A hole in the raw text between two runs: white space, furniture, a hyphen break.
#[derive(Debug, Clone, Copy)]
struct Gap {
    raw: Span,
    text: usize,
    joins: bool,
    blank_line: bool,
    furniture: bool,
    hyphen: bool,
}

/// The whole raw text as it is read, with the map both ways.
///
/// ```
/// use factcheck::source::{Reading, Span};
/// let reading = Reading::new("the desta-\nbilization of\nthe region", &[]);
/// assert_eq!(reading.text(), "the destabilization of the region");
/// assert_eq!(reading.slice(Span::new(4, 21)), "destabilization");
/// let there = reading.to_text(Span::new(4, 21));
/// assert_eq!(reading.to_raw(there), Span::new(4, 21));
/// ```
#[derive(Debug)]
pub struct Reading<'a> {
    raw: &'a str,
    text: String,
    runs: Vec<Run>,
    gaps: Vec<Gap>,
    marks: Vec<Span>,
}

impl<'a> Reading<'a> {
    /// Reads `raw` through the declared `layout` (in ascending order or not).
    pub fn new(raw: &'a str, layout: &[Layout]) -> Reading<'a> {
        let mut layout = layout.to_vec();
        layout.sort_by_key(|piece| (piece.span.start, piece.span.end));
        Reader::new(raw, &layout).read()
    }

    /// The raw text that was read.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The reading text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of a raw span: its slice of the reading text, trimmed. Empty for a span outside
    /// the text or reversed.
    pub fn slice(&self, raw: Span) -> &str {
        let span = self.to_text(raw);
        self.text.get(span.range()).unwrap_or("")
    }

    /// A raw span as a span of the reading text, trimmed of white space at both ends.
    pub fn to_text(&self, raw: Span) -> Span {
        let (start, end) = (self.text_at(raw.start), self.text_at(raw.end));
        let Some(slice) = self.text.get(start..end) else {
            return Span::new(start, start);
        };
        let left = slice.len() - slice.trim_start_matches(' ').len();
        let right = slice.len() - slice.trim_end_matches(' ').len();
        if left == slice.len() {
            return Span::new(start, start);
        }
        Span::new(start + left, end - right)
    }

    /// A span of the reading text as the narrowest raw span that reads so.
    pub fn to_raw(&self, text: Span) -> Span {
        if text.is_empty() {
            let at = self.raw_start(text.start);
            return Span::new(at, at);
        }
        Span::new(self.raw_start(text.start), self.raw_end(text.end))
    }

    /// Position in the reading text of a raw offset; an offset in a gap maps to the gap's start.
    fn text_at(&self, raw: usize) -> usize {
        let before = self.runs.partition_point(|run| run.raw <= raw);
        match before.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) => run.text + (raw - run.raw).min(run.len),
            None => 0,
        }
    }

    fn raw_start(&self, text: usize) -> usize {
        let before = self.runs.partition_point(|run| run.text <= text);
        match before.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) => run.raw + (text - run.text).min(run.len),
            None => 0,
        }
    }

    fn raw_end(&self, text: usize) -> usize {
        let before = self.runs.partition_point(|run| run.text < text);
        match before.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) if text <= run.text + run.len => run.raw + (text - run.text),
            // The end lies in the single space that stands for a gap: all of the gap belongs to it.
            Some(_) => self.runs.get(before).map_or(self.raw.len(), |run| run.raw),
            None => 0,
        }
    }

    /// What is wrong with a raw offset as the edge of a span, if anything.
    pub fn edge_fault(&self, raw: usize, edge: Edge) -> Option<EdgeFault> {
        if raw > self.raw.len() {
            return Some(EdgeFault::OutOfBounds);
        }
        if !self.raw.is_char_boundary(raw) {
            return Some(EdgeFault::InsideCharacter);
        }
        if self.inside_hyphen_break(raw) {
            return Some(EdgeFault::InsideHyphenBreak);
        }
        if self.in_white_space(raw, edge) {
            return Some(EdgeFault::InWhiteSpace);
        }
        is_inside_word(&self.text, self.text_at(raw)).then_some(EdgeFault::InsideWord)
    }

    /// In a break that joins, its first and last byte are inside the joined word too.
    fn inside_hyphen_break(&self, raw: usize) -> bool {
        let after = self.gaps.partition_point(|gap| gap.raw.end < raw);
        self.gaps.get(after).is_some_and(|gap| {
            gap.hyphen
                && match gap.joins {
                    true => gap.raw.start <= raw && raw <= gap.raw.end,
                    false => gap.raw.start < raw && raw < gap.raw.end,
                }
        })
    }

    /// A span's first byte must not be white space (or furniture), nor its last.
    fn in_white_space(&self, raw: usize, edge: Edge) -> bool {
        let byte = match edge {
            Edge::Start => raw,
            Edge::End => match self.raw.get(..raw).and_then(|head| head.chars().next_back()) {
                Some(last) => raw - last.len_utf8(),
                None => return true,
            },
        };
        let after = self.gaps.partition_point(|gap| gap.raw.end <= byte);
        let in_gap = self.gaps.get(after).is_some_and(|gap| gap.raw.start <= byte);
        in_gap || self.raw.get(byte..).and_then(|tail| tail.chars().next()).is_none_or(char::is_whitespace)
    }

    /// Whether a raw span says exactly `words`, with both ends on the edges of words.
    pub fn says(&self, raw: Span, words: &str) -> bool {
        self.edge_fault(raw.start, Edge::Start).is_none()
            && self.edge_fault(raw.end, Edge::End).is_none()
            && self.slice(raw) == words
    }

    /// Every place, in raw bytes, where the reading text says `words` as whole words.
    ///
    /// ```
    /// use factcheck::source::{Reading, Span};
    /// let reading = Reading::new("in Rivermouth, in Ri-\nver", &[]);
    /// assert_eq!(reading.occurrences("River").collect::<Vec<_>>(), [Span::new(18, 25)]);
    /// ```
    pub fn occurrences<'r>(&'r self, words: &'r str) -> impl Iterator<Item = Span> + 'r {
        // Places may overlap (“so and so and so”), which `find_iter` would pass over.
        let finder = memchr::memmem::Finder::new(words.as_bytes());
        let first = words.chars().next().map_or(self.text.len(), char::len_utf8);
        let mut from = 0;
        let hits = std::iter::from_fn(move || {
            let at = from + finder.find(self.text.as_bytes().get(from..)?)?;
            from = at + first;
            Some(at)
        });
        let spans = hits.filter(|_| !words.is_empty()).map(|at| self.to_raw(Span::new(at, at + words.len())));
        spans.filter(|span| self.says(*span, words))
    }

    /// Whether the reading text would differ without this declared piece. Marks and misprints never
    /// change it.
    pub fn is_changed_by(&self, piece: Layout) -> bool {
        let words = || self.raw.get(piece.span.range()).unwrap_or("");
        match piece.kind {
            LayoutKind::Furniture => !words().trim().is_empty(),
            LayoutKind::Mark | LayoutKind::Reads => false,
            LayoutKind::Join | LayoutKind::Keep => {
                let at = self.gaps.partition_point(|gap| gap.raw.end <= piece.span.end);
                let gap = self.gaps.get(at).filter(|gap| gap.hyphen && gap.raw.start <= piece.span.end);
                let next = gap.and_then(|gap| self.raw.get(gap.raw.end..)?.chars().next());
                next.is_some_and(|next| next.is_lowercase() != (piece.kind == LayoutKind::Join))
            }
        }
    }

    /// The blocks, as trimmed spans of the reading text: lines between lines of white space only,
    /// joined where a hyphen, furniture or an unfinished sentence shows that the text goes on.
    pub fn blocks(&self) -> Vec<Span> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for gap in self.gaps.iter().filter(|gap| gap.blank_line) {
            if self.parts_blocks(gap, start) {
                self.push_trimmed(&mut blocks, Span::new(start, gap.text));
                start = gap.text;
            }
        }
        self.push_trimmed(&mut blocks, Span::new(start, self.text.len()));
        blocks
    }

    fn parts_blocks(&self, gap: &Gap, block_start: usize) -> bool {
        if gap.hyphen || gap.furniture {
            return false;
        }
        let before = self.text.get(block_start..gap.text).unwrap_or("");
        let next = self.text.get(gap.text..).unwrap_or("").trim_start().chars().next();
        ends_a_sentence(before) || !next.is_some_and(char::is_lowercase)
    }

    fn push_trimmed(&self, spans: &mut Vec<Span>, span: Span) {
        let slice = self.text.get(span.range()).unwrap_or("");
        let trimmed = slice.trim();
        if !trimmed.is_empty() {
            let start = span.start + (slice.len() - slice.trim_start().len());
            spans.push(Span::new(start, start + trimmed.len()));
        }
    }

    /// The sentences, as trimmed spans of the reading text in ascending order. `is_abbreviation`
    /// answers whether a token with its full stop ("e.g.") is one that ends no sentence.
    ///
    /// ```
    /// use factcheck::source::Reading;
    /// let reading = Reading::new("It ended. (See p. 3.) Then it rose.\n\nA heading", &[]);
    /// let said: Vec<&str> = reading.sentences(|_| false).iter()
    ///     .map(|s| &reading.text()[s.range()]).collect();
    /// assert_eq!(said, ["It ended.", "(See p. 3.)", "Then it rose.", "A heading"]);
    /// ```
    pub fn sentences(&self, is_abbreviation: impl Fn(&str) -> bool) -> Vec<Span> {
        let marks: Vec<Span> = self.marks.iter().map(|mark| self.to_text(*mark)).collect();
        let mut sentences = Vec::new();
        for block in self.blocks() {
            let mut start = block.start;
            for cut in self.cuts(block, &marks, &is_abbreviation) {
                self.push_trimmed(&mut sentences, Span::new(start, cut));
                start = cut;
            }
            self.push_trimmed(&mut sentences, Span::new(start, block.end));
        }
        sentences
    }

    /// Positions inside a block after which a new sentence begins.
    fn cuts(&self, block: Span, marks: &[Span], is_abbreviation: &impl Fn(&str) -> bool) -> Vec<usize> {
        let text = self.text.get(block.range()).unwrap_or("");
        let in_mark = |at: usize| {
            let after = marks.partition_point(|mark| mark.end <= at);
            marks.get(after).filter(|mark| mark.start <= at).map(|mark| mark.end - block.start)
        };
        let mut cuts = Vec::new();
        for (at, stop) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')) {
            if in_mark(block.start + at).is_some() {
                continue;
            }
            let mut end = at + 1;
            while let Some(next) = text.get(end..).and_then(|tail| tail.chars().next()) {
                match in_mark(block.start + end) {
                    Some(past) if past > end => end = past,
                    _ if is_closing(next) => end += next.len_utf8(),
                    _ => break,
                }
            }
            // The look back at the token comes last: it is paid at most once a token.
            let begins = begins_a_sentence(text.get(end..).unwrap_or(""));
            if begins && !(stop == '.' && keeps_going(text, at, is_abbreviation)) {
                cuts.push(block.start + end);
            }
        }
        cuts
    }
}

/// Which end of a span an offset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The first byte.
    Start,
    /// One past the last byte.
    End,
}

/// Why an offset cannot be the edge of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeFault {
    /// Past the end of the source.
    OutOfBounds,
    /// Between two bytes of one character.
    InsideCharacter,
    /// Between the two halves of a word that is broken at a line end.
    InsideHyphenBreak,
    /// Between two characters of one word or number.
    InsideWord,
    /// On white space or page furniture, which a trimmed quote never begins or ends with.
    InWhiteSpace,
}

/// The state of one reading: where it stands in the raw text and what it has written.
struct Reader<'a, 'l> {
    raw: &'a str,
    layout: &'l [Layout],
    furniture: usize,
    out: Reading<'a>,
}

impl<'a, 'l> Reader<'a, 'l> {
    fn new(raw: &'a str, layout: &'l [Layout]) -> Self {
        let marks = layout.iter().filter(|piece| piece.kind == LayoutKind::Mark).map(|piece| piece.span);
        let out = Reading {
            raw,
            text: String::with_capacity(raw.len()),
            runs: Vec::with_capacity(raw.len() / 64),
            gaps: Vec::with_capacity(raw.len() / 64),
            marks: marks.collect(),
        };
        Reader { raw, layout, furniture: 0, out }
    }

    fn read(mut self) -> Reading<'a> {
        let mut run_start = 0;
        let mut at = 0;
        while let Some(gap_start) = self.next_gap(at) {
            let gap = self.gap(gap_start);
            if gap.raw == Span::new(gap_start, gap_start + 1) && self.raw.as_bytes().get(gap_start) == Some(&b' ') {
                // A lone space reads as itself: it stays inside its run.
                at = gap.raw.end;
                continue;
            }
            self.close_run(run_start, gap);
            run_start = gap.raw.end;
            at = run_start;
        }
        let len = self.raw.len() - run_start;
        self.push_run(run_start, len);
        self.out
    }

    /// The next raw offset at which white space or furniture begins.
    fn next_gap(&mut self, from: usize) -> Option<usize> {
        let bytes = self.raw.as_bytes();
        let furniture = self.next_furniture(from).map(|span| span.start.max(from));
        let stop = furniture.unwrap_or(bytes.len());
        let mut at = from;
        while at < stop {
            let byte = *bytes.get(at)?;
            if byte < 0x80 {
                if matches!(byte, b' ' | b'\t'..=b'\r') {
                    return Some(at);
                }
                at += 1;
                continue;
            }
            let c = self.raw.get(at..)?.chars().next()?;
            if c.is_whitespace() {
                return Some(at);
            }
            at += c.len_utf8();
        }
        furniture
    }

    fn next_furniture(&mut self, from: usize) -> Option<Span> {
        while let Some(piece) = self.layout.get(self.furniture) {
            let usable = piece.kind == LayoutKind::Furniture
                && piece.span.end > from
                && self.raw.get(piece.span.range()).is_some_and(|slice| !slice.is_empty());
            if usable {
                return Some(piece.span);
            }
            self.furniture += 1;
        }
        None
    }

    /// The whole gap that begins at `start`, with what it does to the text around it.
    fn gap(&mut self, start: usize) -> Gap {
        let (mut at, mut lines, mut furniture) = (start, 0, false);
        let mut last = '\0';
        loop {
            if let Some(span) = self.next_furniture(at).filter(|span| span.start <= at) {
                at = span.end;
                furniture = true;
                last = '\0';
                continue;
            }
            let Some(c) = self.raw.get(at..).and_then(|tail| tail.chars().next()).filter(|c| c.is_whitespace()) else {
                break;
            };
            let second_half = c == '\n' && last == '\r';
            lines += usize::from(is_line_end(c) && !second_half);
            last = c;
            at += c.len_utf8();
        }
        let mut gap =
            Gap { raw: Span::new(start, at), text: 0, joins: false, blank_line: lines >= 2, furniture, hyphen: false };
        if lines > 0 {
            self.apply_hyphen(&mut gap);
        }
        gap
    }

    /// A hyphen directly after a letter at the line's end: it joins before a lower-case letter and
    /// stays before anything else, unless the layout says otherwise.
    fn apply_hyphen(&self, gap: &mut Gap) {
        let head = self.raw.get(..gap.raw.start).unwrap_or("");
        let Some(hyphen) = head.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{AD}')) else {
            return;
        };
        let at = head.len() - hyphen.len_utf8();
        if !head.get(..at).and_then(|s| s.chars().next_back()).is_some_and(char::is_alphabetic) {
            return;
        }
        let Some(next) = self.raw.get(gap.raw.end..).and_then(|tail| tail.chars().next()) else {
            return;
        };
        gap.hyphen = true;
        gap.joins = match self.declared_hyphen(Span::new(at, gap.raw.start)) {
            Some(LayoutKind::Join) => true,
            Some(_) => false,
            None => next.is_lowercase(),
        };
        if gap.joins {
            gap.raw.start = at;
        }
    }

    fn declared_hyphen(&self, hyphen: Span) -> Option<LayoutKind> {
        let from = self.layout.partition_point(|piece| piece.span.start < hyphen.start);
        let pieces = self.layout.get(from..).unwrap_or(&[]).iter();
        pieces
            .take_while(|piece| piece.span.start == hyphen.start)
            .find(|piece| matches!(piece.kind, LayoutKind::Join | LayoutKind::Keep))
            .map(|piece| piece.kind)
    }

    /// Ends the run before a gap and writes what the gap reads as: a space, or nothing in a break.
    fn close_run(&mut self, run_start: usize, mut gap: Gap) {
        self.push_run(run_start, gap.raw.start.saturating_sub(run_start));
        gap.text = self.out.text.len();
        if !gap.hyphen {
            self.out.text.push(' ');
        }
        self.out.gaps.push(gap);
    }

    fn push_run(&mut self, raw: usize, len: usize) {
        let Some(slice) = self.raw.get(raw..raw + len).filter(|slice| !slice.is_empty()) else {
            return;
        };
        self.out.runs.push(Run { raw, text: self.out.text.len(), len });
        self.out.text.push_str(slice);
    }
}

/// Whether `at` (a byte offset in `text`) lies between two characters of one word or number.
///
/// ```
/// use factcheck::source::is_inside_word;
/// assert!(is_inside_word("over 1,500 men", 6));
/// assert!(is_inside_word("River’s", 5));
/// assert!(!is_inside_word("Delta-Shores", 5));
/// ```
pub fn is_inside_word(text: &str, at: usize) -> bool {
    let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else {
        return true;
    };
    let mut before = head.chars().rev();
    let mut after = tail.chars();
    let (Some(left), Some(right)) = (before.next(), after.next()) else {
        return false;
    };
    if is_word_char(left) && is_word_char(right) {
        return true;
    }
    // A joint (apostrophe, separator) belongs to the word when both its neighbours do.
    if is_word_char(left) {
        return after.next().is_some_and(|beyond| joins(left, right, beyond));
    }
    is_word_char(right) && before.next().is_some_and(|beyond| joins(beyond, left, right))
}

/// The words of `text` as byte spans, in order: letters and digits, apostrophes between letters,
/// separators between digits.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let tail = text.get(at..)?;
        let start = at + tail.char_indices().find(|(_, c)| is_word_char(*c))?.0;
        let end = word_end(text, start);
        at = end;
        Some(Span::new(start, end))
    })
}

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let mut chars = text.get(start..).unwrap_or("").char_indices().peekable();
    let mut last = '\0';
    while let Some((at, c)) = chars.next() {
        let inside = is_word_char(c) || chars.peek().is_some_and(|(_, next)| joins(last, c, *next));
        if !inside {
            return start + at;
        }
        last = c;
    }
    text.len()
}

/// Letters, digits and the combining marks that ride on letters.
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

fn joins(left: char, joint: char, right: char) -> bool {
    match joint {
        '\'' | '\u{2019}' => left.is_alphabetic() && right.is_alphabetic(),
        ',' | '.' | '/' => left.is_numeric() && right.is_numeric(),
        _ => false,
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '{')
}

fn ends_a_sentence(text: &str) -> bool {
    text.trim_end().trim_end_matches(is_closing).ends_with(['.', '?', '!'])
}

fn begins_a_sentence(rest: &str) -> bool {
    let next = rest.trim_start();
    next.len() < rest.len() && next.chars().next().is_some_and(|c| c.is_uppercase() || is_opening(c))
}

/// Whether the full stop at `at` belongs to a listed abbreviation or an initial.
fn keeps_going(text: &str, at: usize, is_abbreviation: &impl Fn(&str) -> bool) -> bool {
    let head = text.get(..at).unwrap_or("");
    let start = head
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + head.get(space..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
    let token = text.get(start..=at).unwrap_or("").trim_start_matches(is_opening);
    let stem = token.trim_end_matches('.');
    let initial = stem.rsplit(['.', '-']).next().unwrap_or("");
    let mut chars = initial.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_initial || is_abbreviation(token)
}

/// Lines of a text: where each begins, for messages.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes the lines of `text`; a line ends with LF.
    pub fn new(text: &'a str) -> Lines<'a> {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// 1-based line and column of a byte offset; the column counts code points.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, column(self.text, start, at))
    }

    /// The bytes of a 1-based line, without its line end.
    pub fn line(&self, number: usize) -> Span {
        let start = self.starts.get(number.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        Span::new(start, end.max(start))
    }
}

/// 1-based column, in code points, of offset `at` on the line that begins at `line_start`.
pub fn column(text: &str, line_start: usize, at: usize) -> usize {
    let bytes = text.as_bytes().get(line_start..at.min(text.len())).unwrap_or(&[]);
    1 + bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(raw: &str) -> String {
        Reading::new(raw, &[]).text().to_owned()
    }

    #[test]
    fn white_space_and_hyphens() {
        let cases = [
            ("a  b\t\u{a0}c\r\nd", "a b c d"),
            ("desta-\nbilization", "destabilization"),
            ("desta-  \n\n  bilization", "destabilization"),
            ("Delta-\nShores", "Delta-Shores"),
            ("North-\n\nWest", "North-West"),
            ("needed - and", "needed - and"),
            ("needed -\nand", "needed - and"),
            ("soft\u{ad}\nly", "softly"),
            ("soft\u{2010}\r\nly", "softly"),
            ("2009-\n11", "2009- 11"),
            ("top-\n3", "top-3"),
            ("end-\n", "end- "),
        ];
        for (raw, text) in cases {
            assert_eq!(reads(raw), text, "{raw:?}");
        }
    }

    #[test]
    fn furniture_is_white_space_and_the_hyphen_looks_across_it() {
        let raw = "coop-\n\nHEADER 3\n\neration goes\n\nHEADER\n\non.";
        let at = raw.find("HEADER 3").unwrap();
        let second = raw.rfind("HEADER").unwrap();
        let piece = |start, len| Layout { span: Span::new(start, start + len), kind: LayoutKind::Furniture };
        let reading = Reading::new(raw, &[piece(at, 8), piece(second, 6)]);
        assert_eq!(reading.text(), "cooperation goes on.");
        assert_eq!(reading.blocks().len(), 1);
    }

    #[test]
    fn layout_turns_the_hyphen_rule() {
        let raw = "well-\nknown Inter-\nNational";
        let keep = Layout { span: Span::new(4, 5), kind: LayoutKind::Keep };
        let join = Layout { span: Span::new(17, 18), kind: LayoutKind::Join };
        assert_eq!(Reading::new(raw, &[join, keep]).text(), "well-known InterNational");
    }

    #[test]
    fn sentences_mind_abbreviations_initials_marks_and_quotes() {
        let raw = "He (e.g. Ada B. Coe) won.\" In 2010 it \u{201c}rose.\u{201d} Up! \u{2018}No.\u{2019} why? so. It\n\nis 3.5 m. long.";
        let mark = Layout { span: Span::new(25, 26), kind: LayoutKind::Mark };
        let reading = Reading::new(raw, &[mark]);
        let said: Vec<&str> =
            reading.sentences(|token| token == "e.g.").iter().map(|s| &reading.text()[s.range()]).collect();
        let expected =
            ["He (e.g. Ada B. Coe) won.\"", "In 2010 it “rose.”", "Up!", "‘No.’ why? so.", "It is 3.5 m. long."];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_mark_neither_ends_nor_begins_a_sentence() {
        let raw = "Notes\n! See Le Quai, p.\n3.";
        let mark = Layout { span: Span::new(6, 7), kind: LayoutKind::Mark };
        assert_eq!(Reading::new(raw, &[mark]).sentences(|_| false).len(), 1);
        assert_eq!(Reading::new(raw, &[]).sentences(|_| false).len(), 2);
    }

    #[test]
    fn edges() {
        let raw = "the desta-\nbilization’s 1,500 Delta-\nShores \u{1F6A2} end";
        let reading = Reading::new(raw, &[]);
        let at = |needle: &str| raw.find(needle).unwrap();
        let cases = [
            (at("desta"), Edge::Start, None),
            (at("desta") + 1, Edge::Start, Some(EdgeFault::InsideWord)),
            (at("-\nb"), Edge::End, Some(EdgeFault::InsideHyphenBreak)),
            (at("bilization"), Edge::Start, Some(EdgeFault::InsideHyphenBreak)),
            (at("’s"), Edge::End, Some(EdgeFault::InsideWord)),
            (at(",500"), Edge::End, Some(EdgeFault::InsideWord)),
            (at("-\nS"), Edge::End, None),
            (at("Shores"), Edge::Start, None),
            (at(" 1,500"), Edge::Start, Some(EdgeFault::InWhiteSpace)),
            (at(" 1,500"), Edge::End, None),
            (at("1,500"), Edge::End, Some(EdgeFault::InWhiteSpace)),
            (at("\u{1F6A2}") + 1, Edge::Start, Some(EdgeFault::InsideCharacter)),
            (raw.len(), Edge::End, None),
            (raw.len() + 1, Edge::End, Some(EdgeFault::OutOfBounds)),
        ];
        for (offset, edge, fault) in cases {
            assert_eq!(reading.edge_fault(offset, edge), fault, "{offset} {edge:?}");
        }
    }

    #[test]
    fn lines_count_code_points() {
        let text = "aé\n\u{1F6A2}b";
        let lines = Lines::new(text);
        assert_eq!(lines.position(3), (1, 3));
        assert_eq!(lines.position(8), (2, 2));
        assert_eq!(&text[lines.line(2).range()], "\u{1F6A2}b");
    }
}

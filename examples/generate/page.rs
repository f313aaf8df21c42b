//! How is a source set, and where did its words come to stand?

use std::ops::Range;

use crate::names::Rng;

/// Where words of the reading text stand in the raw bytes, and how they read.
#[derive(Clone)]
pub(crate) struct Anchor {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) quote: String,
}

/// The raw text of a source as it is set, line by line.
pub(crate) struct Page {
    pub(crate) raw: Vec<u8>,
    /// Characters on the current line.
    column: usize,
    /// Lines until the running header, where the page has one.
    header_in: Option<usize>,
    pub(crate) header: Option<Anchor>,
}

const WIDTH: usize = 80;
const HEADER: &str = "HARBOUR NOTES";

impl Page {
    pub(crate) fn new(rng: &mut Rng) -> Page {
        let header_in = rng.one_in(8).then(|| 4 + rng.below(30));
        Page { raw: Vec::with_capacity(18 << 10), column: 0, header_in, header: None }
    }

    pub(crate) fn end_paragraph(&mut self) {
        self.raw.extend_from_slice(if self.column == 0 { b"" } else { b"\n\n" });
        self.column = 0;
    }

    /// Sets a sentence and says where its part `quote` came to stand. The part begins with a word.
    pub(crate) fn put(&mut self, sentence: &str, quote: Range<usize>, rng: &mut Rng) -> Anchor {
        let (mut start, mut end, mut at) = (0, 0, 0);
        for word in sentence.split(' ') {
            let (raw, split, gap) = self.put_word(word, rng);
            if at == quote.start {
                start = raw;
            }
            if (at + 1..=at + word.len()).contains(&quote.end) {
                let length = quote.end - at;
                end = raw + length + if length > split { gap } else { 0 };
            }
            at += word.len() + 1;
        }
        let quote = sentence.get(quote).unwrap_or_default().replace('\u{A0}', " ");
        Anchor { start, end, quote }
    }

    /// Sets a word, broken in two where chance wills it. Returns its first raw byte, the length of
    /// its first half and the length of the break between the halves.
    fn put_word(&mut self, word: &str, rng: &mut Rng) -> (usize, usize, usize) {
        let length = word.chars().count();
        let room = WIDTH.saturating_sub(self.column + 1);
        if self.column > 0 && length <= room {
            self.push(" ");
        } else if self.column > 0 {
            if let Some(split) = break_point(word, room).filter(|_| rng.one_in(6)) {
                return self.put_halves(word, split);
            }
            self.end_line();
        }
        let start = self.raw.len();
        self.push(word);
        (start, word.len(), 0)
    }

    fn put_halves(&mut self, word: &str, split: usize) -> (usize, usize, usize) {
        self.push(" ");
        let start = self.raw.len();
        self.push(word.get(..split).unwrap_or_default());
        let broken = self.raw.len();
        self.push("-");
        self.end_line();
        let gap = self.raw.len() - broken;
        self.push(word.get(split..).unwrap_or_default());
        (start, split, gap)
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.raw.extend_from_slice(text.as_bytes());
        self.column += text.chars().count();
    }

    /// Ends a line inside a paragraph; this is where a running header may come between.
    fn end_line(&mut self) {
        self.raw.push(b'\n');
        self.column = 0;
        match self.header_in.take() {
            Some(0) => self.set_header(),
            Some(lines) => self.header_in = Some(lines - 1),
            None => {}
        }
    }

    fn set_header(&mut self) {
        self.raw.push(b'\n');
        let start = self.raw.len();
        self.raw.extend_from_slice(HEADER.as_bytes());
        self.header = Some(Anchor { start, end: self.raw.len(), quote: HEADER.to_owned() });
        self.raw.extend_from_slice(b"\n\n");
    }
}

/// Where a long plain word may be broken so that its first half and a hyphen fit into `room`.
fn break_point(word: &str, room: usize) -> Option<usize> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let split = room.checked_sub(1)?.min(letters.checked_sub(3)?);
    (split >= 3 && word.as_bytes().get(split)?.is_ascii_lowercase()).then_some(split)
}

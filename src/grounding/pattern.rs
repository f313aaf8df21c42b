//! Do the words and sides of a predicate's pattern stand in the quote, in this order?

use crate::source::{Span, words};
use crate::vocabulary::pattern::{Element, elements};

/// Where each side may stand: every candidate is one whole slot.
pub(super) type Slots = [Vec<Span>; 4];

/// Steps after which a search is given up as not found: a pattern is short, and so is a quote.
const MOST_STEPS: usize = 20_000;

/// The words that patterns are held against.
pub(super) struct Field<'f> {
    text: &'f str,
    region: Span,
    /// Ascending by end, each as it reads.
    words: Vec<(Span, &'f str)>,
    is_article: &'f dyn Fn(&str) -> bool,
}

impl<'f> Field<'f> {
    /// The words of `region`; `is_article` says which may stand between two neighbours.
    pub(super) fn new(text: &'f str, region: Span, is_article: &'f dyn Fn(&str) -> bool) -> Field<'f> {
        let slice = text.get(region.range()).unwrap_or("");
        let spans = words(slice).map(|word| word.shift(region.start));
        let words = spans.map(|span| (span, text.get(span.range()).unwrap_or(""))).collect();
        Field { text, region, words, is_article }
    }

    /// The same words with misprints as they are meant. Of several words that one misprint stands for, the
    /// last takes its bytes, and those before take none.
    pub(super) fn corrected(&self, misprints: &[(Span, &'f str)]) -> Field<'f> {
        let is_printed_so = |word: &Span| !misprints.iter().any(|(span, _)| span.overlaps(*word));
        let mut read: Vec<(Span, &str)> = self.words.iter().copied().filter(|(word, _)| is_printed_so(word)).collect();
        for (span, meant) in misprints.iter().filter(|(span, _)| self.region.contains(*span)) {
            let first = read.len();
            let none = Span::new(span.start, span.start);
            read.extend(words(meant).map(|word| (none, meant.get(word.range()).unwrap_or(""))));
            if let Some((place, _)) = read.get_mut(first..).and_then(<[_]>::last_mut) {
                *place = *span;
            }
        }
        read.sort_by_key(|(word, _)| (word.start, word.end));
        Field { text: self.text, region: self.region, words: read, is_article: self.is_article }
    }

    /// The bytes of the pattern's own words, if pattern and words agree. Between two neighbours only
    /// punctuation, an article and a possessive may stand; `…` lets any run pass. A side in `framed`
    /// needs no place. Words match whole and without regard to case.
    pub(super) fn find(&self, pattern: &str, slots: &Slots, framed: [bool; 4]) -> Option<Vec<Span>> {
        let elements: Vec<Element> = elements(pattern)
            .filter(|element| !matches!(element, Element::Side(side) if framed.get(*side) == Some(&true)))
            .collect();
        let mut search = Search { field: self, slots, steps: 0, found: Vec::new() };
        let stands = search.go(&elements, self.region.start, false);
        search.found.retain(|word| !word.is_empty());
        stands.then_some(search.found)
    }
}

struct Search<'s> {
    field: &'s Field<'s>,
    slots: &'s Slots,
    steps: usize,
    found: Vec<Span>,
}

impl Search<'_> {
    /// Whether the elements can be laid out from `at` on; `bound` says that the first must stand there.
    fn go(&mut self, elements: &[Element], at: usize, bound: bool) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let Some((first, rest)) = elements.split_first() else { return true };
        match first {
            Element::Gap => self.go(rest, at, false),
            Element::Side(side) => {
                let slots = self.slots;
                // The last place first: words that belong together stand close together.
                let candidates = slots.get(*side).into_iter().flatten().copied().filter(|slot| slot.start >= at);
                candidates.rev().any(|slot| (!bound || self.is_filler(at, slot.start)) && self.go(rest, slot.end, true))
            }
            Element::Word(forms) => self.word(forms, rest, at, bound),
        }
    }

    fn word(&mut self, forms: &[&str], rest: &[Element], at: usize, bound: bool) -> bool {
        let from = self.field.words.partition_point(|(word, _)| word.end <= at);
        for index in (from..self.field.words.len()).rev() {
            let Some((word, read)) = self.field.words.get(index).copied() else { break };
            // The tail of a possessive is no word of its own.
            let said = if word.start < at { self.field.text.get(at..word.end).unwrap_or("") } else { read };
            let word = Span::new(word.start.max(at), word.end);
            if is_one_of(said, forms) && (!bound || self.is_filler(at, word.start)) {
                self.found.push(word);
                if self.go(rest, word.end, true) {
                    return true;
                }
                self.found.pop();
            }
        }
        false
    }

    /// Whether nothing but punctuation, a possessive or an article stands between two bytes.
    fn is_filler(&self, from: usize, to: usize) -> bool {
        let between = self.field.text.get(from..to.min(self.field.region.end)).unwrap_or("x");
        let rest = ["'s", "’s"].iter().find_map(|tail| between.strip_prefix(tail)).unwrap_or(between);
        words(rest).all(|word| rest.get(word.range()).is_some_and(self.field.is_article))
    }
}

/// Whether a word, or what is left of it without a possessive ending, is one of these forms.
fn is_one_of(said: &str, forms: &[&str]) -> bool {
    let base = said.strip_suffix("'s").or_else(|| said.strip_suffix("’s")).unwrap_or(said);
    let same = |form: &&str, said: &str| {
        if form.is_ascii() && said.is_ascii() {
            return form.eq_ignore_ascii_case(said);
        }
        said.chars().flat_map(char::to_lowercase).eq(form.chars().flat_map(char::to_lowercase))
    };
    forms.iter().any(|form| same(form, said) || same(form, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> Vec<Span> {
        text.match_indices(words).map(|(start, words)| Span::new(start, start + words.len())).collect()
    }

    #[test]
    fn words_and_sides_stand_in_order() {
        let text = "The Board is overseen by the League’s Office, more or less";
        let slots = [at(text, "League"), at(text, "Board"), vec![], vec![]];
        let cases = [
            ("O … overseen by S", true),
            ("O overseen by S", false),
            ("O is/was overseen by S", true),
            ("S … overseen by O", false),
            ("S … Office", true),
            ("S Office", true),
            ("O … less", true),
            ("O over by S", false),
        ];
        let region = Span::new(0, text.len());
        for (pattern, stands) in cases {
            assert_eq!(
                Field::new(text, region, &|word| word == "the").find(pattern, &slots, [false; 4]).is_some(),
                stands,
                "{pattern}"
            );
        }
    }

    #[test]
    fn a_misprint_reads_as_it_is_meant() {
        let text = "dues rose as aresult of the floood";
        let slots = [at(text, "dues"), at(text, "floood"), vec![], vec![]];
        let printed = Field::new(text, Span::new(0, text.len()), &|word| word == "the");
        let meant = printed.corrected(&[(Span::new(13, 20), "a result")]);
        let pattern = "S rose as a result of O";
        assert_eq!(printed.find(pattern, &slots, [false; 4]), None);
        let found = meant.find(pattern, &slots, [false; 4]).expect("the pattern stands");
        assert!(found.contains(&Span::new(13, 20)) && found.iter().all(|word| !word.is_empty()));
    }

    #[test]
    fn a_framed_side_needs_no_place() {
        let text = "DOI: 10.1/x";
        let slots = [vec![], at(text, "10.1/x"), vec![], vec![]];
        let region = Span::new(0, text.len());
        assert!(Field::new(text, region, &|_| false).find("S DOI … O", &slots, [true, false, false, false]).is_some());
        assert!(Field::new(text, region, &|_| false).find("S DOI … O", &slots, [false; 4]).is_none());
    }
}

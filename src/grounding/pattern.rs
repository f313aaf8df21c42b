//! Do the words and sides of a predicate's pattern stand in the quote, in this order?

use crate::source::{Span, words};

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element<'p> {
    /// One word, in one of these forms.
    Word(Vec<&'p str>),
    /// The side with this number: 0 subject, 1 object, 2 third party, 3 place.
    Side(usize),
    /// Any run, of no words too.
    Gap,
}

/// Where each side may stand: every candidate is one whole slot.
pub(super) type Slots = [Vec<Span>; 4];

/// Steps after which a search is given up as not found: a pattern is short, and so is a quote.
const MOST_STEPS: usize = 20_000;

/// The bytes of the pattern's own words, if pattern and quote agree. Between two neighbours only
/// punctuation, an article and a possessive may stand; `…` lets any run pass. A side in `framed`
/// needs no place. Words match whole and without regard to case.
pub(super) fn find(
    text: &str,
    region: Span,
    pattern: &str,
    slots: &Slots,
    framed: [bool; 4],
    is_article: &dyn Fn(&str) -> bool,
) -> Option<Vec<Span>> {
    let elements: Vec<Element> = elements(pattern)
        .filter(|element| !matches!(element, Element::Side(side) if framed.get(*side) == Some(&true)))
        .collect();
    let slice = text.get(region.range())?;
    let words = words(slice).map(|word| word.shift(region.start)).collect();
    let mut search = Search { text, region, words, slots, is_article, steps: 0, found: Vec::new() };
    search.go(&elements, region.start, false).then_some(search.found)
}

/// The sides that a pattern names, in order.
pub(super) fn sides(pattern: &str) -> impl Iterator<Item = usize> + '_ {
    elements(pattern).filter_map(|element| if let Element::Side(side) = element { Some(side) } else { None })
}

fn elements(pattern: &str) -> impl Iterator<Item = Element<'_>> {
    pattern.split(' ').filter(|part| !part.is_empty()).flat_map(|part| match part {
        "S" => vec![Element::Side(0)],
        "O" => vec![Element::Side(1)],
        "X" => vec![Element::Side(2)],
        "P" => vec![Element::Side(3)],
        "…" | "..." => vec![Element::Gap],
        // A hyphenated word is two words of the text: "cross-border".
        _ => part
            .split('-')
            .filter(|word| !word.is_empty())
            .map(|word| Element::Word(word.split('/').collect()))
            .collect(),
    })
}

struct Search<'s> {
    text: &'s str,
    region: Span,
    words: Vec<Span>,
    slots: &'s Slots,
    is_article: &'s dyn Fn(&str) -> bool,
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
        let from = self.words.partition_point(|word| word.end <= at);
        for index in (from..self.words.len()).rev() {
            let Some(word) = self.words.get(index).copied() else { break };
            // The tail of a possessive is no word of its own.
            let word = Span::new(word.start.max(at), word.end);
            if self.is_one_of(word, forms) && (!bound || self.is_filler(at, word.start)) {
                self.found.push(word);
                if self.go(rest, word.end, true) {
                    return true;
                }
                self.found.pop();
            }
        }
        false
    }

    fn is_one_of(&self, word: Span, forms: &[&str]) -> bool {
        let said = self.text.get(word.range()).unwrap_or("");
        let base = said.strip_suffix("'s").or_else(|| said.strip_suffix("’s")).unwrap_or(said);
        let same = |form: &&str, said: &str| {
            said.chars().flat_map(char::to_lowercase).eq(form.chars().flat_map(char::to_lowercase))
        };
        forms.iter().any(|form| same(form, said) || same(form, base))
    }

    /// Whether nothing but punctuation, a possessive or an article stands between two bytes.
    fn is_filler(&self, from: usize, to: usize) -> bool {
        let between = self.text.get(from..to.min(self.region.end)).unwrap_or("x");
        let rest = ["'s", "’s"].iter().find_map(|tail| between.strip_prefix(tail)).unwrap_or(between);
        words(rest).all(|word| rest.get(word.range()).is_some_and(self.is_article))
    }
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
                find(text, region, pattern, &slots, [false; 4], &|word| word == "the").is_some(),
                stands,
                "{pattern}"
            );
        }
    }

    #[test]
    fn a_framed_side_needs_no_place() {
        let text = "DOI: 10.1/x";
        let slots = [vec![], at(text, "10.1/x"), vec![], vec![]];
        let region = Span::new(0, text.len());
        assert!(find(text, region, "S DOI … O", &slots, [true, false, false, false], &|_| false).is_some());
        assert!(find(text, region, "S DOI … O", &slots, [false; 4], &|_| false).is_none());
    }
}

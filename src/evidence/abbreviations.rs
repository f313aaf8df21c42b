//! Which long form does the text give for an abbreviation, and do its initials spell it?

use foldhash::{HashMap, HashMapExt};

use super::names::is_apostrophe;
use super::passage::{FUNCTION, Passage};
use super::{Class, Cue, Value};
use crate::language::{Kind, List};
use crate::source::Span;

/// Gives each abbreviation in brackets, and each later bare use, the long form beside it.
pub(super) fn find_long_forms(passage: &Passage, cues: &mut [Cue]) {
    let mut forms: HashMap<&str, (Span, bool)> = HashMap::new();
    let mut at = 0;
    for cue in cues.iter_mut().filter(|cue| cue.class == Class::Abbreviation) {
        while passage.tokens.get(at).is_some_and(|token| token.start < cue.span.start) {
            at += 1;
        }
        let Some(short) = passage.text.get(cue.span.start..cue.span.end) else { continue };
        let found = long_form(passage, at, short);
        if let Some(found) = found {
            forms.entry(short).or_insert(found);
        }
        if let (Value::Abbreviation { long, spelled, .. }, Some(known)) = (&mut cue.value, forms.get(short)) {
            (*long, *spelled) = (Some(known.0), known.1);
        }
    }
}

/// The long form of the abbreviation at token `at`: before "(X)", or within "(long form, X)".
fn long_form(passage: &Passage, at: usize, short: &str) -> Option<(Span, bool)> {
    let kind = |at: usize| passage.raw(at).map(|token| token.kind);
    let before = at.checked_sub(1)?;
    let letters: Vec<char> = short.chars().filter(|c| c.is_uppercase()).map(plain).collect();
    match kind(before)? {
        Kind::Open => before_bracket(passage, before, &letters),
        Kind::Comma => {
            let open = (1..16).filter_map(|back| before.checked_sub(back)).find(|at| kind(*at) == Some(Kind::Open))?;
            let spelled = spelled_from(passage, before, open + 1, &letters) == Some(open + 1);
            Some((passage.span(open + 1, before), spelled))
        }
        _ => None,
    }
}

fn before_bracket(passage: &Passage, open: usize, letters: &[char]) -> Option<(Span, bool)> {
    let floor = open.saturating_sub(3 * letters.len() + 4);
    if let Some(start) = spelled_from(passage, open, floor, letters) {
        return Some((passage.span(start, open), true));
    }
    let start = name_before(passage, open, floor)?;
    Some((passage.span(start, open), false))
}

/// Where words that spell the letters begin, read backwards from `end` and not beyond `floor`.
fn spelled_from(passage: &Passage, end: usize, floor: usize, letters: &[char]) -> Option<usize> {
    let mut left = letters.len();
    let mut at = end;
    while left > 0 && at > floor {
        at -= 1;
        let word = passage.word(at);
        let initial = |word: &str| word.chars().next().map(plain);
        let wanted = letters.get(left - 1).copied();
        let elided = word.split_once(['\'', '’']).and_then(|(_, rest)| initial(rest));
        match passage.raw(at)?.kind {
            Kind::Hyphen | Kind::Quote => {}
            Kind::Word if initial(word) == wanted || elided.is_some() && elided == wanted => left -= 1,
            Kind::Word if is_skipped(passage, at) => {}
            _ => return None,
        }
    }
    (left == 0).then_some(at)
}

fn is_skipped(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.raw(at) else { return false };
    let possessive = passage.word(at).starts_with(is_apostrophe);
    !token.capital && (possessive || passage.language.lists(token) & List::Initials.bit() != 0)
}

/// Where the capitalised words before a bracket begin, small words and hyphened parts among them.
fn name_before(passage: &Passage, open: usize, floor: usize) -> Option<usize> {
    let mut first = None;
    for at in (floor..open).rev() {
        let token = passage.raw(at)?;
        let article = passage.word(at) == "the" && !is_skipped(passage, at.checked_sub(1)?);
        let tied = at > 0 && !token.space && passage.raw(at - 1)?.kind == Kind::Hyphen;
        let leads = token.caps && first == Some(at + 1);
        if passage.is_initial(at) && passage.language.lists(token) & FUNCTION != 0 {
            break;
        }
        if token.kind == Kind::Word && token.capital && (!token.caps || leads) {
            first = Some(at);
        }
        if leads {
            break;
        }
        if token.capital && !token.caps {
            continue;
        }
        if article || token.caps || !(token.kind == Kind::Hyphen || tied || is_skipped(passage, at)) {
            break;
        }
    }
    first
}

/// The capital without its accent.
fn plain(c: char) -> char {
    match c.to_uppercase().next().unwrap_or(c) {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        upper => upper,
    }
}

//! Which numbers does a passage state, with which bound, share or range, and of what?
//!
//! "one" is a number before a noun only: not in "one such deal", "one of", "this one", "one day".
//! "around 300" is the number 300 and the degree "around"; a range has no bound of its own.

use super::passage::{FUNCTION, Passage};
use super::{Class, Cue, Value, counted};
use crate::language::{EntryId, Kind, List};

/// A number as written: `mantissa` without its `decimals` last digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) mantissa: u128,
    pub(super) decimals: u32,
}

impl Amount {
    const fn whole(number: u128) -> Amount {
        Amount { mantissa: number, decimals: 0 }
    }

    fn times(self, factor: u128) -> Option<Amount> {
        Some(Amount { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    fn and_a_half(self) -> Option<Amount> {
        let ten = Amount { mantissa: self.mantissa.checked_mul(10)?, decimals: self.decimals + 1 };
        let half = 5 * 10u128.checked_pow(self.decimals)?;
        Some(Amount { mantissa: ten.mantissa.checked_add(half)?, ..ten })
    }

    /// How many halves it is, if a whole number of them.
    pub(super) fn halves(self) -> Option<u128> {
        let unit = 10u128.checked_pow(self.decimals)?;
        let double = self.mantissa.checked_mul(2)?;
        (double % unit == 0).then_some(double / unit)
    }

    /// The number, if it is a whole one.
    fn entire(self) -> Option<u128> {
        self.halves().filter(|halves| halves % 2 == 0).map(|halves| halves / 2)
    }

    pub(super) fn is(self, number: u128) -> bool {
        self.halves() == Some(number * 2)
    }

    pub(super) fn is_less(self, other: Amount) -> bool {
        let scaled = |amount: Amount, by: u32| amount.mantissa.checked_mul(10u128.checked_pow(by)?);
        scaled(self, other.decimals).zip(scaled(other, self.decimals)).is_some_and(|(a, b)| a < b)
    }

    fn digits(self) -> String {
        let digits = format!("{:0width$}", self.mantissa, width = self.decimals as usize + 1);
        let point = digits.len() - self.decimals as usize;
        let (whole, part) = digits.split_at_checked(point).unwrap_or((&digits, ""));
        let part = part.trim_end_matches('0');
        if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
    }
}

/// Lists of which the first word of a number is one.
const FIRST: u64 = List::Bound.bit() | List::Cardinal.bit() | List::Scale.bit() | List::Fraction.bit();

/// Reads the number that begins at token `at`, adds it to `cues`, and answers where it ends.
pub(super) fn number(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    let word = || ["a", "half", "between"].iter().any(|word| passage.is_word(at, word));
    if !passage.may_begin(at, FIRST) && !word() || ordinal_width(passage, at) > 1 {
        return None;
    }
    let found = between(passage, at).or_else(|| bounded(passage, at))?;
    let counted = found.unit.or_else(|| counted::noun(passage, found.end));
    let value = Value::Number { cell: found.cell.into(), entry: None, counted };
    cues.push(Cue { class: Class::Number, span: passage.span(at, found.end), value });
    Some(found.end)
}

/// The value of a vague count whose words are tokens `at..end`.
pub(super) fn vague(passage: &Passage, at: usize, end: usize, entry: EntryId) -> Value {
    let span = passage.span(at, end);
    let words = passage.text.get(span.start..span.end).unwrap_or("").to_lowercase();
    let exact = passage.language.entry(entry).and_then(|entry| entry.number());
    let cell = exact.map_or_else(|| words, str::to_owned);
    Value::Number { cell: cell.into(), entry: Some(entry), counted: counted::noun(passage, end) }
}

/// An ordinal: "third", "twenty-first", "3rd".
pub(super) fn ordinal(passage: &Passage, at: usize) -> Option<u32> {
    if let Some((_, entry)) = passage.phrase(at, List::Ordinal) {
        return entry.value.parse().ok();
    }
    let token = passage.get(at).filter(|token| token.kind == Kind::Word && token.digit)?;
    let word = passage.text.get(token.start..token.end)?;
    let ending = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    ending?.parse().ok()
}

/// How many tokens the ordinal at `at` takes.
pub(super) fn ordinal_width(passage: &Passage, at: usize) -> usize {
    passage.phrase(at, List::Ordinal).map_or(1, |(end, _)| end - at)
}

/// A number as read: its end, its cell, its unit where that stands before it or is a share.
struct Found {
    end: usize,
    cell: String,
    unit: Option<crate::source::Span>,
}

impl Found {
    fn new(end: usize, cell: String) -> Found {
        Found { end, cell, unit: None }
    }
}

/// "between 10 and 20".
fn between(passage: &Passage, at: usize) -> Option<Found> {
    if !passage.is_word(at, "between") {
        return None;
    }
    let (middle, from) = amount(passage, at + 1)?;
    let (end, to) = amount(passage, middle + 1).filter(|_| passage.is_word(middle, "and"))?;
    range_cell(passage, from, to, end)
}

/// A number with the bound before it: "over 1,500", "at least two".
fn bounded(passage: &Passage, at: usize) -> Option<Found> {
    let bound = passage.phrase(at, List::Bound);
    let start = bound.map_or(at, |(end, _)| end);
    if bound.is_none() && (is_one_no_number(passage, at) || is_name_part(passage, at)) {
        return None;
    }
    let money = passage.is_kind(start, Kind::Currency);
    let first = start + usize::from(money);
    let mut found = fraction(passage, first)
        .or_else(|| share(passage, first).filter(|found| bound.is_none() || !found.cell.contains("of")))
        .or_else(|| range(passage, first))
        .or_else(|| plain(passage, first))?;
    if let Some((_, entry)) = bound.filter(|_| !found.cell.contains("..") && !found.cell.starts_with(['<', '>'])) {
        found.cell.insert_str(0, &entry.value);
    }
    if money {
        found.unit = Some(passage.span(start, start + 1));
    }
    Some(found)
}

/// A number with what may stand after it: "%", "or more".
fn plain(passage: &Passage, at: usize) -> Option<Found> {
    let (end, amount) = amount(passage, at)?;
    let mut found = with_percent(passage, end, amount.digits());
    let plus = passage.is_glued(found.end) && passage.word(found.end) == "+";
    if plus {
        found = Found { end: found.end + 1, cell: format!(">={}", found.cell), ..found };
    } else if let Some((end, entry)) = passage.phrase(found.end, List::BoundAfter) {
        found = Found { end, cell: format!("{}{}", entry.value, found.cell), ..found };
    }
    Some(found)
}

fn with_percent(passage: &Passage, end: usize, cell: String) -> Found {
    let points = passage.raw(end + 1).is_some_and(|_| passage.word(end + 1).starts_with("point"));
    match passage.phrase(end, List::Percent) {
        Some((end, _)) if !points => Found::new(end, cell + "%"),
        _ => Found::new(end, cell),
    }
}

/// "10 to 20", "10-20", "two or three", "2-3 million", "10 to 15 %".
fn range(passage: &Passage, at: usize) -> Option<Found> {
    let (middle, from) = amount(passage, at)?;
    let tied = passage.is_kind(middle, Kind::Hyphen) && passage.is_glued(middle) && passage.is_glued(middle + 1);
    let came = at.checked_sub(1).is_some_and(|before| passage.is_word(before, "from"));
    let joint = tied
        || passage.is_kind(middle, Kind::Dash)
        || passage.is_word(middle, "to") && !came
        || passage.is_word(middle, "or");
    let (end, to) = amount(passage, middle + 1).filter(|_| joint)?;
    range_cell(passage, from, to, end)
}

fn range_cell(passage: &Passage, from: Amount, to: Amount, end: usize) -> Option<Found> {
    let scale = end.checked_sub(1).and_then(|last| scale(passage, last));
    let scaled = scale.and_then(|scale| from.times(scale)).filter(|scaled| scaled.is_less(to));
    let from = scaled.unwrap_or(from);
    if !from.is_less(to) {
        return None;
    }
    let share = with_percent(passage, end, String::new());
    let cell = format!("{}{sign}..{}{sign}", from.digits(), to.digits(), sign = share.cell);
    Some(Found::new(share.end, cell))
}

/// "a third of", "two-thirds", "three quarters", "half of the".
fn fraction(passage: &Passage, at: usize) -> Option<Found> {
    let after_ordinal = at.checked_sub(1).is_some_and(|before| ordinal(passage, before).is_some());
    if passage.is_word(at, "half") && !after_ordinal {
        let of = passage.is_word(at + 1, "of");
        let whole = of || passage.is(at + 1, List::Determiner) && !passage.is_word(at + 1, "a");
        return whole.then(|| Found::new(at + 1, "1/2".to_owned()));
    }
    let one = passage.is_word(at, "a") || passage.is_word(at, "one");
    let (next, count) = if one { (at + 1, Amount::whole(1)) } else { amount(passage, at)? };
    let tied = passage.is_kind(next, Kind::Hyphen) && passage.is_glued(next);
    let (end, entry) = passage.phrase(next + usize::from(tied), List::Fraction)?;
    let many = passage.word(end - 1).ends_with('s');
    let of = passage.is_word(end, "of");
    let whole: u128 = entry.value.parse().ok()?;
    let alone = passage.ends_phrase(end) && (!passage.is_word(at, "a") || measures(passage, at));
    let fits = if one { !many && (of || tied || alone) } else { many };
    if !fits || !count.is_less(Amount::whole(whole)) {
        return None;
    }
    Some(Found::new(end, lowest_terms(count.entire()?, whole)))
}

/// "two of the three", "three out of five"; "one in three" is the fraction 1/3.
fn share(passage: &Passage, at: usize) -> Option<Found> {
    let (next, part) = amount(passage, at)?;
    let one_in = passage.is_word(next, "in");
    let out = usize::from(passage.is_word(next, "out"));
    if !one_in && !passage.is_word(next + out, "of") {
        return None;
    }
    let mut start = next + out + 1;
    start += usize::from(!one_in && passage.is_word(start, "all"));
    start += usize::from(!one_in && passage.is(start, List::Determiner));
    let (end, whole) = amount(passage, start)?;
    let small = whole.is_less(Amount::whole(1000)) || passage.is_any(start, List::Cardinal.bit());
    if !small || !part.is_less(whole) {
        return None;
    }
    let (part, whole) = (part.entire()?, whole.entire()?);
    Some(Found::new(end, if one_in { lowest_terms(part, whole) } else { format!("{part} of {whole}") }))
}

/// Whether the word before a fraction says that it measures: "by a third", "nearly a quarter".
fn measures(passage: &Passage, at: usize) -> bool {
    let lists = List::Preposition.bit() | List::Bound.bit() | List::Approximate.bit() | List::Degree.bit();
    let before = at.checked_sub(1).and_then(|before| passage.raw(before));
    before.is_some_and(|before| passage.language.begun(before) & lists != 0)
}

/// "2/10" as "1/5".
fn lowest_terms(part: u128, whole: u128) -> String {
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    format!("{}/{}", part / a.max(1), whole / a.max(1))
}

/// The number from token `at` on, in digits or words, with its end.
pub(super) fn amount(passage: &Passage, at: usize) -> Option<(usize, Amount)> {
    let (mut end, mut amount) = digits(passage, at).or_else(|| in_words(passage, at))?;
    if passage.is_word(end, "and") && passage.is_word(end + 1, "a") && passage.is_word(end + 2, "half") {
        (end, amount) = (end + 3, amount.and_a_half()?);
    }
    if let Some(scale) = scale(passage, end) {
        (end, amount) = (end + 1, amount.times(scale)?);
    }
    Some((end, amount))
}

fn scale(passage: &Passage, at: usize) -> Option<u128> {
    let value = passage.value(at, List::Scale)?;
    (passage.word(at).len() > 1).then(|| value.parse().ok()).flatten()
}

/// "1,500", "1 500", "2.5", "5bn".
fn digits(passage: &Passage, at: usize) -> Option<(usize, Amount)> {
    let token = passage.get(at)?;
    match token.kind {
        Kind::Number => {
            let mut text = passage.word(at).replace(',', "");
            let mut end = at + 1;
            while text.len() <= 24 && is_group(passage, at, end) {
                text.push_str(passage.word(end));
                end += 1;
            }
            Some((end, parse(&text)?))
        }
        Kind::Word => suffixed(passage, at),
        _ => None,
    }
}

/// Whether token `end` is a further group of three digits after white space.
fn is_group(passage: &Passage, at: usize, end: usize) -> bool {
    let plain = passage.word(at).len() <= 3 && passage.word(at).bytes().all(|byte| byte.is_ascii_digit());
    plain
        && passage.is_kind(end, Kind::Number)
        && passage.word(end).len() == 3
        && !passage.is_glued(end)
        && passage.word(end).bytes().all(|byte| byte.is_ascii_digit())
}

fn parse(text: &str) -> Option<Amount> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let decimals = u32::try_from(part.len()).ok().filter(|decimals| *decimals <= 12)?;
    Some(Amount { mantissa: format!("{whole}{part}").parse().ok()?, decimals })
}

/// Digits with a scale behind them: "5bn"; "5m" only as money.
fn suffixed(passage: &Passage, at: usize) -> Option<(usize, Amount)> {
    let word = passage.word(at);
    let cut = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).filter(|cut| *cut > 0)?;
    let (number, suffix) = word.split_at_checked(cut)?;
    let money = at.checked_sub(1).is_some_and(|before| passage.is_kind(before, Kind::Currency));
    let scale = passage.language.find(suffix, List::Scale).filter(|_| suffix.len() > 1 || money);
    let measure = passage.language.find(suffix, List::Measure);
    let factor = match (scale, measure) {
        (Some(scale), _) => scale.value.parse().ok()?,
        (None, Some(_)) => 1,
        _ => return None,
    };
    Some((at + 1, parse(&number.replace(',', ""))?.times(factor)?))
}

/// "twenty-one", "two hundred and fifty thousand", "a dozen", "half a million".
fn in_words(passage: &Passage, at: usize) -> Option<(usize, Amount)> {
    let half = passage.is_word(at, "half") && passage.is_word(at + 1, "a");
    let start = at + usize::from(half);
    if passage.is_word(start, "a") && !passage.is_word(start + 1, "score") {
        let factor = scale(passage, start + 1)?;
        let (end, number) = words_from(passage, start + 2, factor);
        let number = if half { number / 2 } else { number };
        return Some((end, Amount::whole(number)));
    }
    let (end, number) = words_from(passage, start, 0);
    (end > start).then_some((end, Amount::whole(number)))
}

/// Adds up number words from `at` on, to `number` read before.
fn words_from(passage: &Passage, mut at: usize, number: u128) -> (usize, u128) {
    let (mut total, mut current) = if number >= 1000 { (number, 0) } else { (0, number) };
    let mut room = if number > 0 { 100 } else { u128::MAX };
    loop {
        let scaled = number > 0 || total + current > 0;
        let and = usize::from(passage.is_word(at, "and") && scaled && room == 100);
        let hyphen = usize::from(passage.is_kind(at, Kind::Hyphen) && room == 10 && passage.is_glued(at));
        let next = at + and + hyphen;
        if let Some(unit) = passage.value(next, List::Cardinal).and_then(|value| value.parse::<u128>().ok()) {
            if unit >= room {
                break;
            }
            current += unit;
            room = if unit >= 20 { 10 } else { 0 };
        } else if let Some(factor) = scale(passage, next).filter(|_| and + hyphen == 0 && scaled) {
            if factor < 1000 {
                current = current.max(1).saturating_mul(factor);
            } else {
                total = total.saturating_add(current.max(1).saturating_mul(factor));
                current = 0;
            }
            room = 100;
        } else {
            break;
        }
        at = next + 1;
    }
    (at, total.saturating_add(current))
}

/// Whether "one" here is no count of the noun after it.
fn is_one_no_number(passage: &Passage, at: usize) -> bool {
    if !passage.is_word(at, "one") {
        return false;
    }
    if share(passage, at).is_some() || fraction(passage, at).is_some() || scale(passage, at + 1).is_some() {
        return false;
    }
    let before = at.checked_sub(1);
    let chosen = before.is_some_and(|before| passage.is(before, List::Determiner));
    let noun = passage.raw(at + 1).is_some_and(|next| next.kind == Kind::Word);
    let other = passage.raw(at + 1).is_some_and(|next| {
        let lists = FUNCTION | List::Finite.bit() | List::Unit.bit();
        passage.language.lists(next) & lists != 0 && passage.language.lists(next) & List::Cardinal.bit() == 0
    });
    let counted =
        passage.is_word(at + 1, "or") && amount(passage, at + 2).is_some() || passage.is(at + 1, List::Percent);
    chosen || !counted && (!noun || other)
}

/// Whether digits belong to the name before them: "A-10", "Type 45" at the end of a phrase.
fn is_name_part(passage: &Passage, at: usize) -> bool {
    if !passage.is_kind(at, Kind::Number) {
        return false;
    }
    let tied = at >= 2 && passage.is_glued(at) && passage.is_kind(at - 1, Kind::Hyphen) && passage.is_glued(at - 1);
    if tied {
        return passage.is_capital(at - 2);
    }
    let before = at.checked_sub(1).filter(|before| passage.is_capital(*before) && !passage.is_initial(*before));
    let named = before.is_some_and(|before| passage.get(before).is_some() && !passage.is_any(before, FUNCTION));
    let noun = passage.raw(at + 1).is_some_and(|next| {
        next.kind == Kind::Word && passage.language.lists(next) & FUNCTION == 0 || next.kind == Kind::Other
    });
    named && !noun
}

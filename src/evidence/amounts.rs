//! Which amount do digits or number words write?

use super::passage::Passage;
use crate::language::{Kind, List};

/// A number as written: `mantissa` without its `decimals` last digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) mantissa: u128,
    pub(super) decimals: u32,
}

impl Amount {
    pub(super) const fn whole(number: u128) -> Amount {
        Amount { mantissa: number, decimals: 0 }
    }

    pub(super) fn times(self, factor: u128) -> Option<Amount> {
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
    pub(super) fn entire(self) -> Option<u128> {
        self.halves().filter(|halves| halves % 2 == 0).map(|halves| halves / 2)
    }

    pub(super) fn is(self, number: u128) -> bool {
        self.halves() == Some(number * 2)
    }

    pub(super) fn is_less(self, other: Amount) -> bool {
        let scaled = |amount: Amount, by: u32| amount.mantissa.checked_mul(10u128.checked_pow(by)?);
        scaled(self, other.decimals).zip(scaled(other, self.decimals)).is_some_and(|(a, b)| a < b)
    }

    pub(super) fn digits(self) -> String {
        let digits = format!("{:0width$}", self.mantissa, width = self.decimals as usize + 1);
        let point = digits.len() - self.decimals as usize;
        let (whole, part) = digits.split_at_checked(point).unwrap_or((&digits, ""));
        let part = part.trim_end_matches('0');
        if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
    }
}

/// A cell holds numbers below this.
const LIMIT: u128 = 1_000_000_000_000_000;

/// The number from token `at` on, in digits or words, with its end.
pub(super) fn amount(passage: &Passage, at: usize) -> Option<(usize, Amount)> {
    let (mut end, mut amount) = digits(passage, at).or_else(|| in_words(passage, at))?;
    if passage.is_word(end, "and") && passage.is_word(end + 1, "a") && passage.is_word(end + 2, "half") {
        (end, amount) = (end + 3, amount.and_a_half()?);
    }
    if let Some(scale) = scale(passage, end) {
        (end, amount) = (end + 1, amount.times(scale)?);
    }
    (amount.mantissa < LIMIT).then_some((end, amount))
}

pub(super) fn scale(passage: &Passage, at: usize) -> Option<u128> {
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

//! When did something happen, in words and as a row has it?

use crate::names::Rng;

/// A date as the sentence says it and as the row holds it.
#[derive(Clone)]
pub(crate) struct Date {
    pub(crate) words: String,
    pub(crate) role: &'static str,
    pub(crate) when: String,
}

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
pub(crate) const FIRST_YEAR: usize = 1960;
const MONTHS_IN_ALL: usize = 60 * 12;

/// A date no coarser than the `nth` month of the sixty years.
pub(crate) fn month_date(nth: usize, rng: &mut Rng) -> Date {
    let nth = nth % MONTHS_IN_ALL;
    let (year, month) = (FIRST_YEAR + nth / 12, nth % 12 + 1);
    let name = MONTHS.get(nth % 12).copied().unwrap_or_default();
    if rng.one_in(3) {
        let day = 1 + rng.below(28);
        return date(format!("on {day} {name} {year}"), "within", format!("{year}-{month:02}-{day:02}"));
    }
    date(format!("in {name} {year}"), "within", format!("{year}-{month:02}"))
}

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub(crate) year: usize,
    pub(crate) month: usize,
    pub(crate) day: usize,
}

impl Day {
    /// Days since the first of March of the year 0.
    pub(crate) fn number(self) -> usize {
        // Years that begin in March have the leap day last.
        let months = self.year * 12 + self.month + 9;
        let (year, month) = (months / 12 - 1, months % 12);
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day - 1
    }

    /// The day in one of [`FORMS`] ways, all true.
    pub(crate) fn said(self, form: usize, rng: &mut Rng) -> Date {
        let Day { year, month, day } = self;
        let name = MONTHS.get(month - 1).copied().unwrap_or_default();
        let (early, late) = (year - 1 - rng.below(3), year + 1 + rng.below(3));
        match form {
            0 => date(format!("on {day} {name} {year}"), "within", format!("{year}-{month:02}-{day:02}")),
            1 => date(format!("in {name} {year}"), "within", format!("{year}-{month:02}")),
            2 => date(format!("in {year}"), "within", year.to_string()),
            3 if month <= 4 => date(format!("in early {year}"), "within", format!("{year}-01/{year}-04")),
            3 if month <= 8 => date(format!("in mid-{year}"), "within", format!("{year}-05/{year}-08")),
            3 => date(format!("in late {year}"), "within", format!("{year}-09/{year}-12")),
            4 => date(format!("in the {}0s", year / 10), "within", format!("{}X", year / 10)),
            5 => date(format!("around {year}"), "within", format!("{year}~")),
            6 => date(format!("by {late}"), "by", late.to_string()),
            7 => date(format!("before {late}"), "before", late.to_string()),
            _ => date(format!("after {early}"), "after", early.to_string()),
        }
    }
}

/// The ways in which a day can be said. The first [`EXACT`] of them keep to its year.
pub(crate) const FORMS: usize = 9;
pub(crate) const EXACT: usize = 4;

/// Any date of something that happened once.
pub(crate) fn event_date(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    match rng.below(12) {
        0 => date(format!("in early {year}"), "within", format!("{year}-01/{year}-04")),
        1 => date(format!("in mid-{year}"), "within", format!("{year}-05/{year}-08")),
        2 => date(format!("in late {year}"), "within", format!("{year}-09/{year}-12")),
        3 => date(format!("by {year}"), "by", year.to_string()),
        4 => date(format!("before {year}"), "before", year.to_string()),
        5 => date(format!("after {year}"), "after", year.to_string()),
        6 => date(format!("around {year}"), "within", format!("{year}~")),
        7 => date(format!("in the {}0s", year / 10), "within", format!("{}X", year / 10)),
        8 | 9 => date(format!("in {year}"), "within", year.to_string()),
        _ => month_date(rng.below(MONTHS_IN_ALL), rng),
    }
}

/// A date of something that lasted.
pub(crate) fn state_date(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    let (word, role) = rng.pick(&[("throughout", "throughout"), ("from", "from"), ("until", "until")]);
    date(format!("{word} {year}"), role, year.to_string())
}

pub(crate) fn date(words: String, role: &'static str, when: String) -> Date {
    Date { words, role, when }
}

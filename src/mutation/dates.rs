//! Slips of time: another day, month or year, wider or narrower, another role.

use crate::claim::column::{ROLE, SPAN, WHEN};
use crate::edtf::{Day, Duration, Edtf};
use crate::mutation::{Group, Mutant, Operator, Site};

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "date-by-day",
        group: Group::Value,
        about: "a date is a day off",
        tables: CLAIMS,
        run: |site, out| moved(site, out, by_day),
    },
    Operator {
        name: "date-by-month",
        group: Group::Value,
        about: "a date is a month (or half, quarter, season) off",
        tables: CLAIMS,
        run: |site, out| moved(site, out, by_month),
    },
    Operator {
        name: "date-by-year",
        group: Group::Value,
        about: "a date is a year (or decade) off",
        tables: CLAIMS,
        run: |site, out| moved(site, out, |date, by| Some(Written { year: step(date.year, by)?, ..date })),
    },
    Operator {
        name: "date-wider",
        group: Group::Value,
        about: "a date is less precise than the words",
        tables: CLAIMS,
        run: wider,
    },
    Operator {
        name: "date-narrower",
        group: Group::Value,
        about: "a date is more precise than the words",
        tables: CLAIMS,
        run: narrower,
    },
    Operator {
        name: "date-end-dropped",
        group: Group::Value,
        about: "an interval loses its start or its end",
        tables: CLAIMS,
        run: end_dropped,
    },
    Operator {
        name: "date-approximated",
        group: Group::Value,
        about: "a date loses its `~`, or has one that the words do not give it",
        tables: CLAIMS,
        run: approximated,
    },
    Operator {
        name: "date-dropped",
        group: Group::Value,
        about: "role and date are left out",
        tables: CLAIMS,
        run: dropped,
    },
    Operator {
        name: "role-changed",
        group: Group::Value,
        about: "the date binds in another way",
        tables: CLAIMS,
        run: role_changed,
    },
    Operator {
        name: "span-changed",
        group: Group::Value,
        about: "a length of time is longer, or left out",
        tables: CLAIMS,
        run: span_changed,
    },
];

/// A date as it is written: `2012`, `199X`, `2012-09`, `2013-40`, `2010-11-01`, with a mark after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written<'t> {
    /// The year; of a decade its number (199).
    year: u32,
    is_decade: bool,
    month: Option<u32>,
    day: Option<u32>,
    mark: &'t str,
}

impl<'t> Written<'t> {
    fn read(text: &'t str) -> Option<Written<'t>> {
        let bare = text.trim_end_matches(['~', '?', '%']);
        let mut parts = bare.split('-');
        let year = parts.next()?;
        let number = |part: &str| part.parse::<u32>().ok();
        Some(Written {
            year: number(year.trim_end_matches('X'))?,
            is_decade: year.len() == 4 && year.ends_with('X'),
            month: parts.next().map_or(Some(None), |part| number(part).map(Some))?,
            day: parts.next().map_or(Some(None), |part| number(part).map(Some))?,
            mark: text.get(bare.len()..)?,
        })
    }

    fn write(self) -> String {
        let year = if self.is_decade { format!("{}X", self.year) } else { format!("{:04}", self.year) };
        let part = |part: Option<u32>| part.map_or_else(String::new, |number| format!("-{number:02}"));
        format!("{year}{}{}{}", part(self.month), part(self.day), self.mark)
    }
}

/// Parts of a year that follow each other: months, seasons, quarters, halves.
const CYCLES: &[(u32, u32)] = &[(1, 12), (21, 24), (33, 36), (40, 41)];

/// The part of the year before or after, in another year where it has to be.
fn by_month(date: Written<'_>, by: i32) -> Option<Written<'_>> {
    let month = date.month?;
    let (first, last) = *CYCLES.iter().find(|(first, last)| (*first..=*last).contains(&month))?;
    match step(month, by)? {
        next if next < first => Some(Written { month: Some(last), year: step(date.year, -1)?, ..date }),
        next if next > last => Some(Written { month: Some(first), year: step(date.year, 1)?, ..date }),
        next => Some(Written { month: Some(next), ..date }),
    }
}

/// The day before or after, in another month or year where it has to be.
fn by_day(date: Written<'_>, by: i32) -> Option<Written<'_>> {
    let part = |number: u32| u8::try_from(number).ok();
    let day = Day::from_ymd(i32::try_from(date.year).ok()?, part(date.month?)?, part(date.day?)?)?;
    let (year, month, day) = Day::from_number(day.number() + i64::from(by)).ymd();
    Some(Written { year: u32::try_from(year).ok()?, month: Some(month.into()), day: Some(day.into()), ..date })
}

fn step(number: u32, by: i32) -> Option<u32> {
    number.checked_add_signed(by)
}

/// The ends of an interval, or the one date.
fn ends<'t>(site: &Site<'_, 't>) -> Vec<&'t str> {
    let when = site.cell(WHEN);
    if Edtf::parse(when).is_ok() { when.split('/').collect() } else { Vec::new() }
}

/// A mutant with another date, if it is one.
fn with(site: &Site, out: &mut Vec<Mutant>, date: &str) {
    if Edtf::parse(date).is_ok_and(|read| !read.is_open()) {
        out.push(site.change(&[(WHEN, date)]));
    }
}

/// Each end moved up and down by one unit.
fn moved(site: &Site, out: &mut Vec<Mutant>, by: impl for<'t> Fn(Written<'t>, i32) -> Option<Written<'t>>) {
    let ends = ends(site);
    for (index, end) in ends.iter().enumerate() {
        let Some(date) = Written::read(end) else { continue };
        for date in [-1, 1].into_iter().filter_map(|step| by(date, step)) {
            with(site, out, &replaced(&ends, index, &date.write()));
        }
    }
}

fn replaced(ends: &[&str], index: usize, with: &str) -> String {
    let ends = ends.iter().enumerate().map(|(at, end)| if at == index { with } else { end });
    ends.collect::<Vec<_>>().join("/")
}

fn wider(site: &Site, out: &mut Vec<Mutant>) {
    match ends(site).iter().filter_map(|end| Written::read(end)).collect::<Vec<_>>().as_slice() {
        [date] => {
            let coarser = match date {
                Written { day: Some(_), .. } => Written { day: None, ..*date },
                Written { month: Some(_), .. } => Written { month: None, ..*date },
                _ => Written { year: date.year / 10, is_decade: true, ..*date },
            };
            if !date.is_decade {
                with(site, out, &coarser.write());
            }
        }
        [start, end] => {
            let year = |date: &Written| Written { month: None, day: None, mark: "", ..*date }.write();
            let (first, last) = (year(start), year(end));
            with(site, out, &if first == last { first } else { format!("{first}/{last}") });
            let beyond = Written { year: end.year + 1, ..*end };
            with(site, out, &format!("{}/{}", start.write(), beyond.write()));
        }
        _ => {}
    }
}

fn narrower(site: &Site, out: &mut Vec<Mutant>) {
    match ends(site).iter().filter_map(|end| Written::read(end)).collect::<Vec<_>>().as_slice() {
        [date @ Written { is_decade: true, .. }] => {
            with(site, out, &Written { year: date.year * 10 + 5, is_decade: false, ..*date }.write());
        }
        [date @ Written { month: None, .. }] => {
            for month in [1, 7, 12] {
                with(site, out, &Written { month: Some(month), mark: "", ..*date }.write());
            }
            with(site, out, &format!("{:04}-09/{:04}-12", date.year, date.year));
        }
        [date @ Written { month: Some(1..=12), day: None, .. }] => {
            with(site, out, &Written { day: Some(15), ..*date }.write());
        }
        [date @ Written { month: Some(_), day: None, .. }] => {
            with(site, out, &Written { month: Some(3), ..*date }.write());
        }
        [start, end] => {
            let month = |date: &Written| Written { month: Some(date.month.unwrap_or(6)), day: None, ..*date }.write();
            with(site, out, &format!("{}/{}", month(start), month(end)));
            let inner = start.month.zip(end.month).map(|(first, last)| first.midpoint(last));
            with(site, out, &Written { month: inner, ..*start }.write());
        }
        _ => {}
    }
}

fn end_dropped(site: &Site, out: &mut Vec<Mutant>) {
    if let [start, end] = ends(site).as_slice() {
        with(site, out, start);
        with(site, out, end);
    }
}

fn approximated(site: &Site, out: &mut Vec<Mutant>) {
    let ends = ends(site);
    for (index, end) in ends.iter().enumerate() {
        let turned = end.strip_suffix('~').map_or_else(|| format!("{end}~"), str::to_owned);
        with(site, out, &replaced(&ends, index, &turned));
    }
}

fn dropped(site: &Site, out: &mut Vec<Mutant>) {
    if !site.cell(WHEN).is_empty() {
        out.push(site.change(&[(WHEN, ""), (ROLE, "")]));
    }
}

fn role_changed(site: &Site, out: &mut Vec<Mutant>) {
    let when = site.cell(WHEN);
    if when.is_empty() || site.cell(ROLE).is_empty() {
        return;
    }
    let of_dates: &[&str] = &["within", "throughout", "by", "from", "until", "before", "after"];
    let of_ids: &[&str] = &["at", "during", "before", "after", "from", "until"];
    let roles = if Edtf::parse(when).is_ok() { of_dates } else { of_ids };
    out.extend(roles.iter().map(|role| site.change(&[(ROLE, role)])));
}

fn span_changed(site: &Site, out: &mut Vec<Mutant>) {
    let span = site.cell(SPAN);
    if span.is_empty() {
        return;
    }
    let digits = span.find(|c: char| c.is_ascii_digit()).map(|from| {
        let len = span.get(from..).and_then(|rest| rest.find(|c: char| !c.is_ascii_digit())).unwrap_or(0);
        crate::source::Span::new(from, from + len)
    });
    for by in [-1, 1] {
        let Some(digits) = digits else { break };
        let number = span.get(digits.range()).and_then(|number| step(number.parse().ok()?, by));
        let longer = number.map(|number| site.splice(SPAN, digits, &number.to_string()));
        out.extend(longer.filter(|span| Duration::parse(span).is_ok()).map(|span| site.change(&[(SPAN, &span)])));
    }
    out.push(site.change(&[(SPAN, "")]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_moves_on_into_the_next_year() {
        let moved = |text: &str, by: i32| {
            let date = Written::read(text).expect("a date");
            let moved = if date.day.is_some() { by_day(date, by) } else { by_month(date, by) };
            moved.map(Written::write).unwrap_or_default()
        };
        let cases = [
            ("2012-01", -1, "2011-12"),
            ("2012-12~", 1, "2013-01~"),
            ("2012-21", -1, "2011-24"),
            ("2012-36", 1, "2013-33"),
            ("2013-40", -1, "2012-41"),
            ("2012-12-31", 1, "2013-01-01"),
            ("2012-03-01", -1, "2012-02-29"),
            ("2010-11-01", -1, "2010-10-31"),
            ("2012", 1, ""),
        ];
        for (date, by, expected) in cases {
            assert_eq!(moved(date, by), expected, "{date} {by}");
        }
    }
}

//! Which day, month, year, decade, or part of one, in canonical EDTF?
//!
//! Thirds of a year are months 01-04, 05-08 and 09-12; of a month days 01-10, 11-20 and the rest; of
//! a decade years 0-3, 4-6 and 7-9; of a century years 00-33, 34-66 and 67-99.

/// A point or stretch of the calendar, as words name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    Year(u32),
    Month(u32, u32),
    Day(u32, u32, u32),
    /// A season, half or quarter by its EDTF code.
    Coded(u32, u32),
    /// Its first year: 1990.
    Decade(u32),
    /// Its first year: 1900.
    Century(u32),
    Range(String, String),
    /// A month or day without its year.
    Incomplete,
}

impl Moment {
    /// Canonical EDTF, each end with `mark` after it; none where the year is not said.
    pub(super) fn edtf(&self, mark: &str) -> Option<String> {
        Some(match self {
            Moment::Year(year) => format!("{year:04}{mark}"),
            Moment::Month(year, month) | Moment::Coded(year, month) => format!("{year:04}-{month:02}{mark}"),
            Moment::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}{mark}"),
            Moment::Decade(year) => format!("{:03}X{mark}", year / 10),
            Moment::Century(year) => format!("{:02}XX{mark}", year / 100),
            Moment::Range(from, to) => format!("{from}{mark}/{to}{mark}"),
            Moment::Incomplete => return None,
        })
    }

    /// Whether both are of one grain, so that "or" and "and" may list them.
    pub(super) fn is_like(&self, other: &Moment) -> bool {
        use Moment::{Century, Day, Decade, Month, Year};
        matches!(
            (self, other),
            (Year(_), Year(_))
                | (Month(..), Month(..))
                | (Day(..), Day(..))
                | (Decade(_), Decade(_))
                | (Century(_), Century(_))
        )
    }

    /// The part of it: a third of a year, month, decade or century; a half or quarter of a year.
    pub(super) fn part(&self, part: &str) -> Option<Moment> {
        let third = ["early", "mid", "late"].iter().position(|name| *name == part);
        let range = |from: Moment, to: Moment| Some(Moment::Range(from.edtf("")?, to.edtf("")?));
        let pick = |ends: [(u32, u32); 3]| third.and_then(|third| ends.get(third).copied());
        let half = |ends: [(u32, u32); 2]| {
            ["40", "41"].iter().zip(ends).find(|(code, _)| **code == part).map(|(_, ends)| ends)
        };
        match *self {
            Moment::Year(year) => match pick([(1, 4), (5, 8), (9, 12)]) {
                Some((from, to)) => range(Moment::Month(year, from), Moment::Month(year, to)),
                None => part.parse().ok().map(|code| Moment::Coded(year, code)),
            },
            Moment::Month(year, month) => {
                let (from, to) = pick([(1, 10), (11, 20), (21, days(year, month))])?;
                range(Moment::Day(year, month, from), Moment::Day(year, month, to))
            }
            Moment::Decade(year) => {
                let (from, to) = pick([(0, 3), (4, 6), (7, 9)]).or(half([(0, 4), (5, 9)]))?;
                range(Moment::Year(year + from), Moment::Year(year + to))
            }
            Moment::Century(year) => {
                let (from, to) = pick([(0, 33), (34, 66), (67, 99)]).or(half([(0, 49), (50, 99)]))?;
                range(Moment::Year(year + from), Moment::Year(year + to))
            }
            Moment::Incomplete => Some(Moment::Incomplete),
            _ => None,
        }
    }
}

pub(super) fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

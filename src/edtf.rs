//! What does a date mean: which days does an EDTF expression name, and how sure is each end?
//!
//! The profile is EDTF (ISO 8601-2) Levels 0 and 1, and of Level 2 sets `[…]`, lists `{…}`, `..` in
//! them, quarters, quadrimesters and half-years; `docs/edtf.md` lists it. Everything else is refused
//! with the place and the reason. One trap: `2009-11` is November 2009 here and in every other EDTF
//! reader, while prose means 2009 to 2011 by it; `2006/7` is refused, write `2006/2007`.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

// ---------------------------------------------------------------------------------------------
// Days

/// A day of the proleptic Gregorian calendar, stored as days since 1970-01-01.
///
/// ```
/// use factcheck::edtf::Day;
/// let day = Day::from_ymd(2012, 2, 28).unwrap();
/// assert_eq!((day + 1).to_string(), "2012-02-29");
/// assert_eq!((day + 2) - day, 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// No date of the profile comes near it, and arithmetic stops there instead of overflowing.
    const LIMIT: i64 = 400_000_000_000;

    /// The day with this year (0 is 1 BCE), month 1 to 12 and day of the month; `None` where the
    /// calendar has no such day.
    ///
    /// ```
    /// use factcheck::edtf::Day;
    /// assert!(Day::from_ymd(2000, 2, 29).is_some());
    /// assert!(Day::from_ymd(1900, 2, 29).is_none());
    /// ```
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let known = is_year(year) && day >= 1 && day <= days_in_month(year, month);
        known.then(|| Day(days_before_month(month_index(year, month)) + i64::from(day) - 1))
    }

    /// The day so many days after 1970-01-01.
    pub fn from_number(days: i64) -> Day {
        Day(0).plus(days)
    }

    /// Days since 1970-01-01, negative before it.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Year, month and day of the month.
    ///
    /// ```
    /// # use factcheck::edtf::Day;
    /// assert_eq!(Day::from_ymd(-44, 3, 15).unwrap().ymd(), (-44, 3, 15));
    /// ```
    pub fn ymd(self) -> (i32, u8, u8) {
        // Years begin in March here, so that the leap day is the last of its year; an era is 400 years.
        let shifted = self.0 + DAYS_TO_EPOCH;
        let era = shifted.div_euclid(DAYS_PER_ERA);
        let of_era = shifted.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year as i32, month as u8, day as u8)
    }

    fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days).clamp(-Day::LIMIT, Day::LIMIT))
    }
}

impl Add<i64> for Day {
    type Output = Day;
    fn add(self, days: i64) -> Day {
        self.plus(days)
    }
}

impl Sub<i64> for Day {
    type Output = Day;
    fn sub(self, days: i64) -> Day {
        self.plus(days.saturating_neg())
    }
}

impl Sub<Day> for Day {
    /// Days from the other day to this one.
    type Output = i64;
    fn sub(self, other: Day) -> i64 {
        self.0 - other.0
    }
}

/// `YYYY-MM-DD`, with the year as EDTF writes it: `-0044-03-15`, and `Y10000-01-01` past 9999.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write_year(f, year)?;
        write!(f, "-{month:02}-{day:02}")
    }
}

// ---------------------------------------------------------------------------------------------
// Dates

/// How sure the source is of a whole date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Qualifier {
    /// No qualifier.
    #[default]
    Certain,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`: both.
    UncertainAndApproximate,
}

impl Qualifier {
    /// The character that EDTF writes, or nothing.
    pub const fn as_str(self) -> &'static str {
        match self {
            Qualifier::Certain => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::UncertainAndApproximate => "%",
        }
    }

    /// Whether the date may lie a little beside its words: `~` and `%`, not `?`.
    pub const fn is_approximate(self) -> bool {
        matches!(self, Qualifier::Approximate | Qualifier::UncertainAndApproximate)
    }
}

/// The unit up to which a date is known, coarse before fine. `2004-XX` is known to the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `20XX`
    Century,
    /// `199X`
    Decade,
    /// `1985`, `Y170000002`, `1985-XX`, `1985-XX-XX`
    Year,
    /// `2001-40`, `2001-41`
    HalfYear,
    /// `2001-37` to `2001-39`
    Quadrimester,
    /// `2001-33` to `2001-36`
    Quarter,
    /// `2001-21` to `2001-24`
    Season,
    /// `1985-04`, `1985-04-XX`
    Month,
    /// `1985-04-12`, with or without a time of day
    Day,
}

impl Precision {
    /// Length of the unit in months; 0 for a day.
    const fn months(self) -> i64 {
        match self {
            Precision::Century => 1200,
            Precision::Decade => 120,
            Precision::Year => 12,
            Precision::HalfYear => 6,
            Precision::Quadrimester => 4,
            Precision::Quarter | Precision::Season => 3,
            Precision::Month => 1,
            Precision::Day => 0,
        }
    }
}

/// A single date: a year, a month or another part of a year, or a day, with its qualifier.
///
/// ```
/// use factcheck::edtf::{Date, Edtf, Qualifier};
/// let around = Date::new(2006, None, None).unwrap().qualified(Qualifier::Approximate);
/// assert_eq!(around.to_string(), "2006~");
/// assert_eq!(Date::decade(1990).unwrap().to_string(), "199X");
/// assert_eq!(Edtf::from(Date::new(2012, Some(1), Some(17)).unwrap()).to_string(), "2012-01-17");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// With unspecified digits: the year of the smallest size, `1990` for `199X`, `-190` for `-019X`.
    year: i32,
    /// 0 none, 1 to 12 a month, 21 to 24 a season, 33 to 41 another part of the year.
    division: u8,
    /// 0 none.
    day: u8,
    unspecified: Unspecified,
    qualifier: Qualifier,
}

/// Which digits stand as X.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unspecified {
    Nothing,
    Decade,
    Century,
    Month,
    MonthAndDay,
    Day,
}

impl Date {
    /// A date from its parts. `division` is a month 1 to 12, a season 21 to 24 or another part of
    /// the year 33 to 41. `None` where the calendar or the profile has no such date.
    ///
    /// ```
    /// use factcheck::edtf::Date;
    /// assert_eq!(Date::new(2013, Some(40), None).unwrap().to_string(), "2013-40");
    /// assert!(Date::new(2013, Some(2), Some(29)).is_none());
    /// ```
    pub fn new(year: i32, division: Option<u8>, day: Option<u8>) -> Option<Date> {
        let written_long = year.unsigned_abs() > 9999;
        let known = match (division, day) {
            (None, None) => is_year(year),
            (Some(division), None) => !written_long && is_division(division),
            (Some(month), Some(day)) => !written_long && day >= 1 && day <= days_in_month(year, month),
            (None, Some(_)) => false,
        };
        let unspecified = Unspecified::Nothing;
        let (division, day) = (division.unwrap_or(0), day.unwrap_or(0));
        known.then_some(Date { year, division, day, unspecified, qualifier: Qualifier::Certain })
    }

    /// The decade that begins with `year`, written `199X`; `None` unless `year` is a multiple of ten
    /// that four digits can write.
    pub fn decade(year: i32) -> Option<Date> {
        Date::with_unspecified_year(year, 10, Unspecified::Decade)
    }

    /// The hundred years that begin with `year`, written `19XX`; `None` unless `year` is a multiple
    /// of a hundred that four digits can write. The 20th century began a year later: `1901/2000`.
    pub fn century(year: i32) -> Option<Date> {
        Date::with_unspecified_year(year, 100, Unspecified::Century)
    }

    fn with_unspecified_year(year: i32, unit: i32, unspecified: Unspecified) -> Option<Date> {
        let date = Date::new(year, None, None)?;
        (year.unsigned_abs() <= 9999 && year % unit == 0).then_some(Date { unspecified, ..date })
    }

    /// The same date with this qualifier in place of its own.
    pub fn qualified(self, qualifier: Qualifier) -> Date {
        Date { qualifier, ..self }
    }

    /// The year; of `199X` and `19XX` the smallest in size.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month 1 to 12, the season 21 to 24 or the part of the year 33 to 41, where one is said.
    pub fn division(self) -> Option<u8> {
        (self.division != 0).then_some(self.division)
    }

    /// The day of the month, where one is said.
    pub fn day(self) -> Option<u8> {
        (self.day != 0).then_some(self.day)
    }

    /// The qualifier.
    pub fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// The unit up to which the date is known.
    pub fn precision(self) -> Precision {
        match (self.unspecified, self.division) {
            (Unspecified::Century, _) => Precision::Century,
            (Unspecified::Decade, _) => Precision::Decade,
            (_, 0) => Precision::Year,
            (_, 21..=24) => Precision::Season,
            (_, 33..=36) => Precision::Quarter,
            (_, 37..=39) => Precision::Quadrimester,
            (_, 40..=41) => Precision::HalfYear,
            _ if self.day == 0 => Precision::Month,
            _ => Precision::Day,
        }
    }

    fn is_plain_day(self) -> bool {
        self.precision() == Precision::Day && self.qualifier == Qualifier::Certain
    }

    /// First and last day.
    fn days(self, strength: Strength) -> (Day, Day) {
        let widened = strength == Strength::Hard && self.qualifier.is_approximate();
        if let Some(day) = self.day().and_then(|day| Day::from_ymd(self.year, self.division, day)) {
            return (day - i64::from(widened), day + i64::from(widened));
        }
        let (first, last) = self.months(strength);
        let by = if widened { self.precision().months() } else { 0 };
        (Day(days_before_month(first - by)), Day(days_before_month(last + by + 1) - 1))
    }

    /// First and last month, before any widening for `~`.
    fn months(self, strength: Strength) -> (i64, i64) {
        let january = month_index(self.year, 1);
        let part = |first: i64, length: i64| (january + first, january + first + length - 1);
        let nth = |base: u8| i64::from(self.division.saturating_sub(base));
        match self.precision() {
            Precision::Century => years(self.year, 99),
            Precision::Decade => years(self.year, 9),
            Precision::Year => part(0, 12),
            Precision::HalfYear => part(nth(40) * 6, 6),
            Precision::Quadrimester => part(nth(37) * 4, 4),
            Precision::Quarter => part(nth(33) * 3, 3),
            Precision::Season if strength == Strength::Core => part(2 + nth(21) * 3, 3),
            Precision::Season => season_anywhere(january, self.division),
            Precision::Month | Precision::Day => part(nth(1), 1),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let size = self.year.unsigned_abs();
        match self.unspecified {
            Unspecified::Decade => write!(f, "{sign}{:03}X", size / 10)?,
            Unspecified::Century => write!(f, "{sign}{:02}XX", size / 100)?,
            _ => write_year(f, self.year)?,
        }
        match (self.unspecified, self.division, self.day) {
            (Unspecified::Month, ..) => f.write_str("-XX")?,
            (Unspecified::MonthAndDay, ..) => f.write_str("-XX-XX")?,
            (Unspecified::Day, month, _) => write!(f, "-{month:02}-XX")?,
            (_, 0, _) => {}
            (_, division, 0) => write!(f, "-{division:02}")?,
            (_, month, day) => write!(f, "-{month:02}-{day:02}")?,
        }
        f.write_str(self.qualifier.as_str())
    }
}

// ---------------------------------------------------------------------------------------------
// Expressions

/// An EDTF expression of the profile: a date, a date with a time, an interval, a set or a list.
///
/// Printing is lossless: every text that parses prints as itself, byte for byte.
///
/// ```
/// use factcheck::edtf::{Edtf, Role, Strength};
/// let late: Edtf = "2012-09/2012-12".parse().unwrap();
/// let (first, last) = late.bounds(Some(Role::Within), Strength::Core);
/// assert_eq!(first.unwrap().to_string(), "2012-09-01");
/// assert_eq!(last.unwrap().to_string(), "2012-12-31");
/// assert_eq!(late.hard().earliest_start.unwrap().to_string(), "2012-07-01");
/// assert_eq!(late.to_string(), "2012-09/2012-12");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edtf(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    Date(Date),
    Moment(Date, Time),
    Interval(End, End),
    Set(Choice, Box<[Member]>),
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Date(Date),
    Open,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Choice {
    OneOf,
    AllOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Member {
    Date(Date),
    Range(Option<Date>, Option<Date>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Zone {
    Local,
    Utc,
    /// Minutes is `None` where only hours are written.
    Offset {
        west: bool,
        hours: u8,
        minutes: Option<u8>,
    },
}

/// Which reading of a date: the convention, or the widest that can be defended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// The convention. Two dates that miss each other here deserve a warning.
    Core,
    /// The widest defensible reading. Two dates that miss each other here contradict.
    Hard,
}

/// Where the time that a date names may start and end. Bounds are inclusive; `None` means that the
/// date sets no bound there (an open or unknown end).
///
/// A single date bounds start and end alike: what is dated `2012` starts and ends on some day of it.
/// Of an interval the first date bounds the start and the second the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    /// The first day on which it may start.
    pub earliest_start: Option<Day>,
    /// The last day on which it may start.
    pub latest_start: Option<Day>,
    /// The first day on which it may end.
    pub earliest_end: Option<Day>,
    /// The last day on which it may end.
    pub latest_end: Option<Day>,
}

impl Edtf {
    /// Reads one expression; the same as [`parse`].
    ///
    /// # Errors
    /// Where the text is no date of the profile: the place, and what is expected there.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        parse(text)
    }

    /// The interval from one date to another; `None` where it would end before it starts.
    ///
    /// ```
    /// use factcheck::edtf::{Date, Edtf};
    /// let date = |year| Date::new(year, None, None).unwrap();
    /// assert_eq!(Edtf::interval(date(2009), date(2011)).unwrap().to_string(), "2009/2011");
    /// assert!(Edtf::interval(date(2011), date(2009)).is_none());
    /// ```
    pub fn interval(start: Date, end: Date) -> Option<Edtf> {
        in_order(start, end).then_some(Edtf(Form::Interval(End::Date(start), End::Date(end))))
    }

    /// The date, where the expression is a single one without a time of day.
    pub fn date(&self) -> Option<Date> {
        match self.0 {
            Form::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether it leaves an end open or unknown: `1985/..`, `/1985`, `[..1984]`. Tables say open ends
    /// by the role instead.
    ///
    /// ```
    /// use factcheck::edtf::parse;
    /// assert!(parse("1985/..").unwrap().is_open());
    /// assert!(!parse("[1667,1670..1672]").unwrap().is_open());
    /// ```
    pub fn is_open(&self) -> bool {
        match &self.0 {
            Form::Date(_) | Form::Moment(..) => false,
            Form::Interval(start, end) => start.date().is_none() || end.date().is_none(),
            Form::Set(_, members) => {
                members.iter().any(|member| matches!(member, Member::Range(None, _) | Member::Range(_, None)))
            }
        }
    }

    /// The unit up to which the date is known; of several dates the coarsest.
    ///
    /// ```
    /// use factcheck::edtf::{Edtf, Precision};
    /// assert_eq!("2004-06/2006".parse::<Edtf>().unwrap().precision(), Precision::Year);
    /// ```
    pub fn precision(&self) -> Precision {
        let coarsest = |dates: [Option<Date>; 2]| dates.into_iter().flatten().map(Date::precision).min();
        let found = match &self.0 {
            Form::Date(date) | Form::Moment(date, _) => coarsest([Some(*date), None]),
            Form::Interval(start, end) => coarsest([start.date(), end.date()]),
            Form::Set(_, members) => members.iter().filter_map(|member| coarsest(member.dates())).min(),
        };
        found.unwrap_or(Precision::Day)
    }

    /// The region by convention: `~` is not widened, early, mid and late are thirds of a year.
    pub fn core(&self) -> Region {
        self.region(Strength::Core)
    }

    /// The widest defensible region. It holds the core, and beyond it:
    ///
    /// - `~` and `%` widen by one unit of the date's own precision on both sides; `?` does not;
    /// - `Y-01/Y-04` (early) reaches to the end of June, `Y-05/Y-08` (mid) from April to September,
    ///   `Y-09/Y-12` (late) from July on;
    /// - a season 21 to 24 covers both hemispheres and both years that a winter may belong to.
    ///
    /// ```
    /// use factcheck::edtf::Edtf;
    /// let around = "2006~".parse::<Edtf>().unwrap();
    /// assert_eq!(around.hard().earliest_start.unwrap().to_string(), "2005-01-01");
    /// assert_eq!(around.hard().latest_end.unwrap().to_string(), "2007-12-31");
    /// ```
    pub fn hard(&self) -> Region {
        self.region(Strength::Hard)
    }

    /// The region in the strength asked for.
    pub fn region(&self, strength: Strength) -> Region {
        match &self.0 {
            Form::Date(date) | Form::Moment(date, _) => Region::within(date.days(strength)),
            Form::Interval(start, end) => interval_region(*start, *end, strength),
            Form::Set(choice, members) => set_region(*choice, members, strength),
        }
    }

    /// Earliest and latest day (inclusive, `None` = open) of something that stands in `role` to the
    /// date; `None` as a role is read as [`Role::Within`].
    ///
    /// | role | earliest | latest |
    /// |---|---|---|
    /// | none, within, throughout, at, during | earliest start | latest end |
    /// | from | earliest start | open |
    /// | until, by | open | latest end |
    /// | before, core | open | the day before the earliest start |
    /// | before, hard | open | the day before the latest end |
    /// | after, core | the day after the latest end | open |
    /// | after, hard | the day after the earliest start | open |
    ///
    /// "Before 2012" by convention means before 2012 began. What happened before some unnamed day of
    /// 2012 may itself lie in 2012, so the hard reading allows all of it but the last day. Where the
    /// date leaves open when it begins, the convention has no more to go by than that.
    ///
    /// ```
    /// use factcheck::edtf::{Edtf, Role, Strength};
    /// let date = "2012".parse::<Edtf>().unwrap();
    /// let latest = |strength| date.bounds(Some(Role::Before), strength).1.unwrap().to_string();
    /// assert_eq!(latest(Strength::Core), "2011-12-31");
    /// assert_eq!(latest(Strength::Hard), "2012-12-30");
    /// ```
    pub fn bounds(&self, role: Option<Role>, strength: Strength) -> (Option<Day>, Option<Day>) {
        let region = self.region(strength);
        let (first, last) = (region.earliest_start, region.latest_end);
        let weak = strength == Strength::Hard;
        match role.unwrap_or(Role::Within) {
            Role::Within | Role::Throughout | Role::At | Role::During => (first, last),
            Role::From => (first, None),
            Role::Until | Role::By => (None, last),
            Role::Before => (None, if weak { last } else { first.or(last) }.map(|day| day - 1)),
            Role::After => (if weak { first } else { last.or(first) }.map(|day| day + 1), None),
        }
    }
}

impl From<Date> for Edtf {
    fn from(date: Date) -> Edtf {
        Edtf(Form::Date(date))
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        parse(text)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Date(date) => date.fmt(f),
            Form::Moment(date, time) => write!(f, "{date}T{time}"),
            Form::Interval(start, end) => write!(f, "{start}/{end}"),
            Form::Set(choice, members) => write_set(f, *choice, members),
        }
    }
}

/// Why a text is no date of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdtfError {
    /// Byte at which reading stopped, from 0. Everything before it is ASCII, so it counts characters
    /// just as well.
    pub position: usize,
    /// What is wrong there, or what is expected: one lower-case line without a full stop.
    pub reason: &'static str,
}

/// `character 6: a month is 01 to 12, …`, counted from 1.
impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.position.saturating_add(1), self.reason)
    }
}

impl std::error::Error for EdtfError {}

/// Reads one EDTF expression.
///
/// # Errors
/// Where the text is no date of the profile: the place, and what is expected there.
///
/// ```
/// use factcheck::edtf::parse;
/// assert_eq!(parse("2004-06~").unwrap().to_string(), "2004-06~");
/// let error = parse("2011-02-29").unwrap_err();
/// assert_eq!(error.to_string(), "character 9: the month has no such day");
/// ```
pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
    let mut cursor = Cursor::new(text);
    let form = match cursor.peek() {
        None => return cursor.fail("a date is missing"),
        Some(b'[') => cursor.set(Choice::OneOf, b']')?,
        Some(b'{') => cursor.set(Choice::AllOf, b'}')?,
        Some(_) => cursor.date_or_interval()?,
    };
    cursor.finish()?;
    Ok(Edtf(form))
}

// ---------------------------------------------------------------------------------------------
// Roles

/// How what is claimed stands to its date.
///
/// ```
/// use factcheck::edtf::Role;
/// assert_eq!("until".parse::<Role>().unwrap(), Role::Until);
/// assert_eq!(Role::During.to_string(), "during");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// At some time in it.
    Within,
    /// All of it.
    Throughout,
    /// Starts in it.
    From,
    /// Ends in it.
    Until,
    /// At the latest in it.
    By,
    /// Before it.
    Before,
    /// After it.
    After,
    /// At the time of an event or claim.
    At,
    /// In the course of an event or claim.
    During,
}

impl Role {
    /// Every role, in the order of the documentation.
    pub const ALL: [Role; 9] = [
        Role::Within,
        Role::Throughout,
        Role::From,
        Role::Until,
        Role::By,
        Role::Before,
        Role::After,
        Role::At,
        Role::During,
    ];

    /// The word that tables write.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Within => "within",
            Role::Throughout => "throughout",
            Role::From => "from",
            Role::Until => "until",
            Role::By => "by",
            Role::Before => "before",
            Role::After => "after",
            Role::At => "at",
            Role::During => "during",
        }
    }
}

impl FromStr for Role {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<Role, EdtfError> {
        let reason = "a role is within, throughout, from, until, by, before, after, at or during";
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or(EdtfError { position: 0, reason })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// ---------------------------------------------------------------------------------------------
// Durations

/// A length or distance of time: `P3Y`, `P1Y6M`, `P1W`, with `>=`, `>`, `<=` or `<` before it, or a
/// range `P1M..P12M`.
///
/// Years, months, weeks and days only; a decade is `P10Y`. Spellings are kept: `P12M` and `P1Y` are
/// different durations with overlapping bounds.
///
/// ```
/// use factcheck::edtf::Duration;
/// let span: Duration = ">=P1Y".parse().unwrap();
/// assert_eq!(span.days(), (365, None));
/// assert_eq!("P2M".parse::<Duration>().unwrap().days(), (56, Some(62)));
/// assert_eq!("P1M..P12M".parse::<Duration>().unwrap().to_string(), "P1M..P12M");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    kind: DurationKind,
    first: Length,
    /// Equal to `first` unless the kind is a range.
    second: Length,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum DurationKind {
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Range,
}

/// Numbers of years, months, weeks and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Length([u32; 4]);

const UNITS: [(u8, char, i64, i64); 4] =
    [(b'Y', 'Y', 365, 366), (b'M', 'M', 28, 31), (b'W', 'W', 7, 7), (b'D', 'D', 1, 1)];

impl Duration {
    /// Reads a duration.
    ///
    /// # Errors
    /// Where the text is no such duration: the place, and what is expected there.
    pub fn parse(text: &str) -> Result<Duration, EdtfError> {
        let mut cursor = Cursor::new(text);
        let mut kind = cursor.comparator();
        let first = cursor.length()?;
        let range_at = cursor.at;
        let mut second = first;
        if kind == DurationKind::Exact && cursor.eat_dots() {
            (kind, second) = (DurationKind::Range, cursor.length()?);
            if first.days().0 > second.days().1 || first == second {
                return fail(range_at, "a range runs from a shorter to a longer duration");
            }
        }
        cursor.finish_duration()?;
        Ok(Duration { kind, first, second })
    }

    /// Shortest and longest in days, inclusive; `None` where the duration sets no upper bound. A month
    /// counts 28 to 31 days, a year 365 or 366.
    pub fn days(&self) -> (i64, Option<i64>) {
        let ((min, max), (_, range_max)) = (self.first.days(), self.second.days());
        match self.kind {
            DurationKind::Exact => (min, Some(max)),
            DurationKind::AtLeast => (min, None),
            DurationKind::MoreThan => (min + 1, None),
            DurationKind::AtMost => (0, Some(max)),
            DurationKind::LessThan => (0, Some(max - 1)),
            DurationKind::Range => (min, Some(range_max)),
        }
    }

    /// By how many days a length in these units may be rounded: half of the finest unit that it names.
    ///
    /// ```
    /// use factcheck::edtf::Duration;
    /// let rounding = |text| Duration::parse(text).unwrap().rounding();
    /// assert_eq!((rounding("P2Y"), rounding("P1Y6M"), rounding("P10D")), (183, 15, 0));
    /// ```
    pub fn rounding(&self) -> i64 {
        let mut named = self.second.0.into_iter().zip(UNITS).filter(|(count, _)| *count != 0);
        named.next_back().map_or(0, |(_, (.., most))| most / 2)
    }
}

impl FromStr for Duration {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<Duration, EdtfError> {
        Duration::parse(text)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            DurationKind::Exact => "",
            DurationKind::AtLeast => ">=",
            DurationKind::MoreThan => ">",
            DurationKind::AtMost => "<=",
            DurationKind::LessThan => "<",
            DurationKind::Range => return write!(f, "{}..{}", self.first, self.second),
        };
        write!(f, "{sign}{}", self.first)
    }
}

impl Length {
    fn days(self) -> (i64, i64) {
        let parts = self.0.into_iter().map(i64::from).zip(UNITS);
        parts.fold((0, 0), |(min, max), (count, (.., least, most))| (min + count * least, max + count * most))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let parts = self.0.into_iter().zip(UNITS).filter(|(count, _)| *count != 0);
        parts.into_iter().try_for_each(|(count, (_, letter, ..))| write!(f, "{count}{letter}"))
    }
}

// ---------------------------------------------------------------------------------------------
// Regions

impl Region {
    /// Start and end both lie between two days.
    fn within((first, last): (Day, Day)) -> Region {
        Region::between(Some(first), Some(last))
    }

    fn between(first: Option<Day>, last: Option<Day>) -> Region {
        Region { earliest_start: first, latest_start: last, earliest_end: first, latest_end: last }
    }

    /// The start lies in one date and the end in another; a missing date bounds nothing.
    fn from_to(start: Option<(Day, Day)>, end: Option<(Day, Day)>) -> Region {
        Region {
            earliest_start: start.map(|days| days.0),
            latest_start: start.map(|days| days.1),
            earliest_end: end.map(|days| days.0),
            latest_end: end.map(|days| days.1),
        }
    }

    /// One of the two, unknown which.
    fn or(self, other: Region) -> Region {
        Region {
            earliest_start: both(self.earliest_start, other.earliest_start, Day::min),
            latest_start: both(self.latest_start, other.latest_start, Day::max),
            earliest_end: both(self.earliest_end, other.earliest_end, Day::min),
            latest_end: both(self.latest_end, other.latest_end, Day::max),
        }
    }

    /// Both together: from the start of the earlier to the end of the later.
    fn and(self, other: Region) -> Region {
        Region {
            earliest_start: both(self.earliest_start, other.earliest_start, Day::min),
            latest_start: either(self.latest_start, other.latest_start, Day::min),
            earliest_end: either(self.earliest_end, other.earliest_end, Day::max),
            latest_end: both(self.latest_end, other.latest_end, Day::max),
        }
    }
}

/// Combines two bounds where a missing one leaves the result without bound.
fn both(a: Option<Day>, b: Option<Day>, pick: fn(Day, Day) -> Day) -> Option<Day> {
    Some(pick(a?, b?))
}

/// Combines two bounds where a missing one leaves the other in force.
fn either(a: Option<Day>, b: Option<Day>, pick: fn(Day, Day) -> Day) -> Option<Day> {
    both(a, b, pick).or(a).or(b)
}

fn interval_region(start: End, end: End, strength: Strength) -> Region {
    let days = |side: End| side.date().map(|date| date.days(strength));
    let region = Region::from_to(days(start), days(end));
    match (start, end, strength) {
        (End::Date(start), End::Date(end), Strength::Hard) => loosen_year_part(region, start, end),
        _ => region,
    }
}

/// Nobody agrees where "early", "mid" and "late" end, so their hard bounds reach into the neighbour.
fn loosen_year_part(region: Region, start: Date, end: Date) -> Region {
    let of_one_year = start.year == end.year && start.day == 0 && end.day == 0;
    let (first, last) = match (start.division, end.division) {
        (1, 4) => (1, 6),
        (5, 8) => (4, 9),
        (9, 12) => (7, 12),
        _ => return region,
    };
    if !of_one_year || start.unspecified == Unspecified::Day || end.unspecified == Unspecified::Day {
        return region;
    }
    let first = Day(days_before_month(month_index(start.year, first)));
    let last = Day(days_before_month(month_index(start.year, last) + 1) - 1);
    Region {
        earliest_start: region.earliest_start.map(|day| day.min(first)),
        latest_end: region.latest_end.map(|day| day.max(last)),
        ..region
    }
}

fn set_region(choice: Choice, members: &[Member], strength: Strength) -> Region {
    let regions = members.iter().map(|member| member.region(choice, strength));
    let joined = match choice {
        Choice::OneOf => regions.reduce(Region::or),
        Choice::AllOf => regions.reduce(Region::and),
    };
    joined.unwrap_or(Region::between(None, None))
}

impl Member {
    fn region(self, choice: Choice, strength: Strength) -> Region {
        let days = |date: Date| date.days(strength);
        match (self, choice) {
            (Member::Date(date), _) => Region::within(days(date)),
            (Member::Range(start, end), Choice::AllOf) => Region::from_to(start.map(days), end.map(days)),
            (Member::Range(start, end), Choice::OneOf) => {
                Region::between(start.map(|date| days(date).0), end.map(|date| days(date).1))
            }
        }
    }

    fn dates(self) -> [Option<Date>; 2] {
        match self {
            Member::Date(date) => [Some(date), None],
            Member::Range(start, end) => [start, end],
        }
    }
}

impl End {
    fn date(self) -> Option<Date> {
        match self {
            End::Date(date) => Some(date),
            End::Open | End::Unknown => None,
        }
    }
}

/// Whether some day of the first date is not after every day of the second.
fn in_order(start: Date, end: Date) -> bool {
    start.days(Strength::Core).0 <= end.days(Strength::Core).1
}

// ---------------------------------------------------------------------------------------------
// The calendar

/// The largest year of the profile, by size: nine digits.
const MAX_YEAR: i32 = 999_999_999;
const DAYS_PER_ERA: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Months since January of the year 0.
fn month_index(year: i32, month: u8) -> i64 {
    i64::from(year) * 12 + i64::from(month) - 1
}

/// Days from 1970-01-01 to the first of a month.
fn days_before_month(index: i64) -> i64 {
    let from_march = index - 2;
    let (year, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let days_of_years = of_era * 365 + of_era / 4 - of_era / 100;
    era * DAYS_PER_ERA + days_of_years + (153 * month + 2) / 5 - DAYS_TO_EPOCH
}

/// Length of a month; 0 where there is no such month.
fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Whether the profile can write the year, by size.
fn is_year(year: i32) -> bool {
    year.unsigned_abs() <= MAX_YEAR.unsigned_abs()
}

fn is_division(division: u8) -> bool {
    matches!(division, 1..=12 | 21..=24 | 33..=41)
}

/// First and last month of `more + 1` years from `year` on, away from zero.
fn years(year: i32, more: i32) -> (i64, i64) {
    let (first, last) = if year < 0 { (year - more, year) } else { (year, year + more) };
    (month_index(first, 1), month_index(last, 12))
}

/// First and last month in which a season may lie anywhere on earth, by weather or by the sun.
fn season_anywhere(january: i64, season: u8) -> (i64, i64) {
    match season {
        // Spring and autumn: March to June in one hemisphere, September to December in the other.
        21 | 23 => (january + 2, january + 11),
        // Summer and winter: June to September, or over the turn of either year, December to March.
        _ => (january - 1, january + 14),
    }
}

// ---------------------------------------------------------------------------------------------
// Printing

fn write_year(f: &mut fmt::Formatter<'_>, year: i32) -> fmt::Result {
    match year {
        0..=9999 => write!(f, "{year:04}"),
        -9999..=-1 => write!(f, "-{:04}", -year),
        _ => write!(f, "Y{year}"),
    }
}

fn write_set(f: &mut fmt::Formatter<'_>, choice: Choice, members: &[Member]) -> fmt::Result {
    let (open, close) = match choice {
        Choice::OneOf => ('[', ']'),
        Choice::AllOf => ('{', '}'),
    };
    for (index, member) in members.iter().enumerate() {
        write!(f, "{}{member}", if index == 0 { open } else { ',' })?;
    }
    write!(f, "{close}")
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Member::Date(date) => date.fmt(f),
            Member::Range(start, end) => {
                start.iter().try_for_each(|date| date.fmt(f))?;
                f.write_str("..")?;
                end.iter().try_for_each(|date| date.fmt(f))
            }
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Date(date) => date.fmt(f),
            End::Open => f.write_str(".."),
            End::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        match self.zone {
            Zone::Local => Ok(()),
            Zone::Utc => f.write_str("Z"),
            Zone::Offset { west, hours, minutes } => {
                write!(f, "{}{hours:02}", if west { '-' } else { '+' })?;
                minutes.iter().try_for_each(|minutes| write!(f, ":{minutes:02}"))
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------
// Reading

type Read<T> = Result<T, EdtfError>;

const QUALIFIED_PART: &str = "a qualifier stands at the end of the whole date; one on a part of it is not supported";
const UNSPECIFIED_PLACE: &str =
    "X stands for the last one or two digits of a year alone, for a whole month, a whole day, or both";

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn fail<T>(position: usize, reason: &'static str) -> Read<T> {
    Err(EdtfError { position, reason })
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Cursor<'a> {
        Cursor { bytes: text.as_bytes(), at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn starts_with(&self, text: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text))
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn eat_dots(&mut self) -> bool {
        let found = self.starts_with(b"..");
        self.at += if found { 2 } else { 0 };
        found
    }

    fn digit(&mut self) -> Option<u8> {
        let digit = self.peek().filter(u8::is_ascii_digit)? - b'0';
        self.at += 1;
        Some(digit)
    }

    /// Fails here.
    fn fail<T>(&self, reason: &'static str) -> Read<T> {
        fail(self.at, reason)
    }

    /// Exactly two digits.
    fn two_digits(&mut self, reason: &'static str) -> Read<u8> {
        let at = self.at;
        match (self.digit(), self.digit()) {
            (Some(tens), Some(ones)) => Ok(tens * 10 + ones),
            _ => fail(at, reason),
        }
    }

    fn date_or_interval(&mut self) -> Read<Form> {
        let start_at = self.at;
        let start = self.end()?;
        if self.eat(b'/') {
            return self.interval(start, start_at);
        }
        match start {
            End::Date(date) if date.is_plain_day() && self.eat(b'T') => Ok(Form::Moment(date, self.time()?)),
            End::Date(date) => Ok(Form::Date(date)),
            End::Open | End::Unknown => self.fail("`..` opens one end of an interval: expected `/` and a date"),
        }
    }

    fn interval(&mut self, start: End, start_at: usize) -> Read<Form> {
        let end_at = self.at;
        let end = self.end()?;
        match (start, end) {
            (End::Date(start), End::Date(end)) if !in_order(start, end) => {
                fail(end_at, "the interval ends before it starts")
            }
            (End::Open | End::Unknown, End::Open | End::Unknown) => {
                fail(start_at, "an interval needs a date at one end at least")
            }
            _ => Ok(Form::Interval(start, end)),
        }
    }

    /// One end of an interval, or a whole date.
    fn end(&mut self) -> Read<End> {
        if self.eat_dots() {
            return Ok(End::Open);
        }
        if matches!(self.peek(), None | Some(b'/')) {
            return Ok(End::Unknown);
        }
        self.date().map(End::Date)
    }

    fn set(&mut self, choice: Choice, close: u8) -> Read<Form> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            members.push(self.member(members.is_empty())?);
            if self.eat(close) {
                return Ok(Form::Set(choice, members.into_boxed_slice()));
            }
            if matches!(members.last(), Some(Member::Range(_, None))) {
                return self.fail("an open range stands last: expected the closing bracket");
            }
            if !self.eat(b',') {
                return self.after_date("expected `,`, `..` or the closing bracket");
            }
        }
    }

    fn member(&mut self, is_first: bool) -> Read<Member> {
        let at = self.at;
        if self.eat_dots() {
            return match is_first {
                true => Ok(Member::Range(None, Some(self.date()?))),
                false => fail(at, "a range without a start stands first"),
            };
        }
        let start = self.date()?;
        if !self.eat_dots() {
            return Ok(Member::Date(start));
        }
        if matches!(self.peek(), None | Some(b',' | b']' | b'}')) {
            return Ok(Member::Range(Some(start), None));
        }
        let end_at = self.at;
        let end = self.date()?;
        if !in_order(start, end) {
            return fail(end_at, "the range ends before it starts");
        }
        Ok(Member::Range(Some(start), Some(end)))
    }

    fn date(&mut self) -> Read<Date> {
        let date = if self.eat(b'Y') { self.long_year()? } else { self.calendar_date()? };
        let qualifier = match self.peek() {
            Some(b'?') => Qualifier::Uncertain,
            Some(b'~') => Qualifier::Approximate,
            Some(b'%') => Qualifier::UncertainAndApproximate,
            _ => return Ok(date),
        };
        self.at += 1;
        Ok(date.qualified(qualifier))
    }

    /// After `Y`: more than four digits, no leading zero.
    fn long_year(&mut self) -> Read<Date> {
        let sign = if self.eat(b'-') { -1 } else { 1 };
        let at = self.at;
        let mut size: i32 = 0;
        while let Some(digit) = self.digit() {
            size = match size.checked_mul(10).and_then(|size| size.checked_add(i32::from(digit))) {
                Some(size) if size <= MAX_YEAR => size,
                _ => return fail(at, "a year has nine digits at most"),
            };
        }
        let digits = self.at - at;
        match self.peek() {
            Some(b'E') => return self.fail("exponential years are not supported: write the year out"),
            Some(b'X') => return self.fail(UNSPECIFIED_PLACE),
            _ => {}
        }
        if digits < 5 || self.bytes.get(at) == Some(&b'0') {
            return fail(
                at,
                "`Y` begins a year of more than four digits without leading zeros; leave it out for others",
            );
        }
        Date::new(sign * size, None, None).map_or_else(|| fail(at, "a year has nine digits at most"), Ok)
    }

    fn calendar_date(&mut self) -> Read<Date> {
        let year = self.year()?;
        if !self.eat(b'-') {
            return Ok(year);
        }
        if year.unspecified != Unspecified::Nothing {
            return fail(self.at - 1, UNSPECIFIED_PLACE);
        }
        if self.eat_unspecified()? {
            return self.unspecified_month(year);
        }
        let division = self.division()?;
        let date = Date { division, ..year };
        if !self.eat(b'-') {
            return Ok(date);
        }
        if division > 12 {
            return fail(self.at - 1, "a day follows a month 01 to 12 only");
        }
        self.day(date)
    }

    /// Four digits, the last one or two of them perhaps X, perhaps after a minus sign.
    fn year(&mut self) -> Read<Date> {
        let start = self.at;
        let negative = self.eat(b'-');
        let (mut size, mut unspecified) = (0, 0);
        for _ in 0..4 {
            match self.digit() {
                Some(digit) if unspecified == 0 => size = size * 10 + i32::from(digit),
                Some(_) => return fail(self.at - 1, UNSPECIFIED_PLACE),
                None if self.eat(b'X') => (size, unspecified) = (size * 10, unspecified + 1),
                None => return self.fail(self.no_year()),
            }
        }
        if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return self
                .fail("a year has four digits, a longer one begins with `Y`, and `-` parts year, month and day");
        }
        if negative && size == 0 {
            return fail(start, "there is no negative zero: the year 0 is `0000`");
        }
        let year = if negative { -size } else { size };
        let date = match unspecified {
            0 => Date::new(year, None, None),
            1 => Date::decade(year),
            2 => Date::century(year),
            _ => None,
        };
        date.map_or_else(|| fail(start, "at most the last two digits of a year may be X"), Ok)
    }

    /// Why what stands here is no digit of a year.
    fn no_year(&self) -> &'static str {
        match self.peek() {
            Some(b'?' | b'~' | b'%') => QUALIFIED_PART,
            Some(b'x' | b'u') => "an unspecified digit is a capital X",
            Some(b'y') => "a long year begins with a capital Y",
            Some(byte) if byte.is_ascii_whitespace() => "a date has no white space",
            _ => "expected a year of four digits",
        }
    }

    /// `XX`, whole.
    fn eat_unspecified(&mut self) -> Read<bool> {
        if self.starts_with(b"XX") {
            self.at += 2;
            return Ok(true);
        }
        let partly = self.peek() == Some(b'X') || self.bytes.get(self.at + 1) == Some(&b'X');
        if partly { self.fail(UNSPECIFIED_PLACE) } else { Ok(false) }
    }

    fn unspecified_month(&mut self, year: Date) -> Read<Date> {
        if !self.eat(b'-') {
            return Ok(Date { unspecified: Unspecified::Month, ..year });
        }
        let at = self.at;
        match self.eat_unspecified()? {
            true => Ok(Date { unspecified: Unspecified::MonthAndDay, ..year }),
            false => fail(at, UNSPECIFIED_PLACE),
        }
    }

    fn division(&mut self) -> Read<u8> {
        const REASON: &str =
            "a month is 01 to 12, a season 21 to 24, a quarter 33 to 36, a quadrimester 37 to 39, a half-year 40 or 41";
        let at = self.at;
        if matches!(self.peek(), Some(b'?' | b'~' | b'%')) {
            return self.fail(QUALIFIED_PART);
        }
        match self.two_digits(REASON)? {
            division if is_division(division) => Ok(division),
            25..=32 => fail(at, "seasons of one hemisphere (25 to 32) are not supported: write 21 to 24, or months"),
            _ => fail(at, REASON),
        }
    }

    fn day(&mut self, month: Date) -> Read<Date> {
        let at = self.at;
        if matches!(self.peek(), Some(b'?' | b'~' | b'%')) {
            return self.fail(QUALIFIED_PART);
        }
        if self.eat_unspecified()? {
            return Ok(Date { unspecified: Unspecified::Day, ..month });
        }
        let day = self.two_digits("a day has two digits")?;
        let date = Date::new(month.year, Some(month.division), Some(day));
        date.map_or_else(|| fail(at, "the month has no such day"), Ok)
    }

    fn time(&mut self) -> Read<Time> {
        let hour = self.clock(23, "an hour is 00 to 23; midnight is 00:00:00 of the next day")?;
        self.colon()?;
        let minute = self.clock(59, "a minute is 00 to 59")?;
        self.colon()?;
        let second = self.clock(59, "a second is 00 to 59")?;
        let zone = self.zone()?;
        Ok(Time { hour, minute, second, zone })
    }

    fn clock(&mut self, most: u8, reason: &'static str) -> Read<u8> {
        let at = self.at;
        let value = self.two_digits(reason)?;
        if value <= most { Ok(value) } else { fail(at, reason) }
    }

    fn colon(&mut self) -> Read<()> {
        if self.eat(b':') { Ok(()) } else { self.fail("expected `:`; a time is `hh:mm:ss`") }
    }

    fn zone(&mut self) -> Read<Zone> {
        const REASON: &str = "an offset is `Z`, `+hh` or `+hh:mm`, 14 hours at most";
        let at = self.at;
        let west = match self.peek() {
            Some(b'Z') => {
                self.at += 1;
                return Ok(Zone::Utc);
            }
            Some(sign @ (b'+' | b'-')) => sign == b'-',
            _ => return Ok(Zone::Local),
        };
        self.at += 1;
        let hours = self.clock(14, REASON)?;
        let minutes = if self.eat(b':') { Some(self.clock(59, REASON)?) } else { None };
        let total = (hours, minutes.unwrap_or(0));
        match total {
            (0, 0) if west => fail(at, "there is no negative zero: write `+00:00` or `Z`"),
            (14, 1..) => fail(at, REASON),
            _ => Ok(Zone::Offset { west, hours, minutes }),
        }
    }

    fn finish(&self) -> Read<()> {
        if self.at >= self.bytes.len() { Ok(()) } else { self.after_date("nothing may follow a complete date") }
    }

    /// Fails with the best reason for what stands where a date should be over.
    fn after_date<T>(&self, otherwise: &'static str) -> Read<T> {
        let is_qualified = matches!(self.at.checked_sub(1).and_then(|at| self.bytes.get(at)), Some(b'?' | b'~' | b'%'));
        self.fail(match self.peek() {
            Some(b'-') if is_qualified => QUALIFIED_PART,
            Some(b'?' | b'~' | b'%') if is_qualified => "one qualifier only: `%` is uncertain and approximate",
            Some(b'?' | b'~' | b'%') => "only single dates are qualified, not times, sets or lists",
            Some(b'S') => "significant digits are not supported",
            Some(b'X') => UNSPECIFIED_PLACE,
            Some(b'T') => "a time of day follows a complete date that stands alone, without qualifier",
            Some(b'/') => "an interval has two ends, and stands in no set or list",
            Some(byte) if byte.is_ascii_whitespace() => "a date has no white space",
            _ => otherwise,
        })
    }

    fn comparator(&mut self) -> DurationKind {
        let (or_more, or_less) = (self.starts_with(b">="), self.starts_with(b"<="));
        let (kind, length) = match self.peek() {
            Some(b'>') if or_more => (DurationKind::AtLeast, 2),
            Some(b'>') => (DurationKind::MoreThan, 1),
            Some(b'<') if or_less => (DurationKind::AtMost, 2),
            Some(b'<') => (DurationKind::LessThan, 1),
            _ => (DurationKind::Exact, 0),
        };
        self.at += length;
        kind
    }

    /// `P`, then numbers with their units, the largest first.
    fn length(&mut self) -> Read<Length> {
        const REASON: &str = "a duration is `P` and numbers with Y, M, W or D, as in `P3Y`, in this order";
        if !self.eat(b'P') {
            return self.fail(REASON);
        }
        let mut length = Length::default();
        let mut counts = length.0.iter_mut().zip(UNITS);
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            let count = self.count()?;
            let unit = self.peek();
            match counts.find(|(_, (letter, ..))| unit == Some(*letter)) {
                Some((place, _)) => *place = count,
                None => return self.fail(REASON),
            }
            self.at += 1;
        }
        match self.peek() {
            Some(b'T') => self.fail("hours, minutes and seconds are not supported"),
            _ if self.at == start => self.fail(REASON),
            _ => Ok(length),
        }
    }

    fn count(&mut self) -> Read<u32> {
        let at = self.at;
        let mut count: u32 = 0;
        while let Some(digit) = self.digit() {
            count = count * 10 + u32::from(digit);
            if count == 0 {
                return fail(at, "a number in a duration is not zero and has no leading zero");
            }
            if count > 999_999 {
                return fail(at, "a number in a duration has six digits at most");
            }
        }
        Ok(count)
    }

    fn finish_duration(&self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(b'.') => self.fail("a range is two durations with `..` between and no sign before"),
            Some(_) => self.fail("nothing may follow a complete duration"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn day(text: &str) -> Option<Day> {
        if text == ".." {
            return None;
        }
        let (year, rest) = text.split_at(text.len() - 6);
        let mut parts = rest.split('-').skip(1).map(|part| part.parse::<u8>().unwrap());
        let year = year.trim_start_matches('Y').parse().unwrap();
        Some(Day::from_ymd(year, parts.next().unwrap(), parts.next().unwrap()).unwrap())
    }

    fn show(day: Option<Day>) -> String {
        day.map_or("..".to_owned(), |day| day.to_string())
    }

    fn show_region(region: Region) -> String {
        let Region { earliest_start, latest_start, earliest_end, latest_end } = region;
        [earliest_start, latest_start, earliest_end, latest_end].map(show).join(" ")
    }

    /// Text, earliest start, latest end; of a single date or a set of them.
    const DATES: &[(&str, &str, &str)] = &[
        // Level 0: dates.
        ("1985-04-12", "1985-04-12", "1985-04-12"),
        ("1985-04", "1985-04-01", "1985-04-30"),
        ("1985", "1985-01-01", "1985-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("0000-02-29", "0000-02-29", "0000-02-29"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2012-02-29", "2012-02-29", "2012-02-29"),
        ("2009-11", "2009-11-01", "2009-11-30"),
        // Level 0: dates with a time of day.
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
        ("2004-01-01T00:00:00+00:00", "2004-01-01", "2004-01-01"),
        ("2004-01-01T23:59:59+14:00", "2004-01-01", "2004-01-01"),
        // Level 0: intervals.
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
        ("2005/2006-02", "2005-01-01", "2006-02-28"),
        ("2012/2012", "2012-01-01", "2012-12-31"),
        ("2004-06/2004", "2004-06-01", "2004-12-31"),
        // Level 1: long years.
        ("Y170000002", "Y170000002-01-01", "Y170000002-12-31"),
        ("Y-170000002", "Y-170000002-01-01", "Y-170000002-12-31"),
        ("Y10000", "Y10000-01-01", "Y10000-12-31"),
        ("Y-10000~", "Y-10000-01-01", "Y-10000-12-31"),
        ("Y999999999", "Y999999999-01-01", "Y999999999-12-31"),
        // Level 1: seasons.
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2003-22", "2003-06-01", "2003-08-31"),
        ("2000-23", "2000-09-01", "2000-11-30"),
        ("2010-24", "2010-12-01", "2011-02-28"),
        ("2001-21~", "2001-03-01", "2001-05-31"),
        // Level 1: qualified dates.
        ("1984?", "1984-01-01", "1984-12-31"),
        ("2004-06~", "2004-06-01", "2004-06-30"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
        ("2004-06-11?", "2004-06-11", "2004-06-11"),
        // Level 1: unspecified digits.
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("000X", "0000-01-01", "0009-12-31"),
        ("00XX", "0000-01-01", "0099-12-31"),
        ("-201X", "-2019-01-01", "-2010-12-31"),
        ("-20XX", "-2099-01-01", "-2000-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("199X~", "1990-01-01", "1999-12-31"),
        ("2004-XX?", "2004-01-01", "2004-12-31"),
        // Level 1: extended intervals.
        ("1985-04-12/..", "1985-04-12", ".."),
        ("1985-04/..", "1985-04-01", ".."),
        ("1985/..", "1985-01-01", ".."),
        ("../1985-04-12", "..", "1985-04-12"),
        ("../1985-04", "..", "1985-04-30"),
        ("../1985", "..", "1985-12-31"),
        ("1985-04-12/", "1985-04-12", ".."),
        ("1985-04/", "1985-04-01", ".."),
        ("1985/", "1985-01-01", ".."),
        ("/1985-04-12", "..", "1985-04-12"),
        ("/1985-04", "..", "1985-04-30"),
        ("/1985", "..", "1985-12-31"),
        ("1984~/2004-06", "1984-01-01", "2004-06-30"),
        ("1984/2004-06~", "1984-01-01", "2004-06-30"),
        ("1984~/2004~", "1984-01-01", "2004-12-31"),
        ("1984?/2004%", "1984-01-01", "2004-12-31"),
        ("-1985/..", "-1985-01-01", ".."),
        ("-2005/-1999-02", "-2005-01-01", "-1999-02-28"),
        ("199X/200X", "1990-01-01", "2009-12-31"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
        ("2001-21/2002-22", "2001-03-01", "2002-08-31"),
        ("Y10000/..", "Y10000-01-01", ".."),
        // Level 1: negative years.
        ("-1985", "-1985-01-01", "-1985-12-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-0004-02-29", "-0004-02-29", "-0004-02-29"),
        // Level 2: parts of a year.
        ("2001-33", "2001-01-01", "2001-03-31"),
        ("2001-34", "2001-04-01", "2001-06-30"),
        ("2001-35", "2001-07-01", "2001-09-30"),
        ("2001-36", "2001-10-01", "2001-12-31"),
        ("2001-37", "2001-01-01", "2001-04-30"),
        ("2001-38", "2001-05-01", "2001-08-31"),
        ("2001-39", "2001-09-01", "2001-12-31"),
        ("2001-40", "2001-01-01", "2001-06-30"),
        ("2001-41", "2001-07-01", "2001-12-31"),
        // Level 2: one of a set.
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
        ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
        ("[..1760-12-03]", "..", "1760-12-03"),
        ("[1760-12..]", "1760-12-01", ".."),
        ("[1760-01,1760-02,1760-12..]", "1760-01-01", ".."),
        ("[..1984]", "..", "1984-12-31"),
        ("[2012]", "2012-01-01", "2012-12-31"),
        ("[2013,2012]", "2012-01-01", "2013-12-31"),
        ("[1667~,1668?]", "1667-01-01", "1668-12-31"),
        ("[199X,2003-21]", "1990-01-01", "2003-05-31"),
        // Level 2: all of a list.
        ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("{..1984}", "..", "1984-12-31"),
        ("{1984..}", "1984-01-01", ".."),
        ("{..1983,1985-04}", "..", "1985-04-30"),
    ];

    /// Text, character at which it is refused (from 1), part of the reason.
    const REFUSED: &[(&str, usize, &str)] = &[
        ("", 1, "missing"),
        (" ", 1, "white space"),
        (" 2012", 1, "white space"),
        ("2012 ", 5, "white space"),
        ("2012\n", 5, "white space"),
        ("2012", 0, ""),
        ("12", 3, "four digits"),
        ("201", 4, "four digits"),
        ("2012a", 5, "nothing may follow"),
        ("20121104", 5, "`-` parts"),
        ("20120", 5, "begins with `Y`"),
        ("+2012", 1, "four digits"),
        ("-", 2, "four digits"),
        ("-0000", 1, "negative zero"),
        ("-000X", 1, "negative zero"),
        ("-00XX", 1, "negative zero"),
        ("unknown", 1, "capital X"),
        ("open", 1, "four digits"),
        ("January 2012", 1, "four digits"),
        ("２０１２", 1, "four digits"),
        ("2012\u{2013}2013", 5, "nothing may follow"),
        // Months and days.
        ("2012-", 6, "a month is"),
        ("2012-1", 6, "a month is"),
        ("2012-00", 6, "a month is"),
        ("2012-13", 6, "a month is"),
        ("2012-20", 6, "a month is"),
        ("2012-42", 6, "a month is"),
        ("2012-25", 6, "one hemisphere"),
        ("2012-32", 6, "one hemisphere"),
        ("2012-1-1", 6, "a month is"),
        ("2012-01-", 9, "two digits"),
        ("2012-01-1", 9, "two digits"),
        ("2012-01-00", 9, "no such day"),
        ("2012-01-32", 9, "no such day"),
        ("2012-04-31", 9, "no such day"),
        ("2011-02-29", 9, "no such day"),
        ("1900-02-29", 9, "no such day"),
        ("2012-02-30", 9, "no such day"),
        ("2012-01-011", 11, "nothing may follow"),
        ("2001-21-05", 8, "a day follows a month"),
        ("2001-34-05", 8, "a day follows a month"),
        ("2012/7", 7, "four digits"),
        ("2006/07", 8, "four digits"),
        ("2012/13", 8, "four digits"),
        ("2012.01", 5, "nothing may follow"),
        // Times of day.
        ("2012T10:00:00", 5, "time of day"),
        ("2012-01T10:00:00", 8, "time of day"),
        ("2012-01-01T", 12, "hour"),
        ("2012-01-01T1", 12, "hour"),
        ("2012-01-01T10", 14, "hh:mm:ss"),
        ("2012-01-01T10:00", 17, "hh:mm:ss"),
        ("2012-01-01T24:00:00", 12, "hour"),
        ("2012-01-01T10:60:00", 15, "minute"),
        ("2012-01-01T10:00:60", 18, "second"),
        ("2012-01-01T10:00:00.5", 20, "nothing may follow"),
        ("2012-01-01T10:00:00z", 20, "nothing may follow"),
        ("2012-01-01T10:00:00+5", 21, "offset"),
        ("2012-01-01T10:00:00+15:00", 21, "offset"),
        ("2012-01-01T10:00:00+14:30", 20, "offset"),
        ("2012-01-01T10:00:00-00:00", 20, "negative zero"),
        ("2012-01-01T10:00:00-00", 20, "negative zero"),
        ("2012-01-01T10:00:00Z~", 21, "only single dates"),
        ("2012-01-01~T10:00:00", 12, "time of day"),
        ("2012-01-XXT10:00:00", 11, "time of day"),
        ("2012-01-01T10:00:00/2013", 20, "two ends"),
        ("2012/2013-01-01T10:00:00", 16, "time of day"),
        ("[2012-01-01T10:00:00]", 12, "time of day"),
        // Long years.
        ("Y", 2, "more than four digits"),
        ("Y2012", 2, "more than four digits"),
        ("Y-2012", 3, "more than four digits"),
        ("Y012345", 2, "leading zeros"),
        ("Y1000000000", 2, "nine digits"),
        ("Y99999999999999999999", 2, "nine digits"),
        ("y12345", 1, "capital Y"),
        ("Y12345-01", 7, "nothing may follow"),
        ("Y1234X", 6, "X stands"),
        // Level 2 beyond the profile.
        ("Y-17E7", 5, "exponential"),
        ("Y17101E4S3", 7, "exponential"),
        ("1950S2", 5, "significant"),
        ("Y171010000S3", 11, "significant"),
        ("2004-06~-11", 9, "end of the whole"),
        ("2004?-06-11", 6, "end of the whole"),
        ("2004?-06", 6, "end of the whole"),
        ("?2004-06-~11", 1, "end of the whole"),
        ("2004-%06-11", 6, "end of the whole"),
        ("2004-06-~01/2004-06-~20", 9, "end of the whole"),
        ("-~1985", 2, "end of the whole"),
        ("156X-12-25", 5, "X stands"),
        ("15XX-12-25", 5, "X stands"),
        ("1XXX-XX", 1, "last two"),
        ("1XXX", 1, "last two"),
        ("XXXX", 1, "last two"),
        ("XXXX-12-XX", 1, "last two"),
        ("1XX4", 4, "X stands"),
        ("19X4", 4, "X stands"),
        ("1984-1X", 6, "X stands"),
        ("1984-X1", 6, "X stands"),
        ("1984-12-1X", 9, "X stands"),
        ("1984-XX-12", 9, "X stands"),
        ("1984-XX-", 9, "X stands"),
        ("1984-21-XX", 8, "a day follows a month"),
        ("20XXX", 5, "X stands"),
        ("201x", 4, "capital X"),
        ("199u", 4, "capital X"),
        // Qualifiers.
        ("?", 1, "end of the whole"),
        ("2012?~", 6, "one qualifier only"),
        ("2012%%", 6, "one qualifier only"),
        ("[2012]?", 7, "only single dates"),
        ("{2012}~", 7, "only single dates"),
        // Intervals.
        ("/", 1, "at one end"),
        ("..", 3, "opens one end"),
        ("../..", 1, "at one end"),
        ("../", 1, "at one end"),
        ("/..", 1, "at one end"),
        ("2012..", 5, "nothing may follow"),
        ("..2012", 3, "opens one end"),
        ("2012..2013", 5, "nothing may follow"),
        ("2012//2013", 6, "two ends"),
        ("2012/2013/2014", 10, "two ends"),
        ("2012/2011", 6, "ends before"),
        ("2012-05/2012-04", 9, "ends before"),
        ("2012-04-02/2012-04-01", 12, "ends before"),
        ("2005/2004-12", 6, "ends before"),
        ("-1999/-2005", 7, "ends before"),
        ("2012/P1Y", 6, "four digits"),
        ("2012--2013", 6, "a month is"),
        // Sets and lists.
        ("[", 2, "four digits"),
        ("[]", 2, "four digits"),
        ("{}", 2, "four digits"),
        ("[..]", 4, "four digits"),
        ("[2012", 6, "closing bracket"),
        ("[2012}", 6, "closing bracket"),
        ("{2012]", 6, "closing bracket"),
        ("[2012,]", 7, "four digits"),
        ("[,2012]", 2, "four digits"),
        ("[2012;2013]", 6, "closing bracket"),
        ("[2012, 2013]", 7, "white space"),
        ("[2012 ,2013]", 6, "white space"),
        ("[2012..,2013]", 8, "stands last"),
        ("[2012,..2013]", 7, "stands first"),
        ("[..2012..2013]", 8, "closing bracket"),
        ("[2013..2012]", 8, "ends before"),
        ("[2012/2013]", 6, "two ends"),
        ("[2012]/2013", 7, "two ends"),
        ("2012/[2013]", 6, "four digits"),
        ("[[2012]]", 2, "four digits"),
        ("[2012]2013", 7, "nothing may follow"),
        ("[2004?-06]", 7, "end of the whole"),
    ];

    #[test]
    fn every_example_of_the_profile_is_read_printed_and_bounded() {
        for (text, earliest, latest) in DATES {
            let date = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(date.to_string(), *text);
            let core = date.core();
            assert_eq!(
                (show(core.earliest_start), show(core.latest_end)),
                (earliest.to_string(), latest.to_string()),
                "{text}"
            );
            assert_eq!(day(earliest), core.earliest_start, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_at_its_place_with_a_reason() {
        for (text, character, reason) in REFUSED.iter().filter(|(_, character, _)| *character > 0) {
            let error = parse(text).expect_err(text);
            assert_eq!(error.position + 1, *character, "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn four_bounds() {
        let rows = [
            ("2012", "2012-01-01 2012-12-31 2012-01-01 2012-12-31"),
            ("2004-06/2006", "2004-06-01 2004-06-30 2006-01-01 2006-12-31"),
            ("2004/..", "2004-01-01 2004-12-31 .. .."),
            ("/2004", ".. .. 2004-01-01 2004-12-31"),
            ("[2010,2012]", "2010-01-01 2012-12-31 2010-01-01 2012-12-31"),
            ("[2010,2012..2014]", "2010-01-01 2014-12-31 2010-01-01 2014-12-31"),
            ("[..2012]", ".. 2012-12-31 .. 2012-12-31"),
            ("[2012..]", "2012-01-01 .. 2012-01-01 .."),
            ("{2010,2012}", "2010-01-01 2010-12-31 2012-01-01 2012-12-31"),
            ("{2010,2012..2014}", "2010-01-01 2010-12-31 2014-01-01 2014-12-31"),
            ("{..2012}", ".. .. 2012-01-01 2012-12-31"),
            ("{2010,2012..}", "2010-01-01 2010-12-31 2010-01-01 .."),
        ];
        for (text, bounds) in rows {
            assert_eq!(show_region(parse(text).unwrap().core()), bounds, "{text}");
        }
    }

    #[test]
    fn hard_bounds_are_wider_where_the_words_are_loose() {
        let rows = [
            ("2012", "2012-01-01", "2012-12-31"),
            ("2012?", "2012-01-01", "2012-12-31"),
            ("2012~", "2011-01-01", "2013-12-31"),
            ("2012%", "2011-01-01", "2013-12-31"),
            ("2012-XX~", "2011-01-01", "2013-12-31"),
            ("2012-01~", "2011-12-01", "2012-02-29"),
            ("2012-01-XX~", "2011-12-01", "2012-02-29"),
            ("2012-01-01~", "2011-12-31", "2012-01-02"),
            ("199X~", "1980-01-01", "2009-12-31"),
            ("19XX~", "1800-01-01", "2099-12-31"),
            ("-019X~", "-0209-01-01", "-0180-12-31"),
            ("2012-33~", "2011-10-01", "2012-06-30"),
            ("2012-37~", "2011-09-01", "2012-08-31"),
            ("2012-40~", "2011-07-01", "2012-12-31"),
            ("2012-33", "2012-01-01", "2012-03-31"),
            ("2012-21", "2012-03-01", "2012-12-31"),
            ("2012-22", "2011-12-01", "2013-03-31"),
            ("2012-23", "2012-03-01", "2012-12-31"),
            ("2012-24", "2011-12-01", "2013-03-31"),
            ("2012-01/2012-04", "2012-01-01", "2012-06-30"),
            ("2012-05/2012-08", "2012-04-01", "2012-09-30"),
            ("2012-09/2012-12", "2012-07-01", "2012-12-31"),
            ("2012-09~/2012-12~", "2012-07-01", "2013-01-31"),
            ("2012-09/2013-12", "2012-09-01", "2013-12-31"),
            ("2012-09-01/2012-12-31", "2012-09-01", "2012-12-31"),
            ("2012-09-XX/2012-12-XX", "2012-09-01", "2012-12-31"),
            ("2012-01/2012-03", "2012-01-01", "2012-03-31"),
            ("2012~/2013", "2011-01-01", "2013-12-31"),
            ("[2012~,2014]", "2011-01-01", "2014-12-31"),
            ("2012-01-01T10:00:00-04", "2012-01-01", "2012-01-01"),
        ];
        for (text, earliest, latest) in rows {
            let hard = parse(text).unwrap().hard();
            assert_eq!((show(hard.earliest_start), show(hard.latest_end)), (earliest.into(), latest.into()), "{text}");
        }
    }

    #[test]
    fn roles_bound_what_they_say() {
        let date = parse("2012-05/2012-08").unwrap();
        let rows = [
            (None, "2012-05-01 2012-08-31", "2012-04-01 2012-09-30"),
            (Some(Role::Within), "2012-05-01 2012-08-31", "2012-04-01 2012-09-30"),
            (Some(Role::Throughout), "2012-05-01 2012-08-31", "2012-04-01 2012-09-30"),
            (Some(Role::At), "2012-05-01 2012-08-31", "2012-04-01 2012-09-30"),
            (Some(Role::During), "2012-05-01 2012-08-31", "2012-04-01 2012-09-30"),
            (Some(Role::From), "2012-05-01 ..", "2012-04-01 .."),
            (Some(Role::Until), ".. 2012-08-31", ".. 2012-09-30"),
            (Some(Role::By), ".. 2012-08-31", ".. 2012-09-30"),
            (Some(Role::Before), ".. 2012-04-30", ".. 2012-09-29"),
            (Some(Role::After), "2012-09-01 ..", "2012-04-02 .."),
        ];
        for (role, core, hard) in rows {
            let bounds = |strength| {
                let (earliest, latest) = date.bounds(role, strength);
                format!("{} {}", show(earliest), show(latest))
            };
            assert_eq!((bounds(Strength::Core), bounds(Strength::Hard)), (core.into(), hard.into()), "{role:?}");
        }
        let open = parse("2012/..").unwrap();
        assert_eq!(open.bounds(Some(Role::After), Strength::Core), (day("2012-01-02"), None));
        assert_eq!(open.bounds(Some(Role::Before), Strength::Core), (None, day("2011-12-31")));
        assert_eq!(open.bounds(Some(Role::Before), Strength::Hard), (None, None));
        let a_day = parse("2012-06-15").unwrap();
        for strength in [Strength::Core, Strength::Hard] {
            assert_eq!(show(a_day.bounds(Some(Role::Before), strength).1), "2012-06-14");
        }
    }

    #[test]
    fn roles_are_read_and_printed() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert!("Within".parse::<Role>().is_err() && "".parse::<Role>().is_err());
    }

    #[test]
    fn days_count_from_1970_and_know_leap_years() {
        let rows = [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((2012, 6, 15), 15_506),
            ((0, 3, 1), -719_468),
            ((-1, 12, 31), -719_529),
        ];
        for ((year, month, day), number) in rows {
            let found = Day::from_ymd(year, month, day).unwrap();
            assert_eq!((found.number(), found.ymd()), (number, (year, month, day)));
        }
        for (year, month, day) in [(2011, 2, 29), (2012, 0, 1), (2012, 13, 1), (2012, 1, 0), (i32::MIN, 1, 1)] {
            assert_eq!(Day::from_ymd(year, month, day), None);
        }
        let last = Day::from_ymd(MAX_YEAR, 12, 31).unwrap();
        assert_eq!((last + i64::MAX) - i64::MAX - i64::MAX, Day(-Day::LIMIT));
        assert_eq!(show(Some(last)), "Y999999999-12-31");
    }

    #[test]
    fn constructors_refuse_what_the_profile_cannot_write() {
        assert_eq!(Date::new(10_000, Some(1), None), None);
        assert_eq!(Date::new(2012, Some(25), None), None);
        assert_eq!(Date::new(2012, Some(21), Some(1)), None);
        assert_eq!(Date::new(2012, None, Some(1)), None);
        assert_eq!(Date::new(i32::MAX, None, None).or(Date::new(i32::MIN, None, None)), None);
        assert_eq!(Date::new(i32::MIN, Some(1), Some(1)).or(Date::decade(i32::MIN)), None);
        assert_eq!(Date::decade(1995), None);
        assert_eq!(Date::decade(10_000), None);
        assert_eq!(Date::century(1900).unwrap().to_string(), "19XX");
        assert_eq!(Date::decade(-190).unwrap().to_string(), "-019X");
    }

    #[test]
    fn precision_is_that_of_the_coarsest_part_that_is_known() {
        let rows = [
            ("2012-01-01T10:00:00", Precision::Day),
            ("1985-XX-XX", Precision::Year),
            ("1985-04-XX", Precision::Month),
            ("2012-41", Precision::HalfYear),
            ("2012-39", Precision::Quadrimester),
            ("2012-36", Precision::Quarter),
            ("2012-24", Precision::Season),
            ("../2012-04", Precision::Month),
            ("{2012-04-01,199X,2013}", Precision::Decade),
            ("20XX/2012-01-01", Precision::Century),
        ];
        for (text, precision) in rows {
            assert_eq!(parse(text).map(|date| date.precision()), Ok(precision), "{text}");
        }
    }

    #[test]
    fn open_ends_are_known() {
        for (text, ..) in DATES {
            let bounds = parse(text).unwrap().core();
            let open = bounds.earliest_start.is_none() || bounds.latest_end.is_none();
            assert_eq!(parse(text).unwrap().is_open(), open, "{text}");
        }
    }

    #[test]
    fn an_expression_is_small() {
        assert_eq!((size_of::<Date>(), size_of::<Edtf>()), (8, 24));
    }

    #[test]
    fn durations_are_read_printed_and_bounded() {
        let rows = [
            ("P3Y", 1095, Some(1098)),
            ("P2M", 56, Some(62)),
            ("P10D", 10, Some(10)),
            ("P1W", 7, Some(7)),
            ("P10Y", 3650, Some(3660)),
            ("P1Y6M", 533, Some(552)),
            ("P1Y2M3W4D", 446, Some(453)),
            (">=P1Y", 365, None),
            (">P1Y", 366, None),
            ("<=P1Y", 0, Some(366)),
            ("<P1D", 0, Some(0)),
            ("<P1M", 0, Some(30)),
            ("P1M..P12M", 28, Some(372)),
            ("P12M..P2Y", 336, Some(732)),
            ("P999999Y", 364_999_635, Some(365_999_634)),
        ];
        for (text, min, max) in rows {
            let duration: Duration = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((duration.to_string(), duration.days()), (text.to_owned(), (min, max)));
        }
    }

    #[test]
    fn other_durations_are_refused() {
        let rows = [
            ("", 1, "a duration is"),
            ("3Y", 1, "a duration is"),
            ("P", 2, "a duration is"),
            ("P3", 3, "a duration is"),
            ("PY", 2, "a duration is"),
            ("P3y", 3, "a duration is"),
            ("P0Y", 2, "not zero"),
            ("P03Y", 2, "leading zero"),
            ("P1000000D", 2, "six digits"),
            ("P99999999999999999999D", 2, "six digits"),
            ("P1D1Y", 5, "a duration is"),
            ("P1Y1Y", 5, "a duration is"),
            ("PT3H", 2, "hours"),
            ("P1DT3H", 4, "hours"),
            ("P1.5Y", 3, "a duration is"),
            ("P1Y ", 4, "nothing may follow"),
            (">= P1Y", 3, "a duration is"),
            ("=P1Y", 1, "a duration is"),
            ("P1Y..", 6, "a duration is"),
            ("..P1Y", 1, "a duration is"),
            ("P1Y..P1M", 4, "from a shorter"),
            ("P1Y..P1Y", 4, "from a shorter"),
            (">P1M..P1Y", 5, "no sign"),
            ("P1M..<P1Y", 6, "a duration is"),
            ("P1M..P1Y..P2Y", 9, "two durations"),
        ];
        for (text, character, reason) in rows {
            let error = text.parse::<Duration>().expect_err(text);
            assert_eq!(error.position + 1, character, "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }

    fn config() -> Config {
        Config { cases: 512, rng_seed: RngSeed::Fixed(0x0ed7f), failure_persistence: None, ..Config::default() }
    }

    fn qualifiers() -> impl Strategy<Value = Qualifier> {
        prop::sample::select(vec![
            Qualifier::Certain,
            Qualifier::Uncertain,
            Qualifier::Approximate,
            Qualifier::UncertainAndApproximate,
        ])
    }

    fn single_dates() -> impl Strategy<Value = String> {
        let bare = prop_oneof![
            (-9999..=9999_i32).prop_filter_map("year", |year| Date::new(year, None, None)),
            (-9999..=9999_i32, 0..=41_u8).prop_filter_map("part", |(year, part)| Date::new(year, Some(part), None)),
            (-9999..=9999_i32, 1..=12_u8, 0..=31_u8).prop_filter_map("day", |(year, month, day)| Date::new(
                year,
                Some(month),
                Some(day)
            )),
            (-MAX_YEAR..=MAX_YEAR).prop_filter_map("long", |year| Date::new(year, None, None)),
            (1..=999_i32).prop_filter_map("decade", |decade| Date::decade(decade * 10)),
            (-99..=-1_i32).prop_filter_map("century", |century| Date::century(century * 100)),
        ];
        let texts = (bare, qualifiers()).prop_map(|(date, qualifier)| date.qualified(qualifier).to_string());
        prop_oneof![texts, "[0-9]{4}-(0[1-9]|1[0-2]|XX)-XX[?~%]?", "[0-9]{4}-XX[?~%]?"]
    }

    /// Canonical texts of every form; some intervals and ranges among them end before they start.
    fn expressions() -> impl Strategy<Value = String> {
        let ends = || prop_oneof![4 => single_dates(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
        let member = (single_dates(), prop::option::of(single_dates()))
            .prop_map(|(start, end)| end.map_or(start.clone(), |end| format!("{start}..{end}")));
        let members = (any::<[bool; 3]>(), prop::collection::vec(member, 1..4), single_dates());
        prop_oneof![
            single_dates(),
            "[12][0-9]{3}-0[1-9]-[12][0-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|\\+0[0-9]|-1[0-3]:[0-5][0-9])?",
            (ends(), ends()).prop_map(|(start, end)| format!("{start}/{end}")),
            members.prop_map(|([one_of, before, after], members, last)| {
                let (open, close) = if one_of { ('[', ']') } else { ('{', '}') };
                let before = if before { format!("..{last},") } else { String::new() };
                let after = if after { format!(",{last}..") } else { String::new() };
                format!("{open}{before}{}{after}{close}", members.join(","))
            }),
        ]
    }

    /// Texts of the characters that dates are made of, few of them valid.
    fn near_misses() -> impl Strategy<Value = String> {
        let pieces = ["2012", "19", "0", "1", "3", "-", "-04", "X", "XX", "/", "..", "[", "]", "{", "}", ",", "?", "~"];
        let more = ["%", "Y", "Y12345", "E", "S", "T", "10:00:00", "Z", "+", ":", " ", "P", "M", "D", "é", ">", "="];
        let pieces: Vec<&str> = pieces.into_iter().chain(more).collect();
        prop::collection::vec(prop::sample::select(pieces), 0..8).prop_map(|pieces| pieces.concat())
    }

    fn check_region(text: &str, region: Region) -> Result<(), TestCaseError> {
        let in_order = |a: Option<Day>, b: Option<Day>| a.zip(b).is_none_or(|(a, b)| a <= b);
        prop_assert!(in_order(region.earliest_start, region.latest_start), "{}", text);
        prop_assert!(in_order(region.earliest_end, region.latest_end), "{}", text);
        prop_assert!(in_order(region.earliest_start, region.latest_end), "{}", text);
        Ok(())
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let Ok(date) = parse(text) else { return Ok(()) };
        prop_assert_eq!(date.to_string(), text);
        let (core, hard) = (date.core(), date.hard());
        check_region(text, core)?;
        check_region(text, hard)?;
        let earlier =
            |hard: Option<Day>, core: Option<Day>| hard.is_none_or(|hard| core.is_some_and(|core| hard <= core));
        let later =
            |hard: Option<Day>, core: Option<Day>| hard.is_none_or(|hard| core.is_some_and(|core| hard >= core));
        prop_assert!(earlier(hard.earliest_start, core.earliest_start) && later(hard.latest_start, core.latest_start));
        prop_assert!(earlier(hard.earliest_end, core.earliest_end) && later(hard.latest_end, core.latest_end));
        for role in Role::ALL {
            let (core, hard) = (date.bounds(Some(role), Strength::Core), date.bounds(Some(role), Strength::Hard));
            prop_assert!(earlier(hard.0, core.0) && later(hard.1, core.1), "{} {}", text, role);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn canonical_text_is_printed_as_it_was_read(text in expressions()) {
            match parse(&text) {
                Ok(_) => check(&text)?,
                Err(error) => prop_assert!(
                    error.reason.contains("before it starts") || error.reason.contains("at one end"), "{}: {}", text, error
                ),
            }
        }

        #[test]
        fn whatever_is_read_is_printed_as_it_was(text in near_misses()) {
            check(&text)?;
            if let Ok(duration) = text.parse::<Duration>() {
                prop_assert_eq!(duration.to_string(), text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            for result in [parse(&text).err(), text.parse::<Duration>().err(), text.parse::<Role>().err()] {
                let position = result.map_or(0, |error| error.position);
                prop_assert!(position <= text.len() && text.get(..position).is_some_and(str::is_ascii));
            }
        }

        #[test]
        fn single_dates_are_always_read(text in single_dates()) {
            prop_assert!(parse(&text).is_ok_and(|date| date.date().is_some()), "{}", text);
        }

        #[test]
        fn days_and_their_parts_agree(number in -Day::LIMIT..=Day::LIMIT) {
            let day = Day(number);
            let (year, month, of_month) = day.ymd();
            if year.abs() <= MAX_YEAR {
                prop_assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
            }
            prop_assert_eq!((day + 1).ymd().2 == 1, of_month == days_in_month(year, month) && number < Day::LIMIT);
        }

        #[test]
        fn durations_print_as_read(
            parts in prop::array::uniform4(0..999_999_u32),
            sign in prop::sample::select(vec!["", ">=", ">", "<=", "<"]),
        ) {
            let text = format!("{sign}{}", Length(parts));
            match text.parse::<Duration>() {
                Ok(duration) => {
                    let (min, max) = duration.days();
                    prop_assert!(max.is_none_or(|max| min <= max));
                    prop_assert_eq!(duration.to_string(), text);
                }
                Err(_) => prop_assert_eq!(parts, [0; 4]),
            }
        }
    }
}

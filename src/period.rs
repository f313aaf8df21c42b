//! When does a claim hold, as far as its own cells and words tell?
//!
//! An undated claim holds when the note is told, or, told in the past, at the time that it tells of. A
//! dated one holds at some time in its date, all through it, or from it on, as its role says, and no
//! longer than its length or its “until” lets it. What the cells leave open stays open: two periods meet
//! only where every reading of both lets them.

use crate::claim::{Claim, column};
use crate::edtf::{Day, Duration, Edtf, Role, Strength};
use crate::evidence::Tense;

/// A run of days, both ends included; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The first day.
    pub first: Option<Day>,
    /// The last day.
    pub last: Option<Day>,
}

/// All days there are.
pub const ALWAYS: Stretch = Stretch { first: None, last: None };

impl Stretch {
    /// Whether it holds every day of the other.
    pub fn contains(self, other: Stretch) -> bool {
        let starts = self.first.is_none_or(|first| other.first.is_some_and(|other| first <= other));
        starts && self.last.is_none_or(|last| other.last.is_some_and(|other| other <= last))
    }

    /// The days that both have.
    pub fn common(self, other: Stretch) -> Option<Stretch> {
        let last = self.last.zip(other.last).map(|(a, b)| a.min(b)).or(self.last).or(other.last);
        let common = Stretch { first: self.first.max(other.first), last };
        common.first.zip(common.last).is_none_or(|(first, last)| first <= last).then_some(common)
    }

    fn is_long(self) -> bool {
        self.first.zip(self.last).is_none_or(|(first, last)| last - first > SHORT)
    }

    /// Whether its last day lies before the first of the other.
    pub fn is_before(self, other: Stretch) -> bool {
        self.last.zip(other.first).is_some_and(|(last, first)| last < first)
    }
}

/// What a period rests on, beside the cells of the claim.
#[derive(Debug, Clone, Default)]
pub struct Telling<'c> {
    /// Whether the claim says that it is not so.
    pub denied: bool,
    /// Whether it says so of all time ("never").
    pub always: bool,
    /// Whether it tells of something that happens, and not of how things are for a while.
    pub is_event: bool,
    /// The tense of its words.
    pub tense: Option<Tense>,
    /// Its words that say when ("formerly", "since then"), as printed.
    pub words: Vec<&'c str>,
    /// The days in which lies the event or claim that stands for its date.
    pub event: Option<Stretch>,
    /// The date until which, or from which, the same sentence says it.
    pub partner: Option<Stretch>,
}

/// When a claim holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Period<'c> {
    /// The cells `role`, `when` and `span`, and the words that say when; none of what only follows.
    told: Option<([&'c str; 3], Vec<&'c str>)>,
    role: Role,
    denies: bool,
    /// The widest defensible reading of the date, whatever its role.
    date: Option<Stretch>,
    /// It has a date of more days than one thing need last.
    long: bool,
    /// It is so when the note is told.
    now: bool,
    /// It is so at the time that the note tells of.
    then: bool,
    /// It is so at some time in this.
    some: Option<Stretch>,
    /// It is so at all times in this.
    whole: Option<Stretch>,
    /// It is denied of all that lies in this.
    denied: Option<Stretch>,
    /// It goes on until something ends it.
    open: bool,
    /// The days on one of which it ends, where it is told that it does.
    ends: Option<Stretch>,
}

/// Two statements of one date speak of one time only where the date has at most so many days: much can
/// change in a decade.
const SHORT: i64 = 366;

impl<'c> Period<'c> {
    /// The period of a claim that is told so.
    pub fn of(claim: &Claim<'c>, telling: &Telling<'c>) -> Period<'c> {
        let cells = [column::ROLE, column::WHEN, column::SPAN].map(|column| claim.cell(column));
        let undated = cells.iter().all(|cell| cell.is_empty()) && telling.words.is_empty();
        let is_of = |tense| undated && (telling.is_event || telling.always || telling.tense != Some(tense));
        let mut period = Period {
            told: Some((cells, telling.words.clone())),
            role: cells[0].parse().unwrap_or(Role::Within),
            denies: telling.denied,
            date: None,
            long: false,
            now: is_of(Tense::Past),
            then: is_of(Tense::Present),
            some: None,
            whole: None,
            denied: (undated && telling.always).then_some(ALWAYS),
            open: false,
            ends: None,
        };
        let span = cells[2].parse::<Duration>().ok().filter(|_| lasts_so_long(period.role));
        let until = telling.partner.filter(|_| period.role == Role::From);
        period.ends = until.or((period.role == Role::Until || span.is_some()).then_some(ALWAYS));
        if let Some(date) = Dated::of(cells[1], telling.event) {
            let until = until.or((period.role == Role::Until).then_some(date.wide));
            period.ends = until.or_else(|| span.map(|span| date.end_after(&span)));
            period.place(&date, telling);
        }
        period
    }

    /// When what follows from a turn ("joined in 2004") holds: from its time on, as long as it is told to
    /// last, or until something ends it.
    pub fn from_then_on(&self) -> Period<'c> {
        if self.role == Role::Until {
            return Period { told: None, ..self.clone() };
        }
        let (earliest, latest) = self.starts();
        let whole = latest.and_then(|day| self.up_to_end(day));
        let some = Some(Stretch { first: earliest, last: self.ends.and_then(|ends| ends.last) });
        let open = self.ends.is_none();
        Period { told: None, now: open, then: false, some, whole, denied: None, open, ..self.clone() }
    }

    /// The days from one on to its end, where it is known whether and when it ends.
    fn up_to_end(&self, first: Day) -> Option<Stretch> {
        let last = match self.ends {
            Some(ends) => Some(ends.first? - 1),
            None => None,
        };
        last.is_none_or(|last| first <= last).then_some(Stretch { first: Some(first), last })
    }

    /// The first and the last day on which it may begin.
    pub fn starts(&self) -> (Option<Day>, Option<Day>) {
        let date = self.date.unwrap_or(ALWAYS);
        match self.role {
            Role::By | Role::Before | Role::Until => (None, date.last),
            Role::After => (date.first, None),
            _ => (date.first, date.last),
        }
    }

    /// The role of its date.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The widest defensible reading of its date, whatever its role.
    pub fn date(&self) -> Option<Stretch> {
        self.date
    }

    /// The words that say when.
    pub fn words(&self) -> &[&'c str] {
        self.told.as_ref().map_or(&[], |(_, words)| words)
    }

    /// Whether neither a cell nor a word says when.
    pub fn is_undated(&self) -> bool {
        let undated =
            |(cells, words): &([&str; 3], Vec<&str>)| cells.iter().all(|cell| cell.is_empty()) && words.is_empty();
        self.told.as_ref().is_none_or(undated)
    }

    /// Whether it is so when the note is told, and not only at the time that it tells of.
    pub fn is_present(&self) -> bool {
        self.now && !self.then
    }

    /// Whether it is denied of all time.
    pub fn is_never(&self) -> bool {
        self.denied == Some(ALWAYS)
    }

    /// Whether it goes on until something ends it.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The days on one of which it ends, where it is told that it does.
    pub fn ends(&self) -> Option<Stretch> {
        self.ends
    }

    /// Something ended it, or may have: on `day` at the earliest, if that is known.
    pub fn close(&mut self, day: Option<Day>) {
        let until = day.map(|day| Stretch { first: None, last: Some(day - 1) });
        self.whole = self.whole.zip(until).and_then(|(whole, until)| whole.common(until));
        (self.now, self.open) = (false, false);
    }

    /// The last days before `day` at which it is so, or denied, for certain.
    pub fn before(&self, day: Day) -> Option<Stretch> {
        let earlier = Stretch { first: None, last: Some(day - 1) };
        let throughout = self.whole.or(self.denied).and_then(|whole| whole.common(earlier));
        throughout.or(self.some.filter(|some| earlier.contains(*some)))
    }

    /// Whether both speak of one time on every reading.
    pub fn meets(&self, other: &Period) -> bool {
        let inside = |a: Option<Stretch>, b: Option<Stretch>| a.zip(b).is_some_and(|(a, b)| b.contains(a));
        let one_way = |a: &Period, b: &Period| {
            inside(a.some, b.whole)
                || inside(a.some, b.denied)
                || inside(a.whole, b.denied)
                || inside(b.denied, a.whole)
        };
        let throughout = self.whole.zip(other.whole).and_then(|(a, b)| a.common(b));
        let same = self.now && other.now || self.then && other.then || self.is_told_like(other);
        same || throughout.is_some() || one_way(self, other) || one_way(other, self)
    }

    /// Whether their cells and words name one time.
    pub fn is_told_like(&self, other: &Period) -> bool {
        let Some((cells, words)) = self.told.as_ref().filter(|told| other.told.as_ref() == Some(told)) else {
            return false;
        };
        let vague = self.long || matches!(self.role, Role::Before | Role::After | Role::By);
        let undated = cells.iter().all(|cell| cell.is_empty()) && words.is_empty();
        !undated && (!vague || self.denies != other.denies)
    }

    fn place(&mut self, date: &Dated, telling: &Telling) {
        let Dated { wide, usual, latest_start } = *date;
        let up_to = |last: Option<Day>| last.map(|last| Stretch { first: None, last: Some(last) });
        let after = |first: Option<Day>| first.map(|first| Stretch { first: Some(first), last: None });
        // What began and is over tells nothing of later days, unless it also says until when.
        let goes_on = self.ends.is_some() || telling.tense != Some(Tense::Past);
        let begun = latest_start.filter(|_| goes_on).and_then(|day| self.up_to_end(day));
        // At some time in the first, and at all times in the second.
        let (some, whole) = match self.role {
            Role::Within | Role::At | Role::During => (Some(wide), (wide.first == wide.last).then_some(wide)),
            Role::Throughout => (Some(wide), Some(usual)),
            // It is still so on the day after the last on which it may begin.
            Role::From if !telling.is_event => {
                (Some(Stretch { first: wide.first, last: latest_start.map(|day| day + 1) }), begun)
            }
            Role::From => (after(wide.first), begun),
            Role::Until => {
                let since = telling.partner.unwrap_or(ALWAYS);
                let ended = up_to(wide.first.map(|day| day - 1));
                let within = |end: Option<Stretch>, first| end?.common(Stretch { first, last: None });
                (within(up_to(wide.last), since.first), within(ended, since.last))
            }
            Role::By | Role::Before => (up_to(wide.last), up_to(wide.first.map(|day| day - 1))),
            Role::After => (after(wide.first), after(usual.last.map(|day| day + 1))),
        };
        self.date = Some(wide);
        self.long = telling.event.is_none() && wide.is_long();
        if telling.denied {
            self.denied = if self.role == Role::From { whole } else { whole.or(Some(usual)) };
        } else {
            let lasts = matches!(self.role, Role::Throughout | Role::From) && !telling.is_event;
            self.some = some;
            self.whole = whole.filter(|whole| lasts || Some(*whole) == some);
        }
        self.open = self.role == Role::From && !telling.is_event && self.ends.is_none();
        self.now = self.open && goes_on;
    }
}

/// Whether a length beside a date of this role says how long it lasts, and not how far away it lies.
fn lasts_so_long(role: Role) -> bool {
    matches!(role, Role::Within | Role::Throughout | Role::From | Role::At | Role::During)
}

/// The days that a date reaches, or an event that stands for one.
struct Dated {
    wide: Stretch,
    usual: Stretch,
    latest_start: Option<Day>,
}

impl Dated {
    fn of(cell: &str, event: Option<Stretch>) -> Option<Dated> {
        let Ok(date) = Edtf::parse(cell) else {
            let days = event?;
            return Some(Dated { wide: days, usual: days, latest_start: days.last });
        };
        let (hard, core) = (date.region(Strength::Hard), date.region(Strength::Core));
        Some(Dated {
            wide: Stretch { first: hard.earliest_start, last: hard.latest_end },
            usual: Stretch { first: core.earliest_start, last: core.latest_end },
            latest_start: hard.latest_start,
        })
    }

    /// When something ends that begins in it and lasts so long; a length in words is rounded.
    fn end_after(&self, span: &Duration) -> Stretch {
        let (least, most) = span.days();
        let slack = span.rounding().max(1);
        let first = self.wide.first.map(|day| day + (least - slack).max(0));
        Stretch { first, last: self.latest_start.zip(most).map(|(day, most)| day + most + slack) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Input, read_tables};

    const HEADER: &str = "id,source,start,end,quote,subject,predicate,object,other,place,number,role,when,span,polarity,certainty,mood,words,holder,cites,if,restates";

    /// Whether an affirmed and a denied state of these roles and dates meet.
    fn meet(affirmed: (&str, &str), denied: (&str, &str)) -> bool {
        let line = |(role, when): (&str, &str)| format!("a,s,0,1,q,x,p,y,,,,{role},{when},,,,,,,,,");
        let bytes = format!("{HEADER}\n{}\n{}\n", line(affirmed), line(denied)).into_bytes();
        let inputs = [Input { path: "facts/claims.csv".to_owned(), bytes }];
        let tables = read_tables(&inputs);
        let claims: Vec<Claim> = tables.iter().flat_map(|table| table.rows()).map(Claim::new).collect();
        let period = |claim, denied| Period::of(claim, &Telling { denied, ..Telling::default() });
        period(&claims[0], false).meets(&period(&claims[1], true))
    }

    #[test]
    fn only_certain_meetings_count() {
        const UNDATED: (&str, &str) = ("", "");
        assert!(meet(UNDATED, UNDATED));
        assert!(meet(("from", "2004"), UNDATED));
        assert!(meet(("within", "2012-05"), ("within", "2012")));
        assert!(meet(("within", "2012"), ("within", "2012")));
        assert!(meet(("throughout", "2012"), ("within", "2012-05")));
        assert!(meet(("from", "2004"), ("within", "2010")));
        assert!(meet(("after", "fall"), ("after", "fall")));
        for (affirmed, denied) in [
            (("within", "2012"), UNDATED),
            (("within", "2012"), ("within", "2012-05")),
            (("within", "2006~"), ("within", "2006")),
            (("from", "2004"), ("within", "2004")),
            (("until", "2004"), UNDATED),
            (("after", "fall"), ("before", "fall")),
            (("within", "2012"), ("until", "2012")),
        ] {
            assert!(!meet(affirmed, denied), "{affirmed:?} {denied:?}");
        }
    }
}

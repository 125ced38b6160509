//! Archival dates: partial, uncertain, ranges; kept as EDTF (ISO 8601-2) beside the words that stood there.
//!
//! The only file that names chrono: calendar truth (does this day exist, which weekday is it, how many days between).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A date as an archive record states it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArchivalDate {
    /// The words of the source.
    pub as_written: String,
    /// First or only day; `None` when the words could not be read as a date, or state only an end.
    pub start: Option<Day>,
    /// Last day of an interval.
    pub end: Option<Day>,
    /// What the two days stand for.
    pub form: DateForm,
    /// `?` of EDTF: supplied or doubtful.
    pub uncertain: bool,
    /// `~` of EDTF: circa.
    pub approximate: bool,
}

/// What start and end of a date stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DateForm {
    /// They are the days that the words name: one, or the first and the last of an interval.
    #[default]
    Stated,
    /// `end` is the last possible day, and no first one is known: "before 5 March 1953".
    Before,
    /// `start` is the first possible day, and no last one is known: "after 5 March 1953".
    After,
    /// They enclose a season: "summer 1956".
    Season {
        /// The year that the words name.
        year: i32,
        /// The season.
        season: Season,
    },
    /// They enclose the years whose last digits are left open: one digit for "the 1950s".
    OpenDigits(u8),
}

/// A season of the northern hemisphere or of no hemisphere in particular.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February, of which only the words know the year.
    Winter,
}

impl Season {
    /// The season with this number in EDTF, from 21 for spring to 24 for winter.
    pub fn numbered(number: u8) -> Option<Self> {
        [Season::Spring, Season::Summer, Season::Autumn, Season::Winter].into_iter().find(|season| season.number() == number)
    }

    /// The number that stands for it in place of a month in EDTF.
    pub fn number(self) -> u8 {
        match self {
            Season::Spring => 21,
            Season::Summer => 22,
            Season::Autumn => 23,
            Season::Winter => 24,
        }
    }

    /// First and last month; the winter of a year may have begun in the year before or end in the year after.
    fn months(self, year: i32) -> (Day, Day) {
        let month = |year, month| Day { year, month: Some(month), day: None };
        match self {
            Season::Spring => (month(year, 3), month(year, 5)),
            Season::Summer => (month(year, 6), month(year, 8)),
            Season::Autumn => (month(year, 9), month(year, 11)),
            Season::Winter => (month(year - 1, 12), month(year + 1, 2)),
        }
    }
}

/// A year, perhaps with month and day. It may name a day that does not exist: see [`Day::exists`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Astronomical year.
    pub year: i32,
    /// Month, 1 to 12 when it exists.
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: Option<u8>,
}

impl Day {
    /// A full date.
    pub fn new(year: i32, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }

    /// Reads a full date as ISO 8601 has it, `1956-09-23`; whether the calendar has it is another question.
    pub fn from_iso(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return None };
        let shaped = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let shaped = shaped && (year.len(), month.len(), day.len()) == (4, 2, 2);
        shaped.then_some(Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
    }

    /// Whether the calendar has this day, month or year.
    pub fn exists(self) -> bool {
        match (self.month, self.day) {
            (None, _) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(self.year, month.into(), day.into()).is_some(),
        }
    }

    /// Days from this date to `other` (negative when `other` is earlier); `None` unless both are full dates.
    pub fn days_until(self, other: Day) -> Option<i64> {
        Some((other.naive()? - self.naive()?).num_days())
    }

    /// Day of the week from Monday = 0; `None` unless it is a full date.
    pub fn weekday(self) -> Option<u8> {
        Some(self.naive()?.weekday().num_days_from_monday() as u8)
    }

    /// Whether both can be the same date: the parts that both state are equal.
    pub fn agrees(self, other: Day) -> bool {
        fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// Whether this day of the old (Julian) calendar is `new` in the calendar of today.
    pub fn is_old_style_of(self, new: Day) -> bool {
        let Some(month) = self.month else { return false };
        let century = (if month <= 2 { self.year - 1 } else { self.year }).div_euclid(100);
        let behind = century - century.div_euclid(4) - 2;
        behind > 0 && self.days_until(new) == Some(behind.into())
    }

    fn naive(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month?.into(), self.day?.into())
    }

    /// The day `days` after the first of January 1970; used to learn today's date from a clock.
    pub fn from_unix_days(days: i64) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
        Some(Self::new(date.year(), date.month() as u8, date.day() as u8))
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `1956`, `1956-09`, `1956-09-23`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl ArchivalDate {
    /// A date with no first day known.
    pub fn before(end: Day) -> Self {
        Self { end: Some(end), form: DateForm::Before, ..Self::default() }
    }

    /// A date with no last day known.
    pub fn after(start: Day) -> Self {
        Self { start: Some(start), form: DateForm::After, ..Self::default() }
    }

    /// A season of a year.
    pub fn in_season(year: i32, season: Season) -> Self {
        let (start, end) = season.months(year);
        Self { start: Some(start), end: Some(end), form: DateForm::Season { year, season }, ..Self::default() }
    }

    /// The decade that begins with this year.
    pub fn decade(year: i32) -> Self {
        let year_of = |year| Some(Day { year, month: None, day: None });
        Self { start: year_of(year), end: year_of(year + 9), form: DateForm::OpenDigits(1), ..Self::default() }
    }

    /// Whether the words gave a date, if only one end of it.
    pub fn is_read(&self) -> bool {
        self.start.or(self.end).is_some()
    }

    /// Whether both say the same time in the same way, whatever their words.
    pub fn same_time(&self, other: &ArchivalDate) -> bool {
        (self.start, self.end, self.form) == (other.start, other.end, other.form)
    }

    /// The date as EDTF level 1; `None` when the words could not be read or name a day that does not exist.
    pub fn edtf(&self) -> Option<String> {
        let mark = match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        };
        let one = |day: Option<Day>| day.filter(|day| day.exists()).map(|day| format!("{day}{mark}"));
        match (self.form, self.end) {
            (DateForm::Stated, None) => one(self.start),
            (DateForm::Stated, Some(_)) => Some(format!("{}/{}", one(self.start)?, one(self.end)?)),
            (DateForm::Before, _) => Some(format!("../{}", one(self.end)?)),
            (DateForm::After, _) => Some(format!("{}/..", one(self.start)?)),
            (DateForm::Season { year, season }, _) => Some(format!("{year:04}-{}{mark}", season.number())),
            (DateForm::OpenDigits(open), _) => {
                let year = format!("{:04}", self.start?.year);
                let open = usize::from(open).min(year.len());
                Some(format!("{}{}{mark}", &year[..year.len() - open], "X".repeat(open)))
            }
        }
    }

    /// Whether EDTF can say it: the words could be read, and the days they name exist.
    pub fn has_edtf(&self) -> bool {
        let exists = |day: Option<Day>| day.is_some_and(Day::exists);
        match (self.form, self.end) {
            (DateForm::Stated, None) | (DateForm::After, _) => exists(self.start),
            (DateForm::Stated, Some(_)) => exists(self.start) && exists(self.end),
            (DateForm::Before, _) => exists(self.end),
            (DateForm::Season { .. }, _) => true,
            (DateForm::OpenDigits(_), _) => self.start.is_some(),
        }
    }

    /// The single day it names, when it is no interval and the day exists.
    pub fn day(&self) -> Option<Day> {
        self.start.filter(|day| self.form == DateForm::Stated && self.end.is_none() && day.exists())
    }

    /// Whether `day` can be within the date.
    pub fn admits(&self, day: Day) -> bool {
        match (self.start, self.end) {
            (Some(start), None) if self.form == DateForm::After => start <= day || start.agrees(day),
            (Some(start), None) => start.agrees(day),
            (Some(start), Some(end)) => (start..=end).contains(&day) || start.agrees(day) || end.agrees(day),
            (None, Some(end)) => day <= end || end.agrees(day),
            (None, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_days_have_no_edtf() {
        let date = ArchivalDate { start: Some(Day::new(1956, 9, 31)), ..Default::default() };
        assert_eq!(date.edtf(), None);
        assert!(!Day::new(1957, 2, 29).exists());
        assert!(Day::new(1956, 2, 29).exists());
    }

    #[test]
    fn edtf_marks_and_intervals() {
        let day = |d| Some(Day::new(1956, 8, d));
        let date = ArchivalDate { start: day(30), end: day(31), ..Default::default() };
        assert_eq!(date.edtf().as_deref(), Some("1956-08-30/1956-08-31"));
        let month = Some(Day { year: 1956, month: Some(9), day: None });
        let date = ArchivalDate { start: month, uncertain: true, ..Default::default() };
        assert_eq!(date.edtf().as_deref(), Some("1956-09?"));
    }

    #[test]
    fn distances_and_weekdays() {
        assert_eq!(Day::new(1956, 9, 15).days_until(Day::new(1956, 11, 14)), Some(60));
        assert_eq!(Day::new(1956, 9, 23).weekday(), Some(6));
        assert_eq!(Day::from_unix_days(0), Some(Day::new(1970, 1, 1)));
    }

    #[test]
    fn open_ends_seasons_and_open_digits() {
        let death = Day::new(1953, 3, 5);
        let year = |year| Day { year, month: None, day: None };
        let before = ArchivalDate::before(death);
        assert_eq!((before.edtf().as_deref(), before.day()), (Some("../1953-03-05"), None));
        assert!(before.admits(Day::new(1952, 12, 31)) && before.admits(year(1953)) && !before.admits(Day::new(1953, 3, 6)));
        let after = ArchivalDate::after(death);
        assert_eq!((after.edtf().as_deref(), after.day()), (Some("1953-03-05/.."), None));
        assert!(after.admits(Day::new(1960, 1, 1)) && after.admits(year(1953)) && !after.admits(year(1952)));
        let summer = ArchivalDate { approximate: true, ..ArchivalDate::in_season(1956, Season::Summer) };
        assert_eq!((summer.edtf().as_deref(), summer.day()), (Some("1956-22~"), None));
        assert!(summer.admits(Day::new(1956, 7, 1)) && summer.admits(year(1956)) && !summer.admits(Day::new(1956, 10, 1)));
        let winter = ArchivalDate::in_season(1956, Season::Winter);
        assert!(winter.admits(Day::new(1955, 12, 24)) && winter.admits(Day::new(1957, 1, 2)));
        let decade = ArchivalDate::decade(1950);
        assert_eq!((decade.edtf().as_deref(), decade.day()), (Some("195X"), None));
        assert!(decade.admits(Day::new(1959, 12, 31)) && !decade.admits(year(1960)));
    }

    #[test]
    fn the_old_calendar_is_known_by_its_distance() {
        for (old, new, is) in [
            (Day::new(1917, 10, 25), Day::new(1917, 11, 7), true),
            (Day::new(1905, 1, 12), Day::new(1905, 1, 25), true),
            (Day::new(1861, 2, 19), Day::new(1861, 3, 3), true),
            (Day::new(1904, 12, 20), Day::new(1905, 1, 2), true),
            (Day::new(1905, 1, 3), Day::new(1905, 1, 4), false),
            (Day::new(1917, 11, 7), Day::new(1917, 10, 25), false),
        ] {
            assert_eq!(old.is_old_style_of(new), is, "{old} {new}");
        }
    }
}

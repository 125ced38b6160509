//! Archival dates: partial, uncertain, ranges; kept as EDTF (ISO 8601-2) beside the words that stood there.
//!
//! The only file that names chrono: calendar truth (does this day exist, which weekday is it, how many days between).

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A date as an archive record states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchivalDate {
    /// The words of the source.
    pub as_written: String,
    /// First or only day; `None` when the words could not be read as a date.
    pub start: Option<Day>,
    /// Last day of an interval.
    pub end: Option<Day>,
    /// `?` of EDTF: supplied or doubtful.
    pub uncertain: bool,
    /// `~` of EDTF: circa.
    pub approximate: bool,
}

/// A year, perhaps with month and day. It may name a day that does not exist: see [`Day::exists`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// The date as EDTF level 1; `None` when the words could not be read or name a day that does not exist.
    pub fn edtf(&self) -> Option<String> {
        let start = self.start.filter(|day| day.exists())?;
        let mark = match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        };
        match self.end {
            None => Some(format!("{start}{mark}")),
            Some(end) if end.exists() => Some(format!("{start}{mark}/{end}{mark}")),
            Some(_) => None,
        }
    }

    /// The single day it names, when it is no interval and the day exists.
    pub fn day(&self) -> Option<Day> {
        self.start.filter(|day| self.end.is_none() && day.exists())
    }

    /// Whether `day` can be within the date.
    pub fn admits(&self, day: Day) -> bool {
        match (self.start, self.end) {
            (Some(start), None) => start.agrees(day),
            (Some(start), Some(end)) => (start..=end).contains(&day) || start.agrees(day) || end.agrees(day),
            (None, _) => true,
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
}

//! One end of a date, read at a given place: `September 23, 1956`, `24.IX.56`, `1956`, or the bare `30` of `30–31 August`.

use crate::record::Day;
use crate::schema::Schemas;

use super::scan::{PLAUSIBLE, dash, digits_end, gap, ordinal, skip, small, word_end, year, year_word};

/// One end of a date: what is stated, and where it stops.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// Last day of `August 30–31, 1956`.
    pub last_day: Option<u8>,
    /// It has the form of a date and cannot be read.
    pub unreadable: bool,
    pub end: usize,
}

impl Point {
    /// The day it names, a missing year taken from `year`.
    pub fn first(self, year: Option<i32>) -> Option<Day> {
        Some(Day { year: self.year.or(year)?, month: self.month, day: self.day })
    }
}

/// Reads one end of a date at exactly this place.
pub(super) fn point(text: &str, at: usize, schemas: &Schemas) -> Option<Point> {
    let first = text[at..].chars().next()?;
    if first.is_alphabetic() {
        return month_first(text, at, schemas);
    }
    let end = digits_end(text, at);
    let number = text[at..end].parse::<i32>().ok()?;
    match end - at {
        1 | 2 => day_first(text, at, end, number, schemas),
        4 => year_first(text, end, number, schemas),
        _ => None,
    }
}

/// `September 23, 1956`, `August 30–31, 1956`, `September, 1956`, `September`.
fn month_first(text: &str, at: usize, schemas: &Schemas) -> Option<Point> {
    let end = word_end(text, at);
    let month = schemas.month(&text[at..end])?;
    let capital = text[at..].starts_with(|c: char| c.is_uppercase());
    let month_only = Point { month: Some(month), end, ..Default::default() };
    let next = gap(text, skip(text, gap(text, skip(text, end, ".")), ","));
    let stop = digits_end(text, next);
    if next == end {
        return Some(month_only);
    }
    if stop - next == 4 {
        return Some(Point { year: Some(year(text, next)?), end: stop, ..month_only });
    }
    let Some(day) = small(text, next) else { return Some(month_only) };
    let mut read = Point { day: Some(day), end: ordinal(text, stop, schemas), ..month_only };
    if let Some((after, false)) = dash(text, read.end)
        && let Some(last) = small(text, after)
        && !text[gap(text, digits_end(text, after))..].starts_with(char::is_alphabetic)
    {
        read.last_day = Some(last);
        read.end = digits_end(text, after);
    }
    let comma = gap(text, skip(text, gap(text, read.end), ","));
    match digits_end(text, comma) - comma {
        4 if comma > read.end => {
            if let Some(year) = year(text, comma) {
                read = Point { year: Some(year), end: digits_end(text, comma), ..read };
            }
        }
        3 | 5.. if comma > read.end => read = Point { unreadable: true, end: digits_end(text, comma), ..read },
        _ if !capital => return None,
        _ => {}
    }
    Some(read)
}

/// `23 September 1956`, `24.IX.56`, `23.09.1956`, `23 September`, or a bare day.
fn day_first(text: &str, at: usize, end: usize, number: i32, schemas: &Schemas) -> Option<Point> {
    let day = u8::try_from(number).ok();
    match text.as_bytes().get(end) {
        Some(b'.') => {
            if let Some(read) = dotted(text, day, end + 1) {
                return Some(read);
            }
        }
        Some(b'/') => return slashed(text, at, end + 1),
        _ => {}
    }
    let bare = Point { day, end: ordinal(text, end, schemas), ..Default::default() };
    let name = gap(text, bare.end);
    let name_end = word_end(text, name);
    let Some(month) = (name > bare.end).then(|| schemas.month(&text[name..name_end])).flatten() else { return Some(bare) };
    let mut read = Point { month: Some(month), end: name_end, ..bare };
    let next = gap(text, skip(text, gap(text, skip(text, name_end, ".")), ","));
    if next > name_end
        && digits_end(text, next) - next == 4
        && let Some(year) = year(text, next)
    {
        read = Point { year: Some(year), end: year_word(text, digits_end(text, next), schemas), ..read };
    }
    Some(read)
}

/// `1956`, `1956-09-23`, `1956 September 23`.
fn year_first(text: &str, end: usize, number: i32, schemas: &Schemas) -> Option<Point> {
    let year = Some(number).filter(|year| PLAUSIBLE.contains(year));
    let bytes = text.as_bytes();
    let two = |at: usize| digits_end(text, at) == at + 2;
    if bytes.get(end) == Some(&b'-') && bytes.get(end + 3) == Some(&b'-') && two(end + 1) && two(end + 4) {
        return Some(Point { year, month: small(text, end + 1), day: small(text, end + 4), end: end + 6, ..Default::default() });
    }
    if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let name = gap(text, end);
    let name_end = word_end(text, name);
    let day = gap(text, skip(text, name_end, "."));
    if name > end
        && day > name_end
        && let (Some(month), Some(number)) = (schemas.month(&text[name..name_end]), small(text, day))
    {
        return Some(Point { year, month: Some(month), day: Some(number), end: digits_end(text, day), ..Default::default() });
    }
    year.map(|year| Point { year: Some(year), end: year_word(text, end, schemas), ..Default::default() })
}

/// The rest of `24.IX.56` or `23.09.1956`: the day comes first.
fn dotted(text: &str, day: Option<u8>, at: usize) -> Option<Point> {
    let at = gap(text, at);
    let month_end = text[at..].find('.').map(|length| at + length).filter(|end| end - at <= 8)?;
    let name = &text[at..month_end];
    let month = match roman_month(name) {
        Some(month) => Some(month),
        None if digits_end(text, at) == month_end && name.len() <= 2 => small(text, at),
        None => None,
    }?;
    let next = gap(text, month_end + 1);
    let end = digits_end(text, next);
    let year = match end - next {
        2 => 1900 + text[next..end].parse::<i32>().ok()?,
        4 => year(text, next)?,
        _ => return None,
    };
    let followed = text[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!followed).then_some(Point { year: Some(year), month: Some(month), day, end, ..Default::default() })
}

/// The rest of `09/23/1956`: read only where one of the first two numbers cannot be a month, or both are one.
fn slashed(text: &str, start: usize, at: usize) -> Option<Point> {
    let (first, second) = (small(text, start)?, small(text, at)?);
    let middle = digits_end(text, at);
    let next = middle + 1;
    let end = digits_end(text, next.min(text.len()));
    if !text[middle..].starts_with('/') || end - next != 4 {
        return None;
    }
    let year = Some(year(text, next)?);
    let (day, month, unreadable) = match (first, second) {
        (13.., 1..=12) => (first, second, false),
        (1..=12, 13..) => (second, first, false),
        _ => (first, second, first != second),
    };
    Some(Point { year, month: Some(month), day: Some(day), unreadable, end, ..Default::default() })
}

/// A Roman month, in one case throughout; the Cyrillic letters that look the same count too.
pub(in crate::parse) fn roman_month(text: &str) -> Option<u8> {
    const NUMERALS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    if !(text.chars().all(char::is_uppercase) || text.chars().all(char::is_lowercase)) || text == "l" {
        return None;
    }
    let latin: String = text
        .chars()
        .flat_map(char::to_uppercase)
        .map(|letter| match letter {
            'Х' => 'X',
            'І' => 'I',
            other => other,
        })
        .collect();
    NUMERALS.iter().zip(1..).find_map(|(numeral, number)| (*numeral == latin).then_some(number))
}

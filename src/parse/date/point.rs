//! One end of a date, read at a given place: `September 23, 1956`, `24.IX.56`, `1956`, or the bare `30` of `30–31 August`.

use crate::record::{Day, Season};
use crate::schema::Schemas;

use super::scan::{PLAUSIBLE, dash, digits_end, gap, joining_word, ordinal, phrase_at, skip, small, word_end, year, year_word};

/// One end of a date: what is stated, and where it stops.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// Last day of `August 30–31, 1956`.
    pub last_day: Option<u8>,
    /// The season of a year.
    pub season: Option<Season>,
    /// The last digit of the year is left open: "the 1950s".
    pub decade: bool,
    /// Half of `28.X–4.XI.1956`, which says nothing without its other half.
    pub half: bool,
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
        return month_first(text, at, schemas).or_else(|| season_first(text, at, schemas));
    }
    let end = digits_end(text, at);
    let number = text[at..end].parse::<i32>().ok()?;
    match end - at {
        1 | 2 => day_first(text, at, end, number, schemas),
        3 => open_digit(text, end, number),
        4 => year_first(text, end, number, schemas),
        _ => None,
    }
}

/// `195X`; a dash in place of the digit needs its question mark (`195-?`), else it is an interval of something.
fn open_digit(text: &str, end: usize, number: i32) -> Option<Point> {
    let sign = ["X", "x", "Х", "-"].into_iter().find(|sign| text[end..].starts_with(sign))?;
    let after = &text[end + sign.len()..];
    let alone = if sign == "-" { after.starts_with('?') } else { !after.starts_with(char::is_alphanumeric) };
    let year = Some(number * 10).filter(|year| PLAUSIBLE.contains(year) && alone)?;
    Some(Point { year: Some(year), decade: true, end: end + sign.len(), ..Default::default() })
}

/// `summer 1956`, `summer of 1956`, `летом 1956 г.`.
fn season_first(text: &str, at: usize, schemas: &Schemas) -> Option<Point> {
    let end = word_end(text, at);
    let season = season(&text[at..end], schemas)?;
    let next = joining_word(text, gap(text, skip(text, end, ",")), schemas);
    let year = Some(year(text, next)?).filter(|_| next > end)?;
    Some(Point { year: Some(year), season: Some(season), end: year_word(text, digits_end(text, next), schemas), ..Default::default() })
}

/// The season of this name.
pub(super) fn season(word: &str, schemas: &Schemas) -> Option<Season> {
    let mut named = schemas.phrases("season").filter_map(|pair| pair.split_once('='));
    let (_, number) = named.find(|(name, _)| phrase_at(word, name) == Some(word.len()))?;
    Season::numbered(number.parse().ok()?)
}

/// `September 23, 1956`, `August 30–31, 1956`, `September, 1956`, `September`.
fn month_first(text: &str, at: usize, schemas: &Schemas) -> Option<Point> {
    let end = word_end(text, at);
    let month = schemas.month(&text[at..end])?;
    let capital = text[at..].starts_with(|c: char| c.is_uppercase());
    let month_only = Point { month: Some(month), end, ..Default::default() };
    let next = joining_word(text, gap(text, skip(text, gap(text, skip(text, end, ".")), ",")), schemas);
    let stop = digits_end(text, next);
    if next == end {
        return Some(month_only);
    }
    if stop - next == 4 {
        return Some(Point { year: Some(year(text, next)?), end: year_word(text, stop, schemas), ..month_only });
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
    if let Some(read) = compact(text, day, end).or_else(|| numeric(text, at, end)) {
        return Some(read);
    }
    let bare = Point { day, end: ordinal(text, end, schemas), ..Default::default() };
    let name = gap(text, bare.end);
    let name_end = word_end(text, name);
    let Some(month) = (name > bare.end).then(|| schemas.month(&text[name..name_end])).flatten() else { return Some(bare) };
    let mut read = Point { month: Some(month), end: name_end, ..bare };
    let dotted = skip(text, name_end, ".");
    if dash(text, dotted).is_some() {
        read.end = dotted;
    }
    let next = joining_word(text, gap(text, skip(text, gap(text, dotted), ",")), schemas);
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
    if let Some(month) = iso_month(text, end) {
        return Some(Point { year, month: Some(month), end: end + 3, ..Default::default() });
    }
    if let Some(stop) = decade_ending(text, end, number, schemas) {
        return Some(Point { year, decade: true, end: year_word(text, stop, schemas), ..Default::default() });
    }
    if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    // "1956 September 23", "1956. október 23."; a capital after a full stop begins a sentence.
    let name = gap(text, skip(text, end, "."));
    let stopped = text[end..].starts_with('.');
    let name_end = word_end(text, name);
    let day = gap(text, skip(text, name_end, "."));
    if name > end
        && day > name_end
        && !(stopped && text[name..].starts_with(char::is_uppercase))
        && let (Some(month), Some(number)) = (schemas.month(&text[name..name_end]), small(text, day))
        && !digits_open_a_year(text, digits_end(text, day))
    {
        let stop = digits_end(text, day);
        return Some(Point { year, month: Some(month), day: Some(number), end: stop, ..Default::default() });
    }
    year.map(|year| Point { year: Some(year), end: year_word(text, end, schemas), ..Default::default() })
}

/// The month of `1956-09/1956-10`, which only a second one tells from the last year of `1956-57`.
fn iso_month(text: &str, end: usize) -> Option<u8> {
    let is_month = |text: &str| matches!(text.as_bytes(), [a, b, c, d, b'-', ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()));
    let stop = end + 3;
    let after = text[end..].starts_with('-').then(|| text.get(stop..)).flatten()?;
    let paired = after.strip_prefix('/').is_some_and(is_month)
        || text[..end - 4].ends_with('/') && text[..end - 5].ends_with(|c: char| c.is_ascii_digit());
    small(text, end + 1).filter(|month| paired && (1..=12).contains(month) && !after.starts_with(|c: char| c == '-' || c.is_alphanumeric()))
}

/// In "1953, March 5, 1956" the day has a year of its own.
fn digits_open_a_year(text: &str, at: usize) -> bool {
    let next = gap(text, skip(text, gap(text, at), ","));
    next > at && year(text, next).is_some()
}

/// Where the ending of "1950s" or "1950-х" stops; a century, such as "the 1900s", is nobody's decade.
fn decade_ending(text: &str, end: usize, number: i32, schemas: &Schemas) -> Option<usize> {
    let whole = |stop: &usize| !text[*stop..].starts_with(char::is_alphanumeric);
    let stop = schemas.phrases("decade-ending").filter_map(|ending| Some(end + phrase_at(&text[end..], ending)?)).filter(whole).max()?;
    (number % 10 == 0 && number % 100 != 0).then_some(stop)
}

/// The rest of `24.IX.56`, `5/III-53`, `5 III 1953` or `23.09.1956`: the day comes first.
fn compact(text: &str, day: Option<u8>, end: usize) -> Option<Point> {
    let sign = text[end..].chars().next().filter(|c| matches!(c, '.' | '/' | '-' | ' '))?;
    let at = if sign == '.' { gap(text, end + 1) } else { end + 1 };
    let letters = word_end(text, at);
    let (month, month_end) = if letters > at {
        // Other signs than dots set off capitals only: "5/i-53" is anything.
        (roman_month(&text[at..letters]).filter(|_| sign == '.' || text[at..].starts_with(char::is_uppercase))?, letters)
    } else {
        (small(text, at).filter(|_| sign == '.' && digits_end(text, at) > at)?, digits_end(text, at))
    };
    let point = Point { month: Some(month), day, ..Default::default() };
    let roman = letters > at;
    if let Some(end) = half_of_interval(text, month_end, sign).filter(|_| day.is_some_and(|day| (1..=31).contains(&day)) && month <= 12) {
        return Some(Point { half: true, end, ..point });
    }
    let second = text[month_end..].chars().next().filter(|c| *c == '.' || roman && matches!(c, '/' | '-' | ' '))?;
    let next = if matches!(second, '.') { gap(text, month_end + 1) } else { month_end + 1 };
    let stop = digits_end(text, next);
    let year = match stop - next {
        2 if sign != ' ' && second != ' ' => 1900 + text[next..stop].parse::<i32>().ok()?,
        4 => year(text, next)?,
        _ => return None,
    };
    let followed = text[stop..].strip_prefix(['.', '-', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!followed || text[stop..].starts_with('-') && sign == '.').then_some(Point { year: Some(year), end: stop, ..point })
}

/// Whether a dash and another day with dots follow: the first half of `28.X–4.XI.1956`.
fn half_of_interval(text: &str, month_end: usize, sign: char) -> Option<usize> {
    let end = skip(text, month_end, ".");
    let (after, slash) = dash(text, end).filter(|_| sign == '.')?;
    let stop = digits_end(text, after);
    (!slash && (1..=2).contains(&(stop - after)) && text[stop..].starts_with('.')).then_some(end)
}

/// `09/23/1956`, `23-09-1956`: read only where one of the first two numbers cannot be a month, or both are one.
fn numeric(text: &str, start: usize, end: usize) -> Option<Point> {
    let sign = text[end..].chars().next().filter(|c| matches!(c, '/' | '-'))?;
    let at = end + 1;
    let (first, second) = (small(text, start)?, small(text, at)?);
    let middle = digits_end(text, at);
    let next = middle + 1;
    let stop = digits_end(text, next.min(text.len()));
    if !text[middle..].starts_with(sign) || stop - next != 4 {
        return None;
    }
    let year = Some(year(text, next)?);
    let (day, month, unreadable) = match (first, second) {
        (13.., 1..=12) => (first, second, false),
        (1..=12, 13..) => (second, first, false),
        _ => (first, second, first != second),
    };
    Some(Point { year, month: Some(month), day: Some(day), unreadable, end: stop, ..Default::default() })
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

//! Dates as citations and documents write them, from `September 23, 1956` to `24.IX.56` and `30–31 August 1956`.
//!
//! Finds and reads; whether a day exists is asked of [`Day`], month names come from the schemas. What looks like a
//! date and cannot be read stays as written, with no start: a misspelt month, `03/04/1956`, `n.d.`.

use std::ops::Range;

use crate::record::{ArchivalDate, Day};
use crate::schema::Schemas;

mod framing;
mod interval;
mod point;
mod scan;
#[cfg(test)]
mod tests;

use framing::framed;
use interval::interval;
pub(super) use point::roman_month;
use point::{Point, point, season};
use scan::{digits_end, find_phrase, gap, opens_number, skip, word_before, word_end, year};

/// A day and a month without a year, as texts name them that say their year elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartialDay {
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl PartialDay {
    /// The day in a given year.
    pub fn in_year(self, year: i32) -> Day {
        Day::new(year, self.month, self.day)
    }
}

/// What a text says of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dating {
    /// A date; without a start when the words look like one and cannot be read.
    Date(ArchivalDate),
    /// A day and a month.
    WithoutYear(PartialDay),
}

impl Dating {
    /// The full day it names, a missing year taken from `year`; `None` for months, years, intervals and impossible days.
    pub fn day(&self, year: Option<i32>) -> Option<Day> {
        let day = match self {
            Dating::Date(date) => date.day()?,
            Dating::WithoutYear(partial) => partial.in_year(year?),
        };
        (day.day.is_some() && day.exists()).then_some(day)
    }
}

/// Reads the first date of a short string; days without a year are passed over.
pub fn read_date(text: &str, schemas: &Schemas) -> Option<(Range<usize>, ArchivalDate)> {
    let dated = dates_in(text, schemas).find_map(|(range, dating)| match dating {
        Dating::Date(date) => Some((range, date)),
        Dating::WithoutYear(_) => None,
    });
    let before = &text[..dated.as_ref().map_or(text.len(), |(range, _)| range.start)];
    let phrases: Vec<&str> = schemas.phrases("undated").collect();
    match find_phrase(before, &phrases) {
        Some(range) => Some((range.clone(), ArchivalDate { as_written: text[range].to_owned(), ..Default::default() })),
        None => dated,
    }
}

/// Reads a field that should be a date and nothing else; its words are kept whatever they say.
pub fn whole_date(text: &str, schemas: &Schemas) -> ArchivalDate {
    let text = text.trim();
    let as_written = text.to_owned();
    let Some((range, Dating::Date(mut date))) = dates_in(text, schemas).next() else {
        return ArchivalDate { as_written, ..Default::default() };
    };
    let around = [&text[..range.start], &text[range.end..]];
    if let Some(open) = framing::open_end(around) {
        return framing::opened(date, open, as_written);
    }
    if around.iter().any(|rest| rest.chars().any(char::is_alphanumeric)) {
        return ArchivalDate { as_written, ..Default::default() };
    }
    date.uncertain |= around[1].contains('?');
    ArchivalDate { as_written, ..date }
}

/// Finds the dates of a text, in order and without overlap. Looks only around digits.
pub fn dates_in<'t>(text: &'t str, schemas: &'t Schemas) -> impl Iterator<Item = (Range<usize>, Dating)> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
            let anchor = at + found;
            let floor = at;
            at = digits_end(text, anchor);
            if !opens_number(text, anchor) {
                continue;
            }
            if let Some((range, dating)) = date_around(text, anchor, floor, schemas) {
                at = range.end.max(at);
                return Some((range, dating));
            }
        }
        None
    })
}

fn date_around(text: &str, anchor: usize, floor: usize, schemas: &Schemas) -> Option<(Range<usize>, Dating)> {
    let start = name_before(text, anchor, floor, schemas).unwrap_or(anchor);
    let first = point(text, start, schemas)?;
    if first.month.is_none()
        && let Some(range) = misspelt(text, anchor, floor, schemas)
    {
        let as_written = text[range.clone()].to_owned();
        return Some((range, Dating::Date(ArchivalDate { as_written, ..Default::default() })));
    }
    let (range, dating) = match interval(text, start, floor, first, schemas) {
        Some((range, date)) => (range, Dating::Date(date)),
        None => (start..first.end, single(first)?),
    };
    Some(framed(text, range, floor, dating, schemas))
}

/// A date of one point.
fn single(point: Point) -> Option<Dating> {
    let date = |start, end| Some(Dating::Date(ArchivalDate { start, end, ..Default::default() }));
    match (point.year, point.month, point.day) {
        _ if point.half => None,
        _ if point.unreadable => date(None, None),
        (Some(year), _, _) if point.decade => Some(Dating::Date(ArchivalDate::decade(year))),
        (Some(year), _, _) if point.season.is_some() => Some(Dating::Date(ArchivalDate::in_season(year, point.season?))),
        (Some(_), _, _) => date(point.first(None), point.last_day.and_then(|day| Point { day: Some(day), ..point }.first(None))),
        // "August 30–31" is two days and has no year: nothing to calculate with.
        (None, Some(_), Some(_)) if point.last_day.is_some() => date(None, None),
        (None, Some(month), Some(day)) => Some(Dating::WithoutYear(PartialDay { month, day })),
        _ => None,
    }
}

/// Where a month or a season begins that the digits at `anchor` belong to.
fn name_before(text: &str, anchor: usize, floor: usize, schemas: &Schemas) -> Option<usize> {
    let four = digits_end(text, anchor) - anchor == 4;
    let mut word = word_before(text, anchor, floor)?;
    if four && schemas.phrases("before-year").any(|joining| joining == &text[word.clone()]) {
        word = word_before(text, word.start, floor)?;
    }
    if schemas.month(&text[word.clone()]).is_none() {
        return (four && season(&text[word.clone()], schemas).is_some()).then_some(word.start);
    }
    // "September–October 1956" begins one word earlier.
    let before = text[floor..word.start].trim_end().strip_suffix(['-', '–', '—']);
    let earlier = before.and_then(|before| word_before(text, floor + before.len(), floor).filter(|_| four));
    Some(earlier.filter(|word| schemas.month(&text[word.clone()]).is_some()).map_or(word.start, |word| word.start))
}

/// `Septembr 23, 1956`, `23 Septembr 1956`, `Septembr 1956`: the form of a date around a word that is nearly a month.
fn misspelt(text: &str, anchor: usize, floor: usize, schemas: &Schemas) -> Option<Range<usize>> {
    let end = digits_end(text, anchor);
    let year_at = |at: usize| year(text, at).map(|_| digits_end(text, at));
    let before = || word_before(text, anchor, floor).filter(|word| nearly_month(&text[word.clone()], schemas));
    match end - anchor {
        4 => year_at(anchor).and_then(|_| before()).map(|word| word.start..end),
        1 | 2 => {
            if let Some(stop) = year_at(gap(text, skip(text, gap(text, end), ","))) {
                return Some(before()?.start..stop);
            }
            let name = gap(text, end);
            let name_end = word_end(text, name);
            let stop = year_at(gap(text, skip(text, name_end, ",")))?;
            (name > end && nearly_month(&text[name..name_end], schemas)).then_some(anchor..stop)
        }
        _ => None,
    }
}

fn nearly_month(word: &str, schemas: &Schemas) -> bool {
    let length = word.chars().count();
    if length < 5 || schemas.month(word).is_some() {
        return false;
    }
    let (word, most) = (word.to_lowercase(), if length < 7 { 1 } else { 2 });
    let names = schemas.months.iter().flat_map(|month| &month.names);
    names.filter(|name| name.chars().count() >= 5).any(|name| strsim::damerau_levenshtein(name, &word) <= most)
}

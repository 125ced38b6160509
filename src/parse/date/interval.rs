//! Two ends of a date and what joins them: a dash, a slash, words, or the brackets of a day in both calendars.

use std::ops::Range;

use crate::record::{ArchivalDate, Day};
use crate::schema::Schemas;

use super::point::{Point, point};
use super::scan::{dash, digits_end, gap, phrase_at, phrase_at_end, skip, small, word_end, year, year_word};

/// Two points and what joins them, from `start` on; `None` where the first point stands alone.
pub(super) fn interval(text: &str, start: usize, floor: usize, first: Point, schemas: &Schemas) -> Option<(Range<usize>, ArchivalDate)> {
    if let Some((end, date)) = both_calendars(text, first, schemas) {
        return Some((start..end, date));
    }
    if let Some((after, slash)) = dash(text, first.end)
        && let Some(second) = point(text, after, schemas)
    {
        let (end, date) = joined(text, first, second, slash, schemas)?;
        return Some((start..end, date));
    }
    let (from, after) = joined_by_word(text, start, floor, first, schemas)?;
    let (end, date) = joined(text, first, point(text, after, schemas)?, false, schemas)?;
    Some((from..end, date))
}

/// `from 1 to 3 March 1953`, `between 1953 and 1956`, `27 February 1953 to 3 March 1953`: where it begins and the second
/// point stands. Without a word in front, the first point must have a year.
fn joined_by_word(text: &str, start: usize, floor: usize, first: Point, schemas: &Schemas) -> Option<(usize, usize)> {
    let at = gap(text, first.end);
    let end = word_end(text, at);
    let after = gap(text, end);
    if at == first.end || after == end {
        return None;
    }
    let before = text[floor..start].trim_end();
    schemas.phrases("interval").filter_map(|pair| pair.split_once('=')).find_map(|(opening, joining)| {
        (phrase_at(&text[at..end], joining)? == end - at).then_some(())?;
        let opened = (!opening.is_empty()).then(|| phrase_at_end(before, opening)).flatten().map(|found| floor + found);
        match opened {
            Some(from) => Some((from, after)),
            None if opening.is_empty() && first.year.is_some() => Some((start, after)),
            None => None,
        }
    })
}

/// What two points are together.
fn joined(text: &str, first: Point, second: Point, slash: bool, schemas: &Schemas) -> Option<(usize, ArchivalDate)> {
    let read = |start, end| Some((second.end, ArchivalDate { start, end, ..Default::default() }));
    let bare = |point: Point| point.year.is_none() && point.month.is_none();
    if first.unreadable || second.unreadable || first.last_day.is_some() || second.half {
        return None;
    }
    if first.year.is_some() && first.month.is_none() && bare(second) {
        return short_year(first, second, &text[first.end..second.end], schemas, text);
    }
    if first.season.is_some() || second.season.is_some() {
        return None;
    }
    let old = Day { year: first.year.or(second.year)?, month: first.month.or(second.month), day: first.day };
    let new = second.first(None);
    if slash && second.day.is_some() && new.is_some_and(|new| old.is_old_style_of(new)) {
        return read(new, None);
    }
    let alike = first.month.is_some() == second.month.is_some() && first.day.is_some() == second.day.is_some();
    let decade = |point: Point, day: Option<Day>| day.map(|day| if point.decade { Day { year: day.year + 9, ..day } } else { day });
    let next_day = first.day.and_then(|day| day.checked_add(1));
    match (first.year, second.year) {
        (Some(_), Some(_)) if alike => read(first.first(None), decade(second, second.first(None))),
        (None, Some(year)) if bare(first) && second.day.is_some() && (!slash || next_day == second.day) => {
            read(Point { month: second.month, ..first }.first(Some(year)), second.first(None))
        }
        (None, Some(year)) if !slash && alike && !bare(first) => read(first.first(Some(year)), second.first(None)),
        _ => None,
    }
}

/// `1944-45` is an interval, `1956-09` a month, `1956-22` a season.
fn short_year(first: Point, second: Point, digits: &str, schemas: &Schemas, text: &str) -> Option<(usize, ArchivalDate)> {
    let (year, number) = (first.year?, second.day?);
    if digits.chars().filter(char::is_ascii_digit).count() != 2 || digits.contains(char::is_whitespace) {
        return None;
    }
    let start = Day { year, month: None, day: None };
    let end = year_word(text, second.end, schemas);
    if i32::from(number) > year % 100 {
        // "Winter 1956–57" is the winter that began in 1956.
        let season = first.season.map(|season| (end, ArchivalDate::in_season(year, season)));
        let last = Day { year: year - year % 100 + i32::from(number), ..start };
        return season.or(Some((end, ArchivalDate { start: Some(start), end: Some(last), ..Default::default() })));
    }
    if !digits.starts_with('-') || first.season.is_some() || first.decade {
        return None;
    }
    let season = crate::record::Season::numbered(number).map(|season| ArchivalDate::in_season(year, season));
    let month = (1..=12).contains(&number).then_some(Day { month: Some(number), ..start });
    let date = season.or(month.map(|start| ArchivalDate { start: Some(start), ..Default::default() }))?;
    Some((second.end, date))
}

/// `25 октября (7 ноября) 1917 г.`, `12 (25) января 1905 г.`, `January 9 (22), 1905`: the day of the new calendar. Read
/// only where the two days are as far apart as the calendars were.
fn both_calendars(text: &str, first: Point, schemas: &Schemas) -> Option<(usize, ArchivalDate)> {
    let open = gap(text, first.end);
    if first.day.is_none() || !text[open..].starts_with('(') {
        return None;
    }
    let second = point(text, open + 1, schemas)?;
    let close = gap(text, second.end);
    let after = close + text[close..].starts_with(')').then_some(1)?;
    let mut end = after;
    let tail = gap(text, skip(text, gap(text, after), ","));
    let mut third = Point::default();
    if second.year.is_none() && tail < text.len() {
        if let Some(year) = year(text, tail) {
            end = year_word(text, digits_end(text, tail), schemas);
            third.year = Some(year);
        } else if small(text, tail).is_none()
            && let Some(month) = point(text, tail, schemas).filter(|month| month.day.is_none())
        {
            (third, end) = (month, year_word(text, month.end, schemas));
        }
    }
    let year = second.year.or(third.year).or(first.year)?;
    let new = Day { year, month: second.month.or(third.month).or(first.month), day: second.day };
    let old = Day { year: first.year.unwrap_or(year), month: first.month.or(third.month), day: first.day };
    old.is_old_style_of(new).then(|| (end, ArchivalDate { start: Some(new), ..Default::default() }))
}

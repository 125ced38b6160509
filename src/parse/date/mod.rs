//! Dates as citations and documents write them, from `September 23, 1956` to `24.IX.56` and `30–31 August 1956`.
//!
//! Finds and reads; whether a day exists is asked of [`Day`], month names come from the schemas. What looks like a
//! date and cannot be read stays as written, with no start: a misspelt month, `03/04/1956`, `n.d.`.

use std::ops::Range;

use crate::record::{ArchivalDate, Day};
use crate::schema::Schemas;

mod point;
mod scan;

pub(super) use point::roman_month;
use point::{Point, point};
use scan::{dash, digits_end, find_phrase, gap, opens_number, phrase_at_end, skip, word_before, word_end, year};

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
    let start = month_before(text, anchor, floor, schemas).unwrap_or(anchor);
    let first = point(text, start, schemas)?;
    if first.month.is_none()
        && let Some(range) = misspelt(text, anchor, floor, schemas)
    {
        let as_written = text[range.clone()].to_owned();
        return Some((range, Dating::Date(ArchivalDate { as_written, ..Default::default() })));
    }
    let second = dash(text, first.end).and_then(|(after, slash)| Some((point(text, after, schemas)?, slash)));
    let (end, dating) = match second.and_then(|(second, slash)| interval(text, first, second, slash)) {
        Some(read) => read,
        None => (first.end, single(first)?),
    };
    Some(surroundings(text, start..end, floor, dating, schemas))
}

/// A date of one point.
fn single(point: Point) -> Option<Dating> {
    let date = |start, end| Some(Dating::Date(ArchivalDate { start, end, ..Default::default() }));
    match (point.year, point.month, point.day) {
        _ if point.unreadable => date(None, None),
        (Some(_), _, _) => date(point.first(None), point.last_day.and_then(|day| Point { day: Some(day), ..point }.first(None))),
        // "August 30–31" is two days and has no year: nothing to calculate with.
        (None, Some(_), Some(_)) if point.last_day.is_some() => date(None, None),
        (None, Some(month), Some(day)) => Some(Dating::WithoutYear(PartialDay { month, day })),
        _ => None,
    }
}

/// Where a month begins that the digits at `anchor` belong to.
fn month_before(text: &str, anchor: usize, floor: usize, schemas: &Schemas) -> Option<usize> {
    let word = word_before(text, anchor, floor).filter(|word| schemas.month(&text[word.clone()]).is_some())?;
    // "September–October 1956" begins one word earlier.
    let before = text[floor..word.start].trim_end().strip_suffix(['-', '–', '—']);
    let earlier =
        before.and_then(|before| word_before(text, floor + before.len(), floor).filter(|_| digits_end(text, anchor) - anchor == 4));
    Some(earlier.filter(|word| schemas.month(&text[word.clone()]).is_some()).map_or(word.start, |word| word.start))
}

/// Two points and the stroke between them.
fn interval(text: &str, first: Point, second: Point, slash: bool) -> Option<(usize, Dating)> {
    let read = |start, end| Some((second.end, Dating::Date(ArchivalDate { start, end, ..Default::default() })));
    let bare = |point: Point| point.year.is_none() && point.month.is_none();
    if first.unreadable || second.unreadable || first.last_day.is_some() {
        return None;
    }
    if first.year.is_some() && first.month.is_none() && bare(second) {
        let digits = &text[first.end..second.end];
        return short_year(first, second, digits);
    }
    let alike = first.month.is_some() == second.month.is_some() && first.day.is_some() == second.day.is_some();
    match (first.year, second.year) {
        (Some(_), Some(_)) if alike => read(first.first(None), second.first(None)),
        (None, Some(year)) if !slash && bare(first) && second.day.is_some() => {
            read(Point { month: second.month, ..first }.first(Some(year)), second.first(None))
        }
        (None, Some(year)) if !slash && alike && !bare(first) => read(first.first(Some(year)), second.first(None)),
        // "30–31 August" is two days and has no year: nothing to calculate with.
        (None, None) if bare(first) && second.month.is_some() => read(None, None),
        _ => None,
    }
}

/// `1944-45` is an interval, `1956-09` a month.
fn short_year(first: Point, second: Point, digits: &str) -> Option<(usize, Dating)> {
    let (year, number) = (first.year?, second.day?);
    if digits.chars().filter(char::is_ascii_digit).count() != 2 || digits.contains(char::is_whitespace) {
        return None;
    }
    let start = Day { year, month: None, day: None };
    let date = if i32::from(number) > year % 100 {
        ArchivalDate { start: Some(start), end: Some(Day { year: year - year % 100 + i32::from(number), ..start }), ..Default::default() }
    } else if digits.starts_with('-') && (1..=12).contains(&number) {
        ArchivalDate { start: Some(Day { month: Some(number), ..start }), ..Default::default() }
    } else {
        return None;
    };
    Some((second.end, Dating::Date(date)))
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

/// Takes in what belongs to the date: weekday, circa, a question mark, square brackets.
fn surroundings(text: &str, range: Range<usize>, floor: usize, dating: Dating, schemas: &Schemas) -> (Range<usize>, Dating) {
    let Dating::Date(mut date) = dating else { return (range, dating) };
    let Range { mut start, mut end } = range;
    for (kind, circa) in [("weekday", false), ("circa", true)] {
        let before = text[floor..start].trim_end_matches([' ', ',']);
        if let Some(found) = schemas.phrases(kind).find_map(|phrase| phrase_at_end(before, phrase)) {
            start = floor + found;
            date.approximate |= circa;
        }
    }
    if text[end..].starts_with('?') {
        end += 1;
        date.uncertain = true;
    }
    if text[floor..start].ends_with('[') && text[end..].starts_with(']') {
        (start, end) = (start - 1, end + 1);
        date.uncertain = true;
    }
    date.as_written = text[start..end].to_owned();
    (start..end, Dating::Date(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> String {
        let schemas = Schemas::builtin();
        let date = whole_date(text, &schemas);
        assert_eq!(date.as_written, text.trim(), "the words are kept");
        date.edtf().unwrap_or_default()
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        let table = [
            ("September 23, 1956", "1956-09-23"),
            ("February 03, 1949", "1949-02-03"),
            ("September, 1956", "1956-09"),
            ("September 1956", "1956-09"),
            ("Sept. 23, 1956", "1956-09-23"),
            ("23 September 1956", "1956-09-23"),
            ("23rd September 1956", "1956-09-23"),
            ("23 сентября 1956 г.", "1956-09-23"),
            ("1956 г.", "1956"),
            ("24.IX.56", "1956-09-24"),
            ("24. IX. 1956", "1956-09-24"),
            ("24.IХ.56", "1956-09-24"),
            ("23.09.1956", "1956-09-23"),
            ("09/23/1956", "1956-09-23"),
            ("05/05/1956", "1956-05-05"),
            ("1956-09-23", "1956-09-23"),
            ("1956-09-23/1956-09-24", "1956-09-23/1956-09-24"),
            ("1956 September 23", "1956-09-23"),
            ("1956", "1956"),
            ("1956-09", "1956-09"),
            ("[September 1956]", "1956-09?"),
            ("1956?", "1956?"),
            ("[1956?]", "1956?"),
            ("ca. 1956", "1956~"),
            ("late August 1956", "1956-08~"),
            ("Sunday, 23 September 1956", "1956-09-23"),
            ("30–31 August 1956", "1956-08-30/1956-08-31"),
            ("30-31 August 1956", "1956-08-30/1956-08-31"),
            ("August 30–31, 1956", "1956-08-30/1956-08-31"),
            ("30 August – 2 September 1956", "1956-08-30/1956-09-02"),
            ("August 30 - September 2, 1956", "1956-08-30/1956-09-02"),
            ("September–October 1956", "1956-09/1956-10"),
            ("1956-1957", "1956/1957"),
            ("1956–1957", "1956/1957"),
            ("1944-45", "1944/1945"),
            ("1956/57", "1956/1957"),
        ];
        for (text, wanted) in table {
            assert_eq!(edtf(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_stays_as_written() {
        let schemas = Schemas::builtin();
        let table = ["03/04/1956", "n.d.", "undated", "Septembr 23, 1956", "23 Septembr 1956", "September 23, 19956", "30-31 August"];
        for text in table {
            assert_eq!(whole_date(text, &schemas).start, None, "{text}");
            let (range, date) = read_date(text, &schemas).unwrap_or_else(|| panic!("{text} has the form of a date"));
            assert_eq!((&text[range], date.start), (text, None));
        }
        assert_eq!(whole_date("", &schemas), ArchivalDate::default());
        assert_eq!(whole_date("23 September", &schemas).start, None);
        assert_eq!(whole_date("September 23, 1956 or so", &schemas).start, None);
    }

    #[test]
    fn an_impossible_day_is_read_and_does_not_exist() {
        let schemas = Schemas::builtin();
        for (text, day) in [
            ("31 September 1956", Day::new(1956, 9, 31)),
            ("February 30, 1957", Day::new(1957, 2, 30)),
            ("2015-13-27", Day::new(2015, 13, 27)),
        ] {
            let date = whole_date(text, &schemas);
            assert_eq!((date.start, date.edtf()), (Some(day), None), "{text}");
            assert!(!day.exists());
        }
    }

    #[test]
    fn the_first_date_of_a_citation_is_found() {
        let schemas = Schemas::builtin();
        let text = "\"Telegram,\" September 23, 1956, Digital Archive, GARF, Fond 5446, Listy 3-6.";
        let (range, date) = read_date(text, &schemas).expect("a date");
        assert_eq!((&text[range], date.day()), ("September 23, 1956", Some(Day::new(1956, 9, 23))));
        assert_eq!(read_date("GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6", &schemas), None);
        assert_eq!(read_date("spets N1451-1456, ll. 5.46, 18/1956", &schemas), None);
    }

    #[test]
    fn running_text_yields_days_without_a_year() {
        let schemas = Schemas::builtin();
        let text = "Met on 22 September, again on May 3 and 24 сентября 1956 г., but not in may 4 or the 1950s.";
        let found: Vec<_> = dates_in(text, &schemas).map(|(range, dating)| (&text[range], dating.day(Some(1956)))).collect();
        let wanted = [
            ("22 September", Some(Day::new(1956, 9, 22))),
            ("May 3", Some(Day::new(1956, 5, 3))),
            ("24 сентября 1956 г.", Some(Day::new(1956, 9, 24))),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn no_text_makes_it_panic() {
        let schemas = Schemas::builtin();
        for text in
            ["1", "1-", "1.", "1/", "1/2", "1/2/", "May", "1956-", "1956-0", "[1956", "99 ", "№ 1.é", "23 é", "é1956é", "1.I", "1.é.56"]
        {
            let _ = (read_date(text, &schemas), whole_date(text, &schemas), dates_in(text, &schemas).count());
        }
    }
}

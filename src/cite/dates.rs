//! Dates in English words, as American citations print them.

use crate::record::{ArchivalDate, Day};
use crate::schema::Schemas;

/// The date in words: `September 23, 1956`, `September 1956`, `August 30–31, 1956`, `[1956?]`, `ca. 1956`.
///
/// `None` when the words of the source could not be read as a date, or name a day that does not exist.
pub(super) fn in_words(date: &ArchivalDate, schemas: &Schemas) -> Option<String> {
    let start = date.start.filter(|day| day.exists())?;
    let plain = match date.end {
        None => day(start, schemas),
        Some(end) if !end.exists() => return None,
        Some(end) if end == start => day(start, schemas),
        Some(end) => interval(start, end, schemas),
    };
    let dated = if date.approximate { format!("ca. {plain}") } else { plain };
    Some(if date.uncertain { format!("[{dated}?]") } else { dated })
}

/// One day, month or year.
pub(super) fn day(day: Day, schemas: &Schemas) -> String {
    let name = day.month.and_then(|month| schemas.month_in_english(month));
    match (name, day.day) {
        (Some(month), Some(number)) => format!("{month} {number}, {}", day.year),
        (Some(month), None) => format!("{month} {}", day.year),
        (None, _) if day.month.is_none() => day.year.to_string(),
        // A month without an English name in the tables: the figures say the same.
        (None, _) => day.to_string(),
    }
}

fn interval(start: Day, end: Day, schemas: &Schemas) -> String {
    let month = |day: Day| day.month.and_then(|month| schemas.month_in_english(month));
    let same_year = start.year == end.year;
    match (month(start), start.day, month(end), end.day) {
        (Some(name), Some(first), Some(_), Some(last)) if same_year && start.month == end.month => {
            format!("{name} {first}–{last}, {}", start.year)
        }
        (Some(from), Some(first), Some(to), Some(last)) if same_year => format!("{from} {first}–{to} {last}, {}", start.year),
        (Some(from), None, Some(to), None) if same_year => format!("{from}–{to} {}", start.year),
        _ => format!("{}–{}", day(start, schemas), day(end, schemas)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_dates() {
        let schemas = Schemas::builtin();
        let (month, year) = (|m| Day { year: 1956, month: Some(m), day: None }, |year| Day { year, month: None, day: None });
        let full = |m, d| Day::new(1956, m, d);
        for (start, end, expected) in [
            (full(9, 23), None, "September 23, 1956"),
            (month(9), None, "September 1956"),
            (year(1956), None, "1956"),
            (full(8, 30), Some(full(8, 31)), "August 30–31, 1956"),
            (full(8, 30), Some(full(9, 2)), "August 30–September 2, 1956"),
            (Day::new(1955, 12, 30), Some(full(1, 2)), "December 30, 1955–January 2, 1956"),
            (month(8), Some(month(9)), "August–September 1956"),
            (year(1956), Some(year(1957)), "1956–1957"),
        ] {
            let date = ArchivalDate { start: Some(start), end, ..Default::default() };
            assert_eq!(in_words(&date, &schemas).as_deref(), Some(expected));
        }
    }

    #[test]
    fn doubt_stands_in_brackets() {
        let schemas = Schemas::builtin();
        let start = Some(Day { year: 1956, month: None, day: None });
        let date = |uncertain, approximate| ArchivalDate { start, uncertain, approximate, ..Default::default() };
        assert_eq!(in_words(&date(true, false), &schemas).as_deref(), Some("[1956?]"));
        assert_eq!(in_words(&date(false, true), &schemas).as_deref(), Some("ca. 1956"));
        let impossible = ArchivalDate { start: Some(Day::new(1956, 9, 31)), ..Default::default() };
        assert_eq!(in_words(&impossible, &schemas), None);
    }
}

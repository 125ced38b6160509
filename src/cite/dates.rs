//! Dates in English words, as American citations print them.

use crate::record::{ArchivalDate, DateForm, Day, Season};
use crate::schema::Schemas;

/// The date in words: `September 23, 1956`, `September 1956`, `August 30–31, 1956`, `[1956?]`, `ca. 1956`,
/// `before March 5, 1953`, `summer 1956`, `1950s`.
///
/// `None` when the words of the source could not be read as a date, or name a day that does not exist.
pub(super) fn in_words(date: &ArchivalDate, schemas: &Schemas) -> Option<String> {
    // What EDTF cannot say is no date.
    date.edtf()?;
    let one = |found: Option<Day>| found.map(|found| day(found, schemas));
    let (before, plain) = match (date.form, date.start, date.end) {
        (DateForm::Before, _, end) => ("before ", one(end)?),
        (DateForm::After, start, _) => ("after ", one(start)?),
        (DateForm::Season { year, season }, ..) => ("", format!("{} {year}", season_name(season))),
        (DateForm::OpenDigits(1), start, _) => ("", format!("{}s", start?.year)),
        (DateForm::Stated, Some(start), Some(end)) if end != start => ("", interval(start, end, schemas)),
        (_, start, _) => ("", one(start)?),
    };
    let circa = if date.approximate { "ca. " } else { "" };
    let dated = format!("{before}{circa}{plain}");
    Some(if date.uncertain { format!("[{dated}?]") } else { dated })
}

/// The season as English prose has it, without a capital.
fn season_name(season: Season) -> &'static str {
    match season {
        Season::Spring => "spring",
        Season::Summer => "summer",
        Season::Autumn => "autumn",
        Season::Winter => "winter",
    }
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

    #[test]
    fn open_ends_seasons_and_decades() {
        let schemas = Schemas::builtin();
        let death = Day::new(1953, 3, 5);
        let year = Day { year: 1956, month: None, day: None };
        for (date, expected) in [
            (ArchivalDate::before(death), "before March 5, 1953"),
            (ArchivalDate::after(death), "after March 5, 1953"),
            (ArchivalDate { approximate: true, ..ArchivalDate::before(year) }, "before ca. 1956"),
            (ArchivalDate { uncertain: true, ..ArchivalDate::before(death) }, "[before March 5, 1953?]"),
            (ArchivalDate::in_season(1956, Season::Summer), "summer 1956"),
            (ArchivalDate { approximate: true, ..ArchivalDate::in_season(1956, Season::Winter) }, "ca. winter 1956"),
            (ArchivalDate::decade(1950), "1950s"),
            (ArchivalDate { uncertain: true, ..ArchivalDate::decade(1950) }, "[1950s?]"),
        ] {
            assert_eq!(in_words(&date, &schemas).as_deref(), Some(expected));
        }
    }
}

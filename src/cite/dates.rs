//! Dates in words, as a style and its language print them.
//!
//! The names of months and the words around dates are data; what stands in which order is said here.

use super::DateStyle;
use crate::record::{ArchivalDate, DateForm, Day, Season};
use crate::schema::Schemas;
use crate::schema::vocabulary::{Month, Wording};

/// How a style writes dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateLook<'a> {
    /// Names of months.
    pub schemas: &'a Schemas,
    /// The words around dates.
    pub words: Option<&'a Wording>,
    /// Order of the parts of a day.
    pub order: DayOrder,
    /// Which names months go by.
    pub months: MonthNames,
    /// How a doubtful date is marked.
    pub doubt: Doubt,
}

/// Order of the parts of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// `September 23, 1956`.
    American,
    /// `23 September 1956`.
    European,
    /// `1956, September 23`.
    YearInFront,
}

impl DayOrder {
    /// The order asked for, else the usual one of the style.
    pub(super) fn chosen(style: DateStyle, usual: DayOrder) -> Self {
        match style {
            DateStyle::Usual => usual,
            DateStyle::Mdy => DayOrder::American,
            DateStyle::Dmy => DayOrder::European,
        }
    }
}

/// Which names months go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthNames {
    /// `September`.
    English,
    /// `Sept.`.
    EnglishShort,
    /// `сентября`.
    Russian,
    /// `вересня`.
    Ukrainian,
}

/// How a doubtful date is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// `[1956?]`.
    Brackets,
    /// `1956?`.
    Mark,
}

/// The date in American words: `September 23, 1956`, `September 1956`, `August 30–31, 1956`, `[1956?]`, `ca. 1956`,
/// `before March 5, 1953`, `summer 1956`, `1950s`.
///
/// `None` when the words of the source could not be read as a date, or name a day that does not exist.
pub(super) fn in_words(date: &ArchivalDate, schemas: &Schemas) -> Option<String> {
    DateLook::american(schemas).date(date)
}

impl<'a> DateLook<'a> {
    /// English words, month first.
    pub(super) fn american(schemas: &'a Schemas) -> Self {
        let words = schemas.wording("en");
        Self { schemas, words, order: DayOrder::American, months: MonthNames::English, doubt: Doubt::Brackets }
    }

    /// The date in the words of the style; see [`in_words`].
    pub(super) fn date(&self, date: &ArchivalDate) -> Option<String> {
        // What EDTF cannot say is no date.
        if !date.has_edtf() {
            return None;
        }
        let word = |choose: fn(&Wording) -> &String| self.words.map(choose).filter(|word| !word.is_empty()).map(|word| format!("{word} "));
        let one = |found: Option<Day>| found.map(|found| self.day(found));
        let (before, plain) = match (date.form, date.start, date.end) {
            (DateForm::Before, _, end) => (word(|words| &words.before), one(end)?),
            (DateForm::After, start, _) => (word(|words| &words.after), one(start)?),
            (DateForm::Season { year, season }, ..) => (None, self.season(year, season)),
            (DateForm::OpenDigits(1), start, _) => (None, self.decade(start?.year)),
            (DateForm::Stated, Some(start), Some(end)) if end != start => (None, self.interval(start, end)),
            (_, start, _) => (None, one(start)?),
        };
        let circa = if date.approximate { word(|words| &words.circa) } else { None };
        let dated = match (before, circa) {
            (None, None) => plain,
            (before, circa) => format!("{}{}{plain}", before.unwrap_or_default(), circa.unwrap_or_default()),
        };
        Some(match (date.uncertain, self.doubt) {
            (false, _) => dated,
            (true, Doubt::Brackets) => format!("[{dated}?]"),
            (true, Doubt::Mark) => format!("{dated}?"),
        })
    }

    /// One day, month or year, with the word for "year" where the language has one.
    pub(super) fn day(&self, day: Day) -> String {
        self.with_year(self.point(day), 1)
    }

    fn point(&self, day: Day) -> String {
        let Day { year, month, day: number } = day;
        match (month.and_then(|month| self.month(month, number.is_some())), number) {
            (Some(month), Some(number)) => match self.order {
                DayOrder::American => format!("{month} {number}, {year}"),
                DayOrder::European => format!("{number} {month} {year}"),
                DayOrder::YearInFront => format!("{year}, {month} {number}"),
            },
            (Some(month), None) if self.order == DayOrder::YearInFront => format!("{year}, {month}"),
            (Some(month), None) => format!("{month} {year}"),
            (None, _) if month.is_none() => year.to_string(),
            // A month without a name in the tables: the figures say the same.
            (None, _) => day.to_string(),
        }
    }

    fn interval(&self, start: Day, end: Day) -> String {
        let same_year = start.year == end.year;
        let month = |day: Day, dated: bool| day.month.and_then(|month| self.month(month, dated));
        let years = if same_year { 1 } else { 2 };
        let plain = match (start.day, end.day) {
            (Some(first), Some(last)) if same_year => {
                let (Some(from), Some(to)) = (month(start, true), month(end, true)) else { return self.apart(start, end) };
                let days = match (start.month == end.month, self.order) {
                    (true, DayOrder::European) => format!("{first}–{last} {from}"),
                    (true, _) => format!("{from} {first}–{last}"),
                    (false, DayOrder::European) => format!("{first} {from} – {last} {to}"),
                    (false, _) => format!("{from} {first}–{to} {last}"),
                };
                match self.order {
                    DayOrder::American => format!("{days}, {}", start.year),
                    DayOrder::European => format!("{days} {}", start.year),
                    DayOrder::YearInFront => format!("{}, {days}", start.year),
                }
            }
            (None, None) if same_year => match (month(start, false), month(end, false)) {
                (Some(from), Some(to)) if self.order == DayOrder::YearInFront => format!("{}, {from}–{to}", start.year),
                (Some(from), Some(to)) => format!("{from}–{to} {}", start.year),
                _ => return self.apart(start, end),
            },
            _ => return self.apart(start, end),
        };
        self.with_year(plain, years)
    }

    fn apart(&self, start: Day, end: Day) -> String {
        let dash = if self.order == DayOrder::European && start.day.is_some() { " – " } else { "–" };
        self.with_year(format!("{}{dash}{}", self.point(start), self.point(end)), 2)
    }

    fn season(&self, year: i32, season: Season) -> String {
        let number = match season {
            Season::Spring => 0,
            Season::Summer => 1,
            Season::Autumn => 2,
            Season::Winter => 3,
        };
        let name = self.words.and_then(|words| words.seasons.get(number)).map(String::as_str).unwrap_or_default();
        let plain = if self.order == DayOrder::YearInFront { format!("{year}, {name}") } else { format!("{name} {year}") };
        self.with_year(plain.trim().to_owned(), 1)
    }

    fn decade(&self, first: i32) -> String {
        let pattern = self.words.map(|words| words.decade.as_str()).filter(|pattern| !pattern.is_empty());
        pattern.map_or_else(|| format!("{first}s"), |pattern| pattern.replace("{year}", &first.to_string()))
    }

    /// The word for "year" or "years" behind a date.
    fn with_year(&self, plain: String, years: usize) -> String {
        let word = self.words.map(|words| if years == 1 { &words.year } else { &words.years }).filter(|word| !word.is_empty());
        word.map_or(plain.clone(), |word| format!("{plain} {word}"))
    }

    /// `dated`: whether a day stands beside the month, which then is a genitive in Slavic languages.
    fn month(&self, number: u8, dated: bool) -> Option<&'a str> {
        let month: &'a Month = self.schemas.months.iter().find(|month| month.number == number)?;
        let name = match (self.months, dated) {
            (MonthNames::English, _) => &month.english,
            (MonthNames::EnglishShort, _) => &month.english_short,
            (MonthNames::Russian, true) => &month.russian,
            (MonthNames::Russian, false) => &month.russian_alone,
            (MonthNames::Ukrainian, true) => &month.ukrainian,
            (MonthNames::Ukrainian, false) => &month.ukrainian_alone,
        };
        name.as_deref()
    }
}

/// A day in English words, month first.
pub(super) fn day(day: Day, schemas: &Schemas) -> String {
    DateLook::american(schemas).day(day)
}

/// A day in figures, as Russian and Ukrainian references have it: `22.11.2026`.
pub(super) fn in_figures(day: Day) -> String {
    match (day.month, day.day) {
        (Some(month), Some(number)) => format!("{number:02}.{month:02}.{}", day.year),
        (Some(month), None) => format!("{month:02}.{}", day.year),
        (None, _) => day.year.to_string(),
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

    #[test]
    fn the_same_dates_in_other_styles() {
        let schemas = Schemas::builtin();
        let look =
            |language: &str, order, months, doubt| DateLook { schemas: &schemas, words: schemas.wording(language), order, months, doubt };
        let mla = look("en", DayOrder::European, MonthNames::EnglishShort, Doubt::Mark);
        let apa = look("en", DayOrder::YearInFront, MonthNames::English, Doubt::Mark);
        let gost = look("ru", DayOrder::European, MonthNames::Russian, Doubt::Brackets);
        let dstu = look("uk", DayOrder::European, MonthNames::Ukrainian, Doubt::Brackets);
        let full = |m, d| Day::new(1956, m, d);
        let stated = |start, end| ArchivalDate { start: Some(start), end, ..Default::default() };
        let year = |year| Day { year, month: None, day: None };
        for (date, expected) in [
            (stated(full(9, 23), None), ["23 Sept. 1956", "1956, September 23", "23 сентября 1956 г.", "23 вересня 1956 р."]),
            (stated(Day { year: 1956, month: Some(5), day: None }, None), ["May 1956", "1956, May", "май 1956 г.", "травень 1956 р."]),
            (
                stated(full(8, 30), Some(full(8, 31))),
                ["30–31 Aug. 1956", "1956, August 30–31", "30–31 августа 1956 г.", "30–31 серпня 1956 р."],
            ),
            (
                stated(full(8, 30), Some(full(9, 2))),
                [
                    "30 Aug. – 2 Sept. 1956",
                    "1956, August 30–September 2",
                    "30 августа – 2 сентября 1956 г.",
                    "30 серпня – 2 вересня 1956 р.",
                ],
            ),
            (stated(year(1956), Some(year(1957))), ["1956–1957", "1956–1957", "1956–1957 гг.", "1956–1957 рр."]),
            (ArchivalDate::decade(1950), ["1950s", "1950s", "1950-е гг.", "1950-ті рр."]),
            (ArchivalDate::in_season(1956, Season::Summer), ["summer 1956", "1956, summer", "лето 1956 г.", "літо 1956 р."]),
            (
                ArchivalDate { uncertain: true, approximate: true, ..stated(year(1956), None) },
                ["ca. 1956?", "ca. 1956?", "[ок. 1956 г.?]", "[бл. 1956 р.?]"],
            ),
        ] {
            assert_eq!([mla, apa, gost, dstu].map(|look| look.date(&date).unwrap_or_default()), expected);
        }
    }
}

//! Reports a day of the week that does not belong to the date beside it.
//!
//! ## Why
//!
//! The writer of a letter knew which day of the week it was. When it disagrees with the number, the number was misread, or the month,
//! or the year: a slip that no other check sees. Before 1924 a weekday that fits the Julian calendar is taken to follow it.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," Monday, 23 September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! «Телеграмма», понедельник, 23 сентября 1956 г., ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3.
//! ```
//!
//! ```quiet
//! "Telegram," Sunday, 23 September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Report," Wednesday, 25 October 1917, GARF, Fond 102, Opis 98, Delo 718, Listy 3-6
//! "Telegram," Monday, September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```

use super::wording::stated_dates;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Day, Record};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "weekday-mismatch",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("weekday_mismatch.rs"),
    },
    check: Check::Record(check),
};

/// The last year in which a state of Europe still counted by the Julian calendar.
const LAST_JULIAN_YEAR: i32 = 1923;
/// The days of the week, which the tables list language by language.
const WEEK: usize = 7;

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let mut seen = Vec::new();
    for (what, date, span) in stated_dates(record) {
        let Some((said, number)) = weekday_of(&date.as_written, context.schemas) else { continue };
        let Some((day, real)) = date.day().and_then(|day| Some((day, day.weekday()?))) else { continue };
        if number == real || is_julian(day, number) || seen.contains(&day) {
            continue;
        }
        seen.push(day);
        let right = context.schemas.phrases("weekday").nth(real.into()).unwrap_or_default();
        findings
            .report(span, format!("the {what} says {said}, but {day} was a {right}; weekday or number is wrong"))
            .label(format!("{day} was a {right}"))
            .help("compare with the document: the weekday is rarely the wrong one")
            .value(format!("{day} {said}"));
    }
}

/// The day of the week that opens a date, as printed and from Monday = 0.
fn weekday_of<'d>(written: &'d str, schemas: &Schemas) -> Option<(&'d str, u8)> {
    let word = written.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = word.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(word.len());
    let word = &word[..end];
    let folded = word.to_lowercase().replace('’', "'");
    let number = schemas.phrases("weekday").position(|known| known.len() == folded.len() && known.to_lowercase() == folded)?;
    Some((word, (number % WEEK) as u8))
}

/// Whether the day, taken as one of the old calendar, falls on that day of the week.
fn is_julian(day: Day, weekday: u8) -> bool {
    let Some(since) = Day::new(1970, 1, 1).days_until(day).filter(|_| day.year <= LAST_JULIAN_YEAR) else { return false };
    // The calendars were ten days apart when the new one began, and are thirteen today.
    let of_today = (10..=13).filter_map(|behind| Day::from_unix_days(since + behind));
    of_today.filter(|new| day.is_old_style_of(*new)).any(|new| new.weekday() == Some(weekday))
}

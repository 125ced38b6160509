//! Reports a date that the calendar does not have, or that cannot be read.
//!
//! ## Why
//!
//! There is no 31 September: one of the numbers is wrong, and with it every comparison and every sorting by date. A misspelt
//! month or a year of five digits hides the date altogether.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," September 31, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," Septembr 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram," September 30, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," February 29, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," undated, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," 03/04/1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```

use super::wording::{cut_range, numeric_parts, stated_dates};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, Day, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "invalid-date",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("invalid_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let mut seen = Vec::new();
    for (what, date, span) in stated_dates(record) {
        // A page says its date twice; one finding is enough when both say the same.
        if seen.contains(&date.as_written.as_str()) {
            continue;
        }
        seen.push(date.as_written.as_str());
        let written = date.as_written.trim();
        if let Some(day) = [date.start, date.end].into_iter().flatten().find(|day| !day.exists()) {
            findings
                .report(span, format!("the {what} \"{written}\" names a day that does not exist: {}", reason(day)))
                .label("no such day")
                .help("compare with the document");
        } else if is_unreadable(date) {
            findings
                .report(span, format!("the {what} \"{written}\" cannot be read as a date"))
                .label("misspelt, or a digit too many?")
                .help("write day, month and year, such as 23 September 1956")
                .at_most(Severity::Warning)
                .confidence(Confidence::Medium);
        }
    }
}

fn reason(day: Day) -> String {
    match (day.month, day.day) {
        (Some(month), _) if !(1..=12).contains(&month) => format!("there is no month {month}"),
        (Some(month), Some(number)) => format!("month {month} of {} has no day {number}", day.year),
        _ => format!("{day} is not in the calendar"),
    }
}

/// Words with a number that gave no date. "Undated" has none; day and month in unknown order have a rule of their own, and
/// so have ranges.
fn is_unreadable(date: &ArchivalDate) -> bool {
    !date.is_read()
        && !cut_range(date)
        && date.as_written.contains(|c: char| c.is_ascii_digit())
        && numeric_parts(&date.as_written).is_none()
}

//! Reports a date in numbers whose day and month cannot be told apart.
//!
//! ## Why
//!
//! 03/04/1956 is the third of April in Europe and the fourth of March in America. Nothing in the date says which.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," 03/04/1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram," 3 April 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," 09/23/1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram," 05/05/1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```

use super::wording::{numeric_parts, stated_dates};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "ambiguous-numeric-date",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("ambiguous_numeric_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for (what, date, span) in stated_dates(record).filter(|(_, date, _)| !date.is_read()) {
        let Some([first, second, year]) = numeric_parts(&date.as_written) else { continue };
        let (Ok(first), Ok(second)) = (u8::try_from(first), u8::try_from(second)) else { continue };
        let month = |number| context.schemas.month_in_english(number);
        let (Some(european), Some(american)) = (month(second), month(first)) else { continue };
        findings
            .report(span, format!("the {what} \"{}\" may be {first} {european} or {second} {american} {year}", date.as_written.trim()))
            .label("day or month first?")
            .help("write the month as a word");
    }
}

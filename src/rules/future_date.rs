//! Reports a date that lies in the future.
//!
//! ## Why
//!
//! A document that lies in an archive was written before today; a year such as 2056 is a slip for 1956.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," September 23, 2056, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```

use super::wording::{certainly_before, stated_dates};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "future-date",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("future_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(today) = context.today else { return };
    for (what, date, span) in stated_dates(record) {
        let Some(start) = date.start.filter(|day| day.exists() && certainly_before(today, *day)) else { continue };
        findings
            .report(span, format!("the {what} {start} lies in the future"))
            .help("compare with the document; a digit of the year is probably wrong")
            .value(start.to_string());
    }
}

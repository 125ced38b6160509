//! Reports a range of dates that ends before it begins, or whose last day is cut off.
//!
//! ## Why
//!
//! The two ends contradict each other, so at least one of them is wrong, and the document sorts under a day that is not its own. A
//! number left over after a range is the rest of an end that nobody can restore without the document.
//!
//! ## Example
//!
//! ```fires
//! "Minutes," 31-30 August 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Minutes," 25 September 1956 - 20 September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Minutes," 30-31 August 1956 - 2, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ```quiet
//! "Minutes," 30-31 August 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Minutes," 1953-1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Minutes," winter 1956/57, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```

use super::wording::{certainly_before, cut_range, stated_dates};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, DateForm, Record};
use crate::source::{Span, Spanned};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "date-range-malformed",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("date_range_malformed.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let mut seen = Vec::new();
    for (what, date, span) in stated_dates(record) {
        let written = date.as_written.trim();
        if seen.contains(&written) {
            continue;
        }
        seen.push(written);
        if is_reversed(date) {
            findings
                .report(span, format!("the {what} \"{written}\" ends before it begins"))
                .label("the second day is the earlier one")
                .help("compare both days with the document; put them in order, or correct the wrong one");
        } else if cut_range(date) {
            findings
                .report(span, format!("the {what} \"{written}\" is a range whose ends cannot both be read"))
                .label("which days are meant?")
                .help("write both days in full, such as 30-31 August 1956");
        }
    }
    left_over(record, findings);
}

/// Both ends are in the calendar, and the last lies before the first.
fn is_reversed(date: &ArchivalDate) -> bool {
    let (Some(start), Some(end)) = (date.start, date.end) else { return false };
    date.form == DateForm::Stated && start.exists() && end.exists() && certainly_before(end, start)
}

/// A day of the month, alone, right after a range of dates.
fn left_over(record: &Record, findings: &mut Findings) {
    let Some(date) = record.date.as_ref().filter(|date| date.value.end.is_some()) else { return };
    let Some(rest) = record.unread.iter().find(|rest| is_cut_end(rest, date.span)) else { return };
    let span = date.span.join(rest.span);
    findings
        .report(
            span,
            format!("after the range \"{}\" stands \"{}\", the beginning of a third day", date.value.as_written.trim(), rest.value),
        )
        .label("a range has two ends")
        .help("compare with the document and write first and last day");
}

/// The words between a date and what was left over are one dash, with or without blanks; a comma and a blank are shorter.
fn is_cut_end(rest: &Spanned<String>, date: Span) -> bool {
    let day = (1..=2).contains(&rest.value.len()) && rest.value.bytes().all(|byte| byte.is_ascii_digit());
    day && rest.span.start.checked_sub(date.end).is_some_and(|gap| matches!(gap, 1 | 3..=5))
}

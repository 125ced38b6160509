//! Reports a Russian date before 14 February 1918 that does not name its calendar.
//!
//! ## Why
//!
//! Until then Russia kept the Julian calendar, twelve or thirteen days behind. Papers for foreign eyes often carry the other
//! date, or both, so the citation should say which one it gives.
//!
//! ## Example
//!
//! ```fires
//! "Report," October 25, 1917, GARF, Fond 102, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Report," 25 October 1927, GARF, Fond 102, Opis 98, Delo 718
//! "Report," October 1917, GARF, Fond 102, Opis 98, Delo 718
//! ```

use super::wording::certainly_before;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Day, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "old-style-date",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("old_style_date.rs"),
    },
    check: Check::Record(check),
};

/// The first day of the new calendar; its predecessor was 31 January.
const NEW_STYLE: Day = Day { year: 1918, month: Some(2), day: Some(14) };
/// The country that the change is meant for.
const COUNTRY: &str = "RU";

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(date) = &record.date else { return };
    let Some(day) = date.value.day().filter(|day| day.day.is_some() && certainly_before(*day, NEW_STYLE)) else { return };
    let siglum = record.holding().and_then(|holding| holding.siglum());
    let is_russian = siglum.and_then(|siglum| context.schemas.repository(siglum)).is_some_and(|repository| repository.country == COUNTRY);
    let written = date.value.as_written.as_str();
    // Both days, as in "12/25 January 1905", or the name of the calendar.
    let says = written.contains(['(', '/']) || context.schemas.phrases("calendar").any(|name| written.ends_with(name));
    if is_russian && !says {
        findings
            .report(
                date.span,
                format!("{day} is before the change of the Russian calendar, and the date does not say which one it follows"),
            )
            .help("add the other date in brackets, or O.S. or N.S.");
    }
}

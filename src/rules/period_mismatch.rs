//! Reports a document whose date lies outside the years that its fond or its archive covers.
//!
//! ## Why
//!
//! RGANI begins where RGASPI ends: a paper of 1937 in its fond 5 has the wrong date, the wrong fond or the wrong archive. Papers do stray
//! into later files as copies, so this is a question, not a verdict. Years are compared, and only where the tables have them; the years of a
//! whole archive are taken with some latitude, as fonds begin before the office that hands them over.
//!
//! ## Example
//!
//! ```fires
//! "Letter," 5 May 1937, RGANI, f. 5, op. 49, d. 131, l. 3
//! ```
//!
//! ```quiet
//! "Letter," 5 May 1957, RGANI, f. 5, op. 49, d. 131, l. 3
//! "Letter," 5 May 1950, RGANI, f. 4, op. 9, d. 131, l. 3
//! "Letter," 5 May 1940, RGANI, f. 89, per. 14, dok. 20, l. 3
//! "Letter," 5 May 1937, RGASPI, f. 17, op. 3, d. 987, l. 3
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Holding, Record};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "period-mismatch",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("period_mismatch.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(date) = record.date.as_ref().filter(|date| !date.value.uncertain && !date.value.approximate) else { return };
    let first = date.value.start.or(date.value.end).map(|day| day.year);
    let last = date.value.end.or(date.value.start).map(|day| day.year);
    let (Some(first), Some(last), Some(holding)) = (first, last, record.holding()) else { return };
    let Some((what, period, grace)) = period(holding, context.schemas) else { return };
    let [from, to] = years(period);
    if from.is_none_or(|from| last + grace >= from) && to.is_none_or(|to| first <= to + grace) {
        return;
    }
    let span = match (from, to) {
        (Some(from), Some(to)) => format!("covers {from} to {to}"),
        (Some(from), None) => format!("begins in {from}"),
        (None, Some(to)) => format!("ends in {to}"),
        (None, None) => return,
    };
    let draft = findings.report(date.span, format!("the document is of {}, but {what} {span}", date.value.as_written));
    draft.related(holding.span, "the shelfmark").help("check the date, the fond and the archive; a copy in a later file is possible");
}

/// Years by which papers may lie outside the period of an archive.
const GRACE: i32 = 5;

/// The fond or the archive whose period the tables know, that period, and how many years do not matter.
fn period<'s>(holding: &Holding, schemas: &'s Schemas) -> Option<(String, &'s str, i32)> {
    let repository = schemas.repository(holding.siglum()?)?;
    let number = holding.value("fond").map(|value| value.split_once('-').map_or(value, |(_, number)| number));
    let known = number.and_then(|number| repository.fond.iter().find(|fond| fond.number == number));
    if let Some((fond, period)) = known.and_then(|fond| Some((fond, fond.holds.as_deref()?))) {
        return Some((format!("fond {} of {}", fond.number, repository.siglum), period, 0));
    }
    Some((repository.siglum.clone(), repository.holds.as_deref()?, GRACE))
}

/// First and last year of an EDTF interval.
fn years(period: &str) -> [Option<i32>; 2] {
    let (from, to) = period.split_once('/').unwrap_or((period, period));
    [from, to].map(|end| end.get(..4)?.parse().ok())
}

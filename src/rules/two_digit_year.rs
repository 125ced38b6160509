//! Reports a document date whose year has two digits.
//!
//! ## Why
//!
//! "24.IX.56" leaves the century to the reader. In the text of a document it is evidence and stays; in a citation the year is
//! written in full.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," 24.IX.56, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram," 24.IX.1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Reports," 1944-45, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ## Fix
//!
//! Writes the year with the century it was read in, which is a guess and is not applied without being asked for.

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "two-digit-year",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("two_digit_year.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(date) = &record.date else { return };
    let Some(start) = date.value.start.filter(|_| date.value.end.is_none()) else { return };
    let written = date.value.as_written.as_str();
    let year = start.year.to_string();
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let two = digits.len() - digits.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 2;
    if !two || written.contains(&year) || !year.ends_with(&digits[digits.len() - 2..]) {
        return;
    }
    let draft = findings.report(date.span, format!("the year of \"{written}\" has two digits; it was read as {year}"));
    draft.help(format!("write the year in full: {year}"));
    if let Some(place) = part_of(written, date.span, digits.len() - 2..digits.len()) {
        draft.fix(format!("write {year}"), Applicability::Unsafe, place, year);
    }
}

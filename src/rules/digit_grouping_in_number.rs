//! Reports a fond number with a thousands separator.
//!
//! ## Why
//!
//! Numbers of reference codes are names, not quantities: "5,446" is read as fond 5 by everything that splits at the comma.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5,446, Opis 98, Delo 718
//! GARF, Fond 5 446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! GARF, Fond 5, Opis 446, Delo 718
//! GARF, f. 102, 1898 g., op. 226, d. 4
//! ```
//!
//! ## Fix
//!
//! Takes the separator out.

use super::wording::printed_after;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Holding, Level, Record};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "digit-grouping-in-number",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("digit_grouping_in_number.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        if fond.as_written.contains(char::is_whitespace) && fond.value.bytes().all(|byte| byte.is_ascii_digit()) {
            report(findings, fond.span, format!("\"{}\" has a thousands separator", fond.as_written), &fond.value);
        } else if let Some((separator, digits)) = grouped(holding, fond) {
            let whole = format!("{}{digits}", fond.as_written);
            let place = Span { end: fond.span.end + (separator.len_utf8() + digits.len()) as u32, ..fond.span };
            let shown = if separator.is_whitespace() { ' ' } else { separator };
            let message = format!("\"{}{shown}{digits}\" has a thousands separator and is read as fond {}", fond.as_written, fond.value);
            report(findings, place, message, &whole);
        }
    }
}

fn report(findings: &mut Findings, place: Span, message: String, whole: &str) {
    findings.report(place, message).help(format!("write {whole}")).fix(
        format!("write {whole}"),
        Applicability::Safe,
        place,
        whole.to_owned(),
    );
}

/// One separator and exactly three digits directly after a short number.
fn grouped<'h>(holding: &'h Holding, fond: &Level) -> Option<(char, &'h str)> {
    let short =
        fond.as_written.len() <= 3 && !fond.as_written.starts_with('0') && fond.as_written.bytes().all(|byte| byte.is_ascii_digit());
    let rest = printed_after(holding, fond.span).filter(|_| short)?;
    let separator = rest.chars().next().filter(|c| matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace())?;
    let rest = &rest[separator.len_utf8()..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let alone = !rest[digits..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/'));
    (digits == 3 && alone).then(|| (separator, &rest[..digits]))
}

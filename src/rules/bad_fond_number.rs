//! Reports a fond number that no archive gives: zero, or one with letters in the middle.
//!
//! ## Why
//!
//! Letters stand before or after the number of a fond, never between its digits, and counting begins with one. Such a number is a
//! slip of the keyboard or of text recognition, and the fond cannot be ordered.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 54a46, Opis 98, Delo 718
//! GARF, Fond 0, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! GARF, Fond R-5446, Opis 98, Delo 718
//! AVPRF, f. 059a, op. 4, papka 6, d. 5
//! ПермГАСПИ. Ф. 641/1. Оп. 1. Д. 13243.
//! ```

use super::wording::{look_alike_letter, misread_digits};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "bad-fond-number",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("bad_fond_number.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas;
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        // A letter of the other alphabet, or one that is a misread digit, is reported as such.
        if look_alike_letter(holding, fond, schemas).is_some() || misread_digits(fond, schemas).is_some() {
            continue;
        }
        let written = &fond.as_written;
        let wrong = if written.bytes().all(|byte| byte == b'0') {
            "fonds are counted from one"
        } else if written.split(|c: char| !c.is_alphanumeric()).any(is_broken) {
            "letters stand before or after the number of a fond, not inside it"
        } else {
            continue;
        };
        findings
            .report(fond.span, format!("\"{written}\" is no number of a fond: {wrong}"))
            .help("compare with the source or with the guide of the archive");
    }
}

/// Whether letters stand between digits.
fn is_broken(part: &str) -> bool {
    let inner = part.trim_matches(char::is_alphabetic);
    inner.starts_with(|c: char| c.is_ascii_digit()) && inner.contains(char::is_alphabetic)
}

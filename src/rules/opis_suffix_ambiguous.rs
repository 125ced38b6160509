//! Reports an opis whose letter suffix is a Latin `c`.
//!
//! ## Why
//!
//! A secret inventory carries the Cyrillic letter «с» (секретная). Copied by eye into Latin text it becomes `c`, while the
//! transliteration of the letter is `s`. To a search, `98c`, `98с` and `98s` are three inventories, and the reader cannot
//! tell which one to order. A few archives do have a Latin series a, b, c; hence a warning and no automatic fix.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 3-6
//! ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3–6.
//! GARF, Fond 5446, Opis 98a, Delo 718, Listy 3-6
//! ```
//!
//! ## Fix
//!
//! Shown, not applied: whether `98s` is meant only the inventory can tell.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Level, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "opis-suffix-ambiguous",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Display),
        summary_group: None,
        source: include_str!("opis_suffix_ambiguous.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(opis) = holding.level("opis").filter(|_| !holding.is_inherited("opis")) else { continue };
        if let Some(digits) = opis.as_written.strip_suffix(['c', 'C'])
            && digits.ends_with(|c: char| c.is_ascii_digit())
        {
            report(opis, digits, findings);
        }
    }
}

fn report(opis: &Level, digits: &str, findings: &mut Findings) {
    let written = &opis.as_written;
    findings
        .report(opis.span, format!("opis \"{written}\" ends in a Latin \"c\"; the letter is probably the Cyrillic «с» of a secret inventory"))
        .label("Latin c after a number")
        .help(format!("compare with the inventory; in Latin transliteration the letter is \"s\": Opis {digits}s, in Cyrillic Оп. {digits}с"))
        .fix(format!("write {digits}s if the inventory is the secret one"), Applicability::Display, opis.span, format!("{digits}s"))
        .value(written.to_lowercase());
}

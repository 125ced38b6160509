//! Reports a Roman numeral where the number of an opis or a delo, or of a fond after the whole word, belongs.
//!
//! ## Why
//!
//! Inventories and files of these archives are counted in Arabic numerals. A Roman one is a slip, a number taken from another level or
//! from an older system, and the level is lost to every program that reads numbers.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis XCVIII, Delo 718
//! GARF, Fond 5446, Opis 98, Delo XII, l. 3
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! GARF, f. 102, op. 226, d. 12, ch. II, l. 15
//! ОР РНБ. F.IV.233. Л. 5
//! ```

use super::selection::roman_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "roman-for-arabic",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("roman_for_arabic.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for roman in roman_levels(record, context.schemas) {
        let (level, written) = (roman.level, roman.numeral);
        findings
            .report(roman.span, format!("{level} \"{written}\" is a Roman numeral; the archive counts this level in Arabic ones"))
            .help(format!("compare with the inventory, and write {} if that is meant", roman.number))
            .value(format!("{level} {written}"));
    }
}

//! Reports a range that begins and ends with the same leaf.
//!
//! ## Why
//!
//! "5-5" says no more than "5", and the reader wonders whether the second number was meant to be another one.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 5-5
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, l. 5
//! GARF, f. 5446, op. 98, d. 718, l. 5-5ob.
//! ```
//!
//! ## Fix
//!
//! Writes the leaf once.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-degenerate-range",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("folio_degenerate_range.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let folios = record.holdings.iter().filter_map(|holding| holding.folios.as_ref());
    for item in folios.flat_map(|folios| &folios.items).filter(|item| item.dashed && item.from == item.to) {
        let leaf = &item.from.number;
        let draft = findings.report(item.span, format!("the range begins and ends with leaf {leaf}"));
        draft.help("write the leaf once, or correct the number that is wrong");
        if !item.from.verso && leaf.bytes().all(|byte| byte.is_ascii_digit()) {
            draft.fix(format!("write \"{leaf}\" once"), Applicability::Safe, item.span, leaf.clone());
        }
    }
}

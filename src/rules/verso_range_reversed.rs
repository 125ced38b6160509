//! Reports a range that runs from the verso of a leaf to its front.
//!
//! ## Why
//!
//! The front of a leaf comes before its back, so a range from 5 verso to 5 covers nothing. Either the two ends are exchanged or
//! the second number is wrong.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, l. 5ob.-5
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, l. 5-5ob.
//! GARF, f. 5446, op. 98, d. 718, ll. 5ob.-6
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "verso-range-reversed",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("verso_range_reversed.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let folios = record.holdings.iter().filter_map(|holding| holding.folios.as_ref());
    for item in folios.flat_map(|folios| &folios.items) {
        if item.from.number == item.to.number && item.from.verso && !item.to.verso {
            let leaf = &item.from.number;
            findings
                .report(item.span, format!("the range runs from the verso of leaf {leaf} back to its front"))
                .help(format!("exchange the ends (\"{leaf}-{leaf}ob.\"), or correct the second number"));
        }
    }
}

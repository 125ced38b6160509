//! Reports a range of more than 400 leaves.
//!
//! ## Why
//!
//! A document of hundreds of leaves is rare; a slip of one digit that makes such a range is not. Citations of a whole file are
//! right to have one.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 3-600
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-60
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-range-implausible",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("folio_range_implausible.rs"),
    },
    check: Check::Record(check),
};

/// A file holds about 250 leaves by rule; some twice as many are bound together.
const MANY: u64 = 400;

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let folios = record.holdings.iter().filter_map(|holding| holding.folios.as_ref());
    for item in folios.flat_map(|folios| &folios.items) {
        if let Some(leaves) = item.leaves().filter(|leaves| *leaves > MANY) {
            findings
                .report(item.span, format!("the range covers {leaves} leaves, which is much for one document"))
                .help("check both numbers, unless the whole file is cited");
        }
    }
}

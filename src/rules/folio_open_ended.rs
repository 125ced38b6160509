//! Reports leaves without a stated end: a dangling dash, "ff." and the like.
//!
//! ## Why
//!
//! The reader learns where the document begins but not where it stops, and a program cannot count its leaves. A dash at the end
//! may also be all that is left of a lost number.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 3-
//! GARF, f. 5446, op. 98, d. 718, l. 3 ff.
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-open-ended",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("folio_open_ended.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for folios in record.holdings.iter().filter_map(|holding| holding.folios.as_ref()) {
        let (Some(open), Some(last)) = (folios.open_end, folios.items.last()) else { continue };
        findings
            .report(last.span.join(open), format!("the leaves from {} on have no stated end", last.to.number))
            .label("no last leaf")
            .help("write the last leaf of the document");
    }
}

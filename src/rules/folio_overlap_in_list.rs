//! Reports a leaf that is listed twice.
//!
//! ## Why
//!
//! In "ll. 3-6, 5" the second entry adds nothing, so one of the numbers is probably not the one that was meant.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6, 5
//! GARF, f. 5446, op. 98, d. 718, ll. 44, 46, 44
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6, 8
//! GARF, f. 5446, op. 98, d. 718, ll. 5, 5ob, 5a
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FolioRange, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-overlap-in-list",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("folio_overlap_in_list.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for folios in record.holdings.iter().filter_map(|holding| holding.folios.as_ref()) {
        for (place, item) in folios.items.iter().enumerate() {
            let Some(earlier) = folios.items[..place].iter().find(|earlier| overlap(earlier, item)) else { continue };
            findings
                .report(item.span, format!("{} is listed a second time: it lies in {}", shown(item), shown(earlier)))
                .related(earlier.span, "listed here first")
                .help("leave the repetition out, or correct the number that is wrong");
        }
    }
}

fn overlap(a: &FolioRange, b: &FolioRange) -> bool {
    let (Some(a_from), Some(a_to), Some(b_from), Some(b_to)) = (a.from.key(), a.to.key(), b.from.key(), b.to.key()) else { return false };
    a_from <= a_to && b_from <= b_to && a_from <= b_to && b_from <= a_to
}

fn shown(item: &FolioRange) -> String {
    let (from, to) = (&item.from.number, &item.to.number);
    if from == to { format!("leaf {from}") } else { format!("leaves {from}-{to}") }
}

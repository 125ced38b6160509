//! Reports a list of leaves that does not go upwards.
//!
//! ## Why
//!
//! Leaves are listed in the order of the file. A number that steps back is often a slip; sometimes the order follows the
//! argument of the text, and is then right.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 7, 3-5
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-5, 7
//! GARF, f. 5446, op. 98, d. 718, ll. 12, 12ob, 12a, 13
//! ```

use super::wording::overlap;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-list-unsorted",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("folio_list_unsorted.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for folios in record.holdings.iter().filter_map(|holding| holding.folios.as_ref()) {
        // A reversed range and a repeated leaf are reported by rules of their own.
        if folios.items.iter().any(|item| item.is_reversed()) {
            continue;
        }
        for (place, pair) in folios.items.windows(2).enumerate() {
            let (before, item) = (&pair[0], &pair[1]);
            // Leaves after a second label ("see also: l. 5") are no part of the list.
            if !folios.span.holds(item.span) || folios.items[..=place].iter().any(|earlier| overlap(earlier, item)) {
                continue;
            }
            let (Some(last), Some(from), Some(to)) = (before.from.key(), item.from.key(), item.to.key()) else { continue };
            if to < last && from < last {
                findings
                    .report(item.span, format!("leaf {} is listed after leaf {}", item.from.number, before.to.number))
                    .related(before.span, "a later leaf, listed before")
                    .help("list leaves in the order of the file, unless the order is meant");
            }
        }
    }
}

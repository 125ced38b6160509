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
//! ГАРФ. Ф. Р-5446. Оп. 98. Д. 718. Л. 55. Список см.: Л. 55–76.
//! ```

use super::wording::overlap;
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
        // Leaves after a second label ("see also: l. 5") are no part of the list.
        let items: Vec<&FolioRange> = folios.items.iter().filter(|item| folios.span.holds(item.span)).collect();
        for (place, item) in items.iter().enumerate() {
            let Some(earlier) = items[..place].iter().find(|earlier| overlap(earlier, item)) else { continue };
            findings
                .report(item.span, format!("{} is listed a second time: it lies in {}", shown(item), shown(earlier)))
                .related(earlier.span, "listed here first")
                .help("leave the repetition out, or correct the number that is wrong");
        }
    }
}

fn shown(item: &FolioRange) -> String {
    let (from, to) = (&item.from.number, &item.to.number);
    if from == to { format!("leaf {from}") } else { format!("leaves {from}-{to}") }
}

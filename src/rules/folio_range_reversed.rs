//! Reports a range of leaves that ends before it begins.
//!
//! ## Why
//!
//! Leaves are counted upwards. A range that runs down has two numbers exchanged or a digit lost, and nobody can say from the
//! citation alone which leaves were meant.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 34-18
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34
//! RGANI, f. 5, op. 49, d. 131, ll. 153-64
//! RGANI, f. 5, op. 49, d. 131, ll. 12ob-12a
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-range-reversed",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("folio_range_reversed.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let folios = record.holdings.iter().filter_map(|holding| holding.folios.as_ref());
    for item in folios.flat_map(|folios| &folios.items) {
        // The two sides of one leaf are the matter of verso-range-reversed.
        if !item.is_reversed() || item.from.number == item.to.number {
            continue;
        }
        let (from, to) = (&item.from.number, &item.to.number);
        findings
            .report(item.span, format!("the range of leaves \"{from}-{to}\" ends before it begins"))
            .label(format!("{to} comes before {from}"))
            .help("compare with the file: either the numbers are exchanged or a digit is wrong");
    }
}

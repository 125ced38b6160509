//! Reports a range of leaves that ends before it begins.
//!
//! ## Why
//!
//! Leaves are counted upwards. A range that runs down has two numbers exchanged or a digit lost, and nobody can say from the
//! citation alone which leaves were meant. "101-94" may be an abbreviated 101 to 194; where the exchanged numbers make the shorter
//! range, as there, it is told with that doubt.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 34-18
//! ```
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 101-94
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34
//! RGANI, f. 5, op. 49, d. 131, ll. 153-64
//! RGANI, f. 5, op. 49, d. 131, ll. 12ob-12a
//! ```

use super::wording::{fewer_when_exchanged, printed_end};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FolioRange, Holding, Record};

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
    for holding in &record.holdings {
        for item in holding.folios.iter().flat_map(|folios| &folios.items) {
            if fewer_when_exchanged(holding, item).is_some() {
                probably(item, holding, findings);
            } else if item.is_reversed() && item.from.number != item.to.number {
                // The two sides of one leaf are the matter of verso-range-reversed.
                report(item, findings);
            }
        }
    }
}

fn report(item: &FolioRange, findings: &mut Findings) {
    let (from, to) = (&item.from.number, &item.to.number);
    findings
        .report(item.span, format!("the range of leaves \"{from}-{to}\" ends before it begins"))
        .label(format!("{to} comes before {from}"))
        .help("compare with the file: either the numbers are exchanged or a digit is wrong");
}

/// The other reading would have many more leaves than this one.
fn probably(item: &FolioRange, holding: &Holding, findings: &mut Findings) {
    let (Some(end), Some(many)) = (printed_end(holding, item), item.leaves()) else { return };
    let (from, to) = (&item.from.number, &item.to.number);
    findings
        .report(item.span, format!("the range of leaves \"{from}-{end}\" probably ends before it begins"))
        .label(format!("{from} to {to} would be {many} leaves"))
        .help(format!("compare with the file, and write {end}-{from} or, if the end is abbreviated, {from}-{to}"))
        .at_most(Severity::Warning)
        .confidence(Confidence::Medium);
}

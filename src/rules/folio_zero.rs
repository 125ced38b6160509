//! Reports a leaf with the number 0.
//!
//! ## Why
//!
//! The leaves of a file are numbered from 1. A zero stands for a number that was not known when the citation was written.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, l. 0
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, l. 10
//! AVPRF, f. 0102, op. 12, papka 68, d. 6, l. 3
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Folio;
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-zero",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("folio_zero.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let folios = record.holdings.iter().filter_map(|holding| holding.folios.as_ref());
    for item in folios.flat_map(|folios| &folios.items).filter(|item| is_zero(&item.from) || is_zero(&item.to)) {
        findings
            .report(item.span, "there is no leaf 0: leaves are numbered from 1")
            .label("no such leaf")
            .help("write the leaf that the file shows, or leave the leaves out if they are not known");
    }
}

fn is_zero(folio: &Folio) -> bool {
    folio.key().is_some_and(|(number, letter, _)| number == 0 && letter.is_empty())
}

//! Reports an entry of a bibliography whose location in the archive goes on with a credit.
//!
//! ## Why
//!
//! Publishers put the whole source line into the field for the location. A style then prints the translator as a part of the shelfmark,
//! and a list by translator or a credit in another language cannot be made. In a citation on a page the credit stands there by right,
//! and so it does in a free note, the only field that the classic styles of BibTeX have for it.
//!
//! ## Example
//!
//! ```fires page
//! @misc{mikoyan,
//!   title = {Telegram from A. Mikoyan},
//!   archive_location = {GARF, f. 5446, op. 98, d. 718, ll. 3-6. Translated by Gary Goldberg.},
//! }
//! ```
//!
//! ```quiet page
//! @misc{mikoyan,
//!   title = {Telegram from A. Mikoyan},
//!   note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6},
//!   addendum = {Translated by Gary Goldberg},
//! }
//!
//! @misc{note,
//!   title = {Telegram from A. Mikoyan},
//!   note = {GARF, f. 5446, op. 98, d. 718, ll. 7-9. Translated by Gary Goldberg},
//! }
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "credit-inside-location",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("credit_inside_location.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(location) = record.entry.as_ref().and_then(|entry| entry.location) else { return };
    // Archive and location may stand apart, with other fields between them: only what follows the shelfmark counts.
    let Some(holding) = record.holdings.last() else { return };
    let Some(credit) = record.credits.iter().find(|credit| location.holds(credit.span) && credit.span.start >= holding.span.end) else {
        return;
    };
    findings
        .report(credit.span, format!("the {} stands in the field of the shelfmark", credit.role.as_str()))
        .label("credit behind the location")
        .help("give the credit a field of its own; `opiska cite` writes it there")
        .value(credit.name.clone());
}

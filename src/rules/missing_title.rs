//! Reports a page whose record has no title.
//!
//! ## Why
//!
//! A shelfmark leads to the leaves, a title says what to look for on them. A document that has none gets a descriptive one from
//! whoever describes it.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```

use super::selection::telling;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-title",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_title.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    if record.form.note || record.title.is_some() || record.empty_label(Field::Title).is_some() {
        return;
    }
    findings
        .report(telling(record), "the page names no title for this shelfmark, so nobody can tell which document is meant")
        .help("describe the document: its kind, who made it, for whom");
}

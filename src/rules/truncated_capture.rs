//! Reports a page whose last line is a label.
//!
//! ## Why
//!
//! Nobody ends a page on a label. The value was there when the page was saved and got lost on the way, and with it perhaps more
//! that cannot be seen to be missing.
//!
//! ## Example
//!
//! ```fires page
//! September 17, 1956
//!
//! Conversation with the Delegation
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 49-57. Translated by Gary Goldberg.
//!
//! Record ID
//! ```
//!
//! ```quiet page
//! September 17, 1956
//!
//! Conversation with the Delegation
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 49-57. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 115687
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "truncated-capture",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("truncated_capture.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(empty) = record.empty.iter().find(|empty| empty.last) else { return };
    findings
        .report(empty.span, format!("the file ends on the label \"{}\"; the capture has probably lost what followed", empty.label))
        .label("nothing after this label")
        .help("save the page again and compare its end")
        .value(empty.label.to_lowercase());
}

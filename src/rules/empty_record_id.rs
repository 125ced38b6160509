//! Reports the label of the record ID without a number after it.
//!
//! ## Why
//!
//! The number is the only part of the page that leads back to the publisher's copy for certain. A label without it says that there was
//! one.
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
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "empty-record-id",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("empty_record_id.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(empty) = record.empty_label(Field::RecordId) else { return };
    let draft = findings.report(empty.span, format!("\"{}\" has no value, so the publisher's copy cannot be found again", empty.label));
    draft.label("label without a number").value("record ID");
    match record.identifier() {
        // The copy can be found; only the field is unfinished.
        Some(id) => {
            draft.at_most(Severity::Warning).related(id.span, "a number stands here").help(format!("write {} after the label", id.value))
        }
        None => draft.help("look the document up at the publisher and add its number"),
    };
}

//! Reports a label of the page that stands without a value.
//!
//! ## Why
//!
//! Either the record was never finished or the capture lost the value. A careless reader takes the next label for it and files a
//! document whose language is "Record ID". An empty record ID has a rule of its own, and so has a label on which the file ends.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Language
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Language
//!
//! Russian
//!
//! Record ID
//!
//! 121798
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "empty-labelled-field",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("empty_labelled_field.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for empty in record.empty.iter().filter(|empty| empty.field != Field::RecordId && !empty.last) {
        let label = &empty.label;
        let message = match &empty.next {
            Some(next) => format!("\"{label}\" has no value; the next line is the label \"{next}\", not the {}", empty.field.as_str()),
            None => format!("\"{label}\" has no value, so the {} was never recorded or was lost in the capture", empty.field.as_str()),
        };
        findings
            .report(empty.span, message)
            .label("label without a value")
            .help("look the value up on the publisher's page, or take the label out")
            .value(label.to_lowercase());
    }
}

//! Reports a source line that has lost the label its page layout puts before it.
//!
//! ## Why
//!
//! A shelfmark that stands alone under "Document Information" was read as the source of the page because it looks like one. It may
//! as well belong to a related document that the capture cut short.
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
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 49-57. Translated by Gary Goldberg.
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
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-source-label",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_source_label.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    if !record.form.unlabelled_source {
        return;
    }
    let labels = context.schemas.layout(context.page.layout).into_iter().flat_map(|layout| &layout.label);
    let label = labels.filter(|entry| entry.field == Field::Source).find_map(|entry| entry.text.first());
    let label = label.map_or("source", String::as_str);
    findings
        .report(
            record.span,
            format!("this line is read as the source, but the label \"{label}\" before it is missing; it may belong to another document"),
        )
        .help(format!("check the line on the publisher's page and put \"{label}\" before it"));
}

//! Reports a record ID without the address that it stands for.
//!
//! ## Why
//!
//! Readers cannot click a number. The publisher's addresses are made of the record ID, so the address can be written down without looking
//! anything up.
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
//! Record ID
//!
//! 121798
//!
//! URL
//!
//! https://digitalarchive.wilsoncenter.org/document/121798
//! ```
//!
//! ## Fix
//!
//! Adds the address with its label after the record ID.

use super::selection::{addresses, publisher_of_id};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-url",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("missing_url.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(id) = &record.record_id else { return };
    if addresses(record).next().is_some() || record.empty_label(Field::Url).is_some() {
        return;
    }
    let Some(publisher) = publisher_of_id(record, context) else { return };
    let Some(pattern) = &publisher.record_url else { return };
    // A malformed number has no address.
    if context.schemas.is_record_id(publisher, &id.value) == Some(false) {
        return;
    }
    let address = pattern.replace("{id}", &id.value);
    let draft = findings.report(id.span, format!("record {} has no address on the page; it is {address}", id.value));
    draft.help("add the address, so that readers can follow it").value(id.value.clone());
    let labels = context.schemas.layout(context.page.layout).into_iter().flat_map(|layout| &layout.label);
    if let Some(label) = labels.filter(|entry| entry.field == Field::Url).find_map(|entry| entry.text.first()) {
        let after = Span { start: id.span.end, end: id.span.end };
        draft.fix("add the address", Applicability::Safe, after, format!("\n\n{label}\n\n{address}"));
    }
}

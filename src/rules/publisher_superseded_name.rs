//! Reports a digital publisher cited under a name that it no longer has.
//!
//! ## Why
//!
//! Readers look for the name in use, and one bibliography should not list one publisher under two. Where an older citation is quoted
//! word for word, its name may stay.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from A. Mikoyan," September 23, 1956, History and Public Policy Program Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ```quiet
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ## Fix
//!
//! Writes the name in use. Not applied unasked: a faithful quotation keeps the old one.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "publisher-superseded-name",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("publisher_superseded_name.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(publisher) = record.publisher.as_ref().filter(|publisher| publisher.value.former) else { return };
    let Some(name) = &publisher.value.canonical else { return };
    let written = &publisher.value.as_written;
    findings
        .report(publisher.span, format!("\"{written}\" is the former name of the \"{name}\""))
        .label("former name")
        .help(format!("write \"{name}\" unless the citation is quoted as printed"))
        .fix(format!("write {name}"), Applicability::Unsafe, publisher.span, name.clone())
        .value(written.to_lowercase());
}

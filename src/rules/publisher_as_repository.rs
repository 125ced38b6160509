//! Reports a digital publisher that stands where the archive belongs.
//!
//! ## Why
//!
//! A web site has no fonds. The paper lies in an archive whose name was left out, and the shelfmark leads nowhere without it.
//!
//! ## Example
//!
//! ```fires
//! Wilson Center Digital Archive, Fond 5446, Opis 98, Delo 721, Listy 27-30
//! ```
//!
//! ```quiet
//! Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30
//! ```

use super::selection::publisher_for_archive;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "publisher-as-repository",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("publisher_as_repository.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.levels.is_empty()) {
        let Some((publisher, span)) = publisher_for_archive(record, holding, context.schemas) else { continue };
        findings
            .report(span, format!("\"{}\" publishes copies and keeps no papers; the archive of the shelfmark is missing", publisher.name))
            .label("a publisher, not an archive")
            .help("put the archive between the publisher and the shelfmark")
            .value(holding.as_written.clone());
    }
}

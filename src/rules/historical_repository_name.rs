//! Reports an archive cited under a name that it no longer has.
//!
//! ## Why
//!
//! Under the old name neither catalogue nor reading room answers. What older publications print has to be quoted as it stands; a
//! reference of one's own gives today's name, with the old one in brackets if need be.
//!
//! ## Example
//!
//! ```fires
//! RTsKhIDNI, f. 17, op. 162, d. 12, l. 3
//! ```
//!
//! ```quiet
//! RGASPI, f. 17, op. 162, d. 12, l. 3
//! RGASPI (formerly RTsKhIDNI), f. 17, op. 162, d. 12, l. 3
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::record::holding::Spelling;
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "historical-repository-name",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("historical_repository_name.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
        let Some(mention) = holding.repository.as_ref().filter(|mention| mention.spelling == Spelling::Former) else { continue };
        let Some(repository) = mention.siglum.as_deref().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        if names_today(record, &repository.siglum, context.schemas) {
            continue;
        }
        let written = &mention.as_written;
        findings
            .report(mention.span, format!("\"{written}\" is a former name; the archive is {} today", repository.siglum))
            .label("former name")
            .help(format!(
                "cite {} ({}), with the old name in brackets if the source prints it; leave quotations as they are",
                repository.siglum, repository.name
            ))
            .value(written.clone());
    }
}

/// Whether the words beside the shelfmark give today's name too.
fn names_today(record: &Record, siglum: &str, schemas: &Schemas) -> bool {
    let words = record.unread.iter().flat_map(|text| text.value.split(|c: char| !c.is_alphanumeric()));
    words
        .flat_map(|word| schemas.repositories_named(word))
        .any(|found| **schemas.siglum(found) == *siglum && found.spelling != Spelling::Former)
}

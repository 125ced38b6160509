//! Reports a fond prefix that the archive does not use.
//!
//! ## Why
//!
//! The letter before a fond number selects a series of the archive. One that the archive does not have is a slip, a letter read
//! in the wrong alphabet (Cyrillic Р is R), or belongs to another archive.
//!
//! ## Example
//!
//! ```fires
//! RGANI, f. K-5, op. 49, d. 131
//! GARF, f. K-5446, op. 98, d. 718
//! ```
//!
//! ```quiet
//! GARF, f. R-5446, op. 98, d. 718
//! ГАРФ. Ф. Р-5446. Оп. 98. Д. 718.
//! RGANI, f. 5, op. 49, d. 131
//! ```

use super::wording::look_alike_letter;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Repository;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "fond-prefix-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("fond_prefix_unknown.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let Some((prefix, rest)) = fond.value.split_once('-') else { continue };
        let is_prefix = (1..=2).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_alphabetic());
        let numbered = rest.starts_with(|c: char| c.is_ascii_digit());
        if !is_prefix || !numbered || knows(repository, prefix) || look_alike_letter(holding, fond, context.schemas).is_some() {
            continue;
        }
        let known = match repository.fond_prefixes.as_slice() {
            [] => "its fonds carry none".to_owned(),
            letters => format!("it has {}", letters.join(" and ")),
        };
        findings
            .report(fond.span, format!("{} is not known to have fonds with the prefix \"{prefix}\"; {known}", repository.siglum))
            .help("check the letter and the archive; the Cyrillic Р is R in Latin letters, П is P");
    }
}

/// Whether the archive uses the prefix; yes in doubt, when the table names neither prefixes nor fonds.
fn knows(repository: &Repository, prefix: &str) -> bool {
    let listed = |letters: &String| letters.eq_ignore_ascii_case(prefix);
    let unknown = repository.fond_prefixes.is_empty() && repository.fond.is_empty();
    let in_fonds = |known: &crate::schema::Fond| known.prefix.as_ref().is_some_and(listed) || known.number.starts_with(prefix);
    unknown || repository.fond_prefixes.iter().any(listed) || repository.fond.iter().any(in_fonds)
}

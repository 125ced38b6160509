//! Reports a citation key with other signs than the letters, digits and marks that every program takes.
//!
//! ## Why
//!
//! Biber reads a key in Cyrillic; classic BibTeX, many editors and most scripts do not, and the same letter can be written in two ways
//! that look alike. A key is for programs.
//!
//! ## Example
//!
//! ```fires page
//! @misc{микоян-1956, title = {Telegram}, note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6}}
//! ```
//!
//! ```quiet page
//! @misc{mikoyan-1956, title = {Telegram}, note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6}}
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "non-ascii-citation-key",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("non_ascii_citation_key.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(key) = record.entry.as_ref().and_then(|entry| entry.key.as_ref()) else { return };
    let Some(sign) = key.value.chars().find(|c| !c.is_ascii()) else { return };
    findings
        .report(key.span, format!("the key \"{}\" has the sign \"{sign}\", which classic BibTeX and many tools cannot take", key.value))
        .label("not plain ASCII")
        .help("write the key in Latin letters, digits and hyphens, here and where the text cites it")
        .value(key.value.clone());
}

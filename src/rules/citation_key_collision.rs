//! Reports two entries of one bibliography with the same key.
//!
//! ## Why
//!
//! Programs keep one of them and drop the other, most without a word: every citation of that key then leads to the same paper.
//!
//! ## Example
//!
//! ```fires page
//! @misc{mikoyan, title = {Telegram}, date = {1956-09-23}, note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6}}
//! @misc{mikoyan, title = {Report}, date = {1956-09-24}, note = {GARF, f. 5446, op. 98, d. 719, ll. 1-2}}
//! ```
//!
//! ```quiet page
//! @misc{mikoyan-1, title = {Telegram}, date = {1956-09-23}, note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6}}
//! @misc{mikoyan-2, title = {Report}, date = {1956-09-24}, note = {GARF, f. 5446, op. 98, d. 719, ll. 1-2}}
//! ```

use std::collections::HashMap;

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::ReadPage;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citation-key-collision",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("citation_key_collision.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut first = HashMap::new();
    for key in page.records.iter().filter_map(|record| record.entry.as_ref()?.key.as_ref()) {
        // Biber and most reference managers tell keys apart by case, BibTeX does not.
        let Some(earlier) = first.insert(key.value.to_lowercase(), key.span) else { continue };
        first.insert(key.value.to_lowercase(), earlier);
        findings
            .report(key.span, format!("the key \"{}\" belongs to another entry already", key.value))
            .label("the same key again")
            .help("give one of them another key, and change it where the text cites it")
            .related(earlier, "first used here")
            .value(key.value.clone());
    }
}

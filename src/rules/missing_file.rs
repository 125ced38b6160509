//! Reports a shelfmark that counts leaves but names no file.
//!
//! ## Why
//!
//! Leaves are numbered within a file. A fond or an inventory may well be cited as a whole, but then without leaves; on the page
//! of a single document a file is always meant.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, ll. 3-6
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! GARF, f. 5446, op. 98
//! ```

use super::selection::lacking;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-file",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_file.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in lacking(record, context, "delo") {
        if holding.folios.is_none() && record.form.note || holding.levels.is_empty() {
            continue;
        }
        let why = if holding.folios.is_some() { "leaves are numbered within a file" } else { "the document lies in one" };
        findings
            .report(holding.span, format!("shelfmark \"{}\" names no file, and {why}", holding.as_written))
            .label("no file")
            .help("add the number of the file (delo, ed. khr., spr., a.e.)");
    }
}

//! Reports punctuation inside a link, after the address.
//!
//! ## Why
//!
//! A full stop after an address in a sentence ends the sentence. Inside the angle brackets of a link, or in a field of its own, it belongs
//! to the address, and the site answers that there is no such page.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. <https://digitalarchive.wilsoncenter.org/document/134157.>
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. <https://digitalarchive.wilsoncenter.org/document/134157>.
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157.
//! ```
//!
//! ## Fix
//!
//! Takes the punctuation out of the link.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "url-trailing-punctuation",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("url_trailing_punctuation.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(loose) = record.form.loose_end else { return };
    findings
        .report(loose, "punctuation stands inside the link, after the address, and keeps it from opening")
        .label("not part of the address")
        .help("close the link before it")
        .fix("take the punctuation out of the link", Applicability::Safe, loose, "");
}

//! Reports a digital copy that was put online before its document was written.
//!
//! ## Why
//!
//! One of the two dates is wrong, usually by one digit: 1915 for 2015.
//!
//! ## Example
//!
//! ```fires page
//! Skip to content
//!
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//!
//! Original Uploaded Date
//!
//! 1915-03-27
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! Skip to content
//!
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//!
//! Original Uploaded Date
//!
//! 2015-03-27
//!
//! Record ID
//!
//! 121798
//! ```

use super::wording::certainly_before;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "upload-before-document",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("upload_before_document.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let (Some(uploaded), Some(date)) = (&record.uploaded, &record.date) else { return };
    let (Some(online), Some(written)) = (uploaded.value.end.or(uploaded.value.start), date.value.start) else { return };
    if online.exists() && written.exists() && certainly_before(online, written) {
        findings
            .report(
                uploaded.span,
                format!("the copy is said to have gone online on {online}, before the document of {written} was written"),
            )
            .related(date.span, "date of the document")
            .help("correct the date that is wrong");
    }
}

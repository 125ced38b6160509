//! Reports the running head of a page joined to a sentence of the text.
//!
//! ## Why
//!
//! The line at the foot of a printed page ends up inside the last sentence, and is quoted as if it were part of it.
//! Such places of one text are told together, in one finding.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае. Некоторые выступили Wilson Center Digital Archive
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае. Некоторые выступили
//! ```

use super::one_page::debris;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Debris, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "running-header-merged",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: Some("debris"),
        source: include_str!("running_header_merged.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for span in debris(page, Debris::RunningHeader) {
        let message = "the running head of the page hangs on this sentence; it is no part of it";
        findings.report(span, message).label("running head").help("leave it out when you quote the sentence");
    }
}

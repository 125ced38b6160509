//! Reports a private-use, replacement or unrelated symbol in the text.
//!
//! ## Why
//!
//! OCR puts a pictograph where it saw a stamp, a broken conversion leaves the replacement sign. A letter or a number is missing
//! there. Such places of one text are told together, in one finding.
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
//! Экз. 🛯 /
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
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
//! Экз. № 1
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```

use super::one_page::debris;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Debris, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "garbage-glyph",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: Some("debris"),
        source: include_str!("garbage_glyph.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for span in debris(page, Debris::Glyph) {
        let message = "a symbol stands here that no typewriter had; a sign, letter or number of the paper is lost";
        findings.report(span, message).label("unreadable sign").help("read the place on the scan; the text itself stays as captured");
    }
}

//! Reports a line of Latin capitals that OCR made of Cyrillic ones.
//!
//! ## Why
//!
//! A stamp "СОВ. СЕКРЕТНО" comes out of an OCR program set to English as Latin letters of the same shape. No search finds it,
//! and it hides the grade of secrecy. Such places of one text are told together, in one finding.
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
//! COB. CEKPETHO
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
//! СОВ. СЕКРЕТНО
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
//! TOP SECRET
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//! ```

use super::one_page::debris;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Debris, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "latin-ocr-of-cyrillic",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: Some("debris"),
        source: include_str!("latin_ocr_of_cyrillic.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for span in debris(page, Debris::LatinForCyrillic) {
        let message = "Latin letters stand for Cyrillic print here; no search in Russian finds these words";
        findings
            .report(span, message)
            .label("Cyrillic read as Latin")
            .help("read the words on the scan; the text itself stays as captured");
    }
}

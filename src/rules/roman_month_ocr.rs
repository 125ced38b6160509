//! Reports a date whose Roman month was damaged by OCR.
//!
//! ## Why
//!
//! Soviet offices wrote the month in Roman numerals: 24.IX.56. OCR makes "1x" or "lX" of it, and IX and XI change places.
//! The date then sorts nowhere. The reading that fits is told as a guess; the text stays.
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
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! печ. в приемной 24.1x.56
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
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! печ. в приемной 24.IX.56
//! ```

use super::one_page::day_in_words;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "roman-month-ocr",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("roman_month_ocr.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    for fact in &page.facts {
        let FactKind::RomanMonth { probably, reading } = &fact.kind else { continue };
        let day = day_in_words(*probably, context.schemas);
        let draft = findings.report(fact.span, format!("the Roman month of this date is damaged; it is probably \"{reading}\", {day}"));
        draft
            .label(format!("probably {reading}"))
            .help("compare with the scan before you use the date; the text stays as it is")
            .value(reading.clone());
        let same = page
            .facts
            .iter()
            .find(|other| matches!(other.kind, FactKind::ClosingDate(day) | FactKind::HeadingDate(day) if day == *probably));
        if let Some(same) = same {
            draft.related(same.span, "the same day in clear letters");
        }
    }
}

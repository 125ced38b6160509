//! Reports a page whose head and whose citation name different days.
//!
//! ## Why
//!
//! Both are meant to be the date of the document. Which one is right decides where a reader finds it in the archive, and a
//! catalogue that took the other one sorts it wrongly.
//!
//! ## Example
//!
//! ```fires page
//! # **September 24, 1956**
//!
//! #### Telegram from Mikoyan
//!
//! ## Citation:
//!
//! "Telegram from Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121798
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Telegram from Mikoyan
//!
//! ## Citation:
//!
//! "Telegram from Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121798
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "header-citation-date",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("header_citation_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(date) = &record.date else { return };
    for again in record.restated.iter().filter(|again| again.field == Field::Date) {
        let Some(other) = again.date.as_ref().and_then(|other| other.day()).filter(|day| day.day.is_some()) else { continue };
        let is_full = date.value.start.is_some_and(|day| day.day.is_some() && day.exists());
        if is_full && !date.value.admits(other) {
            let cited = date.value.as_written.trim();
            findings
                .report(date.span, format!("the citation is dated \"{cited}\", the head of the page {other}"))
                .related(again.span, "date in the head of the page")
                .help("compare both with the document");
        }
    }
}

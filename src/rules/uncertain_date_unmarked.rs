//! Reports a date that the page marks as supplied in one place and states without a mark in another.
//!
//! ## Why
//!
//! Brackets and question marks say that somebody inferred the date. Where the citation drops them, a guess travels on as a fact, and the
//! next author has no reason to check it. Whether a date was inferred only the record itself can tell, so nothing else is judged.
//!
//! ## Example
//!
//! ```fires page
//! Search in
//!
//! Digital Archive International History Declassified
//!
//! [September 1956]
//!
//!
//!   • Citation
//!
//!     get citation
//!
//!     A short note on the talks.
//!     "Note on the Talks," September 1956, History and Public Policy Program Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//!   • share document
//!
//!
//! English HTML
//!
//! They talked.
//! ```
//!
//! ```quiet
//! "Note on the Talks," [September 1956], GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! "Note on the Talks," September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```

use super::wording::stated_dates;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "uncertain-date-unmarked",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("uncertain_date_unmarked.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let dates = || stated_dates(record).filter(|(what, date, _)| *what == Field::Date.as_str() && date.is_read());
    let Some((_, marked, marked_at)) = dates().find(|(_, date, _)| date.uncertain) else { return };
    let same = |(_, date, _): &(_, &ArchivalDate, _)| !date.uncertain && !date.approximate && date.same_time(marked);
    let Some((_, bare, span)) = dates().find(same) else { return };
    let (written, supplied) = (bare.as_written.trim(), marked.as_written.trim());
    findings
        .report(span, format!("the date \"{written}\" stands without a mark, though the page also gives it as supplied: \"{supplied}\""))
        .label("stated as if it stood in the document")
        .related(marked_at, "marked as supplied here")
        .help(format!("write [{written}] unless the document itself is dated"));
}

//! Reports a full citation, or a page, that says nothing about the date of its document.
//!
//! ## Why
//!
//! Silence may mean that the document is undated or that somebody forgot. An undated document is marked as such ("n.d."), with a
//! supplied date in brackets where one can be given. Short notes leave the date to the sentence they support.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from A. Mikoyan," Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ```quiet
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "Telegram from A. Mikoyan," n.d., Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```

use super::selection::telling;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-date",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let full = record.title.is_some() && record.publisher.is_some() && !record.holdings.is_empty();
    if record.date.is_some() || record.form.note && !full || record.empty_label(Field::Date).is_some() {
        return;
    }
    let says_undated = |text: &str| context.schemas.phrases("undated").any(|phrase| text.eq_ignore_ascii_case(phrase));
    if record.unread.iter().any(|text| says_undated(text.value.trim_matches(['[', ']', '(', ')', '.', ' ']))) {
        return;
    }
    // A year in the title dates the document for the reader of a note.
    if record.form.note && record.title.as_ref().is_some_and(|title| holds_year(&title.value)) {
        return;
    }
    let at = record.title.as_ref().map_or_else(|| telling(record), |title| title.span);
    findings
        .report(at, "the document has no date, and nothing says that it is undated")
        .help("add the date, or \"n.d.\" with a supplied date in brackets");
}

fn holds_year(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    words.any(|word| word.len() == 4 && word.starts_with(['1', '2']))
}

//! Reports a quotation inside a quoted title that uses the marks of the title itself.
//!
//! ## Why
//!
//! Inner quotations take single marks, so that the reader sees where the title ends. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! "Report on "Pravda" editorials," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Report on 'Pravda' editorials," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram from Ivanov, 'Plenum of the Korean Workers' Party'," September 15, 1956, GARF, Fond 5446, Opis 98, Delo 721
//! ```
//!
//! ## Fix
//!
//! Writes the inner marks as single ones; apostrophes stay.

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, Edit, Fix, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "nested-quotes",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("nested_quotes.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let (Some(quote), Some(title)) = (record.form.closing_quote, &record.title) else { return };
    let inner = |c: char| c == quote.open || c == quote.close;
    if !matches!(quote.open, '"' | '“') || !title.value.contains(inner) {
        return;
    }
    let edits: Option<Vec<Edit>> = title
        .value
        .char_indices()
        .filter(|(_, c)| inner(*c))
        .map(|(at, c)| {
            let single = match c {
                '“' => "‘",
                '”' => "’",
                _ => "'",
            };
            Some(Edit { span: part_of(&title.value, title.span, at..at + c.len_utf8())?, text: single.to_owned() })
        })
        .collect();
    let draft = findings.report(title.span, "a quotation inside the title uses the same marks as the title");
    draft.help("set the inner quotation in single marks");
    // Without a partner the mark is no quotation but a slip.
    if let Some(edits) = edits.filter(|edits| edits.len() % 2 == 0) {
        draft.fix = Some(Fix { applicability: Applicability::Safe, title: "write the inner marks as single ones".into(), edits });
    }
}

//! Reports a comma that stands after the closing quotation mark of a title.
//!
//! ## Why
//!
//! American style, which most English publications of archival documents follow, puts the comma inside: "Title," and then the
//! date. British style puts it outside; whoever follows it may switch the rule off.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Mikoyan", September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram from Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! «Телеграмма», 23 сентября 1956 г. ГАРФ. Ф. 5446. Оп. 98. Д. 718.
//! ```
//!
//! ## Fix
//!
//! Moves the comma inside.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Comma, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "comma-outside-quotes",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("comma_outside_quotes.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(quote) = record.form.closing_quote.filter(|quote| quote.comma == Comma::Outside) else { return };
    // The rule is one of English typography.
    if !matches!((quote.open, quote.close), ('"' | '“', '"' | '”')) {
        return;
    }
    findings
        .report(quote.span, "the comma stands after the closing quotation mark; American style puts it inside")
        .help("move the comma inside the quotation marks")
        .fix("move the comma inside", Applicability::Safe, quote.span, format!(",{}", quote.close));
}

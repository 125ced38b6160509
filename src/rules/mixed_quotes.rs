//! Reports a title that opens with one kind of quotation mark and closes with another.
//!
//! ## Why
//!
//! A curly mark at one end and a straight one at the other is what is left when text is pasted together. It looks careless in
//! print, and tools that pair quotation marks stumble over it.
//!
//! ## Example
//!
//! ```fires
//! “Telegram from Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! “Telegram from Mikoyan,” September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram from Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! „Telegramm“, 23. September 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ## Fix
//!
//! Closes the title with the mark that belongs to the opening one.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Comma, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-quotes",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("mixed_quotes.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(quote) = record.form.closing_quote else { return };
    let (right, also) = match quote.open {
        '"' => ('"', '"'),
        '“' | '”' => ('”', '”'),
        '„' => ('“', '”'),
        '«' => ('»', '»'),
        _ => return,
    };
    if quote.close == right || quote.close == also {
        return;
    }
    let text = match quote.comma {
        Comma::Inside => format!(",{right}"),
        Comma::Outside => format!("{right},"),
        Comma::None => right.to_string(),
    };
    findings
        .report(quote.span, format!("the title opens with {} and closes with {}", quote.open, quote.close))
        .help("use one kind of quotation mark")
        .fix(format!("close the title with {right}"), Applicability::Safe, quote.span, text);
}

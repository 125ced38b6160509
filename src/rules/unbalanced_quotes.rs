//! Reports a quotation mark of a title that has no partner.
//!
//! ## Why
//!
//! Without its closing mark nobody can tell where the title ends, and everything up to the next mark is taken for a part of it.
//! Apostrophes are not counted.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Mikoyan, September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! “Report on “Pravda,” September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram from Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Telegram from Ivanov, 'Plenum of the Korean Workers' Party'," September 15, 1956, GARF, Fond 5446, Opis 98, Delo 721
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unbalanced-quotes",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("unbalanced_quotes.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    if let Some(title) = &record.title {
        report(&title.value, title.span, findings);
    }
    // A title that is never closed is not read as one; it stays unread, with its mark.
    if record.title.is_none() && !record.holdings.is_empty() {
        for unread in record.unread.iter().filter(|unread| unread.value.starts_with(['"', '“', '«', '„'])) {
            report(&unread.value, unread.span, findings);
        }
    }
}

fn report(text: &str, span: Span, findings: &mut Findings) {
    if let Some(mark) = lonely(text) {
        findings
            .report(span, format!("the quotation mark {mark} has no partner, so it is open where the title ends"))
            .help("add the missing mark, or take this one out");
    }
}

/// The first sort of quotation mark whose opening and closing ones differ in number.
fn lonely(text: &str) -> Option<char> {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    // One » may close an inner and an outer quotation at once.
    let guillemets = count(&['«']) != count(&['»']) && !text.ends_with('»');
    let low = count(&['„']);
    let curly = if low > 0 { low != count(&['“', '”']) } else { count(&['“']) != count(&['”']) };
    if count(&['"']) % 2 == 1 {
        Some('"')
    } else if curly {
        Some(if low > 0 { '„' } else { '“' })
    } else {
        guillemets.then_some('«')
    }
}

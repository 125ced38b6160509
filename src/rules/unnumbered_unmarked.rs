//! Reports a label without a value inside a shelfmark.
//!
//! ## Why
//!
//! An inventory or a file without a number is marked b/n (без номера). A label that is followed by nothing looks the same as one
//! whose number was lost on the way.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo , Listy 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo b/n, Listy 3-6
//! RGASPI, f. 17, op. 163, d. 12, l. 14.f.
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```

use super::wording::{placeholder_after, text_from};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unnumbered-unmarked",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("unnumbered_unmarked.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        for (level, span) in &holding.valueless {
            // "l. 14 f." is an open end, and a level that has its value needs no second one.
            let late = holding.folios.as_ref().is_some_and(|folios| folios.span.end <= span.start);
            if late || holding.level(level).is_some() {
                continue;
            }
            // "Delo ???" has a value of a sort; placeholder-value speaks of it.
            if placeholder_after(record, holding, *span).is_some() {
                continue;
            }
            let length = (span.end - span.start) as usize;
            let label = text_from(record, holding, *span).and_then(|text| text.get(..length)).unwrap_or(level);
            findings
                .report(*span, format!("the label \"{label}\" stands without a number"))
                .label("no value follows")
                .help("write the number, or b/n (б/н) where the archive gave none");
        }
    }
}

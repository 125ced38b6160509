//! Reports a published page without a ready citation, whose reference has to be put together from its parts.
//!
//! ## Why
//!
//! Title, date and source stand apart on such a page, and nobody has confirmed that they belong together: the date in the head may
//! be that of another version, the title that of the file. The assembled citation should be read against the page once.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "no-citation-sentence",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("no_citation_sentence.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    if !record.form.published || !record.form.assembled {
        return;
    }
    let draft = findings
        .report(record.span, "the page has no citation sentence; the reference is put together from this line and parts that stand apart");
    draft.label("source line").help("compare title, date and source with the page before you cite");
    let parts = [("title", record.title.as_ref().map(|title| title.span)), ("date", record.date.as_ref().map(|date| date.span))];
    for (name, span) in parts {
        if let Some(span) = span.filter(|span| !record.span.holds(*span)) {
            draft.related(span, format!("the {name} was taken from here"));
        }
    }
}

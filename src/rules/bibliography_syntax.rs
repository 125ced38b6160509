//! Reports a place where a bibliography breaks the rules of its format, so that entries or fields are lost to every program.
//!
//! ## Why
//!
//! A bracket that is never closed or a comma that is missing makes BibTeX skip the entry, often without a word that anybody reads; the
//! citation then stands in the text as a question mark. What could be read before the place was read.
//!
//! ## Example
//!
//! ```fires page
//! @misc{mikoyan,
//!   title = {Telegram from A. Mikoyan},
//!   date = {1956-09-23}
//!   note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6},
//! }
//! ```
//!
//! ```quiet page
//! @misc{mikoyan,
//!   title = {Telegram from A. Mikoyan},
//!   date = {1956-09-23},
//!   note = {GARF, f. 5446, op. 98, d. 718, ll. 3-6},
//! }
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "bibliography-syntax",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("bibliography_syntax.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for fact in &page.facts {
        if let FactKind::Broken(words) = &fact.kind {
            findings
                .report(fact.span, format!("the bibliography is broken here: {words}"))
                .help("mend this place; programs skip the entry, or everything behind it")
                .value(words.clone());
        }
    }
}

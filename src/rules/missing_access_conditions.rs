//! Reports a published page that carries no terms of use.
//!
//! ## Why
//!
//! Whoever takes a copy into a collection takes over the duty to say what may be done with it (ISAD(G) 3.4). Terms that are not
//! recorded with the copy are hard to find later. Off unless the strict profile asks for it.
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
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Rights
//!
//! Free for teaching and study.
//! ```

use super::selection::telling;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-access-conditions",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_access_conditions.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    if !record.form.published || record.rights.is_some() || record.empty_label(Field::Rights).is_some() {
        return;
    }
    findings
        .report(telling(record), "the page states no terms of use, so nobody knows how the copy may be used")
        .help("record the publisher's terms with the page");
}

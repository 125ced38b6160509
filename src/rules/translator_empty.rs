//! Reports a credit that names nobody.
//!
//! ## Why
//!
//! "Translated by" and a full stop is what is left of a lost name. A translation without its translator cannot be cited.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by .
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Record, Role};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "translator-empty",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("translator_empty.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for credit in record.credits.iter().filter(|credit| !credit.name.contains(char::is_alphabetic)) {
        let what = if credit.role == Role::Translator { "the translator" } else { "the person credited" };
        findings
            .report(credit.span, format!("{what} is announced but not named"))
            .label("a name is missing")
            .help("add the name, or leave the credit out")
            .value(credit.role.as_str());
    }
}

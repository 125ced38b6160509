//! Reports a suppression that silences nothing although its rule ran.
//!
//! ## Why
//!
//! The slip it spoke of is gone, or the comment has moved away from its line. Left where it is, it will silence the next slip of the same
//! kind, which nobody has looked at. A suppression of a rule that compares records is only judged when a whole folder was checked.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98c, d. 718, ll. 3-6. # opiska: ignore[missing-opis] the fond has one inventory
//! ```
//!
//! ```quiet
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis] the fond has one inventory
//! ```

use super::{Check, Findings, Rule, Suppression, Term};
use crate::diagnostic::{Confidence, RuleMeta, Severity};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unused-suppression",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("unused_suppression.rs"),
    },
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression<'_>, findings: &mut Findings) {
    if suppression.used == Some(false) && suppression.term == Term::Running {
        findings
            .report(suppression.span, format!("this suppression of `{}` silences nothing", suppression.rule))
            .help("remove it, or move it to the line it is meant for")
            .value(suppression.rule);
    }
}

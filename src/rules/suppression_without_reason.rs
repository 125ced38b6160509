//! Reports a suppression that does not say why.
//!
//! ## Why
//!
//! Whoever reads the collection next cannot tell a slip that stands in the original from one that nobody wanted to look into. The rule is
//! off by default; `require-suppression-reason = true` in `opiska.toml` switches it on.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis]
//! ```
//!
//! ```quiet
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis] the fond has one inventory
//! ```

use super::{Check, Findings, Rule, Suppression};
use crate::diagnostic::{Confidence, RuleMeta, Severity};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "suppression-without-reason",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("suppression_without_reason.rs"),
    },
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression<'_>, findings: &mut Findings) {
    if !suppression.reasoned && !suppression.rule.is_empty() {
        findings
            .report(suppression.span, format!("this suppression of `{}` gives no reason", suppression.rule))
            .help("write behind the brackets why the finding is no mistake")
            .value(suppression.rule);
    }
}

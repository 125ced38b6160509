//! Reports a suppression whose last day is over.
//!
//! ## Why
//!
//! Somebody set a day by which the matter should be settled. From the day after, the finding is reported again, and this one says why it came
//! back.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis] until 2020-01-31 the archive was asked
//! ```
//!
//! ```quiet
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis] until 2999-01-31 the archive was asked
//! ```

use super::{Check, Findings, Rule, Suppression, Term};
use crate::diagnostic::{Confidence, RuleMeta, Severity};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "expired-suppression",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("expired_suppression.rs"),
    },
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression<'_>, findings: &mut Findings) {
    if suppression.term == Term::Over && suppression.known {
        let until = suppression.until.unwrap_or_default();
        findings
            .report(suppression.span, format!("this suppression of `{}` ended on {until}", suppression.rule))
            .help("settle the finding and remove the suppression, or give it a new day")
            .value(format!("{} {until}", suppression.rule));
    }
}

//! Reports a suppression that cannot work: it names no rule, a rule that does not exist, or a day that is none.
//!
//! ## Why
//!
//! Its writer believes that a finding is settled; it is not, and is still reported.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[mising-opis] the fond has one inventory
//! ```
//!
//! ```quiet
//! GARF, f. 5446, d. 718, ll. 3-6. # opiska: ignore[missing-opis] the fond has one inventory
//! ```

use super::{Check, Findings, Rule, Suppression, Term};
use crate::diagnostic::{Confidence, RuleMeta, Severity};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "invalid-suppression",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("invalid_suppression.rs"),
    },
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression<'_>, findings: &mut Findings) {
    let rule = suppression.rule;
    let (message, help) = if rule.is_empty() {
        ("this suppression names no rule, so it does nothing".to_owned(), "write ignore[rule-name]".to_owned())
    } else if !suppression.known {
        let nearest = suppression.nearest.map(|nearest| format!("did you mean `{nearest}`?"));
        let help = nearest.unwrap_or_else(|| "`opiska rules` lists all rules".to_owned());
        (format!("there is no rule `{rule}`, so this suppression does nothing"), help)
    } else if suppression.term == Term::Unreadable {
        let day = suppression.until.unwrap_or_default();
        (format!("`{day}` is no day, so this suppression of `{rule}` does nothing"), "write a day such as 2027-01-31".to_owned())
    } else {
        return;
    };
    findings.report(suppression.span, message).help(help).value(format!("{rule} {}", suppression.until.unwrap_or_default()));
}

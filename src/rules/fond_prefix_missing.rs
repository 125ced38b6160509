//! Reports a fond that the archive catalogues under a prefix letter, cited without it.
//!
//! ## Why
//!
//! Some archives keep several series of fonds with the same numbers, told apart by a letter: R-5446 and A-259. English usage
//! drops the letter and is understood; a request slip needs it. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! GARF, Fond R-5446, Opis 98, Delo 718
//! RGASPI, f. 558, op. 11, d. 97
//! ```
//!
//! ## Fix
//!
//! Adds the letter that the table of the archive has. It changes the printed number, so it is not applied without being asked for.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "fond-prefix-missing",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("fond_prefix_missing.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let known = repository.fond.iter().find(|known| known.number == fond.value);
        let Some(prefix) = known.and_then(|known| known.prefix.as_ref()) else { continue };
        let full = format!("{prefix}-{}", fond.value);
        findings
            .report(fond.label_span.join(fond.span), format!("{} catalogues fond {} as {full}", repository.siglum, fond.value))
            .label("prefix letter left out")
            .help(format!("write {full}"))
            .fix(format!("write {full}"), Applicability::Unsafe, fond.span, full);
    }
}

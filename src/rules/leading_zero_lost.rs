//! Reports a fond whose leading zero seems to have been lost.
//!
//! ## Why
//!
//! In the foreign policy archive the zero marks a series of its own: 0102 and 102 are two fonds. Spreadsheets drop the zero
//! without a word. Reported only where the tables know the fond with the zero and none without it.
//!
//! ## Example
//!
//! ```fires
//! AVPRF, f. 102, op. 12, papka 68, d. 6
//! ```
//!
//! ```quiet
//! AVPRF, f. 0102, op. 12, papka 68, d. 6
//! GARF, f. 102, op. 12, d. 6
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "leading-zero-lost",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("leading_zero_lost.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let zeroed = format!("0{}", fond.value);
        let known = |number: &str| repository.fond.iter().find(|known| known.number == number);
        let Some(meant) = known(&zeroed).filter(|_| known(&fond.value).is_none()) else { continue };
        let name = meant.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        findings
            .report(fond.span, format!("fond {} is probably {zeroed}{name}: the leading zero counts in {}", fond.value, repository.siglum))
            .label("zero lost?")
            .help(format!("write {zeroed} if that fond is meant"));
    }
}

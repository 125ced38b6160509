//! Reports a file of a foreign policy archive that is cited without its papka.
//!
//! ## Why
//!
//! These archives order files by folder: the papka is written beside the delo, and without it a request may not be served.
//!
//! ## Example
//!
//! ```fires
//! AVPRF, f. 0102, op. 12, d. 6, ll. 1-5
//! ```
//!
//! ```quiet
//! AVPRF, f. 0102, op. 12, papka 68, d. 6, ll. 1-5
//! AVPRF, f. 0102, op. 12, d. 6, p. 68
//! GARF, f. 5446, op. 98, d. 718
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "papka-missing",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("papka_missing.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        let Some(delo) = holding.level("delo").filter(|_| !holding.is_inherited("delo")) else { continue };
        let known = holding.siglum().and_then(|siglum| context.schemas.repository(siglum));
        let scheme = known.and_then(|repository| context.schemas.scheme(&repository.scheme));
        let has_folders = scheme.is_some_and(|scheme| !scheme.generic && scheme.level.iter().any(|level| level.id == "papka"));
        if !has_folders || holding.level("papka").is_some() || holding.valueless.iter().any(|(level, _)| &**level == "papka") {
            continue;
        }
        let Some(siglum) = holding.siglum() else { continue };
        findings
            .report(
                delo.label_span.join(delo.span),
                format!("{siglum} keeps its files in folders, and no papka is given for delo {}", delo.value),
            )
            .help("add the papka, between opis and delo or after the delo")
            .value(delo.value.clone());
    }
}

//! Reports a siglum that several archives use when nothing beside it tells which one is meant.
//!
//! ## Why
//!
//! HDA is the archive of the Ukrainian security service in one book and a provincial archive in the next. The levels do not help:
//! each of them may have a fond 16.
//!
//! ## Example
//!
//! ```fires
//! TsGAOR, f. 16, op. 1, d. 2, l. 3
//! ```
//!
//! ```quiet
//! GARF, f. 16, op. 1, d. 2, l. 3
//! HDA SBU, f. 16, op. 1, spr. 2, ark. 3
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::record::holding::Spelling;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "ambiguous-siglum",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("ambiguous_siglum.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
        let Some(mention) = &holding.repository else { continue };
        let candidates = context.schemas.repositories_named(&mention.as_written);
        let read_as = candidates.iter().find(|found| found.usual && mention.siglum.as_deref() == Some(&**context.schemas.siglum(found)));
        let told = mention.siglum.is_some() && read_as.is_none();
        if mention.spelling != Spelling::Shared || candidates.len() < 2 || told {
            continue;
        }
        let repositories = candidates.iter().filter_map(|found| context.schemas.repositories.get(found.repository));
        let names: Vec<String> = repositories.take(4).map(|repository| format!("{}, {}", repository.siglum, repository.name)).collect();
        let written = &mention.as_written;
        let read = read_as.map(|found| format!("; it was read as {}", context.schemas.siglum(found))).unwrap_or_default();
        findings
            .report(
                mention.span,
                format!("\"{written}\" is the siglum of {} archives, and nothing here tells which is meant{read}", candidates.len()),
            )
            .label("which one?")
            .help(format!("write the full siglum or add the town: {}", names.join("; ")))
            .value(written.clone());
    }
}

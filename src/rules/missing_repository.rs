//! Reports a shelfmark that names no archive.
//!
//! ## Why
//!
//! Fond 5446 exists in hundreds of archives. Without the archive nobody can order the file, and no index can tell two files
//! apart. What "Ibid." or the shelfmark before answers for is not missing.
//!
//! ## Example
//!
//! ```fires
//! Fond 5446, Opis 98, Delo 721, Listy 27-30
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30
//! RGASPI, f. 558, op. 11, d. 328, l. 3; d. 329, ll. 9-17
//! ```

use super::selection::{publisher_for_archive, takes_over};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Holding, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-repository",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_repository.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let named = |holding: &Holding| holding.repository.is_some() || takes_over(holding, context.schemas);
    let Some(holding) = record.holdings.iter().find(|holding| !holding.levels.is_empty()) else { return };
    if named(holding) || holding.unlabelled || publisher_for_archive(record, holding, context.schemas).is_some() {
        return;
    }
    findings
        .report(holding.span, format!("shelfmark \"{}\" names no archive, so the file cannot be ordered", holding.as_written))
        .label("no archive before the first level")
        .help("put the archive's siglum or name before the shelfmark");
}

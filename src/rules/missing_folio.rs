//! Reports a titled document whose shelfmark ends at the file.
//!
//! ## Why
//!
//! A file may hold several hundred leaves. Whoever cites one document in it has had the leaves in hand; without them the next
//! reader turns over the whole file. Notes without a title may mean the file itself, and are left alone.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from A. Mikoyan to the CPSU Central Committee," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Telegram from A. Mikoyan to the CPSU Central Committee," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! RGANI, f. 3, op. 12, d. 7
//! "Reports of the provinces," 1932, GARF, f. R-9401, op. 1, d. 504-511
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-folio",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("missing_folio.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    if record.title.is_none() && record.form.note || record.holdings.iter().any(|holding| holding.folios.is_some()) {
        return;
    }
    let Some(holding) = record.holdings.last().filter(|holding| !holding.unlabelled) else { return };
    let counts_leaves = context.schemas.scheme(&holding.scheme).is_some_and(|scheme| scheme.folios.is_some());
    // A range of files stands for the files.
    let Some(delo) = holding.level("delo").filter(|delo| counts_leaves && !delo.value.contains('-')) else { return };
    findings
        .report(delo.span, format!("the shelfmark ends at file {}, so the document in it has to be searched leaf by leaf", delo.as_written))
        .label("no leaves after this file")
        .help("add the leaves; if the whole file is meant, say so in the title")
        .value(holding.as_written.clone());
}

//! Reports a shelfmark that has an archive but no fond where the archive's scheme asks for one.
//!
//! ## Why
//!
//! Inventories and files are numbered within their fond. "Opis 98, Delo 721" is a different file in every fond that has a
//! ninety-eighth inventory. Of an archive that the tables do not know nobody can say that it has fonds; then this is a doubt.
//!
//! ## Example
//!
//! ```fires
//! GARF, Opis 98, Delo 721, Listy 27-30
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30
//! ```

use super::selection::{is_guess, lacking, takes_over};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-fond",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_fond.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in lacking(record, context, "fond") {
        // Without an archive the shelfmark is a fragment, and that is reported already.
        if holding.repository.is_none() || takes_over(holding, context.schemas) {
            continue;
        }
        let draft = findings
            .report(holding.span, format!("shelfmark \"{}\" names no fond, and files are numbered within fonds", holding.as_written));
        draft.label("no fond").help("add the number of the fond after the archive");
        if is_guess(holding) {
            // Who knows how an unknown archive numbers its files?
            draft.at_most(Severity::Warning).confidence(Confidence::Low);
        }
    }
}

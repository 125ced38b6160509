//! Reports a shelfmark that names a file but not the inventory it is listed in.
//!
//! ## Why
//!
//! Every opis begins its files at 1 again, so a fond with forty inventories may have forty files of that number. Some archives
//! have fonds with a single inventory and leave it out; their entries in the tables say so.
//!
//! ## Example
//!
//! ```fires
//! RGASPI, f. 17, d. 12, l. 3
//! ```
//!
//! ```quiet
//! RGASPI, f. 17, op. 163, d. 12, l. 3
//! HDA SBU, f. 13, spr. 372, ark. 5
//! ```

use super::selection::{is_guess, lacking, takes_over};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-opis",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("missing_opis.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in lacking(record, context, "opis") {
        // A whole fond may be cited; a file or leaves of one need the inventory.
        let Some(file) = holding.level("delo").map(|delo| &delo.as_written) else { continue };
        if holding.level("fond").is_none() || takes_over(holding, context.schemas) {
            continue;
        }
        let draft = findings.report(
            holding.span,
            format!(
                "shelfmark \"{}\" names no opis; numbers of files begin anew in each inventory, so file {file} may be several",
                holding.as_written
            ),
        );
        draft.label("no opis between fond and file").help("add the inventory; if the fond has only one, write opis 1");
        if is_guess(holding) {
            // Who knows how an unknown archive numbers its files?
            draft.at_most(Severity::Warning).confidence(Confidence::Low);
        }
    }
}

//! Reports a shelfmark that gives the fond or the opis twice before it goes on to the file.
//!
//! ## Why
//!
//! "Opis 98, Opis 98c, Delo 718" names two inventories for one file, and only one of them has it. Lists that end with the repeated
//! level, and shelfmarks divided by a semicolon, are not meant.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Opis 98s, Delo 718
//! RGANI, f. 5, f. 3, op. 49, d. 131, ll. 1-3
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! GARF, f. 5446, op. 98, d. 718; op. 98s, d. 721
//! GARF, f. 5446, op. 98, d. 718, d. 719
//! ```

use super::selection::doubled_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "duplicate-level",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("duplicate_level.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for doubled in doubled_levels(record, context.schemas) {
        let (first, second) = (doubled.first, doubled.second);
        let same = first.value == second.value;
        let message = if same {
            format!("the shelfmark gives the {} {} twice", first.id, first.value)
        } else {
            format!(
                "the shelfmark gives two values for the {}, {} and {}; only one of them has the file",
                first.id, first.value, second.value
            )
        };
        let draft = findings.report(second.label_span.join(second.span), message);
        draft.related(first.label_span.join(first.span), "the first one").help("keep the one that the file belongs to");
        if same {
            draft.at_most(Severity::Warning);
        }
    }
}

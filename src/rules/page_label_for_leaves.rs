//! Reports a page label where the archive numbers leaves.
//!
//! ## Why
//!
//! Files of Russian and Soviet archives are foliated: one number for each leaf, two pages to a leaf. "pp. 3-6" therefore names
//! either other papers than "ll. 3-6" or the same ones in the wrong word.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, pp. 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! AVPRF, f. 0102, op. 12, p. 68, d. 6, ll. 1-5
//! F. 0102, Op. 13, P. 72, Delo 5, Listy 165-192
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FolioUnit, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "page-label-for-leaves",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("page_label_for_leaves.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(folios) = holding.folios.as_ref().filter(|folios| folios.unit == FolioUnit::Page && !folios.label.is_empty()) else {
            continue;
        };
        // Without a delo before it the letter rather means a papka.
        if holding.level("delo").is_none() {
            continue;
        }
        let leaves = context.schemas.scheme(&holding.scheme).and_then(|scheme| scheme.folios.as_ref());
        let Some(labels) = leaves.filter(|labels| labels.unit == FolioUnit::Leaf) else { continue };
        let several = folios.is_several();
        let right = labels.print.abbr.as_ref().map_or("l.", |form| form.form(several));
        findings
            .report(folios.label_span, format!("\"{}\" counts pages, but files like this are numbered by leaves", folios.label))
            .label("a page label")
            .help(format!("write \"{right}\" if the number is that of a leaf"));
    }
}

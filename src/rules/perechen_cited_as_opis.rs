//! Reports a document of RGANI fond 89 that is cited by opis and delo.
//!
//! ## Why
//!
//! The fond is a collection of copies arranged by lists (perechni) and documents, and its guides speak of per. and dok. The usual
//! labels are widespread and understood; they suggest inventories and files that do not exist.
//!
//! ## Example
//!
//! ```fires
//! RGANI, f. 89, op. 28, d. 9, ll. 1-5
//! ```
//!
//! ```quiet
//! RGANI, f. 89, per. 28, dok. 9, ll. 1-5
//! RGANI, f. 5, op. 49, d. 131
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "perechen-cited-as-opis",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("perechen_cited_as_opis.rs"),
    },
    check: Check::Record(check),
};

/// The scheme of the fond.
const SCHEME: &str = "ru-perechen";

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| &*holding.scheme == SCHEME) {
        let Some(opis) = holding.level("opis").filter(|opis| !holding.is_inherited("opis") && !opis.label.is_empty()) else { continue };
        let label = opis.label.to_lowercase();
        let generic = context.schemas.schemes.having("generic", |scheme| scheme.generic).flat_map(|scheme| &scheme.level);
        if generic.filter(|level| level.id == "opis").any(|level| level.labels.contains(&label)) {
            findings
                .report(opis.label_span, format!("fond 89 has lists and documents; \"{}\" probably means a perechen", opis.label))
                .help("cite perechen and document: per., dok.")
                .value(opis.value.clone());
        }
    }
}

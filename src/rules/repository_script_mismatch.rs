//! Reports the siglum of an archive in another script than the labels of the shelfmark.
//!
//! ## Why
//!
//! "ГАРФ, Fond 5446" needs two keyboards to type and two searches to find. Every archive of the tables that writes Cyrillic has a siglum
//! in either script.
//!
//! ## Example
//!
//! ```fires
//! ГАРФ, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! GARF. Ф. 5446. Оп. 98. Д. 718. Л. 3.
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3.
//! ```
//!
//! ## Fix
//!
//! Writes the siglum in the script of the labels. It is another word, so a person should look.

use super::wording::{Script, label_script, one_script, own_levels};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::record::holding::Spelling;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "repository-script-mismatch",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("repository_script_mismatch.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository") && !holding.unlabelled) {
        let Some(mention) = holding.repository.as_ref().filter(|mention| mention.spelling == Spelling::Canonical) else { continue };
        let Some(repository) = mention.siglum.as_deref().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let (Some(labels), Some(printed)) = (label_script(holding), one_script(mention.as_written.chars())) else { continue };
        let right = match labels {
            Script::Latin => Some(&repository.siglum),
            Script::Cyrillic => repository.original_siglum.as_ref(),
        };
        let Some(right) = right.filter(|right| labels != printed && one_script(right.chars()) == Some(labels)) else { continue };
        let label = own_levels(holding).find(|level| !level.label.is_empty());
        let written = &mention.as_written;
        let draft = findings.report(mention.span, format!("\"{written}\" is not in the script of the labels"));
        draft
            .help(format!("write {right}"))
            .fix(format!("write {right}"), Applicability::Unsafe, mention.span, right.as_str())
            .value(written.clone());
        if let Some(label) = label {
            draft.related(label.label_span, "a label in the other script");
        }
    }
}

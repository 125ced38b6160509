//! Reports the siglum of an archive with other spaces or dots than the tables give it.
//!
//! ## Why
//!
//! "GA RF" and "GARF" are one archive. Where a whole collection is to have one form, this rule finds the others one by one and corrects
//! them; `mixed-repository-forms` only says that there are several. Cyrillic sigla are left alone: «ГА РФ» and «ГАРФ» are both official. The
//! rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! GA RF, f. 5446, op. 98, d. 718
//! AVP RF, f. 0102, op. 12, papka 68, d. 6
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718
//! ГА РФ. Ф. 5446. Оп. 98. Д. 718.
//! TsGAOR SSSR, f. 5446, op. 98, d. 718
//! HDA SBU, f. 16, op. 1, d. 718
//! ```
//!
//! ## Fix
//!
//! Writes the siglum as the tables have it.

use super::wording::{Script, one_script, printed_after};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::record::holding::Spelling;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "repository-form-variant",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("repository_form_variant.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
        let Some(mention) = holding.repository.as_ref().filter(|mention| mention.spelling == Spelling::Canonical) else { continue };
        let (Some(siglum), written) = (&mention.siglum, &mention.as_written) else { continue };
        let latin = one_script(written.chars()) == Some(Script::Latin);
        let whole = written.ends_with(char::is_alphanumeric) && written.starts_with(char::is_alphanumeric);
        if !latin || !whole || written == &**siglum || bare(written) != bare(siglum) {
            continue;
        }
        // The last dot of "A.N.I.C." stands outside the name.
        let dotted = written.contains('.') && printed_after(holding, mention.span).is_some_and(|rest| rest.starts_with('.'));
        let place = Span { end: mention.span.end + u32::from(dotted), ..mention.span };
        findings
            .report(mention.span, format!("\"{written}\" is another form of {siglum}"))
            .help(format!("write {siglum}"))
            .fix(format!("write {siglum}"), Applicability::Safe, place, siglum.to_string())
            .value(written.clone());
    }
}

/// The letters and digits of a siglum.
fn bare(siglum: &str) -> String {
    siglum.chars().filter(|c| c.is_alphanumeric()).collect()
}

//! Reports a plural label before one leaf, or a singular one before several.
//!
//! ## Why
//!
//! "ll. 5" leaves the reader in doubt whether a second number was lost, and "l. 3-6" whether the range is meant. Many historians
//! write "l. 25-26" throughout; whoever does so may switch this rule off. Cyrillic labels have one form and are never reported.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 5
//! GARF, f. 5446, op. 98, d. 718, l. 3-6
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, l. 5
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! GARF, f. 5446, op. 98, d. 718, ll. 2-2ob
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6.
//! ```
//!
//! ## Fix
//!
//! Writes the label in the other number; the leaves stay untouched.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{FolioUnit, Folios, Record};
use crate::schema::{Printed, Scheme};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-number-agreement",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("folio_number_agreement.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(folios) = holding.folios.as_ref().filter(|folios| folios.unit == FolioUnit::Leaf) else { continue };
        let several = folios.is_several();
        // Both sides of one leaf, or one leaf twice, are printed like a range: either label will do.
        let like_range = folios.items.iter().any(|item| item.dashed);
        let message = match (folios.plural, several) {
            (Some(true), false) if !like_range => format!("the plural label \"{}\" stands before one leaf", folios.label),
            // "l. 3 ff." lacks an end; folio-open-ended reports it.
            (Some(false), true) if folios.open_end.is_none() => {
                format!("the singular label \"{}\" stands before several leaves", folios.label)
            }
            _ => continue,
        };
        let other = context.schemas.scheme(&holding.scheme).and_then(|scheme| other_number(folios, scheme, several));
        let draft = findings.report(folios.label_span, message);
        draft.label(if several { "one leaf announced" } else { "several leaves announced" });
        match other {
            Some(label) => draft.help(format!("write \"{label}\", unless a number is missing")).fix(
                format!("write the label as \"{label}\""),
                Applicability::Safe,
                folios.label_span,
                label,
            ),
            None => draft.help("let the label agree with the leaves, unless a number is missing"),
        };
    }
}

/// The printed form of the same label in the other number, without a dot.
fn other_number(folios: &Folios, scheme: &Scheme, several: bool) -> Option<String> {
    let print = &scheme.folios.as_ref()?.print;
    let bare = |form: &Printed, several| form.form(several).trim_end_matches('.').to_owned();
    let forms = [&print.full, &print.abbr, &print.abbr_cap].into_iter().flatten();
    let same = |form: &&Printed| bare(form, !several).eq_ignore_ascii_case(&folios.label);
    let forms: Vec<&Printed> = forms.filter(same).collect();
    let exact = forms.iter().find(|form| bare(form, !several) == folios.label);
    let label = bare(exact.or(forms.first())?, several);
    let lower = folios.label.chars().all(char::is_lowercase);
    Some(if lower { label.to_lowercase() } else { label })
}

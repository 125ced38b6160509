//! Reports a published translation that does not say from which language it was made.
//!
//! ## Why
//!
//! Archives hold papers in more than one language, and some translations were made from a translation. The reader who wants the
//! wording has to know which text to ask for.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```
//!
//! ```quiet page
//! # September 23, 1956
//!
//! #### Minutes of the Meeting
//!
//! ## Citation:
//!
//! "Minutes of the Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30. Translated by Gary Goldberg.
//!
//! # Original Language:
//!
//! Russian
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record, Role};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-original-language",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_original_language.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    if !record.form.published || record.original_language.is_some() || record.empty_label(Field::OriginalLanguage).is_some() {
        return;
    }
    let Some(credit) = record.credits.iter().find(|credit| credit.role == Role::Translator) else { return };
    findings
        .report(credit.span, "a translator is credited, but the page does not say from which language")
        .label("translated from what?")
        .help("state the original language")
        .value("original language");
}

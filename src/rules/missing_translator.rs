//! Reports a published page of a document from a foreign archive that credits no translator.
//!
//! ## Why
//!
//! Publishers of these pages give the text in English. Where the archive's documents are in another language, somebody translated
//! them, and the wording that is quoted is theirs. Documents of archives that write English need no credit, and a transcription is no
//! translation.
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
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record, Role};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-translator",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("missing_translator.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let settled = record.credits.iter().any(|credit| matches!(credit.role, Role::Translator | Role::Transcriber));
    if !record.form.published || settled || record.empty_label(Field::Credits).is_some() || states_english(record) {
        return;
    }
    let Some(holding) = record.holding() else { return };
    let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { return };
    let mut english = context.schemas.phrases("english-speaking-country");
    if english.any(|country| country == repository.country) {
        return;
    }
    findings
        .report(holding.span, format!("the document comes from {} and the page credits no translator", repository.siglum))
        .label("no credit after this shelfmark")
        .help("name the translator, or state English as the original language");
}

fn states_english(record: &Record) -> bool {
    record.original_language.as_ref().is_some_and(|language| language.value == "en")
}

//! Reports an original whose script is not that of the language the record names.
//!
//! ## Why
//!
//! A page that carries the text of its scans shows in which script the paper was written. When the record says Russian and every scan reads
//! Latin, either the field is wrong or the scans belong to another document. Cyrillic text under a language of another script is only a
//! remark, for a file may hold an enclosure in Russian. Text after the last scan may be the translation and is not judged.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Note on the Talks
//!
//! ## Citation:
//!
//! "Note on the Talks", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//!
//! # **Original Language:**
//!
//! Russian
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! The guests came late in the evening and left before anybody had asked them to.
//!
//! Original Scan
//!
//! They had talked of the harvest and of the weather, and of nothing else at all.
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Note on the Talks
//!
//! ## Citation:
//!
//! "Note on the Talks", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//!
//! # **Original Language:**
//!
//! Russian
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно вечером и ушли раньше, чем их об этом попросили.
//!
//! The guests came late in the evening and left before anybody had asked them to.
//! ```

use super::one_page::only_record;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "language-script-mismatch",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("language_script_mismatch.rs"),
    },
    check: Check::Page(check),
};

/// The script of Russian and its relatives (ISO 15924).
const CYRILLIC: &str = "Cyrl";

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let Some(stated) = only_record(page).and_then(|record| record.original_language.as_ref()) else { return };
    let Some(language) = context.schemas.language(&stated.value) else { return };
    let (Some(name), Some(script)) = (language.names.first(), &language.script) else { return };
    let scans = page.facts.iter().find_map(|fact| match fact.kind {
        FactKind::ScanText { cyrillic } => Some((fact.span, cyrillic)),
        _ => None,
    });
    let Some((place, cyrillic)) = scans.filter(|(_, cyrillic)| *cyrillic != (script == CYRILLIC)) else { return };
    let seen = if cyrillic { "the scans hold Cyrillic text" } else { "the text of the scans is Latin" };
    let draft = findings.report(stated.span, format!("the original language is {name}, but {seen}"));
    draft
        .label("says the record")
        .related(place, "text of a scan")
        .help("look at the scans: the language, or the document they belong to, may be another one");
    if cyrillic {
        draft.at_most(Severity::Info).confidence(Confidence::Low);
    }
    draft.value(format!("{} {cyrillic}", language.code));
}

//! Reports a letter of a shelfmark value that belongs to the other alphabet than the labels.
//!
//! ## Why
//!
//! The Cyrillic с and the Latin c look the same and are two letters to every search and every catalogue: among Latin labels
//! `98с` with a Cyrillic letter is found by nobody who types `98c` or `98s`. A shelfmark that is Cyrillic throughout is right.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98с, Delo 718
//! ГАРФ. Ф. P-5446. Оп. 98. Д. 718.
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98s, Delo 718
//! ГАРФ. Ф. Р-5446. Оп. 98с. Д. 718.
//! ```
//!
//! ## Fix
//!
//! Shown, not applied: the letter in the alphabet of the labels, transliterated where that is Latin.

use super::wording::{Script, label_script, look_alike_letter, own_levels};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Holding, Level, Record};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "homoglyph-in-identifier",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: Some(Applicability::Display),
        summary_group: None,
        source: include_str!("homoglyph_in_identifier.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        for level in own_levels(holding) {
            if let Some(letter) = look_alike_letter(holding, level, context.schemas) {
                report(holding, level, letter, context.schemas, findings);
            }
        }
    }
}

fn report(holding: &Holding, level: &Level, letter: char, schemas: &Schemas, findings: &mut Findings) {
    let (found, labels, right) = match label_script(holding) {
        Some(Script::Cyrillic) => ("Latin", "Cyrillic", cyrillic(&level.as_written, schemas)),
        _ => ("Cyrillic", "Latin", level.value.clone()),
    };
    let (id, written) = (&level.id, &level.as_written);
    findings
        .report(level.span, format!("{id} \"{written}\" has the {found} letter \"{letter}\" among {labels} labels: no search will find it"))
        .label(format!("{found} {letter} (U+{:04X})", u32::from(letter)))
        .help(format!("compare with the inventory and write \"{right}\" if that is meant"))
        .fix(format!("write {right} in {labels} letters"), Applicability::Display, level.span, right)
        .value(format!("{id} {written}"));
}

fn cyrillic(text: &str, schemas: &Schemas) -> String {
    text.chars().map(|c| schemas.look_alikes.get(&c).copied().unwrap_or(c)).collect()
}

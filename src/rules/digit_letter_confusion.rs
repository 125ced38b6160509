//! Reports a letter that stands where a digit belongs: `7l8`, `O12`.
//!
//! ## Why
//!
//! Text recognition and tired fingers exchange O and 0, l and 1, З and 3. In a shelfmark the wrong sign names another file or
//! none. In the text of a document it is only debris, told in one summary for the file.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 7l8, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo O12, Listy 3-6
//! ```
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 64l, Listy 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! GARF, Fond R-5446, Opis 98o, Delo 17a, Listy 3-6
//! GARF, Fond R-5446, Opis 98l, Delo 17, Listy 3-6
//! ГАРФ. Ф. Р-12. Оп. 98л. Д. 718.
//! ```
//!
//! ## Fix
//!
//! In shelfmarks writes the digit. It changes a number, so it is not applied without being asked for.

use super::wording::{look_alike_letter, misread_digits, own_levels};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Debris, FactKind, Level, ReadPage};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "digit-letter-confusion",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Unsafe),
        summary_group: Some("debris"),
        source: include_str!("digit_letter_confusion.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    for holding in page.records.iter().flat_map(|record| &record.holdings) {
        for level in own_levels(holding).filter(|level| &*level.id != "shelfmark") {
            // A letter of the other alphabet is reported as such.
            if look_alike_letter(holding, level, context.schemas).is_none() {
                in_level(level, context.schemas, findings);
            }
        }
    }
    for fact in page.facts.iter().filter(|fact| fact.kind == FactKind::Debris(Debris::DigitLetter)) {
        findings
            .report(fact.span, "a letter stands where a digit belongs, or the reverse")
            .label("letter for digit")
            .help("compare with the scan; the text is left as it is")
            .at_most(Severity::Info);
    }
}

fn in_level(level: &Level, schemas: &Schemas, findings: &mut Findings) {
    let Some(right) = misread_digits(level, schemas) else { return };
    let (id, written) = (&level.id, &level.as_written);
    findings
        .report(level.span, format!("{id} \"{written}\" has a letter where a digit belongs; it is probably {right}"))
        .help("compare with the file")
        .fix(format!("write {right}"), Applicability::Unsafe, level.span, right)
        .value(format!("{id} {written}"));
}

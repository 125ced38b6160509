//! Reports a Korean name whose syllable Il is printed as the Roman numeral II.
//!
//! ## Why
//!
//! Capital I and small l look alike, and OCR prefers the numeral: "Nam II" for Nam Il. A search for the name then misses the
//! page, and an index lists a monarch. Only names of the table are looked at, so a second world war or a pope stays what
//! it is. In the text of the document one finding tells all places, at the severity of a remark; in title and summary,
//! which are metadata, each place is a warning.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting with Nam II
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Kim II Sung said that the guests came late, and Nam II said that they had stayed long.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting with Nam Il after World War II
//!
//! Kim Il Sung said that the guests came late, and Pope John Paul II said nothing.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ## Fix
//!
//! In title, citation and summary the listed name is put in; the text of the document is never changed.

use super::one_page::{also_at, in_all};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::fact::BodyPart;
use crate::record::{Fact, FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "name-ocr-ii",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("name_ocr_ii.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut body = Vec::new();
    for fact in &page.facts {
        match &fact.kind {
            FactKind::NameOcr { place: BodyPart::Body, probably } => body.push((fact.span, probably)),
            FactKind::NameOcr { probably, place } => described(fact, probably, *place, findings),
            _ => {}
        }
    }
    let Some(&(first, probably)) = body.first() else { return };
    let draft = findings.report(first, message(probably, "the text", &in_all(body.len())));
    draft.at_most(Severity::Info).label("numeral II for Il").value(format!("text {probably}"));
    draft.help("leave the text as it is, and search it for both forms; where you quote it, put the name right in brackets");
    also_at(draft, body[1..].iter().map(|(span, _)| *span), "here as well");
}

fn described(fact: &Fact, probably: &str, place: BodyPart, findings: &mut Findings) {
    let part = if place == BodyPart::Summary { "the summary" } else { "title or citation" };
    let draft = findings.report(fact.span, message(probably, part, ""));
    draft.label("numeral II for Il").value(format!("{part} {probably}")).help(format!("write \"{probably}\""));
    // Where markup or a line break stands inside the name, the places of its letters are not known.
    if (fact.span.end - fact.span.start) as usize == probably.len() {
        draft.fix(format!("write {probably}"), Applicability::Safe, fact.span, probably);
    }
}

fn message(probably: &str, part: &str, places: &str) -> String {
    let printed = probably.replace("Il", "II");
    format!("\"{printed}\" in {part}{places} is probably \"{probably}\", the syllable read as a numeral; a search for the name misses it")
}

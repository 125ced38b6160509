//! Reports a document that writes the sign for "number" in three or more ways.
//!
//! ## Why
//!
//! №, Nº, N°, No. and leftovers of markup mean one thing; a search for "№ 963" finds one of them. Two forms are usual where an
//! original and its translation stand side by side; three are worth a look. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! 3-в дело № 963
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! TOP SECRET Copy Nº 1
//!
//! to file No. 963
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! 3-в дело № 963
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! TOP SECRET Copy Nº 1
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};
use crate::source::Span;

/// So many forms are worth a look.
const FORMS: usize = 3;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "numero-sign-variants",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("numero_sign_variants.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut forms: Vec<(&str, Span)> = Vec::new();
    for fact in &page.facts {
        if let FactKind::Numero(sign) = &fact.kind
            && !forms.iter().any(|(known, _)| known == sign)
        {
            forms.push((sign, fact.span));
        }
    }
    if forms.len() < FORMS {
        return;
    }
    let signs: Vec<&str> = forms.iter().map(|(sign, _)| *sign).collect();
    let draft = findings.report(forms[0].1, format!("the sign for \"number\" is written in {} ways: {}", forms.len(), signs.join(", ")));
    draft
        .label(format!("here {}", forms[0].0))
        .help("search for all forms; write one of them in title, summary and notes")
        .value(signs.join(" "));
    for (sign, span) in &forms[1..] {
        draft.related(*span, format!("here {sign}"));
    }
}

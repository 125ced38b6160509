//! Reports words that stick to the last leaf of a citation.
//!
//! ## Why
//!
//! "Listy 3-6 of the file" leaves open whether the words belong to the number, qualify it, or were left by accident; programs that read
//! citations stumble over them. What a comma, a full stop or brackets divide from the leaves is not meant, and neither are words that
//! lead to another edition.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6 of the file
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! RGASPI, f. 17, op. 171, d. 378, l. 1 in Khlevniuk, Stalinskoe Politbiuro, 45
//! RGASPI, f. 17, op. 171, d. 378, l. 1 (copy).
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6, of the file
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-trailing-garbage",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("folio_trailing_garbage.rs"),
    },
    check: Check::Record(check),
};

/// Longer remainders are sentences, and speak of something else.
const LONGEST: usize = 40;

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = record.holdings.last() else { return };
    let Some(folios) = last.folios.as_ref().filter(|folios| !folios.label.is_empty() && folios.open_end.is_none()) else { return };
    // One space divides the leaves from the words.
    let Some(rest) = record.unread.iter().find(|rest| rest.span.start == folios.span.end + 1) else { return };
    let text = rest.value.trim_end_matches(['.', ',', ';']);
    let leads = ["connective", "edition-in", "reprinted", "see-also", "list-and"];
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_lead = leads.iter().flat_map(|kind| context.schemas.phrases(kind)).any(|lead| lead.split(' ').next() == Some(first));
    let sentence = text.chars().count() > LONGEST || text.contains(['.', ',', ';', ':', '"', '“', '(']);
    if sentence || is_lead || !first.starts_with(char::is_lowercase) {
        return;
    }
    findings
        .report(rest.span, format!("\"{text}\" sticks to the last leaf and could not be read"))
        .label("after the leaves")
        .help("take it out, or put a comma before it if it belongs to the citation");
}

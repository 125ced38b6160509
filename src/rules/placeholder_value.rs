//! Reports a placeholder where a shelfmark should have a number.
//!
//! ## Why
//!
//! Question marks and XX are notes of an author to himself. In print they leave the document without a place.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo ???, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718, Listy XX
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo b/n, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```

use super::wording::{part_of, placeholder_after};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "placeholder-value",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("placeholder_value.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let mut seen: Vec<Span> = Vec::new();
    for holding in &record.holdings {
        for (_, span) in &holding.valueless {
            if let Some(marks) = placeholder_after(record, holding, *span) {
                report(*span, marks, Confidence::High, findings);
                seen.push(*span);
            }
        }
    }
    if record.holdings.is_empty() {
        return;
    }
    for text in record.unread.iter().filter(|text| !seen.iter().any(|span| text.span.holds(*span))) {
        if let Some((span, word)) = placeholder(text, context.schemas) {
            report(span, word, Confidence::Medium, findings);
        }
    }
}

fn report(span: Span, placeholder: &str, confidence: Confidence, findings: &mut Findings) {
    findings
        .report(span, format!("\"{placeholder}\" is a placeholder, not a number of the shelfmark"))
        .label("value still to be filled in")
        .help("write the number, or b/n (б/н) where the archive gave none")
        .confidence(confidence)
        .value(placeholder);
}

/// A placeholder after a label in text that no field took.
fn placeholder<'t>(text: &'t Spanned<String>, schemas: &Schemas) -> Option<(Span, &'t str)> {
    let mut words = text.value.split_whitespace().map(|word| word.trim_matches([',', '.', ';', ':', '(', ')', '[', ']'])).peekable();
    while let Some(word) = words.next() {
        let Some(&next) = words.peek() else { break };
        let questions = next.len() > 1 && next.chars().all(|c| c == '?');
        if is_label(word, schemas) && (questions || schemas.phrases("placeholder").any(|known| known == next)) {
            let at = next.as_ptr() as usize - text.value.as_ptr() as usize;
            return Some((part_of(&text.value, text.span, at..at + next.len()).unwrap_or(text.span), next));
        }
    }
    None
}

fn is_label(word: &str, schemas: &Schemas) -> bool {
    let word = word.to_lowercase();
    let labels = schemas.schemes.having("generic", |scheme| scheme.generic).flat_map(|scheme| {
        let levels = scheme.level.iter().flat_map(|level| level.labels.iter().chain(&level.plural));
        levels.chain(scheme.folios.iter().flat_map(|folios| folios.labels.iter().chain(&folios.plural).chain(&folios.invariant)))
    });
    labels.into_iter().any(|label| *label == word)
}

//! Reports a word beside a number that is nearly a label of the shelfmark.
//!
//! ## Why
//!
//! "Ops 98" hides the inventory from every program and from hurried readers. Reported only where one letter separates the word
//! from a label that the tables know.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Ops 98, Delo 718, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718, Lsty 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! Fonds of the Soviet period, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ## Fix
//!
//! Writes the label, where only one fits.

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Holding, Level, Record};
use crate::schema::Scheme;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unknown-level-label",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("unknown_level_label.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(holding) = record.holdings.iter().find(|holding| !holding.unlabelled) else { return };
    let Some(scheme) = context.schemas.scheme(&holding.scheme) else { return };
    for unread in &record.unread {
        search(&unread.value, unread.span, holding, scheme, findings);
    }
    for holding in &record.holdings {
        for level in holding.levels.iter().filter(|level| holding.misprints.contains(&level.label_span)) {
            misprint(level, scheme, findings);
        }
        if let Some(name) = &holding.fond_name {
            let start = holding.as_written.find(name.as_str());
            let place = start.and_then(|start| part_of(&holding.as_written, holding.span, start..start + name.len()));
            search(name, place.unwrap_or(holding.span), holding, scheme, findings);
        }
    }
}

/// A label that was read although a letter of it is wrong.
fn misprint(level: &Level, scheme: &Scheme, findings: &mut Findings) {
    let word = level.label.to_lowercase();
    let own = scheme.level.iter().find(|known| *known.id == *level.id).map(|known| known.labels.as_slice()).unwrap_or_default();
    let near: Vec<&String> =
        own.iter().filter(|label| label.chars().count() >= 3 && strsim::damerau_levenshtein(label, &word) == 1).collect();
    let meant = near.first().map_or(&*level.id, |label| label.as_str());
    let message = format!("\"{}\" before a number is no label; \"{meant}\" is probably meant and was read", level.label);
    let draft = findings.report(level.label_span, message);
    draft.help("correct the label").value(level.label.as_str());
    if let [label] = near.as_slice() {
        let label = like(label, &level.label);
        draft.fix(format!("write \"{label}\""), Applicability::Safe, level.label_span, label);
    }
}

/// Looks for a word that is nearly a label, with a number after it.
fn search(text: &str, span: Span, holding: &Holding, scheme: &Scheme, findings: &mut Findings) {
    let mut words = text.split_whitespace().peekable();
    while let Some(printed) = words.next() {
        let word = printed.trim_end_matches('.');
        let numbered = words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if !numbered || !word.chars().all(char::is_alphabetic) {
            continue;
        }
        let near = near(&word.to_lowercase(), scheme, holding);
        let Some(label) = near.first() else { continue };
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let exact = part_of(text, span, at..at + word.len());
        let draft =
            findings.report(exact.unwrap_or(span), format!("\"{word}\" before a number is no label; \"{label}\" is probably meant"));
        draft.help("correct the label, so that the level can be read").value(word);
        if let ([label], Some(place)) = (near.as_slice(), exact) {
            let label = like(label, word);
            draft.fix(format!("write \"{label}\""), Applicability::Safe, place, label);
        }
    }
}

/// The labels that one letter separates from the word and whose level the shelfmark lacks.
fn near<'s>(word: &str, scheme: &'s Scheme, holding: &Holding) -> Vec<&'s str> {
    let lacking = scheme.level.iter().filter(|level| level.required && holding.level(&level.id).is_none());
    let levels = lacking.flat_map(|level| level.labels.iter().chain(&level.plural));
    let folios = scheme.folios.iter().filter(|_| holding.folios.is_none());
    let folios = folios.flat_map(|folios| folios.labels.iter().chain(&folios.plural).chain(&folios.invariant));
    let labels: Vec<&str> = levels.chain(folios).map(String::as_str).collect();
    if word.chars().count() < 3 || labels.contains(&word) {
        return Vec::new();
    }
    let is_near = |label: &&str| {
        label.chars().count() >= 4 && label.chars().next() == word.chars().next() && strsim::damerau_levenshtein(label, word) == 1
    };
    labels.into_iter().filter(is_near).collect()
}

/// The label with the capital of the word it replaces.
fn like(label: &str, word: &str) -> String {
    let mut letters = label.chars();
    match letters.next().filter(|_| word.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => label.to_owned(),
    }
}

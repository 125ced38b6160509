//! Reports a word of a citation that mixes Latin and Cyrillic letters.
//!
//! ## Why
//!
//! A Cyrillic А in "GARF" cannot be seen, but no search finds the word and no catalogue knows it. Such words come from text
//! recognition and from switched keyboards.
//!
//! ## Example
//!
//! ```fires
//! GАRF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! ГАРФ, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ## Fix
//!
//! Writes the word in one alphabet, where every letter of the other has a look-alike.

use super::wording::{Script, one_script, own_levels, part_of};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Schemas;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "homoglyph-in-word",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("homoglyph_in_word.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for (text, span) in fields(record) {
        let mut start = 0;
        for (end, _) in text.match_indices(|c: char| !c.is_alphabetic()).chain([(text.len(), "")]) {
            if let Some(word) = text.get(start..end).filter(|word| context.schemas.unmixed(word).is_some()) {
                report(word, text, part_of(text, span, start..end), span, context.schemas, findings);
            }
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

fn fields(record: &Record) -> Vec<(&str, Span)> {
    let mut fields: Vec<(&str, Span)> = Vec::new();
    fields.extend(record.title.as_ref().map(|title| (title.value.as_str(), title.span)));
    fields.extend(record.publisher.as_ref().map(|publisher| (publisher.value.as_written.as_str(), publisher.span)));
    for holding in &record.holdings {
        let repository = holding.repository.as_ref().filter(|_| !holding.is_inherited("repository"));
        fields.extend(repository.map(|repository| (repository.as_written.as_str(), repository.span)));
        fields.extend(own_levels(holding).map(|level| (level.label.as_str(), level.label_span)));
        fields.extend(holding.folios.as_ref().map(|folios| (folios.label.as_str(), folios.label_span)));
    }
    fields.extend(record.credits.iter().map(|credit| (credit.name.as_str(), credit.span)));
    fields.extend(record.unread.iter().map(|unread| (unread.value.as_str(), unread.span)));
    fields
}

fn report(word: &str, text: &str, exact: Option<Span>, field: Span, schemas: &Schemas, findings: &mut Findings) {
    let span = exact.unwrap_or(field);
    let draft = findings.report(span, format!("the word \"{word}\" mixes Latin and Cyrillic letters and is found by no search"));
    draft.label("two alphabets in one word").help("type the word again in one alphabet").value(word);
    if let (Some(right), Some(place)) = (in_one_script(word, text, schemas), exact) {
        draft.fix(format!("write \"{right}\" in one alphabet"), Applicability::Safe, place, right);
    }
}

/// The word in one script; where both are possible, in the script of the rest of the field.
fn in_one_script(word: &str, text: &str, schemas: &Schemas) -> Option<String> {
    let [latin, cyrillic] = schemas.unmixed(word)?;
    let is = |word: &str, script| one_script(word.chars()) == Some(script);
    match (is(&latin, Script::Latin), is(&cyrillic, Script::Cyrillic)) {
        (true, false) => Some(latin),
        (false, true) => Some(cyrillic),
        (false, false) => None,
        (true, true) => match one_script(text.replace(word, "").chars())? {
            Script::Latin => Some(latin),
            Script::Cyrillic => Some(cyrillic),
        },
    }
}

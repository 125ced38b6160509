//! Reports a sign for "number" between a label and its number.
//!
//! ## Why
//!
//! The label already says that a number follows. "Fond № 5446" is not found by a search for "Fond 5446", and № turns into No or Nº on
//! its way through other programs.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond № 5446, Opis 98, Delo 718
//! GARF, Fond 5446, Opis 98, Delo No. 718, Listy 3-6
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! GARF, fond (f.) 5446, opis (op.) 98, delo (d.) 718
//! ```
//!
//! ## Fix
//!
//! Takes the sign out. Letters ("No.") are a word, so there a person should look.

use super::wording::{own_levels, printed};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, Edit, Fix, RuleMeta, Severity};
use crate::record::{Holding, Record};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "numero-before-level",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("numero_before_level.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        if !context.schemas.scheme(&holding.scheme).is_some_and(|scheme| scheme.plain_numbers) {
            continue;
        }
        let mut levels: Vec<(Span, Span)> = own_levels(holding).map(|level| (level.label_span, level.span)).collect();
        levels.sort();
        let leaves = holding.folios.iter().filter(|folios| !folios.label.is_empty());
        let leaves = leaves.filter_map(|folios| Some((folios.label_span, folios.items.first()?.span)));
        let signs: Vec<Sign> =
            levels.into_iter().chain(leaves).filter_map(|(label, number)| sign_between(holding, label, number)).collect();
        let Some((first, others)) = signs.split_first() else { continue };
        let draft = findings.report(first.span, format!("the sign \"{}\" adds nothing between a label and its number", first.printed));
        draft.help("write the number directly after the label").value(first.printed);
        for other in others {
            draft.related(other.span, "here too");
        }
        let edits = signs.iter().map(|sign| Edit { span: sign.to_number, text: String::new() }).collect();
        let worded = signs.iter().any(|sign| sign.printed.contains(char::is_alphabetic));
        let applicability = if worded { Applicability::Unsafe } else { Applicability::Safe };
        draft.fix = Some(Fix { applicability, title: "leave the sign out".to_owned(), edits });
    }
}

/// A sign for "number".
struct Sign<'h> {
    printed: &'h str,
    span: Span,
    /// The sign and the blank after it.
    to_number: Span,
}

/// The sign after the label, its dot and a blank.
fn sign_between(holding: &Holding, label: Span, number: Span) -> Option<Sign<'_>> {
    let between = printed(holding, Span { start: label.end, end: number.start.max(label.end) })?;
    let sign = between.trim_start_matches(|c: char| matches!(c, '.' | ':') || c.is_whitespace());
    let start = number.start - sign.len() as u32;
    let printed = sign.trim_end();
    let is_sign = printed.starts_with(['№', '#', 'N', 'n']);
    // Without a blank before it the number would touch the label.
    let apart = between.trim_start_matches(['.', ':']).starts_with(char::is_whitespace);
    let span = Span { start, end: start + printed.len() as u32 };
    (is_sign && apart).then_some(Sign { printed, span, to_number: Span { start, end: number.start } })
}

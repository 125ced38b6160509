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
//! Takes the sign out.

use super::wording::{own_levels, printed};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
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
        let levels = own_levels(holding).map(|level| (level.label_span, level.label.as_str(), level.span, level.as_written.as_str()));
        let leaves = holding.folios.iter().filter(|folios| !folios.label.is_empty());
        let leaves = leaves.filter_map(|folios| {
            let first = folios.items.first()?.span;
            Some((folios.label_span, folios.label.as_str(), first, printed(holding, first)?))
        });
        for (label_span, label, span, number) in levels.chain(leaves) {
            let Some((place, sign)) = sign_between(holding, label_span, span) else { continue };
            findings
                .report(place, format!("the sign \"{sign}\" adds nothing between \"{label}\" and its number"))
                .help(format!("write the number alone: {number}"))
                .fix("leave the sign out", Applicability::Safe, Span { end: span.start, ..place }, "");
        }
    }
}

/// The sign after the label, its dot and a blank.
fn sign_between(holding: &Holding, label: Span, number: Span) -> Option<(Span, &str)> {
    let between = printed(holding, Span { start: label.end, end: number.start.max(label.end) })?;
    let sign = between.trim_start_matches(|c: char| matches!(c, '.' | ':') || c.is_whitespace());
    let start = number.start - sign.len() as u32;
    let sign = sign.trim_end();
    let is_sign = sign.starts_with(['№', '#', 'N', 'n']);
    // Without a blank before it the number would touch the label.
    let apart = between.trim_start_matches(['.', ':']).starts_with(char::is_whitespace);
    (is_sign && apart).then_some((Span { start, end: start + sign.len() as u32 }, sign))
}

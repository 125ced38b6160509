//! Reports an invisible character inside a shelfmark, a record ID or an address.
//!
//! ## Why
//!
//! Zero-width spaces, soft hyphens and no-break spaces come along when text is copied from a page. Inside a number or an address
//! they break every comparison and every link, and nobody sees why. A no-break space between a label and its value is good
//! typography and is not reported.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis​ 98, Delo 718, Listy 3-6
//! "Telegram," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718. https://digitalarchive.wilsoncenter.org/docu­ment/121798
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6.
//! ```
//!
//! ## Fix
//!
//! Takes the character out, or writes an ordinary space where letters stand on both sides of a no-break space.

use super::wording::{own_levels, part_of};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "invisible-in-identifier",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("invisible_in_identifier.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        // A no-break space may hold label and value together, but not divide a value.
        report(&holding.as_written, holding.span, is_invisible, findings);
        for level in own_levels(holding) {
            report(&level.as_written, level.span, is_no_break, findings);
        }
    }
    let identifiers = [&record.record_id, &record.id_in_url, &record.url].into_iter().flatten();
    for field in identifiers {
        report(&field.value, field.span, |c| is_invisible(c) || is_no_break(c), findings);
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

fn report(text: &str, span: Span, wanted: fn(char) -> bool, findings: &mut Findings) {
    let Some(at) = text.find(wanted) else { return };
    let Some(c) = text[at..].chars().next() else { return };
    let exact = part_of(text, span, at..at + c.len_utf8());
    let code = format!("U+{:04X}", u32::from(c));
    let draft =
        findings.report(exact.unwrap_or(span), format!("an invisible character ({code}) stands here; searches and links break on it"));
    draft.label("invisible").help("type the number or address again without it").value(code);
    if let Some(place) = exact {
        let between_letters = is_no_break(c) && text[..at].ends_with(char::is_alphabetic);
        draft.fix("take the invisible character out", Applicability::Safe, place, if between_letters { " " } else { "" });
    }
}

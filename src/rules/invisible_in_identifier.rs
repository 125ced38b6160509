//! Reports an invisible character inside a shelfmark, a record ID or an address.
//!
//! ## Why
//!
//! Zero-width spaces, soft hyphens and no-break spaces come along when text is copied from a page. Inside a number or an address
//! they break every comparison and every link, and nobody sees why. A no-break space between a label and its value is good
//! typography in a manuscript and in Cyrillic text, and is reported only in captured pages with Latin labels.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis​ 98, Delo 718, Listy 3-6
//! GARF, Fond 5446, Opis 98 c, Delo 718, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 71­8, Listy 3-6
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

use super::wording::{Script, label_script, own_levels, part_of};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, Edit, Fix, RuleMeta, Severity};
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
        // Typesetters hold label and value together by a no-break space, in Cyrillic always; in a Latin capture of a page
        // it is what was copied along. No typesetter divides a value.
        let captured = !record.form.note && label_script(holding) == Some(Script::Latin);
        let wanted = if captured { |c: char| is_invisible(c) || is_no_break(c) } else { is_invisible };
        report(&holding.as_written, holding.span, wanted, findings);
        for level in own_levels(holding).filter(|_| !captured) {
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

/// One finding for a field, at the first of its invisible characters; the fix takes all of them.
fn report(text: &str, span: Span, wanted: fn(char) -> bool, findings: &mut Findings) {
    let places: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| wanted(*c)).collect();
    let Some(&(first, c)) = places.first() else { return };
    let place = |at: usize, c: char| part_of(text, span, at..at + c.len_utf8());
    let code = format!("U+{:04X}", u32::from(c));
    let message = format!("an invisible character ({code}) stands here; searches and links break on it");
    let draft = findings.report(place(first, c).unwrap_or(span), message);
    draft.label("invisible").help("type the number or address again without it").value(code);
    let edit = |&(at, c): &(usize, char)| {
        // Between a label and its value an ordinary space belongs.
        let divides = is_no_break(c) && text[..at].ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ':'));
        Some(Edit { span: place(at, c)?, text: if divides { " ".to_owned() } else { String::new() } })
    };
    if let Some(edits) = places.iter().map(edit).collect::<Option<Vec<Edit>>>() {
        draft.fix = Some(Fix { applicability: Applicability::Safe, title: "take invisible characters out".into(), edits });
    }
}

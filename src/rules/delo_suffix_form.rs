//! Reports a letter after a file number with a space or a hyphen before it.
//!
//! ## Why
//!
//! A file put in later carries the number of its neighbour and a letter: 718a. Written "718 a" or "718-a", the file is not found by a
//! search for the other form, and the lone letter may be taken for a label.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718 a, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718-a, Listy 3-6
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718 а. Л. 3–6.
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718a, Listy 3-6
//! GARF, Fond 5446, Opis 98, Delo 718 A. Ivanov to Petrov
//! Гос. архив Винницкой области, ф. Р-6023, оп. 4, д. 17761 пф
//! ```
//!
//! ## Fix
//!
//! Takes the space out. A hyphen stays unless asked for: some inventories print it.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Level, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "delo-suffix-form",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("delo_suffix_form.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        let Some(delo) = holding.level("delo").filter(|_| !holding.is_inherited("delo")) else { continue };
        let Some((gap, letter)) = apart(delo) else { continue };
        let digits: String = delo.as_written.chars().take_while(char::is_ascii_digit).collect();
        let (whole, printed) = (format!("{digits}{letter}"), format!("{digits}{gap}{letter}"));
        let applicability = if gap == '-' { Applicability::Unsafe } else { Applicability::Safe };
        findings
            .report(delo.span, format!("\"{printed}\" is usually written \"{whole}\": the letter is a part of the number"))
            .help(format!("write {whole}"))
            .fix(format!("write {whole}"), applicability, delo.span, whole);
    }
}

/// What stands between the digits and the one small letter after them.
fn apart(delo: &Level) -> Option<(char, char)> {
    let rest = delo.as_written.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut letters = rest.chars();
    let (gap, letter) = (letters.next()?, letters.next()?);
    let is_form = rest.len() < delo.as_written.len() && letters.next().is_none() && letter.is_lowercase();
    let plain = (delo.span.end - delo.span.start) as usize == delo.as_written.len();
    (is_form && plain && (gap.is_whitespace() || gap == '-')).then_some((gap, letter))
}

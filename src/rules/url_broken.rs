//! Reports an address that a space or a line break has torn apart.
//!
//! ## Why
//!
//! Everything after the gap is lost: the link opens another page, or none. Word processors and columns of a table break addresses at hyphens
//! and slashes.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digital archive.wilsoncenter.org/document/134157
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/docu ment/134157
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/ 134157.
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://example.org/doc 6/7/2020
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://example.org/doc accessed in May
//! ```
//!
//! ## Fix
//!
//! Joins the two parts; not applied by itself, because only opening the address shows whether a hyphen or a blank belongs there.

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::{Address, Schemas};
use crate::source::{Span, Spanned};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "url-broken",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("url_broken.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(url) = &record.url else { return };
    let Some((word, rest)) = following(record, url) else { return };
    let joined = format!("{}{word}", url.value);
    if !is_torn(&url.value, word, &joined, context.schemas) {
        return;
    }
    let start = rest.span.start as usize;
    let whole = url.span.join(Span::new(start, start + word.len()));
    findings
        .report(whole, format!("the address breaks off after \"{}\"; \"{word}\" is probably the rest of it", url.value))
        .label("torn apart here")
        .help(format!("join the parts and open {joined}"))
        .fix("join the parts of the address", Applicability::Unsafe, whole, joined.clone())
        .value(joined);
}

/// The word after the address, when nothing but white space parts them. A bracket and a blank are two bytes.
fn following<'r>(record: &'r Record, url: &Spanned<String>) -> Option<(&'r str, &'r Spanned<String>)> {
    let gap = |rest: &Spanned<String>| rest.span.start.checked_sub(url.span.end);
    let rest = record.unread.iter().find(|rest| gap(rest).is_some_and(|gap| matches!(gap, 1 | 3..=12)))?;
    let word = rest.value.split_whitespace().next()?;
    Some((word.trim_end_matches(['.', ',', ';', ')', '>', ']']), rest))
}

/// Whether the two parts make an address that the first part alone is not.
fn is_torn(url: &str, word: &str, joined: &str, schemas: &Schemas) -> bool {
    let host = |text: &str| Address::read(text).map(|address| address.host_name().into_owned()).unwrap_or_default();
    let half = host(url);
    if !half.contains('.') {
        // "https://archive" may be a machine of the house; "https://digital" before "archive.example.org" is not.
        return half != host(joined) && host(joined).contains('.');
    }
    let found = |text: &str| schemas.record_in_address(text).is_some();
    let date = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    let path = word.contains('/') && !date && !word.starts_with("http") && word.is_ascii();
    !found(url) && (found(joined) || path)
}

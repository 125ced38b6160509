//! Reports an address that carries the marks of a visit: campaign tags, click numbers, session numbers.
//!
//! ## Why
//!
//! They tell the site where a reader came from and nothing about the document. Session numbers expire, and two copies of one address no
//! longer compare equal.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157?utm_source=mail&page=2
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://example.org/doc;jsessionid=0A1B2C?id=7
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157?page=2
//! ```
//!
//! ## Fix
//!
//! Takes those parameters out and leaves the others.

use super::selection::addresses;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::{Address, Schemas};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "url-tracking",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("url_tracking.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let Some(address) = Address::read(url.text) else { continue };
        let (clean, dropped) = without_tracking(&address, context.schemas);
        let Some(first) = dropped.first() else { continue };
        let what = if dropped.len() == 1 { format!("\"{first}\"") } else { format!("\"{first}\" and {} more", dropped.len() - 1) };
        findings
            .report(url.span, format!("the address carries {what}, which follows the reader and not the document"))
            .help(format!("write {clean}"))
            .fix("take the tracking parameters out", Applicability::Safe, url.span, clean)
            .value(url.text);
    }
}

/// The address without tracking parameters, and the names of those taken out.
fn without_tracking<'a>(address: &Address<'a>, schemas: &Schemas) -> (String, Vec<&'a str>) {
    let mut dropped = Vec::new();
    let mut keeps = |parameter: &&'a str| {
        let name = parameter.split('=').next().unwrap_or_default();
        let tracks = schemas.phrases("tracking-parameter").any(|known| is_named(name, known));
        if tracks {
            dropped.push(name);
        }
        !tracks
    };
    let text = address.text;
    let path: Vec<&str> = address.path().split(';').filter(&mut keeps).collect();
    let query: Vec<&str> = text[address.query.clone()].split('&').filter(|part| !part.is_empty()).filter(&mut keeps).collect();
    let mut clean = text[..address.path.start].to_owned() + &path.join(";");
    if !query.is_empty() {
        clean = clean + "?" + &query.join("&");
    }
    clean.push_str(&text[address.query.end..]);
    (clean, dropped)
}

/// Whether a parameter has this name; a final `*` stands for any ending.
fn is_named(name: &str, known: &str) -> bool {
    let name = name.to_lowercase();
    match known.strip_suffix('*') {
        Some(lead) => name.starts_with(lead),
        None => name == known,
    }
}

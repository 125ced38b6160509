//! Reports an address that the publisher has left, or one without encryption.
//!
//! ## Why
//!
//! Old hosts are switched off some years after a move, and links in print go with them. An address that begins with `http://` still works by
//! a redirection, which is one more thing to break. Only hosts of known publishers are judged.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. http://digitalarchive.wilsoncenter.org/document/134157
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. http://example.org/document/134157
//! ```
//!
//! ## Fix
//!
//! Writes `https`, or the publisher's address of the same record where its number is known.

use super::selection::{Printed, addresses};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::{Address, HostKind, Publisher};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "legacy-or-insecure-url",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("legacy_or_insecure_url.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let Some((publisher, kind)) = context.schemas.site(url.text) else { continue };
        let Some(address) = Address::read(url.text) else { continue };
        match kind {
            HostKind::Legacy => legacy(url, &address, publisher, context, findings),
            HostKind::Canonical if address.is_insecure() => insecure(url, publisher, findings),
            _ => {}
        }
    }
}

fn legacy(url: Printed<'_>, address: &Address<'_>, publisher: &Publisher, context: &Context<'_>, findings: &mut Findings) {
    let name = &publisher.name;
    let draft =
        findings.report(url.span, format!("\"{}\" is an old host of the {name}; its pages have moved or will", address.host_name()));
    draft.label("old host").value(url.text);
    let id = context.schemas.record_in_address(url.text).map(|(_, range)| &url.text[range]);
    match (&publisher.record_url, id) {
        (Some(pattern), Some(id)) => {
            let today = pattern.replace("{id}", id);
            draft.help(format!("cite {today}")).fix(format!("write {today}"), Applicability::Safe, url.span, today)
        }
        _ => draft.help("look up the document's present address"),
    };
}

fn insecure(url: Printed<'_>, publisher: &Publisher, findings: &mut Findings) {
    let draft = findings.report(
        url.span,
        format!("the address of the {} begins with http, so it is sent in the clear and depends on a redirection", publisher.name),
    );
    draft.label("not encrypted").help("write https if the site answers there").value(url.text);
    // Only where the table knows that the site answers there.
    if publisher.record_url.as_deref().is_some_and(|own| own.starts_with("https://")) {
        draft.fix("write https", Applicability::Safe, url.part(0..4), "https");
    }
}

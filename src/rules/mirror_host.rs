//! Reports an address on a copy of the publisher's site.
//!
//! ## Why
//!
//! Developers' copies and old servers answer today and vanish tomorrow, and nobody keeps them in step with the publisher. The same path on
//! the publisher's own host opens the document itself.
//!
//! ## Example
//!
//! ```fires
//! "Minutes of the Meeting," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30. https://wilson-center.drivingcreative.com/document/121796
//! ```
//!
//! ```quiet
//! "Minutes of the Meeting," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30. https://digitalarchive.wilsoncenter.org/document/121796
//! ```
//!
//! ## Fix
//!
//! Replaces the host and leaves the rest of the address as it is.

use super::selection::addresses;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::{Address, HostKind};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mirror-host",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("mirror_host.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let Some((publisher, HostKind::Mirror)) = context.schemas.site(url.text) else { continue };
        let Some(address) = Address::read(url.text) else { continue };
        let host = address.host_name();
        let name = &publisher.name;
        let draft = findings.report(url.span, format!("\"{host}\" is a copy of the site of the {name}; it may change or vanish"));
        draft.label("not the publisher's host").value(url.text);
        match &publisher.host {
            Some(own) => draft.help(format!("cite the publisher: {}", url.text.replacen(&url.text[address.host.clone()], own, 1))).fix(
                format!("write {own}"),
                Applicability::Safe,
                url.part(address.host),
                own.clone(),
            ),
            None => draft.help("look the document up on the publisher's own site"),
        };
    }
}

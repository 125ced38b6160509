//! Reports an address on a site where anybody may leave copies.
//!
//! ## Why
//!
//! Nobody answers for such a copy: it may be cut, older than the publisher's, or gone next year. The publisher's own address is the one to
//! cite.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://docslib.org/doc/5438176/report-to-stalin
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157
//! ```

use super::selection::addresses;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::{Address, HostKind};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "third-party-copy",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("third_party_copy.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let Some((_, HostKind::ThirdParty)) = context.schemas.site(url.text) else { continue };
        let host = Address::read(url.text).map(|address| address.host_name()).unwrap_or_default();
        findings
            .report(url.span, format!("\"{host}\" collects copies made by others; nobody vouches for this one"))
            .label("a copy of a copy")
            .help("cite the publisher's page, or the archive alone")
            .value(url.text);
    }
}

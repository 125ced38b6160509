//! Reports an address that opens a list of search results.
//!
//! ## Why
//!
//! The list is made anew for each reader and holds other documents tomorrow. Only the document's own page can be cited.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/search?search_api_fulltext=stalin
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157
//! ```

use super::selection::addresses;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Address;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "search-url",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("search_url.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let (Some((publisher, _)), Some(address)) = (context.schemas.site(url.text), Address::read(url.text)) else { continue };
        let path = address.path();
        let is_list = |known: &String| path.strip_prefix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if publisher.search_paths.iter().any(is_list) {
            findings
                .report(url.span, format!("the address opens search results of the {}, not a document", publisher.name))
                .label("a list of results")
                .help("open the document from the list and cite its own address")
                .value(url.text);
        }
    }
}

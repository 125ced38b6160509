//! Reports an address whose record number is not the record ID of the page.
//!
//! ## Why
//!
//! One of the two opens another document, and the reader who follows it does not notice at first. Two addresses of one page that name two
//! numbers are the same mistake.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//!
//! URL
//!
//! https://digitalarchive.wilsoncenter.org/document/121796
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//!
//! URL
//!
//! https://digitalarchive.wilsoncenter.org/document/121798
//! ```

use super::selection::{addresses, publisher_of_id};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Publisher;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "url-record-id-mismatch",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("url_record_id_mismatch.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let mut known: Option<(&Publisher, &str, Span)> =
        record.record_id.as_ref().and_then(|id| Some((publisher_of_id(record, context)?, id.value.trim(), id.span)));
    for url in addresses(record) {
        let Some((publisher, range)) = context.schemas.record_in_address(url.text) else { continue };
        let id = &url.text[range.clone()];
        let span = url.part(range);
        match known {
            None => known = Some((publisher, id, span)),
            Some((owner, stated, place)) if owner.id == publisher.id && stated != id => {
                findings
                    .report(span, format!("the address opens record {id}, but the page says {stated}"))
                    .label("another record")
                    .related(place, format!("{stated} is stated here"))
                    .help("open both and keep the one that shows this document")
                    .value(format!("{id} {stated}"));
            }
            Some(_) => {}
        }
    }
}

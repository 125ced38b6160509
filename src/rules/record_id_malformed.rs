//! Reports a record ID that does not look like the publisher's numbers.
//!
//! ## Why
//!
//! A letter among the digits or a digit too many opens nothing, or another document. What the numbers of a publisher look like stands in
//! its table; publishers without an entry there are not judged.
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
//! 12179B
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
//! ```

use super::selection::{addresses, publisher_of_id};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Publisher;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "record-id-malformed",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("record_id_malformed.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    if let (Some(id), Some(publisher)) = (&record.record_id, publisher_of_id(record, context))
        && context.schemas.is_record_id(publisher, id.value.trim()) == Some(false)
    {
        report(&id.value, id.span, publisher, findings);
    }
    for url in addresses(record) {
        let Some((publisher, range)) = context.schemas.record_segment(url.text) else { continue };
        let id = &url.text[range.clone()];
        // Words in the place of the number are another way to address the record; a number with a slip is not.
        if is_numeric(id) && context.schemas.is_record_id(publisher, id) == Some(false) {
            report(id, url.part(range), publisher, findings);
        }
    }
}

fn report(id: &str, span: Span, publisher: &Publisher, findings: &mut Findings) {
    findings
        .report(
            span,
            format!("record ID \"{id}\" does not have the form of the numbers of the {}, so it opens no document", publisher.name),
        )
        .label("not a number of this publisher")
        .help("copy the number from the publisher's page again")
        .value(id.to_owned());
}

/// At least as many digits as other characters, and no hyphen.
fn is_numeric(id: &str) -> bool {
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    digits * 2 >= id.chars().count() && !id.contains('-')
}

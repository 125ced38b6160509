//! Reports an address made of the title's words where the publisher has one made of the record's number.
//!
//! ## Why
//!
//! Both open the same page as long as the title stays as it is. When the publisher corrects the title the words change, and the number does
//! not.
//!
//! ## Example
//!
//! ```fires
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/report-delegation-stalin
//! ```
//!
//! ```quiet
//! "Report to Stalin," July 06, 1949, RGASPI, f. 558, op. 11, d. 328, ll. 51-55. https://digitalarchive.wilsoncenter.org/document/134157
//! ```

use super::selection::addresses;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Publisher;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "url-slug-form",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("url_slug_form.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for url in addresses(record) {
        let Some((publisher, range)) = context.schemas.record_segment(url.text) else { continue };
        let slug = &url.text[range.clone()];
        let is_words = slug.contains('-') && slug.chars().filter(|c| c.is_alphabetic()).count() * 2 > slug.chars().count();
        if context.schemas.is_record_id(publisher, slug) != Some(false) || !is_words || !is_numbered(publisher, context) {
            continue;
        }
        let draft = findings.report(
            url.part(range),
            format!("\"{slug}\" is made of the title's words, which change when the {} corrects them", publisher.name),
        );
        draft.label("no record number").value(slug);
        let own = record.record_id.as_ref().zip(publisher.record_url.as_ref());
        match own.filter(|(id, _)| context.schemas.is_record_id(publisher, &id.value) == Some(true)) {
            Some((id, pattern)) => draft.help(format!("write {}", pattern.replace("{id}", &id.value))),
            None => draft.help("look up the record's number and cite the address made of it"),
        };
    }
}

/// Whether the publisher's records have plain numbers and its addresses nothing beside them.
fn is_numbered(publisher: &Publisher, context: &Context<'_>) -> bool {
    let is_id = |number: &&str| context.schemas.is_record_id(publisher, number) == Some(true);
    let path = publisher.record_path.as_deref().unwrap_or_default();
    ["1234", "12345", "123456"].iter().any(is_id) && !path.contains("{slug}")
}

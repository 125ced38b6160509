//! Reports an address without the day on which it was opened.
//!
//! ## Why
//!
//! Some house styles ask for it, because pages move and change. Others call it noise beside a stable address; so the rule is off
//! unless the strict profile asks for it.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from A. Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796
//! ```
//!
//! ```quiet
//! "Telegram from A. Mikoyan," September 23, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796 (accessed May 1, 2024)
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-access-date",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("missing_access_date.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(url) = &record.url else { return };
    let tells = |text: &str| {
        let text = text.to_lowercase();
        context.schemas.phrases("accessed").any(|phrase| text.contains(phrase))
    };
    if record.unread.iter().any(|text| tells(&text.value)) {
        return;
    }
    findings
        .report(url.span, "the address does not say when it was opened")
        .help("add the date of access, as in \"accessed May 1, 2024\"")
        .value(url.value.clone());
}

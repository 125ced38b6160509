//! Reports fields of opiska's own in a CSL-JSON item that say something else than the variables everybody reads.
//!
//! ## Why
//!
//! `opiska cite` keeps in `custom.opiska` what CSL has no variable for. Somebody has since changed the shelfmark, the date or a name in
//! the item itself. The variables count and the old fields are passed over, but other programs may still read them.
//!
//! ## Example
//!
//! ```fires page
//! [{"id": "a", "type": "manuscript", "title": "Telegram", "archive": "GARF", "archive_location": "f. 5446, op. 98, d. 719, ll. 3-6",
//!   "custom": {"opiska": {"holdings": [{"repository": "GARF", "levels": {"fond": "5446", "opis": "98", "delo": "718"}}]}}}]
//! ```
//!
//! ```quiet page
//! [{"id": "a", "type": "manuscript", "title": "Telegram", "archive": "GARF", "archive_location": "f. 5446, op. 98, d. 718",
//!   "custom": {"opiska": {"holdings": [{"repository": "GARF", "levels": {"fond": "5446", "opis": "98", "delo": "718"}}]}}}]
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "overruled-own-field",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("overruled_own_field.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(first) = record.entry.as_ref().and_then(|entry| entry.overruled.first().map(|first| (first, &entry.overruled))) else {
        return;
    };
    let (first, all) = first;
    let names: Vec<&str> = all.iter().map(|name| name.value.as_str()).collect();
    findings
        .report(first.span, format!("opiska's own {} and the item's variables say different things; the variables count", names.join(", ")))
        .label("older than the item")
        .help("take these fields out of `custom`, or write the item anew with `opiska cite --style csl-json`")
        .value(names.join(", "));
}

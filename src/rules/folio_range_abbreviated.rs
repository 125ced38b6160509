//! Reports a range of leaves whose end is abbreviated.
//!
//! ## Why
//!
//! "153-64" is read as 153 to 164 by people; programs that compare or count leaves read 64, or guess. Written in full, the range
//! means one thing to everybody.
//!
//! ## Example
//!
//! ```fires
//! RGANI, f. 5, op. 49, d. 131, ll. 153-64
//! ```
//!
//! ```quiet
//! RGANI, f. 5, op. 49, d. 131, ll. 153-164
//! RGANI, f. 5, op. 49, d. 131, ll. 9-12
//! ```
//!
//! ## Fix
//!
//! Completes the end of the range. It adds digits to a reference, so it is not applied without being asked for.

use super::wording::{fewer_when_exchanged, printed, printed_end};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{FolioRange, Holding, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-range-abbreviated",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("folio_range_abbreviated.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        for item in holding.folios.iter().flat_map(|folios| &folios.items).filter(|item| item.abbreviated) {
            // Where exchanged numbers make a shorter range, folio-range-reversed says so.
            if fewer_when_exchanged(holding, item).is_none() {
                report(item, holding, findings);
            }
        }
    }
}

fn report(item: &FolioRange, holding: &Holding, findings: &mut Findings) {
    let (from, to) = (&item.from.number, &item.to.number);
    let full = printed(holding, item.span).and_then(|text| completed(text, to));
    let draft = findings.report(item.span, format!("the range of leaves from {from} to {to} is printed with an abbreviated end"));
    draft.label(format!("read as {from} to {to}")).help("write both numbers in full");
    // Most styles abbreviate from 100 on; below, the numbers may as well be exchanged.
    if let Some(end) = printed_end(holding, item).filter(|_| item.from.number.len() <= 2) {
        draft
            .help(format!("write both numbers in full: {from}-{to}, or {end}-{from} if they are exchanged"))
            .confidence(Confidence::Medium);
    }
    if let Some(full) = full {
        draft.fix(format!("write \"{full}\""), Applicability::Unsafe, item.span, full);
    }
}

/// The printed range with its last number written in full; what follows the digits stays.
fn completed(text: &str, to: &str) -> Option<String> {
    let dash = text.find(|c: char| !c.is_alphanumeric() && !c.is_whitespace())?;
    let start = dash + text[dash..].find(|c: char| c.is_ascii_digit())?;
    let end = start + text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
    let digits = &to[..to.bytes().take_while(u8::is_ascii_digit).count()];
    digits.ends_with(&text[start..end]).then(|| format!("{}{digits}{}", &text[..start], &text[end..]))
}

//! Reports a fond that the tables know in another archive, or that a complete list of the archive's fonds does not have.
//!
//! ## Why
//!
//! Fond 5446 is that of the Council of Ministers in GARF; cited with RGANI, either the number or the archive is probably wrong. Lists
//! of fonds are seldom complete, so only high numbers are compared between archives. A project that knows all fonds of its archive
//! says so with `fonds-complete = true` in its own table. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! RGANI, f. 5446, op. 98, d. 718, ll. 3-6
//! ```
//!
//! ```quiet
//! GARF, f. R-5446, op. 98, d. 718, ll. 3-6
//! RGANI, f. 5, op. 49, d. 131, ll. 1-3
//! RGANI, f. 104, op. 1, d. 3, l. 1
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::Repository;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "fond-not-in-known-set",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("fond_not_in_known_set.rs"),
    },
    check: Check::Record(check),
};

/// Every archive has a fond 17; a number of this height tells archives apart.
const TELLING: u64 = 1000;

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(fond) = holding.level("fond").filter(|_| !holding.is_inherited("fond")) else { continue };
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        if repository.fond.is_empty() || knows(repository, &fond.value) {
            continue;
        }
        let place = fond.label_span.join(fond.span);
        let (siglum, number) = (&repository.siglum, &fond.value);
        if repository.fonds_complete {
            findings
                .report(place, format!("fond {number} is not in the list of all fonds of {siglum}"))
                .help("check the number and the archive")
                .confidence(Confidence::Medium);
            continue;
        }
        let is_telling = number.parse().is_ok_and(|number: u64| number >= TELLING);
        let mut elsewhere = context.schemas.repositories.iter().filter(|other| is_telling && knows(other, number));
        if let (Some(other), None) = (elsewhere.next(), elsewhere.next()) {
            findings
                .report(place, format!("fond {number} is known in {}, not in {siglum}; number or archive may be wrong", other.siglum))
                .help(format!("check whether {} is meant", other.siglum));
        }
    }
}

/// Whether the table lists the fond, under its number with or without the letter before it.
fn knows(repository: &Repository, number: &str) -> bool {
    repository.fond.iter().any(|known| {
        let prefixed =
            known.prefix.as_ref().is_some_and(|prefix| number.strip_prefix(prefix.as_str()) == Some(&format!("-{}", known.number)));
        known.number == number || prefixed
    })
}

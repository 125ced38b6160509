//! Reports a call number whose section code has lost a hyphen, a slash or a digit.
//!
//! ## Why
//!
//! Hungarian, German and Chinese archives write section and number as one string, and every sign of it counts: XIX-J-1-j is a ministry
//! and its series, "XKJ1-j" is nothing. The tables say what the codes of an archive look like.
//!
//! ## Example
//!
//! ```fires
//! MNL OL, XKJ1-j, 1956, 12. doboz
//! SAPMO-BArch, DY30 J IV2/2, 5
//! PRC FMA, 106-0137-13, 16-19
//! ```
//!
//! ```quiet
//! MNL OL, XIX-J-1-j, 1956, 12. doboz
//! SAPMO-BArch, DY 30/J IV 2/2/490
//! SAPMO-BA, DY30/IV 2/2.022/123
//! PRC FMA 106-01379-13, 16-19
//! MNL OL, XX-5-h, 12. doboz
//! MNL OL, M-KS 276. f. 53/145. ő. e.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "coded-section-broken",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("coded_section_broken.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let Some(scheme) = context.schemas.scheme(&repository.scheme) else { continue };
        let Some(call_number) = holding.level("shelfmark").filter(|_| !holding.is_inherited("shelfmark")) else { continue };
        let Some(code) = scheme.code.as_ref().filter(|_| context.schemas.has_broken_code(scheme, &call_number.as_written)) else {
            continue;
        };
        let written = call_number.as_written.split(',').next().unwrap_or_default();
        let siglum = &repository.siglum;
        findings
            .report(call_number.span, format!("\"{written}\" does not begin as call numbers of {siglum} do; a sign is probably lost"))
            .help(format!("compare with the source: codes of this archive look like {}", code.example));
    }
}

//! Reports two shelfmarks in one line with nothing but a space between them.
//!
//! ## Why
//!
//! "..., ll. 1-3 f. 3, op. 12" reads as one reference with two fonds. A semicolon says where the first ends and that the second is
//! another paper, or the same one in another archive.
//!
//! ## Example
//!
//! ```fires
//! RGANI, f. 5, op. 49, d. 131, ll. 1-3 f. 3, op. 12, d. 7, l. 1
//! GARF, f. 5446, op. 98, d. 718, l. 3 RGASPI, f. 17, op. 3, d. 918, l. 1
//! ```
//!
//! ```quiet
//! RGANI, f. 5, op. 49, d. 131, ll. 1-3; f. 3, op. 12, d. 7, l. 1
//! RGANI, f. 5 op. 49 d. 131 ll. 1-3
//! ГАРФ. Ф. 5446 Оп. 98 Д. 718 Л. 3 Т. 2
//! РГАНИ. Ф. 5. Оп. 49. Д. 131. Л. 1. Ф. 3. Оп. 12. Д. 7. Л. 1.
//! ```

use super::wording::own_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unseparated-holdings",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("unseparated_holdings.rs"),
    },
    check: Check::Record(check),
};

/// Levels that a shelfmark begins with.
const BEGINNINGS: [&str; 3] = ["fond", "opis", "delo"];

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for pair in record.holdings.windows(2) {
        let (earlier, later) = (&pair[0], &pair[1]);
        // More than one space, a tab or a new line makes columns and lists.
        let only_a_space = matches!(later.divider.as_deref(), Some(" " | "\u{A0}"));
        let complete = earlier.folios.is_some() || earlier.level("delo").is_some();
        if later.unlabelled || !only_a_space || !complete {
            continue;
        }
        // A volume or a part may follow the leaves.
        let Some(first) = own_levels(later).find(|level| BEGINNINGS.contains(&&*level.id)) else { continue };
        let named = later.repository.as_ref().filter(|_| !later.is_inherited("repository"));
        let place = named.map_or(first.label_span.join(first.span), |mention| mention.span);
        findings
            .report(place, "another shelfmark begins here, and only a space divides it from the one before")
            .related(earlier.span, "the shelfmark before")
            .help("put a semicolon between them, or correct the label if one shelfmark is meant")
            .value(format!("{} {}", first.id, first.value));
    }
}

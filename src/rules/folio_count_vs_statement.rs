//! Reports a number of sheets stated in the text that is not the number of leaves cited.
//!
//! ## Why
//!
//! "Received on four sheets" and Listy 3-6 agree: both ends of a range count, 6 - 3 + 1 = 4. Where they differ, a leaf is
//! missing from the citation or belongs to another document. Only leaves are compared, never pages or frames, and only where
//! one shelfmark is cited.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 3-6.
//!
//! English HTML
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! received on five sheets
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 3-6.
//!
//! English HTML
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! received on four sheets
//! ```

use super::one_page::cited_leaves;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-count-vs-statement",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("folio_count_vs_statement.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let Some(folios) = cited_leaves(page) else { return };
    let Some(leaves) = folios.leaves() else { return };
    let stated = || {
        page.facts.iter().filter_map(|fact| match fact.kind {
            FactKind::SheetCount(count) => Some((fact.span, count)),
            _ => None,
        })
    };
    if stated().any(|(_, count)| u64::from(count) == leaves) {
        return;
    }
    let Some((span, count)) = stated().next() else { return };
    let draft = findings.report(
        span,
        format!(
            "the text speaks of {} and the citation of {}",
            counted(count.into(), "sheet", "sheets"),
            counted(leaves, "leaf", "leaves")
        ),
    );
    draft.label("sheets as stated").related(folios.span, format!("{} (both ends count)", counted(leaves, "leaf", "leaves")));
    draft
        .help("compare with the file: a leaf may be missing from the citation, or an enclosure may be counted")
        .value(format!("{count} {leaves}"));
}

fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

//! Reports a copy number that is higher than the number of copies made.
//!
//! ## Why
//!
//! "Copy № 4" of "three copies printed" cannot be. One of the numbers is misread, or the two belong to different papers.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 15, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 15, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 153-164.
//!
//! English HTML
//!
//! 15 September 1956   Copy № 4
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Three copies printed
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 15, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 15, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 153-164.
//!
//! English HTML
//!
//! 15 September 1956   Copy № 1
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Three copies printed
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "copy-number-exceeds-copies",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("copy_number_exceeds_copies.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let made = page.facts.iter().filter_map(|fact| match fact.kind {
        FactKind::CopiesMade(count) => Some((count, fact.span)),
        _ => None,
    });
    let Some((count, made)) = made.max() else { return };
    for fact in &page.facts {
        let FactKind::CopyNumber(number) = fact.kind else { continue };
        if number > count {
            let copies = if count == 1 { "one copy was".to_owned() } else { format!("{count} copies were") };
            let draft = findings.report(fact.span, format!("this is copy {number}, but {copies} made"));
            draft.label("number of this copy").related(made, "copies made").value(format!("{number} {count}"));
            draft.help("compare with the paper: one of the numbers is probably misread");
        }
    }
}

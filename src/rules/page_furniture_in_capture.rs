//! Reports lines of the web site that were saved with the document.
//!
//! ## Why
//!
//! A raw capture carries navigation and the notices of a viewer. They are no part of the title, of the summary or of the
//! text; whoever copies from the file should know where they stand. Nothing is read from them.
//!
//! ## Example
//!
//! ```fires page
//! Skip to content
//!
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```

use super::one_page::{also_at, in_all};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "page-furniture-in-capture",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("page_furniture_in_capture.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut lines = page.facts.iter().filter(|fact| fact.kind == FactKind::Furniture).map(|fact| fact.span);
    let Some(first) = lines.next() else { return };
    let others: Vec<_> = lines.collect();
    let draft = findings.report(
        first,
        format!("the capture holds lines of the web site{}; title, summary and text leave them out", in_all(others.len() + 1)),
    );
    draft
        .label("not part of the document")
        .help("take such lines out of the file when it is kept as a text; no field is read from them")
        .value("furniture");
    also_at(draft, others, "another line of the site");
}

//! Reports a leaf number stamped on a scan that lies outside the cited leaves.
//!
//! ## Why
//!
//! The archivist stamps each leaf of a file. A stamp 35 on a scan cited as leaves 27-30 says that the scan or the citation
//! is of another place in the file, or that an older foliation is still to be seen.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! 28
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 35
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! 28 Hz
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 30 171 4.
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```

use super::one_page::{also_at, cited_leaves, stamps};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::ReadPage;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "page-stamp-outside-range",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("page_stamp_outside_range.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let Some(folios) = cited_leaves(page) else { return };
    let mut outside = stamps(page).filter(|(_, number)| !folios.covers(u64::from(*number)));
    let Some((span, number)) = outside.next() else { return };
    let others: Vec<_> = outside.map(|(span, _)| span).collect();
    let draft = findings.report(span, format!("the scan bears the leaf number {number}, which is not among the leaves cited"));
    draft.label("stamped leaf").related(folios.span, "the leaves cited").value(number.to_string());
    draft.help("compare with the file: the citation may be wrong, or the number belongs to an older foliation");
    also_at(draft, others, "outside as well");
}

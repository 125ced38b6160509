//! Reports initials with and without a space between them in one document.
//!
//! ## Why
//!
//! "V. I. Ivanov" and "V.I. Ivanov" are one name and two strings. Which form is used is a matter of house style; mixing
//! them breaks searches and indexes. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! A.I. Mikoyan met V.I. Ivanov early in the morning, before the guests came.
//!
//! Recorded by V. I. Ivanov
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
//! A. I. Mikoyan met V. I. Ivanov early in the morning, before the guests came.
//!
//! Recorded by V. I. Ivanov
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

use super::one_page::also_at;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "initials-spacing",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("initials_spacing.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let places = |wanted: bool| -> Vec<Span> {
        page.facts
            .iter()
            .filter(|fact| matches!(fact.kind, FactKind::Initials { spaced } if spaced == wanted))
            .map(|fact| fact.span)
            .collect()
    };
    let (spaced, tight) = (places(true), places(false));
    if spaced.is_empty() || tight.is_empty() {
        return;
    }
    let rare_is_spaced = (spaced.len(), tight[0].start) < (tight.len(), spaced[0].start);
    let (rare, usual) = if rare_is_spaced { (spaced, tight) } else { (tight, spaced) };
    let (here, there) = if rare_is_spaced { ("with", "without") } else { ("without", "with") };
    let draft =
        findings.report(rare[0], format!("initials stand {here} a space between them here, and {there} it elsewhere in this document"));
    draft.label("the rarer form").help("keep one form in title, summary and index").value(here);
    also_at(draft, usual, format!("{there} a space"));
}

//! Reports an honorific that stands twice in a row before a name.
//!
//! ## Why
//!
//! "Cde. Cde. Rim Hae" is one comrade and a slip of the typist or of the capture. The text is evidence and stays as it is;
//! a quotation should mark the slip. All places of a page are told in one finding.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Present: the delegation.
//!
//! Cde. Cde. Rim Hae - An exceptionally good report, we liked all of it and said so.
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
//! Present: the delegation.
//!
//! Cdes. Rim Hae and Choe Yong-geon - We liked the report. Cde. Cdes. is no word.
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
        name: "repeated-honorific",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("repeated_honorific.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut places = page.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::RepeatedHonorific(words) => Some((fact.span, words)),
        _ => None,
    });
    let Some((first, words)) = places.next() else { return };
    let others: Vec<_> = places.map(|(span, _)| span).collect();
    let draft = findings.report(first, format!("\"{words}\" says the honorific twice{}; one of them is a slip", in_all(others.len() + 1)));
    draft.label("the same word twice").help("leave the text as it is; where you quote it, mark the slip with [sic]").value(words.clone());
    also_at(draft, others, "again");
}

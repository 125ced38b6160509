//! Reports a page dated to one day whose text has another day in its own heading.
//!
//! ## Why
//!
//! The page says 17 September, the first line of the document says 16 September. Either the day of the event was confused with
//! the day of the record, or one of the two is a slip; whoever searches by date finds one of them. The rule compares the
//! date of the page with dated headings of the text, never with days that the text only tells of.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Top Secret
//!
//! Record of the talk with the delegation, 16 September 1956
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
//! Top Secret
//!
//! Record of the talk with the delegation, 20 September 1956
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop. They had met on 16 September 1956.
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

use super::one_page::{cited_date, day_in_words, page_date};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, Day, Fact, FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "header-title-date",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("header_title_date.rs"),
    },
    check: Check::Page(check),
};

/// The first heading with another date, when no heading has the cited one.
pub(super) fn other_heading<'p>(page: &'p ReadPage, cited: &ArchivalDate) -> Option<(&'p Fact, Day)> {
    let headings = || {
        page.facts.iter().filter_map(|fact| match fact.kind {
            FactKind::HeadingDate(day) => Some((fact, day)),
            _ => None,
        })
    };
    if headings().any(|(_, day)| cited.admits(day)) {
        return None;
    }
    headings().next()
}

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let Some(cited) = cited_date(page) else { return };
    let (Some(start), Some((fact, day))) = (cited.value.start, other_heading(page, &cited.value)) else { return };
    let words = |day| day_in_words(day, context.schemas);
    let draft = findings.report(page_date(page, cited), format!("the page is dated {}, but the text itself {}", words(start), words(day)));
    draft.label("the date of the page").related(fact.span, "the heading of the text has another day").value(format!("{start} {day}"));
    draft.help("compare with the paper: the day of the event and the day of its record may both be right; cite one and name the other");
}

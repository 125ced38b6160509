//! Reports a cited date that none of the dates of the text itself supports.
//!
//! ## Why
//!
//! A meeting was held on the 22nd, its minutes were typed on the 24th, and the page is dated to the 23rd. The text names its
//! own dates in a heading, in the opening sentence and in the closing block; when it does and none of them is the cited
//! one, the reader should know. The rule speaks only when such dates exist, and is silent where a more telling rule
//! (`header-title-date`, `late-internal-date`) speaks about the same dates.
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
//! On 22 September at a meeting of the committee the draft was read from the first word to the last.
//!
//! Typed by the secretariat 24 September 1956
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
//! On 22 September at a meeting of the committee the draft was read from the first word to the last.
//!
//! Typed by the secretariat 23 September 1956
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
//! The guests spoke of what had happened on 22 September 1956 and of what the crop of the year before had been.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use std::collections::BTreeSet;

use super::one_page::{cited_date, day_in_words, page_date};
use super::{header_title_date, late_internal_date};
use crate::record::{Day, FactKind, ReadPage};

/// Days that the message names; the places show the others.
const NAMED: usize = 4;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "date-unsupported-by-text",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("date_unsupported_by_text.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let Some(cited) = cited_date(page) else { return };
    let Some(start) = cited.value.start else { return };
    if header_title_date::other_heading(page, &cited.value).is_some() || late_internal_date::late(page, &cited.value).is_some() {
        return;
    }
    let own: Vec<_> = page.facts.iter().filter_map(|fact| Some((fact, own_date(&fact.kind)?))).collect();
    let explicit = own.iter().any(|(fact, _)| !matches!(fact.kind, FactKind::HeadingDate(_)));
    if !explicit || own.iter().any(|(_, day)| cited.value.admits(*day)) {
        return;
    }
    let words = |day| day_in_words(day, context.schemas);
    let days: BTreeSet<Day> = own.iter().map(|(_, day)| *day).collect();
    let named: Vec<String> = days.iter().take(NAMED).map(|day| words(*day)).collect();
    let dates = if days.len() == 1 { "date is" } else { "dates are" };
    let cited_day = words(start);
    let primary = page_date(page, cited);
    let draft =
        findings.report(primary, format!("the cited date {cited_day} is none of the text's own; its {dates} {}", named.join(" and ")));
    draft.label("the cited date").value(start.to_string());
    draft.help("compare with the paper: the cited day may be that of a resolution or a decision; otherwise cite the day of the event");
    if primary != cited.span {
        draft.related(cited.span, "the citation has the same date");
    }
    for (fact, day) in own {
        let what = match fact.kind {
            FactKind::EventDate(_) => "the event",
            FactKind::RomanMonth { .. } => "probably",
            _ => "the end of the text",
        };
        draft.related(fact.span, format!("{what}: {}", words(day)));
    }
}

fn own_date(kind: &FactKind) -> Option<Day> {
    match kind {
        FactKind::HeadingDate(day) | FactKind::EventDate(day) | FactKind::ClosingDate(day) => Some(*day),
        FactKind::RomanMonth { probably, .. } => Some(*probably),
        _ => None,
    }
}

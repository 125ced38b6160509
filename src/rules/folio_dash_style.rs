//! Reports ranges of leaves with hyphens and with dashes in one collection.
//!
//! ## Why
//!
//! "3-6" and "3–6" are one range and two texts: a search, a sorted list and a careful reader see the difference. Chicago and Russian
//! practice print the en dash, plain text files the hyphen; one of them throughout is enough. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 3–6
//! GARF, f. 5446, op. 98, d. 718, ll. 18–34
//! GARF, f. 5446, op. 98, d. 721, ll. 27-30
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3–6
//! GARF, f. 5446, op. 98, d. 721, ll. 27–30
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, styled};
use super::wording::{Script, label_script, printed};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, Holding};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-dash-style",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("folio_dash_style.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut scripts: BTreeMap<bool, Forms> = BTreeMap::new();
    for (page, record) in styled(corpus) {
        for holding in &record.holdings {
            let cyrillic = label_script(holding) == Some(Script::Cyrillic);
            for (dash, span) in dashes(holding) {
                scripts.entry(cyrillic).or_default().add(dash, page, span);
            }
        }
    }
    for forms in scripts.values().filter(|forms| forms.are_mixed()) {
        let counted: Vec<String> = forms.by_rarity().iter().map(|(dash, places)| format!("{} with {dash}", places.len())).collect();
        let message = format!("ranges of leaves are written in several ways: {}", counted.join(", "));
        if let Some(draft) = forms.report_as(findings, message, |dash| format!("{dash} here")) {
            draft.help("choose one dash for the whole collection; the en dash is the usual one in print");
        }
    }
}

/// What divides the two ends of each range.
fn dashes(holding: &Holding) -> impl Iterator<Item = (&'static str, Span)> {
    let ranges = holding.folios.iter().flat_map(|folios| &folios.items).filter(|item| item.dashed);
    ranges.filter_map(|item| {
        let dash = printed(holding, item.span)?.chars().find(|c| !c.is_alphanumeric() && !c.is_whitespace() && *c != '.')?;
        let name = match dash {
            '-' | '\u{2010}' | '\u{2011}' => "a hyphen",
            '–' => "an en dash",
            _ => "another dash",
        };
        Some((name, item.span))
    })
}

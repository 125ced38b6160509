//! Reports a page that writes the soft sign of a label in more than one way: `opis`, `opis'`, `opis’`, `opisʹ`.
//!
//! ## Why
//!
//! The four forms look alike in print and differ for every search. One text should keep to one of them.
//!
//! ## Example
//!
//! ```fires
//! RGASPI, fond 17, opis' 163, delo 1021, listy 3-6
//! RGASPI, fond 17, opis 163, delo 1022, listy 3-6
//! RGASPI, fond 17, opis 163, delo 1023, listy 3-6
//! ```
//!
//! ```quiet
//! RGASPI, fond 17, opis' 163, delo 1021, listy 3-6
//! RGASPI, f. 17, op. 163, d. 1022, ll. 3-6
//! ```
//!
//! ## Fix
//!
//! The rarer forms become the usual one; no letter changes.

use std::collections::BTreeMap;

use super::one_page::also_at;
use super::wording::own_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, Edit, Fix, RuleMeta, Severity};
use crate::record::{Level, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "soft-sign-variant",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Safe),
        summary_group: None,
        source: include_str!("soft_sign_variant.rs"),
    },
    check: Check::Page(check),
};

/// The signs that stand for ь: typewriter and printed apostrophe, prime.
const SIGNS: [char; 5] = ['\'', '’', '‘', 'ʹ', '′'];

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut words: BTreeMap<String, Vec<&Level>> = BTreeMap::new();
    for level in page.records.iter().flat_map(|record| &record.holdings).flat_map(own_levels) {
        words.entry(bare(&level.label).to_lowercase()).or_default().push(level);
    }
    for levels in words.values() {
        report(levels, findings);
    }
}

/// The places of one label, in the order of the page.
fn report(levels: &[&Level], findings: &mut Findings) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    levels.iter().for_each(|level| *counts.entry(sign(level)).or_default() += 1);
    // Of two equally usual forms the one that comes first is kept.
    let rank = |level: &&&Level| (counts[sign(level)], std::cmp::Reverse(level.label_span.start));
    let Some(usual) = levels.iter().max_by_key(rank) else { return };
    let others: Vec<&Level> = levels.iter().copied().filter(|level| sign(level) != sign(usual)).collect();
    let Some(first) = others.first() else { return };
    let message = format!("the label \"{}\" is written \"{}\" elsewhere on the page", first.label, usual.label);
    let draft = findings.report(first.label_span, message);
    draft.help("keep to one sign for ь, or leave it out everywhere").value(counts.keys().copied().collect::<Vec<_>>().join(" / "));
    draft.related(usual.label_span, "the usual form here");
    also_at(draft, others[1..].iter().map(|level| level.label_span), "here as well");
    let edits = others.iter().map(|level| Edit { span: level.label_span, text: bare(&level.label).to_owned() + sign(usual) }).collect();
    draft.fix = Some(Fix { applicability: Applicability::Safe, title: format!("write the labels as \"{}\"", usual.label), edits });
}

fn bare(label: &str) -> &str {
    label.trim_end_matches(SIGNS)
}

fn sign(level: &Level) -> &str {
    &level.label[bare(&level.label).len()..]
}

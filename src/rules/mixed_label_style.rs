//! Reports a shelfmark that mixes whole words and abbreviations as labels.
//!
//! ## Why
//!
//! "Fond 5446, op. 98, Delo 721" looks as if two sources had been spliced. One style throughout is easier to read and to search.
//! The word papka among abbreviations is common usage and is not counted.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, op. 98, Delo 721, Listy 27-30
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30
//! GARF, f. 5446, op. 98, d. 721, ll. 27-30
//! ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 27–30.
//! AVPRF, f. 0102, op. 12, papka 68, d. 6, ll. 1-5
//! RGANI, fond (f.) 5, opis (op.) 49, delo (d.) 131, listy (ll.) 193-194
//! ```

use super::wording::own_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FolioUnit, Holding, Level, Record};
use crate::schema::{PrintForms, Printed, Scheme};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-label-style",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_label_style.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let Some(scheme) = context.schemas.scheme(&holding.scheme) else { continue };
        let labels = labels(holding, scheme);
        let Some((first, first_span, style)) = labels.first() else { continue };
        let Some((other, span, _)) = labels.iter().find(|(_, _, other)| other != style) else { continue };
        let (full, short) = if *style == Style::Full { (first, other) } else { (other, first) };
        findings
            .report(*span, format!("the shelfmark mixes the whole word \"{full}\" with the abbreviation \"{short}\""))
            .related(*first_span, "the style it begins with")
            .help("label all levels in one style");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Full,
    Short,
}

/// The printed labels of the main levels and of the leaves, each with its style.
fn labels<'h>(holding: &'h Holding, scheme: &Scheme) -> Vec<(&'h str, Span, Style)> {
    let mut labels = Vec::new();
    let sound = |level: &&Level| !level.label.is_empty() && !holding.misprints.contains(&level.label_span);
    for level in own_levels(holding).filter(sound) {
        // Levels that a scheme does not require are often written out among abbreviations: papka, karton, tom.
        let Some(known) = scheme.level.iter().find(|known| *known.id == *level.id && known.required) else { continue };
        labels.extend(style(&level.label, &known.print).map(|style| (level.label.as_str(), level.label_span, style)));
    }
    // A page label is a matter of its own.
    let leaves = holding.folios.as_ref().filter(|folios| !folios.label.is_empty() && folios.unit == FolioUnit::Leaf);
    if let (Some(folios), Some(known)) = (leaves, scheme.folios.as_ref()) {
        labels.extend(style(&folios.label, &known.print).map(|style| (folios.label.as_str(), folios.label_span, style)));
    }
    labels
}

/// The letters of a label, without what some print and others do not.
fn bare(label: &str) -> impl Iterator<Item = char> + '_ {
    label.chars().filter(|c| !matches!(c, '.' | ' '))
}

fn same_letters(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (bare(a), bare(b));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || a.eq_ignore_ascii_case(&b) => {}
            (Some(a), Some(b)) if !(a.is_ascii() && b.is_ascii()) && a.to_lowercase().eq(b.to_lowercase()) => {}
            _ => return false,
        }
    }
}

/// Up to three letters, or one of the short print forms ("ed. khr."), is an abbreviation; a label that is printed the same
/// way in both styles ("a.e.") has none.
fn style(label: &str, print: &PrintForms) -> Option<Style> {
    let is_form = |form: &Printed| [form.form(false), form.form(true)].into_iter().any(|form| same_letters(form, label));
    let full = print.full.iter().any(is_form);
    let short = [&print.abbr, &print.abbr_cap, &print.gost].into_iter().flatten().any(is_form);
    match (full, short || bare(label).nth(3).is_none()) {
        (true, true) => None,
        (_, true) => Some(Style::Short),
        (_, false) => Some(Style::Full),
    }
}

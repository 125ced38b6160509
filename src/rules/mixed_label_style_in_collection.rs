//! Reports a collection whose citations label their levels in full in some places and by abbreviation in others.
//!
//! ## Why
//!
//! "Fond 5446, Opis 98" and "f. 5446, op. 98" say the same, but a bibliography that mixes them looks spliced and is
//! harder to search. Labels in different scripts are not compared.
//!
//! ## Example
//!
//! ```fires
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! RGANI, f. 5, op. 49, d. 131, ll. 1-3
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! RGANI, Fond 5, Opis 49, Delo 131, Listy 1-3
//! ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 9-11.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, Script, script_of, styled};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-label-style-in-collection",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_label_style_in_collection.rs"),
    },
    check: Check::Corpus(check),
};

/// Letters of the longest abbreviation of "fond" ("ff.").
const ABBREVIATED: usize = 2;

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut scripts: BTreeMap<Script, Forms> = BTreeMap::new();
    for (page, record) in styled(corpus) {
        for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("fond")) {
            let Some(fond) = holding.level("fond") else { continue };
            let Some(script) = script_of(&fond.label) else { continue };
            let short = fond.label.chars().filter(|c| c.is_alphabetic()).count() <= ABBREVIATED;
            scripts.entry(script).or_default().add(if short { "abbreviated" } else { "in full" }, page, fond.label_span);
        }
    }
    for forms in scripts.values().filter(|forms| forms.are_mixed()) {
        let [(rare, few), (usual, many)] = forms.by_rarity()[..] else { continue };
        let total = few.len() + many.len();
        let message = format!("in {} of {total} shelfmarks the labels are {rare}, elsewhere {usual}", few.len());
        if let Some(draft) = forms.report_as(findings, message, |form| format!("{form} here")) {
            draft.help("choose one style of labels for the whole collection");
        }
    }
}

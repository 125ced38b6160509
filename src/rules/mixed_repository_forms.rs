//! Reports an archive whose siglum a collection writes in several ways.
//!
//! ## Why
//!
//! "GARF" and "GA RF" are one archive, but no search and no sorted list knows that. One form per script is enough: a
//! Latin and a Cyrillic siglum side by side are not mixed, and neither are a full name and its abbreviation. Former names
//! are not forms of today's name.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! GA RF, f. 5446, op. 98, d. 721, ll. 9-11
//! GARF, f. 5446, op. 98, d. 722, ll. 1-2
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 9-11.
//! State Archive of the Russian Federation, f. 5446, op. 98, d. 722, ll. 1-2
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, Script, script_of, styled};
use super::wording::is_spelt_out;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;
use crate::record::holding::Spelling;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-repository-forms",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_repository_forms.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut archives: BTreeMap<(&str, Script), Forms> = BTreeMap::new();
    for (page, record) in styled(corpus) {
        for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
            let Some(mention) = holding.repository.as_ref().filter(|mention| mention.spelling != Spelling::Former) else { continue };
            let siglum = mention.as_written.trim_end_matches([',', '.', ';', ':']);
            let (Some(archive), Some(script), false) = (&mention.siglum, script_of(siglum), is_spelt_out(siglum)) else { continue };
            let words: Vec<&str> = siglum.split_whitespace().collect();
            archives.entry((archive, script)).or_default().add(&words.join(" "), page, mention.span);
        }
    }
    for ((archive, _), forms) in archives.iter().filter(|(_, forms)| forms.are_mixed()) {
        if let Some(draft) = forms.report(findings, format!("{archive} is written in several ways: {}", forms.counted())) {
            draft.help("use one form throughout, so that search and sorting keep the archive together");
        }
    }
}

//! Reports a digital publisher that a collection calls by two names.
//!
//! ## Why
//!
//! The programme that ran an online archive and the archive of today are one publisher under two names. Within one
//! bibliography a reader takes them for two. Citations quoted as printed may keep the old name; then allow this finding.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Orlov to Belov," May 3, 1956, History and Public Policy Program Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution," June 9, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet
//! "Telegram from Orlov to Belov," May 3, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution," June 9, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, styled};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-publisher-names",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_publisher_names.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut publishers: BTreeMap<&str, Forms> = BTreeMap::new();
    for (page, record) in styled(corpus) {
        let Some(publisher) = &record.publisher else { continue };
        let Some(canonical) = publisher.value.canonical.as_deref() else { continue };
        let words: Vec<&str> = publisher.value.as_written.split_whitespace().collect();
        publishers.entry(canonical).or_default().add(&words.join(" "), page, publisher.span);
    }
    for (canonical, forms) in publishers.iter().filter(|(_, forms)| forms.are_mixed()) {
        if let Some(draft) = forms.report(findings, format!("one publisher stands under several names: {}", forms.counted())) {
            draft.help(format!("use one name throughout; today's is \"{canonical}\""));
        }
    }
}

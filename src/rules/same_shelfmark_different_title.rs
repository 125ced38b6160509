//! Reports a record whose leaves an earlier record cites for a document with another title.
//!
//! ## Why
//!
//! The same leaves of one delo hold one document. Two titles mean that one of the shelfmarks was copied from the other
//! record, that the leaves are wrong, or that one document was described twice under different titles.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 719, Listy 3-6.
//! ```

use super::compare::{certainly_differ, clashes, files, of_same_leaves, same_title};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "same-shelfmark-different-title",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("same_shelfmark_different_title.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for group in files(corpus).flat_map(of_same_leaves) {
        for (item, other) in clashes(&group, |a, b| same_title(a.record, b.record) == Some(false)) {
            let (Some(title), Some(rival)) = (&item.record.title, &other.record.title) else { continue };
            let file = &corpus.page(other.page()).name;
            let dates = if certainly_differ(item.record, other.record) { " of another date" } else { "" };
            findings
                .report_on(
                    item.page(),
                    item.leaves_span(),
                    format!(
                        "the same leaves {} are cited in {file} for \"{}\"{dates}, here for \"{}\"",
                        item.leaves, rival.value, title.value
                    ),
                )
                .label("leaves of another title")
                .help("check both shelfmarks against the file: one of them is probably copied, or this is one document under two titles")
                .related_on(other.page(), other.leaves_span(), format!("the same leaves for \"{}\"", rival.value))
                .value(item.leaves.clone());
        }
    }
}

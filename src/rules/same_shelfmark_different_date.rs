//! Reports a record whose leaves an earlier record dates otherwise.
//!
//! ## Why
//!
//! One paper has one date. When two records of the same leaves, with the same title or without one to compare, give
//! dates that exclude each other, one of the dates is a slip. Records that differ in their titles as well are reported
//! by `same-shelfmark-different-title`.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov to Belov," May 4, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov to Belov," May 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```

use super::compare::{Shelved, certainly_differ, clashes, files, of_same_leaves, same_title};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "same-shelfmark-different-date",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("same_shelfmark_different_date.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for group in files(corpus).flat_map(of_same_leaves) {
        let two_dates =
            |a: &Shelved<'_>, b: &Shelved<'_>| same_title(a.record, b.record) != Some(false) && certainly_differ(a.record, b.record);
        for (item, other) in clashes(&group, two_dates) {
            let (Some(date), Some(rival)) = (&item.record.date, &other.record.date) else { continue };
            let (written, otherwise) = (&date.value.as_written, &rival.value.as_written);
            let file = &corpus.page(other.page()).name;
            findings
                .report_on(
                    item.page(),
                    date.span,
                    format!(
                        "the paper on leaves {} is dated {written} here and {otherwise} in {file}; one paper has one date",
                        item.leaves
                    ),
                )
                .label("another date of the same leaves")
                .help("compare both dates with the document and correct the wrong one")
                .related_on(other.page(), rival.span, "the same leaves with this date")
                .value(format!("{written} / {otherwise}"));
        }
    }
}

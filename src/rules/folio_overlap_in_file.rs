//! Reports a record whose leaves overlap with those that another record cites from the same delo.
//!
//! ## Why
//!
//! Documents lie one after another in a file; a leaf belongs to one of them. Overlapping leaves mean a wrong first or last
//! leaf in one of the two citations, or a document that is an enclosure of the other, which the title should say.
//!
//! Records that cite exactly the same leaves are reported by `near-duplicate-record`, `same-shelfmark-different-title`
//! and `same-shelfmark-different-date`.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 5-9.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 7-9.
//! ```

use std::collections::BTreeSet;

use super::compare::{Shelved, certainly_differ, files, same_capture, same_title};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, FolioRange, FolioUnit, RecordRef};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "folio-overlap-in-file",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("folio_overlap_in_file.rs"),
    },
    check: Check::Corpus(check),
};

/// Ranges still open at a leaf that the next range is compared with; keeps a file of thousands linear.
const OPEN: usize = 8;

/// A range of leaves with its record.
type Range<'f, 'c> = (&'f Shelved<'c>, &'c FolioRange);

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for file in files(corpus) {
        for unit in [FolioUnit::Leaf, FolioUnit::Page] {
            sweep(&file, unit, corpus, findings);
        }
    }
}

/// Walks the ranges in the order of the leaves; a range that begins before an open one ends overlaps with it.
fn sweep(file: &[Shelved<'_>], unit: FolioUnit, corpus: &Corpus, findings: &mut Findings) {
    let mut ranges: Vec<Range<'_, '_>> = Vec::new();
    for item in file {
        let Some(folios) = item.holding.folios.as_ref().filter(|folios| folios.unit == unit) else { continue };
        ranges.extend(folios.items.iter().filter(|range| range.numbers().is_some() && !range.is_reversed()).map(|range| (item, range)));
    }
    ranges.sort_by(|a, b| (a.1.from.key(), a.0.at).cmp(&(b.1.from.key(), b.0.at)));
    let mut open: Vec<Range<'_, '_>> = Vec::new();
    let mut told: BTreeSet<RecordRef> = BTreeSet::new();
    for range in ranges {
        open.retain(|earlier| earlier.1.to.key() >= range.1.from.key());
        if let Some(&other) = open.iter().find(|other| are_rivals(other.0, range.0)) {
            let (first, second) = if other.0.at < range.0.at { (other, range) } else { (range, other) };
            if told.insert(second.0.at) {
                report(first, second, corpus, findings);
            }
        }
        if open.len() < OPEN {
            open.push(range);
        }
    }
}

/// Different documents whose overlap no other rule reports.
fn are_rivals(a: &Shelved<'_>, b: &Shelved<'_>) -> bool {
    let told_elsewhere = a.leaves == b.leaves && (same_title(a.record, b.record) == Some(false) || certainly_differ(a.record, b.record));
    a.at != b.at && !told_elsewhere && !same_capture(a.record, b.record)
}

fn report(first: Range<'_, '_>, second: Range<'_, '_>, corpus: &Corpus, findings: &mut Findings) {
    let (leaves, rival) = (&second.0.leaves, &first.0.leaves);
    let page = first.0.page();
    let draft = findings
        .report_on(
            second.0.page(),
            second.1.span,
            format!(
                "leaves {leaves} overlap with leaves {rival} of the same delo, cited for another document in {}",
                corpus.page(page).name
            ),
        )
        .label("leaves of two documents")
        .help("check the first and the last leaf of both; if one document is an enclosure of the other, say so in its title")
        .related_on(page, first.1.span, "the other document's leaves")
        .value(format!("{leaves} / {rival}"));
    // "102-98" completed to 102-198 may be a slip of another kind.
    if first.1.abbreviated || second.1.abbreviated {
        draft.at_most(Severity::Info).confidence(Confidence::Low);
    }
}

//! Reports a record that looks like a second capture of an earlier one.
//!
//! ## Why
//!
//! A page saved from the old site and the printable version of the same page are one record. Counted twice, it
//! distorts lists and bibliographies, and a correction made in one copy is missed in the other.
//!
//! A capture counts as second when it has the same record ID and agrees in most of title, date and leaves, or when
//! title, date and leaves are all the same. Such a pair is not reported again for its equal number or leaves.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov to Belov", May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Anna Lisina.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 7-9.
//! ```

use std::collections::BTreeSet;

use super::compare::{called, files, fold_words, of_same_leaves, repeated_numbers, same_capture};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Compared, Corpus, RecordRef};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "near-duplicate-record",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("near_duplicate_record.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut told: BTreeSet<RecordRef> = BTreeSet::new();
    for pair in repeated_numbers(corpus).iter().filter(|pair| pair.one_record) {
        if told.insert(pair.later) {
            report(corpus, pair.later, pair.earlier, findings);
        }
    }
    for group in files(corpus).flat_map(of_same_leaves) {
        // Sorted by title, captures of one record stand together however many documents share the leaves.
        let mut group: Vec<_> = group.iter().filter_map(|item| Some((fold_words(&item.record.title.as_ref()?.value), item))).collect();
        group.sort_by(|a, b| (&a.0, a.1.at).cmp(&(&b.0, b.1.at)));
        for titled in group.chunk_by(|a, b| a.0 == b.0) {
            let mut first = titled[0].1;
            for (_, item) in &titled[1..] {
                if item.at == first.at {
                    continue;
                }
                if !same_capture(first.record, item.record) {
                    first = item;
                } else if told.insert(item.at) {
                    report(corpus, item.at, first.at, findings);
                }
            }
        }
    }
}

fn report(corpus: &Corpus, later: RecordRef, earlier: RecordRef, findings: &mut Findings) {
    let (record, other) = (corpus.record(later), corpus.record(earlier));
    let numbers = [record, other].map(|record| record.identifier.as_ref().map(|number| &*number.value));
    let why = match numbers {
        [Some(a), Some(b)] if a == b => format!("record ID {a} and the same document"),
        [Some(a), Some(b)] => format!("same title, date and leaves, though the record IDs are {a} and {b}"),
        _ => "same title, date and leaves".to_owned(),
    };
    findings
        .report_on(
            later.page,
            telling(record),
            format!("this is probably a second capture of {}: {why}", called(corpus, earlier.page, other)),
        )
        .label("the same record again")
        .help("keep one capture and take over into it what only the other one states")
        .related_on(earlier.page, telling(other), "first captured here")
        .value(record.title.as_ref().map_or_else(String::new, |title| title.value.to_string()));
}

/// A place that shows the record: its title, else its number.
fn telling(record: &Compared) -> Span {
    let title = record.title.as_ref().map(|title| title.span);
    title.or_else(|| record.identifier.as_ref().map(|number| number.span)).unwrap_or(record.span)
}

//! Reports a title that an earlier record of another date has already.
//!
//! ## Why
//!
//! A list in which three entries read "Telegram from Orlov" is no help in finding the third. A number, an addressee or the
//! subject added to the title tells them apart. Large collections have many equal titles, so this is for a last reading.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Telegram from Orlov, no. 1451," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```

use std::collections::BTreeMap;

use super::compare::{certainly_differ, fold_words};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, RecordRef};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "duplicate-title",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("duplicate_title.rs"),
    },
    check: Check::Corpus(check),
};

/// Further places that the finding shows.
const SHOWN: usize = 8;

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut titles: BTreeMap<String, Vec<RecordRef>> = BTreeMap::new();
    for (at, record) in corpus.records().filter(|(_, record)| !record.note) {
        if let Some(title) = &record.title {
            titles.entry(fold_words(&title.value)).or_default().push(at);
        }
    }
    for records in titles.values().filter(|records| records.len() > 1) {
        let first = records[0];
        let others: Vec<RecordRef> =
            records[1..].iter().copied().filter(|at| certainly_differ(corpus.record(first), corpus.record(*at))).collect();
        let (Some(later), Some(known)) = (others.first(), &corpus.record(first).title) else { continue };
        let Some(title) = &corpus.record(*later).title else { continue };
        let count = if others.len() > 1 { format!(", {} times in all", others.len() + 1) } else { String::new() };
        let name = &corpus.page(first.page).name;
        let message = format!("the title \"{}\" stands in {name} for a document of another date{count}", title.value);
        let draft = findings.report_on(later.page, title.span, message);
        draft.label("the same title").help("add what tells the documents apart: a number, the addressee, the subject");
        draft.related_on(first.page, known.span, "the title's first use").value(title.value.clone());
        for at in others[1..].iter().take(SHOWN - 1) {
            if let Some(title) = &corpus.record(*at).title {
                draft.related_on(at.page, title.span, "again here");
            }
        }
    }
}

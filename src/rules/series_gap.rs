//! Reports a numbered series of titles with a number missing.
//!
//! ## Why
//!
//! When a collection holds part 1 and part 3 of a document, part 2 was perhaps forgotten. Archives publish selections, so
//! this stays off unless asked for.
//!
//! ## Example
//!
//! ```fires
//! "Record of Talks, Part 1," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Record of Talks, Part 3," May 5, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 12-14.
//! ```
//!
//! ```quiet
//! "Record of Talks, Part 1," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Record of Talks, Part 2," May 5, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 12-14.
//! "Record of Visits, Part 7," May 5, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 19-24.
//! ```

use std::collections::BTreeMap;

use super::compare::fold_words;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, RecordRef};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "series-gap",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("series_gap.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, context: &Context<'_>, findings: &mut Findings) {
    let mut series: BTreeMap<String, BTreeMap<u32, RecordRef>> = BTreeMap::new();
    for (at, record) in corpus.records() {
        if let Some((stem, number)) = record.title.as_ref().and_then(|title| part(&title.value, context.schemas)) {
            series.entry(stem).or_default().entry(number).or_insert(at);
        }
    }
    for parts in series.values() {
        for ((before, first), (after, later)) in
            parts.iter().zip(parts.iter().skip(1)).filter(|((before, _), (after, _))| **after > **before + 1)
        {
            let (Some(title), Some(known)) = (&corpus.record(*later).title, &corpus.record(*first).title) else { continue };
            let missing =
                if after - before == 2 { format!("part {}", before + 1) } else { format!("parts {} to {}", before + 1, after - 1) };
            findings
                .report_on(later.page, title.span, format!("part {after} of a series follows part {before}; {missing} may be missing"))
                .label("the next part there is")
                .help("look whether the missing part was published")
                .related_on(first.page, known.span, "the part before")
                .value(title.value.clone());
        }
    }
}

/// Takes "Part 3" off a title: what is left of it, and the number.
fn part(title: &str, schemas: &Schemas) -> Option<(String, u32)> {
    let folded = fold_words(title);
    let words: Vec<&str> = folded.split(' ').collect();
    let at =
        words.windows(2).position(|pair| schemas.phrases("series-part").any(|word| word == pair[0]) && pair[1].parse::<u32>().is_ok())?;
    let number = words[at + 1].parse().ok()?;
    Some(([&words[..at], &words[at + 2..]].concat().join(" "), number))
}

//! Reports a record ID that an earlier record about another document has already.
//!
//! ## Why
//!
//! The number is the address of the digital copy. When two different documents carry one number, at least one of the two
//! links opens the wrong document. Two captures of one and the same record are another matter, see
//! `near-duplicate-record`.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796
//! === b.txt
//! get citation
//! "Notes of a Conversation," June 9, 1957, GARF, Fond 5446, Opis 98, Delo 900, Listy 1-2. https://digitalarchive.wilsoncenter.org/document/121796
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796
//! === b.txt
//! get citation
//! "Notes of a Conversation," June 9, 1957, GARF, Fond 5446, Opis 98, Delo 900, Listy 1-2. https://digitalarchive.wilsoncenter.org/document/121797
//! ```

use super::compare::{called, repeated_numbers};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "duplicate-record-id",
        severity: Severity::Error,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("duplicate_record_id.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for pair in repeated_numbers(corpus).iter().filter(|pair| !pair.one_record) {
        let (record, other) = (corpus.record(pair.later), corpus.record(pair.earlier));
        let (Some(number), Some(first)) = (record.identifier.as_ref(), other.identifier.as_ref()) else { continue };
        let other_name = called(corpus, pair.earlier.page, other);
        findings
            .report_on(
                pair.later.page,
                number.span,
                format!("record ID {} already belongs to another document, {other_name}", number.value),
            )
            .label("the same number again")
            .help("look both documents up at the publisher and correct the number that opens the wrong one")
            .related_on(pair.earlier.page, first.span, "first used here")
            .value(number.value.clone());
    }
}

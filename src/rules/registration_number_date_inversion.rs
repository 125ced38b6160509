//! Reports an office number that is lower than another one but dated later.
//!
//! ## Why
//!
//! An office numbers what it types one after the other, so dates rise with the numbers of a year. Where number 939 is
//! dated November and number 963, made for the same recipients, September, one of the dates is misread; IX and XI are the
//! usual pair. The rule compares only papers with the same recipients, because offices number apart.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," September 15, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests came late, heard the speeches, and left the house at noon.
//!
//! 1 - to Cde. Orlov
//!
//! 2 - to Cde. Belov
//!
//! Typed by Lisina
//!
//! Nº 939
//!
//! 14 November 1956
//! === b.txt
//! get citation
//! "Draft of a Resolution," September 24, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! The guests came late, heard the speeches, and left the house at noon.
//!
//! 1 - to Cde. Orlov
//!
//! 2 - to Cde. Belov
//!
//! Typed by Lisina
//!
//! Nº 963
//!
//! 24 September 1956
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," September 15, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests came late, heard the speeches, and left the house at noon.
//!
//! 1 - to Cde. Orlov
//!
//! 2 - to Cde. Belov
//!
//! Typed by Lisina
//!
//! Nº 939
//!
//! 14 September 1956
//! === b.txt
//! get citation
//! "Draft of a Resolution," September 24, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! The guests came late, heard the speeches, and left the house at noon.
//!
//! 1 - to Cde. Orlov
//!
//! 2 - to Cde. Belov
//!
//! Typed by Lisina
//!
//! Nº 963
//!
//! 24 September 1956
//! ```

use std::collections::BTreeMap;

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, Day, FactKind, PageId};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "registration-number-date-inversion",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("registration_number_date_inversion.rs"),
    },
    check: Check::Corpus(check),
};

/// A numbered paper of one office.
#[derive(Debug, Clone, Copy)]
struct Numbered {
    number: u32,
    date: Day,
    page: PageId,
    span: Span,
    date_span: Span,
}

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    // Numbers begin anew each year.
    let mut registers: BTreeMap<(&[String], i32), Vec<Numbered>> = BTreeMap::new();
    for (page_id, page) in corpus.numbered_pages() {
        for fact in &page.facts {
            if let FactKind::Registration { number, date, date_span, recipients } = &fact.kind
                && !recipients.is_empty()
                && date.exists()
                && date.day.is_some()
            {
                let numbered = Numbered { number: *number, date: *date, page: page_id, span: fact.span, date_span: *date_span };
                registers.entry((recipients, date.year)).or_default().push(numbered);
            }
        }
    }
    for ((recipients, _), papers) in &mut registers {
        papers.sort_by_key(|paper| (paper.number, paper.date, paper.page));
        for pair in papers.windows(2).filter(|pair| pair[0].number < pair[1].number && pair[0].date > pair[1].date) {
            report(pair[0], pair[1], recipients, corpus, findings);
        }
    }
}

fn report(low: Numbered, high: Numbered, recipients: &[String], corpus: &Corpus, findings: &mut Findings) {
    let file = &corpus.page(high.page).name;
    let message = format!(
        "number {} is dated {}, but the higher number {} in {file}, for the same recipients ({}), is dated {}; one of the dates is probably misread",
        low.number,
        low.date,
        high.number,
        recipients.join(", "),
        high.date
    );
    findings
        .report_on(low.page, low.span, message)
        .label(format!("number {}", low.number))
        .help("look at both dates in the documents, first for IX and XI taken for each other")
        .related_on(low.page, low.date_span, format!("dated {}", low.date))
        .related_on(high.page, high.span, format!("number {}", high.number))
        .related_on(high.page, high.date_span, format!("dated {}", high.date))
        .value(format!("{} / {}", low.number, high.number));
}

//! Reports a document whose date alone breaks the order in which the dates of a delo run.
//!
//! ## Why
//!
//! Papers were sewn into a file by date, oldest or newest first. Where all documents of a delo but one follow such an order,
//! the date or the leaves of that one are worth a second look. Files need not be in order at all, so this speaks only where
//! four dated documents or more are known, where one document and no other disturbs the order, and where most other
//! files of the collection run by date.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," May 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 7-9.
//! === c.txt
//! get citation
//! "Notes of a Conversation," May 1, 1957, GARF, Fond 5446, Opis 98, Delo 718, Listy 10-12.
//! === d.txt
//! get citation
//! "Letter to Belov," May 14, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 13-14.
//! === e.txt
//! get citation
//! "Reply to Orlov," May 20, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 15-16.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov," May 20, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," May 14, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 7-9.
//! === c.txt
//! get citation
//! "Notes of a Conversation," May 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 10-12.
//! === d.txt
//! get citation
//! "Letter to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 13-14.
//! ```

use super::compare::{Shelved, files};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, Corpus, Day};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "chronology-against-folios",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("chronology_against_folios.rs"),
    },
    check: Check::Corpus(check),
};

/// Dated documents of a file that an order can be seen in.
const ENOUGH: usize = 4;

/// A document with its date and its first leaf.
type Dated<'c> = (Day, u64, Shelved<'c>);

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let (mut ordered, mut disturbed) = (0, Vec::new());
    for file in files(corpus) {
        let dated = dated(file);
        if dated.len() < ENOUGH {
            continue;
        }
        let days: Vec<Day> = dated.iter().map(|(day, ..)| *day).collect();
        match order(&days) {
            Order::Runs => ordered += 1,
            Order::BrokenAt(at) => disturbed.push((dated, at)),
            Order::None => {}
        }
    }
    // Where hardly any file runs by date, an order of all but one is chance.
    if disturbed.len() > ordered + 1 {
        return;
    }
    for (dated, at) in &disturbed {
        report(dated, *at, corpus, findings);
    }
}

fn dated(file: Vec<Shelved<'_>>) -> Vec<Dated<'_>> {
    let first_leaf = |item: &Shelved<'_>| Some(item.holding.folios.as_ref()?.items.first()?.numbers()?.0);
    let day = |item: &Shelved<'_>| {
        let date: &ArchivalDate = &item.record.date.as_ref()?.value;
        date.day().filter(|day| day.day.is_some())
    };
    let mut dated: Vec<Dated<'_>> = file.into_iter().filter_map(|item| Some((day(&item)?, first_leaf(&item)?, item))).collect();
    dated.sort_by_key(|(_, leaf, item)| (*leaf, item.at));
    dated
}

enum Order {
    Runs,
    BrokenAt(usize),
    None,
}

/// Whether days rise or fall, or would without one of them that is the only such one.
fn order(days: &[Day]) -> Order {
    let falling: Vec<Day> = days.iter().rev().copied().collect();
    let (up, down) = (breakers(days), breakers(&falling));
    match (up, down) {
        (None, _) | (_, None) => Order::Runs,
        (Some(up), Some(down)) => match (up[..].len(), up.first(), down.len(), down.first()) {
            (1, Some(at), 0, _) => Order::BrokenAt(*at),
            (0, _, 1, Some(at)) => Order::BrokenAt(days.len() - 1 - at),
            _ => Order::None,
        },
    }
}

/// The places whose removal makes the days rise; `None` when they rise already. Only the two days at the first
/// descent can be such places.
fn breakers(days: &[Day]) -> Option<Vec<usize>> {
    let descent = days.windows(2).position(|pair| pair[0] > pair[1])?;
    let rises_without = |at: &usize| {
        let rest: Vec<Day> = days.iter().enumerate().filter(|(number, _)| number != at).map(|(_, day)| *day).collect();
        rest.is_sorted()
    };
    Some([descent, descent + 1].into_iter().filter(rises_without).collect())
}

fn report(dated: &[Dated<'_>], at: usize, corpus: &Corpus, findings: &mut Findings) {
    let (day, _, item) = &dated[at];
    let Some(date) = &item.record.date else { return };
    let neighbour = if at == 0 { 1 } else { at - 1 };
    let (other_day, _, other) = &dated[neighbour];
    let file = &corpus.page(other.page()).name;
    let message = format!(
        "dated {day}, the document on leaves {} is out of order; the other {} dated documents of this delo lie by date (beside it {other_day}, in {file})",
        item.leaves,
        dated.len() - 1
    );
    let draft = findings.report_on(item.page(), date.span, message);
    draft
        .label("out of order")
        .help("check the date and the leaves of this document; the file itself may be out of order")
        .value(day.to_string());
    if let Some(known) = &other.record.date {
        draft.related_on(other.page(), known.span, "a neighbour in order");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_breaker_and_one_direction() {
        let broken = |days: &[u8]| match order(&days.iter().map(|day| Day::new(1956, 9, *day)).collect::<Vec<_>>()) {
            Order::Runs => "runs".to_owned(),
            Order::BrokenAt(at) => at.to_string(),
            Order::None => "none".to_owned(),
        };
        for (days, wanted) in [
            (&[1, 2, 3, 4][..], "runs"),
            (&[4, 3, 2, 1], "runs"),
            (&[2, 2, 2, 2], "runs"),
            (&[1, 9, 2, 3, 4], "1"),
            (&[2, 3, 4, 5, 1], "4"),
            (&[9, 8, 1, 7, 6], "2"),
            (&[1, 3, 2, 4], "none"),
            (&[1, 4, 2, 5, 3], "none"),
        ] {
            assert_eq!(broken(days), wanted, "{days:?}");
        }
    }
}

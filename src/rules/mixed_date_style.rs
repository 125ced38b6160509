//! Reports a collection whose citations put the month first in some dates and the day first in others.
//!
//! ## Why
//!
//! "September 23, 1956" and "23 September 1956" are both good, one at a time. Mixed, they make a reader doubt the numeric
//! dates beside them. Only citations count, not the heads of pages, which follow the style of their site.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution," 9 June 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! "Notes of a Conversation," June 1956, GARF, Fond 5446, Opis 98, Delo 722, Listy 1-2.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, Script, script_of, styled};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-date-style",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_date_style.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, context: &Context<'_>, findings: &mut Findings) {
    let mut scripts: BTreeMap<Script, Forms> = BTreeMap::new();
    for (page, record) in styled(corpus).filter(|(_, record)| !record.assembled) {
        let Some(date) = &record.date else { continue };
        let Some((script, style)) = style(&date.value.as_written, context.schemas) else { continue };
        scripts.entry(script).or_default().add(style, page, date.span);
    }
    for forms in scripts.values().filter(|forms| forms.are_mixed()) {
        let [(rare, few), (usual, many)] = forms.by_rarity()[..] else { continue };
        let total = few.len() + many.len();
        let message = format!("in {} of {total} citations the date is written {rare}, elsewhere {usual}", few.len());
        if let Some(draft) = forms.report_as(findings, message, |form| format!("{form} here")) {
            draft.help("choose one style of dates for the whole collection");
        }
    }
}

/// Which comes first, the month in words or the day.
fn style(written: &str, schemas: &Schemas) -> Option<(Script, &'static str)> {
    let mut words = written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next()?);
    let is_day = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |word: &str| schemas.month(word).is_some() && word.chars().all(char::is_alphabetic);
    if is_month(first) && is_day(second) {
        Some((script_of(first)?, "month first"))
    } else if is_day(first) && is_month(second) {
        Some((script_of(second)?, "day first"))
    } else {
        None
    }
}

//! Reports a full date inside the title that disagrees with the date of the record.
//!
//! ## Why
//!
//! A title such as "Diary for 20 January 1956" states the day of the document. When the date field has another one, either is
//! wrong, or it is the day of the note rather than of the event; both happen in published catalogues.
//!
//! ## Example
//!
//! ```fires
//! "Journal of the Ambassador, 20 January 1956," January 27, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```
//!
//! ```quiet
//! "Journal of the Ambassador, 20 January 1956," January 20, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Journal for 20 January 1956 to 27 January 1956," January 27, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! "Plan for 1957," December 20, 1956, GARF, Fond 5446, Opis 98, Delo 718
//! ```

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Day, Record};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "title-date-conflict",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("title_date_conflict.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let (Some(title), Some(date)) = (&record.title, &record.date) else { return };
    let is_full = date.value.start.is_some_and(|day| day.day.is_some() && day.exists());
    let Some((day, range)) = only_date(&title.value, context.schemas).filter(|_| is_full) else { return };
    if date.value.admits(day) {
        return;
    }
    let words = &title.value[range.clone()];
    findings
        .report(
            part_of(&title.value, title.span, range.clone()).unwrap_or(title.span),
            format!("the title speaks of {words}, the record is dated {}", date.value.as_written.trim()),
        )
        .related(date.span, "date of the record")
        .help("check which day the document has; a title may also name the day of an event")
        .value(format!("{day} {}", date.value.as_written));
}

/// A word or number of a title and where it stands.
type Token<'t> = (&'t str, std::ops::Range<usize>);

/// The full date of a title that names one day and no other year, month or range.
fn only_date(title: &str, schemas: &Schemas) -> Option<(Day, std::ops::Range<usize>)> {
    let tokens: Vec<Token<'_>> = tokens(title);
    let months = tokens.iter().filter(|(word, _)| word.chars().count() > 2 && schemas.month(word).is_some()).count();
    let years = tokens.iter().filter(|(word, _)| year(word).is_some()).count();
    if months != 1 || years != 1 {
        return None;
    }
    let at = tokens.iter().position(|(word, _)| word.chars().count() > 2 && schemas.month(word).is_some())?;
    let month = schemas.month(tokens[at].0)?;
    let (before, after) = (at.checked_sub(1).map(|before| &tokens[before]), tokens.get(at + 1));
    let number = |token: Option<&Token<'_>>| token.and_then(|(word, _)| day(word));
    let (first, last, number) = match (number(before), number(after)) {
        (Some(number), None) => (at - 1, at + 1, number),
        (None, Some(number)) => (at, at + 2, number),
        _ => return None,
    };
    let year = year(tokens.get(last)?.0)?;
    let range = tokens[first].1.start..tokens[last].1.end;
    // "20-27 January 1956" and "January 20 and 27" are several days.
    let ranged = first > 0 && day(tokens[first - 1].0).is_some();
    let found = Day::new(year, month, number);
    (found.exists() && !ranged && range.len() <= 30).then_some((found, range))
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push((&text[from..at], from..at));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// `20`, `20th`.
fn day(word: &str) -> Option<u8> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ending = &word[digits..];
    let plain = digits <= 2 && ending.chars().count() <= 2 && ending.chars().all(char::is_alphabetic);
    word[..digits].parse().ok().filter(|number| plain && (1..=31).contains(number))
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1500..2100).contains(year))
}

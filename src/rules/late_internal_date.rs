//! Reports a date in the signature or typing block that is long after the date of the document.
//!
//! ## Why
//!
//! A paper is typed within days of its date. A closing date more than a month later hints at a slip in one of them: a
//! Roman month misread (IX and XI, IV and VI), a wrong year, or the date of a later copy. Which of them only the paper
//! can tell, so no change is offered.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 15, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 15, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 153-164.
//!
//! English HTML
//!
//! 15 September 1956
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Three copies printed
//!
//! 14 November 1956
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 15, 1956
//!
//!   • Citation
//!
//!     get citation
//!
//!     "Telegram to the Central Committee," September 15, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 153-164.
//!
//! English HTML
//!
//! 15 September 1956
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop. One of them was to return on 14 November 1956.
//!
//! Three copies printed
//!
//! 17 September 1956
//! ```

use super::one_page::{cited_date, day_in_words};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ArchivalDate, Day, Fact, FactKind, ReadPage};
use crate::source::Spanned;

/// Days from a document to its last signature, registration or copy.
const USUAL: i64 = 31;
/// After so many days a later copy is as probable as a slip.
const YEAR: i64 = 366;
/// Roman months that are taken for each other.
const SWAPPED: [(u8, u8, &str); 4] = [(9, 11, "IX and XI"), (11, 9, "XI and IX"), (4, 6, "IV and VI"), (6, 4, "VI and IV")];

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "late-internal-date",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("late_internal_date.rs"),
    },
    check: Check::Page(check),
};

/// The first closing date that is too late, and how many days too late it is.
pub(super) fn late<'p>(page: &'p ReadPage, cited: &ArchivalDate) -> Option<(&'p Fact, Day, i64)> {
    let last = cited.end.or(cited.start)?;
    page.facts.iter().find_map(|fact| match fact.kind {
        FactKind::ClosingDate(day) => last.days_until(day).filter(|days| *days > USUAL).map(|days| (fact, day, days)),
        _ => None,
    })
}

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let Some(Spanned { value: cited, span }) = cited_date(page) else { return };
    let Some((fact, day, days)) = late(page, cited) else { return };
    let words = |day| day_in_words(day, context.schemas);
    let Some(start) = cited.start else { return };
    let draft = findings
        .report(fact.span, format!("the text closes with {}, {days} days after the date of the document, {}", words(day), words(start)));
    draft.label("long after the document").value(format!("{start} {day}")).related(*span, "the date of the document");
    if days > YEAR {
        draft.confidence(Confidence::Low);
    }
    for other in &page.facts {
        if matches!(other.kind, FactKind::HeadingDate(heading) if cited.admits(heading)) {
            draft.related(other.span, "the heading of the text agrees with it");
        }
    }
    match slip(start, day) {
        Some((meant, months)) => {
            draft.help(format!("compare with the paper: the Roman months {months} are easily swapped, and {} would fit", words(meant)))
        }
        None => draft.help("compare with the paper: one of the dates may be misread, or this is the date of a later copy"),
    };
}

/// The date that fits when a Roman month was misread.
fn slip(cited: Day, late: Day) -> Option<(Day, &'static str)> {
    let &(_, meant, months) = SWAPPED.iter().find(|(read, ..)| late.month == Some(*read))?;
    let meant = Day { month: Some(meant), ..late };
    let near = cited.days_until(meant).is_some_and(|days| days.abs() <= USUAL);
    near.then_some((meant, months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_roman_month_is_seen() {
        let cited = Day::new(1956, 9, 15);
        assert_eq!(slip(cited, Day::new(1956, 11, 14)), Some((Day::new(1956, 9, 14), "XI and IX")));
        assert_eq!(slip(cited, Day::new(1957, 11, 14)), None);
        assert_eq!(slip(cited, Day::new(1956, 12, 14)), None);
        assert_eq!(slip(Day::new(1956, 9, 30), Day::new(1956, 11, 31)), None, "31 September does not exist");
    }
}

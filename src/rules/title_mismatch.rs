//! Reports a page whose heading and whose citation give different titles.
//!
//! ## Why
//!
//! Readers look for the title they see in the citation. Case, quotation marks, dashes and spaces may differ; other words point
//! to a citation that was copied from another page.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of the Meeting
//!
//! ## Citation:
//!
//! "Record of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121798
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### MINUTES OF THE MEETING
//!
//! ## Citation:
//!
//! "Minutes of the Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121798
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "title-mismatch",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("title_mismatch.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    let Some(title) = &record.title else { return };
    for again in record.restated.iter().filter(|again| again.field == Field::Title && again.text != title.value) {
        let cited = fold(&title.value);
        let heading = fold(&again.text);
        // A heading may be cut short by the page.
        let cut = again.text.trim_end().ends_with(['…', '.']) && cited.starts_with(&heading);
        if heading.is_empty() || heading == cited || cut {
            continue;
        }
        findings
            .report(title.span, format!("the citation has the title \"{}\", the heading \"{}\"", title.value, again.text.trim()))
            .related(again.span, "title in the heading")
            .help("use the title of the document in both places")
            .value(format!("{cited} {heading}"));
    }
}

/// The words of a title in lower case; an apostrophe counts only between or after letters of its word.
fn fold(title: &str) -> String {
    let letters: Vec<char> = title.chars().collect();
    let mut folded = String::with_capacity(title.len());
    for (at, &c) in letters.iter().enumerate() {
        let inside = |place: Option<&char>| place.is_some_and(|c| c.is_alphanumeric());
        let apostrophe =
            matches!(c, '\'' | '’' | 'ʼ') && inside(at.checked_sub(1).and_then(|at| letters.get(at))) && inside(letters.get(at + 1));
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if apostrophe {
            folded.push('\'');
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim_end().to_owned()
}

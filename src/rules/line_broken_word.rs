//! Reports a word of the description that still carries the hyphen of a line end.
//!
//! ## Why
//!
//! "Digi- tal" was broken at the end of a line of print. Nobody searches for that form, and a bibliography prints it in the middle of a line.
//! The text of the document itself is not looked at.
//!
//! ## Example
//!
//! ```fires
//! "Telegram to the Delega- tion in Moscow," 5 May 1953, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ```quiet
//! "Pre- and Post-War Trade," 5 May 1953, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! "The Korean- Chinese Talks," 5 May 1953, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6
//! ```
//!
//! ## Fix
//!
//! Joins the word; not applied by itself, because some words keep their hyphen.

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};
use crate::schema::Schemas;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "line-broken-word",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("line_broken_word.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for (what, text, span) in texts(record) {
        for (at, _) in text.match_indices('-') {
            let Some((from, to)) = broken(text, at, context.schemas) else { continue };
            let (left, right) = (&text[from..at], text[at + 1..to].trim_start());
            let (printed, joined) = (format!("{left}- {right}"), format!("{left}{right}"));
            let place = part_of(text, span, from..to);
            let draft = findings.report(
                place.unwrap_or(span),
                format!("\"{printed}\" in the {what} is probably \"{joined}\", broken at the end of a line"),
            );
            draft.help(format!("write \"{joined}\", or close up the hyphen if the word has one")).value(&joined);
            if let Some(place) = place {
                draft.fix("join the word", Applicability::Unsafe, place, joined);
            }
        }
    }
}

/// What describes the document, with the place of each.
fn texts(record: &Record) -> impl Iterator<Item = (&'static str, &str, Span)> {
    let fields = [("title", &record.title), ("summary", &record.summary), ("edition", &record.published_in)];
    let fields = fields.into_iter().filter_map(|(what, field)| field.as_ref().map(|field| (what, field.value.as_str(), field.span)));
    let headings =
        record.restated.iter().filter(|again| again.field == Field::Title).map(|again| ("title", again.text.as_str(), again.span));
    fields.chain(headings).chain(record.unread.iter().map(|rest| ("citation", rest.value.as_str(), rest.span)))
}

/// Where the word around a hyphen begins and ends: small letters on both sides, a gap only after the hyphen, and no word
/// after it that joins two halves ("pre- and post-war").
fn broken(text: &str, hyphen: usize, schemas: &Schemas) -> Option<(usize, usize)> {
    let after = &text[hyphen + 1..];
    let rest = after.trim_start();
    let gap = after.len() - rest.len();
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let start = text[..hyphen].rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (left, right) = (&text[start..hyphen], &rest[..end]);
    let small = |c: char| c.is_lowercase();
    let letters = left.chars().count() >= 2 && left.ends_with(small) && right.chars().count() >= 2 && right.starts_with(small);
    // A suspended hyphen stands before another half of its kind: "short- or long-term".
    let suspended = schemas.phrases("suspended-hyphen").any(|word| word == right) || rest[end..].starts_with('-');
    (gap > 0 && letters && !suspended).then_some((start, hyphen + 1 + gap + end))
}

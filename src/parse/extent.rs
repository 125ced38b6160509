//! How far a citation reaches in its note, and which words in it no field prints.
//!
//! Stricter than unread text: whoever replaces a citation must know of every word in it, the small ones that only connect
//! among them ("see also", "cf.").

use super::labels::Extent;
use crate::layout::Excerpt;
use crate::record::{Holding, Record};
use crate::source::Span;

/// Notes on the record what its fields took, and the words between. `taken` is sorted; `shelfmarks` are those of it that
/// holdings were read from.
pub(super) fn settle(record: &mut Record, excerpt: &Excerpt<'_>, taken: &[Extent], shelfmarks: &[Extent]) {
    let (Some(first), Some(last)) = (taken.first(), taken.iter().map(|extent| extent.1).max()) else { return };
    record.form.extent = Some(excerpt.span(first.0..last));
    let text = excerpt.text();
    let mut between = Vec::new();
    let mut at = first.0;
    for &(start, end) in taken {
        if start > at && text[at..start].contains(char::is_alphanumeric) {
            between.push(excerpt.span(at..start));
        }
        at = at.max(end);
    }
    let mut parts: Vec<Span> = record.holdings.iter().flat_map(parts).chain(record.date.as_ref().map(|date| date.span)).collect();
    parts.sort_unstable();
    // Joined, so that the part that may meet a word is found at once: a note can list thousands of shelfmarks.
    parts.dedup_by(|next, last| {
        last.end >= next.start && {
            *last = last.join(*next);
            true
        }
    });
    let stated = |span: Span| parts.get(parts.partition_point(|part| part.end <= span.start)).is_some_and(|part| part.meets(span));
    let named = |word: &str| record.holdings.iter().any(|holding| holding.fond_name.as_ref().is_some_and(|name| name.contains(word)));
    for &(start, end) in shelfmarks {
        for (at, word) in words(&text[start..end]) {
            let span = excerpt.span(start + at..start + at + word.len());
            if !stated(span) && !named(word) {
                between.push(span);
            }
        }
    }
    record.form.between = between;
}

/// The places of what a holding states itself.
fn parts(holding: &Holding) -> impl Iterator<Item = Span> {
    let own = |id: &str| !holding.is_inherited(id);
    let repository = holding.repository.as_ref().filter(|_| own("repository")).map(|mention| mention.span);
    let levels = holding.levels.iter().filter(move |level| own(&level.id)).flat_map(|level| [level.label_span, level.span]);
    let folios = holding.folios.as_ref().filter(|_| own("folios")).into_iter().flat_map(|folios| [folios.label_span, folios.span]);
    repository.into_iter().chain(levels).chain(folios)
}

/// Words with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + length;
        Some((start, &text[start..at]))
    })
}

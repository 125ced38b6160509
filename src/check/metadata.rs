//! Where a fix may change a page: in what describes the document, never in the document.

use crate::diagnostic::{Applicability, Fix};
use crate::record::ReadPage;
use crate::record::offsets::spans;
use crate::source::Span;

/// The places of a page that its records were read from, joined where they overlap; sorted.
#[derive(Debug)]
pub(super) struct Metadata(Vec<Span>);

impl Metadata {
    /// Gathers the places of a page.
    pub fn of(page: &ReadPage) -> Self {
        let mut all: Vec<Span> = page.records.iter().flat_map(spans).collect();
        all.sort_unstable();
        all.dedup_by(|next, kept| {
            let joined = next.start < kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
        Self(all)
    }

    /// The fix as it is when all its edits lie in metadata; else only a hint, which nothing applies.
    pub fn bound(&self, fix: Fix) -> Fix {
        let inside = fix.edits.iter().all(|edit| self.holds(edit.span));
        if inside { fix } else { Fix { applicability: Applicability::Display, ..fix } }
    }

    fn holds(&self, span: Span) -> bool {
        // An insertion at the end of one place may be the start of the next.
        let until = self.0.partition_point(|place| place.start <= span.start);
        self.0[..until].iter().rev().take(2).any(|place| place.holds(span))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{page, record};
    use super::*;
    use crate::diagnostic::Edit;

    #[test]
    fn a_change_outside_of_the_records_is_only_a_hint() {
        // Records at 0..8 and 20..28; a text between them.
        let metadata = Metadata::of(&page("a.txt", vec![record("Telegram", 0), record("Telegram", 20)]));
        let applicability = |start, end| {
            let edits = vec![Edit { span: Span::new(start, end), text: String::new() }];
            metadata.bound(Fix { applicability: Applicability::Safe, title: String::new(), edits }).applicability
        };
        for (start, end) in [(0, 8), (3, 4), (8, 8), (20, 20), (27, 28)] {
            assert_eq!(applicability(start, end), Applicability::Safe, "{start}..{end}");
        }
        for (start, end) in [(7, 9), (9, 9), (10, 12), (8, 20), (29, 29)] {
            assert_eq!(applicability(start, end), Applicability::Display, "{start}..{end}");
        }
    }
}

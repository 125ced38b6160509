//! Changes that a finding proposes, as data, and what a text is after them.
//!
//! Nothing here reads, writes or asks: which fixes to take is settled elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A proposed change of the primary file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// May it be applied without asking?
    pub applicability: Applicability,
    /// What it does, as an order: "write 98s".
    pub title: String,
    /// Edits in order of their place, not overlapping.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The reference cannot change its meaning: no digit and no word of it is touched.
    Safe,
    /// Probably meant, but a person must say so.
    Unsafe,
    /// Only a hint; never applied.
    Display,
}

impl Applicability {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Display => "display",
        }
    }
}

/// Replaces a span of the decoded text by other text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A text after some fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// Which of the fixes are in it, by their number, in ascending order.
    pub taken: Vec<usize>,
}

/// Applies fixes to the decoded text that their spans belong to. Pure: whether a fix may be applied is the caller's to say.
///
/// A fix is taken whole or not at all. Of fixes that touch one another the first wins; an edit that two fixes share is made
/// once. What is left over may be tried on the new text, after it was checked again. A span that does not fit the text
/// takes its fix out, never the program down. New lines end as those of the text do.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> Applied {
    let mut edits: BTreeMap<Span, &str> = BTreeMap::new();
    let mut taken = Vec::new();
    for (number, fix) in fixes.into_iter().enumerate() {
        if fits(text, fix) && fix.edits.iter().all(|edit| is_free(&edits, edit)) {
            edits.extend(fix.edits.iter().map(|edit| (edit.span, edit.text.as_str())));
            taken.push(number);
        }
    }
    let mut out = String::with_capacity(text.len() + 64);
    let (mut at, end) = (0, line_end(text));
    for (span, new) in edits {
        out.push_str(&text[at..span.start as usize]);
        out.push_str(&new.replace('\n', end));
        at = span.end as usize;
    }
    out.push_str(&text[at..]);
    Applied { text: out, taken }
}

/// How the text ends its lines: as its first line does.
fn line_end(text: &str) -> &str {
    match text.find(['\n', '\r']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Whether the edits lie in the text, in order and apart, and change something.
fn fits(text: &str, fix: &Fix) -> bool {
    let inside = |edit: &Edit| text.get(edit.span.start as usize..edit.span.end as usize).is_some();
    let in_order = fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span);
    in_order && fix.edits.iter().all(inside) && fix.edits.iter().any(|edit| edit.span.slice(text) != edit.text)
}

/// Whether nothing that is taken already touches the edit; the same edit again does no harm.
fn is_free(taken: &BTreeMap<Span, &str>, edit: &Edit) -> bool {
    // Spans that are taken are apart and sorted, so only the neighbours can touch.
    let before = taken.range(..=edit.span).next_back();
    let after = taken.range(edit.span..).next();
    let clear = |(span, text): (&Span, &&str)| {
        (*span == edit.span && *text == edit.text) || span.end < edit.span.start || edit.span.end < span.start
    };
    before.is_none_or(clear) && after.is_none_or(clear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit { span: Span { start, end }, text: text.to_owned() };
        Fix { applicability: Applicability::Safe, title: String::new(), edits: edits.iter().map(edit).collect() }
    }

    fn run(text: &str, fixes: &[Fix]) -> (String, Vec<usize>) {
        let Applied { text, taken } = apply(text, fixes);
        (text, taken)
    }

    #[test]
    fn fixes_apart_are_all_applied_in_any_order() {
        assert_eq!(run("f. 12, ll. 3", &[fix(&[(7, 9, "l")]), fix(&[(0, 1, "F")])]), ("F. 12, l. 3".into(), vec![0, 1]));
    }

    #[test]
    fn the_first_of_two_that_touch_wins() {
        let fixes = [fix(&[(0, 4, "wxyz")]), fix(&[(2, 6, "!")]), fix(&[(4, 4, "+")]), fix(&[(5, 6, "F")])];
        assert_eq!(run("abcdef", &fixes), ("wxyzeF".into(), vec![0, 3]));
    }

    #[test]
    fn a_shared_edit_is_made_once() {
        let fixes = [fix(&[(0, 1, "A")]), fix(&[(0, 1, "A"), (3, 4, "D")]), fix(&[(0, 1, "B")])];
        assert_eq!(run("abcd", &fixes), ("AbcD".into(), vec![0, 1]));
    }

    #[test]
    fn new_lines_end_as_the_old_ones_do() {
        for (text, fixed) in [("a\nb", "a\n\nURL\nb"), ("a\r\nb", "a\r\n\r\nURL\r\nb"), ("a\rb", "a\r\rURL\rb")] {
            assert_eq!(run(text, &[fix(&[(1, 1, "\n\nURL")])]).0, fixed);
        }
    }

    #[test]
    fn a_fix_that_does_not_fit_the_text_is_left_out() {
        let fixes = [fix(&[(0, 99, "x")]), fix(&[(1, 2, "x")]), fix(&[(2, 4, "x"), (0, 2, "y")]), fix(&[]), fix(&[(0, 2, "Ф")])];
        assert_eq!(run("Фонд", &fixes), ("Фонд".into(), vec![]));
    }
}

//! Lines and paragraphs of a text, with their places.

use crate::source::Span;

/// One line without its line end.
#[derive(Debug, Clone, Copy)]
pub struct Line<'s> {
    /// The line without white space at either end (no-break spaces are white space).
    pub text: &'s str,
    /// Where the trimmed text stands.
    pub span: Span,
    /// How many blank lines stand directly before it.
    pub gap: u32,
}

/// The non-blank lines of a stretch of the source, in order.
pub fn lines(source: &str, within: Span) -> impl Iterator<Item = Line<'_>> {
    let end = within.end as usize;
    let mut at = within.start as usize;
    let mut gap = 0;
    std::iter::from_fn(move || {
        while at < end {
            let rest = &source.as_bytes()[at..end];
            let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let start = at;
            at += length;
            at += match source.as_bytes()[at..end] {
                [b'\r', b'\n', ..] => 2,
                [_, ..] => 1,
                [] => 0,
            };
            let span = trimmed(source, Span::new(start, start + length));
            if span.start == span.end {
                gap += 1;
            } else {
                return Some(Line { text: span.slice(source), span, gap: std::mem::take(&mut gap) });
            }
        }
        None
    })
}

/// The span without white space at both ends.
pub fn trimmed(source: &str, span: Span) -> Span {
    let text = span.slice(source);
    if text.is_empty() {
        return span;
    }
    // Most lines need no trimming.
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return span;
    }
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
    let start = span.start as usize + (text.len() - text.trim_start_matches(blank).len());
    let kept = text.trim_matches(blank).len();
    Span::new(start, start + kept)
}

/// The whole source.
pub fn whole(source: &str) -> Span {
    Span::new(0, source.len())
}

/// Whether two labels are the same: case and a final colon do not count.
pub fn same_label(text: &str, label: &str) -> bool {
    text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label))
        && text[label.len()..].trim_end_matches(':').trim_end().is_empty()
}

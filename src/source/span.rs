//! Places in a text: byte spans, and the lines and columns people read.
//!
//! Spans are made once, where the bytes are, and travel untouched. A line and a column exist only in
//! [`Positions`], which is worked out in one sweep while the text is still in memory, so that reports need not
//! read the file again.

use serde::{Deserialize, Serialize};

/// A stretch of the decoded text: byte offsets, start inclusive, end exclusive.
///
/// The decoded text has no byte order mark; apart from that nothing of the file is left out, so line ends stay as
/// they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Texts are below 4 GiB: [`decode`](super::decode()) refuses longer ones.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The text it covers; empty when the span does not belong to this text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this span.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share at least one byte.
    pub fn meets(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A line and a column, both counted from 1; columns count characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1. Lines end at `\n`, `\r\n` or a lone `\r`.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A span with the lines and columns of both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Byte offsets.
    pub span: Span,
    /// Where it starts.
    pub start: Position,
    /// Where it ends (exclusive, as the span's end).
    pub end: Position,
}

/// The positions of a chosen set of offsets.
///
/// Kept with a page after its text is gone. Within a line, columns grow with the offsets as long as each character is one
/// byte, so that most lines need one entry, however many offsets they hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Positions {
    /// Sorted by offset. What follows one of them, up to the next that was asked for, is on the same line and of one byte a
    /// character.
    table: Vec<(u32, Position)>,
}

impl Positions {
    /// Works out the positions of `offsets` in one pass over `text`; time grows with the text, not with the number
    /// of offsets times the length of a line.
    pub fn resolve(text: &str, offsets: Vec<u32>) -> Self {
        if text.is_ascii() { Self::sweep(text, offsets, str::len) } else { Self::sweep(text, offsets, |part| part.chars().count()) }
    }

    /// As [`Positions::resolve`], but columns count bytes of UTF-8.
    pub fn resolve_bytes(text: &str, offsets: Vec<u32>) -> Self {
        Self::sweep(text, offsets, str::len)
    }

    fn sweep(text: &str, mut offsets: Vec<u32>, measure: impl Fn(&str) -> usize) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let mut table = Vec::with_capacity(offsets.len());
        let ends = LineEnds { bytes: text.as_bytes(), returns: memchr::memchr(b'\r', text.as_bytes()).is_some() };
        let (mut line, mut counted, mut column) = (1u32, 0usize, 1u32);
        for offset in offsets {
            let at = floor_boundary(text, offset as usize);
            if let Some((more, last)) = ends.between(counted, at) {
                (line, counted, column) = (line + more, last + 1, 1);
            }
            column += measure(&text[counted..at]) as u32;
            counted = at;
            let last: Option<&(u32, Position)> = table.last();
            let follows = last.is_some_and(|(from, known)| known.line == line && column - known.column == offset - from);
            if !follows {
                table.push((offset, Position { line, column }));
            }
        }
        table.shrink_to_fit();
        Self { table }
    }

    /// The place of a span whose two ends were among the offsets resolved.
    ///
    /// An end that was not resolved gets the position it would have if nothing but ASCII stood between it and the nearest
    /// resolved offset before it.
    pub fn place(&self, span: Span) -> Place {
        Place { span, start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&self, offset: u32) -> Position {
        match self.table.binary_search_by_key(&offset, |entry| entry.0) {
            Ok(found) => self.table[found].1,
            Err(0) => Position { line: 1, column: 1 },
            Err(after) => {
                let (known, Position { line, column }) = self.table[after - 1];
                Position { line, column: column + (offset - known) }
            }
        }
    }
}

/// The line ends of a text.
struct LineEnds<'t> {
    bytes: &'t [u8],
    /// Whether the text has `\r` at all.
    returns: bool,
}

impl LineEnds<'_> {
    /// How many lines end in a stretch, and where the last of them does; `None` where none does.
    fn between(&self, from: usize, to: usize) -> Option<(u32, usize)> {
        let part = &self.bytes[from..to];
        if !self.returns {
            let last = memchr::memrchr(b'\n', part)?;
            return Some((memchr::memchr_iter(b'\n', &part[..last]).count() as u32 + 1, from + last));
        }
        // A `\r` followed by `\n` is half of one line end: only the second half counts.
        let whole = |&at: &usize| self.bytes[at] == b'\n' || self.bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', part).map(|at| from + at).filter(whole);
        ends.fold(None, |count, at| Some((count.map_or(1, |(count, _)| count + 1), at)))
    }
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let position = Positions::resolve(text, vec![offset]).place(Span { start: offset, end: offset }).start;
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("Ф. 5446", 3), (1, 3));
        assert_eq!(at("a\nФонд 1", 2), (2, 1));
        assert_eq!(at("a\nФонд 1", 11), (2, 6));
    }

    #[test]
    fn every_line_end_counts_once() {
        assert_eq!(at("a\r\nb\rc\nd", 3), (2, 1));
        assert_eq!(at("a\r\nb\rc\nd", 5), (3, 1));
        assert_eq!(at("a\r\nb\rc\nd", 7), (4, 1));
        assert_eq!(at("a\n", 2), (2, 1));
    }

    #[test]
    fn a_sweep_gives_what_single_look_ups_give() {
        for text in ["один\r\ndva 2\n\nтри", "один\ndva 2\n\nтри\n", "a\r\rb\r\n\r"] {
            let offsets: Vec<u32> = (0..=text.len() as u32).filter(|&o| text.is_char_boundary(o as usize)).collect();
            let all = Positions::resolve(text, offsets.clone());
            for offset in offsets {
                let place = all.place(Span { start: offset, end: offset });
                assert_eq!((place.start.line, place.start.column), at(text, offset), "offset {offset} of {text:?}");
            }
        }
    }
}

//! Text with line breaks, markup and quotation marks taken out, which still knows where every byte came from.
//!
//! Parsers work on excerpts and ask [`Excerpt::span`]; there is no other span arithmetic.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;

/// Cleaned text and its origin. Borrows the source where nothing was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'s> {
    text: Cow<'s, str>,
    /// Runs of the cleaned text: (start in the cleaned text, start in the source). Sorted; the first starts at 0.
    runs: Vec<(u32, u32)>,
}

impl<'s> Excerpt<'s> {
    /// A stretch of the source as it stands.
    pub fn new(source: &'s str, span: Span) -> Self {
        Self { text: Cow::Borrowed(span.slice(source)), runs: vec![(0, span.start)] }
    }

    /// The cleaned text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the cleaned text stands in the source.
    ///
    /// What was taken out between the first and the last byte of the range lies inside the span.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start);
        // The end belongs to the run of the last byte, not to the run that begins there.
        let end = if range.end > range.start { self.origin(range.end - 1) + 1 } else { start };
        Span::new(start, end)
    }

    /// The place of the whole excerpt.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// A part of the excerpt, by range of the cleaned text.
    pub fn part(&self, range: Range<usize>) -> Excerpt<'_> {
        let mut runs = vec![(0, self.origin(range.start) as u32)];
        for &(at, from) in &self.runs {
            if (at as usize) > range.start && (at as usize) < range.end {
                runs.push((at - range.start as u32, from));
            }
        }
        Excerpt { text: Cow::Borrowed(&self.text[range]), runs }
    }

    /// The excerpt with white space at both ends taken off.
    pub fn trimmed(self) -> Self {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if (start, end) == (0, text.len()) { self } else { self.part(start..end).into_owned() }
    }

    /// The same excerpt with text of its own.
    pub fn into_owned<'t>(self) -> Excerpt<'t> {
        Excerpt { text: Cow::Owned(self.text.into_owned()), runs: self.runs }
    }

    fn origin(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|&(start, _)| start as usize <= at).max(1) - 1;
        let (start, from) = self.runs[run];
        from as usize + (at - start as usize)
    }
}

/// Puts an excerpt together from pieces of one source, in order.
#[derive(Debug)]
pub struct Builder<'s> {
    source: &'s str,
    text: String,
    runs: Vec<(u32, u32)>,
}

impl<'s> Builder<'s> {
    /// Starts with nothing.
    pub fn new(source: &'s str) -> Self {
        Self { source, text: String::new(), runs: Vec::new() }
    }

    /// Appends a stretch of the source.
    pub fn keep(&mut self, span: Span) -> &mut Self {
        let piece = span.slice(self.source);
        if !piece.is_empty() {
            self.runs.push((self.text.len() as u32, span.start));
            self.text.push_str(piece);
        }
        self
    }

    /// Appends one space that stands for a line break or for markup at `at`.
    pub fn space(&mut self, at: u32) -> &mut Self {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.runs.push((self.text.len() as u32, at));
            self.text.push(' ');
        }
        self
    }

    /// Appends one character that the source spells otherwise (a dash of two hyphens).
    pub fn put(&mut self, glyph: char, spelling: Span) -> &mut Self {
        let last = (spelling.end - 1).max(spelling.start);
        // A run for each byte, so that a range which ends here ends with the spelling.
        for byte in 0..glyph.len_utf8() as u32 {
            let from = if byte + 1 == glyph.len_utf8() as u32 { last } else { (spelling.start + byte).min(last) };
            self.runs.push((self.text.len() as u32 + byte, from));
        }
        self.text.push(glyph);
        self
    }

    /// The excerpt.
    pub fn build(mut self) -> Excerpt<'s> {
        if self.runs.is_empty() {
            self.runs.push((0, 0));
        }
        Excerpt { text: Cow::Owned(self.text), runs: self.runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_a_joined_line_slices_to_its_words() {
        let source = "  Opis 98,\n    Delo 7\n18, Listy";
        let mut builder = Builder::new(source);
        builder.keep(Span::new(2, 10)).space(10).keep(Span::new(15, 21)).keep(Span::new(22, 31));
        let excerpt = builder.build();
        assert_eq!(excerpt.text(), "Opis 98, Delo 718, Listy");
        let at = excerpt.text().find("98").expect("there");
        assert_eq!(excerpt.span(at..at + 2).slice(source), "98");
        let at = excerpt.text().find("718").expect("there");
        assert_eq!(excerpt.span(at..at + 3).slice(source), "7\n18");
        assert_eq!(excerpt.part(9..17).text(), "Delo 718");
        assert_eq!(excerpt.part(9..17).span(0..4).slice(source), "Delo");
    }

    #[test]
    fn a_sign_that_is_spelt_otherwise_keeps_its_place() {
        let source = "27--30 a\\textless{}b";
        let mut builder = Builder::new(source);
        builder.keep(Span::new(0, 2)).put('–', Span::new(2, 4)).keep(Span::new(4, 8)).put('<', Span::new(8, 19)).keep(Span::new(19, 20));
        let excerpt = builder.build();
        assert_eq!(excerpt.text(), "27–30 a<b");
        for (part, spelt) in [("27–", "27--"), ("–30", "--30"), ("–", "--"), ("a<b", "a\\textless{}b")] {
            let at = excerpt.text().find(part).expect("there");
            assert_eq!(excerpt.span(at..at + part.len()).slice(source), spelt);
        }
    }

    #[test]
    fn trimming_keeps_the_origin() {
        let source = "label:  value \n";
        let excerpt = Excerpt::new(source, Span::new(6, 15)).trimmed();
        assert_eq!(excerpt.text(), "value");
        assert_eq!(excerpt.whole().slice(source), "value");
    }
}

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
    /// The run at the start of the cleaned text.
    first: Run,
    /// The runs after it, in order; most excerpts have none.
    more: Vec<Run>,
}

/// A stretch of cleaned text and the stretch of the source that it stands for.
///
/// Both are of one length where the text was copied. Otherwise the run stands for its source as a whole: a character for
/// the escape that writes it, a word that was supplied for the empty place where it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// First byte in the cleaned text.
    at: u32,
    /// First byte in the source.
    from: u32,
    /// One past the last byte in the source.
    to: u32,
}

impl<'s> Excerpt<'s> {
    /// A stretch of the source as it stands.
    pub fn new(source: &'s str, span: Span) -> Self {
        let first = Run { at: 0, from: span.start, to: span.end };
        Self { text: Cow::Borrowed(span.slice(source)), first, more: Vec::new() }
    }

    /// The cleaned text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the cleaned text stands in the source.
    ///
    /// What was taken out between the first and the last byte of the range lies inside the span.
    pub fn span(&self, range: Range<usize>) -> Span {
        // Most ranges lie within one run that was copied.
        let next = self.more.partition_point(|run| run.at as usize <= range.start);
        let run = next.checked_sub(1).map_or(self.first, |last| self.more[last]);
        let end = self.more.get(next).map_or(self.text.len(), |run| run.at as usize);
        if range.start < range.end && range.end <= end && run.to - run.from == end as u32 - run.at {
            let place = |at: usize| run.from + (at as u32 - run.at);
            return Span { start: place(range.start), end: place(range.end) };
        }
        let first = self.origin(range.start);
        if range.end <= range.start {
            return Span { start: first.start, end: first.start };
        }
        // The end belongs to the run of the last byte, not to the run that begins there.
        let stop = end.min(range.end);
        let ends = first.join(self.origin(stop - 1));
        // What was put together in another order than that of the source ("Goldberg, Gary") has its ends inside.
        let inside = self.more[next..].iter().take_while(|run| (run.at as usize) < range.end);
        inside.fold(ends, |whole, run| whole.join(self.last_of(run, range.end)))
    }

    /// The place of the whole excerpt.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// A part of the excerpt, by range of the cleaned text.
    pub fn part(&self, range: Range<usize>) -> Excerpt<'_> {
        let mut cut = self.runs().filter_map(|(run, end)| {
            let (start, end) = (run.at.max(range.start as u32), end.min(range.end as u32));
            (start < end).then(|| {
                let span = self.span(start as usize..end as usize);
                Run { at: start - range.start as u32, from: span.start, to: span.end }
            })
        });
        let nothing = || {
            let place = self.origin(range.start).start;
            Run { at: 0, from: place, to: place }
        };
        let first = cut.next().unwrap_or_else(nothing);
        let more = cut.collect();
        Excerpt { text: Cow::Borrowed(&self.text[range]), first, more }
    }

    /// The excerpt with white space at both ends taken off.
    pub fn trimmed(self) -> Self {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if (start, end) == (0, text.len()) { self } else { self.cut(start..end) }
    }

    /// A part of the excerpt that lives as long as the source: borrowed where the excerpt borrows.
    pub fn cut(&self, range: Range<usize>) -> Excerpt<'s> {
        let Excerpt { first, more, .. } = self.part(range.clone());
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        };
        Excerpt { text, first, more }
    }

    /// The same excerpt with text of its own.
    pub fn into_owned<'t>(self) -> Excerpt<'t> {
        Excerpt { text: Cow::Owned(self.text.into_owned()), first: self.first, more: self.more }
    }

    /// The runs, each with its end in the cleaned text.
    fn runs(&self) -> impl Iterator<Item = (Run, u32)> {
        let ends = self.more.iter().map(|run| run.at).chain([self.text.len() as u32]);
        std::iter::once(self.first).chain(self.more.iter().copied()).zip(ends)
    }

    /// The source of the run up to the offset `end` of the cleaned text.
    fn last_of(&self, run: &Run, end: usize) -> Span {
        let next = self.more.partition_point(|other| other.at <= run.at);
        let stop = self.more.get(next).map_or(self.text.len(), |run| run.at as usize).min(end);
        self.origin(run.at as usize).join(self.origin(stop - 1))
    }

    /// The source of one byte of the cleaned text.
    fn origin(&self, at: usize) -> Span {
        let at = at as u32;
        let next = self.more.partition_point(|run| run.at <= at);
        let run = next.checked_sub(1).map_or(self.first, |last| self.more[last]);
        let end = self.more.get(next).map_or(self.text.len() as u32, |run| run.at);
        let inside = at - run.at;
        if run.to - run.from == end - run.at {
            // The offset after the last byte is a place too.
            Span { start: run.from + inside, end: run.from + inside + 1 }
        } else {
            Span { start: run.from, end: run.to }
        }
    }
}

/// Puts an excerpt together from pieces of one source, in order.
#[derive(Debug)]
pub struct Builder<'s> {
    source: &'s str,
    text: String,
    runs: Vec<Run>,
}

impl<'s> Builder<'s> {
    /// Starts with nothing.
    pub fn new(source: &'s str) -> Self {
        Self { source, text: String::new(), runs: Vec::new() }
    }

    /// Appends a stretch of the source.
    pub fn keep(&mut self, span: Span) -> &mut Self {
        self.stand_for(span.slice(self.source), span)
    }

    /// Appends one space that stands for a line break or for markup at `at`.
    pub fn space(&mut self, at: u32) -> &mut Self {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.stand_for(" ", Span { start: at, end: at + 1 });
        }
        self
    }

    /// Appends text that stands for a stretch of the source written otherwise: an escape, a command, or nothing at all.
    pub fn stand_for(&mut self, text: &str, span: Span) -> &mut Self {
        if !text.is_empty() {
            self.runs.push(Run { at: self.text.len() as u32, from: span.start, to: span.end });
            self.text.push_str(text);
        }
        self
    }

    /// Appends an excerpt of the same source.
    pub fn excerpt(&mut self, excerpt: &Excerpt<'_>) -> &mut Self {
        let base = self.text.len() as u32;
        if !excerpt.text().is_empty() {
            self.runs.extend(excerpt.runs().map(|(run, _)| Run { at: run.at + base, ..run }));
            self.text.push_str(excerpt.text());
        }
        self
    }

    /// What was put together so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The excerpt.
    pub fn build(self) -> Excerpt<'s> {
        let mut runs = self.runs.into_iter();
        let first = runs.next().unwrap_or(Run { at: 0, from: 0, to: 0 });
        Excerpt { text: Cow::Owned(self.text), first, more: runs.collect() }
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
        builder
            .keep(Span::new(0, 2))
            .stand_for("–", Span::new(2, 4))
            .keep(Span::new(4, 8))
            .stand_for("<", Span::new(8, 19))
            .keep(Span::new(19, 20));
        let excerpt = builder.build();
        assert_eq!(excerpt.text(), "27–30 a<b");
        for (part, spelt) in [("27–", "27--"), ("–30", "--30"), ("–", "--"), ("a<b", "a\\textless{}b")] {
            let at = excerpt.text().find(part).expect("there");
            assert_eq!(excerpt.span(at..at + part.len()).slice(source), spelt);
        }
    }

    #[test]
    fn a_character_stands_for_its_escape() {
        let source = r"op. 98\u0441, d. 718";
        let mut builder = Builder::new(source);
        builder.stand_for("GARF, ", Span::new(0, 0)).keep(Span::new(0, 6)).stand_for("с", Span::new(6, 12)).keep(Span::new(12, 20));
        let excerpt = builder.build();
        assert_eq!(excerpt.text(), "GARF, op. 98с, d. 718");
        assert_eq!(excerpt.span(10..14).slice(source), r"98\u0441");
        assert_eq!(excerpt.span(19..22).slice(source), "718");
        assert_eq!(excerpt.span(0..4), Span::new(0, 0));
        assert_eq!(excerpt.span(0..14).slice(source), r"op. 98\u0441");
        let part = excerpt.part(6..14);
        assert_eq!((part.text(), part.whole().slice(source)), ("op. 98с", r"op. 98\u0441"));
        assert_eq!(excerpt.part(12..12).whole(), Span::new(6, 6));
    }

    #[test]
    fn what_was_turned_round_stands_between_its_outer_ends() {
        let source = "Goldberg, Gary";
        let mut builder = Builder::new(source);
        builder.keep(Span::new(10, 14)).space(8).keep(Span::new(0, 8));
        let excerpt = builder.build();
        assert_eq!((excerpt.text(), excerpt.whole().slice(source)), ("Gary Goldberg", source));
        assert_eq!(excerpt.span(0..4).slice(source), "Gary");
        assert_eq!(excerpt.span(5..13).slice(source), "Goldberg");
    }

    #[test]
    fn trimming_keeps_the_origin() {
        let source = "label:  value \n";
        let excerpt = Excerpt::new(source, Span::new(6, 15)).trimmed();
        assert_eq!(excerpt.text(), "value");
        assert_eq!(excerpt.whole().slice(source), "value");
    }
}

//! Cuts the few characters a reader needs out of a text of any size.
//!
//! A page may hold paragraphs of two thousand characters on one line, an export fifty megabytes on one. So a label is
//! never drawn on its line but on a window of it, made here from the label's byte span and known line number alone:
//! the work depends on the width of the output, not on the length of the text. What is cut away stands as an ellipsis;
//! characters that would act on a terminal stand as pictures of themselves.

use std::ops::Range;

use super::visible;
use crate::diagnostic::Label;

/// How far a line is followed when a label runs on to the next, in bytes.
const REACH: usize = 4096;

/// How many lines of one label are drawn.
const MOST_LINES: usize = 3;

/// Words under a label are not squeezed into less than this.
const NARROWEST: usize = 24;

/// What is drawn of one source.
#[derive(Debug, Default)]
pub(super) struct Picture {
    /// Windows of lines, each with a line end.
    pub text: String,
    /// The windows, in the order of `text`.
    pub rows: Vec<Row>,
    /// The places to underline, in the order of `text`; no two of one row overlap.
    pub marks: Vec<Mark>,
}

/// One line of the picture.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of the source it is a window of.
    pub line: u32,
    /// Where it stands in the picture, with its line end.
    pub range: Range<usize>,
}

/// A place to underline.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where it stands in the picture.
    pub range: Range<usize>,
    /// Column in the source, from 1.
    pub column: u32,
    /// What to say under it; may be empty.
    pub words: String,
    /// Whether it is (part of) the primary place.
    pub primary: bool,
}

/// A part of a label on one line of the source.
#[derive(Debug, Clone)]
struct Stroke {
    line: u32,
    column: u32,
    range: Range<usize>,
    words: String,
    primary: bool,
}

/// Draws labels of one text. The first label is the primary one if `primary` says so.
pub(super) fn draw(text: &str, labels: &[&Label], primary: bool, width: usize, ascii: bool) -> Picture {
    let mut strokes = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        strokes.extend(strokes_of(text, label, primary && at == 0, ascii));
    }
    strokes.sort_by_key(|stroke| (stroke.range.start, stroke.range.end));
    let pen = Pen { room: width.saturating_sub(20).max(20), width, ascii };
    let mut picture = Picture::default();
    for row in rows(text, strokes, pen.room) {
        pen.row(&mut picture, text, row);
    }
    picture
}

/// Splits a label at line ends; each line but the first starts at its first letter.
fn strokes_of(text: &str, label: &Label, primary: bool, ascii: bool) -> Vec<Stroke> {
    let start = text.floor_char_boundary(label.place.span.start as usize);
    let end = text.floor_char_boundary(label.place.span.end as usize).max(start);
    let (first, last) = (label.place.start.line, label.place.end.line);
    let mut words = visible::words(&label.message, ascii);
    let mut strokes: Vec<Stroke> = Vec::new();
    let (mut at, mut line, mut column) = (start, first, label.place.start.column);
    while strokes.len() < MOST_LINES && at < end {
        let stop = if line == last { end } else { line_end(text, at, end) };
        let skipped = text[at..stop].chars().take_while(|c| line != first && c.is_whitespace()).map(char::len_utf8);
        let from = at + skipped.sum::<usize>();
        if first == last || !text[from..stop].trim().is_empty() {
            let column = column + text[at..from].chars().count() as u32;
            let range = from..from + text[from..stop].trim_end_matches(['\r', '\n']).len();
            strokes.push(Stroke { line, column, range, words: String::new(), primary });
        }
        let Some(next) = next_line(text, stop).filter(|_| line < last) else { break };
        (at, line, column) = (next, line + 1, 1);
    }
    if strokes.is_empty() {
        strokes.push(Stroke { line: first, column: label.place.start.column, range: start..start, words: String::new(), primary });
    }
    let bottom = strokes.last_mut().expect("invariant: a stroke was pushed");
    if bottom.line < last && text[bottom.range.end..end].chars().take(REACH).any(|c| !c.is_whitespace()) {
        let gap = if words.is_empty() { "" } else { " " };
        words.push_str(&format!("{gap}(down to line {last})"));
    }
    bottom.words = words;
    strokes
}

/// The end of the line that holds `at`, but not beyond `end` nor too far to look.
fn line_end(text: &str, at: usize, end: usize) -> usize {
    let far = text.floor_char_boundary(end.min(at + REACH));
    memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..far]).map_or(far, |found| at + found)
}

/// The start of the next line if the line ends at `at`.
fn next_line(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    match rest.first()? {
        b'\r' if rest.get(1) == Some(&b'\n') => Some(at + 2),
        b'\r' | b'\n' => Some(at + 1),
        _ => None,
    }
}

/// Groups strokes that fit into one window of one line; strokes that overlap get windows of their own.
fn rows(text: &str, strokes: Vec<Stroke>, room: usize) -> Vec<Vec<Stroke>> {
    let mut rows: Vec<Vec<Stroke>> = Vec::new();
    for stroke in strokes {
        let Some(row) = rows.last_mut() else {
            rows.push(vec![stroke]);
            continue;
        };
        let before = row.last_mut().expect("invariant: a row has a stroke");
        if before.range == stroke.range && before.line == stroke.line {
            before.primary |= stroke.primary;
            let gap = if before.words.is_empty() || stroke.words.is_empty() { "" } else { "; " };
            before.words = format!("{}{gap}{}", before.words, stroke.words);
            continue;
        }
        let apart = before.range.end <= stroke.range.start && before.range.start < stroke.range.start;
        let whole = row[0].range.start..stroke.range.end;
        let near = text[whole].chars().take(room + 1).count() <= room;
        if apart && near && row[0].line == stroke.line { row.push(stroke) } else { rows.push(vec![stroke]) }
    }
    rows
}

/// Draws rows.
struct Pen {
    /// Characters of source text in a row.
    room: usize,
    /// Characters of a line of output.
    width: usize,
    ascii: bool,
}

impl Pen {
    /// Appends a window of a line and its marks.
    fn row(&self, picture: &mut Picture, text: &str, strokes: Vec<Stroke>) {
        let line = strokes[0].line;
        let (window, cut_left, cut_right) = self.window(text, &strokes);
        let start = picture.text.len();
        let ellipsis = if self.ascii { "..." } else { "…" };
        if cut_left {
            picture.text.push_str(ellipsis);
        }
        let mut at = window.start;
        for stroke in strokes {
            self.copy(picture, text, at..stroke.range.start);
            let from = picture.text.len();
            at = stroke.range.end.min(window.end);
            self.copy(picture, text, stroke.range.start..at);
            if at < stroke.range.end {
                picture.text.push_str(ellipsis);
            }
            let range = from..picture.text.len();
            let words = self.wrap(&stroke.words, picture.text[start..from].chars().count() + picture.text[from..].chars().count() / 2);
            picture.marks.push(Mark { range, column: stroke.column, words, primary: stroke.primary });
            if at < stroke.range.end {
                picture.text.push('\n');
                picture.rows.push(Row { line, range: start..picture.text.len() });
                return;
            }
        }
        self.copy(picture, text, at..window.end);
        if cut_right {
            picture.text.push_str(ellipsis);
        }
        picture.text.push('\n');
        picture.rows.push(Row { line, range: start..picture.text.len() });
    }

    fn copy(&self, picture: &mut Picture, text: &str, range: Range<usize>) {
        text[range].chars().for_each(|c| visible::push(&mut picture.text, c, self.ascii));
    }

    /// The window around strokes of one line, and whether the line goes on to its left and to its right.
    fn window(&self, text: &str, strokes: &[Stroke]) -> (Range<usize>, bool, bool) {
        let (start, end) = (strokes[0].range.start, strokes[strokes.len() - 1].range.end);
        let extent = text[start..end].chars().take(self.room + 1).count();
        let before = |limit: usize| back(text, start, limit);
        if extent > self.room {
            let (from, cut) = before(self.room / 5);
            return (from..forth(text, start, self.room - text[from..start].chars().count()).0, cut, true);
        }
        let spare = self.room - extent;
        let (left, more_left) = before(spare);
        let (right, more_right) = forth(text, end, spare);
        let (on_left, on_right) = (text[left..start].chars().count(), text[end..right].chars().count());
        if !more_left && !more_right && on_left + on_right <= spare {
            return (left..right, false, false);
        }
        // Half of the spare room goes before the label, more if the line has too little after it; but words that are
        // to stand under the label need room to its right.
        let words = strokes.iter().map(|stroke| stroke.words.chars().count()).max().unwrap_or(0).min(40);
        let most = (self.width - 10).saturating_sub(extent / 2 + words + 5).max(spare / 3);
        let on_left = on_left.min((spare / 2).max(spare.saturating_sub(on_right))).min(most);
        let (left, cut_left) = before(on_left);
        let (right, cut_right) = forth(text, end, spare - on_left);
        let left = if cut_left { left + to_word(text[left..start].chars()) } else { left };
        let right = if cut_right { right - to_word(text[end..right].chars().rev()) } else { right };
        (left..right, cut_left, cut_right)
    }

    /// Breaks the words under a mark that stands at `column` of its row, so that they stay within the width.
    fn wrap(&self, words: &str, column: usize) -> String {
        // Line number, bar and the elbow that leads to the words.
        let room = self.width.saturating_sub(column + 14).max(NARROWEST);
        let mut wrapped = String::with_capacity(words.len());
        let mut used = 0;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if used > 0 {
                let fits = used + 1 + length <= room;
                wrapped.push(if fits { ' ' } else { '\n' });
                used = if fits { used + 1 } else { 0 };
            }
            wrapped.push_str(word);
            used += length;
        }
        wrapped
    }
}

/// How many bytes to give up so that a cut falls between words; none if the next space is far.
fn to_word(chars: impl Iterator<Item = char>) -> usize {
    let mut given_up = 0;
    for c in chars.take(12) {
        given_up += c.len_utf8();
        if c.is_whitespace() {
            return given_up;
        }
    }
    0
}

/// Goes back from `at` by at most `limit` characters within the line; tells whether the line begins further left.
fn back(text: &str, at: usize, limit: usize) -> (usize, bool) {
    let mut left = text[..at].chars().rev().take_while(|c| !matches!(c, '\n' | '\r'));
    let from = at - left.by_ref().take(limit).map(char::len_utf8).sum::<usize>();
    (from, text[..from].chars().next_back().is_some_and(|c| !matches!(c, '\n' | '\r')))
}

/// Goes on from `at` by at most `limit` characters within the line; tells whether the line ends further right.
fn forth(text: &str, at: usize, limit: usize) -> (usize, bool) {
    let to = at + text[at..].chars().take(limit).take_while(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum::<usize>();
    (to, text[to..].chars().next().is_some_and(|c| !matches!(c, '\n' | '\r')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileName, Positions, Span};

    fn label(text: &str, range: Range<usize>, words: &str) -> Label {
        let span = Span::new(range.start, range.end);
        let place = Positions::resolve(text, vec![span.start, span.end]).place(span);
        Label { file: FileName::new("x.txt"), place, message: words.to_owned().into() }
    }

    fn at(text: &str, needle: &str) -> Label {
        let start = text.find(needle).expect("in the text");
        label(text, start..start + needle.len(), needle)
    }

    fn drawn(text: &str, labels: &[Label], width: usize) -> Picture {
        draw(text, &labels.iter().collect::<Vec<_>>(), true, width, false)
    }

    fn marked(picture: &Picture) -> Vec<&str> {
        picture.marks.iter().map(|mark| &picture.text[mark.range.clone()]).collect()
    }

    #[test]
    fn a_mark_covers_what_the_label_covers() {
        let text = format!("{}Ф. 5446. Оп. 98с. Л. 3–6{}", "слово ".repeat(500), " и ещё слово".repeat(500));
        let picture = drawn(&text, &[at(&text, "Оп. 98с")], 80);
        assert_eq!(marked(&picture), ["Оп. 98с"]);
        assert_eq!(picture.marks[0].column, 3010);
        assert!(picture.text.starts_with('…') && picture.text.ends_with("…\n"), "{}", picture.text);
        assert!(picture.text.chars().count() <= 63, "{}", picture.text);
    }

    #[test]
    fn a_label_longer_than_the_window_is_cut() {
        let text = format!("GARF {} end", "x".repeat(1000));
        let picture = drawn(&text, &[label(&text, 5..1005, "")], 80);
        assert_eq!(picture.text, format!("GARF {}…\n", "x".repeat(55)));
    }

    #[test]
    fn near_labels_share_a_row_and_others_do_not() {
        let text = format!("Fond 5446, Opis 98c {} Listy 6-3", "and so on ".repeat(40));
        let rows = |labels: &[Label]| drawn(&text, labels, 80).rows.len();
        assert_eq!(rows(&[at(&text, "5446"), at(&text, "98c")]), 1);
        assert_eq!(rows(&[at(&text, "5446"), at(&text, "6-3")]), 2);
        // One within the other.
        assert_eq!(rows(&[at(&text, "Fond 5446"), at(&text, "5446")]), 2);
        // The same place twice: one mark, both words.
        let picture = drawn(&text, &[at(&text, "98c"), label(&text, 16..19, "again")], 80);
        assert_eq!((picture.rows.len(), picture.marks[0].words.as_str()), (1, "98c; again"));
    }

    #[test]
    fn a_label_over_lines_is_drawn_line_by_line() {
        let text = "a b\r\n  c d\r\n\r\ne\r\nf\r\ng\r\n";
        let picture = drawn(text, &[label(text, 2..11, "words")], 80);
        assert_eq!(marked(&picture), ["b", "c d"]);
        assert_eq!(picture.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(picture.marks.iter().map(|mark| (mark.column, mark.words.as_str())).collect::<Vec<_>>(), [(3, ""), (3, "words")]);
        let picture = drawn(text, &[label(text, 2..22, "words")], 80);
        assert_eq!(marked(&picture), ["b", "c d", "e"]);
        assert_eq!(picture.marks[2].words, "words (down to line 6)");
    }

    #[test]
    fn an_insertion_and_a_blank_have_their_place() {
        let text = "Fond 1 \n";
        let picture = drawn(text, &[label(text, 4..4, "")], 80);
        assert_eq!(picture.marks[0].range, 4..4);
        let picture = drawn(text, &[label(text, 6..7, "trailing space")], 80);
        assert_eq!(marked(&picture), [" "]);
    }
}

//! A stretch of text with marks under it and names under the marks, wrapped to a width.
//!
//! It knows nothing of records. Line ends become blanks, long passages are cut in the middle, and characters that act on a
//! terminal are spelt out; marks stay under the characters they mean.

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::super::terminal::escape;

/// A piece of a text and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What to write under it.
    pub name: String,
    /// Byte ranges, each with the sign to draw under it.
    pub parts: Vec<(Range<usize>, char)>,
}

/// A piece without a mark, or a mark, that is longer than this is cut in the middle.
const LONG: usize = 200;
const KEPT_AT_START: usize = 90;
const KEPT_AT_END: usize = 60;
/// Room to the right of the text for the name of a short last mark.
const MARGIN: usize = 12;
const NARROWEST: usize = 24;

/// What stands in one or more columns of a row.
struct Cell {
    /// Where it begins in the text.
    at: usize,
    shown: String,
    width: usize,
}

/// Draws `range` of the text; `line` is the number of its first line.
pub fn draw(text: &str, range: Range<usize>, line: u32, marks: &[Mark], width: usize) -> String {
    let number = line.to_string();
    let gutter = number.len().max(4) + 3;
    let room = width.saturating_sub(gutter + MARGIN).max(NARROWEST);
    // Narrow marks are drawn over wide ones.
    let mut parts: Vec<(usize, Range<usize>, char)> = Vec::new();
    for (mark, sign) in marks.iter().enumerate().flat_map(|(at, mark)| mark.parts.iter().map(move |part| (at, part))) {
        parts.push((mark, sign.0.clone(), sign.1));
    }
    parts.sort_by_key(|(_, range, _)| std::cmp::Reverse(range.len()));
    let rows = wrapped(cells(text, range, &parts), room);
    let mut out = String::new();
    let mut named = vec![false; marks.len()];
    for (at, row) in rows.iter().enumerate() {
        let number = if at == 0 { number.as_str() } else { "" };
        let shown: String = row.iter().map(|cell| cell.shown.as_str()).collect();
        let (signs, starts) = signs(row, &parts);
        let mut names: Vec<(usize, String)> = Vec::new();
        for (mark, column) in starts {
            if std::mem::replace(&mut named[mark], true) {
                continue;
            }
            match names.iter_mut().find(|(known, _)| *known == column) {
                Some((_, name)) => *name = format!("{name}, {}", marks[mark].name),
                None => names.push((column, marks[mark].name.clone())),
            }
        }
        names.sort();
        let lines = [shown, signs].into_iter().chain(named_rows(&names));
        for (nth, line) in lines.filter(|line| !line.trim().is_empty()).enumerate() {
            let number = if nth == 0 { number } else { "" };
            let _ = writeln!(out, "{number:>wide$} │ {}", line.trim_end(), wide = gutter - 3);
        }
    }
    out
}

/// The text of the range, a cell for each character.
fn cells(text: &str, range: Range<usize>, parts: &[(usize, Range<usize>, char)]) -> Vec<Cell> {
    let mut edges: Vec<usize> = parts.iter().flat_map(|(_, part, _)| [part.start, part.end]).chain([range.start, range.end]).collect();
    edges.retain(|edge| (range.start..=range.end).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    let mut cells: Vec<Cell> = Vec::new();
    for pair in edges.windows(2) {
        let piece = text.get(pair[0]..pair[1]).unwrap_or_default();
        let count = piece.chars().count();
        for (nth, (offset, c)) in piece.char_indices().enumerate() {
            let cut = count > LONG && (KEPT_AT_START..count - KEPT_AT_END).contains(&nth);
            let shown = match c {
                _ if cut && nth == KEPT_AT_START => " … ".to_owned(),
                _ if cut => continue,
                c if c.is_whitespace() && cells.last().is_none_or(|cell| cell.shown.ends_with(' ')) => continue,
                c if c.is_whitespace() => " ".to_owned(),
                c => escape(c.encode_utf8(&mut [0; 4])),
            };
            cells.push(Cell { at: pair[0] + offset, width: shown.width(), shown });
        }
    }
    cells
}

/// Breaks the cells into rows between words; a word that is longer than a row is broken anywhere.
fn wrapped(cells: Vec<Cell>, room: usize) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut used = 0;
    for cell in cells {
        if used + cell.width > room && cell.shown != " " {
            let space = row.iter().rposition(|cell| cell.shown.ends_with(' ')).filter(|at| at + 1 < row.len());
            let rest = row.split_off(space.map_or(row.len(), |at| at + 1));
            rows.push(std::mem::replace(&mut row, rest));
            used = row.iter().map(|cell| cell.width).sum();
        }
        used += cell.width;
        row.push(cell);
    }
    rows.push(row);
    rows.retain(|row| !row.is_empty());
    rows
}

/// The line of signs under a row, and the column where each mark has its first character there.
fn signs(row: &[Cell], parts: &[(usize, Range<usize>, char)]) -> (String, Vec<(usize, usize)>) {
    let mut line = String::new();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut column = 0;
    for cell in row {
        let mut sign = ' ';
        for (mark, range, drawn) in parts {
            if range.contains(&cell.at) {
                sign = *drawn;
                if !starts.iter().any(|(known, _)| known == mark) {
                    starts.push((*mark, column));
                }
            }
        }
        line.extend(std::iter::repeat_n(sign, cell.width));
        column += cell.width;
    }
    (line, starts)
}

/// The names in as few rows as they need; from a name that stands deeper a line leads up to its mark.
fn named_rows(names: &[(usize, String)]) -> Vec<String> {
    let mut depths = vec![0; names.len()];
    for at in (0..names.len()).rev() {
        let end = names[at].0 + names[at].1.width();
        let below = (at + 1..names.len()).filter(|&later| names[later].0 <= end).map(|later| depths[later] + 1);
        depths[at] = below.max().unwrap_or(0);
    }
    let deepest = depths.iter().max().map_or(0, |depth| depth + 1);
    let row = |depth: usize| {
        let mut line = String::new();
        let mut used = 0;
        for ((column, name), own) in names.iter().zip(&depths).filter(|(_, own)| **own >= depth) {
            line.push_str(&" ".repeat(column.saturating_sub(used)));
            let shown = if *own == depth { name.as_str() } else { "│" };
            line.push_str(shown);
            used = column + shown.width();
        }
        line
    };
    (0..deepest).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &str, name: &str) -> Mark {
        let start = text.find(words).expect("in the text");
        Mark { name: name.into(), parts: vec![(start..start + words.len(), '─')] }
    }

    #[test]
    fn names_that_do_not_fit_stand_deeper() {
        let text = "Ф. 1\n 漢 оп. 2";
        let marks = [mark(text, "Ф. 1", "the fond"), mark(text, "漢", "unread"), mark(text, "2", "opis")];
        let drawn = draw(text, 0..text.len(), 7, &marks, 80);
        let expected = "   7 │ Ф. 1 漢 оп. 2
     │ ──── ──     ─
     │ │    unread opis
     │ the fond
";
        assert_eq!(drawn, expected);
    }

    #[test]
    fn rows_stay_within_the_width_and_long_passages_are_cut() {
        let text = format!("{} Fond 1 {}", "word ".repeat(400), "слово".repeat(100));
        let drawn = draw(&text, 0..text.len(), 1, &[mark(&text, "Fond 1", "fond")], 80);
        assert!(drawn.lines().all(|line| line.width() <= 80), "{drawn}");
        assert_eq!(drawn.matches('…').count(), 2, "{drawn}");
        assert!(drawn.lines().count() < 14, "{drawn}");
    }
}

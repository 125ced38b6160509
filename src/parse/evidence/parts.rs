//! The body cut into lines and parts: scan and translation, and in each the heads, the opening and the closing block.
//!
//! Cuts only; what the lines say is read elsewhere.

use std::ops::Range;

use crate::layout::Page;
use crate::source::Span;

/// Paragraphs longer than this are no headings.
const HEADING: usize = 200;
/// Headings before the first paragraph.
const HEADINGS: usize = 8;
/// Lines of a closing block.
const CLOSING: usize = 12;
/// A line longer than this ends the search for the closing block.
const CLOSING_LINE: usize = 400;
/// Lines from this length on show the script of a part.
const TELLING: usize = 60;
/// More changes of script than this are two columns side by side, not parts.
const PARTS: usize = 4;

/// A line of the body that is not blank, without the white space around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    /// A blank line, or the border of the body, stands before it.
    pub opens: bool,
    /// A scan head stands before it.
    pub after_head: bool,
    /// Its letters are Cyrillic.
    pub cyrillic: bool,
}

/// A run of the body in one script: the scan, the translation.
#[derive(Debug)]
pub(super) struct Part {
    /// Heading paragraphs, as places in the text.
    pub headings: Vec<Range<usize>>,
    /// The first paragraph of running text.
    pub opening: Option<Range<usize>>,
    /// The lines that close it.
    pub closing: Range<usize>,
    pub cyrillic: bool,
}

/// The lines of the body, scan heads and furniture left out.
pub(super) fn lines(text: &str, page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(64);
    let mut heads = page.scan_heads.iter().peekable();
    let mut after_head = false;
    for span in &page.body {
        let body = span.slice(text);
        let has_cyrillic = memchr::memchr2(0xD0, 0xD1, body.as_bytes()).is_some();
        let (mut from, mut opens) = (0, true);
        let ends = memchr::memchr2_iter(b'\n', b'\r', body.as_bytes()).chain([body.len()]);
        for end in ends {
            let line = &body[from..end];
            let kept = line.trim_start();
            let start = span.start as usize + from + (line.len() - kept.len());
            let kept = kept.trim_end();
            let crlf = line.is_empty() && from > 0 && body.as_bytes()[from - 1] == b'\r' && body[end..].starts_with('\n');
            from = end + 1;
            if kept.is_empty() {
                opens |= !crlf;
                continue;
            }
            let place = Span::new(start, start + kept.len());
            while heads.next_if(|head| head.end <= place.start).is_some() {
                after_head = true;
            }
            if heads.next_if(|head| head.meets(place)).is_some() {
                (after_head, opens) = (true, true);
                continue;
            }
            if page.furniture.iter().any(|furniture| furniture.meets(place)) {
                opens = true;
                continue;
            }
            let cyrillic = has_cyrillic && is_cyrillic(kept);
            lines.push(Line { start, end: start + kept.len(), opens, after_head, cyrillic });
            (after_head, opens) = (false, false);
        }
    }
    lines
}

/// Whether the first letters of a line are mostly Cyrillic (two bytes each in UTF-8).
fn is_cyrillic(line: &str) -> bool {
    let sample = &line.as_bytes()[..line.len().min(96)];
    let cyrillic = sample.iter().filter(|byte| matches!(byte, 0xD0 | 0xD1)).count();
    let latin = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    cyrillic > latin
}

/// The parts of the body.
pub(super) fn parts(text: &str, lines: &[Line]) -> Vec<Part> {
    let mut borders = vec![0];
    let mut last: Option<usize> = None;
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.end - line.start >= TELLING) {
        if let Some(before) = last.filter(|&before| lines[before].cyrillic != line.cyrillic) {
            // Short lines of the same script right before belong to the new part: "TOP SECRET", "Copy № 1".
            let short = lines[before + 1..number].iter().rev().take_while(|short| short.cyrillic == line.cyrillic).count();
            borders.push(number - short);
        }
        last = Some(number);
    }
    if borders.len() > PARTS {
        borders.truncate(1);
    }
    let ends = borders.iter().skip(1).copied().chain([lines.len()]).collect::<Vec<_>>();
    borders.into_iter().zip(ends).filter(|(start, end)| start < end).map(|(start, end)| part(text, lines, start..end)).collect()
}

fn part(text: &str, lines: &[Line], range: Range<usize>) -> Part {
    let (mut headings, mut opening, mut closing_floor) = (Vec::new(), None, range.start);
    let mut next = range.start;
    while next < range.end && opening.is_none() && headings.len() < HEADINGS {
        let stop = (next + 1..range.end).find(|&line| lines[line].opens).unwrap_or(range.end);
        let paragraph = lines[next].start..lines[stop - 1].end;
        if is_heading(&text[paragraph.clone()]) {
            headings.push(paragraph);
            closing_floor = stop;
        } else {
            opening = Some(paragraph);
        }
        next = stop;
    }
    // A text of short lines only is a form: the first of them head it, the last ones close it.
    if opening.is_none() && next == range.end {
        headings.truncate(headings.len().div_ceil(2));
        let head = headings.last().map_or(0, |heading: &Range<usize>| heading.end);
        closing_floor = range.start + lines[range.clone()].iter().take_while(|line| line.start < head).count();
    }
    let short = lines[closing_floor..range.end].iter().rev().take(CLOSING).take_while(|line| line.end - line.start <= CLOSING_LINE).count();
    let telling = &lines[range.clone()];
    let cyrillic = telling.iter().filter(|line| line.cyrillic).count() * 2 > telling.len();
    Part { headings, opening, closing: range.end - short..range.end, cyrillic }
}

/// Short and no sentence.
fn is_heading(paragraph: &str) -> bool {
    let plain = paragraph.trim_end_matches(['*', '_', ' ', ']', ')', '"', '”', '»']);
    let length = paragraph.chars().take(HEADING + 1).count();
    length <= 25 || length <= HEADING && !plain.ends_with(['.', '!', '?', ':', ';', ','])
}

/// The first sentence of a paragraph.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut from = 0;
    while let Some(found) = text[from..].find(['.', '!', '?']) {
        let at = from + found;
        let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let after = &text[at + 1..];
        let next = after.trim_start();
        // Abbreviations and initials are short; a sentence ends in a word or a number.
        let ends = word.chars().count() >= 4 || text.as_bytes()[at] != b'.';
        if next.is_empty() || ends && next.len() < after.len() && !next.starts_with(char::is_lowercase) {
            return &text[..at];
        }
        from = at + 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (Vec<Line>, Vec<Part>) {
        let page = Page { body: vec![Span::new(0, text.len())], ..Default::default() };
        let lines = lines(text, &page);
        let parts = parts(text, &lines);
        (lines, parts)
    }

    #[test]
    fn heads_opening_and_closing() {
        let text = "TOP SECRET\r\n\r\nNote of a talk, 3 May 1956\r\n\r\nThe guests came late. They stayed.\r\nTwo hours passed.\r\n\r\nTyped by Orlova";
        let (lines, parts) = cut(text);
        assert_eq!(lines.len(), 5);
        let part = &parts[0];
        let heads: Vec<_> = part.headings.iter().map(|head| &text[head.clone()]).collect();
        assert_eq!(heads, ["TOP SECRET", "Note of a talk, 3 May 1956"]);
        let opening = part.opening.clone().expect("a paragraph");
        assert!(text[opening.clone()].starts_with("The guests") && text[opening].ends_with("passed."), "wrapped lines are one paragraph");
        assert_eq!(part.closing, 2..5);
    }

    #[test]
    fn a_change_of_script_opens_a_part() {
        let russian = "Гости пришли поздно и сидели долго, говорили о погоде и об урожае.";
        let text = format!(
            "{russian}\n\nпеч. Орлова\n\nTOP SECRET\n\nThe guests came late and stayed long, and they spoke of the weather and the crop.\n"
        );
        let (_, parts) = cut(&text);
        assert_eq!(parts.len(), 2);
        assert!(parts[0].cyrillic && !parts[1].cyrillic);
        assert_eq!(parts[1].headings.iter().map(|head| &text[head.clone()]).collect::<Vec<_>>(), ["TOP SECRET"]);
    }

    #[test]
    fn scan_heads_are_marked_and_left_out() {
        let text = "Scan\n\n28 Hz\n\nsome words\n";
        let page = Page { body: vec![Span::new(0, text.len())], scan_heads: vec![Span::new(0, 4)], ..Default::default() };
        let lines = lines(text, &page);
        assert_eq!(lines.iter().map(|line| line.after_head).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn sentences_do_not_end_at_abbreviations() {
        assert_eq!(first_sentence("Cde. Kim and V. I. Ivanov met. Then they left."), "Cde. Kim and V. I. Ivanov met. Then they left");
        assert_eq!(first_sentence("Both sides agreed. Then they left."), "Both sides agreed");
        assert_eq!(first_sentence("no stop"), "no stop");
    }
}

//! Running text with notes: an article, a chapter, a bibliography.
//!
//! Every paragraph, note and list item is a block of its own; whether it holds a citation is for the parser to say. Lines
//! of one paragraph are joined, because people wrap their text.

use super::excerpt::Builder;
use super::lines::{Line, lines, whole};
use super::{Block, Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::Span;

/// This layout.
pub struct Manuscript;

impl Layout for Manuscript {
    fn name(&self) -> &'static str {
        "manuscript"
    }

    fn recognise(&self, _text: &str, _schemas: &Schemas) -> Score {
        1
    }

    fn page<'s>(&self, text: &'s str, _schemas: &Schemas) -> Page<'s> {
        let mut page = Page { separate: true, ..Page::default() };
        let mut open: Vec<Line<'s>> = Vec::new();
        for line in lines(text, whole(text)) {
            if line.gap > 0 || opens_block(line.text) || open.first().is_some_and(|first| first.text.starts_with('#')) {
                close(text, &mut open, &mut page);
            }
            open.push(line);
        }
        close(text, &mut open, &mut page);
        page
    }
}

/// Whether a line begins a note, a list item or a heading.
fn opens_block(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.starts_with("[^")
        || text.starts_with(['#', '•', '|'])
        || text.starts_with("- ")
        || text.starts_with("* ")
        || (1..=4).contains(&digits) && text[digits..].starts_with([' ', '.', ')']) && text[digits + 1..].starts_with([' ', '\u{A0}'])
}

fn close<'s>(text: &'s str, open: &mut Vec<Line<'s>>, page: &mut Page<'s>) {
    if is_list(open) {
        for line in open.drain(..) {
            block(text, &[line], page);
        }
    } else {
        block(text, open, page);
        open.clear();
    }
}

/// A bibliography without blank lines: nearly every line is a sentence. Wrapped prose breaks in mid-sentence.
fn is_list(lines: &[Line<'_>]) -> bool {
    let ends = |line: &&Line<'_>| line.text.ends_with(['.', ')', ']', ';', '”', '"']) || line.text.contains("http");
    lines.len() >= 2 && lines.iter().filter(ends).count() * 10 >= lines.len() * 7
}

fn block<'s>(text: &'s str, lines: &[Line<'s>], page: &mut Page<'s>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let label = Span { start: first.span.start, end: first.span.start + marker(first.text) as u32 };
    let notes = inline_notes(text, Span { start: label.end, end: last.span.end });
    let words: Vec<Span> = lines.iter().map(|line| Span { start: line.span.start.max(label.end), end: line.span.end }).collect();
    push(text, Some(label).filter(|label| label.end > label.start), &without(&words, &notes), page);
    for note in notes {
        let opening = Span { start: note.start, end: note.start + 2 };
        let inside = Span { start: opening.end, end: note.end - 1 };
        push(text, Some(opening), &within(&words, inside), page);
    }
}

/// Notes inside a paragraph, from `^[` to the bracket that closes it.
fn inline_notes(text: &str, paragraph: Span) -> Vec<Span> {
    let (words, mut notes, mut at) = (paragraph.slice(text), Vec::new(), 0);
    while let Some(found) = words[at..].find("^[") {
        let start = at + found;
        at = start + 2;
        // `[^[1]]` is no note, and what a backslash stands before is a sign.
        if words[..start].ends_with(['[', '\\']) {
            continue;
        }
        let Some(close) = closing_bracket(&words[at..]) else { break };
        at += close + 1;
        notes.push(Span { start: paragraph.start + start as u32, end: paragraph.start + at as u32 });
    }
    notes
}

/// The bracket that closes what is open at the start.
fn closing_bracket(words: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0usize, false);
    words.bytes().position(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' if depth == 0 => return true,
            b']' => depth -= 1,
            _ => {}
        }
        false
    })
}

/// The parts of the lines that no note takes.
fn without(lines: &[Span], notes: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    for line in lines {
        let mut start = line.start;
        for note in notes.iter().filter(|note| note.meets(*line)) {
            parts.push(Span { start, end: note.start.max(start) });
            start = note.end.min(line.end);
        }
        parts.push(Span { start, end: line.end });
    }
    parts.retain(|part| part.start < part.end);
    parts
}

/// The parts of the lines that lie in a note.
fn within(lines: &[Span], note: Span) -> Vec<Span> {
    let inside = lines.iter().filter(|line| line.meets(note));
    inside.map(|line| Span { start: line.start.max(note.start), end: line.end.min(note.end) }).collect()
}

fn push<'s>(text: &'s str, label: Option<Span>, parts: &[Span], page: &mut Page<'s>) {
    let mut builder = Builder::new(text);
    for part in parts {
        builder.space(part.start.saturating_sub(1));
        keep_unescaped(text, *part, &mut builder);
    }
    let value = builder.build();
    // Without a digit there is no shelfmark in it, save in a short note: "Ibid."
    if value.text().bytes().any(|byte| byte.is_ascii_digit()) || value.text().len() <= SHORT {
        page.blocks.push(Block { field: Field::Citation, label, value: Some(value) });
    }
}

/// Appends a stretch without the backslashes by which Markdown takes a mark for a plain sign.
fn keep_unescaped(text: &str, part: Span, builder: &mut Builder<'_>) {
    let words = part.slice(text);
    let mut kept = 0;
    let escapes = |(at, _): &(usize, &str)| words[at + 1..].starts_with(ESCAPED);
    for (at, _) in words.match_indices('\\').filter(escapes) {
        // The second of two backslashes is the sign that the first one keeps.
        if at >= kept && !(at == kept && kept > 0 && words[..at].ends_with('\\')) {
            builder.keep(Span { start: part.start + kept as u32, end: part.start + at as u32 });
            kept = at + 1;
        }
    }
    builder.keep(Span { start: part.start + kept as u32, end: part.end });
}

/// Signs that a backslash may stand before.
const ESCAPED: &[char] = &['\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '~', '^', '$', '@', '&', '-', '.', ')', '+', '='];

/// Bytes of a note that may do without digits.
pub(super) const SHORT: usize = 60;

/// The length of the note or list marker at the start of a line.
fn marker(text: &str) -> usize {
    if let Some(end) = text.strip_prefix("[^").and_then(|rest| rest.find("]:")) {
        let after = end + 4;
        return after + (text[after..].len() - text[after..].trim_start().len());
    }
    let bullet = text.len() - text.trim_start_matches(['#', '•', '-', '*', ' ']).len();
    if bullet > 0 {
        return bullet;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..=4).contains(&digits) && rest.starts_with([' ', '\u{A0}']) => text.len() - rest.trim_start().len(),
        _ => 0,
    }
}

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
    let mut builder = Builder::new(text);
    for (number, line) in lines.iter().enumerate() {
        let start = line.span.start + if number == 0 { marker(line.text) as u32 } else { 0 };
        builder.space(line.span.start.saturating_sub(1));
        builder.keep(Span { start, end: line.span.end });
    }
    let value = builder.build();
    let label = lines.first().map(|line| Span { start: line.span.start, end: line.span.start + marker(line.text) as u32 });
    // Without a digit there is no shelfmark in it, save in a short note: "Ibid."
    if value.text().bytes().any(|byte| byte.is_ascii_digit()) || value.text().len() <= SHORT {
        page.blocks.push(Block { field: Field::Citation, label: label.filter(|label| label.end > label.start), value: Some(value) });
    }
}

/// Bytes of a note that may do without digits.
const SHORT: usize = 60;

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

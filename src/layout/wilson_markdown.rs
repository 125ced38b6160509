//! Markdown made from a PDF of the Wilson Center Digital Archive.
//!
//! Headings hold the date and the title, and announce citation, summary, language and contents; the text of the
//! document follows, scans first, with a head at each scan.

use super::lines::{Line, lines, same_label, trimmed, whole};
use super::wilson_old_site::is_date_line;
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::{LayoutLabels, Schemas};
use crate::source::Span;

/// This layout.
pub struct WilsonMarkdown;

const NAME: &str = "wilson-markdown";

/// How far from the top the citation stands.
const HEAD_LINES: usize = 40;

impl Layout for WilsonMarkdown {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let Some(labels) = schemas.layout(NAME) else { return 0 };
        let is_citation = |line: Line<'_>| {
            heading(text, line).is_some_and(|(_, words)| labels.signatures.iter().any(|known| same_label(words.slice(text), known)))
        };
        if lines(text, whole(text)).take(HEAD_LINES).any(is_citation) { 90 } else { 0 }
    }

    fn surest(&self) -> Score {
        90
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut page = Page { published: true, ..Page::default() };
        let Some(labels) = schemas.layout(NAME) else { return page };
        let mut open: Option<(Field, Span)> = None;
        let mut value: Option<Span> = None;
        let mut body: Option<Span> = None;
        for line in lines(text, whole(text)) {
            let words = heading(text, line);
            let label = words.and_then(|(_, words)| field_of(labels, words.slice(text)));
            let plain = trimmed_markup(text, line.span);
            let scan = labels.scan_heads.iter().any(|known| same_label(plain.slice(text), known));
            if body.is_some() || scan || (label.is_none() && after_contents(open, value)) {
                close(text, &mut open, &mut value, &mut page);
                if scan {
                    page.scan_heads.push(line.span);
                }
                body = Some(body.map_or(line.span, |known| known.join(line.span)));
            } else if let (Some(field), Some((_, words))) = (label, words) {
                close(text, &mut open, &mut value, &mut page);
                open = Some((field, words));
            } else if let (None, Some((_, words))) = (open, words) {
                let field = if is_date_line(words.slice(text)) { Field::Date } else { Field::Title };
                page.blocks.push(Block { field, label: None, value: Some(Excerpt::new(text, words)) });
            } else if open.is_some() {
                value = Some(value.map_or(line.span, |known| known.join(line.span)));
            }
        }
        close(text, &mut open, &mut value, &mut page);
        page.body.extend(body);
        page
    }
}

fn close<'s>(text: &'s str, open: &mut Option<(Field, Span)>, value: &mut Option<Span>, page: &mut Page<'s>) {
    if let Some((field, label)) = open.take() {
        page.blocks.push(Block { field, label: Some(label), value: value.take().map(|span| Excerpt::new(text, span)) });
    }
}

/// The list of contents is one paragraph; what follows it is the document.
fn after_contents(open: Option<(Field, Span)>, value: Option<Span>) -> bool {
    matches!(open, Some((Field::Contents, _))) && value.is_some()
}

fn field_of(labels: &LayoutLabels, text: &str) -> Option<Field> {
    labels.label.iter().find(|entry| entry.text.iter().any(|known| same_label(text, known))).map(|entry| entry.field)
}

/// Level and words of a Markdown heading, emphasis taken off.
fn heading(text: &str, line: Line<'_>) -> Option<(usize, Span)> {
    let level = line.text.bytes().take_while(|&byte| byte == b'#').count();
    if level == 0 || !line.text[level..].starts_with(' ') {
        return None;
    }
    let words = trimmed_markup(text, Span { start: line.span.start + level as u32, end: line.span.end });
    (words.start < words.end).then_some((level, words))
}

/// The span without white space and emphasis marks at both ends.
fn trimmed_markup(text: &str, span: Span) -> Span {
    let mut span = trimmed(text, span);
    loop {
        let words = span.slice(text);
        let inner = words.trim_matches(['*', '_']);
        let start = span.start as usize + (words.len() - words.trim_start_matches(['*', '_']).len());
        let next = trimmed(text, Span::new(start, start + inner.len()));
        if next == span || inner.is_empty() {
            return span;
        }
        span = next;
    }
}

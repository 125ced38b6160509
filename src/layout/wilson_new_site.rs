//! The new site of the Wilson Center Digital Archive, saved as text.
//!
//! Date and title, the text of the document, a summary, and the panel "Document Information": lines that are labels,
//! each followed by its value. Captures lose labels and values; a label never becomes the value of another.

use super::lines::{Line, lines, same_label};
use super::wilson_old_site::is_date_line;
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::{LayoutLabels, Schemas};
use crate::source::Span;

/// This layout.
pub struct WilsonNewSite;

const NAME: &str = "wilson-new-site";

/// How many non-blank lines the panel may have.
const PANEL_LINES: usize = 80;

impl Layout for WilsonNewSite {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let Some(labels) = schemas.layout(NAME) else { return 0 };
        let Some(panel) = panel_start(text, labels) else { return 0 };
        let known = lines(text, panel).take(PANEL_LINES).filter(|line| field_of(labels, line.text).is_some()).count();
        (50 + known * 15).min(95) as Score
    }

    fn surest(&self) -> Score {
        95
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut page = Page { published: true, labels_source: true, ..Page::default() };
        let Some((labels, panel)) = schemas.layout(NAME).and_then(|labels| Some((labels, panel_start(text, labels)?))) else { return page };
        document(text, Span { start: 0, end: panel.start }, labels, &mut page);
        read_panel(text, panel, labels, &mut page);
        page
    }
}

/// The panel with its heading: from the last line that is the heading to the end.
fn panel_start(text: &str, labels: &LayoutLabels) -> Option<Span> {
    let heading = labels.signatures.first()?;
    let is_line = |&at: &usize| {
        let line_start = at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'\r');
        let after = text[at + heading.len()..].trim_start_matches([' ', '\t', ':']);
        line_start && (after.is_empty() || after.starts_with(['\n', '\r']))
    };
    // From the front: the search from the end has no vectors, and the words are rare.
    let at = memchr::memmem::find_iter(text.as_bytes(), heading.as_bytes()).filter(is_line).last()?;
    Some(Span::new(at, text.len()))
}

fn field_of(labels: &LayoutLabels, text: &str) -> Option<Field> {
    labels.label.iter().find(|entry| entry.text.iter().any(|known| same_label(text, known))).map(|entry| entry.field)
}

fn document<'s>(text: &'s str, within: Span, labels: &LayoutLabels, page: &mut Page<'s>) {
    let mut all: Vec<Line<'s>> = Vec::new();
    for line in lines(text, within) {
        if labels.furniture.iter().any(|known| line.text.eq_ignore_ascii_case(known)) {
            page.furniture.push(line.span);
        } else {
            all.push(line);
        }
    }
    let block = |field, span| Block { field, label: None, value: Some(Excerpt::new(text, span)) };
    // The date stands first or, on some pages, after the summary.
    let date_at = all.iter().take(4).position(|line| is_date_line(line.text));
    if let Some(at) = date_at {
        page.blocks.extend(all[..at].iter().map(|line| block(Field::Summary, line.span)));
        page.blocks.push(block(Field::Date, all[at].span));
    }
    let title_at = date_at.map_or(0, |at| at + 1);
    if let Some(line) = all.get(title_at) {
        page.blocks.push(block(Field::Title, line.span));
    }
    let rest = all.get(title_at + 1..).unwrap_or_default();
    // The summary is the last paragraph, set off from the text by more than one blank line.
    let summary = rest.last().filter(|last| last.gap >= 2 && last.text.len() >= 60 && rest.len() > 1);
    let body = &rest[..rest.len() - usize::from(summary.is_some())];
    if let (Some(first), Some(last)) = (body.first(), body.last()) {
        page.body.push(first.span.join(last.span));
    }
    page.blocks.extend(summary.map(|line| block(Field::Summary, line.span)));
}

fn read_panel<'s>(text: &'s str, panel: Span, labels: &LayoutLabels, page: &mut Page<'s>) {
    let mut open: Option<(Field, Span)> = None;
    let mut value: Option<Span> = None;
    let mut seen_source = false;
    let mut close = |open: &mut Option<(Field, Span)>, value: &mut Option<Span>, page: &mut Page<'s>| {
        if let Some((field, label)) = open.take() {
            seen_source |= field == Field::Source;
            page.blocks.push(Block { field, label: Some(label), value: value.take().map(|span| Excerpt::new(text, span)) });
        } else if let Some(span) = value.take() {
            // The first paragraph without a label is the source line, whose label the capture lost; then the rights.
            let field = if std::mem::replace(&mut seen_source, true) { Field::Rights } else { Field::Source };
            page.blocks.push(Block { field, label: None, value: Some(Excerpt::new(text, span)) });
        }
    };
    for line in lines(text, panel).skip(1) {
        if let Some(field) = field_of(labels, line.text) {
            close(&mut open, &mut value, page);
            open = Some((field, line.span));
        } else if line.text.starts_with("http") && open.as_ref().is_none_or(|(field, _)| *field != Field::Url) {
            close(&mut open, &mut value, page);
            page.blocks.push(Block { field: Field::Url, label: None, value: Some(Excerpt::new(text, line.span)) });
        } else if open.is_none() && line.gap > 0 && value.is_some() {
            let is_rights = page.blocks.last().is_some_and(|block| block.field == Field::Rights && block.label.is_none());
            if is_rights {
                value = value.map(|known| known.join(line.span));
            } else {
                close(&mut open, &mut value, page);
                value = Some(line.span);
            }
        } else {
            value = Some(value.map_or(line.span, |known| known.join(line.span)));
        }
    }
    close(&mut open, &mut value, page);
}

//! The cover sheet of a PDF of the Wilson Center Digital Archive: text wrapped and centred, or flattened to one line.
//!
//! Line breaks mean nothing here. The sheet is read as one run of words cut at its labels ("Citation:", "Summary:" …).

use super::excerpt::Builder;
use super::lines::lines;
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::{LayoutLabels, Schemas};
use crate::source::Span;

/// This layout.
pub struct WilsonPdfCover;

const NAME: &str = "wilson-pdf-cover";

/// How many bytes of the text a cover sheet may take.
const SHEET_BYTES: usize = 8 * 1024;

impl Layout for WilsonPdfCover {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let Some(labels) = schemas.layout(NAME) else { return 0 };
        let sheet = sheet_span(text).slice(text);
        let known = labels.signatures.iter().all(|known| memchr::memmem::find(sheet.as_bytes(), known.as_bytes()).is_some());
        if known && !labels.signatures.is_empty() { 85 } else { 0 }
    }

    fn surest(&self) -> Score {
        85
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut page = Page { published: true, ..Page::default() };
        let Some(labels) = schemas.layout(NAME) else { return page };
        let joined = joined(text, sheet_span(text));
        let cuts = cuts(joined.text(), labels);
        let first = cuts.first().map_or(joined.text().len(), |cut| cut.label.start);
        head(&joined, first, labels, &mut page);
        let mut body_from = joined.whole().end;
        for (number, cut) in cuts.iter().enumerate() {
            let mut end = cuts.get(number + 1).map_or(joined.text().len(), |next| next.label.start);
            if cut.field == Field::Contents {
                end = contents_end(joined.text(), cut.label.end, end, labels);
                body_from = joined.span(0..end).end;
            }
            let value = joined.part(cut.label.end..end).into_owned().trimmed();
            page.blocks.push(Block {
                field: cut.field,
                label: Some(joined.span(cut.label.clone())),
                value: (!value.text().is_empty()).then_some(value),
            });
        }
        let rest = super::lines::trimmed(text, Span { start: body_from, end: text.len() as u32 });
        if rest.start < rest.end {
            page.body.push(rest);
        }
        page
    }
}

struct Cut {
    field: Field,
    label: std::ops::Range<usize>,
}

fn sheet_span(text: &str) -> Span {
    let mut end = text.len().min(SHEET_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(0, end)
}

/// The sheet with every run of white space and line ends as one space.
fn joined<'s>(text: &'s str, within: Span) -> Excerpt<'s> {
    let mut builder = Builder::new(text);
    for line in lines(text, within) {
        let mut from = line.span.start;
        for word in line.text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            builder.space(from);
            builder.keep(Span::new(start, start + word.len()));
            from = (start + word.len()) as u32;
        }
    }
    builder.build()
}

/// The labels in order of their first occurrence, each with its colon.
fn cuts(text: &str, labels: &LayoutLabels) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for entry in &labels.label {
        for label in &entry.text {
            let with_colon = format!("{label}:");
            if let Some(at) = text.find(&with_colon) {
                cuts.push(Cut { field: entry.field, label: at..at + with_colon.len() });
            }
        }
    }
    cuts.sort_by_key(|cut| cut.label.start);
    // A label only counts after the citation: the document may say "Summary:" too, but then the sheet has said it before.
    let from = cuts.iter().position(|cut| cut.field == Field::Citation).unwrap_or(cuts.len());
    cuts.drain(..from);
    cuts
}

/// Date and title stand between the banner and the citation.
fn head<'s>(joined: &Excerpt<'s>, end: usize, labels: &LayoutLabels, page: &mut Page<'s>) {
    let text = &joined.text()[..end];
    let start = labels.signatures.iter().filter_map(|known| text.rfind(known.as_str()).map(|at| at + known.len())).max().unwrap_or(0);
    let value = joined.part(start..end).into_owned().trimmed();
    if !value.text().is_empty() {
        page.blocks.push(Block { field: Field::Title, label: None, value: Some(value) });
    }
}

/// Where the list of contents ends: after the last of the known items that follow one another.
fn contents_end(text: &str, from: usize, to: usize, labels: &LayoutLabels) -> usize {
    let mut end = from;
    'items: loop {
        let rest = &text[end..to];
        let skipped = rest.len() - rest.trim_start_matches([' ', '•', '-', '*']).len();
        for item in &labels.body_starts {
            if rest[skipped..].starts_with(item.as_str()) {
                end += skipped + item.len();
                continue 'items;
            }
        }
        return end;
    }
}

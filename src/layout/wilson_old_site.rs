//! The old site of the Wilson Center Digital Archive, saved as text.
//!
//! Banner, date, sometimes a title, the word "Citation" with summary and citation sentence, then the text of the
//! document and the boilerplate of a PDF viewer.

use super::lines::{Line, lines, same_label, whole};
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::{LayoutLabels, Schemas};
use crate::source::Span;

/// This layout.
pub struct WilsonOldSite;

const NAME: &str = "wilson-old-site";

/// How far from the top the banner and the citation stand.
const HEAD_LINES: usize = 40;

impl Layout for WilsonOldSite {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let Some(labels) = schemas.layout(NAME) else { return 0 };
        let mut score = 0;
        for line in lines(text, whole(text)).take(HEAD_LINES) {
            if labels.signatures.iter().any(|known| same_label(line.text, known)) {
                score += 45;
            }
        }
        score.min(95)
    }

    fn surest(&self) -> Score {
        95
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut page = Page { published: true, ..Page::default() };
        let Some(labels) = schemas.layout(NAME) else { return page };
        let all: Vec<Line<'s>> = lines(text, whole(text)).collect();
        let opens = |line: &Line<'_>| labels.body_starts.iter().any(|known| same_label(line.text, known));
        let head_end = all.iter().take(HEAD_LINES * 2).position(opens);
        let last_share = all.iter().take(HEAD_LINES * 2).rposition(|line| labelled(labels, line.text, Field::Other));
        let body_from = head_end.or(last_share).map_or(all.len(), |at| at + 1);
        head(text, &all[..body_from], labels, &mut page);
        body(&all[body_from..], labels, &mut page);
        page
    }
}

fn labelled(labels: &LayoutLabels, text: &str, field: Field) -> bool {
    let text = text.trim_start_matches(['•', '*', '-', ' ']);
    labels.label.iter().filter(|entry| entry.field == field).flat_map(|entry| &entry.text).any(|known| same_label(text, known))
}

fn is_furniture(labels: &LayoutLabels, text: &str) -> bool {
    labels.furniture.iter().any(|known| text.starts_with(known.as_str()))
}

fn head<'s>(text: &'s str, lines: &[Line<'s>], labels: &LayoutLabels, page: &mut Page<'s>) {
    let mut in_citation = false;
    let mut summary: Option<Span> = None;
    for line in lines {
        let block = |field| Block { field, label: None, value: Some(Excerpt::new(text, line.span)) };
        if is_furniture(labels, line.text) {
            page.furniture.push(line.span);
        } else if labelled(labels, line.text, Field::Citation) {
            in_citation = true;
        } else if labelled(labels, line.text, Field::Other) || labels.signatures.iter().any(|known| same_label(line.text, known)) {
            in_citation &= !labelled(labels, line.text, Field::Other);
        } else if line.text.starts_with("http") {
            page.blocks.push(block(Field::Url));
        } else if in_citation {
            if line.text.starts_with(['"', '“', '«']) {
                page.blocks.extend(summary.take().map(|span| Block {
                    field: Field::Summary,
                    label: None,
                    value: Some(Excerpt::new(text, span)),
                }));
                page.blocks.push(block(Field::Citation));
            } else {
                summary = Some(summary.map_or(line.span, |known| known.join(line.span)));
            }
        } else if is_date_line(line.text) {
            page.blocks.push(block(Field::Date));
        } else if !labels.body_starts.iter().any(|known| same_label(line.text, known)) {
            page.blocks.push(block(Field::Title));
        }
    }
    // Without a quoted line the last line under "Citation" is the source; a lone line is more often that than a summary.
    if let Some(span) = summary {
        let field = if page.blocks.iter().any(|block| block.field == Field::Citation) { Field::Summary } else { Field::Source };
        page.blocks.push(Block { field, label: None, value: Some(Excerpt::new(text, span)) });
    }
}

fn body<'s>(lines: &[Line<'s>], labels: &LayoutLabels, page: &mut Page<'s>) {
    let mut kept: Option<Span> = None;
    for line in lines {
        if is_furniture(labels, line.text) {
            page.furniture.push(line.span);
        } else {
            kept = Some(kept.map_or(line.span, |known| known.join(line.span)));
        }
    }
    page.body.extend(kept);
}

/// A short line with a year or a day in it: the date under the banner.
pub(super) fn is_date_line(text: &str) -> bool {
    text.len() <= 32 && text.bytes().any(|byte| byte.is_ascii_digit()) && text.split_whitespace().count() <= 4
}

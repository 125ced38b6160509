//! A page about one document: its blocks merged into one record, each field with the place it was read from.
//!
//! A citation sentence states most fields; what stands apart (heading, date line, source line, labelled values) fills
//! the gaps or restates them.

use super::citation::{Setting, citation};
use super::{Reader, address, date};
use crate::layout::{Block, Excerpt, Page};
use crate::record::{EmptyLabel, Field, Record, Restated};
use crate::source::{Span, Spanned};

/// The record of the page; none when the page has no block that could hold a citation.
pub fn records(text: &str, page: &Page<'_>, reader: &Reader<'_>) -> Vec<Record> {
    let value = |field: Field| page.blocks.iter().find(|block| block.field == field).and_then(|block| block.value.as_ref());
    let sentence = value(Field::Citation);
    let source = value(Field::Source);
    let Some(main) = sentence.or(source) else { return Vec::new() };
    let mut record = citation(main, reader, Setting::default());
    record.form.assembled = sentence.is_none();
    record.form.published = page.published;
    record.form.scan_pages = page.scan_heads.len() as u32;
    record.form.unlabelled_source =
        page.labels_source && page.blocks.iter().any(|block| block.field == Field::Source && block.label.is_none());
    for block in &page.blocks {
        match &block.value {
            Some(value) => take(&mut record, block, value, reader),
            None => empty(&mut record, text, block, page),
        }
    }
    vec![record]
}

fn take(record: &mut Record, block: &Block<'_>, value: &Excerpt<'_>, reader: &Reader<'_>) {
    let whole = || Spanned::new(value.text().to_owned(), value.whole());
    match block.field {
        Field::Date => state_date(record, value, reader),
        Field::Title => heading(record, value, reader),
        Field::Summary => join(&mut record.summary, value),
        Field::Rights => join(&mut record.rights, value),
        Field::Uploaded => record.uploaded = Some(Spanned::new(date::whole_date(value.text(), reader.schemas), value.whole())),
        Field::OriginalLanguage => {
            let code = reader.schemas.language(value.text()).map_or_else(|| value.text().to_owned(), |language| language.code.clone());
            record.original_language = Some(Spanned::new(code, value.whole()));
        }
        Field::RecordId => record.record_id = Some(whole()),
        Field::Url => _ = url(record, value, reader),
        _ => {}
    }
}

fn join(field: &mut Option<Spanned<String>>, value: &Excerpt<'_>) {
    match field {
        Some(known) => {
            known.value.push_str("\n\n");
            known.value.push_str(value.text());
            known.span = known.span.join(value.whole());
        }
        None => *field = Some(Spanned::new(value.text().to_owned(), value.whole())),
    }
}

/// The date in the page's head. Where a citation states one too, the citation's is the record's.
fn state_date(record: &mut Record, value: &Excerpt<'_>, reader: &Reader<'_>) {
    let read = date::whole_date(value.text(), reader.schemas);
    match &record.date {
        Some(_) => {
            record.restated.push(Restated { field: Field::Date, text: value.text().to_owned(), date: Some(read), span: value.whole() })
        }
        None => record.date = Some(Spanned::new(read, value.whole())),
    }
}

/// The heading: a title; on cover sheets the date stands before it in the same words.
fn heading(record: &mut Record, value: &Excerpt<'_>, reader: &Reader<'_>) {
    let text = value.text();
    let mut start = 0;
    if let Some((range, _)) = date::read_date(text, reader.schemas)
        && range.start == 0
        && range.end < text.len()
    {
        state_date(record, &value.part(range.clone()), reader);
        start = range.end + (text[range.end..].len() - text[range.end..].trim_start().len());
    }
    let title = value.part(start..text.len());
    if title.text().is_empty() {
        return;
    }
    match &record.title {
        Some(_) => record.restated.push(Restated { field: Field::Title, text: title.text().to_owned(), date: None, span: title.whole() }),
        None => record.title = Some(Spanned::new(title.text().to_owned(), title.whole())),
    }
}

/// Takes the first address of a text as the record's, or as stated again; whether there is one.
pub fn url(record: &mut Record, value: &Excerpt<'_>, reader: &Reader<'_>) -> bool {
    let Some((start, end)) = address::find(value.text(), 0) else { return false };
    let part = value.part(start..end);
    if record.form.loose_end.is_none() {
        record.form.loose_end = address::loose_end(value.text(), (start, end)).map(|(start, end)| value.span(start..end));
    }
    if record.url.is_some() {
        record.restated.push(Restated { field: Field::Url, text: part.text().to_owned(), date: None, span: part.whole() });
        return true;
    }
    if let Some((from, to)) = address::record_id(part.text(), reader.schemas) {
        record.id_in_url = Some(Spanned::new(part.text()[from..to].to_owned(), part.span(from..to)));
    }
    record.url = Some(Spanned::new(part.text().to_owned(), part.whole()));
    true
}

/// A label without a value; the next label is told, because it is what a careless reader would take for the value.
fn empty(record: &mut Record, text: &str, block: &Block<'_>, page: &Page<'_>) {
    let Some(label) = block.label else { return };
    if matches!(block.field, Field::Other | Field::Contents) {
        return;
    }
    let next = page.blocks.iter().filter_map(|block| block.label).filter(|other| other.start > label.start).min_by_key(|other| other.start);
    record.empty.push(EmptyLabel {
        field: block.field,
        label: label.slice(text).to_owned(),
        span: label,
        next: next.map(|next: Span| next.slice(text).to_owned()),
        last: text[label.end as usize..].trim().is_empty(),
    });
}

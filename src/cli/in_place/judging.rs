//! Whether a citation may be replaced, by what, and if not, why.

use super::placing;
use crate::cite::{self, CiteOptions, NoteKind, Style};
use crate::record::{Certainty, Holding, Record};
use crate::schema::Schemas;
use crate::source::Span;

/// What to do with a record.
pub(super) enum Verdict {
    /// It is no citation of an archive.
    Passed,
    /// It stays as it is, for this reason.
    Left(String),
    /// This stretch of the text becomes that text.
    Change(Span, String),
}

/// The citations of a note: of bare shelfmarks that words stand between, each one, so that the words stay.
pub(super) fn parted(record: &Record, text: &str) -> Vec<Record> {
    let bare = record.title.is_none()
        && record.date.is_none()
        && record.publisher.is_none()
        && record.credits.is_empty()
        && record.url.is_none()
        && record.published_in.is_none();
    let mut parts: Vec<Record> = Vec::new();
    let several = record.holdings.len() > 1 && bare && !record.form.between.is_empty();
    for holding in record.holdings.iter().filter(|_| several) {
        let end = parts.last().and_then(|part| part.form.extent).map(|extent| extent.end);
        let words = end.map(|end| Span { start: end, end: holding.span.start.max(end) }.slice(text).contains(char::is_alphanumeric));
        match parts.last_mut() {
            Some(part) if words == Some(false) => {
                part.holdings.push(holding.clone());
                part.form.extent = part.form.extent.map(|extent| extent.join(holding.span));
            }
            _ => {
                let mut part = Record { holdings: vec![holding.clone()], ..record.clone() };
                part.form.extent = Some(holding.span);
                parts.push(part);
            }
        }
    }
    if parts.len() < 2 {
        return vec![record.clone()];
    }
    for part in &mut parts {
        let extent = part.form.extent.unwrap_or_default();
        part.unread.retain(|unread| unread.span.meets(extent));
        part.form.between.retain(|between| between.meets(extent));
    }
    parts
}

/// Judges one record of a text.
pub(super) fn judge(record: &Record, text: &str, style: Style, options: &CiteOptions, schemas: &Schemas) -> Verdict {
    let Some(extent) = record.form.extent.filter(|_| !record.holdings.is_empty()) else { return Verdict::Passed };
    let change = || -> Result<(Span, String), String> {
        // A later shelfmark may take over from the one before it, which stands in the same citation.
        if record.holdings.first().is_some_and(|first| !first.inherited.is_empty()) {
            return Err("it leans on the citation before it".to_owned());
        }
        wholly_read(record, extent, text)?;
        record.holdings.iter().try_for_each(|holding| surely_read(holding, text))?;
        let extent = placing::grown(extent, record.span, text, options.markup, schemas)?;
        let citation = cite::citation(record, style, options, schemas);
        if let Some(note) = citation.notes.iter().find(|note| note.kind != NoteKind::Supplied) {
            return Err(note.words.to_string());
        }
        if record.title.is_some() && record.form.closing_quote.is_none() && citation.text.contains(QUOTES) {
            return Err("its title stands without quotation marks, and the style would add them".to_owned());
        }
        Ok((extent, placing::fitted(&citation.text, extent, record.span, text, options.markup)))
    };
    match change() {
        Ok((span, text)) => Verdict::Change(span, text),
        Err(reason) => Verdict::Left(reason),
    }
}

const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// Whether it is a note, and every word of it was understood.
fn wholly_read(record: &Record, extent: Span, text: &str) -> Result<(), String> {
    let before = Span { start: record.span.start.min(extent.start), end: extent.start }.slice(text);
    let after = Span { start: extent.end, end: record.span.end.max(extent.end) }.slice(text);
    let loose = |words: &str| words.chars().all(|c| c.is_whitespace() || "()[]{}*_.,;\"“”".contains(c));
    let note = match record.form.marker {
        Some(marker) => !marker.slice(text).starts_with('#'),
        None => loose(before) && loose(after),
    };
    if !note {
        return Err("it stands in running text, not in a note".to_owned());
    }
    if let Some(unread) = record.unread.first() {
        return Err(format!("words in it were not understood: {}", unread.value));
    }
    if let Some(between) = record.form.between.first() {
        let words: Vec<&str> = between.slice(text).split_whitespace().collect();
        return Err(format!("words in it have no place in a style: {}", words.join(" ").trim_matches([',', ';', '(', ')', ' '])));
    }
    let near = |words: &str| words.contains(QUOTES) || words.contains("``") || words.contains("''") || words.contains("\\enquote");
    let tail = after.split(';').next().unwrap_or_default();
    if record.title.is_none() && (near(before) || near(tail)) {
        return Err("there is a quotation beside it, which may be its title".to_owned());
    }
    Ok(())
}

/// Whether a shelfmark states everything itself, as the style will print it.
fn surely_read(holding: &Holding, text: &str) -> Result<(), String> {
    if holding.repository.is_none() {
        return Err("it names no archive".to_owned());
    }
    let unknown = holding.siglum().is_none();
    let unsure = holding.certainty() == Certainty::Low || unknown && holding.unlabelled;
    if unsure || !holding.misprints.is_empty() || !holding.valueless.is_empty() {
        return Err("its shelfmark was not surely read".to_owned());
    }
    let mut own = holding.levels.iter().filter(|level| !holding.is_inherited(&level.id));
    if let Some(level) = own.find(|level| level.value != level.as_written) {
        return Err(format!("{} would be printed as {}", level.as_written, level.value));
    }
    for item in holding.folios.iter().flat_map(|folios| &folios.items).filter(|_| !holding.is_inherited("folios")) {
        let written = item.span.slice(text);
        if item.abbreviated {
            return Err(format!("the leaves {written} would be printed as {}–{}", item.from.number, item.to.number));
        }
        if !written.contains(&item.from.number) || !written.contains(&item.to.number) {
            return Err(format!("the leaves {written} would be printed with other letters"));
        }
    }
    Ok(())
}

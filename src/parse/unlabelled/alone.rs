//! Call numbers without a named archive: forms that the tables call unmistakable (`FO 371/23068`), labels that only one
//! tradition has, and a line that is nothing but a siglum and a path (`TVP, 85/14`).

use super::parts::Tradition;
use super::{build, ends_part, is_code, opens_phrase, trim_parts, window};
use crate::parse::chars::{at_word_start, is_blank, skip};
use crate::parse::holdings::{Context, Read};
use crate::record::holding::Spelling;
use crate::record::{Holding, Level, RepositoryMention};

/// Reads the call numbers of a citation that names no archive.
pub fn holdings(context: &Context<'_>, text: &str) -> Read {
    let mut read = Read::default();
    let traditions = context.reader.schemas.schemes.iter().filter_map(|scheme| context.reader.tradition(&scheme.id));
    for tradition in traditions.filter(|tradition| tradition.alone) {
        if context.line && tradition.name_last {
            announced(context, text, tradition, &mut read);
        }
        if read.holdings.is_empty() {
            forms(context, text, tradition, &mut read);
        }
        if read.holdings.is_empty() {
            labelled(context, text, tradition, &mut read);
        }
        if !read.holdings.is_empty() {
            return read;
        }
    }
    if context.line {
        path(context, text, &mut read);
    }
    read
}

/// Every place where the form of a scheme stands as a phrase of its own.
fn forms(context: &Context<'_>, text: &str, tradition: &Tradition, read: &mut Read) {
    let Some(form) = &tradition.anywhere else { return };
    let mut floor = context.from;
    for found in form.find_iter(&text[context.from..]) {
        let start = context.from + found.start();
        if start < floor
            || !at_word_start(text, start)
            || !opens_phrase(context, text, start)
            || !ends_part(text, context.from + found.end())
        {
            continue;
        }
        let end = context.reader.phrase_end(&text[..window(text, start, text.len())], start, context.from + found.end(), &tradition.labels);
        let end = text[start..end].find([':', ';']).map_or(end, |stop| start + stop);
        let mut parts = tradition.read(text, start, end.max(context.from + found.end()));
        if !parts.fits {
            continue;
        }
        // Words after the form belong to the sentence.
        let stray = parts.marks.len().min(usize::from(parts.levels.iter().all(|level| level.label.0 < level.label.1)));
        parts.marks.truncate(stray);
        let (holding, extent) = build(context, text, None, tradition, &parts, floor);
        floor = extent.1;
        read.holdings.push(holding);
        read.extents.push(extent);
    }
}

/// A shelfmark by labels that only this tradition has: two levels, the first of which opens a phrase.
fn labelled(context: &Context<'_>, text: &str, tradition: &Tradition, read: &mut Read) {
    let mut at = context.from;
    while let Some(offset) = text[at..].find(char::is_alphabetic) {
        let start = at + offset;
        at = skip(text, start, char::is_alphanumeric).max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if !opens_phrase(context, text, start) || tradition.labels.at(text, start).is_none() {
            continue;
        }
        let label = start;
        let start = decimal_before(context, text, label).filter(|_| tradition.name_last).unwrap_or(label);
        let end = context.reader.phrase_end(&text[..window(text, start, text.len())], start, start, &tradition.labels);
        let end = start + text[start..end].trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | ',' | ';' | ')')).len();
        let parts = tradition.read(text, start, end);
        let opens = parts.levels.first().is_some_and(|level| level.label.0 == label);
        let leading = parts.levels.first().is_some_and(|level| tradition.labels.rank(&level.id) == 0);
        let own = parts.levels.iter().any(|level| text[level.label.0..level.label.1].chars().count() > 1);
        let more = parts.levels.len() >= 2 || parts.marks.iter().any(|&(from, to)| is_code(&text[from..to]));
        if opens && leading && own && more && parts.prose(text) <= 4 && end - start <= 240 {
            let (holding, extent) = build(context, text, None, tradition, &parts, context.from);
            read.holdings.push(holding);
            read.extents.push(extent);
            return;
        }
        // One try a phrase keeps the work linear.
        at = at.max(text[start..].find([',', ';', '.']).map_or(text.len(), |stop| start + stop));
    }
}

/// The call number before the first label: `261.0022/9-656, RG 59`.
fn decimal_before(context: &Context<'_>, text: &str, label: usize) -> Option<usize> {
    let head = trim_parts(&text[context.from..label]);
    let start = context.from + head.rfind([',', ';', '(', ':']).map_or(0, |mark| mark + 1);
    let piece = &text[start..context.from + head.len()];
    let inner = start + (piece.len() - piece.trim_start().len());
    (piece.split_whitespace().count() == 1 && is_code(piece.trim())).then_some(inner)
}

/// After "Source:" an archive stands that the tables need not know: a name, then a call number or a collection.
fn announced(context: &Context<'_>, text: &str, tradition: &Tradition, read: &mut Read) {
    let reader = context.reader;
    let Some(colon) = text[context.from..].find(':').filter(|_| reader.source_lead(text, context.from).is_some()) else { return };
    let start = skip(text, context.from + colon + 1, is_blank);
    let Some(length) = text[start..].find(", ") else { return };
    let name = &text[start..start + length];
    let words = name.split_whitespace().count();
    if !(2..=6).contains(&words)
        || name.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ';' | '.'))
        || !name.starts_with(char::is_uppercase)
    {
        return;
    }
    let from = start + length + 2;
    let end = reader.phrase_end(&text[..window(text, from, text.len())], from, from, &tradition.labels);
    let parts = tradition.read(text, from, end);
    let collections = parts.marks.iter().filter(|&&(from, to)| reader.is_collection(&text[from..to])).count();
    if parts.weight(text) == 0 || parts.weight(text) + collections < 2 || parts.prose(text) > 2 {
        return;
    }
    let (mut holding, extent) = build(context, text, None, tradition, &parts, from);
    let excerpt = context.excerpt;
    holding.span = excerpt.span(start..extent.1);
    holding.as_written = text[start..extent.1].to_owned();
    let span = excerpt.span(start..start + length);
    holding.repository = Some(RepositoryMention { siglum: None, as_written: name.to_owned(), span, spelling: Spelling::Unknown });
    read.holdings.push(holding);
    read.extents.push((start, extent.1));
}

/// A line that is a siglum and a path and nothing else.
fn path(context: &Context<'_>, text: &str, read: &mut Read) {
    let start = context.from + (text[context.from..].len() - text[context.from..].trim_start().len());
    let line = text[start..].trim_end_matches(|c: char| is_blank(c) || c == '.');
    let Some((siglum, mark)) = line.split_once(", ") else { return };
    let letters = siglum.chars().count();
    let is_siglum = (2..=8).contains(&letters) && siglum.chars().all(char::is_uppercase);
    let numbers: Vec<&str> = mark.split('/').collect();
    let is_path =
        (2..=5).contains(&numbers.len()) && numbers.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    if !is_siglum || !is_path || context.from > 0 {
        return;
    }
    let (from, to) = (start + siglum.len() + 2, start + line.len());
    let excerpt = context.excerpt;
    read.holdings.push(Holding {
        span: excerpt.span(start..to),
        as_written: line.to_owned(),
        repository: Some(RepositoryMention {
            siglum: None,
            as_written: siglum.to_owned(),
            span: excerpt.span(start..start + siglum.len()),
            spelling: Spelling::Unknown,
        }),
        scheme: "opaque".into(),
        levels: vec![Level {
            id: "shelfmark".into(),
            value: mark.to_owned(),
            as_written: mark.to_owned(),
            span: excerpt.span(from..to),
            label: String::new(),
            label_span: excerpt.span(from..to),
        }],
        unlabelled: true,
        ..Holding::default()
    });
    read.extents.push((start, to));
}

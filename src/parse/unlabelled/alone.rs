//! Call numbers without a named archive: forms that the tables call unmistakable (`FO 371/23068`), labels that only one
//! tradition has, and a line that is nothing but a siglum and a path (`TVP, 85/14`).

use super::parts::Tradition;
use super::{build, opens_phrase, window};
use crate::parse::chars::{at_word_start, is_blank, skip};
use crate::parse::holdings::{Context, Read};
use crate::record::holding::Spelling;
use crate::record::{Holding, Level, RepositoryMention};

/// Reads the call numbers of a citation that names no archive.
pub fn holdings(context: &Context<'_>, text: &str) -> Read {
    let mut read = Read::default();
    let traditions = context.reader.schemas.schemes.iter().filter_map(|scheme| context.reader.tradition(&scheme.id));
    for tradition in traditions.filter(|tradition| tradition.alone) {
        forms(context, text, tradition, &mut read);
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
        if start < floor || !at_word_start(text, start) || !opens_phrase(context, text, start) {
            continue;
        }
        let end = context.reader.phrase_end(&text[..window(text, start, text.len())], start);
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
        let end = context.reader.phrase_end(&text[..window(text, start, text.len())], start);
        let end = start + text[start..end].trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | ',' | ';' | ')')).len();
        let parts = tradition.read(text, start, end);
        let opens = parts.levels.first().is_some_and(|level| level.label.0 == start);
        let leading = parts.levels.first().is_some_and(|level| tradition.labels.rank(&level.id) == 0);
        let own = parts.levels.iter().any(|level| text[level.label.0..level.label.1].chars().count() > 1);
        let more = parts.levels.len() >= 2 || parts.marks.iter().any(|&(from, to)| super::is_code(&text[from..to]));
        if opens && leading && own && more && parts.prose(text) <= 4 && end - start <= 240 {
            let (holding, extent) = build(context, text, None, tradition, &parts, context.from);
            read.holdings.push(holding);
            read.extents.push(extent);
            return;
        }
        // One try a phrase keeps the work linear.
        at = at.max(text[start..].find(|c: char| matches!(c, ',' | ';' | '.')).map_or(text.len(), |stop| start + stop));
    }
}

/// A line that is a siglum and a path and nothing else.
fn path(context: &Context<'_>, text: &str, read: &mut Read) {
    let start = context.from + (text[context.from..].len() - text[context.from..].trim_start().len());
    let line = text[start..].trim_end_matches(|c: char| is_blank(c) || c == '.');
    let Some((siglum, mark)) = line.split_once(", ") else { return };
    let letters = siglum.chars().count();
    let is_siglum = (2..=8).contains(&letters) && siglum.chars().all(char::is_uppercase);
    let numbers: Vec<&str> = mark.split('/').collect();
    let is_path = (2..=5).contains(&numbers.len()) && numbers.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
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

//! Call numbers without a named archive: forms that the tables call unmistakable (`FO 371/23068`), labels that only one
//! tradition has, collections that stand for their archive, archives that "Source:" announces, and a line that is nothing
//! but a siglum and a path (`TVP, 85/14`).

use super::parts::Tradition;
use super::{Extent, build, ends_part, is_code, opens_phrase, read_parts, trim_parts, window};
use crate::parse::chars::{at_word_start, is_blank, skip};
use crate::parse::holdings::{Context, Read};
use crate::parse::repository::known_prefix;
use crate::record::holding::Spelling;
use crate::record::{Holding, Level, RepositoryMention};
use crate::schema::Scheme;

/// Reads the call numbers of a citation that names no archive.
pub fn holdings(context: &Context<'_>, text: &str) -> Read {
    let mut read = Read::default();
    let alone = context.reader.schemas.schemes.having("alone", |scheme| scheme.alone);
    for tradition in alone.filter_map(|scheme| context.reader.tradition(&scheme.id)) {
        if read.holdings.is_empty() {
            forms(context, text, tradition, &mut read);
        }
        if read.holdings.is_empty() && tradition.labels.own_levels > 0 {
            labelled(context, text, tradition, &mut read);
        }
        if !read.holdings.is_empty() {
            return read;
        }
    }
    if context.line {
        path(context, text, &mut read);
    }
    if context.line && read.holdings.is_empty() {
        unknown_archive(context, text, &mut read);
    }
    read
}

/// A line that begins with the name of an archive the tables do not hold, and goes on with a call number: `Riksarkivet,
/// Muscovitica II, 347`.
fn unknown_archive(context: &Context<'_>, text: &str, read: &mut Read) {
    let reader = context.reader;
    let start = skip(text, context.from, |c| !c.is_alphanumeric());
    let Some(length) = text[start..].find([',', '(', ':', ';']) else { return };
    let length = if text[start + length..].starts_with(", ") { with_library(context, &text[start..], length) } else { length };
    let name = text[start..start + length].trim_end();
    let capitals = name.split(is_blank).filter(|word| word.starts_with(char::is_uppercase)).count();
    let plain = !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '“' | '"' | '«' | '/'));
    let words = name.split(is_blank).count();
    // What a known archive has behind it was judged by its own scheme.
    let known = known_prefix(text, start, reader.schemas).is_some();
    if !plain || known || words > 8 || 2 * capitals <= words || !reader.is_archive(name) {
        return;
    }
    let bracket = text[start + length..].starts_with('(');
    let Some(tradition) = reader.tradition("opaque").filter(|_| !text[start + length..].starts_with(';')) else { return };
    let from = skip(text, start + length + 1, is_blank);
    let close = if bracket { text[from..].find(')').map_or(text.len(), |close| from + close) } else { text.len() };
    let end = reader.phrase_end(&text[..window(text, from, close)], from, from, &tradition.labels);
    let parts = read_parts(context, tradition, text, (from, end));
    let codes = parts.weight(text) > 0 || parts.has_own_number(text) && parts.marks.len() <= 3 && end - from <= 40;
    if !codes || parts.prose(text) > 1 || parts.marks.len() > 6 || parts.mark().is_none() && parts.levels.len() < 2 {
        return;
    }
    let (mut holding, extent) = build(context, text, None, tradition, &parts, from);
    name_it(&mut holding, context, text, (start, start + name.len()), extent.1);
    holding.unlabelled = true;
    read.holdings.push(holding);
    read.extents.push((start, extent.1));
}

/// Gives a holding the archive at `name`, which the tables do not hold.
fn name_it(holding: &mut Holding, context: &Context<'_>, text: &str, name: Extent, end: usize) {
    holding.span = context.excerpt.span(name.0..end);
    holding.as_written = text[name.0..end].to_owned();
    holding.repository = Some(RepositoryMention {
        siglum: None,
        as_written: text[name.0..name.1].to_owned(),
        span: context.excerpt.span(name.0..name.1),
        spelling: Spelling::Unknown,
    });
}

/// One citation a line: an archive that "Source:" announces, or a collection that stands for its archive.
pub fn collected(context: &Context<'_>, text: &str, read: &mut Read) {
    let schemes = &context.reader.schemas.schemes;
    let tradition = |scheme: &Scheme| context.reader.tradition(&scheme.id);
    if read.holdings.is_empty() {
        let announcing = schemes.having("name-last", |scheme| scheme.name_last).filter(|scheme| scheme.alone);
        announcing.filter_map(tradition).for_each(|tradition| announced(context, text, tradition, read));
    }
    schemes
        .having("collections", |scheme| scheme.collections)
        .filter_map(tradition)
        .for_each(|tradition| papers(context, text, tradition, read));
}

/// Collections with a box or a folder beside them: `Gromov Papers, Box 3`, `Box 68, Gen. Corresp., Gromov Papers`.
fn papers(context: &Context<'_>, text: &str, tradition: &Tradition, read: &mut Read) {
    let mut at = context.from;
    for citation in text[context.from..].split_inclusive(';') {
        let (start, end) = (at, at + citation.trim_end_matches([';', '.', ' ', ')']).len());
        at += citation.len();
        if read.extents.iter().any(|taken| taken.0 < end && taken.1 > start) {
            continue;
        }
        let mut pieces: Vec<Extent> = pieces(text, start, end);
        let is_collection = |&(from, to): &Extent| {
            let words = &text[from..to];
            let capitals = words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
            let printed =
                || words.split(is_blank).next().is_some_and(|first| context.reader.printed_series.iter().any(|known| known == first));
            capitals && (2..=5).contains(&words.split_whitespace().count()) && context.reader.is_collection(words) && !printed()
        };
        let Some(place) = pieces.iter().position(is_collection) else { continue };
        let stop = context.reader.phrase_end(&text[..end], pieces[place].0, pieces[place].0, &tradition.labels);
        pieces.iter_mut().skip(place + 1).for_each(|piece| piece.1 = piece.1.min(stop).max(piece.0));
        let is_box = |&(from, to): &Extent| {
            let parts = tradition.read(text, from, to);
            parts.levels.first().is_some_and(|level| level.label.0 == from) && parts.marks.is_empty()
        };
        let is_number = |&(from, to): &Extent| {
            let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            text[from..to].split_once(':').is_some_and(|(box_number, folder)| digits(box_number) && digits(folder))
        };
        let belongs =
            |piece: &&Extent| is_box(piece) || is_number(piece) || is_collection(piece) || text[piece.0..].starts_with(['“', '"']);
        let after = pieces.get(place + 1).is_some_and(|next| is_box(next) || is_number(next));
        let before = pieces[place.saturating_sub(2)..place].iter().find(|piece| is_box(piece));
        let within = match (after, before) {
            (true, _) => (pieces[place].0, pieces[place + 1..].iter().take_while(belongs).last().map_or(stop, |last| last.1)),
            (false, Some(first)) => (first.0, pieces[place].1),
            (false, None) => continue,
        };
        let parts = read_parts(context, tradition, text, within);
        let (holding, extent) = build(context, text, None, tradition, &parts, within.0);
        read.holdings.push(holding);
        read.extents.push(extent);
    }
}

/// What stands between the commas of a stretch.
fn pieces(text: &str, start: usize, end: usize) -> Vec<Extent> {
    let mut at = start;
    let trimmed = |(from, to): Extent| {
        let piece = &text[from..to];
        // After a year a sentence ends: "3 May 1944. Gromov Papers".
        let year = |stop: &usize| *stop == 4 && piece[..4].chars().all(|c| c.is_ascii_digit());
        let sentence = piece.find(". ").filter(year).map_or(0, |stop| stop + 2);
        let piece = &piece[sentence..];
        let inner = to - piece.trim_start_matches(|c: char| is_blank(c) || c == '(').len();
        (inner, inner.max(to - (piece.len() - piece.trim_end().len())))
    };
    let split = text[start..end.max(start)].split(", ").map(|piece| {
        let extent = trimmed((at, at + piece.len()));
        at += piece.len() + 2;
        extent
    });
    split.collect()
}

/// Every place where the form of a scheme stands as a phrase of its own; in one citation a line, after any word.
fn forms(context: &Context<'_>, text: &str, tradition: &Tradition, read: &mut Read) {
    let Some(form) = tradition.anywhere() else { return };
    let mut floor = context.from;
    for found in form.find_iter(&text[context.from..]) {
        let (start, stop) = (context.from + found.start(), context.from + found.end());
        let opens = context.line || opens_phrase(context, text, start);
        if start < floor || !opens || !at_word_start(text, start) {
            continue;
        }
        let end = context.reader.phrase_end(&text[..window(text, start, text.len())], start, stop, &tradition.labels);
        let end = text[start..end].find([':', ';']).map_or(end, |stop| start + stop);
        let mut parts = tradition.read(text, start, end.max(stop));
        // Leaves may follow without a comma: `IOR/L/PS/12/1993 f. 177`.
        let closed = parts.levels.iter().any(|level| level.value.1 < stop) || ends_part(text, stop) || parts.leaves_at(text, stop);
        if !parts.fits || !closed {
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
    let length = with_library(context, &text[start..], length);
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
    // Labels of other traditions are read elsewhere.
    let sure = !parts.levels.is_empty() || collections > 0;
    if !sure || parts.weight(text) + collections < 2 || parts.prose(text) > 2 {
        return;
    }
    let (mut holding, extent) = build(context, text, None, tradition, &parts, from);
    name_it(&mut holding, context, text, (start, start + length), extent.1);
    read.holdings.push(holding);
    read.extents.push((start, extent.1));
}

/// The length of a name with the library in it: "University of Ruritania, Gromov Library".
fn with_library(context: &Context<'_>, text: &str, length: usize) -> usize {
    let Some(next) = text[length + 2..].find(", ") else { return length };
    let part = text[length + 2..length + 2 + next].to_lowercase();
    let library = |word: &str| context.reader.name_words.archive.iter().any(|known| known == word);
    if part.split(is_blank).next_back().is_some_and(library) { length + 2 + next } else { length }
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

//! Shelfmarks that labels alone do not read, beside a repository the tables know: call numbers of archives without fonds,
//! named fonds, numbers before labels, and levels by position (`RGASPI 558.11.492.57`). Without a named archive only forms
//! that the tables call unmistakable are read.

mod alone;
mod names;
mod parts;
mod pieces;
mod positional;

use std::sync::Arc;

use super::Reader;
use super::chars::{at_word_start, is_blank, is_dash, peek, skip};
use super::holdings::{Context, Read, after_name, items, mention, value};
use super::labels::Extent;
use super::repository::Named;
use crate::record::{Folios, Holding, Level};
use crate::schema::NameMatch;

pub use alone::holdings as unnamed;
use names::{names, opens_phrase};
use parts::Parts;
pub use parts::Tradition;
pub use pieces::decimal_tail;
use pieces::{ends_part, is_code};
pub use positional::holdings as positional;

/// Reads every shelfmark beside a known archive whose scheme is read part by part.
pub fn coded(context: &Context<'_>, text: &str) -> Read {
    let names = names(context, text);
    let mut read = Read::default();
    for (number, named) in names.iter().enumerate() {
        let floor = read.extents.last().map_or(context.from, |extent| extent.1);
        if named.extent.0 < floor {
            continue;
        }
        // A name right after another is a part of it: `GRFL, NSA, Memcons`.
        let mut end = named.extent.1;
        let next = names[number + 1..].iter().find(|next| {
            let between = text.get(end..next.extent.0).unwrap_or_default();
            let glued = between.chars().all(|c| is_blank(c) || matches!(c, ',' | ':' | '-'));
            end = if glued { next.extent.1 } else { end };
            !glued
        });
        let ceiling = next.map_or(text.len(), |next| next.extent.0);
        let start = skip(text, named.extent.1, |c| is_dash(c) || c == '/');
        // A siglum in brackets behind a name that the tables do not know: "Foundation of the Parties (SAPMO-BArch), DY 30/1".
        let bracket = text[start..].starts_with(')') && text[..named.extent.0].ends_with('(');
        let start = start + usize::from(bracket);
        let after = Side { from: after_name(text, start), to: ceiling, name_last: false, least: if bracket { 3 } else { 1 } };
        let before = Side { from: floor, to: named.extent.0, name_last: true, least: 1 };
        let found = best(context, text, named, &after).or_else(|| best(context, text, named, &before));
        if let Some((found, scheme, parts)) = found {
            let (holding, extent) = build(context, text, Some((named, found)), scheme, &parts, floor);
            read.holdings.push(holding);
            read.extents.push(extent);
            further(context, text, scheme, ceiling, &mut read);
        }
    }
    if context.line {
        alone::collected(context, text, &mut read);
    }
    read
}

/// Further call numbers of the same archive behind semicolons, when the form of its scheme fits: `FO 371/1234; CAB 65/34`.
fn further(context: &Context<'_>, text: &str, tradition: &Tradition, ceiling: usize, read: &mut Read) {
    while let (Some(&(_, end)), Some(last)) = (read.extents.last(), read.holdings.last()) {
        let Some(rest) = text[end..ceiling.max(end)].strip_prefix("; ") else { return };
        let from = ceiling - rest.len();
        let to = shelfmark_end(context, &text[..window(text, from, ceiling)], from, tradition);
        let parts = read_parts(context, tradition, text, (from, to));
        if !parts.fits {
            return;
        }
        let repository = last.repository.clone();
        let (mut holding, extent) = build(context, text, None, tradition, &parts, from);
        holding.inherited.extend(repository.iter().map(|_| Arc::from("repository")));
        holding.repository = repository;
        read.holdings.push(holding);
        read.extents.push(extent);
    }
}

/// Where to read: after the name, or before it.
struct Side {
    from: usize,
    to: usize,
    name_last: bool,
    /// How much must speak for a reading.
    least: usize,
}

/// The reading that most speaks for, among the repositories that a name may mean.
fn best<'s, 'r>(context: &Context<'r>, text: &str, named: &'s Named<'_>, side: &Side) -> Option<(&'s NameMatch, &'r Tradition, Parts)> {
    let reader = context.reader;
    let settled = named.settled().map(|(found, _)| found);
    let candidates: Vec<&NameMatch> = settled.map_or_else(|| named.matches.iter().collect(), |found| vec![found]);
    let mut readings = Vec::new();
    for found in candidates {
        let repository = &reader.schemas.repositories[found.repository];
        let Some(tradition) = reader.tradition(&repository.scheme).filter(|known| known.name_last || !side.name_last) else { continue };
        // `ERA.31.5.12`: the name of the archive is a part of its fond's.
        let glued = || text[named.extent.1..].starts_with('.') && tradition.form_end(text, named.extent.0) > named.extent.1;
        let from = if glued() { named.extent.0 } else { side.from };
        let start = if side.name_last { head_start(context, text, tradition, side) } else { Some(from) };
        let Some(from) = start else { continue };
        let within = (from <= side.to).then(|| window(text, from, side.to));
        let to = if side.name_last { side.to } else { within.map_or(from, |end| shelfmark_end(context, &text[..end], from, tradition)) };
        let to = from + without_lead(context, &text[from..to.max(from)]).len();
        let parts = read_parts(context, tradition, text, (from, to));
        let hinted = repository.hints.iter().any(|hint| has_word(&text[named.extent.1.min(from)..to], hint));
        let collections = parts.marks.iter().filter(|&&(start, end)| reader.is_collection(&text[start..end])).count();
        let weight = parts.weight(text) + collections.min(1);
        if weight >= side.least && credible(&parts, text, weight, to - from) {
            readings.push((weight + 4 * usize::from(hinted), found, tradition, parts));
        }
    }
    let most = readings.iter().map(|reading| reading.0).max()?;
    let alone = readings.iter().filter(|reading| reading.0 == most).count() == 1;
    // An archive with fonds may be meant as well: then its labels must not read more.
    let plain = named.matches.iter().any(|found| reader.tradition(&reader.schemas.repositories[found.repository].scheme).is_none());
    let rival = (settled.is_none() && plain && !side.name_last).then(|| reader.general()).flatten();
    let rival = rival.map_or(0, |general| general.read(text, side.from, window(text, side.from, side.to)).weight(text));
    let enough = alone && (settled.is_some() || most >= 2) && most > rival;
    let (_, found, tradition, parts) = readings.into_iter().find(|reading| enough && reading.0 == most)?;
    Some((found, tradition, parts))
}

/// What stands in a stretch, without the date of the document at its end.
fn read_parts(context: &Context<'_>, tradition: &Tradition, text: &str, within: Extent) -> Parts {
    let mut parts = tradition.read(text, within.0, within.1);
    parts.without_remark(text);
    parts.without_words(text, tradition);
    parts.without_date(text, &|word| context.reader.schemas.month(word).is_some());
    parts
}

/// The text without the words at its end that lead to the next name: "and in the".
fn without_lead<'t>(context: &Context<'_>, text: &'t str) -> &'t str {
    let reader = context.reader;
    let mut left = text;
    loop {
        left = left.trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | ',' | ';' | '[' | '(' | ':'));
        let Some((before, word)) = left.rsplit_once(is_blank) else { return left };
        let lists = [&reader.name_words.leads, &reader.name_words.articles, &reader.shelfmark_words.and];
        // One letter may be the last part of a call number.
        if word.len() == 1 || !lists.iter().any(|list| list.iter().any(|known| known == word)) {
            return left;
        }
        left = before;
    }
}

/// The end of the phrase that a shelfmark from `from` on stands in.
fn shelfmark_end(context: &Context<'_>, text: &str, from: usize, tradition: &Tradition) -> usize {
    let mut sure = tradition.form_end(text, from);
    loop {
        let end = context.reader.phrase_end(text, from, sure, &tradition.labels);
        if end >= text.len() || !tradition.is_ordinal(text, end) {
            return end;
        }
        sure = end + 1;
    }
}

/// The end of a stretch that a shelfmark may fill, so that long texts stay cheap.
fn window(text: &str, from: usize, to: usize) -> usize {
    let mut end = to.min(from + 600).max(from);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn credible(parts: &Parts, text: &str, weight: usize, length: usize) -> bool {
    let prose = parts.prose(text);
    let allowed = if weight >= 2 { 6 } else { 3 };
    // "DRA and others sent 25/3 forms."
    let sentence = weight < 2 && parts.marks.first().is_some_and(|&(start, _)| text[start..].starts_with(char::is_lowercase));
    length <= 240 && prose <= allowed && !sentence
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| at_word_start(text, at) && peek(text, at + word.len()).is_none_or(|c| !c.is_alphanumeric()))
}

/// Where a shelfmark before its archive begins: at the first part that has a label or looks like a call number, or at the
/// collection before it.
fn head_start(context: &Context<'_>, text: &str, tradition: &Tradition, side: &Side) -> Option<usize> {
    let head = &text[side.from..side.to];
    if head.trim_end().ends_with('.') {
        return None;
    }
    let mut start = None;
    let mut before = None;
    let mut distance = 0;
    let mut at = side.from;
    for piece in head.split(", ") {
        let inner = at + (piece.len() - piece.trim_start_matches(|c: char| is_blank(c) || matches!(c, '(' | '[' | ':')).len());
        // "Source:" and the like are no part of the call number.
        let inner = text[inner..at + piece.len()].rfind(": ").map_or(inner, |colon| inner + colon + 2);
        let labelled = !tradition.read(text, inner, at + piece.len()).levels.is_empty();
        let trimmed = text[inner..at + piece.len()].trim();
        if trimmed.is_empty() {
            at += piece.len() + 2;
            continue;
        }
        if start.is_none() && (labelled || trimmed.split_whitespace().count() <= 3 && is_code(trimmed)) {
            start = Some(before.unwrap_or(inner));
        }
        let acronym = (2..=6).contains(&trimmed.len()) && trimmed.chars().all(|c| c.is_ascii_uppercase());
        let collection = (acronym || context.reader.is_collection(trimmed)).then_some(inner);
        // A file or a span of years may stand between the collection and its box.
        distance = if collection.is_some() { 0 } else { distance + 1 };
        before = collection.or_else(|| led_collection(context, inner, trimmed)).or(before.filter(|_| distance <= 2));
        at += piece.len() + 2;
    }
    let named = before.filter(|_| distance == 0);
    start.or(named)
}

/// A collection by its place: the capitalised words that "in" leads to. `start` is where the piece stands in the text.
fn led_collection(context: &Context<'_>, start: usize, piece: &str) -> Option<usize> {
    let words = piece.match_indices(' ').map(|(space, _)| space);
    let lead = words.rev().find(|&space| {
        let word = piece[..space].rsplit(is_blank).next().unwrap_or_default();
        context.reader.name_words.leads.iter().any(|lead| lead == word)
    })?;
    let name = &piece[lead + 1..];
    let capitals = name.split(is_blank).all(|word| word.starts_with(char::is_uppercase));
    (capitals && name.contains(' ')).then_some(start + lead + 1)
}

fn trim_parts(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_blank(c) || matches!(c, ',' | ':' | '(' | '['))
}

/// The call number behind "Ibid.", of the same archive: `Ibid., B202-00-071/0027`.
pub fn behind_ibid(context: &Context<'_>, text: &str, ibid: Extent) -> Read {
    let last = context.last.filter(|last| last.level("shelfmark").is_some());
    let tradition = last.and_then(|last| context.reader.tradition(&last.scheme)).or_else(|| context.reader.tradition("opaque"));
    let from = after_name(text, ibid.1);
    let Some(tradition) = tradition.filter(|_| from < text.len() && (context.line || last.is_some())) else { return Read::default() };
    let to = context.reader.phrase_end(text, from, tradition.form_end(text, from), &tradition.labels);
    let parts = tradition.read(text, from, to);
    let coded = parts.marks.first().is_some_and(|&(start, end)| start == from && is_code(&text[start..end]));
    if !coded || parts.prose(text) > 2 {
        return Read::default();
    }
    let (mut holding, (_, end)) = build(context, text, None, tradition, &parts, from);
    holding.span = context.excerpt.span(ibid.0..end);
    holding.as_written = text[ibid.0..end].to_owned();
    if let Some(last) = last {
        holding.repository.clone_from(&last.repository);
        holding.inherited.extend(last.repository.as_ref().map(|_| std::sync::Arc::from("repository")));
    }
    Read { holdings: vec![holding], extents: vec![(ibid.0, end)] }
}

/// A holding of what was read.
fn build(
    context: &Context<'_>,
    text: &str,
    named: Option<(&Named<'_>, &NameMatch)>,
    tradition: &Tradition,
    parts: &Parts,
    floor: usize,
) -> (Holding, Extent) {
    let excerpt = context.excerpt;
    let (start, end) = hull(context, text, named.map(|(named, _)| named.extent), parts, floor);
    let level = |id: &str, label: Extent, (from, to): Extent, exact: bool| Level {
        id: id.into(),
        value: if exact { text[from..to].to_owned() } else { level_value(&text[from..to], context.reader) },
        as_written: text[from..to].to_owned(),
        span: excerpt.span(from..to),
        label: text[label.0..label.1].to_owned(),
        label_span: if label.0 < label.1 { excerpt.span(label.0..label.1) } else { excerpt.span(from..to) },
    };
    let mark = parts.mark();
    let outside = |extent: Extent| mark.is_none_or(|mark| extent.1 <= mark.0 || extent.0 >= mark.1);
    let mut found: Vec<(usize, Level)> = parts
        .levels
        .iter()
        .filter(|known| outside(known.value))
        .map(|known| (tradition.labels.rank(&known.id), level(&known.id, known.label, known.value, false)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    let mut levels: Vec<Level> = found.into_iter().map(|(_, level)| level).collect();
    let name = named.map(|(named, _)| named.extent);
    let collection = name.filter(|name| name.0 > start).map(|name| (start, start + trim_parts(&text[start..name.0]).len()));
    let collection = collection.filter(|_| parts.first().is_some_and(|first| name.is_some_and(|name| first > name.0)));
    if let Some(collection) = collection {
        levels.insert(0, level(if mark.is_some() { "series" } else { "shelfmark" }, (start, start), collection, true));
    }
    if let Some(mark) = mark {
        let before =
            |level: &&Level| &*level.id == "record_group" || !tradition.name_last && level.span.start < excerpt.span(mark.0..mark.1).start;
        let place = levels.iter().take_while(before).count();
        levels.insert(place, level("shelfmark", (mark.0, mark.0), mark, true));
    }
    let repository = named.map(|(named, found)| {
        let mut mention = mention(named, text, excerpt, context.reader.schemas);
        mention.spelling = found.spelling;
        mention.siglum = Some(context.reader.schemas.siglum(found).clone());
        mention
    });
    let holding = Holding {
        span: excerpt.span(start..end),
        as_written: text[start..end].to_owned(),
        repository,
        scheme: tradition.labels.id.clone(),
        levels,
        folios: leaves(context, text, parts),
        unlabelled: mark.is_some() || parts.fits,
        ..Holding::default()
    };
    (holding, (start, end))
}

/// A number in the form of all numbers; a name as it stands.
fn level_value(as_written: &str, reader: &Reader<'_>) -> String {
    let is_name = as_written.split(is_blank).any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    if is_name { as_written.split(is_blank).collect::<Vec<_>>().join(" ") } else { value(as_written, reader) }
}

/// From the name or the first part to the last, with the collection that stands before the name.
fn hull(context: &Context<'_>, text: &str, name: Option<Extent>, parts: &Parts, floor: usize) -> Extent {
    let first = parts.first();
    let last = parts.levels.iter().map(|level| level.value.1.max(level.label.1)).chain(parts.marks.iter().map(|mark| mark.1));
    let last = last.chain(parts.leaves.iter().map(|leaves| leaves.end)).max();
    let start = first.into_iter().chain(name.map(|name| name.0)).min().unwrap_or(floor);
    let end = last.into_iter().chain(name.map(|name| name.1)).max().unwrap_or(start);
    let head = text[floor..start].trim_end_matches(|c: char| is_blank(c) || c == ',');
    let collection = head.rfind(", ").map_or(floor, |comma| floor + comma + 2);
    let collection = skip(text, collection, |c| is_blank(c) || matches!(c, '(' | ';' | '.' | ','));
    let named_before = collection < floor + head.len() && context.reader.is_collection(&text[collection..floor + head.len()]);
    (if named_before && name.is_some_and(|name| name.0 == start) { collection } else { start }, end)
}

fn leaves(context: &Context<'_>, text: &str, parts: &Parts) -> Option<Folios> {
    let found = parts.leaves.as_ref()?;
    let (first, last) = (found.items.first()?, found.items.last()?);
    let label = if found.label.0 < found.label.1 { found.label } else { (first.range.0, first.range.0) };
    let start = label.0.min(first.range.0);
    Some(Folios {
        unit: found.unit,
        items: items(&found.items, context.excerpt, context.reader),
        label: text[label.0..label.1].to_owned(),
        label_span: context.excerpt.span(label.0..label.1.max(label.0)),
        plural: found.plural,
        span: context.excerpt.span(start..last.range.1.max(label.1)),
        open_end: None,
    })
}

impl Reader<'_> {
    /// The scheme of this id, when it is read part by part.
    fn tradition(&self, id: &str) -> Option<&Tradition> {
        let number = self.schemas.schemes.number(id)?;
        let build = || Tradition::of(&self.schemas.schemes[number], self.schemas).map(Box::new);
        self.schemes[number].tradition.get_or_init(build).as_deref()
    }

    /// The labels that are tried where no archive is known, read part by part.
    fn general(&self) -> Option<&Tradition> {
        let generic = || self.schemas.schemes.having("generic", |scheme| scheme.generic).next();
        self.general.get_or_init(|| Some(Tradition::by(generic()?, self.schemas))).as_ref()
    }

    /// Whether a name of an archive that is cited part by part may begin with this word.
    fn opens_name(&self, word: &str) -> bool {
        let by_parts = |scheme: &str| self.schemas.schemes.has(scheme, "parts", |scheme| scheme.parts);
        self.name_starts.get_or_init(|| self.schemas.name_starts(by_parts)).contains(word.to_lowercase().as_str())
    }

    /// Whether the words name a collection: they end in "Papers", "Files" and the like, or begin with "Sammlung".
    fn is_collection(&self, words: &str) -> bool {
        let head = words.split(": ").next().unwrap_or(words);
        let last = head.rsplit(is_blank).next().unwrap_or_default();
        let first = head.split(is_blank).next().filter(|first| first.len() < head.len()).unwrap_or_default();
        let known = self.collections.iter().any(|known| known == last) || self.collection_leads.iter().any(|known| known == first);
        known && words.len() <= 80 && words.starts_with(char::is_uppercase)
    }
}

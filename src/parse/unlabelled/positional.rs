//! Levels by position, read only beside a repository the tables know: `RGASPI 558.11.492.57`,
//! `TsDAHOU 1/20/5254 (1932), 1–16`, `ГА РФ Р7523 105 168`.

use crate::parse::chars::{at_word_start, is_dash, peek, skip, skip_blank};
use crate::parse::folios::{self, Item};
use crate::parse::holdings::{Context, Read, after_name, items, mention, value};
use crate::parse::labels::{Extent, number};
use crate::parse::repository::{Named, known_prefix};
use crate::record::{FolioUnit, Folios, Holding, Level};

/// Reads the first shelfmark without labels.
pub fn holdings(context: &Context<'_>, text: &str) -> Read {
    let schemas = context.reader.schemas;
    let mut at = context.from;
    while let Some(offset) = text[at..].find(char::is_uppercase) {
        let start = at + offset;
        at = start + skip(&text[start..], 0, char::is_alphanumeric);
        if !at_word_start(text, start) {
            continue;
        }
        let Some(named) = known_prefix(text, start, schemas) else { continue };
        let next = after_name(text, named.extent.1);
        if let Some((holding, extent)) = numbers(text, next).map(|shape| positional(context, text, &named, &shape)) {
            return Read { holdings: vec![holding], extents: vec![extent] };
        }
        at = at.max(named.extent.1);
    }
    Read::default()
}

/// Numbers by position and the leaves after them.
struct Shape {
    levels: Vec<Extent>,
    leaves: Vec<Item>,
    end: usize,
}

/// Two to four numbers divided by one sort of separator.
fn numbers(text: &str, at: usize) -> Option<Shape> {
    let first = part(text, at)?;
    let separator = peek(text, first.1).filter(|c| matches!(c, '.' | '/' | ' '))?;
    let mut levels = vec![first];
    while levels.len() < 5 && peek(text, levels[levels.len() - 1].1) == Some(separator) {
        let next = levels[levels.len() - 1].1 + 1;
        match part(text, next) {
            Some(found) => levels.push(found),
            None => break,
        }
    }
    let end = levels.last()?.1;
    let enough =
        if separator == ' ' { levels.len() == 3 && end == text.trim_end_matches('.').len() } else { (3..=4).contains(&levels.len()) };
    if !enough || peek(text, end).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut shape = Shape { levels, leaves: Vec::new(), end };
    shape.take_leaves(text);
    Some(shape)
}

/// A number with its letters, but without separators inside.
fn part(text: &str, at: usize) -> Option<Extent> {
    let end = skip(text, at, |c| c.is_alphanumeric());
    let mut end = if end > at { end } else { return None };
    if text[at..end].chars().all(char::is_alphabetic) {
        // `Р-7523`
        let (_, whole) = number(text, at, &[]).filter(|(_, end)| !text[at..*end].contains('/'))?;
        end = whole;
    }
    text[at..end].contains(|c: char| c.is_ascii_digit()).then_some((at, end))
}

impl Shape {
    /// A fourth number is a leaf; so is a number after a comma, with a year in brackets between.
    fn take_leaves(&mut self, text: &str) {
        let words = folios::Words { verso: &[], open_end: &[], and: &[], is_month: &|_| false };
        if self.levels.len() == 4 {
            let (start, _) = self.levels[3];
            if let Some(list) = folios::list(text, start, words) {
                self.levels.pop();
                self.end = list.end;
                self.leaves = list.items;
            }
            return;
        }
        // `GARF 601.1.217–266` is a range of dela.
        if let (Some(c), Some(last)) = (peek(text, self.end), self.levels.last_mut())
            && is_dash(c)
        {
            let next = skip(text, self.end + c.len_utf8(), |c| c.is_ascii_digit());
            last.1 = next;
            self.end = next;
        }
        let mut at = skip_blank(text, self.end);
        if peek(text, at) == Some('(') {
            let close = text[at..].find(')').filter(|&length| length <= 24);
            at = close.map_or(at, |length| skip_blank(text, at + length + 1));
        }
        if peek(text, at) == Some(',') {
            let next = skip_blank(text, at + 1);
            if let Some(list) = folios::list(text, next, words) {
                self.end = list.end;
                self.leaves = list.items;
            }
        }
    }
}

fn positional(context: &Context<'_>, text: &str, named: &Named<'_>, shape: &Shape) -> (Holding, Extent) {
    let reader = context.reader;
    let excerpt = context.excerpt;
    let scheme = named.settled().map(|(found, _)| &reader.schemas.repositories[found.repository].scheme);
    let labels = scheme.and_then(|scheme| reader.labels(scheme)).unwrap_or(reader.generic());
    let ids = ["fond", "opis", "delo"];
    let extent = (named.extent.0, shape.end);
    let levels = shape.levels.iter().zip(ids).map(|(&(start, end), id)| Level {
        id: id.into(),
        value: value(&text[start..end], reader),
        as_written: text[start..end].to_owned(),
        span: excerpt.span(start..end),
        label: String::new(),
        label_span: excerpt.span(start..end),
    });
    let holding = Holding {
        span: excerpt.span(extent.0..extent.1),
        as_written: text[extent.0..extent.1].to_owned(),
        repository: Some(mention(named, text, excerpt)),
        scheme: labels.id.clone(),
        levels: levels.collect(),
        folios: bare_folios(context, &shape.leaves),
        unlabelled: true,
        ..Holding::default()
    };
    (holding, extent)
}

fn bare_folios(context: &Context<'_>, leaves: &[Item]) -> Option<Folios> {
    let (first, last) = (leaves.first()?, leaves.last()?);
    let span = context.excerpt.span(first.range.0..last.range.1);
    Some(Folios {
        unit: FolioUnit::Leaf,
        items: items(leaves, context.excerpt, context.reader),
        label: String::new(),
        label_span: span,
        plural: None,
        span,
        open_end: None,
    })
}

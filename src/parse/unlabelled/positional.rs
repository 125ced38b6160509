//! Levels by position, read only beside a repository the tables know: `RGASPI 558.11.492.57`,
//! `TsDAHOU 1/20/5254 (1932), 1–16`, `ГА РФ Р7523 105 168`.

use std::sync::Arc;

use crate::parse::chars::{self, at_word_start, is_blank, is_dash, peek, skip, skip_blank};
use crate::parse::folios::{self, Item};
use crate::parse::holdings::{Context, Read, after_name, items, mention, value as value_of};
use crate::parse::labels::{Extent, Meaning, SchemeLabels};
use crate::parse::repository::{Named, known_prefix};
use crate::record::{FolioUnit, Folios, Holding, Level};

/// Reads every shelfmark without labels, and those that hang on it by a semicolon or a comma.
pub fn holdings(context: &Context<'_>, text: &str) -> Read {
    let schemas = context.reader.schemas;
    let mut read = Read::default();
    let mut at = context.from;
    while let Some(offset) = text[at..].find(char::is_uppercase) {
        let start = at + offset;
        at = start + skip(&text[start..], 0, char::is_alphanumeric);
        if !at_word_start(text, start) {
            continue;
        }
        let known = known_prefix(text, start, schemas);
        let is_known = known.is_some();
        let Some(named) = known.or_else(|| siglum(context, text, start)) else { continue };
        let labels = labels(context, &named);
        let next = skip(text, after_name(text, named.extent.1), |c| matches!(c, '/' | '-'));
        let next = if is_known { after_town(text, next) } else { next };
        if let Some(shape) = numbers(text, next, is_known).filter(|shape| is_known || shape.separator != '.') {
            at = take(context, text, &named, labels, shape, &mut read);
        }
        at = at.max(named.extent.1);
    }
    read
}

/// Past the town behind the archive: `RGASPI, Moscou, 495 270 8851`.
fn after_town(text: &str, at: usize) -> usize {
    let end = skip(text, at, char::is_alphabetic);
    let town = text[at..end].starts_with(char::is_uppercase) && end - at > 3;
    let comma = chars::take(text, end, |c| c == ',').filter(|_| town);
    comma.map_or(at, |next| skip_blank(text, next))
}

/// A siglum the tables do not hold, where a citation or a phrase of it begins: `ГАБО/Р-585/1/12`. Only in a line that is one
/// citation, and only in the forms that sigla of state archives have; whoever writes `17/2/5` with slashes may call it anything.
fn siglum(context: &Context<'_>, text: &str, start: usize) -> Option<Named<'static>> {
    let end = skip(text, start, char::is_alphabetic);
    let name = &text[start..end];
    let form = context.reader.has_siglum_form(name);
    let slashes = || {
        let next = skip(text, after_name(text, end), |c| c == '/');
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        let short = capitals >= 2 && name.chars().count() <= 8;
        // Whether it is a label is asked last: few words get so far.
        short && numbers(text, next, false).is_some_and(|shape| shape.separator == '/') && !context.reader.is_label(name)
    };
    let begins = super::opens_phrase(context, text, start) && !text[..start].ends_with('/');
    (context.line && begins && (form || slashes())).then_some(Named { extent: (start, end), matches: &[] })
}

/// Takes a shelfmark and those after it that name no archive; returns where they end.
fn take(context: &Context<'_>, text: &str, named: &Named<'_>, labels: &SchemeLabels, first: Shape, read: &mut Read) -> usize {
    let mut shape = first;
    let mut extent = (named.extent.0, 0);
    loop {
        shape.take_leaves(context, text, labels);
        extent.1 = shape.end;
        let mut holding = positional(context, text, named, labels, &shape, extent);
        if extent.0 > named.extent.0 {
            holding.inherited.push(Arc::from("repository"));
        }
        read.holdings.push(holding);
        read.extents.push(extent);
        let next = skip(text, shape.end, |c| is_blank(c) || matches!(c, ',' | ';'));
        let word = skip(text, next, char::is_alphabetic);
        let and = context.reader.shelfmark_words.and.iter().any(|and| *and == text[next..word]);
        let next = if and { skip_blank(text, word) } else { next };
        if let Some(value) = and.then(|| part(text, next)).flatten().filter(|value| shape.leaves.is_empty() && is_single(text, *value)) {
            // `9401/1a/552 and 64`: a further delo.
            let mut further = read.holdings.last().cloned().unwrap_or_default();
            let span = context.excerpt.span(value.0..value.1);
            further.inherited = ["repository", "fond", "opis"].map(Arc::from).to_vec();
            (further.span, further.as_written) = (span, text[value.0..value.1].to_owned());
            if let Some(delo) = further.levels.last_mut() {
                let as_written = text[value.0..value.1].to_owned();
                *delo = Level { value: value_of(&as_written, context.reader), as_written, span, label_span: span, ..delo.clone() };
            }
            read.holdings.push(further);
            read.extents.push(value);
            return value.1;
        }
        match numbers(text, next, false).filter(|_| next > shape.end) {
            Some(further) => (shape, extent.0) = (further, next),
            None => return extent.1,
        }
    }
}

/// Whether a number ends a phrase and is no year.
fn is_single(text: &str, value: Extent) -> bool {
    let year = text[value.0..value.1].parse::<u32>().is_ok_and(|number| (1700..2100).contains(&number));
    !year && peek(text, skip_blank(text, value.1)).is_none_or(|c| matches!(c, ';' | '.' | ')'))
}

fn labels<'r>(context: &Context<'r>, named: &Named<'_>) -> &'r SchemeLabels {
    let reader = context.reader;
    let scheme = named.settled().map(|(found, _)| &reader.schemas.repositories[found.repository].scheme);
    scheme.and_then(|scheme| reader.labels(scheme)).unwrap_or(reader.generic())
}

/// Numbers by position and the leaves after them.
struct Shape {
    separator: char,
    levels: Vec<Extent>,
    leaves: Vec<Item>,
    unit: FolioUnit,
    plural: Option<bool>,
    label: Option<Extent>,
    end: usize,
}

/// Three or four numbers divided by one sort of separator. Blanks and commas divide too many other things: they count
/// only right after the archive's name (`loose`), and commas only between four numbers.
fn numbers(text: &str, at: usize, loose: bool) -> Option<Shape> {
    let first = part(text, at)?;
    let separator = match peek(text, first.1)? {
        '.' => ".",
        '/' => "/",
        '-' => "-",
        '_' => "_",
        ' ' if loose => " ",
        ',' if loose => ", ",
        _ => return None,
    };
    let mut levels = vec![first];
    while levels.len() < 5
        && let Some(found) = text[levels[levels.len() - 1].1..].strip_prefix(separator).and_then(|rest| part(text, text.len() - rest.len()))
    {
        levels.push(found);
    }
    let end = levels.last()?.1;
    let ends = end == text.trim_end_matches('.').len();
    let enough = match separator {
        " " => (3..=4).contains(&levels.len()) && ends,
        ", " => levels.len() == 4 && (ends || matches!(peek(text, end), Some(';' | ')'))),
        // `RGASPI, 17/3.`: fond and opis.
        "/" if loose && levels.len() == 2 => ends || matches!(peek(text, end), Some(';' | ')')),
        _ => (3..=4).contains(&levels.len()),
    };
    if !enough || peek(text, end).is_some_and(char::is_alphanumeric) || is_date(text, &levels) {
        return None;
    }
    Some(Shape { separator: separator.chars().next()?, levels, leaves: Vec::new(), unit: FolioUnit::Leaf, plural: None, label: None, end })
}

/// Whether three numbers are a day: `12.05.1956`, `1956-05-12`.
fn is_date(text: &str, levels: &[Extent]) -> bool {
    let number = |at: usize| levels.get(at).and_then(|&(start, end)| text[start..end].parse::<u32>().ok());
    let (Some(first), Some(second), Some(third), 3) = (number(0), number(1), number(2), levels.len()) else { return false };
    let year = |number: u32| (1700..2100).contains(&number);
    (1..=12).contains(&second) && ((1..=31).contains(&first) && year(third) || year(first) && (1..=31).contains(&third))
}

/// A number with its letters (`5446`, `98s`, `R-7523`, `Р7523`), but without separators inside.
fn part(text: &str, at: usize) -> Option<Extent> {
    let letters = skip(text, at, char::is_alphabetic);
    let prefixed = letters > at && text[at..letters].chars().count() <= 3;
    let digits = if prefixed { chars::take(text, letters, is_dash).unwrap_or(letters) } else { at };
    let end = skip(text, digits, char::is_alphanumeric);
    peek(text, digits).is_some_and(|c| c.is_ascii_digit()).then_some((at, end))
}

impl Shape {
    /// A fourth number is a leaf; so is a number after a comma, with a year in brackets between, or after a label.
    fn take_leaves(&mut self, context: &Context<'_>, text: &str, labels: &SchemeLabels) {
        let words = &context.reader.shelfmark_words;
        let is_month = |word: &str| context.reader.schemas.month(word).is_some();
        let words = folios::Words { verso: &labels.verso, open_end: &words.open_end, and: &words.and, is_month: &is_month };
        // `558.11.786. 9–13`
        let spaced = (self.separator == '.').then(|| text[self.end..].strip_prefix(". ")).flatten();
        if let Some(rest) = spaced.filter(|rest| self.levels.len() == 3 && rest.starts_with(|c: char| c.is_ascii_digit()))
            && let Some(list) = folios::list(text, text.len() - rest.len(), words)
            && peek(text, list.end).is_none_or(|c| matches!(c, ',' | ';' | ')' | '.'))
        {
            self.end = list.end;
            self.leaves = list.items;
            return;
        }
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
        let comma = chars::take(text, at, |c| matches!(c, ',' | ':'));
        let next = comma.map_or(at, |next| skip_blank(text, next));
        let label = labels.at(text, next).and_then(|found| match found.meaning {
            Meaning::Folios(unit, plural) => Some((found, unit, plural)),
            _ => None,
        });
        // Another shelfmark is no list of leaves.
        let start = label.as_ref().map_or(next, |(found, ..)| found.value);
        let list = (comma.is_some() || label.is_some()).then_some(start).filter(|&start| numbers(text, start, false).is_none());
        if let Some(list) = list.and_then(|start| folios::list(text, start, words)) {
            self.end = list.end;
            self.leaves = list.items;
            if let Some((found, unit, plural)) = label {
                (self.label, self.unit, self.plural) = (Some((found.start, found.end)), unit, plural);
            }
        }
    }
}

fn positional(context: &Context<'_>, text: &str, named: &Named<'_>, labels: &SchemeLabels, shape: &Shape, extent: Extent) -> Holding {
    let reader = context.reader;
    let excerpt = context.excerpt;
    let ids = ["fond", "opis", "delo"];
    let levels = shape.levels.iter().zip(ids).map(|(&(start, end), id)| Level {
        id: id.into(),
        value: value_of(&text[start..end], reader),
        as_written: text[start..end].to_owned(),
        span: excerpt.span(start..end),
        label: String::new(),
        label_span: excerpt.span(start..end),
    });
    Holding {
        span: excerpt.span(extent.0..extent.1),
        as_written: text[extent.0..extent.1].to_owned(),
        repository: Some(mention(named, text, excerpt, reader.schemas)),
        scheme: labels.id.clone(),
        levels: levels.collect(),
        folios: leaves(context, text, shape),
        unlabelled: true,
        ..Holding::default()
    }
}

fn leaves(context: &Context<'_>, text: &str, shape: &Shape) -> Option<Folios> {
    let (first, last) = (shape.leaves.first()?, shape.leaves.last()?);
    let span = |start, end| context.excerpt.span(start..end);
    let start = shape.label.map_or(first.range.0, |label| label.0);
    Some(Folios {
        unit: shape.unit,
        items: items(&shape.leaves, context.excerpt, context.reader),
        label: shape.label.map(|(start, end)| text[start..end].to_owned()).unwrap_or_default(),
        label_span: shape.label.map_or(span(first.range.0, last.range.1), |(start, end)| span(start, end)),
        plural: shape.plural,
        span: span(start, last.range.1),
        open_end: None,
    })
}

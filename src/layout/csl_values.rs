//! Values of CSL-JSON: texts with escapes, names in parts, dates in numbers.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Excerpt;
use super::entry::{FieldNames, Person, Value};
use super::excerpt::Builder;
use crate::record::{ArchivalDate, Day, Field, Season};
use crate::source::{Span, Spanned};

/// The text of the file; raw values are slices of it, so their addresses tell their places.
#[derive(Debug, Clone, Copy)]
pub struct Json<'s>(pub &'s str);

impl<'s> Json<'s> {
    fn span(self, slice: &str) -> Span {
        let start = (slice.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize);
        Span::new(start, start + slice.len())
    }

    /// A value as it stands.
    pub fn raw(self, raw: &'s RawValue) -> Excerpt<'s> {
        Excerpt::new(self.0, self.span(raw.get()))
    }

    /// A string without its quotation marks, escapes decoded; `None` for any other value.
    pub fn text(self, raw: &'s RawValue) -> Option<Excerpt<'s>> {
        let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
        let Span { start, end } = self.span(inner);
        if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
            return Some(Excerpt::new(self.0, Span { start, end }));
        }
        let mut builder = Builder::new(self.0);
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'\\', &inner.as_bytes()[at..]) {
            let escape = at + found;
            let (letter, length) = escaped(&inner[escape..]);
            let place = |offset: usize| start + offset as u32;
            builder.keep(Span { start: place(at), end: place(escape) });
            at = (escape + length).min(inner.len());
            builder.stand_for(letter.encode_utf8(&mut [0; 4]), Span { start: place(escape), end: place(at) });
        }
        builder.keep(Span { start: start + at as u32, end });
        Some(builder.build())
    }

    /// A string, or a number as it stands.
    fn words(self, raw: Option<&'s RawValue>) -> Option<Excerpt<'s>> {
        let raw = raw?;
        let number = raw.get().starts_with(|c: char| c.is_ascii_digit());
        self.text(raw).or_else(|| number.then(|| self.raw(raw))).map(Excerpt::trimmed).filter(|text| !text.text().is_empty())
    }
}

/// The character that an escape at the start of the text stands for, and the length of the escape in bytes.
fn escaped(text: &str) -> (char, usize) {
    let unit = |at: usize| text.get(at..at + 6)?.strip_prefix("\\u").and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let letter = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'u') => {
            let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 2) };
            return match (first, unit(6)) {
                (0xD800..0xDC00, Some(second @ 0xDC00..0xE000)) => {
                    let both = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                    (char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
                }
                _ => (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            };
        }
        Some(&byte) => char::from(byte),
        None => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (letter, 2)
}

/// A name in parts: CSL's own names of them, and Zotero's.
#[derive(Deserialize)]
struct RawName<'s> {
    #[serde(borrow, alias = "lastName")]
    family: Option<&'s RawValue>,
    #[serde(borrow, alias = "firstName")]
    given: Option<&'s RawValue>,
    #[serde(borrow, alias = "name")]
    literal: Option<&'s RawValue>,
    #[serde(borrow, rename = "dropping-particle")]
    dropping: Option<&'s RawValue>,
    #[serde(borrow, rename = "non-dropping-particle")]
    particle: Option<&'s RawValue>,
    #[serde(borrow)]
    suffix: Option<&'s RawValue>,
    #[serde(borrow, rename = "creatorType")]
    role: Option<Cow<'s, str>>,
}

/// The persons of a name variable; `None` when it is no list of names.
pub fn people<'s>(json: Json<'s>, raw: &'s RawValue) -> Option<Vec<Person<'s>>> {
    let names: Vec<RawName<'s>> = serde_json::from_str(raw.get()).ok()?;
    Some(names.into_iter().filter_map(|name| person(json, &name)).collect())
}

/// Zotero's list of creators, each with its role.
pub fn creators<'s>(json: Json<'s>, raw: &'s RawValue, names: &FieldNames<'_>) -> Option<Vec<Person<'s>>> {
    let list: Vec<RawName<'s>> = serde_json::from_str(raw.get()).ok()?;
    let one = |name: RawName<'s>| {
        let role = name.role.as_ref().and_then(|role| names.known(role));
        Some(Person { role: Some(role.unwrap_or(Field::Contributor)), ..person(json, &name)? })
    };
    Some(list.into_iter().filter_map(one).collect())
}

fn person<'s>(json: Json<'s>, name: &RawName<'s>) -> Option<Person<'s>> {
    if let Some(literal) = json.words(name.literal) {
        return Some(Person { role: None, name: literal, family: None });
    }
    let family = json.words(name.family);
    let given = json.words(name.given);
    let (particle, dropping, suffix) = (json.words(name.particle), json.words(name.dropping), json.words(name.suffix));
    let words = match (&particle, &family) {
        (Some(particle), Some(family)) => Some(format!("{} {}", particle.text(), family.text())),
        (None, Some(family)) => Some(family.text().to_owned()),
        (_, None) => None,
    };
    let mut builder = Builder::new(json.0);
    for part in [&given, &dropping, &particle, &family].into_iter().flatten() {
        // French elides: "d'Alembert".
        if !builder.text().ends_with(['\'', '’']) {
            builder.space(part.whole().start);
        }
        builder.excerpt(part);
    }
    if let Some(suffix) = &suffix {
        let start = suffix.whole().start;
        builder.stand_for(", ", Span { start, end: start }).excerpt(suffix);
    }
    (!builder.text().is_empty()).then(|| Person { role: None, name: builder.build(), family: words })
}

/// A date variable.
#[derive(Deserialize)]
struct RawDate<'s> {
    #[serde(borrow, rename = "date-parts")]
    parts: Option<&'s RawValue>,
    #[serde(borrow)]
    season: Option<&'s RawValue>,
    #[serde(borrow)]
    circa: Option<&'s RawValue>,
    #[serde(borrow)]
    literal: Option<&'s RawValue>,
    #[serde(borrow)]
    raw: Option<&'s RawValue>,
}

/// A date: from its numbers, else the words in their place; `None` when it has neither.
pub fn date<'s>(json: Json<'s>, raw: &'s RawValue) -> Option<Value<'s>> {
    let date: RawDate<'s> = serde_json::from_str(raw.get()).ok()?;
    let days = date.parts.map(|parts| days(parts.get())).unwrap_or_default();
    let [Some(start), end] = days else {
        return json.words(date.literal).or_else(|| json.words(date.raw)).map(Value::Text);
    };
    let set = |raw: &RawValue| !matches!(raw.get(), "false" | "0" | "\"\"" | "\"0\"" | "\"false\"");
    let season = date.season.and_then(|raw| raw.get().trim_matches('"').parse::<u8>().ok());
    let season = season.or(start.month.filter(|month| *month > 12)).and_then(season_of);
    let mut read = match season.filter(|_| end.is_none()) {
        Some(season) => ArchivalDate::in_season(start.year, season),
        None => ArchivalDate { start: Some(start), end: end.filter(|end| *end != start), ..ArchivalDate::default() },
    };
    read.approximate = date.circa.is_some_and(set);
    read.as_written =
        read.edtf().unwrap_or_else(|| [start.to_string()].into_iter().chain(end.map(|end| end.to_string())).collect::<Vec<_>>().join("/"));
    let span = date.parts.map_or_else(Span::default, |parts| json.span(parts.get()));
    Some(Value::Date(Spanned::new(read, span)))
}

/// CSL counts seasons from 1 or from 13, EDTF from 21.
fn season_of(number: u8) -> Option<Season> {
    Season::numbered(match number {
        1..=4 => number + 20,
        13..=16 => number + 8,
        other => other,
    })
}

/// First and last day of `[[1956, 9, 23], [1956, 9, 24]]`; numbers may stand in quotation marks.
fn days(text: &str) -> [Option<Day>; 2] {
    let mut days = [None, None];
    for (day, list) in days.iter_mut().zip(text.trim_start_matches('[').split(']')) {
        let mut numbers = list.split(|c: char| !c.is_ascii_digit() && c != '-').filter(|number| !number.is_empty());
        let Some(year) = numbers.next().and_then(|year| year.parse().ok()) else { continue };
        let mut next = || numbers.next().and_then(|number| number.parse::<u8>().ok()).filter(|number| *number > 0);
        let month = next();
        *day = Some(Day { year, month, day: month.and_then(|_| next()) });
    }
    days
}

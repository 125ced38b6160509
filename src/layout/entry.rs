//! Entries of a bibliography as a layout cuts them: fields with their values, decoded, each byte with its origin.
//!
//! What a field is called in its format is data (`schemas/layouts/bibliographies.toml`). What its value says is for the
//! parser; only structure that is part of the format (name parts, date parts) is taken apart here.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Excerpt;
use super::excerpt::Builder;
use crate::record::{ArchivalDate, Field};
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

/// The entries of a page, and where it could not be read.
#[derive(Debug, Default)]
pub struct Bibliography<'s> {
    /// The entries, in order.
    pub entries: Vec<Entry<'s>>,
    /// Places where the text breaks the rules of its format, with what is wrong there.
    pub breaks: Vec<Spanned<String>>,
}

/// One entry.
#[derive(Debug, Default)]
pub struct Entry<'s> {
    /// Its fields, in order; several may be the same.
    pub parts: Vec<Part<'s>>,
    /// Its further shelfmarks, where the format gives each a row of its own: only the fields that differ.
    pub further: Vec<Entry<'s>>,
}

/// A field of an entry.
#[derive(Debug)]
pub struct Part<'s> {
    /// What it is.
    pub field: Field,
    /// Its name in the source.
    pub name: Cow<'s, str>,
    /// Its value.
    pub value: Value<'s>,
}

/// The value of a field.
#[derive(Debug)]
pub enum Value<'s> {
    /// Text, decoded.
    Text(Excerpt<'s>),
    /// Persons, in order.
    People(Vec<Person<'s>>),
    /// A date whose numbers the format sets apart.
    Date(Spanned<ArchivalDate>),
    /// A value that is no text: a JSON object, as it stands.
    Raw(Excerpt<'s>),
}

/// A person or a body.
#[derive(Debug)]
pub struct Person<'s> {
    /// What the person did, where the name itself says so: the field that stands for it.
    pub role: Option<Field>,
    /// The name in reading order.
    pub name: Excerpt<'s>,
    /// The family name with its particle, where it is set apart.
    pub family: Option<String>,
}

impl<'s> Entry<'s> {
    /// Adds a field, unless its value is blank.
    pub fn push(&mut self, field: Field, name: impl Into<Cow<'s, str>>, value: Value<'s>) {
        let blank = match &value {
            Value::Text(text) | Value::Raw(text) => text.text().trim_start().is_empty(),
            Value::People(people) => people.is_empty(),
            Value::Date(_) => false,
        };
        if !blank {
            self.parts.push(Part { field, name: name.into(), value });
        }
    }

    /// The first text of this field.
    pub fn text(&self, field: Field) -> Option<&Excerpt<'s>> {
        self.texts(field).next()
    }

    /// Every text of this field.
    pub fn texts(&self, field: Field) -> impl Iterator<Item = &Excerpt<'s>> {
        self.parts.iter().filter(move |part| part.field == field).filter_map(|part| match &part.value {
            Value::Text(text) => Some(text),
            Value::People(_) | Value::Date(_) | Value::Raw(_) => None,
        })
    }
}

impl<'s> Person<'s> {
    /// `Goldberg, Gary` or `Goldberg, Gary, Jr.`; without a comma the words stand in reading order.
    pub fn inverted(source: &'s str, name: Excerpt<'s>) -> Option<Self> {
        let name = name.trimmed();
        if name.text().is_empty() {
            return None;
        }
        let text = name.text();
        let Some(comma) = text.find(',') else { return Some(Self { role: None, name, family: None }) };
        let family = name.part(0..comma).trimmed();
        let rest = text[comma + 1..].find(',').map_or(text.len(), |second| comma + 1 + second);
        let given = name.part(comma + 1..rest).trimmed();
        let mut builder = Builder::new(source);
        builder.excerpt(&given).space(family.whole().start).excerpt(&family);
        if rest < text.len() {
            let suffix = name.part(rest + 1..text.len()).trimmed();
            builder.stand_for(", ", Span { start: suffix.whole().start, ..suffix.whole() }).excerpt(&suffix);
        }
        let words = family.text().to_owned();
        Some(Self { role: None, name: builder.build(), family: Some(words).filter(|family| !family.is_empty()) })
    }
}

/// What the fields of a format are called.
#[derive(Debug)]
pub struct FieldNames<'a> {
    /// In lower case.
    by_name: HashMap<Cow<'a, str>, Field, FixedState>,
    /// Types of entry, or names that must occur.
    pub signatures: &'a [String],
}

impl<'a> FieldNames<'a> {
    /// The names that the schemas give for the fields of a format; case does not count.
    pub fn of(schemas: &'a Schemas, layout: &str) -> Self {
        let labels = schemas.layout(layout);
        let fields = labels.iter().flat_map(|labels| &labels.label);
        let lower = |name: &'a String| match name.contains(char::is_uppercase) {
            true => Cow::Owned(name.to_lowercase()),
            false => Cow::Borrowed(name.as_str()),
        };
        let by_name = fields.flat_map(|label| label.text.iter().map(move |name| (lower(name), label.field))).collect();
        Self { by_name, signatures: labels.map_or(&[], |labels| &labels.signatures) }
    }

    /// The field of this name; [`Field::Other`] for one that is not known.
    pub fn field(&self, name: &str) -> Field {
        self.known(name).unwrap_or(Field::Other)
    }

    /// The field of this name, if it is known.
    pub fn known(&self, name: &str) -> Option<Field> {
        if name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            return self.by_name.get(name.to_lowercase().as_str()).copied();
        }
        self.by_name.get(name).copied()
    }
}

/// Takes lines such as `archive-place: Moscow` out of free text, as reference managers do with their field "Extra".
/// `names` are those of CSL; every other line is left to [`Field::Note`].
pub fn push_extra<'s>(entry: &mut Entry<'s>, name: Cow<'s, str>, text: Excerpt<'s>, names: &FieldNames<'_>) {
    let mut rest = (0, 0);
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.text().split_inclusive('\n') {
        let variable = line.split_once(':').and_then(|(variable, _)| {
            let known = names.known(&variable.trim().replace(' ', "-")).or_else(|| names.known(variable.trim()));
            known
                .filter(|field| !matches!(field, Field::Key | Field::Ignored | Field::Own | Field::Creators))
                .map(|field| (field, variable.len()))
        });
        match variable {
            Some((field, length)) => found.push((field, at + length + 1, at + line.trim_end().len())),
            None if rest.1 == 0 || line.trim().is_empty() => rest = (if rest.1 == 0 { at } else { rest.0 }, at + line.len()),
            None => rest.1 = at + line.len(),
        }
        at += line.len();
    }
    for (field, start, end) in found {
        let value = text.cut(start..end).trimmed();
        entry.push(field, name.clone(), Value::Text(value));
    }
    if rest.1 > rest.0 {
        let note = text.cut(rest.0..rest.1).trimmed();
        entry.push(Field::Note, name, Value::Text(note));
    }
}

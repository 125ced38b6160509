//! CSL-JSON, as reference managers and pandoc write it: an array of items, or an object that holds one under `items` or
//! `references` (Better BibTeX JSON with Zotero's own names as well).
//!
//! `serde_json` walks the file once and hands out the raw text of each value; where that lies is known by its address, so
//! places are exact and no tree is built. Any other JSON is claimed as well, and holds no entries: `package.json` is no
//! text to read citations from.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use foldhash::fast::FixedState;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::csl_values::{self, Json};
use super::entry::{Bibliography, Entry, FieldNames, Value, push_extra};
use super::{Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

/// This layout.
pub struct CslJson;

/// Its name, in records and in the schemas.
pub const NAME: &str = "csl-json";

/// Names of an object's field that holds the items.
const LISTS: [&str; 2] = ["items", "references"];

impl Layout for CslJson {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, _schemas: &Schemas) -> Score {
        let mut signs = text.trim_start().bytes().filter(|byte| !byte.is_ascii_whitespace());
        match (signs.next(), signs.next()) {
            (Some(b'['), Some(b'{')) | (Some(b'{'), Some(b'"')) => 100,
            // An empty list or object, or a list of nothing that could be an item.
            (Some(b'['), Some(b']' | b'"' | b'[')) | (Some(b'{'), Some(b'}')) if serde_json::from_str::<IgnoredAny>(text).is_ok() => 100,
            _ => 0,
        }
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut entries = Vec::new();
        let mut page = self.stream(text, schemas, &mut |entry| entries.push(entry));
        page.bibliography.get_or_insert_default().entries = entries;
        page
    }

    fn stream<'s>(&self, text: &'s str, schemas: &Schemas, take: &mut dyn FnMut(Entry<'s>)) -> Page<'s> {
        let names = FieldNames::of(schemas, NAME);
        let kinds = names.signatures.iter().map(String::as_str).collect();
        let mut file = File { json: Json(text), names, kinds, take, has_items: false };
        let mut walk = serde_json::Deserializer::from_str(text);
        let read = Top(&mut file).deserialize(&mut walk).and_then(|()| walk.end());
        // Other JSON may be broken as it likes.
        let mut found = Bibliography::default();
        if let Err(error) = read
            && file.has_items
        {
            let at = offset(text, error.line(), error.column());
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or_default();
            found.breaks.push(Spanned::new(words.to_owned(), at));
        }
        Page { bibliography: Some(found), separate: true, ..Page::default() }
    }
}

/// The place of a line and a column as `serde_json` counts them: from 1, columns in bytes.
fn offset(text: &str, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at, end)
}

/// What the walk needs.
struct File<'s, 'a, 't> {
    json: Json<'s>,
    names: FieldNames<'a>,
    kinds: HashSet<&'a str, FixedState>,
    /// Takes each item as soon as it is read.
    take: &'t mut dyn FnMut(Entry<'s>),
    has_items: bool,
}

/// Name and raw value of each field of an object.
type Fields<'s> = Vec<(Cow<'s, str>, &'s RawValue)>;

impl<'s> File<'s, '_, '_> {
    /// Takes an object for an item when it has a type that CSL or Zotero knows.
    fn item(&mut self, fields: Fields<'s>) -> bool {
        let kind = fields.iter().find(|(name, _)| self.names.known(name) == Some(Field::Kind));
        let kind = kind.and_then(|(_, raw)| self.json.text(raw));
        if !kind.is_some_and(|kind| self.kinds.contains(kind.text())) {
            return false;
        }
        let mut entry = Entry { parts: Vec::with_capacity(fields.len()), further: Vec::new() };
        for (name, raw) in fields {
            self.field(&mut entry, name, raw);
        }
        (self.take)(entry);
        self.has_items = true;
        true
    }

    fn field(&self, entry: &mut Entry<'s>, name: Cow<'s, str>, raw: &'s RawValue) {
        let json = self.json;
        let field = self.names.field(&name);
        let value = match (field, raw.get().as_bytes().first()) {
            (Field::Ignored, _) | (_, None | Some(b'n')) => return,
            _ if matches!(raw.get(), "[]" | "{}") => return,
            (Field::Extra, Some(b'"')) => {
                let Some(text) = json.text(raw) else { return };
                return push_extra(entry, name, text, &self.names);
            }
            (_, Some(b'"')) => json.text(raw).map(Value::Text),
            (Field::Date | Field::Accessed, Some(b'{')) => csl_values::date(json, raw),
            (Field::Creators, Some(b'[')) => csl_values::creators(json, raw, &self.names).map(Value::People),
            (Field::Author | Field::Recipient | Field::Translator | Field::Editor | Field::Contributor | Field::Compiler, Some(b'[')) => {
                csl_values::people(json, raw).map(Value::People)
            }
            (_, Some(b'{' | b'[')) => None,
            _ => Some(Value::Text(json.raw(raw))),
        };
        entry.push(field, name, value.unwrap_or_else(|| Value::Raw(json.raw(raw))));
    }
}

/// The file: an array of items, or an object that holds one.
struct Top<'f, 's, 'a, 't>(&'f mut File<'s, 'a, 't>);

impl<'s> DeserializeSeed<'s> for Top<'_, 's, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'s>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'s> Visitor<'s> for Top<'_, 's, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items, or an object")
    }

    fn visit_seq<A: SeqAccess<'s>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Item(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<(), A::Error> {
        let mut fields = Fields::new();
        while let Some(Name(name)) = map.next_key::<Name<'s>>()? {
            if LISTS.contains(&&*name) {
                map.next_value_seed(List(&mut *self.0))?;
            } else {
                fields.push((name, map.next_value()?));
            }
        }
        if !self.0.has_items {
            self.0.item(fields);
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// What stands under `items`: an array of items or anything else, which is passed over.
struct List<'f, 's, 'a, 't>(&'f mut File<'s, 'a, 't>);

impl<'s> DeserializeSeed<'s> for List<'_, 's, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'s>>(self, json: D) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(json)?;
        let mut walk = serde_json::Deserializer::from_str(raw.get());
        let read = if raw.get().starts_with('[') { Top(self.0).deserialize(&mut walk) } else { Ok(()) };
        // The raw text was found well formed a moment ago.
        read.map_err(serde::de::Error::custom)
    }
}

/// An element of the list of items.
struct Item<'f, 's, 'a, 't>(&'f mut File<'s, 'a, 't>);

impl<'s> DeserializeSeed<'s> for Item<'_, 's, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'s>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'s> Visitor<'s> for Item<'_, 's, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<(), A::Error> {
        let mut fields = Fields::with_capacity(16);
        while let Some((Name(name), value)) = map.next_entry::<Name<'s>, &'s RawValue>()? {
            fields.push((name, value));
        }
        self.0.item(fields);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'s>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The name of a field, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'s>(#[serde(borrow)] Cow<'s, str>);

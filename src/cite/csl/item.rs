//! A record as the CSL-JSON item that hayagriva reads: the fields of our own CSL-JSON, changed where hayagriva 0.10 would
//! lose them, print them wrong or panic.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};
use serde_json::{Map, Value as Json};

use crate::cite::credits::{clause, groups};
use crate::cite::entry::Entry;
use crate::cite::markup::clean;
use crate::cite::title::{Glyph, Title};
use crate::cite::{NoteKind, Setting, csl_json, dates};
use crate::record::{ArchivalDate, Credit, DateForm, Day, Role};

use super::style::CslStyle;

/// Stand for quotation marks and the apostrophe until the line is set and it is known how deep they are. hayagriva sorts
/// and capitalises past these two as past all quotation marks (it would lower the word after most other signs).
pub(super) const OPEN: char = '‹';
/// See [`OPEN`].
pub(super) const CLOSE: char = '›';
/// See [`OPEN`].
pub(super) const APOSTROPHE: char = '❜';
/// Stand for the two signs that stand for others.
pub(super) const GUILLEMETS: [(char, char); 2] = [('❮', OPEN), ('❯', CLOSE)];

/// A record ready to be set.
#[derive(Debug)]
pub(super) struct Prepared {
    /// What hayagriva gets.
    pub item: Item,
    /// How the date is put right in the finished line.
    pub date: DateRepair,
}

/// hayagriva knows single days only. Anything else is put into the line afterwards.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DateRepair {
    /// Nothing to do.
    None,
    /// The item has the first day of a span; this one has the last.
    Until(Box<Item>),
    /// The item has this year in place of words.
    Words {
        /// A year that stands nowhere else in the item.
        year: String,
        /// The words.
        words: String,
    },
}

/// Makes the item of a record, the `at`-th of its run.
pub(super) fn prepare(entry: &mut Entry<'_>, key: String, at: usize, style: &CslStyle, setting: Setting<'_>) -> Prepared {
    let mut fields = csl_json::fields(entry, key.clone(), setting);
    strip_unread(&mut fields);
    let mut item: BTreeMap<String, Value> = BTreeMap::new();
    for (name, value) in &fields {
        item.extend(value_of(name, value).map(|value| (name.clone(), value)));
    }
    put_title(&mut item, entry);
    name_people(&mut item, entry, setting);
    repeat_archive_place(&mut item, entry);
    item.insert("citation-key".to_owned(), Value::String(key));
    put_day(&mut item, "accessed", entry.accessed(setting));
    tell_apart(&mut item, at);
    put_issued(item, entry, style, setting)
}

/// `custom` and `issued` in words make hayagriva refuse an item; the summary is printed by no list of sources.
fn strip_unread(fields: &mut Map<String, Json>) {
    for name in ["custom", "abstract", "issued", "accessed", "title"] {
        fields.shift_remove(name);
    }
}

/// Text, numbers and names; of anything else hayagriva can make nothing.
fn value_of(name: &str, value: &Json) -> Option<Value> {
    match value {
        Json::String(text) if matches!(name, "id" | "type" | "URL" | "DOI" | "language") => Some(Value::String(text.clone())),
        Json::String(text) => Some(Value::String(typeset(&Title::new(clean(text))))),
        Json::Number(number) => number.as_i64().map(Value::Number),
        _ => None,
    }
}

/// hayagriva leaves quotation marks as they are, whatever the language and however deep they stand.
fn typeset(text: &Title) -> String {
    let letter = |glyph| match glyph {
        Glyph::Char(letter) => GUILLEMETS.iter().find(|(_, own)| *own == letter).map_or(letter, |(other, _)| *other),
        Glyph::Open(_) => OPEN,
        Glyph::Close(_) => CLOSE,
        Glyph::Apostrophe => APOSTROPHE,
    };
    text.glyphs().map(|(_, glyph)| letter(glyph)).collect()
}

fn put_title(item: &mut BTreeMap<String, Value>, entry: &Entry<'_>) {
    if let Some(title) = &entry.title {
        item.insert("title".to_owned(), Value::String(typeset(title)));
    }
    let own = entry.record.entry.as_deref();
    let text = |value: Option<&str>| value.map(clean).filter(|text| !text.is_empty()).map(|text| typeset(&Title::new(text)));
    let short = text(own.and_then(|own| own.short_title.as_ref()).map(|title| title.value.as_str()));
    let genre = text(own.and_then(|own| own.genre.as_ref()).map(|genre| genre.value.as_str()));
    for (name, value) in [("title-short", short), ("genre", genre)] {
        item.extend(value.map(|value| (name.to_owned(), Value::String(value))));
    }
}

/// A translator without an author would be printed as one and lead the line: the phrase stands in `medium` then.
fn name_people(item: &mut BTreeMap<String, Value>, entry: &Entry<'_>, setting: Setting<'_>) {
    let credits = &entry.record.credits;
    let people = |role: Role| -> Vec<NameValue> { credits.iter().filter(|credit| credit.role == role).filter_map(name).collect() };
    let authors = people(Role::Author);
    let mut in_words = vec![Role::Translator, Role::Editor, Role::Compiler, Role::Transcriber];
    for (variable, role) in [("author", Role::Author), ("recipient", Role::Recipient), ("translator", Role::Translator)] {
        let named = people(role);
        if named.is_empty() || (role == Role::Translator && authors.is_empty()) {
            continue;
        }
        in_words.retain(|other| *other != role);
        item.insert(variable.to_owned(), Value::Names(named));
    }
    let phrase = clause(&groups(credits, |role| in_words.contains(&role)), setting.schemas);
    item.remove("medium");
    if !phrase.is_empty() {
        item.insert("medium".to_owned(), Value::String(typeset(&Title::new(phrase))));
    }
}

/// Family and given name where the source sets them apart, else the name as it is: nobody knows which part of `Kim Il
/// Sung` to put first.
fn name(credit: &Credit) -> Option<NameValue> {
    let whole = clean(&credit.name);
    let family = credit.family.as_deref().map(clean).filter(|family| !family.is_empty() && whole.contains(family.as_str()));
    if whole.is_empty() {
        return None;
    }
    let Some(family) = family else { return Some(NameValue::Literal(LiteralName { literal: whole })) };
    let given = clean(&whole.replacen(&family, "", 1)).trim_matches([' ', ',']).to_owned();
    let given = Some(given).filter(|given| !given.is_empty());
    let none = None;
    Some(NameValue::Item(NameItem {
        family,
        given,
        non_dropping_particle: none.clone(),
        dropping_particle: none.clone(),
        suffix: none,
        comma_suffix: None,
    }))
}

/// hayagriva looks the town up under a name that CSL-JSON does not have.
fn repeat_archive_place(item: &mut BTreeMap<String, Value>, entry: &Entry<'_>) {
    let own = entry.record.entry.as_deref().and_then(|own| own.place.as_ref()).map(|place| clean(&place.value));
    let place = item.get("archive-place").cloned().or_else(|| own.filter(|place| !place.is_empty()).map(Value::String));
    item.extend(place.map(|place| ("archive_place".to_owned(), place)));
}

/// hayagriva compares whole items, again and again, in the order of their fields: a first field that differs makes that
/// quick. No style can name it.
fn tell_apart(item: &mut BTreeMap<String, Value>, at: usize) {
    item.insert("!".to_owned(), Value::Number(at as i64));
}
/// Only a day of the calendar: hayagriva panics on empty dates and prints a wrong month for others.
fn put_day(item: &mut BTreeMap<String, Value>, variable: &str, day: Option<Day>) -> bool {
    let Some(day) = day.filter(|day| day.exists() && (1..=9999).contains(&day.year)) else { return false };
    let parts = [day.month, day.month.and(day.day)].into_iter().flatten().map(i16::from);
    let parts: Vec<i16> = std::iter::once(day.year as i16).chain(parts).collect();
    item.insert(variable.to_owned(), date_value(parts));
    true
}

fn date_value(parts: Vec<i16>) -> Value {
    Value::Date(DateValue::DateParts { date_parts: VecDateRange(vec![VecDate(parts)]), literal: None, season: None, circa: false })
}

/// A day as it is, a span as its first day and a second item with its last, anything else as words.
fn put_issued(mut item: BTreeMap<String, Value>, entry: &mut Entry<'_>, style: &CslStyle, setting: Setting<'_>) -> Prepared {
    let Some(date) = entry.record.date.as_ref().map(|date| &date.value) else {
        return Prepared { item: Item(item), date: DateRepair::None };
    };
    let plain = is_plain(date);
    if plain && put_day(&mut item, "issued", date.start) {
        let mut last = item.clone();
        let spans = date.end.is_some_and(|end| Some(end) != date.start) && put_day(&mut last, "issued", date.end);
        let repair = if spans { DateRepair::Until(Box::new(Item(last))) } else { DateRepair::None };
        return Prepared { item: Item(item), date: repair };
    }
    let read = dates::in_words(date, setting.schemas);
    if read.is_some() && !style.is_english() {
        entry.note(NoteKind::Changed, "date", "CSL has no words for a date that is uncertain or open; it is printed in English");
    } else if read.is_none() && !date.as_written.is_empty() {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
    }
    let words = read.unwrap_or_else(|| clean(&date.as_written));
    if words.is_empty() {
        return Prepared { item: Item(item), date: DateRepair::None };
    }
    let year = unused_year(&item);
    item.insert("issued".to_owned(), date_value(vec![year]));
    Prepared { item: Item(item), date: DateRepair::Words { year: year.to_string(), words } }
}

/// Whether the date is a day, a month, a year, or a span of these without doubt.
fn is_plain(date: &ArchivalDate) -> bool {
    date.form == DateForm::Stated && !date.uncertain && !date.approximate && date.edtf().is_some()
}

/// A year of five digits that no text of the item has; as a year it is recognised in the finished line. Its last two
/// digits are no ordinary ones either, for styles that shorten years.
fn unused_year(item: &BTreeMap<String, Value>) -> i16 {
    let used = |year: &i16| {
        let digits = year.to_string();
        item.values().any(|value| matches!(value, Value::String(text) if text.contains(&digits)))
    };
    (29_701..30_700).find(|year| !used(year)).unwrap_or(29_700)
}

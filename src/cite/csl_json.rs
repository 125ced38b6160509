//! CSL-JSON 1.0.2, the one array that reference managers, pandoc and every CSL processor read.
//!
//! The whole shelfmark stands in `archive_location` and the digital publisher in `publisher`, because that is what styles
//! print. A translator without an author would be taken for one, so the phrase stands in `medium`. What CSL has no
//! variable for goes to `custom.opiska`, so that nothing is lost.

use serde_json::{Map, Value, json};

use super::bibtex::unit;
use super::credits::{clause, groups};
use super::entry::Entry;
use super::keys::keys;
use super::markup::clean;
use super::shelfmark::{Look, archive, numbers, repository, shelfmarks};
use super::{LabelForm, Setting, dates};
use crate::record::{ArchivalDate, DateForm, Day, Holding, Role};
use crate::schema::Schemas;

/// All records as one array, indented.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, setting.schemas);
    let items: Vec<Value> = entries.iter().zip(keys).map(|(entry, key)| Value::Object(item(entry, key, setting))).collect();
    format!("{:#}\n", Value::Array(items))
}

/// An object that never takes up an empty value.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.0.insert(name.to_owned(), value);
        }
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        self.put(name, value.map(clean));
    }
}

/// The fields of one item.
pub(super) fn item(entry: &Entry<'_>, key: String, setting: Setting<'_>) -> Map<String, Value> {
    let (record, schemas) = (entry.record, setting.schemas);
    let look = Look { labels: setting.options.labels.or(LabelForm::Abbr), place: false, as_written: false, range: '–' };
    let first = record.holding();
    let mut item = Object::default();
    item.put("id", key);
    item.put("type", "manuscript");
    item.put("title", entry.title.as_ref().map(|title| title.straight()));
    item.put("issued", record.date.as_ref().map(|date| issued(&date.value, schemas)));
    item.put("archive", first.and_then(|holding| archive(holding, look, schemas)));
    let place = first.and_then(|holding| repository(holding, schemas)?.place.clone());
    item.put("archive-place", place.filter(|_| setting.options.place));
    item.put("archive_location", shelfmarks(&record.holdings, false, look, schemas).replace('\u{A0}', " "));
    item.put("publisher", entry.publisher.clone());
    item.put("medium", clause(&groups(&record.credits, has_place), schemas));
    item.put("URL", entry.url.clone());
    let accessed = setting.options.accessed.filter(|_| entry.url.is_some());
    item.put("accessed", accessed.map(|day| json!({ "date-parts": [parts(day)] })));
    item.text("language", record.language.as_ref().map(|language| language.value.as_str()));
    item.text("abstract", record.summary.as_ref().map(|summary| summary.value.as_str()));
    let own = own(entry);
    item.put("custom", if own.0.is_empty() { Value::Null } else { json!({ "opiska": own.0 }) });
    item.0
}

/// `date-parts` of one day or two, the season of a year, words where CSL has no numbers for it or there is no date.
fn issued(date: &ArchivalDate, schemas: &Schemas) -> Value {
    let Some(start) = date.start.filter(|_| date.edtf().is_some() && date.form != DateForm::After) else {
        let words = dates::in_words(date, schemas).unwrap_or_else(|| clean(&date.as_written));
        return if words.is_empty() { Value::Null } else { json!({ "literal": words }) };
    };
    let mut issued = Object::default();
    if let DateForm::Season { year, season } = date.form {
        issued.put("date-parts", Some(json!([[year]])));
        issued.put("season", Some(season.number() - 20));
    } else {
        let days: Vec<Value> = std::iter::once(start).chain(date.end).map(parts).collect();
        issued.put("date-parts", Some(json!(days)));
    }
    issued.put("circa", (date.uncertain || date.approximate).then_some(true));
    Value::Object(issued.0)
}

fn parts(day: Day) -> Value {
    let month_and_day = day.month.into_iter().chain(day.month.and(day.day)).map(i32::from);
    std::iter::once(day.year).chain(month_and_day).collect()
}

/// Roles that styles may print after the title; who brought the copy is kept, but not printed.
fn has_place(role: Role) -> bool {
    matches!(role, Role::Translator | Role::Editor | Role::Compiler | Role::Transcriber)
}

/// What no CSL variable holds.
fn own(entry: &Entry<'_>) -> Object {
    let record = entry.record;
    let mut own = Object::default();
    if let Some(holding) = record.holding() {
        put_levels(&mut own, holding);
    }
    own.put("record_id", entry.identifier.clone());
    let translators = record.credits.iter().filter(|credit| credit.role == Role::Translator);
    own.put("translators", translators.map(|credit| clean(&credit.name)).filter(|name| !name.is_empty()).collect::<Vec<_>>());
    own.text("original_language", record.original_language.as_ref().map(|language| language.value.as_str()));
    let marked =
        record.date.as_ref().map(|date| &date.value).filter(|date| date.uncertain || date.approximate || date.form != DateForm::Stated);
    own.put("date", marked.and_then(ArchivalDate::edtf));
    let more = record.credits.iter().filter(|credit| credit.role != Role::Translator || credit.on_behalf_of.is_some());
    own.put("credits", more.map(credit).collect::<Vec<_>>());
    let written =
        |holding: &Holding| holding.repository.as_ref().filter(|mention| mention.siglum.as_deref() != Some(&*mention.as_written)).is_some();
    if record.holdings.len() > 1 || record.holdings.iter().any(|holding| written(holding) || holding.fond_name.is_some()) {
        own.put("holdings", record.holdings.iter().map(holding).collect::<Vec<_>>());
    }
    own.text("published_in", record.published_in.as_ref().map(|edition| edition.value.as_str()));
    let uploaded = record.uploaded.as_ref().map(|day| day.value.edtf().unwrap_or_else(|| clean(&day.value.as_written)));
    own.put("uploaded", uploaded);
    own.text("rights", record.rights.as_ref().map(|rights| rights.value.as_str()));
    own.put("unread", record.unread.iter().map(|words| clean(&words.value)).filter(|words| !words.is_empty()).collect::<Vec<_>>());
    own
}

fn put_levels(object: &mut Object, holding: &Holding) {
    for level in &holding.levels {
        object.text(&level.id, Some(&level.value));
    }
    if let Some(folios) = &holding.folios {
        object.put(unit(folios.unit), numbers(folios, '-', "ob"));
    }
}

fn holding(holding: &Holding) -> Value {
    let mut object = Object::default();
    object.text("repository", holding.siglum());
    let written = holding.repository.as_ref().map(|mention| mention.as_written.as_str());
    object.text("repository_as_written", written.filter(|written| Some(*written) != holding.siglum()));
    put_levels(&mut object, holding);
    object.text("fond_name", holding.fond_name.as_deref());
    Value::Object(object.0)
}

fn credit(credit: &crate::record::Credit) -> Value {
    let mut object = Object::default();
    object.put("role", credit.role.as_str());
    object.text("name", Some(&credit.name));
    object.text("on_behalf_of", credit.on_behalf_of.as_deref());
    Value::Object(object.0)
}

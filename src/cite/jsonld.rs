//! JSON-LD in the words of schema.org: a graph of `ArchiveComponent`s, each inside its delo, opis and fond.
//!
//! `<` is written as an escape, so that the text can stand in a `script` element of a page.

use serde::Serialize;

use super::credits::capitalised;
use super::entry::Entry;
use super::facts::look;
use super::keys::{KeyForm, keys};
use super::names::Name;
use super::shelfmark::{Dress, archive, level_text, repository};
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, Holding, Role};

/// All records in one graph; an empty one where there is none.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, KeyForm::Text, setting);
    let graph: Vec<Component> = entries.iter().zip(keys).map(|(entry, key)| component(entry, key, setting)).collect();
    let text = serde_json::to_string_pretty(&Graph { context: "https://schema.org", graph }).expect("invariant: all keys are strings");
    entries.iter_mut().for_each(|entry| tell(entry, setting));
    text.replace('<', "\\u003c") + "\n"
}

#[derive(Serialize)]
struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Component>,
}

/// One document; the property of each fact, in the order in which they are written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holding_archive: Vec<Archive>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_location: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_part_of: Vec<Unit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<Person>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Person>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Original>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_info: Option<Terms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work_example: Option<Named>,
}

#[derive(Serialize)]
struct Property {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "propertyID")]
    property: &'static str,
    value: String,
}

/// A person or a body; which of the two, the record does not say.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<String>,
}

#[derive(Serialize)]
struct Named {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Archive {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(rename = "@type")]
    kind: &'static str,
    address_locality: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_country: Option<String>,
}

/// A level of a shelfmark inside the one above it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Unit {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<Unit>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Original {
    #[serde(rename = "@type")]
    kind: &'static str,
    in_language: String,
}

#[derive(Serialize)]
struct Terms {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
}

fn component(entry: &Entry<'_>, key: String, setting: Setting<'_>) -> Component {
    let property = |property, value| Property { kind: "PropertyValue", property, value };
    let record_id = entry.identifier.clone().map(|id| property("record-id", id));
    let holdings = &entry.record.holdings;
    Component {
        kind: "ArchiveComponent",
        identifier: std::iter::once(property("citation-key", key)).chain(record_id).collect(),
        name: entry.name(setting),
        alternate_name: entry.short_title(),
        author: people(entry, &[Role::Author]),
        recipient: people(entry, &[Role::Recipient]),
        date_created: entry.date().and_then(ArchivalDate::edtf).or_else(|| entry.date_in_words(setting)),
        genre: entry.genre(setting),
        holding_archive: archives(entry, setting),
        item_location: entry.shelfmark('–', true, setting),
        is_part_of: holdings.iter().filter_map(|holding| units(holding, setting)).collect(),
        translator: people(entry, &[Role::Translator]),
        editor: people(entry, &[Role::Editor]),
        contributor: people(entry, &[Role::Contributor, Role::ObtainedBy, Role::ProvidedBy, Role::Transcriber, Role::Compiler]),
        credit_text: entry
            .credit_clause(|role| !matches!(role, Role::Author | Role::Recipient), setting)
            .map(|clause| capitalised(&clause)),
        publisher: entry.publisher.clone().map(|name| Named { kind: "Organization", name }),
        date_published: entry.uploaded(),
        url: entry.url.clone(),
        in_language: entry.language(),
        translation_of_work: entry.original_language().map(|in_language| Original { kind: "CreativeWork", in_language }),
        summary: entry.summary(),
        usage_info: entry.rights().map(|text| Terms { kind: "CreativeWork", text }),
        work_example: entry.published_in().map(|name| Named { kind: "CreativeWork", name }),
    }
}

fn people(entry: &Entry<'_>, roles: &[Role]) -> Vec<Person> {
    let person = |name: Name| {
        let (family_name, given_name) = match &name {
            Name::Whole(_) => (None, None),
            Name::Divided { family, given, .. } => (Some(family.clone()), Some(given.clone()).filter(|given| !given.is_empty())),
        };
        Person { kind: "Person", name: name.plain(), family_name, given_name }
    };
    roles.iter().flat_map(|role| entry.names(*role)).map(person).collect()
}

/// The archives, each once: by its full name where the tables know it.
fn archives(entry: &Entry<'_>, setting: Setting<'_>) -> Vec<Archive> {
    let mut archives: Vec<Archive> = Vec::new();
    for holding in &entry.record.holdings {
        let Some(name) = archive(holding, look(setting), setting.schemas) else { continue };
        let known = repository(holding, setting.schemas);
        let town = entry.place(setting).filter(|_| archives.is_empty());
        let archive = Archive {
            kind: "ArchiveOrganization",
            alternate_name: known.map(|_| name.clone()),
            name: known.map_or(name, |known| known.name.clone()),
            address: town.map(|address_locality| Address {
                kind: "PostalAddress",
                address_locality,
                address_country: known.map(|known| known.country.clone()),
            }),
        };
        if archives.iter().all(|other| other.name != archive.name) {
            archives.push(archive);
        }
    }
    archives
}

/// The lowest level, inside the next higher one, and so on.
fn units(holding: &Holding, setting: Setting<'_>) -> Option<Unit> {
    holding.levels.iter().fold(None, |above, level| {
        Some(Unit {
            kind: "ArchiveComponent",
            identifier: level_text(holding, level, look(setting), Dress::default(), setting.schemas).replace('\u{A0}', " "),
            name: holding.fond_name.as_deref().filter(|_| &*level.id == "fond").map(super::markup::clean),
            is_part_of: above.map(Box::new),
        })
    })
}

fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.tell_title(setting);
    if entry.date().is_some_and(|date| !date.as_written.is_empty() && date.edtf().is_none()) {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
    }
    entry.lose_accessed(setting);
    let held = ["language", "original_language", "uploaded", "rights", "summary", "published_in", "genre", "short_title"];
    entry.lose(setting, &held);
}

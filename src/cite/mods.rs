//! MODS 3.8: a `modsCollection` with one description a record.
//!
//! The archive's paper is what is described; the digital copy has its own `originInfo`. Reference managers read the
//! shelfmark from `location`.

use super::entry::Entry;
use super::facts::look;
use super::keys::{KeyForm, keys};
use super::names::Name;
use super::shelfmark::archive;
use super::xml::Xml;
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, Role};

/// Each role with its code among the relators of MARC, where there is one.
const RELATORS: [(Role, Option<&str>); 9] = [
    (Role::Author, Some("aut")),
    (Role::Recipient, Some("rcp")),
    (Role::Translator, Some("trl")),
    (Role::Editor, Some("edt")),
    (Role::Compiler, Some("com")),
    (Role::Transcriber, Some("trc")),
    (Role::Contributor, Some("ctb")),
    (Role::ObtainedBy, None),
    (Role::ProvidedBy, None),
];

/// All records; nothing where there is none.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let keys = keys(entries, KeyForm::Text, setting);
    let mut xml = Xml::new();
    xml.open("modsCollection", &[("xmlns", "http://www.loc.gov/mods/v3")]);
    for (entry, key) in entries.iter_mut().zip(&keys) {
        xml.open("mods", &[("version", "3.8")]);
        work(&mut xml, entry, setting);
        copy(&mut xml, entry, setting);
        xml.open("recordInfo", &[]);
        xml.leaf("recordIdentifier", &[], key);
        xml.close();
        xml.close();
        tell(entry, setting);
    }
    xml.finish()
}

/// Titles, people, kind, date, place in the archive.
fn work(xml: &mut Xml, entry: &Entry<'_>, setting: Setting<'_>) {
    if let Some(title) = entry.name(setting) {
        xml.nested(&["titleInfo", "title"], &title);
    }
    if let Some(short) = entry.short_title() {
        xml.open("titleInfo", &[("type", "abbreviated")]);
        xml.leaf("title", &[], &short);
        xml.close();
    }
    for (role, code) in RELATORS {
        entry.names(role).iter().for_each(|person| name(xml, person, role, code));
    }
    xml.leaf("typeOfResource", &[], "text");
    entry.genre(setting).iter().for_each(|genre| xml.leaf("genre", &[], genre));
    if let Some(date) = entry.date() {
        origin(xml, date, entry.date_in_words(setting));
    }
    let archive = entry.record.holding().and_then(|holding| archive(holding, look(setting), setting.schemas));
    let shelfmark = entry.shelfmark('–', false, setting);
    if archive.is_some() || shelfmark.is_some() || entry.url.is_some() {
        xml.open("location", &[]);
        archive.iter().for_each(|name| xml.leaf("physicalLocation", &[], name));
        entry.place(setting).iter().for_each(|town| xml.leaf("physicalLocation", &[("displayLabel", "place")], town));
        shelfmark.iter().for_each(|shelfmark| xml.leaf("shelfLocator", &[], shelfmark));
        if let Some(url) = &entry.url {
            let day = entry.accessed(setting).map(|day| day.to_string());
            let accessed = day.as_ref().map(|day| ("dateLastAccessed", day.as_str()));
            xml.leaf("url", accessed.as_slice(), url);
        }
        xml.close();
    }
}

/// Publication of the digital copy, languages, texts about it.
fn copy(xml: &mut Xml, entry: &Entry<'_>, _: Setting<'_>) {
    let uploaded = entry.record.uploaded.as_ref().and_then(|day| day.value.edtf());
    if entry.publisher.is_some() || entry.uploaded().is_some() {
        xml.open("originInfo", &[("eventType", "publication")]);
        entry.publisher.iter().for_each(|name| xml.leaf("publisher", &[], name));
        match (&uploaded, entry.uploaded()) {
            (Some(day), _) => xml.leaf("dateIssued", &[("encoding", "edtf")], day),
            (None, Some(words)) => xml.leaf("dateIssued", &[], &words),
            (None, None) => {}
        }
        xml.close();
    }
    entry.language().iter().for_each(|code| language(xml, code));
    if let Some(code) = entry.original_language() {
        xml.open("relatedItem", &[("type", "original")]);
        language(xml, &code);
        xml.close();
    }
    entry.summary().iter().for_each(|summary| xml.leaf("abstract", &[], summary));
    entry.rights().iter().for_each(|rights| xml.leaf("accessCondition", &[("type", "use and reproduction")], rights));
    if let Some(edition) = entry.published_in() {
        xml.open("relatedItem", &[("type", "otherVersion")]);
        xml.nested(&["titleInfo", "title"], &edition);
        xml.close();
    }
    entry.identifier.iter().for_each(|id| xml.leaf("identifier", &[("type", "local")], id));
    entry.unread().iter().for_each(|words| xml.leaf("note", &[("displayLabel", "not understood")], words));
    entry.others().for_each(|(name, value)| xml.leaf("note", &[("displayLabel", &name)], &value));
}

fn name(xml: &mut Xml, person: &Name, role: Role, code: Option<&str>) {
    xml.open("name", &[]);
    match person {
        Name::Divided { family, given, .. } => {
            xml.leaf("namePart", &[("type", "family")], family);
            if !given.is_empty() {
                xml.leaf("namePart", &[("type", "given")], given);
            }
        }
        Name::Whole(name) => xml.leaf("namePart", &[], name),
    }
    xml.open("role", &[]);
    code.iter().for_each(|code| xml.leaf("roleTerm", &[("type", "code"), ("authority", "marcrelator")], code));
    xml.leaf("roleTerm", &[("type", "text")], &role.as_str().replace('-', " "));
    xml.close();
    xml.close();
}

/// The date of the document: EDTF where it can be said, words where not.
fn origin(xml: &mut Xml, date: &ArchivalDate, words: Option<String>) {
    let (attributes, text): (&[_], _) = match date.edtf() {
        Some(edtf) => (&[("encoding", "edtf")], Some(edtf)),
        None => (&[], words),
    };
    if let Some(text) = text {
        xml.open("originInfo", &[("eventType", "production")]);
        xml.leaf("dateCreated", attributes, &text);
        xml.close();
    }
}

fn language(xml: &mut Xml, code: &str) {
    xml.open("language", &[]);
    xml.leaf("languageTerm", &[("type", "code"), ("authority", "rfc5646")], code);
    xml.close();
}

fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.tell_title(setting);
    if entry.date().is_some_and(|date| !date.as_written.is_empty() && date.edtf().is_none()) {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
    }
    entry.lose_programmes(setting, |_| true);
    entry.lose_unread_access();
    entry.lose(
        setting,
        &["language", "original_language", "uploaded", "rights", "summary", "published_in", "genre", "short_title", "unread", "others"],
    );
}

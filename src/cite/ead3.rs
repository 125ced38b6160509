//! EAD3: one finding aid of all records, archive by archive, fond › opis › delo › document.
//!
//! It lists what was cited, not what an archive has. The output depends on the records and the options alone: the only
//! day it states is the one the user gives for the visit, never that of the run.

use std::collections::HashMap;

use super::credits::capitalised;
use super::entry::Entry;
use super::facts::look;
use super::keys::{KeyForm, keys, slug};
use super::names::Name;
use super::shelfmark::{Dress, archive, leaves, level_text, repository};
use super::xml::Xml;
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, DateForm, Holding, Level, Role};

/// What EAD calls the levels of a shelfmark; others are `otherlevel` with their own name.
const LEVELS: [(&str, &str); 5] =
    [("fond", "fonds"), ("opis", "series"), ("delo", "file"), ("papka", "file"), ("collection", "collection")];

/// Parts of a description, in the order in which they follow the identification, and what an entry says there.
const PARTS: [(&str, Paragraphs); 5] = [
    ("acqinfo", |entry, setting| entry.credit_clause(brought, setting).map(|clause| capitalised(&clause)).into_iter().collect()),
    ("altformavail", digital_copy),
    ("odd", odd),
    ("scopecontent", |entry, _| entry.summary().into_iter().collect()),
    ("userestrict", |entry, _| entry.rights().into_iter().collect()),
];

/// What a part has to say of an entry, paragraph by paragraph.
type Paragraphs = for<'e, 's> fn(&Entry<'e>, Setting<'s>) -> Vec<String>;

/// The finding aid; nothing where there is no record.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let keys = keys(entries, KeyForm::Xml, setting);
    let mut xml = Xml::new();
    xml.open("ead", &[("xmlns", "http://ead3.archivists.org/schema/")]);
    control(&mut xml, setting);
    xml.open("archdesc", &[("level", "collection")]);
    xml.open("did", &[]);
    xml.leaf("unittitle", &[], TITLE);
    xml.close();
    xml.open("dsc", &[]);
    let tree = Tree::of(entries, setting);
    let writer = Writer { entries, keys: &keys, tree: &tree, setting };
    writer.unit(&mut xml, &tree.root);
    let text = xml.finish();
    entries.iter_mut().for_each(|entry| tell(entry, setting));
    text
}

const TITLE: &str = "Archival documents cited";

/// The required account of the file itself.
fn control(xml: &mut Xml, setting: Setting<'_>) {
    xml.open("control", &[("langencoding", "otherlangencoding")]);
    xml.leaf("recordid", &[], "opiska");
    xml.open("filedesc", &[]);
    xml.nested(&["titlestmt", "titleproper"], TITLE);
    xml.close();
    xml.leaf("maintenancestatus", &[("value", "derived")], "");
    xml.nested(&["maintenanceagency", "agencyname"], "opiska");
    xml.open("maintenancehistory", &[]);
    xml.open("maintenanceevent", &[]);
    xml.leaf("eventtype", &[("value", "derived")], "");
    match setting.options.accessed.map(|day| day.to_string()) {
        Some(day) => xml.leaf("eventdatetime", &[("standarddatetime", &day)], &day),
        None => xml.leaf("eventdatetime", &[], "not recorded"),
    }
    xml.leaf("agenttype", &[("value", "machine")], "");
    xml.leaf("agent", &[], "opiska");
    for _ in 0..3 {
        xml.close();
    }
}

/// What tells a level from all others: the level above it, the archive of a top level, id and value.
type Place<'e> = (Option<usize>, Option<String>, &'e str, &'e str);

/// The levels of all shelfmarks, each once, in the order in which they are met.
struct Tree<'e> {
    units: Vec<Unit<'e>>,
    root: Unit<'e>,
}

/// A level of a shelfmark with what lies below it.
#[derive(Default)]
struct Unit<'e> {
    /// The holding it was met in and the number of its level; `None` at the root.
    place: Option<(&'e Holding, usize)>,
    /// Levels below.
    units: Vec<usize>,
    /// Documents: entry, and holding where it has one; whether it was described before, under another shelfmark.
    documents: Vec<(usize, Option<&'e Holding>, bool)>,
}

impl<'e> Tree<'e> {
    fn of(entries: &[Entry<'e>], setting: Setting<'_>) -> Self {
        let mut tree = Tree { units: Vec::new(), root: Unit::default() };
        let mut known: HashMap<Place<'_>, usize> = HashMap::new();
        for (number, entry) in entries.iter().enumerate() {
            if entry.record.holdings.is_empty() {
                tree.root.documents.push((number, None, false));
            }
            for (again, holding) in entry.record.holdings.iter().enumerate() {
                let mut parent = None;
                for (at, Level { id, value, .. }) in holding.levels.iter().enumerate() {
                    let name = if at == 0 { archive(holding, look(setting), setting.schemas) } else { None };
                    let next = tree.units.len();
                    let unit = *known.entry((parent, name, id, value)).or_insert(next);
                    if unit == next {
                        tree.units.push(Unit { place: Some((holding, at)), ..Unit::default() });
                        tree.at(parent).units.push(next);
                    }
                    parent = Some(unit);
                }
                tree.at(parent).documents.push((number, Some(holding), again > 0));
            }
        }
        tree
    }

    fn at(&mut self, unit: Option<usize>) -> &mut Unit<'e> {
        match unit {
            Some(unit) => &mut self.units[unit],
            None => &mut self.root,
        }
    }
}

struct Writer<'w, 'e> {
    entries: &'w [Entry<'e>],
    keys: &'w [String],
    tree: &'w Tree<'e>,
    setting: Setting<'w>,
}

impl Writer<'_, '_> {
    /// What lies in a unit: its levels, then its documents.
    fn unit(&self, xml: &mut Xml, unit: &Unit<'_>) {
        for below in unit.units.iter().filter_map(|&below| self.tree.units.get(below)) {
            self.level(xml, below);
        }
        for &(number, holding, again) in &unit.documents {
            self.document(xml, number, holding, again);
        }
    }

    fn level(&self, xml: &mut Xml, unit: &Unit<'_>) {
        let Some((holding, at)) = unit.place else { return };
        let (level, setting) = (&holding.levels[at], self.setting);
        let known = LEVELS.iter().find(|(id, _)| *id == &*level.id);
        let own = slug([&*level.id].into_iter(), setting.schemas);
        match known {
            Some((_, level)) => xml.open("c", &[("level", level)]),
            None if own.is_empty() => xml.open("c", &[("level", "otherlevel")]),
            None => xml.open("c", &[("level", "otherlevel"), ("otherlevel", &own)]),
        }
        xml.open("did", &[]);
        let text = level_text(holding, level, look(setting), Dress::default(), setting.schemas).replace('\u{A0}', " ");
        let country = repository(holding, setting.schemas).map(|known| known.country.as_str()).filter(|_| at == 0);
        let attributes = country.map(|country| ("countrycode", country));
        xml.leaf("unitid", attributes.as_slice(), &text);
        let name = holding.fond_name.as_deref().filter(|_| &*level.id == "fond").map(super::markup::clean);
        name.iter().for_each(|name| xml.leaf("unittitle", &[], name));
        if at == 0 {
            self.repository(xml, holding);
        }
        xml.close();
        self.unit(xml, unit);
        xml.close();
    }

    fn repository(&self, xml: &mut Xml, holding: &Holding) {
        let Some(name) = archive(holding, look(self.setting), self.setting.schemas) else { return };
        let known = repository(holding, self.setting.schemas);
        xml.open("repository", &[]);
        xml.open("corpname", &[]);
        known.iter().for_each(|known| xml.leaf("part", &[], &known.name));
        xml.leaf("part", &[], &name);
        xml.close();
        let town = known.and_then(|known| known.place.as_deref()).filter(|_| self.setting.options.place);
        town.iter().for_each(|town| xml.nested(&["address", "addressline"], town));
        xml.close();
    }

    fn document(&self, xml: &mut Xml, number: usize, holding: Option<&Holding>, again: bool) {
        let (Some(entry), Some(key), setting) = (self.entries.get(number), self.keys.get(number), self.setting) else { return };
        let id = [("level", "item"), ("id", key.as_str())];
        // An identifier stands once: the description under the first shelfmark has it.
        xml.open("c", if again { &id[..1] } else { &id });
        xml.open("did", &[]);
        let folios = holding.and_then(|holding| leaves(holding, look(setting), setting.schemas));
        folios.iter().for_each(|folios| xml.leaf("unitid", &[], &folios.replace('\u{A0}', " ")));
        xml.leaf("unittitle", &[], &entry.name(setting).unwrap_or_else(|| "Untitled".to_owned()));
        holding.filter(|holding| holding.levels.is_empty()).iter().for_each(|holding| self.repository(xml, holding));
        if !again {
            identification(xml, entry, setting);
        }
        xml.close();
        if !again {
            parts(xml, entry, setting);
        }
        xml.close();
    }
}

/// Date, origin, language and digital copy.
fn identification(xml: &mut Xml, entry: &Entry<'_>, setting: Setting<'_>) {
    if let Some(date) = entry.date() {
        self::date(xml, date, &entry.date_in_words(setting).unwrap_or_default());
    }
    let authors = entry.names(Role::Author);
    if !authors.is_empty() {
        xml.open("origination", &[]);
        authors.iter().for_each(|name| xml.nested(&["persname", "part"], &name.inverted()));
        xml.close();
    }
    if let Some(code) = entry.original_language() {
        let name = setting.schemas.language(&code).and_then(|language| language.names.first());
        xml.open("langmaterial", &[]);
        xml.leaf("language", &[("langcode", &code)], name.unwrap_or(&code));
        xml.close();
    }
    if let Some(url) = &entry.url {
        xml.leaf("dao", &[("daotype", "derived"), ("href", url)], "");
    }
}

fn date(xml: &mut Xml, date: &ArchivalDate, words: &str) {
    let Some(start) = date.start.filter(|day| date.form == DateForm::Stated && date.edtf().is_some() && day.exists()) else {
        if !words.is_empty() {
            xml.leaf("unitdate", &[], words);
        }
        return;
    };
    let certainty = match (date.uncertain, date.approximate) {
        (false, false) => None,
        (true, false) => Some(("certainty", "uncertain")),
        (_, true) => Some(("certainty", "approximate")),
    };
    xml.open("unitdatestructured", certainty.as_slice());
    let first = start.to_string();
    match date.end.map(|end| end.to_string()) {
        None => xml.leaf("datesingle", &[("standarddate", &first)], words),
        Some(last) => {
            xml.open("daterange", &[]);
            xml.leaf("fromdate", &[("standarddate", &first)], &first);
            xml.leaf("todate", &[("standarddate", &last)], &last);
            xml.close();
        }
    }
    xml.close();
}

fn parts(xml: &mut Xml, entry: &Entry<'_>, setting: Setting<'_>) {
    for (name, paragraphs) in PARTS {
        let paragraphs = paragraphs(entry, setting);
        if !paragraphs.is_empty() {
            xml.open(name, &[]);
            paragraphs.iter().for_each(|text| xml.leaf("p", &[], text));
            xml.close();
        }
    }
    if let Some(edition) = entry.published_in() {
        xml.nested(&["bibliography", "bibref"], &edition);
    }
    let (genre, recipients) = (entry.genre(setting), entry.names(Role::Recipient));
    if genre.is_some() || !recipients.is_empty() {
        xml.open("controlaccess", &[]);
        genre.iter().for_each(|genre| xml.nested(&["genreform", "part"], genre));
        for name in recipients.iter().map(Name::inverted) {
            xml.open("persname", &[("relator", "addressee")]);
            xml.leaf("part", &[], &name);
            xml.close();
        }
        xml.close();
    }
}

/// Who brought the copy.
fn brought(role: Role) -> bool {
    matches!(role, Role::Contributor | Role::ObtainedBy | Role::ProvidedBy)
}

/// The digital copy: where, under what number, by whom made readable.
fn digital_copy(entry: &Entry<'_>, setting: Setting<'_>) -> Vec<String> {
    let made = |role| !brought(role) && !matches!(role, Role::Author | Role::Recipient);
    let accessed = entry.accessed(setting).map(|day| day.to_string()).or_else(|| entry.unread_access());
    [
        entry.publisher.as_ref().map(|name| format!("Digital copy: {name}")),
        entry.identifier.as_ref().map(|id| format!("Record ID: {id}")),
        entry.credit_clause(made, setting).map(|clause| capitalised(&clause)),
        entry.language().map(|code| format!("Language of the text: {code}")),
        entry.uploaded().map(|day| format!("Put online: {day}")),
        accessed.map(|day| format!("Visited: {day}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What EAD has no element for.
fn odd(entry: &Entry<'_>, _: Setting<'_>) -> Vec<String> {
    let short = entry.short_title().map(|title| format!("Short title: {title}"));
    let unread = entry.unread().into_iter().map(|words| format!("Not understood: {words}"));
    let others = entry.others().map(|(name, value)| format!("{name}: {value}"));
    short.into_iter().chain(unread).chain(others).collect()
}

fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.tell_title(setting);
    if entry.date().is_some_and(|date| !date.as_written.is_empty() && date.edtf().is_none()) {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written, in unitdate");
    }
    entry.lose(
        setting,
        &["language", "original_language", "uploaded", "rights", "summary", "published_in", "genre", "short_title", "unread", "others"],
    );
}

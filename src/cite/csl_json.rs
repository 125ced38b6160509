//! CSL-JSON 1.0.2, the one array that reference managers, pandoc and every CSL processor read.
//!
//! The whole shelfmark stands in `archive_location` and the digital publisher in `publisher`, because that is what styles
//! print. A translator without an author would be taken for one, so the phrase stands in `medium` unless there is an
//! author. What CSL has no variable for goes to `custom.opiska`, in the words of the published record, so that nothing is
//! lost and a record can be read back whole.

use serde::{Serialize, Serializer};

use super::Setting;
use super::bibtex::unit;
use super::dates;
use super::entry::Entry;
use super::facts::look;
use super::keys::{KeyForm, keys};
use super::markup::{clean, safe};
use super::names::Name;
use super::shelfmark::{archive, numbers};
use super::title::Title;
use crate::record::json::{HoldingView, holding_view};
use crate::record::ordered::Ordered;
use crate::record::{ArchivalDate, Credit, DateForm, Day, Holding, Role};
use crate::schema::Schemas;

/// All records as one array, indented.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, KeyForm::Text, setting);
    let items: Vec<Item> = entries.iter().zip(keys).map(|(entry, key)| item(entry, key, setting)).collect();
    let text = serde_json::to_string_pretty(&items).expect("invariant: the keys of an item are strings");
    text + "\n"
}

/// An item, in the order in which it is printed. No empty value is ever written: pandoc rejects it.
#[derive(Serialize)]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(rename = "title-short", skip_serializing_if = "Option::is_none")]
    title_short: Option<String>,
    #[serde(flatten)]
    names: Ordered<Vec<NameVariable>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<DateVariable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<String>,
    #[serde(rename = "archive-place", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medium: Option<String>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<DateVariable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<Custom>,
}

#[derive(Serialize)]
struct Custom {
    opiska: Own,
}

/// What no CSL variable holds. The levels come first and flat, as people look for them.
#[derive(Serialize)]
struct Own {
    #[serde(flatten)]
    levels: Ordered<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translators: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_as_written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher_as_written: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    credits: Vec<OwnCredit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holdings: Vec<HoldingView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uploaded: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<String>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    others: Ordered<Other>,
}

impl Own {
    fn is_empty(&self) -> bool {
        self.levels.is_empty()
            && self.title.is_none()
            && self.record_id.is_none()
            && self.url.is_none()
            && self.original_language.is_none()
            && self.date.is_none()
            && self.date_as_written.is_none()
            && self.publisher_as_written.is_none()
            && self.credits.is_empty()
            && self.holdings.is_empty()
            && self.published_in.is_none()
            && self.uploaded.is_none()
            && self.accessed.is_none()
            && self.rights.is_none()
            && self.summary.is_none()
            && self.unread.is_empty()
            && self.others.is_empty()
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Other {
    One(String),
    Several(Vec<String>),
}

#[derive(Serialize)]
struct OwnCredit {
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum NameVariable {
    Divided {
        family: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        given: String,
    },
    Whole {
        literal: String,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum DateVariable {
    Words {
        literal: String,
    },
    Parts {
        #[serde(rename = "date-parts")]
        parts: Vec<Parts>,
        #[serde(skip_serializing_if = "Option::is_none")]
        season: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        circa: Option<bool>,
    },
}

/// A day as CSL counts it: year, month, day, as far as they are known.
struct Parts(Day);

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Day { year, month, day } = self.0;
        serializer.collect_seq(std::iter::once(year).chain(month.into_iter().chain(month.and(day)).map(i32::from)))
    }
}

/// Name variables and the roles that stand there when the document has an author. Who brought the copy is kept in
/// `custom` only: styles would print "with".
const WITH_AUTHOR: [(&str, Role); 5] = [
    ("author", Role::Author),
    ("recipient", Role::Recipient),
    ("editor", Role::Editor),
    ("compiler", Role::Compiler),
    ("translator", Role::Translator),
];

/// Without an author only these: styles would take every other for one.
const WITHOUT_AUTHOR: [(&str, Role); 1] = [("recipient", Role::Recipient)];

/// The fields of one item, for who changes them before they are printed.
#[cfg(feature = "csl")]
pub(super) fn fields(entry: &Entry<'_>, id: String, setting: Setting<'_>) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(item(entry, id, setting)) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

fn item(entry: &Entry<'_>, id: String, setting: Setting<'_>) -> Item {
    let (record, schemas) = (entry.record, setting.schemas);
    let variables: &[(&str, Role)] = if entry.has_author() { &WITH_AUTHOR } else { &WITHOUT_AUTHOR };
    let mut names = Ordered::default();
    for (variable, role) in variables {
        let people: Vec<NameVariable> = entry.names(*role).into_iter().map(name).collect();
        if !people.is_empty() {
            names.push(*variable, people);
        }
    }
    let in_medium = |role| printed(role) && !variables.iter().any(|(_, taken)| *taken == role);
    let issued = entry.date().and_then(|date| issued(date, schemas));
    let accessed = entry.accessed(setting);
    let own = own(entry, accessed.is_some());
    Item {
        id,
        kind: "manuscript",
        title: entry.title.as_ref().map(Title::straight),
        title_short: entry.short_title(),
        names,
        issued,
        archive: record.holding().and_then(|holding| archive(holding, look(setting), schemas)),
        place: entry.place(setting),
        archive_location: entry.shelfmark('–', false, setting),
        publisher: entry.publisher.clone(),
        genre: entry.stated_genre(),
        medium: entry.credit_clause(in_medium, setting),
        url: entry.url.clone(),
        accessed: accessed.map(on_day),
        language: entry.language(),
        summary: entry.summary(),
        custom: (!own.is_empty()).then_some(Custom { opiska: own }),
    }
}

fn name(name: Name) -> NameVariable {
    match name {
        Name::Whole(literal) => NameVariable::Whole { literal },
        Name::Divided { family, given, .. } => NameVariable::Divided { family, given },
    }
}

/// Roles that styles may print after the title; who brought the copy is kept, but not printed.
fn printed(role: Role) -> bool {
    matches!(role, Role::Translator | Role::Editor | Role::Compiler | Role::Transcriber)
}

fn on_day(day: Day) -> DateVariable {
    DateVariable::Parts { parts: vec![Parts(day)], season: None, circa: None }
}

/// `date-parts` of one day or two, the season of a year, words where CSL has no numbers for it or there is no date.
fn issued(date: &ArchivalDate, schemas: &Schemas) -> Option<DateVariable> {
    let Some(start) = date.start.filter(|_| date.edtf().is_some() && date.form != DateForm::After) else {
        let literal = dates::in_words(date, schemas).unwrap_or_else(|| clean(&date.as_written));
        return (!literal.is_empty()).then_some(DateVariable::Words { literal });
    };
    let circa = (date.uncertain || date.approximate).then_some(true);
    Some(match date.form {
        DateForm::Season { year, season } => {
            DateVariable::Parts { parts: vec![Parts(Day { year, month: None, day: None })], season: Some(season.number() - 20), circa }
        }
        _ => DateVariable::Parts { parts: std::iter::once(start).chain(date.end).map(Parts).collect(), season: None, circa },
    })
}

/// The own fields; `dated`: whether a day of access stands where everybody looks for it.
fn own(entry: &Entry<'_>, dated: bool) -> Own {
    let record = entry.record;
    let written = |text: &str| Some(safe(text)).filter(|text| !text.is_empty());
    let published = record.publisher.as_ref().map(|publisher| &publisher.value);
    let former = published.filter(|naming| naming.canonical.as_deref() != Some(&*naming.as_written));
    let has_place = |holding: &Holding| !holding.levels.is_empty() || holding.folios.is_some();
    Own {
        levels: record.holding().map(levels).unwrap_or_default(),
        // Marks and mirrors are set right where styles print them; here they stay as the source has them.
        title: record
            .title
            .as_ref()
            .and_then(|title| written(&title.value))
            .filter(|title| Some(title) != entry.title.as_ref().map(Title::straight).as_ref()),
        record_id: entry.identifier.clone(),
        url: record.url.as_ref().and_then(|url| written(&url.value)).filter(|url| Some(url) != entry.url.as_ref()),
        translators: entry.names(Role::Translator).iter().map(Name::plain).collect(),
        original_language: entry.original_language(),
        date: entry.date().and_then(ArchivalDate::edtf),
        date_as_written: entry.date().and_then(|date| written(&date.as_written)),
        publisher_as_written: former.and_then(|naming| written(&naming.as_written)),
        credits: record.credits.iter().map(credit).collect(),
        holdings: if record.holdings.iter().any(has_place) || record.holdings.len() > 1 || record.holdings.iter().any(unknown) {
            record.holdings.iter().map(cleaned).collect()
        } else {
            Vec::new()
        },
        published_in: entry.published_in(),
        uploaded: entry.uploaded(),
        accessed: entry.stated_access().filter(|_| !dated),
        rights: record.rights.as_ref().and_then(|rights| written(&rights.value)),
        summary: record
            .summary
            .as_ref()
            .and_then(|summary| written(&summary.value))
            .filter(|summary| Some(summary) != entry.summary().as_ref()),
        unread: entry.unread(),
        others: others(entry),
    }
}

/// Further fields of the entry; a name that occurs several times has all its values in an array.
fn others(entry: &Entry<'_>) -> Ordered<Other> {
    let mut gathered: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in entry.others() {
        match gathered.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => gathered.push((name, vec![value])),
        }
    }
    let mut others = Ordered::default();
    for (name, mut values) in gathered {
        let last = values.pop().unwrap_or_default();
        let other = if values.is_empty() { Other::One(last) } else { Other::Several(values.into_iter().chain([last]).collect()) };
        others.push(name, other);
    }
    others
}

/// Whether `archive` does not say the archive as its source does.
fn unknown(holding: &Holding) -> bool {
    holding.repository.as_ref().is_some_and(|mention| mention.siglum.as_deref() != Some(&*mention.as_written))
}

/// `fond`, `opis` … and `listy`, each once.
fn levels(holding: &Holding) -> Ordered<String> {
    let mut levels = Ordered::default();
    for level in &holding.levels {
        let value = clean(&level.value);
        if !value.is_empty() && !level.id.is_empty() && levels.get(&level.id).is_none() {
            levels.push(&*level.id, value);
        }
    }
    if let Some(folios) = &holding.folios {
        let figures = numbers(folios, '-', "ob");
        if !figures.is_empty() {
            levels.push(unit(folios.unit), figures);
        }
    }
    levels
}

/// The published view of a shelfmark, with its texts cleaned like all others of the item.
fn cleaned(holding: &Holding) -> HoldingView {
    let mut view = holding_view(holding);
    for text in [&mut view.repository, &mut view.repository_as_written, &mut view.as_written, &mut view.fond_name].into_iter().flatten() {
        *text = clean(text);
    }
    let mut levels = Ordered::default();
    for (id, value) in view.levels.iter() {
        levels.push(id, clean(value));
    }
    view.levels = levels;
    view
}

fn credit(credit: &Credit) -> OwnCredit {
    let text = |text: &str| Some(clean(text)).filter(|text| !text.is_empty());
    OwnCredit {
        role: credit.role,
        name: text(&credit.name),
        family: credit.family.as_deref().and_then(text),
        on_behalf_of: credit.on_behalf_of.as_deref().and_then(text),
    }
}

//! RIS, as Zotero, EndNote and Mendeley read it and as the Wilson Center's own pages offer it: `TY  - MANSCPT`.
//!
//! Lines end with LF, like all other output; every reader at hand takes that as well as CRLF. A field is one line, so no
//! text can begin a tag. The whole shelfmark stands in `AN`, which Zotero takes for the location in the archive.
//!
//! RIS has names family first. Those that the source divides are written so; of the others only translators that are
//! plainly Western persons (`Gary Goldberg`), as the site's own export has them.

use super::credits::capitalised;
use super::entry::Entry;
use super::keys::{KeyForm, keys};
use super::names::Name;
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, DateForm, Day, Role};

/// The tag of each field, in the order in which they are written.
const FIELDS: [(&str, Values); 17] = [
    ("AU", |entry, _| inverted(entry.names(Role::Author))),
    ("TI", |entry, setting| entry.name(setting).into_iter().collect()),
    ("ST", |entry, _| entry.short_title().into_iter().collect()),
    ("DA", |entry, _| entry.date().and_then(day).into_iter().collect()),
    ("PY", |entry, _| entry.date().and_then(year).into_iter().collect()),
    ("A2", |entry, _| inverted(entry.names(Role::Editor))),
    ("A4", |entry, setting| inverted(entry.names(Role::Translator).into_iter().map(|name| name.western(setting.schemas)))),
    ("M3", |entry, setting| entry.genre(setting).into_iter().collect()),
    ("AN", |entry, setting| entry.shelfmark('-', true, setting).into_iter().collect()),
    ("DB", |entry, _| entry.publisher.iter().cloned().collect()),
    ("DP", |entry, _| entry.site.and_then(|site| site.organisation.clone()).into_iter().collect()),
    ("CY", |entry, setting| entry.place(setting).into_iter().collect()),
    ("LA", |entry, _| entry.language().into_iter().collect()),
    ("AB", |entry, _| entry.summary().into_iter().collect()),
    ("N1", notes),
    ("UR", |entry, _| entry.url.iter().cloned().collect()),
    ("Y2", |entry, setting| entry.accessed(setting).map(slashed).into_iter().collect()),
];

/// What a field has to say of an entry: a line for each value.
type Values = for<'e, 's> fn(&Entry<'e>, Setting<'s>) -> Vec<String>;

/// All records, an empty line between them.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, KeyForm::Text, setting);
    let print = |(entry, key): (&mut Entry<'_>, String)| {
        let mut text = String::from("TY  - MANSCPT\n");
        for (tag, values) in FIELDS {
            values(entry, setting).into_iter().filter(|value| !value.is_empty()).for_each(|value| line(&mut text, tag, &value));
        }
        line(&mut text, "ID", &key);
        tell(entry, setting);
        text + "ER  - \n"
    };
    entries.iter_mut().zip(keys).map(print).collect::<Vec<_>>().join("\n")
}

fn line(text: &mut String, tag: &str, value: &str) {
    for part in [tag, "  - ", value, "\n"] {
        text.push_str(part);
    }
}

fn inverted(names: impl IntoIterator<Item = Name>) -> Vec<String> {
    names.into_iter().map(|name| name.inverted()).collect()
}

/// `1956/09/23/`, with the slashes of what is not known; only a date that RIS can say.
fn day(date: &ArchivalDate) -> Option<String> {
    start(date).map(slashed)
}

fn year(date: &ArchivalDate) -> Option<String> {
    start(date).map(|day| format!("{:04}", day.year))
}

/// The first day of a date that is one day, month or year, or an interval.
fn start(date: &ArchivalDate) -> Option<Day> {
    date.start.filter(|day| date.form == DateForm::Stated && day.exists())
}

/// `1956/09/23/`.
fn slashed(day: Day) -> String {
    let two = |number: Option<u8>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", day.year, two(day.month), two(day.month.and(day.day)))
}

/// Whether `DA` says all of the date.
fn is_whole(date: &ArchivalDate) -> bool {
    start(date).is_some() && date.end.is_none() && !date.uncertain && !date.approximate
}

/// Roles that have a tag of their own.
fn in_tags(role: Role) -> bool {
    matches!(role, Role::Author | Role::Editor | Role::Translator)
}

/// Statements that have no tag of their own.
fn notes(entry: &Entry<'_>, setting: Setting<'_>) -> Vec<String> {
    let date = entry.date().filter(|date| !is_whole(date)).and_then(|_| entry.date_in_words(setting)).map(|words| format!("Date: {words}"));
    let credits = entry.credit_clause(|role| !in_tags(role), setting).map(|clause| capitalised(&clause));
    let original = entry.original_language().map(|code| format!("Original language: {code}"));
    let rights = entry.rights().map(|rights| format!("Rights: {rights}"));
    let printed = entry.published_in().map(|edition| format!("Published in: {edition}"));
    [date, credits, original, rights, printed].into_iter().flatten().collect()
}

/// Says what the lines do not hold, or hold in other words.
fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    if entry.date().is_some_and(|date| !is_whole(date)) {
        entry.note(NoteKind::Changed, "date", "stands in words in a note (N1), because ris has days, months and years only");
    }
    entry.lose_programmes(setting, in_tags);
    entry.tell_title(setting);
    entry.lose_unread_access();
    if entry.site.is_none() {
        entry.lose_identifier(setting);
    }
    entry.lose(setting, &["language", "original_language", "rights", "summary", "published_in", "genre", "short_title"]);
}

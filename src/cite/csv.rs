//! A table for spreadsheets: a row a shelfmark, in the columns of `opiska extract --format csv` where both have them.
//!
//! Quoted as RFC 4180 says. A cell that a spreadsheet would take for a formula gets an apostrophe before it.

use super::Setting;
use super::entry::Entry;
use super::facts::look;
use super::keys::{KeyForm, keys};
use super::markup::clean;
use super::names::Name;
use super::shelfmark::{Look, numbers, shelfmarks};
use crate::record::{ArchivalDate, Holding, Role};
use crate::report::guarded;

/// The column of each fact, in order. New ones may come at the end only.
const COLUMNS: [(&str, Cell); 35] = [
    ("key", |row| row.key.to_owned()),
    ("title", |row| row.entry.title.as_ref().map(|title| title.as_str().to_owned()).unwrap_or_default()),
    ("date", |row| row.entry.date().and_then(ArchivalDate::edtf).unwrap_or_default()),
    ("date_as_written", |row| row.entry.date().map(|date| clean(&date.as_written)).unwrap_or_default()),
    ("publisher", |row| row.entry.publisher.clone().unwrap_or_default()),
    ("repository", |row| row.holding.and_then(Holding::siglum).map(clean).unwrap_or_default()),
    ("repository_as_written", |row| {
        row.holding.and_then(|holding| holding.repository.as_ref()).map(|name| clean(&name.as_written)).unwrap_or_default()
    }),
    ("scheme", |row| row.holding.map(|holding| clean(&holding.scheme)).unwrap_or_default()),
    ("fond", |row| row.level("fond")),
    ("opis", |row| row.level("opis")),
    ("papka", |row| row.level("papka")),
    ("delo", |row| row.level("delo")),
    ("part", |row| row.level("part")),
    ("other_levels", other_levels),
    ("folios", |row| row.holding.and_then(|holding| holding.folios.as_ref()).map(|folios| numbers(folios, '-', "ob")).unwrap_or_default()),
    ("folio_unit", folio_unit),
    ("authors", |row| row.names(Role::Author)),
    ("recipients", |row| row.names(Role::Recipient)),
    ("translators", |row| row.names(Role::Translator)),
    ("other_credits", other_credits),
    ("record_id", |row| row.entry.identifier.clone().unwrap_or_default()),
    ("url", |row| row.entry.url.clone().unwrap_or_default()),
    ("accessed", |row| {
        row.entry.accessed(row.setting).map(|day| day.to_string()).or_else(|| row.entry.unread_access()).unwrap_or_default()
    }),
    ("language", |row| row.entry.language().unwrap_or_default()),
    ("original_language", |row| row.entry.original_language().unwrap_or_default()),
    ("uploaded", |row| row.entry.uploaded().unwrap_or_default()),
    ("published_in", |row| row.entry.published_in().unwrap_or_default()),
    ("genre", |row| row.entry.stated_genre().unwrap_or_default()),
    ("short_title", |row| row.entry.short_title().unwrap_or_default()),
    ("rights", |row| row.entry.rights().unwrap_or_default()),
    ("summary", |row| row.entry.summary().unwrap_or_default()),
    ("unread", |row| row.entry.unread().join("; ")),
    ("place", |row| row.entry.place(row.setting).unwrap_or_default()),
    ("fond_name", |row| row.holding.and_then(|holding| holding.fond_name.as_deref()).map(clean).unwrap_or_default()),
    ("shelfmark", shelfmark),
];

/// The text of a cell, not yet guarded.
type Cell = for<'r> fn(&Row<'r>) -> String;

/// A shelfmark of an entry; `None` where the entry has none.
struct Row<'r> {
    entry: &'r Entry<'r>,
    key: &'r str,
    holding: Option<&'r Holding>,
    setting: Setting<'r>,
}

/// The names of the columns and the rows; nothing where there is no record.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, KeyForm::Text, setting);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut put = |cells: Vec<String>| writer.write_record(cells).expect("invariant: memory takes every row of as many cells");
    if !entries.is_empty() {
        put(COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect());
    }
    for (entry, key) in entries.iter().zip(&keys) {
        let holdings = entry.record.holdings.iter().map(Some);
        let bare = entry.record.holdings.is_empty().then_some(None);
        for holding in holdings.chain(bare) {
            let row = Row { entry, key, holding, setting };
            put(COLUMNS.iter().map(|(_, cell)| guarded(cell(&row))).collect());
        }
    }
    entries.iter_mut().for_each(|entry| tell(entry, setting));
    let bytes = writer.into_inner().expect("invariant: memory can be flushed");
    String::from_utf8(bytes).expect("invariant: texts are UTF-8")
}

impl Row<'_> {
    fn level(&self, id: &str) -> String {
        self.holding.and_then(|holding| holding.value(id)).map(clean).unwrap_or_default()
    }

    fn names(&self, role: Role) -> String {
        let names: Vec<String> = self.entry.names(role).iter().map(Name::plain).collect();
        names.join("; ")
    }
}

/// Levels without a column of their own: `box=5; folder=2`.
fn other_levels(row: &Row<'_>) -> String {
    let own = |id: &str| COLUMNS[8..13].iter().any(|(name, _)| *name == id);
    let levels = row.holding.into_iter().flat_map(|holding| &holding.levels).filter(|level| !own(&level.id));
    levels.map(|level| format!("{}={}", clean(&level.id), clean(&level.value))).collect::<Vec<_>>().join("; ")
}

/// The shelfmark of the row in words: what levels and leaves mean in the tradition of the archive.
fn shelfmark(row: &Row<'_>) -> String {
    let look = Look { range: '-', ..look(row.setting) };
    let holdings = row.holding.map(std::slice::from_ref).unwrap_or_default();
    shelfmarks(holdings, true, look, row.setting.schemas).replace('\u{A0}', " ")
}

fn folio_unit(row: &Row<'_>) -> String {
    let folios = row.holding.and_then(|holding| holding.folios.as_ref()).filter(|folios| !folios.items.is_empty());
    folios.map_or("", |folios| folios.unit.as_str()).to_owned()
}

/// Everybody without a column: `contributor=Sergey Radchenko`.
fn other_credits(row: &Row<'_>) -> String {
    let own = |role| matches!(role, Role::Author | Role::Recipient | Role::Translator);
    let credits = row.entry.credits().filter(|credit| !own(credit.role));
    credits.map(|credit| format!("{}={}", credit.role.as_str(), clean(&credit.name))).collect::<Vec<_>>().join("; ")
}

fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.lose_programmes(setting, |_| true);
    entry.lose(
        setting,
        &["language", "original_language", "uploaded", "rights", "summary", "published_in", "unread", "genre", "short_title"],
    );
}

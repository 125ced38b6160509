//! The citation sentence of the Wilson Center's pages, in the form of the old or of the new site.
//!
//! Typed as there: straight quotation marks, hyphens in ranges, whole labels, no period after the address. The old
//! form, with the comma inside the marks, is used where the record prints a former name of the publisher.

use super::credits::{capitalised, clause, groups};
use super::dates;
use super::entry::Entry;
use super::markup::{Piece, clean};
use super::prose::page;
use super::shelfmark::{Look, shelfmarks};
use super::{LabelForm, NoteKind, Setting};

/// Whose form a sentence takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// That of the site whose name the record prints.
    AsNamed,
    /// That of the new site, under its name of today.
    New,
}

/// `"TITLE", DATE, PUBLISHER, SOURCE. Translated by NAME. URL`, a line a record.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>, site: Site) -> String {
    page(entries, setting, |entry, _, _| {
        let former = entry.record.publisher.as_ref().is_some_and(|publisher| publisher.value.former);
        if site == Site::New
            && former
            && let (Some(printed), Some(known)) = (&entry.publisher, entry.site)
        {
            let words = format!("{printed} is printed under its name of today, {}", known.name);
            entry.publisher = Some(known.name.clone());
            entry.note(NoteKind::Changed, "publisher", words);
        }
        line(entry, setting, if site == Site::AsNamed && former { CommaAt::Inside } else { CommaAt::Outside })
    })
}

/// Where the comma behind the title stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CommaAt {
    /// `,"`, as on the old site.
    Inside,
    /// `",`, as on the new one.
    Outside,
}

fn line(entry: &mut Entry<'_>, setting: Setting<'_>, comma: CommaAt) -> Vec<Piece> {
    let options = setting.options;
    let record = entry.record;
    let look = Look { labels: options.labels.or(LabelForm::Full), place: options.place, as_written: true, range: '-' };
    let mut parts = Vec::new();
    let date = record.date.as_ref().map(|date| &date.value);
    parts.extend(date.map(|date| dates::in_words(date, setting.schemas).unwrap_or_else(|| clean(&date.as_written))));
    parts.extend(entry.publisher.clone());
    parts.push(shelfmarks(&record.holdings, true, look, setting.schemas));
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join(", ");
    if let Some(title) = &entry.title {
        let closing = match (parts.is_empty(), comma) {
            (true, _) => "\"",
            (false, CommaAt::Inside) => ",\" ",
            (false, CommaAt::Outside) => "\", ",
        };
        text = format!("\"{}{closing}{text}", title.as_str());
    }
    close(&mut text);
    let credits = clause(&groups(&record.credits, |_| true), setting.schemas);
    if !credits.is_empty() {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&capitalised(&credits));
        close(&mut text);
    }
    let mut pieces = vec![Piece::Text(text)];
    if let Some(url) = entry.url.clone() {
        pieces.push(Piece::text(" "));
        pieces.push(Piece::Url(url));
    }
    if date.is_some_and(|date| dates::in_words(date, setting.schemas).is_none()) {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
    }
    if options.accessed.is_some() && entry.url.is_some() {
        entry.note(NoteKind::Lost, "accessed", format!("{} has no place for the day of access", setting.style));
    }
    entry.lose_identifier(setting);
    entry.lose(setting, &[]);
    pieces
}

fn close(text: &mut String) {
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
}

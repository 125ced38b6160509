//! Chicago Manual of Style, 18th edition: full note, shortened note, bibliography.
//!
//! Order: title, translator, date, archive, levels from the general to the special, digital publisher, address: that of
//! archives outside North America (14.205), the town left out unless asked for. Titles keep their case.

use std::collections::HashMap;

use super::credits::{Group, capitalised, groups, listed};
use super::dates;
use super::entry::Entry;
use super::markup::{Piece, clean};
use super::shelfmark::{Look, archive, leaves, shelfmarks};
use super::title::Title;
use super::{LabelForm, NoteKind, Setting};
use crate::record::Role;

/// `“Title,” trans. Name, September 23, 1956, GARF, f. 5446, …, ll. 3–6, Publisher, URL.`
pub(super) fn notes(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let lines: Vec<String> = entries.iter_mut().map(|entry| setting.options.markup.line(&note(entry, setting))).collect();
    setting.options.markup.page(&lines)
}

/// `“Title.” Translated by Name. September 23, 1956. GARF, f. 5446, …, ll. 3–6. Publisher. URL.`, in the order given.
pub(super) fn bibliography(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let lines: Vec<String> = entries.iter_mut().map(|entry| setting.options.markup.line(&item(entry, setting))).collect();
    setting.options.markup.page(&lines)
}

/// `“Title,” ll. 3–6.`, with the date where another record has the same title, and the whole shelfmark where that is not
/// enough either.
pub(super) fn short_notes(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let titles: Vec<Option<Title>> = entries.iter().map(|entry| short_title(entry, setting)).collect();
    let name = |title: &Option<Title>| title.as_ref().map(|title| title.as_str().to_owned()).unwrap_or_default();
    let (mut by_title, mut by_date) = (HashMap::new(), HashMap::new());
    for (entry, title) in entries.iter().zip(&titles) {
        *by_title.entry(name(title)).or_insert(0) += 1;
        *by_date.entry((name(title), date(entry, setting))).or_insert(0) += 1;
    }
    let mut lines = Vec::with_capacity(entries.len());
    for (entry, title) in entries.iter_mut().zip(&titles) {
        // A shortened note prints neither, so that nothing need be said of where they come from.
        entry.notes.retain(|note| note.field == "title");
        let written = date(entry, setting);
        let dated = by_title[&name(title)] > 1;
        let whole = by_date[&(name(title), written.clone())] > 1;
        lines.push(setting.options.markup.line(&short_note(entry, title.as_ref(), dated.then_some(written), whole, setting)));
    }
    setting.options.markup.page(&lines)
}

fn note(entry: &mut Entry<'_>, setting: Setting<'_>) -> Vec<Piece> {
    let mut parts: Vec<Piece> = credited(entry).iter().map(|group| Piece::text(abbreviated(group))).collect();
    parts.extend(stated_date(entry, setting).map(Piece::Text));
    parts.extend(shelfmark(entry, setting).map(Piece::Text));
    parts.extend(publisher(entry).map(Piece::Text));
    parts.extend(accessed(entry, setting).map(|day| Piece::text(format!("accessed {day}"))));
    parts.extend(entry.url.clone().map(Piece::Url));
    say_losses(entry, setting, &["credits"]);
    sentence(entry.title.as_ref(), parts)
}

fn short_note(entry: &mut Entry<'_>, title: Option<&Title>, date: Option<String>, whole: bool, setting: Setting<'_>) -> Vec<Piece> {
    let mut parts: Vec<Piece> = date.into_iter().map(Piece::Text).collect();
    let leaf = entry.record.holdings.iter().find_map(|holding| leaves(holding, look(setting), setting.schemas));
    let one = entry.record.holdings.len() == 1 && title.is_some() && !whole;
    parts.extend(if one { leaf.or_else(|| shelfmark(entry, setting)) } else { shelfmark(entry, setting) }.map(Piece::Text));
    if parts.is_empty() {
        parts.push(Piece::text(self::date(entry, setting)));
    }
    sentence(title, parts)
}

fn item(entry: &mut Entry<'_>, setting: Setting<'_>) -> Vec<Piece> {
    let mut sentences: Vec<Piece> = entry.title.iter().map(|title| Piece::text(title.quoted('.'))).collect();
    let credited = credited(entry);
    sentences.extend(credited.iter().map(|group| Piece::text(capitalised(&group.phrase(setting.schemas)))));
    sentences.extend(stated_date(entry, setting).map(Piece::Text));
    sentences.extend(shelfmark(entry, setting).map(Piece::Text));
    sentences.extend(publisher(entry).map(Piece::Text));
    sentences.extend(accessed(entry, setting).map(|day| Piece::text(format!("Accessed {day}"))));
    sentences.extend(entry.url.clone().map(Piece::Url));
    say_losses(entry, setting, &["credits", "programme"]);
    let mut line = Vec::new();
    for (number, sentence) in sentences.into_iter().enumerate() {
        let complete = matches!(&sentence, Piece::Text(text) if ends(text));
        if number > 0 {
            line.push(Piece::text(" "));
        }
        line.push(sentence);
        if !complete {
            line.push(Piece::text("."));
        }
    }
    line
}

/// A title and what follows it, parted by commas, closed by a period.
fn sentence(title: Option<&Title>, parts: Vec<Piece>) -> Vec<Piece> {
    let mut line: Vec<Piece> = title.iter().map(|title| Piece::text(title.quoted(if parts.is_empty() { '.' } else { ',' }))).collect();
    let titled = !line.is_empty();
    for (number, part) in parts.into_iter().enumerate() {
        match number {
            0 if titled => line.push(Piece::text(" ")),
            0 => {}
            _ => line.push(Piece::text(", ")),
        }
        line.push(part);
    }
    if !line.last().is_some_and(|last| matches!(last, Piece::Text(text) if ends(text))) {
        line.push(Piece::text("."));
    }
    line
}

fn ends(text: &str) -> bool {
    text.trim_end_matches(['”', '’']).ends_with(['.', '?', '!', '…'])
}

fn look(setting: Setting<'_>) -> Look {
    let options = setting.options;
    Look { labels: options.labels.or(LabelForm::Abbr), place: options.place, as_written: false, range: '–' }
}

fn shelfmark(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    Some(shelfmarks(&entry.record.holdings, true, look(setting), setting.schemas)).filter(|text| !text.is_empty())
}

/// The date in words, as written where it could not be read, `n.d.` where there is none.
fn date(entry: &Entry<'_>, setting: Setting<'_>) -> String {
    let Some(date) = entry.record.date.as_ref().map(|date| &date.value) else { return "n.d.".to_owned() };
    let unread = || Some(clean(&date.as_written)).filter(|words| !words.is_empty());
    dates::in_words(date, setting.schemas).or_else(unread).unwrap_or_else(|| "n.d.".to_owned())
}

/// The date, where there is a document to be dated: of a bare shelfmark nobody knows whether its papers are undated.
fn stated_date(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    (entry.title.is_some() || entry.record.date.is_some()).then(|| date(entry, setting))
}

/// The publisher's name, with the record ID where no address shows it (14.113).
fn publisher(entry: &Entry<'_>) -> Option<String> {
    let name = entry.publisher.as_ref()?;
    match &entry.identifier {
        Some(id) if entry.url.is_none() => Some(format!("{name} ({id})")),
        _ => Some(name.clone()),
    }
}

fn accessed(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    entry.url.as_ref()?;
    setting.options.accessed.map(|day| dates::day(day, setting.schemas))
}

fn short_title(entry: &Entry<'_>, setting: Setting<'_>) -> Option<Title> {
    let title = entry.title.as_ref()?;
    Some(if setting.options.short_titles { title.cut(setting.schemas.phrases("title-break")) } else { title.clone() })
}

/// Whether Chicago names people in this role; it does not say who brought the copy.
fn has_place(role: Role) -> bool {
    matches!(role, Role::Translator | Role::Editor | Role::Compiler | Role::Transcriber)
}

fn credited(entry: &Entry<'_>) -> Vec<Group> {
    groups(&entry.record.credits, has_place)
}

/// `trans. Gary Goldberg`, `trans. and ed. A and B`.
fn abbreviated(group: &Group) -> String {
    let short = |role: &Role| match role {
        Role::Translator => "trans.",
        Role::Editor => "ed.",
        Role::Compiler => "comp.",
        _ => "transcribed by",
    };
    let words: Vec<String> = group.roles.iter().map(|role| short(role).to_owned()).collect();
    format!("{} {}", listed(&words), listed(&group.names))
}

/// Notes on what the line leaves out or prints otherwise. `held`: `credits`, and `programme` where the phrase has room
/// for the programme a translation was made for.
fn say_losses(entry: &mut Entry<'_>, setting: Setting<'_>, held: &[&str]) {
    let record = entry.record;
    if let Some(date) = &record.date
        && dates::in_words(&date.value, setting.schemas).is_none()
        && !date.value.as_written.is_empty()
    {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
    }
    for holding in &record.holdings {
        let written = holding.repository.as_ref().map(|mention| clean(&mention.as_written));
        if let (Some(written), Some(printed)) = (written, archive(holding, look(setting), setting.schemas))
            && written != printed
        {
            entry.note(NoteKind::Changed, "holdings", format!("archive {written} is printed as {printed}"));
        }
    }
    for credit in &record.credits {
        let name = clean(&credit.name);
        if !held.contains(&"credits") || !has_place(credit.role) {
            entry.note(NoteKind::Lost, "credits", format!("{} has no place for the {} {name}", setting.style, credit.role.as_str()));
        } else if let Some(programme) = credit.on_behalf_of.as_ref().filter(|_| !held.contains(&"programme")) {
            entry.note(
                NoteKind::Lost,
                "credits",
                format!("{} has no place for {}, for whom {name} worked", setting.style, clean(programme)),
            );
        }
    }
    if entry.publisher.is_none() || entry.url.is_some() {
        entry.lose_identifier(setting);
    }
    entry.lose(setting, &[]);
}

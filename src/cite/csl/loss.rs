//! What a style left unprinted: looked for in the finished line, because a style says nowhere what it drops.

use super::CslForm;
use super::line::Line;
use super::style::CslStyle;
use crate::cite::entry::Entry;
use crate::cite::markup::clean;
use crate::cite::shelfmark::{Look, archive, shelfmarks};
use crate::cite::{LabelForm, NoteKind, Setting};

/// Notes every field of the record that the line does not show.
///
/// The words in brackets of a style without notes only point into the list of sources: there is nothing to lose.
pub(super) fn say(entry: &mut Entry<'_>, line: &Line, style: &CslStyle, form: CslForm, setting: Setting<'_>) {
    if form == CslForm::Note && !style.has_notes() {
        return;
    }
    let shown = letters(&line.plain());
    let mut lost: Vec<(&str, String)> = Vec::new();
    for (field, name, text) in printed(entry, setting) {
        if !shown.contains(&letters(&text)) {
            lost.push((field, format!("{name} {text}")));
        }
    }
    if let Some(year) = year(entry).filter(|year| !shown.contains(year.as_str())) {
        lost.push(("date", format!("the year {year}")));
    }
    for (field, there, name) in entry.beside_the_citation() {
        if there {
            lost.push((field, name.to_owned()));
        }
    }
    lost.extend(entry.record.unread.iter().map(|words| ("unread", format!("words that were not understood: {}", clean(&words.value)))));
    for (field, what) in lost {
        entry.note(NoteKind::Lost, field, format!("{} does not print {what}", style.name()));
    }
}

/// What a full citation has, in the words in which the style was given it.
fn printed(entry: &Entry<'_>, setting: Setting<'_>) -> Vec<(&'static str, &'static str, String)> {
    let (record, schemas) = (entry.record, setting.schemas);
    let look = Look { labels: setting.options.labels.or(LabelForm::Abbr), place: false, as_written: false, range: '–' };
    let archive = record.holding().and_then(|holding| archive(holding, look, schemas));
    let shelfmark = shelfmarks(&record.holdings, false, look, schemas).replace('\u{A0}', " ");
    let mut fields = vec![
        ("title", "the title", entry.title.as_ref().map(|title| title.as_str().to_owned())),
        ("holdings", "the archive", archive),
        ("holdings", "the shelfmark", Some(shelfmark)),
        ("publisher", "the publisher", entry.publisher.clone()),
        ("url", "the address", entry.url.clone()),
        ("record_id", "the record ID", entry.identifier.clone()),
    ];
    fields.extend(record.credits.iter().map(|credit| ("credits", credit.role.as_str(), Some(last_word(&clean(&credit.name))))));
    fields.into_iter().filter_map(|(field, name, text)| Some((field, name, text.filter(|text| !text.is_empty())?))).collect()
}

/// Styles shorten and invert names, but keep one word of them.
fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).to_owned()
}

fn year(entry: &Entry<'_>) -> Option<String> {
    let date = &entry.record.date.as_ref()?.value;
    date.start.or(date.end).map(|day| day.year.to_string())
}

/// Letters and figures only, lower case: marks, dashes and capitals are the style's own business.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

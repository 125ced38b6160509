//! Chicago's author-date system: the entry of the reference list and the form in the text.
//!
//! Works of one author and year are told apart by letters (`1956a`), given in the order of the citations; the list and
//! the text agree where both are written from the same sources in the same order.

use std::collections::HashMap;

use super::authors::Shape;
use super::chicago::{bibliography_authors, note_authors, source};
use super::credits::capitalised;
use super::dates::DateLook;
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, page, sentences};
use super::sequence::Mention;
use super::shelfmark::leaves;
use super::title::Title;
use super::{Setting, TranslatorPlace};
use crate::record::{DateForm, Record};

/// `Author. 1956. “Title.” Translated by Name. September 23. GARF, f. 5446, …, ll. 3–6. Publisher. URL.`; the title leads
/// where there is no author.
pub(super) fn list(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let manner = Manner::english(setting);
    let letters = year_letters(entries, &manner);
    page(entries, setting, |entry, number, mention| item(entry, &letters[number], mention, &manner))
}

/// `(Mikoyan 1956, ll. 3–6)`.
pub(super) fn in_text(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let manner = Manner::english(setting);
    let letters = year_letters(entries, &manner);
    page(entries, setting, |entry, number, mention| {
        // The rest stands in the list.
        entry.notes.retain(|note| note.field == "title");
        vec![Piece::Text(reference(entry, &letters[number], mention, &manner))]
    })
}

/// The letters after the years of works with the same author (or title) and year; empty where a year is enough.
pub(super) fn year_letters(entries: &[Entry<'_>], manner: &Manner<'_>) -> Vec<String> {
    let key = |entry: &Entry<'_>| {
        let title = entry.title.as_ref().map(|title| title.as_str().to_owned());
        let lead = bibliography_authors(entry.record, manner).or(title);
        lead.map(|lead| (lead, year(entry, manner).0))
    };
    let keys: Vec<Option<(String, String)>> = entries.iter().map(key).collect();
    let mut counts: HashMap<&(String, String), (usize, usize)> = HashMap::new();
    for key in keys.iter().flatten() {
        counts.entry(key).or_default().0 += 1;
    }
    let mut letter = |key: &Option<(String, String)>| {
        let found = key.as_ref().and_then(|key| counts.get_mut(key)).filter(|(total, _)| *total > 1);
        found.map(|(_, used)| {
            *used += 1;
            letter_of(*used)
        })
    };
    keys.iter().map(|key| letter(key).unwrap_or_default()).collect()
}

/// 1 is `a`, 27 is `aa`.
fn letter_of(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[rest % 26]));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// The year, and day and month where they are known: `1956` and `September 23`. A date in doubt or of several years
/// stands whole in the place of the year.
pub(super) fn year(entry: &Entry<'_>, manner: &Manner<'_>) -> (String, Option<String>) {
    let whole = manner.date(entry);
    let Some(date) = entry.record.date.as_ref().map(|date| &date.value) else { return (whole, None) };
    let one_year = date.end.is_none_or(|end| Some(end.year) == date.start.map(|start| start.year));
    match date.start {
        Some(start) if date.form == DateForm::Stated && one_year && !date.uncertain && !date.approximate && date.edtf().is_some() => {
            let plain = DateLook { words: None, ..manner.dates }.date(date).unwrap_or_default();
            let year = start.year.to_string();
            let rest = plain.strip_suffix(&year).map(|rest| rest.trim_end_matches([' ', ',']).to_owned());
            (year, rest.filter(|rest| !rest.is_empty()))
        }
        _ => (whole, None),
    }
}

fn item(entry: &mut Entry<'_>, letter: &str, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let text = |text: String| vec![Piece::Text(text)];
    let author = bibliography_authors(entry.record, manner);
    let title = entry.title.as_ref().map(|title| text(title.quoted('.')));
    let title = title.or_else(|| manner.kind(entry).map(|kind| text(capitalised(&kind))));
    let (year, day) = year(entry, manner);
    let dated = title.is_some() || author.is_some() || entry.record.date.is_some();
    let year = dated.then(|| text(format!("{year}{letter}")));
    let mut all: Vec<Vec<Piece>> = match author {
        Some(author) => [Some(text(author)), year, title].into_iter().flatten().collect(),
        None => [title, year].into_iter().flatten().collect(),
    };
    let translated = manner.phrases(entry);
    let at_end = manner.translator(TranslatorPlace::AfterTitle) == TranslatorPlace::End;
    let phrases = || translated.iter().map(|phrase| text(capitalised(phrase)));
    all.extend(phrases().filter(|_| !at_end));
    all.extend(day.map(text));
    all.extend(source(entry, mention, manner));
    all.extend(phrases().filter(|_| at_end));
    manner.say_losses(entry, Held { roles: AUTHOR_AND_WORKERS, fields: &["programme"] });
    sentences(all)
}

fn reference(entry: &Entry<'_>, letter: &str, mention: &Mention, manner: &Manner<'_>) -> String {
    let quoted = |title: &Title| format!("“{}”", title.with_marks(['‘', '’', '“', '”']));
    let lead = lead(entry.record, manner).or_else(|| entry.title.as_ref().map(quoted));
    let leaf = entry.record.holding().and_then(|holding| leaves(holding, manner.look, manner.setting.schemas));
    let (year, _) = year(entry, manner);
    match lead {
        Some(lead) => {
            let leaf = leaf.map(|leaf| format!(", {leaf}")).unwrap_or_default();
            format!("({lead} {year}{letter}{leaf})")
        }
        None => {
            let dated = entry.record.date.as_ref().map(|_| year);
            let parts: Vec<String> = manner.shelfmark(entry, mention).into_iter().chain(dated).collect();
            format!("({})", parts.join(", "))
        }
    }
}

fn lead(record: &Record, manner: &Manner<'_>) -> Option<String> {
    note_authors(record, Shape::Family, 2, manner)
}

#[cfg(test)]
mod tests {
    use super::letter_of;

    #[test]
    fn letters_of_a_year() {
        assert_eq!([1, 26, 27, 53].map(letter_of), ["a", "z", "aa", "ba"]);
    }
}

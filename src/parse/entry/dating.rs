//! The date of an entry: as one field, as numbers, or as year, month and day apart.

use super::super::{Reader, date as reading};
use super::{Value, whole};
use crate::layout::entry::Entry;
use crate::record::{ArchivalDate, Day, Field, Record};
use crate::source::Spanned;

/// Sets the date of the record. A date that stood beside the shelfmark stays where it says more of the same.
pub fn date(entry: &Entry<'_>, record: &mut Record, reader: &Reader<'_>) {
    let mut dates = entry.parts.iter().filter(|part| part.field == Field::Date).filter_map(|part| match &part.value {
        Value::Date(date) => Some(date.clone()),
        Value::Text(text) => Some(Spanned::new(words(text.text(), reader), text.whole())),
        Value::People(_) | Value::Raw(_) => None,
    });
    let first = dates.next();
    let apart = || apart(entry, reader);
    let mut stated = match first {
        Some(first) if first.value.is_read() => Some(first),
        Some(first) => apart().filter(|apart| apart.value.is_read()).or(Some(first)),
        None => apart(),
    };
    // A second column may say the same in the words of the source, or more.
    if let (Some(stated), Some(again)) = (&mut stated, dates.next()) {
        if says_more(&again.value, &stated.value) {
            *stated = again;
        } else if again.value.same_time(&stated.value) || !again.value.is_read() {
            stated.value.as_written = again.value.as_written;
        }
    }
    let Some(stated) = stated else { return };
    let noted = || {
        let openings = entry.texts(Field::Note).map(|note| note.part(0..note.text().find(". ").unwrap_or(note.text().len())));
        openings.map(|words| Spanned::new(reading::whole_date(words.text(), reader.schemas), words.whole())).next()
    };
    let known = record.date.take().into_iter().chain(noted());
    record.date = known.into_iter().find(|known| says_more(&known.value, &stated.value)).or(Some(stated));
}

/// Whether a date is the other one with a month or day, or an end, that the other lacks.
fn says_more(more: &ArchivalDate, less: &ArchivalDate) -> bool {
    let (Some(fine), Some(coarse)) = (more.start, less.start) else { return false };
    let parts = |day: Day| usize::from(day.month.is_some()) + usize::from(day.day.is_some());
    let further = more.end.is_some() || parts(fine) > parts(coarse);
    less.end.is_none() && further && parts(fine) >= parts(coarse) && coarse.agrees(fine)
}

/// A date in words, in EDTF, or as RIS has it: `1956/09/23/`.
pub fn words(text: &str, reader: &Reader<'_>) -> ArchivalDate {
    let text = text.trim();
    let mut parts = text.splitn(4, '/');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()));
    // `1956/1957` is an interval of EDTF.
    let slashes = text.bytes().filter(|byte| *byte == b'/').count();
    let short = |part: &str| part.len() <= 2;
    if let Some(year) = year.and_then(|year| year.parse().ok())
        && (slashes >= 2 || slashes == 1 && text[5..].len() <= 2)
    {
        let mut number = || parts.next().filter(|part| short(part)).and_then(|part| part.parse::<u8>().ok()).filter(|number| *number > 0);
        let month = number();
        let day = month.and_then(|_| number());
        return ArchivalDate { as_written: text.to_owned(), start: Some(Day { year, month, day }), ..ArchivalDate::default() };
    }
    // `1956-09-23T00:00:00Z`, `2026-11-22 10:11:12`
    if let Some(day) = text.split_once(['T', ' ']).and_then(|(day, _)| Day::from_iso(day)).or_else(|| Day::from_iso(text)) {
        return ArchivalDate { as_written: text.to_owned(), start: Some(day), ..ArchivalDate::default() };
    }
    reading::whole_date(text, reader.schemas)
}

/// Year, month and day from fields of their own.
fn apart(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Spanned<ArchivalDate>> {
    let year = entry.text(Field::Year)?;
    let mut read = words(year.text(), reader);
    let mut span = year.whole();
    let (month, day) = (entry.text(Field::Month), entry.text(Field::Day));
    if let (Some(month), Some(start)) = (month, read.day().filter(|day| day.month.is_none())) {
        let word = month.text().trim().trim_end_matches('.');
        let number = reader.schemas.month(word).or_else(|| word.parse().ok().filter(|month| (1..=12).contains(month)));
        let day_number = day.and_then(|day| day.text().trim().parse().ok());
        match number {
            Some(number) => {
                let day = Day { year: start.year, month: Some(number), day: day_number };
                read = ArchivalDate { as_written: day.to_string(), start: Some(day), ..read };
            }
            // `month = {23 September}` or `{August 30--31}`
            None => {
                let both = reading::whole_date(&format!("{word} {}", start.year), reader.schemas);
                let both = if both.is_read() { both } else { reading::whole_date(&format!("{word}, {}", start.year), reader.schemas) };
                read = if both.is_read() { both } else { read };
            }
        }
        span = span.join(month.whole());
    }
    let parts = entry.parts.iter().filter(|part| part.field == Field::Day);
    let span = parts
        .map(|part| whole(&part.value))
        .fold(span, |span, day| if read.day().is_some_and(|read| read.day.is_some()) { span.join(day) } else { span });
    Some(Spanned::new(read, span))
}

//! What stands around a date and belongs to it: weekday, "circa", "before", a question mark, brackets, the time of day.

use std::ops::Range;

use crate::record::{ArchivalDate, DateForm};
use crate::schema::Schemas;

use super::Dating;
use super::scan::{digits_end, gap, phrase_at, phrase_at_end, skip, word_end};

/// What a word in front says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Nothing,
    Circa,
    Doubt,
    Before,
    After,
}

/// The kinds of words in front, as the schemas name them.
const LEADS: [(&str, Lead); 5] = [
    ("weekday", Lead::Nothing),
    ("circa", Lead::Circa),
    ("perhaps", Lead::Doubt),
    ("not-after", Lead::Before),
    ("not-before", Lead::After),
];

/// An end of an interval that is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Start,
    End,
}

/// Takes in what belongs to the date.
pub(super) fn framed(text: &str, range: Range<usize>, floor: usize, dating: Dating, schemas: &Schemas) -> (Range<usize>, Dating) {
    let Dating::Date(mut date) = dating else { return (range, dating) };
    let Range { mut start, mut end } = range;
    let mut open = None;
    (start, open) = leads(text, start, floor, &mut date, open, schemas);
    end = trailing(text, end, &mut date, schemas);
    if text[floor..start].ends_with('[') && text[end..].starts_with(']') {
        (start, end) = (start - 1, end + 1);
        date.uncertain = true;
        (start, open) = leads(text, start, floor, &mut date, open, schemas);
        end = trailing(text, end, &mut date, schemas);
    }
    let as_written = text[start..end].to_owned();
    (
        start..end,
        Dating::Date(open.map_or_else(
            || ArchivalDate { as_written: as_written.clone(), ..date.clone() },
            |open| opened(date.clone(), open, as_written.clone()),
        )),
    )
}

/// Past the words in front of a date, and which of its ends they leave open.
fn leads(text: &str, from: usize, floor: usize, date: &mut ArchivalDate, known: Option<Open>, schemas: &Schemas) -> (usize, Option<Open>) {
    let (mut start, mut open) = (from, known);
    // No date has more words in front than these.
    for _ in 0..4 {
        let before = text[floor..start].trim_end_matches([' ', '\u{A0}', ',', '.']);
        let dotted = text[floor..start].trim_end_matches([' ', '\u{A0}', ',']);
        if dotted.is_empty() {
            break;
        }
        let ending = |phrase: &str| phrase_at_end(dotted, phrase).or_else(|| phrase_at_end(before, phrase));
        let found =
            LEADS.into_iter().flat_map(|(kind, lead)| schemas.phrases(kind).filter_map(move |phrase| Some((ending(phrase)?, lead))));
        let Some((found, lead)) = found.min_by_key(|(found, _)| *found) else { break };
        match lead {
            Lead::Nothing => {}
            Lead::Circa => date.approximate = true,
            Lead::Doubt => date.uncertain = true,
            // An interval has both its ends.
            Lead::Before | Lead::After if open.is_some() || date.form == DateForm::Stated && date.end.is_some() => break,
            Lead::Before => open = Some(Open::Start),
            Lead::After => open = Some(Open::End),
        }
        start = floor + found;
    }
    (start, open)
}

/// Past what follows a date: marks of doubt, the time of day, the name of the calendar.
fn trailing(text: &str, from: usize, date: &mut ArchivalDate, schemas: &Schemas) -> usize {
    let mut end = from;
    loop {
        let rest = &text[end..];
        let step = if rest.starts_with('?') {
            date.uncertain = true;
            1
        } else if rest.starts_with("(?)") || rest.starts_with(" (?)") {
            date.uncertain = true;
            rest.find(')').map_or(0, |at| at + 1)
        } else if date.is_read() && rest.starts_with(['~', '%']) {
            date.approximate = true;
            date.uncertain |= rest.starts_with('%');
            1
        } else {
            let after = time_of_day(text, end, schemas).or_else(|| calendar(text, end, schemas));
            after.map_or(0, |after| after - end)
        };
        if step == 0 {
            return end;
        }
        end += step;
    }
}

/// Past `, 21:50`, ` at 9.50 p.m.`, ` в 21 ч. 50 мин.`
fn time_of_day(text: &str, from: usize, schemas: &Schemas) -> Option<usize> {
    let comma = gap(text, skip(text, from, ","));
    let word = word_end(text, comma);
    let led = word > comma && schemas.phrases("time-lead").any(|lead| lead == &text[comma..word]);
    let hour = if led { gap(text, word) } else { comma };
    let hour_end = digits_end(text, hour);
    let small =
        |start: usize, end: usize, most: u8| (1..=2).contains(&(end - start)) && text[start..end].parse::<u8>().is_ok_and(|n| n <= most);
    if hour == from || !small(hour, hour_end, 24) {
        return None;
    }
    let sign = text[hour_end..].chars().next().filter(|c| matches!(c, ':' | '.' | '-'));
    let minute = hour_end + sign.map_or(0, char::len_utf8);
    let minute_end = digits_end(text, minute);
    let minutes = sign.is_some() && minute_end - minute == 2 && small(minute, minute_end, 59);
    let clock = if minutes { minute_end } else { hour_end };
    let unit = hour_words(text, clock, schemas);
    let sure = unit.is_some() || minutes && (led || sign == Some(':'));
    let mut end = unit.unwrap_or(clock);
    // "21 ч. 50 мин."
    let more = gap(text, end);
    let more_end = digits_end(text, more);
    if sure && !minutes && small(more, more_end, 59) {
        end = hour_words(text, more_end, schemas).unwrap_or(end);
    }
    (sure && !text[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// Past the words for hours, minutes and halves of the day.
fn hour_words(text: &str, from: usize, schemas: &Schemas) -> Option<usize> {
    let at = gap(text, from);
    let ends = schemas.phrases("hour-word").filter_map(|word| Some(at + phrase_at(&text[at..], word)?));
    ends.filter(|&end| !text[end..].starts_with(char::is_alphanumeric)).max()
}

/// Past the name of the calendar that the day follows, which stays among the words of the date.
fn calendar(text: &str, from: usize, schemas: &Schemas) -> Option<usize> {
    let at = gap(text, skip(text, from, ","));
    let open = text[at..].starts_with(['(', '[']);
    let inner = at + usize::from(open);
    let ends = schemas.phrases("calendar").filter_map(|word| Some(inner + phrase_at(&text[inner..], word)?));
    let end = ends.filter(|&end| at > from && !text[end..].starts_with(char::is_alphanumeric)).max()?;
    match open {
        true => text[end..].starts_with([')', ']']).then_some(end + 1),
        false => Some(end),
    }
}

/// Whether the words around a date are the open end of an EDTF interval: `../1953-03-05`.
pub(super) fn open_end([before, after]: [&str; 2]) -> Option<Open> {
    match (before.trim(), after.trim()) {
        ("../", "") => Some(Open::Start),
        ("", "/..") => Some(Open::End),
        _ => None,
    }
}

/// The date with one of its ends left open: "before the 1950s" ends with their first year.
pub(super) fn opened(date: ArchivalDate, open: Open, as_written: String) -> ArchivalDate {
    let day = match open {
        Open::Start if date.form == DateForm::Stated => date.end.or(date.start),
        Open::Start => date.start,
        Open::End => date.end.or(date.start),
    };
    let (uncertain, approximate) = (date.uncertain, date.approximate);
    let read = match (day, open) {
        (Some(day), Open::Start) => ArchivalDate::before(day),
        (Some(day), Open::End) => ArchivalDate::after(day),
        (None, _) => ArchivalDate::default(),
    };
    ArchivalDate { as_written, uncertain, approximate, ..read }
}

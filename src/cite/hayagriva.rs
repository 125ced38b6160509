//! Hayagriva YAML, the bibliography format of Typst: a mapping of entries, every text a double-quoted scalar.
//!
//! Hayagriva reads braces and dollar signs inside a text as its own marks, so those are escaped and the names of a title
//! stand in braces; it never turns quotation marks, so the inner ones are typeset here. An address or a date that it would
//! refuse makes it refuse the whole file, so doubtful ones go to `note`.

use std::collections::HashSet;

use super::credits::capitalised;
use super::entry::Entry;
use super::keys::{KeyForm, keys};
use super::names::Name;
use super::protected::protected;
use super::title::{Glyph, Title};
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, DateForm, Day, Role};

/// The field of each fact, in the order in which they are written. Every value is YAML already.
const FIELDS: [(&str, Value); 15] = [
    ("title", title),
    ("author", |entry, _| persons(&entry.names(Role::Author))),
    ("editor", |entry, _| Some(entry).filter(|entry| entry.has_author()).and_then(|entry| persons(&entry.names(Role::Editor)))),
    ("affiliated", affiliated),
    ("date", |entry, _| entry.date().and_then(plain_day).map(|day| quoted(&day.to_string()))),
    ("genre", |entry, setting| entry.genre(setting).map(|genre| formattable(&genre))),
    ("archive", |entry, setting| archive(entry, setting).map(|name| formattable(&name))),
    ("archive-location", |entry, setting| entry.shelfmark('–', false, setting).map(|shelfmark| formattable(&shelfmark))),
    ("publisher", |entry, _| entry.publisher.as_deref().map(formattable)),
    ("location", |entry, setting| entry.place(setting).map(|place| formattable(&place))),
    ("language", |entry, _| entry.language().filter(|code| is_code(code)).map(|code| quoted(&code))),
    ("serial-number", |entry, _| entry.identifier.as_deref().map(quoted)),
    ("url", url),
    ("note", |entry, setting| Some(notes(entry, setting)).filter(|notes| !notes.is_empty()).map(|notes| formattable(&notes))),
    ("abstract", |entry, _| entry.summary().map(|summary| formattable(&summary))),
];

/// What a field has to say of an entry.
type Value = for<'e, 's> fn(&Entry<'e>, Setting<'s>) -> Option<String>;

/// All records, an empty line between them.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let keys = keys(entries, KeyForm::Text, setting);
    let print = |(entry, key): (&mut Entry<'_>, String)| {
        let mut text = format!("{}:\n  type: manuscript\n", quoted(&key));
        for (name, value) in FIELDS {
            if let Some(value) = value(entry, setting) {
                text.extend(["  ", name, ": ", &value, "\n"]);
            }
        }
        tell(entry, setting);
        text
    };
    entries.iter_mut().zip(keys).map(print).collect::<Vec<_>>().join("\n")
}

/// A double-quoted scalar of one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // What YAML cannot print, or reads as the mark of an encoding.
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in which Hayagriva looks for marks of its own.
fn formattable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_plain(&mut out, c));
    quoted(&out)
}

fn push_plain(out: &mut String, c: char) {
    if matches!(c, '{' | '}' | '$' | '\\') {
        out.push('\\');
    }
    out.push(c);
}

fn title(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    let long = match &entry.title {
        Some(title) => quoted(&title_text(title, setting)),
        None => formattable(&entry.name(setting)?),
    };
    Some(match entry.short_title() {
        Some(short) => format!("{{ value: {long}, short: {} }}", formattable(&short)),
        None => long,
    })
}

/// The title with names in braces and inner quotation marks as they are printed inside double ones.
fn title_text(title: &Title, setting: Setting<'_>) -> String {
    let names = protected(title.as_str(), setting.names);
    let (starts, ends): (HashSet<usize>, HashSet<usize>) = names.iter().map(|name| (name.start, name.end)).unzip();
    let mut out = String::new();
    for (at, glyph) in title.glyphs() {
        if ends.contains(&at) {
            out.push('}');
        }
        if starts.contains(&at) {
            out.push('{');
        }
        match glyph {
            Glyph::Char(letter) => push_plain(&mut out, letter),
            Glyph::Apostrophe => out.push('’'),
            Glyph::Open(depth) => out.push(['“', '‘'][depth % 2]),
            Glyph::Close(depth) => out.push(['”', '’'][depth % 2]),
        }
    }
    if ends.contains(&title.as_str().len()) {
        out.push('}');
    }
    out
}

/// `[{ name: "Goldberg", given-name: "Gary" }]`; a whole name has no second part.
fn persons(names: &[Name]) -> Option<String> {
    let person = |name: &Name| match name {
        Name::Divided { family, given, .. } if !given.is_empty() => {
            format!("{{ name: {}, given-name: {} }}", quoted(family), quoted(given))
        }
        Name::Divided { family: name, .. } | Name::Whole(name) => format!("{{ name: {} }}", quoted(name)),
    };
    let names: Vec<String> = names.iter().map(person).collect();
    (!names.is_empty()).then(|| format!("[{}]", names.join(", ")))
}

/// Translators and compilers beside an author. Without one they would be taken for authors; see [`notes`].
fn affiliated(entry: &Entry<'_>, _: Setting<'_>) -> Option<String> {
    let role = |(word, role): (&str, Role)| persons(&entry.names(role)).map(|names| format!("{{ role: {word}, names: {names} }}"));
    let groups: Vec<String> = [("translator", Role::Translator), ("compiler", Role::Compiler)].into_iter().filter_map(role).collect();
    (entry.has_author() && !groups.is_empty()).then(|| format!("[{}]", groups.join(", ")))
}

fn archive(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    super::shelfmark::archive(entry.record.holding()?, super::facts::look(setting), setting.schemas)
}

/// A day, month or year that is certain.
fn plain_day(date: &ArchivalDate) -> Option<Day> {
    let plain = date.form == DateForm::Stated && date.end.is_none() && !date.uncertain && !date.approximate;
    date.start.filter(|day| plain && day.exists() && (0..=9999).contains(&day.year))
}

fn is_code(code: &str) -> bool {
    matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn url(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    let url = entry.url.as_deref().filter(|url| is_plain_web(url))?;
    Some(match entry.accessed(setting) {
        Some(day) => format!("{{ value: {}, date: {} }}", quoted(url), quoted(&day.to_string())),
        None => quoted(url),
    })
}

/// Whether every reader of addresses takes this one: a scheme of the web and a host of plain labels.
fn is_plain_web(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty() && !label.starts_with("xn--") && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.contains('.') && host.split('.').all(label) && host.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Credits, and what no field of its own takes.
fn notes(entry: &Entry<'_>, setting: Setting<'_>) -> String {
    let taken = |role| entry.has_author() && matches!(role, Role::Editor | Role::Translator | Role::Compiler);
    let credits = entry.credit_clause(|role| role != Role::Author && !taken(role), setting).map(|clause| capitalised(&clause));
    let date = entry.date().filter(|date| plain_day(date).is_none()).and_then(|_| entry.date_in_words(setting));
    let url = entry.url.clone().filter(|url| !is_plain_web(url));
    [date, credits, url].into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// Says what the entry does not hold, or holds in other words.
fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.tell_title(setting);
    if entry.date().is_some_and(|date| plain_day(date).is_none()) {
        entry.note(NoteKind::Changed, "date", "stands in words in note, because hayagriva has plain days, months and years only");
    }
    if entry.url.as_deref().is_some_and(|url| !is_plain_web(url)) {
        entry.note(NoteKind::Changed, "url", "is no plain address of the web and stands in note");
        entry.lose_accessed(setting);
    }
    entry.lose_unread_access();
    let language = if entry.language().is_some_and(|code| is_code(&code)) { "language" } else { "" };
    entry.lose(setting, &["summary", "genre", "short_title", language]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_and_marks_are_escaped() {
        assert_eq!(quoted("a: \"b\" \\ # - \u{FEFF}"), "\"a: \\\"b\\\" \\\\ # - \\uFEFF\"");
        assert_eq!(formattable("{x} 5$ \\"), "\"\\\\{x\\\\} 5\\\\$ \\\\\\\\\"");
    }

    #[test]
    fn only_plain_addresses_are_urls() {
        for (url, plain) in [
            ("https://digitalarchive.wilsoncenter.org/document/1?a=b#c", true),
            ("http://10.0.0.999/x", false),
            ("https://", false),
            ("https://me:you@a.org", false),
            ("digitalarchive.wilsoncenter.org/1", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(is_plain_web(url), plain, "{url}");
        }
    }
}

//! BibTeX, for its classic styles and for BibLaTeX: `@misc` in both.
//!
//! Biber's data model allows `@misc` nearly everything but a translator, so credits go to `addendum`; BibLaTeX has no
//! field for a shelfmark, so that opens `note`, and its levels stand once more, for programs, in `usera`.

use std::fmt::Write as _;

use super::credits::capitalised;
use super::dates;
use super::entry::{Entry, SORT_KEY};
use super::facts::look;
use super::keys::{KeyForm, keys, slug};
use super::markup::{clean, latex, push_latex};
use super::names::Name;
use super::protected::protected;
use super::shelfmark::{archive, numbers, shelfmarks};
use super::title::{Glyph, Title};
use super::{NoteKind, Setting};
use crate::record::{ArchivalDate, DateForm, Day, FolioUnit, Holding, Role};

/// Field names and their values, ready to print.
type Fields = Vec<(&'static str, String)>;

/// Entries for BibLaTeX.
pub(super) fn biblatex(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    write(entries, setting, biblatex_fields)
}

/// Entries for the classic styles: `year` and `month`, the whole date in `note`.
pub(super) fn classic(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    write(entries, setting, classic_fields)
}

fn write(entries: &mut [Entry<'_>], setting: Setting<'_>, fields: fn(&mut Entry<'_>, Setting<'_>) -> Fields) -> String {
    let keys = keys(entries, KeyForm::Tex, setting);
    let print = |(entry, key): (&mut Entry<'_>, String)| {
        let mut text = format!("@misc{{{key},\n");
        for (name, value) in fields(entry, setting) {
            let _ = writeln!(text, "  {name:<12} = {value},");
        }
        text + "}\n"
    };
    entries.iter_mut().zip(keys).map(print).collect::<Vec<_>>().join("\n")
}

fn biblatex_fields(entry: &mut Entry<'_>, setting: Setting<'_>) -> Fields {
    let (record, schemas) = (entry.record, setting.schemas);
    let mut fields = Fields::new();
    fields.extend(authors(entry));
    fields.extend(title(entry, setting, true));
    fields.extend(entry.short_title().map(|title| ("shorttitle", braced(title_text(&Title::new(title), setting, true)))));
    fields.extend(entry.genre(setting).map(|genre| ("type", braced(latex(&genre)))));
    if let Some(date) = record.date.as_ref().map(|date| &date.value) {
        match date.edtf() {
            Some(edtf) => fields.push(("date", braced(edtf))),
            None if !date.as_written.is_empty() => {
                fields.push(("titleaddon", braced(format!("dated {}", latex(&clean(&date.as_written))))));
                entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written, in titleaddon");
            }
            None => {}
        }
    }
    let note = shelfmark(&record.holdings, setting).filter(|_| entry.title.is_some());
    fields.extend(note.map(|text| ("note", braced(latex(&text)))));
    fields.extend(entry.place(setting).map(|place| ("location", braced(latex(&place)))));
    fields.extend(entry.publisher.as_ref().map(|name| ("howpublished", braced(latex(name)))));
    fields.extend(credit_sentence(entry, setting).map(|text| ("addendum", braced(latex(&text)))));
    if let Some(url) = &entry.url {
        fields.push(("url", braced(url.clone())));
        fields.extend(entry.accessed(setting).map(|day| ("urldate", braced(day.to_string()))));
    }
    let language = record.language.as_ref().and_then(|code| schemas.language(&code.value));
    let langid = language.and_then(|language| language.langid.as_ref());
    fields.extend(langid.map(|id| ("langid", braced(latex(id)))));
    let keywords = keywords(&record.holdings, setting);
    fields.extend((!keywords.is_empty()).then(|| ("keywords", braced(keywords))));
    let levels: Vec<String> = record.holdings.iter().map(levels).filter(|text| !text.is_empty()).collect();
    fields.extend((!levels.is_empty()).then(|| ("usera", braced(latex(&levels.join(" | "))))));
    let mut held = vec!["genre", "short_title"];
    held.extend(langid.map(|_| "language"));
    if setting.options.abstracts {
        let summary = record.summary.as_ref().map(|summary| clean(&summary.value));
        fields.extend(summary.map(|summary| ("abstract", braced(latex(&summary)))));
        held.push("summary");
    }
    if entry.site.is_none() {
        entry.lose_identifier(setting);
    }
    entry.lose_unread_access();
    entry.lose(setting, &held);
    fields
}

fn classic_fields(entry: &mut Entry<'_>, setting: Setting<'_>) -> Fields {
    let (record, schemas) = (entry.record, setting.schemas);
    let mut fields = Fields::new();
    let authors = authors(entry);
    // Styles that sort or label by author fall back on `key`, and bibtex warns where there is neither.
    let label = authors.is_none().then(|| sort_label(entry, setting)).flatten();
    // One that the author of a bibliography chose stays.
    let stated = record.entry.iter().flat_map(|entry| &entry.others).find(|other| other.name == SORT_KEY);
    let label = stated.map(|other| clean(&other.value.value)).or(label);
    fields.extend(authors);
    fields.extend(label.map(|text| (SORT_KEY, braced(latex(&text)))));
    fields.extend(title(entry, setting, false));
    let date = record.date.as_ref().map(|date| &date.value);
    if let Some((year, start)) = date.and_then(year_and_day) {
        fields.push(("year", braced(year)));
        let month = start.month.and_then(|month| MONTHS.get(usize::from(month).wrapping_sub(1)));
        fields.extend(month.map(|month| ("month", (*month).to_owned())));
    }
    let mut note = Vec::from_iter(date.and_then(|date| date_note(date, setting)));
    note.extend(shelfmark(&record.holdings, setting).filter(|_| entry.title.is_some()));
    note.extend(credit_sentence(entry, setting));
    note.extend(entry.accessed(setting).map(|day| format!("Accessed {}", dates::day(day, schemas))));
    fields.extend((!note.is_empty()).then(|| ("note", braced(latex(&sentences(&note))))));
    let url = entry.url.as_ref().map(|url| format!("\\url{{{url}}}"));
    let published: Vec<String> = entry.publisher.as_deref().map(latex).into_iter().chain(url).collect();
    fields.extend((!published.is_empty()).then(|| ("howpublished", braced(published.join(", ")))));
    if date.is_some_and(|date| date.edtf().is_none() && !date.as_written.is_empty()) {
        entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written, in note");
    }
    if entry.site.is_none() {
        entry.lose_identifier(setting);
    }
    entry.lose_unread_access();
    if entry.place(setting).is_some() {
        entry.note(NoteKind::Lost, "place", format!("{} has no place for the town of the archive", setting.style));
    }
    entry.lose(setting, &[SORT_KEY]);
    fields
}

/// Statements one after another, each but the last with a period unless it brings its own (`19ob.`).
fn sentences(statements: &[String]) -> String {
    let mut out = String::new();
    for statement in statements {
        out.push_str(match out.chars().last() {
            None => "",
            Some('.') => " ",
            Some(_) => ". ",
        });
        out.push_str(statement);
    }
    out
}

/// The month macros that every classic style defines.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The year that a classic style prints, and the day whose month it prints; an open end has neither.
fn year_and_day(date: &ArchivalDate) -> Option<(String, Day)> {
    let start = date.start.filter(|day| day.exists())?;
    let year_only = |year: i32| Day { year, month: None, day: None };
    match date.form {
        DateForm::Stated => Some((start.year.to_string(), start)),
        DateForm::Season { year, .. } => Some((year.to_string(), year_only(year))),
        DateForm::OpenDigits(_) => Some((format!("{}s", start.year), year_only(start.year))),
        DateForm::Before | DateForm::After => None,
    }
}

/// The date in words where year and month do not say all of it.
fn date_note(date: &ArchivalDate, setting: Setting<'_>) -> Option<String> {
    let exact = date.end.is_none() && date.form == DateForm::Stated && !date.uncertain && !date.approximate;
    let Some(words) = dates::in_words(date, setting.schemas) else {
        return Some(clean(&date.as_written)).filter(|words| !words.is_empty());
    };
    let short = date.start.is_some_and(|start| start.day.is_none());
    (!exact || !short).then_some(words)
}

fn braced(value: String) -> String {
    format!("{{{value}}}")
}

/// What stands for an author in the list: the archive, else the title.
fn sort_label(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    let held = entry.record.holdings.iter().find_map(|holding| archive(holding, look(setting), setting.schemas));
    held.or_else(|| entry.title.as_ref().map(|title| title.as_str().to_owned())).or_else(|| shelfmark(&entry.record.holdings, setting))
}

/// The title; a note without one is known by its shelfmark, and every style prints a title.
fn title(entry: &mut Entry<'_>, setting: Setting<'_>, biblatex: bool) -> Option<(&'static str, String)> {
    if let Some(title) = &entry.title {
        return Some(("title", braced(title_text(title, setting, biblatex))));
    }
    let text = shelfmark(&entry.record.holdings, setting)?;
    entry.note(NoteKind::Changed, "title", "is not stated; the shelfmark stands in its place");
    Some(("title", braced(format!("{{{}}}", latex(&text)))))
}

/// The title with names braced and inner quotations marked: `\mkbibquote{…}` or ``` ``…'' ```.
fn title_text(title: &Title, setting: Setting<'_>, biblatex: bool) -> String {
    let mut names = protected(title.as_str(), setting.names).into_iter().peekable();
    let mut end = None;
    let mut out = String::with_capacity(title.as_str().len() + 16);
    for (at, glyph) in title.glyphs() {
        if end.take_if(|end| *end == at).is_some() {
            out.push('}');
        }
        if let Some(name) = names.next_if(|name| name.start == at) {
            out.push('{');
            end = Some(name.end);
        }
        match glyph {
            Glyph::Char(letter) => push_latex(&mut out, letter),
            Glyph::Apostrophe => push_latex(&mut out, '\''),
            Glyph::Open(_) if biblatex => out.push_str("\\mkbibquote{"),
            Glyph::Close(_) if biblatex => out.push('}'),
            Glyph::Open(depth) => push_mark(&mut out, ["`", "``"][depth % 2]),
            Glyph::Close(depth) => push_mark(&mut out, ["'", "''"][depth % 2]),
        }
    }
    if end.is_some() {
        out.push('}');
    }
    out
}

/// A quotation mark of TeX, kept apart from one before it.
fn push_mark(out: &mut String, mark: &str) {
    if out.ends_with(['\'', '`']) {
        out.push_str("{}");
    }
    out.push_str(mark);
}

/// Everybody who wrote the document. A name that its source does not divide stands in braces of its own, so that no
/// program divides it.
fn authors(entry: &Entry<'_>) -> Option<(&'static str, String)> {
    let part = |text: &str| {
        let apart = text.contains(',') || text.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
        if apart { braced(latex(text)) } else { latex(text) }
    };
    let name = |name: &Name| match name {
        Name::Whole(name) => braced(latex(name)),
        Name::Divided { family, given, .. } if given.is_empty() => braced(latex(family)),
        Name::Divided { family, given, .. } => format!("{}, {}", part(family), part(given)),
    };
    let names: Vec<String> = entry.names(Role::Author).iter().map(name).collect();
    (!names.is_empty()).then(|| ("author", braced(names.join(" and "))))
}

fn shelfmark(holdings: &[Holding], setting: Setting<'_>) -> Option<String> {
    Some(shelfmarks(holdings, true, look(setting), setting.schemas)).filter(|text| !text.is_empty())
}

/// `Addressed to A; translated by B`: every credit but the authors'.
fn credit_sentence(entry: &Entry<'_>, setting: Setting<'_>) -> Option<String> {
    entry.credit_clause(|role| role != Role::Author, setting).map(|clause| capitalised(&clause))
}

/// The archives, for filtering: `garf`.
fn keywords(holdings: &[Holding], setting: Setting<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    for name in holdings.iter().filter_map(|holding| archive(holding, look(setting), setting.schemas)) {
        let word = slug([name.as_str()].into_iter(), setting.schemas);
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

/// `fond=5446; opis=98; delo=721; listy=27-30`.
fn levels(holding: &Holding) -> String {
    let mut pairs: Vec<String> = holding.levels.iter().map(|level| format!("{}={}", level.id, clean(&level.value))).collect();
    pairs.extend(holding.folios.as_ref().map(|folios| format!("{}={}", unit(folios.unit), numbers(folios, '-', "ob"))));
    pairs.join("; ")
}

/// The key of the leaves beside the levels.
pub(super) fn unit(unit: FolioUnit) -> &'static str {
    match unit {
        FolioUnit::Leaf => "listy",
        FolioUnit::Page => "pages",
        FolioUnit::Frame => "frames",
    }
}

//! `opiska extract --explain`: the text of each citation with what was read under it, and why it was read so.
//!
//! It looks at records and at the text they came from, never at the reader: what it draws is what was read.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::super::terminal::escape;
use super::drawing::{Mark, draw};
use super::row::{Row, rows};
use super::table::one_line;
use crate::record::holding::Spelling;
use crate::record::json;
use crate::record::{Holding, ReadPage, Record};
use crate::report::{SourceText, Texts};
use crate::schema::Schemas;
use crate::source::Span;

/// Under a label; under a value; under what no field took.
const LABEL: char = '·';
const VALUE: char = '─';
const UNREAD: char = '?';

/// Explains every record of the pages.
pub fn pages(pages: &[ReadPage], texts: &dyn Texts, schemas: &Schemas, width: usize) -> String {
    let mut out = String::new();
    for page in pages.iter().filter(|page| !page.records.is_empty()) {
        let text = match texts.text(&page.name) {
            SourceText::Same(text) => text,
            SourceText::Changed | SourceText::Gone => {
                let _ = writeln!(out, "{}: changed since it was read; run again\n", escape(page.name.as_str()));
                continue;
            }
        };
        for at in 0..page.records.len() {
            explain(&mut out, page, at, &text, schemas, width);
            out.push('\n');
        }
    }
    if !out.is_empty() {
        let _ = writeln!(out, "{LABEL}{LABEL}{LABEL} label   {VALUE}{VALUE}{VALUE} value   {UNREAD}{UNREAD}{UNREAD} not read");
    }
    out
}

fn explain(out: &mut String, page: &ReadPage, at: usize, text: &str, schemas: &Schemas, width: usize) {
    let record = &page.records[at];
    let start = page.place(record.span).start;
    let _ = writeln!(out, "{}:{}:{} (layout {})", escape(page.name.as_str()), start.line, start.column, page.layout);
    let view = json::view(page, record);
    let shelfmarks: Vec<Row<'_>> = rows(&view).filter(|row| row.holding.is_some()).collect();
    let mut marks = Marks { text, marks: Vec::new(), levels: BTreeSet::new() };
    marks.record(record);
    for (holding, row) in record.holdings.iter().zip(&shelfmarks) {
        marks.holding(holding, row);
    }
    for (range, line) in stretches(page, record, text, &marks.marks) {
        out.push_str(&draw(text, range, line, &marks.marks, width));
    }
    let mut said = Said { out, width };
    let mut before: Option<[String; 2]> = None;
    for (number, (holding, row)) in record.holdings.iter().zip(&shelfmarks).enumerate() {
        let key = if shelfmarks.len() > 1 { format!("shelfmark {}", number + 1) } else { "shelfmark".to_owned() };
        said.line(&key, &shelfmark(row));
        let reasons = [repository_reason(holding, schemas), scheme_reason(holding, schemas)];
        if before.as_ref() != Some(&reasons) {
            said.line("archive", &reasons[0]);
            said.line("scheme", &reasons[1]);
        }
        before = Some(reasons);
        if !holding.inherited.is_empty() {
            said.line("inherited", &inherited(page, at, number));
        }
    }
    if shelfmarks.is_empty() {
        said.line("shelfmark", "none was read");
    }
    let unread: Vec<String> = view.unread.iter().map(|text| format!("“{}”", one_line(text))).collect();
    said.line("unread", if unread.is_empty() { "nothing" } else { "" });
    unread.iter().for_each(|text| said.line("", text));
}

/// Lines of a key and words under a drawing.
struct Said<'o> {
    out: &'o mut String,
    width: usize,
}

impl Said<'_> {
    fn line(&mut self, key: &str, words: &str) {
        if key.is_empty() && words.is_empty() || key == "archive" && words.is_empty() {
            return;
        }
        const INDENT: usize = 20;
        let mut line = format!("       {key:<12} ");
        if key == "unread" && words.is_empty() {
            let _ = writeln!(self.out, "{}", line.trim_end());
            return;
        }
        let mut used = INDENT;
        for word in words.split(' ') {
            if used > INDENT && used + 1 + word.width() > self.width {
                let _ = writeln!(self.out, "{}", line.trim_end());
                line = " ".repeat(INDENT);
                used = INDENT;
            }
            if used > INDENT {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += word.width();
        }
        let _ = writeln!(self.out, "{}", line.trim_end());
    }
}

/// The stretches of the text that the record was read from, each with its first line's number: the citation, and the
/// lines elsewhere on the page that give further fields.
fn stretches(page: &ReadPage, record: &Record, text: &str, marks: &[Mark]) -> Vec<(Range<usize>, u32)> {
    let whole = record.span.start as usize..record.span.end as usize;
    let mut found = vec![(whole.clone(), page.place(record.span).start.line)];
    for (range, _) in marks.iter().flat_map(|mark| &mark.parts) {
        if range.start >= whole.start && range.end <= whole.end {
            continue;
        }
        let before = text.get(..range.start).unwrap_or_default();
        let label: usize = before.chars().rev().take(60).take_while(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum();
        let line = page.place(Span::new(range.start, range.end)).start.line;
        found.push((range.start - label..range.end, line));
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    let mut merged: Vec<(Range<usize>, u32)> = Vec::new();
    for (range, line) in found.into_iter().filter(|(range, _)| !range.is_empty()) {
        match merged.last_mut() {
            Some((last, _)) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push((range, line)),
        }
    }
    merged
}

/// The marks of a record.
struct Marks<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    /// Labels and values of levels that have a mark: the shelfmarks of a list share them.
    levels: BTreeSet<Span>,
}

impl Marks<'_> {
    fn add(&mut self, span: Span, sign: char, name: impl Into<String>) {
        self.push(vec![(span, sign)], name.into());
    }

    fn push(&mut self, parts: Vec<(Span, char)>, name: String) {
        let parts = parts.into_iter().filter(|(span, _)| !span.slice(self.text).is_empty());
        let parts = parts.map(|(span, sign)| (span.start as usize..span.end as usize, sign)).collect();
        let mark = Mark { name: one_line(&name), parts };
        if !mark.parts.is_empty() && !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    fn record(&mut self, record: &Record) {
        let texts = [
            (&record.title, "title"),
            (&record.record_id, "record ID"),
            (&record.url, "address"),
            (&record.language, "language of the text"),
            (&record.original_language, "original language"),
            (&record.rights, "rights"),
            (&record.summary, "summary"),
            (&record.published_in, "printed edition"),
        ];
        for (field, name) in texts {
            if let Some(field) = field {
                let read = field.span.slice(self.text);
                // Languages are read as codes.
                let code = name.contains("language") && read != field.value;
                self.add(field.span, VALUE, if code { format!("{name} = {}", field.value) } else { name.to_owned() });
            }
        }
        if let Some(id) = &record.id_in_url {
            self.add(id.span, VALUE, "number");
        }
        for (date, name) in [(&record.date, "date"), (&record.uploaded, "put online")] {
            if let Some(date) = date {
                let read = date.value.edtf().map_or(format!("{name} that cannot be read"), |edtf| format!("{name} = {edtf}"));
                self.add(date.span, VALUE, read);
            }
        }
        if let Some(publisher) = &record.publisher {
            let canonical = publisher.value.canonical.as_ref().filter(|name| **name != publisher.value.as_written);
            self.add(publisher.span, VALUE, canonical.map_or("publisher".to_owned(), |name| format!("publisher = {name}")));
        }
        for credit in &record.credits {
            self.add(credit.span, VALUE, credit.role.as_str());
        }
        for unread in &record.unread {
            self.add(unread.span, UNREAD, "unread");
        }
    }

    fn holding(&mut self, holding: &Holding, row: &Row<'_>) {
        if let Some(mention) = holding.repository.as_ref().filter(|_| !holding.is_inherited("repository")) {
            let siglum = mention.siglum.as_deref().filter(|siglum| *siglum != mention.as_written);
            self.add(mention.span, VALUE, siglum.map_or("repository".to_owned(), |siglum| format!("repository = {siglum}")));
        }
        let own_leaves = holding.folios.as_ref().filter(|_| !holding.is_inherited("folios"));
        let mut first = own_leaves.map_or(holding.span.end, |folios| folios.span.start);
        for level in holding.levels.iter().filter(|level| !holding.is_inherited(&level.id)) {
            first = first.min(level.label_span.start).min(level.span.start);
            if !self.levels.insert(level.span) {
                continue;
            }
            let name = level.id.replace('_', " ");
            let name = if level.value == level.as_written { name } else { format!("{name} = {}", level.value) };
            let label = (!level.label.is_empty() && self.levels.insert(level.label_span)).then_some((level.label_span, LABEL));
            self.push(label.into_iter().chain([(level.span, VALUE)]).collect(), name);
        }
        for (id, span) in &holding.valueless {
            self.add(*span, LABEL, format!("{id} without a value"));
        }
        if let Some(folios) = own_leaves {
            let label = (!folios.label.is_empty()).then_some((folios.label_span, LABEL));
            let items = folios.items.iter().map(|item| (item.span, VALUE));
            let name = match row.unit() {
                Some("page") => "pages",
                Some("frame") => "frames",
                _ => "leaves",
            };
            let completed = folios.items.iter().any(|item| item.abbreviated);
            let name = if completed { format!("{name} = {}", row.leaves()) } else { name.to_owned() };
            self.push(label.into_iter().chain(items).collect(), name);
        }
        self.taken_over(holding, first);
    }

    /// The words that stand for what was taken over ("Ibid."), when the shelfmark begins with them.
    fn taken_over(&mut self, holding: &Holding, first: u32) {
        if holding.inherited.is_empty() || first <= holding.span.start {
            return;
        }
        let words = Span { start: holding.span.start, end: first }.slice(self.text).trim_end_matches(|c: char| !c.is_alphanumeric());
        self.add(Span { start: holding.span.start, end: holding.span.start + words.len() as u32 }, VALUE, "as before");
    }
}

/// The shelfmark as it was read: `GARF, fond 5446, opis 98c, delo 718, leaves 3-6`.
fn shelfmark(row: &Row<'_>) -> String {
    let Some(holding) = row.holding else { return String::new() };
    let archive = holding.repository.as_ref().or(holding.repository_as_written.as_ref()).cloned();
    let levels = row.other_levels(&[]).into_iter().map(|(id, value)| format!("{} {value}", id.replace('_', " ")));
    let plural = match row.unit() {
        Some("page") => "pages",
        Some("frame") => "frames",
        _ => "leaves",
    };
    let leaves = Some(row.leaves()).filter(|leaves| !leaves.is_empty()).map(|leaves| format!("{plural} {leaves}"));
    let name = holding.fond_name.as_ref().map(|name| format!("(fond of {name})"));
    let parts: Vec<String> = archive.into_iter().chain(levels).chain(leaves).chain(name).collect();
    one_line(&parts.join(", "))
}

/// How the archive's name was understood; nothing where it was taken over.
fn repository_reason(holding: &Holding, schemas: &Schemas) -> String {
    let Some(mention) = &holding.repository else { return "none is named".to_owned() };
    if holding.is_inherited("repository") {
        return String::new();
    }
    let written = one_line(&mention.as_written);
    let Some(siglum) = mention.siglum.as_deref() else {
        return match mention.spelling {
            Spelling::Shared => format!("“{written}” is a name of several archives, and nothing here tells which is meant"),
            _ => format!("“{written}” is in no table"),
        };
    };
    let name = schemas.repository(siglum).map(|known| format!(" ({})", known.name)).unwrap_or_default();
    match mention.spelling {
        Spelling::Canonical | Spelling::Unknown => format!("{siglum}{name}"),
        Spelling::Variant => format!("{siglum}{name}, also written “{written}”"),
        Spelling::Former => format!("{siglum}{name}, earlier called “{written}”"),
        Spelling::Shared => format!("{siglum}{name}; other archives are called “{written}” too, but what stands around it tells which"),
    }
}

/// Which level scheme the shelfmark was read by, and why this one.
fn scheme_reason(holding: &Holding, schemas: &Schemas) -> String {
    let id = &*holding.scheme;
    let scheme = schemas.scheme(id);
    let siglum = holding.siglum();
    let known = siglum.and_then(|siglum| schemas.repository(siglum));
    let special = siglum.zip(holding.level("fond")).and_then(|(siglum, fond)| {
        let row = schemas.repository(&format!("{siglum} f. {}", fond.as_written))?;
        (row.scheme == id).then(|| format!("that of {siglum}'s fond {}", fond.value))
    });
    let own = known.filter(|known| known.scheme == id).map(|known| format!("that of {}", known.siglum));
    let why = special.or(own).unwrap_or_else(|| match (scheme.is_some_and(|scheme| scheme.generic), &holding.repository) {
        (false, _) => "that of the archive named first".to_owned(),
        (true, None) => "the general one, as no archive is named".to_owned(),
        (true, Some(_)) => match known {
            None => "the general one, as the archive is not known".to_owned(),
            Some(_) if holding.is_inherited("repository") => "the general one, as the citation itself names no archive".to_owned(),
            Some(known) => format!("the general one, as the labels are not those of {}", known.scheme),
        },
    });
    let name = scheme.map(|scheme| format!(" ({})", scheme.name)).unwrap_or_default();
    let by_place = if holding.unlabelled { "; without labels, by the order of the numbers" } else { "" };
    one_line(&format!("{id}{name}: {why}{by_place}"))
}

/// What a holding took over, and from where: the nearest shelfmark before it that has it all.
fn inherited(page: &ReadPage, at: usize, number: usize) -> String {
    let holding = &page.records[at].holdings[number];
    let value = |holding: &Holding, id: &str| match id {
        "repository" => holding.archive().map(str::to_owned),
        // All leaves or none are taken over; their figures stand in the shelfmark above.
        "folios" => holding.folios.as_ref().map(|_| String::new()),
        id => holding.value(id).map(str::to_owned),
    };
    let gives = |other: &Holding| holding.inherited.iter().all(|id| value(other, id) == value(holding, id));
    let here = page.records[at].holdings[..number].iter().rev().find(|other| gives(other)).map(|_| "the shelfmark before it".to_owned());
    let earlier = || {
        let record = page.records[..at].iter().rev().find(|record| record.holdings.last().is_some_and(gives))?;
        Some(format!("the citation in line {}", page.place(record.span).start.line))
    };
    let from = here.or_else(earlier).unwrap_or_else(|| "an earlier citation".to_owned());
    let values: Vec<String> = holding
        .inherited
        .iter()
        .map(|id| format!("{} {}", id.replace('_', " "), value(holding, id).unwrap_or_default()).trim_end().to_owned())
        .collect();
    one_line(&format!("{}, from {from}", values.join(", ")))
}

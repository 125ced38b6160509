//! Tables with a header, as spreadsheets save them: comma, semicolon or tab between cells, quoted as RFC 4180 says.
//!
//! Columns are known by their names (`schemas/layouts/bibliographies.toml`). Cells are cut here rather than by a CSV reader because their
//! places inside the file are needed, quoted quotation marks and all. Our own `extract --format csv` is such a table.

use super::entry::{Bibliography, Entry, FieldNames, Person, Value, push_extra};
use super::excerpt::{Builder, Excerpt};
use super::{Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::Span;

/// This layout.
pub struct Table;

const NAME: &str = "table";

impl Layout for Table {
    fn name(&self) -> &'static str {
        NAME
    }

    /// A first line of at least two known names, one of them of a shelfmark, half of all known, and a second line.
    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let Some(head) = Head::of(text, schemas) else { return 0 };
        let known = head.columns.iter().filter(|column| column.field != Field::Other).count();
        let archival = head.columns.iter().any(|column| head.names.signatures.contains(&column.key));
        if known >= 2 && archival && known * 2 >= head.columns.len() && head.end < text.len() { 95 } else { 0 }
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        Page { bibliography: Some(read(text, schemas)), separate: true, ..Page::default() }
    }
}

/// A column.
#[derive(Debug)]
pub struct Column<'s> {
    /// Its name as written.
    pub name: &'s str,
    /// Its name in small letters, with blanks for underscores.
    pub key: String,
    /// What its cells are.
    pub field: Field,
}

impl Column<'_> {
    /// Whether its cells may differ in the rows of one record.
    fn is_of_shelfmark(&self) -> bool {
        let shelfmark = [Field::Archive, Field::Collection, Field::Source, Field::CallNumber, Field::Level, Field::Levels];
        shelfmark.contains(&self.field) || self.field == Field::Ignored && !PLACE.contains(&self.key.as_str())
    }
}

/// The columns of our own tables that say where a record was read.
const PLACE: [&str; 3] = ["path", "line", "column"];

/// The header of a table.
#[derive(Debug)]
pub struct Head<'s, 'a> {
    /// The columns, in order.
    pub columns: Vec<Column<'s>>,
    names: FieldNames<'a>,
    delimiter: u8,
    /// Where the first row begins.
    end: usize,
}

/// How long a header may be in bytes: Zotero's has some 1,200.
const LONGEST_HEAD: usize = 4096;

impl<'s, 'a> Head<'s, 'a> {
    /// Reads the first line as a header, by the delimiter that gives most known names.
    pub fn of(text: &'s str, schemas: &'a Schemas) -> Option<Self> {
        let line = &text.as_bytes()[..text.len().min(LONGEST_HEAD)];
        let first = &line[..memchr::memchr2(b'\n', b'\r', line)?];
        let best = [b'\t', b';', b','].into_iter().max_by_key(|sign| first.iter().filter(|byte| *byte == sign).count())?;
        if !first.contains(&best) {
            return None;
        }
        let mut end = 0;
        let cells = row(text, &mut end, best)?;
        let key = |cell: &Cell| cell.span().slice(text).trim().to_lowercase().replace('_', " ");
        // Most first lines with a comma in them are no header: then the names are not looked up.
        let signatures = &schemas.layout(NAME)?.signatures;
        if !cells.iter().any(|cell| signatures.contains(&key(cell))) {
            return None;
        }
        let names = FieldNames::of(schemas, NAME);
        let columns: Vec<Column<'s>> = cells
            .iter()
            .map(|cell| {
                let name = cell.span().slice(text).trim();
                let key = key(cell);
                let field = names.field(&key);
                Column { name, key, field }
            })
            .collect();
        Some(Self { columns, names, delimiter: best, end })
    }

    /// What the row says besides its shelfmark, if it says which record it is of: by a key, or by a line of a file.
    fn record(&self, text: &'s str, cells: &[Cell]) -> Option<Vec<&'s str>> {
        let cells = || self.columns.iter().zip(cells).map(|(column, cell)| (column, cell.span().slice(text)));
        let names = |(column, cell): (&Column<'_>, &str)| !cell.is_empty() && (column.field == Field::Key || column.key == PLACE[1]);
        cells().any(names).then(|| cells().filter(|(column, _)| !column.is_of_shelfmark()).map(|(_, cell)| cell).collect())
    }
}

/// The rows of a table as entries.
pub fn read<'s>(text: &'s str, schemas: &Schemas) -> Bibliography<'s> {
    let mut found = Bibliography::default();
    let Some(head) = Head::of(text, schemas) else { return found };
    let extra = FieldNames::of(schemas, super::csl_json::NAME);
    let mut at = head.end;
    let mut above = None;
    while let Some(cells) = row(text, &mut at, head.delimiter) {
        let record = head.record(text, &cells);
        let further = record.is_some() && record == above;
        let mut entry = Entry::default();
        for (column, cell) in head.columns.iter().zip(cells).filter(|(column, _)| !further || column.is_of_shelfmark()) {
            let value = cell.value(text).trimmed();
            match column.field {
                Field::Ignored => {}
                Field::Extra => push_extra(&mut entry, column.name.into(), value, &extra),
                Field::Author | Field::Recipient | Field::Translator | Field::Editor | Field::Contributor => {
                    entry.push(column.field, column.name, Value::People(people(text, &value)));
                }
                field => entry.push(field, column.name, Value::Text(value)),
            }
        }
        match found.entries.last_mut() {
            _ if entry.parts.is_empty() => {}
            Some(first) if further => first.further.push(entry),
            _ => found.entries.push(entry),
        }
        above = record;
    }
    found
}

/// Names with semicolons between them.
fn people<'s>(source: &'s str, cell: &Excerpt<'s>) -> Vec<Person<'s>> {
    let text = cell.text();
    let mut at = 0;
    let cut = text.split(';').map(|name| {
        let start = at;
        at += name.len() + 1;
        cell.cut(start..start + name.len())
    });
    cut.filter_map(|name| Person::inverted(source, name)).collect()
}

/// A cell.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Without its quotation marks.
    start: usize,
    end: usize,
    /// Whether quotation marks are doubled inside.
    doubled: bool,
}

impl Cell {
    fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The text of the cell. An apostrophe that keeps a spreadsheet from taking it for a formula goes.
    fn value<'s>(self, text: &'s str) -> Excerpt<'s> {
        let inner = &text[self.start..self.end];
        let guarded = inner.starts_with('\'') && inner.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
        let start = self.start + usize::from(guarded);
        if !self.doubled {
            return Excerpt::new(text, Span::new(start, self.end));
        }
        let mut builder = Builder::new(text);
        let mut at = start;
        while let Some(found) = text[at..self.end].find("\"\"") {
            builder.keep(Span::new(at, at + found));
            builder.stand_for("\"", Span::new(at + found, at + found + 2));
            at += found + 2;
        }
        builder.keep(Span::new(at, self.end));
        builder.build()
    }
}

/// The cells of the row at `at`, which moves behind it; `None` at the end of the text.
fn row(text: &str, at: &mut usize, delimiter: u8) -> Option<Vec<Cell>> {
    let bytes = text.as_bytes();
    if *at >= bytes.len() {
        return None;
    }
    let mut cells = Vec::new();
    loop {
        let (cell, end) = if bytes.get(*at) == Some(&b'"') { quoted(bytes, *at) } else { bare(bytes, *at, delimiter) };
        cells.push(cell);
        // Text behind a closing quotation mark belongs to no cell.
        *at = bare(bytes, end, delimiter).1;
        match bytes.get(*at) {
            Some(byte) if *byte == delimiter => *at += 1,
            Some(b'\r') if bytes.get(*at + 1) == Some(&b'\n') => *at += 2,
            Some(_) => *at += 1,
            None => return Some(cells),
        }
        if bytes.get(*at - 1) != Some(&delimiter) {
            return Some(cells);
        }
    }
}

fn bare(bytes: &[u8], start: usize, delimiter: u8) -> (Cell, usize) {
    let end = start + memchr::memchr3(delimiter, b'\n', b'\r', &bytes[start..]).unwrap_or(bytes.len() - start);
    (Cell { start, end, doubled: false }, end)
}

/// A cell in quotation marks; one that is never closed takes the rest of the text.
fn quoted(bytes: &[u8], open: usize) -> (Cell, usize) {
    let start = open + 1;
    let (mut at, mut doubled) = (start, false);
    while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
        at += found;
        if bytes.get(at + 1) != Some(&b'"') {
            return (Cell { start, end: at, doubled }, at + 1);
        }
        doubled = true;
        at += 2;
    }
    (Cell { start, end: bytes.len(), doubled }, bytes.len())
}

//! `opiska stats`: which fields the records have, over all and archive by archive, as tables or for programs.

use serde::Serialize;

use super::Outcome;
use super::args::{Common, Stats};
use super::output;
use super::reading::{self, Job};
use super::settings::Settings;
use super::terminal::{Console, escape};
use super::trouble::Trouble;
use super::words::StatsFormat;
use crate::check::completeness::{Archive, Completeness, FieldCount, Named, counted};
use crate::report::guarded;

/// Version of the published shape.
const SCHEMA_VERSION: u32 = 1;

/// The fields of the table of archives; there is no room for all of them.
const COLUMNS: [&str; 10] = ["title", "date", "fond", "opis", "delo", "folios", "translator", "record_id", "url", "original_language"];

/// The widest name of an archive in the table.
const WIDEST: usize = 24;

/// Counts the fields of the records of the inputs.
///
/// # Errors
/// Wrong settings, or counts that could not be written.
pub fn run(args: &Stats, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let haul = reading::with_threads(common.threads, &args.inputs, || reading::read_all(&Job::new(&args.inputs, &settings.schemas)))?;
    haul.tell(console);
    let encodings = counted(haul.encodings.iter().copied());
    let completeness = Completeness::of(&haul.pages, &settings.schemas);
    let text = match args.format {
        StatsFormat::Table => tables(&completeness, &encodings),
        StatsFormat::Json => json(&completeness, &encodings)?,
        StatsFormat::Csv => csv(&completeness)?,
    };
    output::print(&console.for_out(text))?;
    Ok(Outcome { unreadable: haul.unreadable.len(), ..Outcome::default() })
}

/// The name of an archive as tables print it.
fn name(archive: &Archive) -> String {
    match archive {
        Archive::Known(siglum) => siglum.clone(),
        Archive::Unknown(name) => format!("\"{}\"", escape(name)),
        Archive::None => "(none)".to_owned(),
    }
}

fn tables(completeness: &Completeness, encodings: &[Named]) -> String {
    let many = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let mut out = format!("{}, {}\n", many(completeness.files, "file"), many(completeness.records, "record"));
    if completeness.records > 0 {
        out += "\n";
        out += &columns(&fields(&completeness.fields));
        out += "\n";
        out += &columns(&archives(completeness));
    }
    for (title, counts) in [("LAYOUT", &completeness.layouts[..]), ("ENCODING", encodings), ("SCHEME", &completeness.schemes)] {
        if counts.is_empty() {
            continue;
        }
        let unit = if title == "SCHEME" { "SHELFMARKS" } else { "FILES" };
        let head = vec![title.to_owned(), unit.to_owned()];
        let rows = counts.iter().map(|(name, count)| vec![name.clone(), count.to_string()]);
        out += "\n";
        out += &columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>());
    }
    out
}

/// The fields of all records, a row each.
fn fields(counts: &[FieldCount]) -> Vec<Vec<String>> {
    let head = ["FIELD", "RECORDS", "OF", "SHARE"].map(str::to_owned).to_vec();
    let row = |count: &FieldCount| {
        let of = count.of.map(|of| of.to_string()).unwrap_or_default();
        vec![count.field.clone(), count.records.to_string(), of, share(count)]
    };
    std::iter::once(head).chain(counts.iter().map(row)).collect()
}

/// The archives, a row each, with the share of their records that have a field.
fn archives(completeness: &Completeness) -> Vec<Vec<String>> {
    let shown: Vec<&str> = COLUMNS.into_iter().filter(|field| completeness.fields.iter().any(|count| count.field == *field)).collect();
    let head = ["ARCHIVE", "RECORDS"].into_iter().chain(shown.iter().copied()).map(|word| word.to_uppercase().replace('_', " "));
    let mut table = vec![head.collect::<Vec<_>>()];
    for archive in &completeness.archives {
        let name = name(&archive.archive);
        let name = if name.chars().count() > WIDEST { name.chars().take(WIDEST - 1).chain(['…']).collect() } else { name };
        let of = |field: &&str| archive.fields.iter().find(|count| count.field == **field).map_or_else(|| "-".to_owned(), share);
        table.push([name, archive.records.to_string()].into_iter().chain(shown.iter().map(of)).collect());
    }
    table
}

/// The share in percent, rounded down so that only what is complete says so; empty where nobody is asked.
fn share(count: &FieldCount) -> String {
    match count.of {
        None => String::new(),
        Some(0) => "-".to_owned(),
        Some(of) => format!("{}%", count.records * 100 / of),
    }
}

/// Rows in columns: the first to the left, numbers to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| if at == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    files: usize,
    records: usize,
    fields: Vec<FieldJson<'a>>,
    repositories: Vec<ArchiveJson<'a>>,
    layouts: Vec<NamedJson<'a>>,
    encodings: Vec<NamedJson<'a>>,
    schemes: Vec<NamedJson<'a>>,
}

#[derive(Serialize)]
struct FieldJson<'a> {
    field: &'a str,
    records: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
}

#[derive(Serialize)]
struct ArchiveJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repository_as_written: Option<&'a str>,
    records: usize,
    fields: Vec<FieldJson<'a>>,
}

#[derive(Serialize)]
struct NamedJson<'a> {
    name: &'a str,
    count: usize,
}

fn json(completeness: &Completeness, encodings: &[Named]) -> Result<String, Trouble> {
    fn fields(counts: &[FieldCount]) -> Vec<FieldJson<'_>> {
        counts.iter().map(|count| FieldJson { field: &count.field, records: count.records, of: count.of }).collect()
    }
    fn named(counts: &[Named]) -> Vec<NamedJson<'_>> {
        counts.iter().map(|(name, count)| NamedJson { name, count: *count }).collect()
    }
    let archives = completeness.archives.iter().map(|count| {
        let (repository, repository_as_written) = match &count.archive {
            Archive::Known(siglum) => (Some(siglum.as_str()), None),
            Archive::Unknown(name) => (None, Some(name.as_str())),
            Archive::None => (None, None),
        };
        ArchiveJson { repository, repository_as_written, records: count.records, fields: fields(&count.fields) }
    });
    let document = Document {
        schema_version: SCHEMA_VERSION,
        files: completeness.files,
        records: completeness.records,
        fields: fields(&completeness.fields),
        repositories: archives.collect(),
        layouts: named(&completeness.layouts),
        encodings: named(encodings),
        schemes: named(&completeness.schemes),
    };
    let text = serde_json::to_string_pretty(&document);
    text.map(|text| text + "\n").map_err(|error| Trouble::plain(format!("cannot write the counts: {error}")))
}

/// A row for each field: of all records, then of each archive.
fn csv(completeness: &Completeness) -> Result<String, Trouble> {
    let failure = |error: String| Trouble::plain(format!("cannot write the rows: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![["scope", "repository", "field", "records", "of"].map(str::to_owned)];
    let row = |scope: &str, archive: &str, count: &FieldCount| {
        let of = count.of.map(|of| of.to_string()).unwrap_or_default();
        [scope.to_owned(), archive.to_owned(), count.field.clone(), count.records.to_string(), of]
    };
    rows.extend(completeness.fields.iter().map(|count| row("all", "", count)));
    for archive in &completeness.archives {
        let (scope, name) = match &archive.archive {
            Archive::Known(siglum) => ("repository", siglum.as_str()),
            Archive::Unknown(name) => ("unknown-repository", name.as_str()),
            Archive::None => ("no-repository", ""),
        };
        rows.extend(archive.fields.iter().map(|count| row(scope, name, count)));
    }
    for row in rows {
        writer.write_record(row.map(guarded)).map_err(|error| failure(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failure(error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

//! `opiska extract`: reads and prints the records, for programs, spreadsheets or people; or draws how they were read.

mod csv;
mod drawing;
mod explain;
mod row;
mod table;

use std::io::{self, Write};

use serde::Serialize;

use super::Outcome;
use super::args::{Common, Extract};
use super::corrections::Corrections;
use super::output;
use super::reading::{self, Job};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use super::words::RecordFormat;
use crate::record::json::{self, RecordView};

/// Prints the records of the inputs.
///
/// # Errors
/// Wrong settings, or records that could not be written.
pub fn run(args: &Extract, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let file = settings.corrections(args.corrections.as_deref());
    let corrections = file.as_deref().map(Corrections::read).transpose()?;
    let job = Job { corrections: corrections.as_ref(), own_file: file.as_deref(), ..Job::new(&args.inputs, &settings.schemas) };
    let haul = reading::with_threads(common.threads, &args.inputs, || reading::read_all(&job))?;
    haul.tell(console);
    let outcome = Outcome { unreadable: haul.unreadable.len(), ..Outcome::default() };
    if args.explain {
        let explanation = explain::pages(&haul.pages, &haul.texts, &settings.schemas, console.width_out());
        output::print(&explanation)?;
        return Ok(outcome);
    }
    let mut records = haul.pages.iter().flat_map(|page| page.records.iter().map(move |record| json::view(page, record)));
    match args.format {
        RecordFormat::Json => output::to_stdout(|out| write(&json::document(records.collect()), true, out))?,
        RecordFormat::Jsonl => output::to_stdout(|out| records.try_for_each(|record| write(&record, false, out)))?,
        RecordFormat::Table => {
            let records: Vec<RecordView> = records.collect();
            output::print(&table::table(&records, console.width_out()))?;
            if table::has_inherited(&records) {
                console.note("values in brackets are taken over from the citation before");
            }
        }
        RecordFormat::Csv => separated(&records.collect::<Vec<_>>(), b',', console)?,
        RecordFormat::Tsv => separated(&records.collect::<Vec<_>>(), b'\t', console)?,
    }
    Ok(outcome)
}

/// Prints rows for a spreadsheet. A file gets every character as it is read; a terminal must not.
fn separated(records: &[RecordView], separator: u8, console: &Console) -> Result<(), Trouble> {
    let mut text = Vec::new();
    csv::write(records, separator, &mut text).map_err(|error| Trouble::plain(format!("cannot write the rows: {error}")))?;
    output::print(&console.for_out(String::from_utf8_lossy(&text).into_owned()))
}

/// Writes a JSON value and a line end.
fn write(value: &impl Serialize, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    let text = if pretty { serde_json::to_string_pretty(value)? } else { serde_json::to_string(value)? };
    writeln!(out, "{}", escape_late_controls(text))
}

/// JSON leaves DEL and the control characters above it as they are; a terminal may obey them. They can stand only inside
/// strings, where the escaped form means the same.
fn escape_late_controls(text: String) -> String {
    let is_late = |c: char| ('\u{7F}'..='\u{9F}').contains(&c);
    if !text.contains(is_late) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_late(c) { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_leaves_raw() {
        let title = "a\u{1b}[31m\u{9b}31m\u{7f}";
        let mut out = Vec::new();
        write(&title, false, &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\"a\\u001b[31m\\u009b31m\\u007f\"\n");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), title);
    }
}

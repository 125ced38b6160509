//! `opiska extract`: reads and prints the records.

use std::io::{self, Write};

use serde::Serialize;

use super::Outcome;
use super::args::{Common, Extract, RecordFormat};
use super::output;
use super::reading;
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use crate::record::json;

/// Prints the records of the inputs.
///
/// # Errors
/// Wrong settings, or records that could not be written.
pub fn run(args: &Extract, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let haul = reading::with_threads(common.threads, || reading::read_all(&args.inputs, &settings.schemas, None, console))?;
    let mut records = haul.pages.iter().flat_map(|page| page.records.iter().map(move |record| json::view(page, record)));
    output::to_stdout(|out| match args.format {
        RecordFormat::Json => write(&json::document(records.collect()), true, out),
        RecordFormat::Jsonl => records.try_for_each(|record| write(&record, false, out)),
    })?;
    Ok(Outcome { unreadable: haul.unreadable.len(), ..Outcome::default() })
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

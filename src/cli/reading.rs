//! Paths to pages: walks, reads and checks every source, on several threads, with the same outcome for any number of them.

use rayon::prelude::*;

use super::args::Inputs;
use super::config;
use super::terminal::Console;
use super::texts::SourceTexts;
use super::trouble::Trouble;
use crate::check::{Engine, baseline};
use crate::diagnostic::Diagnostic;
use crate::parse::{self, ReadOptions, Reader};
use crate::record::ReadPage;
use crate::report::Unreadable;
use crate::schema::Schemas;
use crate::source::walk::{self, Input, Origin, Walked};
use crate::source::{DecodeError, FileName};

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Haul {
    /// The pages, sorted by name.
    pub pages: Vec<ReadPage>,
    /// What the rules of single pages found, in the order of the pages.
    pub findings: Vec<Diagnostic>,
    /// What could not be read, sorted by name.
    pub unreadable: Vec<Unreadable>,
    /// Where the texts can be had again.
    pub texts: SourceTexts,
}

/// What became of one source.
struct Outcome {
    page: Option<ReadPage>,
    findings: Vec<Diagnostic>,
    failure: Option<Unreadable>,
    stdin: Option<String>,
}

/// Runs `work` with the given number of threads (0: one for each core).
///
/// # Errors
/// When the machine gives no threads.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, Trouble> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| Trouble::plain(format!("cannot start threads: {error}")))?.install(work))
}

/// Reads every source and, given an engine, checks it page by page. A text is dropped as soon as its page is done.
pub fn read_all(inputs: &Inputs, schemas: &Schemas, engine: Option<&Engine<'_>>, console: &Console) -> Haul {
    let Walked { inputs: sources, failures } = walk::expand(&inputs.paths, inputs.stdin_filename.as_deref());
    let reader = Reader::new(schemas);
    let options = ReadOptions { lines: inputs.lines };
    let outcomes: Vec<Outcome> = sources.par_iter().map(|source| read_one(source, options, &reader, engine)).collect();
    let mut haul = Haul::default();
    haul.unreadable.extend(failures.into_iter().map(|failure| unreadable(failure.name, failure.reason)));
    for (source, outcome) in sources.iter().zip(outcomes) {
        haul.unreadable.extend(outcome.failure);
        haul.findings.extend(outcome.findings);
        if let Some(page) = outcome.page {
            haul.texts.keep(source, page.fingerprint, outcome.stdin);
            haul.pages.push(page);
        }
    }
    haul.unreadable.sort_by(|a, b| a.file.cmp(&b.file));
    for failure in &haul.unreadable {
        console.error(&told(failure));
    }
    if haul.pages.is_empty() && haul.unreadable.is_empty() {
        console.warning("no text files found under the given paths");
    }
    haul
}

fn read_one(source: &Input, options: ReadOptions, reader: &Reader<'_>, engine: Option<&Engine<'_>>) -> Outcome {
    let nothing = |failure| Outcome { page: None, findings: Vec::new(), failure, stdin: None };
    let bytes = match walk::read(&source.origin) {
        Ok(bytes) => bytes,
        Err(reason) => return nothing(Some(unreadable(source.name.clone(), reason))),
    };
    if !source.named && is_own_file(source, &bytes) {
        return nothing(None);
    }
    let reading = match parse::read(source.name.clone(), &bytes, options, reader) {
        Ok(reading) => reading,
        // A folder may hold pictures and scans beside its texts.
        Err(DecodeError::Binary(_) | DecodeError::Pdf) if !source.named => return nothing(None),
        Err(error) => return nothing(Some(unreadable(source.name.clone(), error.to_string()))),
    };
    // Its examples are no citations of the collection.
    if !source.named && is_schema_in_force(source, reader.schemas()) {
        return nothing(None);
    }
    let failure = reading.damage.map(|damage| {
        let before = reading.text.get(..damage.offset).unwrap_or_default();
        let line = before.lines().count().max(1) as u32 + u32::from(before.ends_with('\n'));
        let others = if damage.places > 1 { format!(" and {} more places", damage.places - 1) } else { String::new() };
        let message = format!("damaged text: byte {} (line {line}){others} cannot be decoded; the rest was read", damage.byte);
        Unreadable { file: source.name.clone(), message, line: Some(line), offset: Some(damage.byte) }
    });
    let findings = engine.map(|engine| engine.page(&reading.page, &reading.text)).unwrap_or_default();
    let stdin = (source.origin == Origin::Stdin).then(|| reading.text.to_string());
    Outcome { page: Some(reading.page), findings, failure, stdin }
}

/// Whether a file of a folder is opiska's own: settings and baselines quote documents and are none.
fn is_own_file(source: &Input, bytes: &[u8]) -> bool {
    bytes.starts_with(baseline::HEADING.as_bytes()) || source.name.as_str().rsplit('/').next() == Some(config::FILE_NAME)
}

/// Whether a file of a folder is one of the schema files that the user has put to use.
fn is_schema_in_force(source: &Input, schemas: &Schemas) -> bool {
    let Origin::File(path) = &source.origin else { return false };
    schemas.own_files.iter().any(|own| config::absolute(own.as_ref()) == config::absolute(path))
}

fn unreadable(file: FileName, message: String) -> Unreadable {
    Unreadable { file, message, line: None, offset: None }
}

fn told(failure: &Unreadable) -> String {
    format!("{}: {}", failure.file, failure.message)
}

//! A collection larger than one machine: each part is read where it lies and written into a shard, and one run holds all shards
//! against each other. It reports what one run over all parts would report.
//!
//! A shard is JSON lines: a header (version, build, settings, day, what was read), a line for each source with its page and what
//! the rules of single pages say of it before suppressions are asked, and an end with the number of sources and a checksum. The
//! form of the lines belongs to one build of the program, so a shard of another one is refused.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::args::{Inputs, RuleChoice};
use super::cache::BUILD;
use super::examining::{Examined, Task, gather};
use super::reading::{Haul, Job};
use super::settings::Settings;
use super::stored::{self, Known};
use super::terminal::Console;
use super::trouble::Trouble;
use super::{Outcome, config, output};
use crate::check::Selection;
use crate::record::Day;
use crate::report::Unreadable;
use crate::source::FileName;
use crate::source::walk::{Input, Origin};

/// How every shard begins.
pub const HEADING: &str = "{\"opiska-shard\":";

/// The form of shards; a change of the header or the end changes the number.
const FORM: u32 = 1;

/// Which part of the work is done here.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Larger than one machine")]
#[group(skip)]
pub struct ShardChoice {
    /// Write what was read and found into a shard, for `--from-records`, and report nothing
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["format", "output", "statistics", "max_findings", "fail_on", "baseline", "no_ignores", "fix",
            "unsafe_fixes", "fix_only", "diff", "corrections", "changed", "watch"]
    )]
    pub write_shard: Option<PathBuf>,
    /// Report on these shards together, as one run over all their documents would; takes the same settings and rules
    #[arg(
        long,
        value_name = "SHARD",
        num_args = 1..,
        conflicts_with_all = ["paths", "lines", "stdin_filename", "write_shard", "fix", "unsafe_fixes", "fix_only", "diff",
            "corrections", "changed", "watch", "cache_dir", "no_cache"]
    )]
    pub from_records: Vec<PathBuf>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    #[serde(rename = "opiska-shard")]
    form: u32,
    version: String,
    build: String,
    /// Fingerprint of settings, schemas and rules, hexadecimal.
    settings: String,
    day: Option<Day>,
    paths: Vec<String>,
    sees_all: bool,
}

/// What can be read of the header of any form.
#[derive(Deserialize)]
struct Origins {
    #[serde(rename = "opiska-shard")]
    form: u32,
    #[serde(default)]
    version: String,
    #[serde(default)]
    build: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    sources: usize,
    /// Of all bytes before this line, hexadecimal.
    checksum: String,
}

/// Reads the sources of a task and writes them into a shard.
///
/// # Errors
/// A shard that cannot be written.
pub fn write(file: &Path, task: &Task<'_>, rules: &RuleChoice, console: &Console) -> Result<Outcome, Trouble> {
    let engine = task.engine();
    let haul = gather(task, &Job { engine: Some(&engine), only_judges: true, only_compares: false, ..task.job() }, console);
    let mut lines: Vec<(&FileName, serde_json::Result<String>)> = Vec::new();
    let mut failures: BTreeMap<&FileName, Vec<&Unreadable>> = BTreeMap::new();
    haul.unreadable.iter().for_each(|failure| failures.entry(&failure.file).or_default().push(failure));
    for (page, judged) in haul.pages.iter().zip(&haul.judged) {
        let failure = failures.remove(&page.name).and_then(|failures| failures.first().copied());
        lines.push((&page.name, stored::to_line(&page.name, Some((page, judged)), failure)));
    }
    for failure in failures.into_values().flatten() {
        lines.push((&failure.file, stored::to_line(&failure.file, None, Some(failure))));
    }
    lines.sort_by_key(|(name, _)| *name);
    let header = serde_json::to_string(&header(task, rules));
    output::to_file(file, |out| {
        let mut sum = Xxh3::new();
        let sources = lines.len();
        for line in std::iter::once(header).chain(lines.into_iter().map(|(_, line)| line)) {
            let line = line? + "\n";
            sum.update(line.as_bytes());
            out.write_all(line.as_bytes())?;
        }
        serde_json::to_writer(&mut *out, &End { sources, checksum: format!("{:016x}", sum.digest()) })?;
        out.write_all(b"\n")
    })?;
    let records: usize = haul.pages.iter().map(|page| page.records.len()).sum();
    let many = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let name = config::shorten(&config::absolute(file));
    console.line(&format!("{name}: {}, {}", many(haul.pages.len(), "document"), many(records, "record")));
    Ok(Outcome { unreadable: haul.unreadable.len(), ..Outcome::default() })
}

fn header(task: &Task<'_>, rules: &RuleChoice) -> Header {
    let here = [PathBuf::from(".")];
    let paths = if task.inputs.paths.is_empty() { &here } else { task.inputs.paths.as_slice() };
    Header {
        form: FORM,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build: BUILD.to_owned(),
        settings: fingerprint(task.settings, rules),
        day: task.settings.today,
        paths: paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        sees_all: task.sees_all(),
    }
}

/// A number made of what a finding depends on besides the documents and the day. It must be the same on machines where the
/// collection lies in different folders, so places count from the settings file.
fn fingerprint(settings: &Settings, rules: &RuleChoice) -> String {
    let here = config::absolute(Path::new("."));
    let config = &settings.config;
    let below = if config.name.is_empty() { Some(Path::new("")) } else { here.strip_prefix(&config.folder).ok() };
    let place = below.map_or_else(|| format!("{here:?} {:?}", config.folder), |below| format!("{below:?}"));
    let schemas: Vec<&String> = settings.own_schemas.iter().map(|schema| &schema.text).collect();
    format!("{:032x}", xxh3_128(format!("{place} {:?} {:?} {schemas:?} {rules:?}", config.name, config.text).as_bytes()))
}

/// Shards whose headers were read.
#[derive(Debug)]
pub struct Shards {
    open: Vec<Shard>,
    /// The paths that were read, of all shards.
    pub inputs: Inputs,
    /// The day of the last shard: what its rules took for today.
    pub day: Option<Day>,
    sees_all: bool,
}

#[derive(Debug)]
struct Shard {
    name: String,
    lines: Lines,
    settings: String,
}

/// The lines of a file, counted and summed up.
#[derive(Debug)]
struct Lines {
    from: BufReader<File>,
    line: Vec<u8>,
    number: usize,
    sum: u64,
    hasher: Box<Hasher>,
}

/// A hasher that can be shown.
struct Hasher(Xxh3);

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher")
    }
}

impl Lines {
    fn new(file: File) -> Self {
        Self { from: BufReader::new(file), line: Vec::new(), number: 0, sum: 0, hasher: Box::new(Hasher(Xxh3::new())) }
    }

    /// Goes to the next line; `false` at the end of the file. The sum is that of all lines before.
    fn next(&mut self) -> std::io::Result<bool> {
        self.hasher.0.update(&self.line);
        self.sum = self.hasher.0.digest();
        self.line.clear();
        self.number += 1;
        Ok(self.from.read_until(b'\n', &mut self.line)? > 0)
    }
}

impl Shards {
    /// Opens shards and reads their headers.
    ///
    /// # Errors
    /// A file that is no shard, or one of another version.
    pub fn open(files: &[PathBuf]) -> Result<Self, Trouble> {
        let mut shards = Self { open: Vec::new(), inputs: Inputs::default(), day: None, sees_all: false };
        for file in files {
            let (shard, header) = Shard::open(file)?;
            shards.inputs.paths.extend(header.paths.into_iter().map(PathBuf::from));
            shards.day = shards.day.max(header.day);
            shards.sees_all |= header.sees_all;
            shards.open.push(shard);
        }
        Ok(shards)
    }

    /// Reads all sources; each once, by name.
    ///
    /// # Errors
    /// A damaged line, a shard that was cut off or made with other settings, or a source of which two shards tell different things.
    fn read(self, settings: &Settings, selection: &Selection, rules: &RuleChoice) -> Result<Vec<(FileName, Known)>, Trouble> {
        let wanted = fingerprint(settings, rules);
        if let Some(other) = self.open.iter().find(|shard| shard.settings != wanted) {
            let help =
                "start it in the same place, with the same opiska.toml, --schema files and choice of rules, as the shards were written";
            return Err(Trouble::with_help(
                format!("{}: written with other settings than this run has", other.name),
                Some(help.to_owned()),
            ));
        }
        let parts: Vec<Vec<(FileName, Known)>> =
            self.open.into_par_iter().map(|shard| shard.sources(selection)).collect::<Result<_, Trouble>>()?;
        let mut all: Vec<(FileName, Known)> = parts.into_iter().flatten().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        if let Some([(name, _), _]) = all.windows(2).find(|pair| pair[0].0 == pair[1].0 && !same(&pair[0].1, &pair[1].1)) {
            return Err(Trouble::plain(format!(
                "two shards tell different things of {name}: it has changed between the runs that read it"
            )));
        }
        all.dedup_by(|a, b| a.0 == b.0);
        Ok(all)
    }

    /// Runs over all shards what asks for more than one page, and the suppressions.
    ///
    /// # Errors
    /// As [`Shards::read`].
    pub fn examine(self, task: &Task<'_>, rules: &RuleChoice, console: &Console) -> Result<Examined, Trouble> {
        let engine = if task.suppressing { task.engine().seeing_all(self.sees_all) } else { task.engine() };
        let mut haul = Haul::default();
        for (name, Known { page, failure }) in self.read(task.settings, &task.check.selection, rules)? {
            haul.unreadable.extend(failure);
            if let Some((page, judged)) = page {
                haul.findings.add(&name, engine.enter(&page, judged));
                let origin = Origin::File(PathBuf::from(name.as_str()));
                haul.texts.keep(&Input { name, origin, named: true }, page.fingerprint, None);
                if task.whole_pages { haul.pages.push(page) } else { haul.compared.push(page.compared()) }
            }
        }
        haul.tell(console);
        Ok(task.judge(haul, &engine))
    }
}

/// Whether two shards tell the same of a source.
fn same(a: &Known, b: &Known) -> bool {
    let told = |known: &Known| {
        let failure = known.failure.as_ref().map(|failure| failure.message.clone());
        (known.page.as_ref().map(|(page, _)| page.fingerprint), failure)
    };
    told(a) == told(b)
}

impl Shard {
    fn open(file: &Path) -> Result<(Self, Header), Trouble> {
        let name = config::shorten(&config::absolute(file));
        let unreadable = |error: std::io::Error| Trouble::plain(format!("cannot read the shard {name}: {error}"));
        let mut lines = Lines::new(File::open(file).map_err(unreadable)?);
        // A file without line ends need not be read to its end to see that it is no shard.
        let begins = lines.from.fill_buf().map_err(unreadable)?.starts_with(HEADING.as_bytes());
        let help = || Some("`opiska check --write-shard FILE` writes one".to_owned());
        if !begins || !lines.next().map_err(unreadable)? {
            return Err(Trouble::with_help(format!("{name}: this is no shard"), help()));
        }
        let damaged = |error: serde_json::Error| Trouble::with_help(format!("{name}:1: this is no header of a shard: {error}"), help());
        let origins: Origins = serde_json::from_slice(&lines.line).map_err(damaged)?;
        if (origins.form, origins.version.as_str(), origins.build.as_str()) != (FORM, env!("CARGO_PKG_VERSION"), BUILD) {
            let here = format!("this is {} (build {BUILD})", env!("CARGO_PKG_VERSION"));
            let message = format!("{name}: written by opiska {} (build {}); {here}", origins.version, origins.build);
            return Err(Trouble::with_help(message, Some("write all shards and report on them with the same program".to_owned())));
        }
        let header: Header = serde_json::from_slice(&lines.line).map_err(damaged)?;
        Ok((Self { name, lines, settings: header.settings.clone() }, header))
    }

    fn sources(mut self, selection: &Selection) -> Result<Vec<(FileName, Known)>, Trouble> {
        let mut sources = Vec::new();
        loop {
            let more = self.lines.next().map_err(|error| Trouble::plain(format!("cannot read the shard {}: {error}", self.name)))?;
            let Self { name, lines, .. } = &self;
            let number = lines.number;
            let wrong = |message: &str| Trouble::with_help(format!("{name}:{number}: {message}"), Some("write the shard again".to_owned()));
            if !more {
                return Err(wrong("the shard ends too early"));
            }
            if let Ok(End { sources: count, checksum }) = serde_json::from_slice(&lines.line) {
                if count != sources.len() || checksum != format!("{:016x}", lines.sum) {
                    return Err(wrong("the shard is not as it was written"));
                }
                return Ok(sources);
            }
            let source = stored::from_line(&lines.line, selection);
            sources.push(source.map_err(|error| wrong(&format!("this line is damaged: {}", placed(&error))))?);
        }
    }
}

/// What a JSON reader complained of, without its line: it saw one only.
fn placed(error: &str) -> String {
    error.replace(" at line 1 column ", " at column ")
}

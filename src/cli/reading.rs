//! Paths to pages: walks, reads and checks every source, on several threads, with the same outcome for any number of them.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::ahead::Disk;
use super::args::Inputs;
use super::cache::{self, Cache, Sighting};
use super::config;
use super::corrections::{self, Corrections};
use super::packed::PackedFindings;
use super::progress::Progress;
use super::shards;
use super::stored::Known;
use super::terminal::Console;
use super::texts::SourceTexts;
use super::trouble::Trouble;
use crate::check::{Engine, Judged, baseline};
use crate::diagnostic::Diagnostic;
use crate::parse::{self, Places, ReadOptions, Reader};
use crate::record::{ComparedPage, ReadPage};
use crate::report::Unreadable;
use crate::schema::Schemas;
use crate::source::walk::{self, Input, Origin, Walked};
use crate::source::{Damage, DecodeError, Decoded, FileName, decode};

/// How many sources are read before what became of them is sorted away: enough to keep every thread busy, and few enough
/// that it takes no memory worth speaking of.
const AT_ONCE: usize = 512;

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Haul {
    /// The pages, sorted by name.
    pub pages: Vec<ReadPage>,
    /// The pages, where nothing but comparing is to be done with them.
    pub compared: Vec<ComparedPage>,
    /// What the rules of single pages found, in the order of the pages.
    pub findings: PackedFindings,
    /// What was found on each page, where no suppression was to be asked yet.
    pub judged: Vec<Judged>,
    /// What could not be read, sorted by name.
    pub unreadable: Vec<Unreadable>,
    /// Where the texts can be had again.
    pub texts: SourceTexts,
    /// What the user should know of single sources, in their order.
    pub remarks: Vec<String>,
    /// The encoding of each page.
    pub encodings: Vec<&'static str>,
}

/// What to read, and what to do with it on the way.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// Which sources.
    pub inputs: &'a Inputs,
    /// Built-in and own schemas.
    pub schemas: &'a Schemas,
    /// Checks each page, if given.
    pub engine: Option<&'a Engine<'a>>,
    /// Corrections to read the texts with.
    pub corrections: Option<&'a Corrections>,
    /// A file of ours that is passed over in folders.
    pub own_file: Option<&'a Path>,
    /// The bytes of standard input, where they were read before.
    pub stdin: Option<&'a [u8]>,
    /// What an earlier run made of the sources; only where they are checked, and read without corrections.
    pub cache: Option<&'a Cache<'a>>,
    /// Counts the sources.
    pub progress: Option<&'a Progress>,
    /// Whether nothing but comparing is to be done with pages that are judged, so that not all of them need be kept.
    pub only_compares: bool,
    /// Whether what is found on a page is to be kept as it is, before suppressions are asked: they are asked elsewhere.
    pub only_judges: bool,
    /// Of what lines and columns are asked for afterwards.
    pub places: Places,
}

impl<'a> Job<'a> {
    /// Reading, and nothing else.
    pub fn new(inputs: &'a Inputs, schemas: &'a Schemas) -> Self {
        Self {
            inputs,
            schemas,
            engine: None,
            corrections: None,
            own_file: None,
            stdin: None,
            cache: None,
            progress: None,
            only_compares: false,
            only_judges: false,
            places: Places::Everything,
        }
    }

    /// What is kept of a page that is read, and judged where that is to be done.
    fn kept(&self, page: ReadPage) -> Kept {
        if self.compares() { Kept::Compared(page.compared()) } else { Kept::Whole(page) }
    }

    /// Whether pages are judged and then kept for nothing but comparing.
    fn compares(&self) -> bool {
        self.only_compares && self.engine.is_some()
    }

    /// How its sources are read.
    pub fn options(&self) -> ReadOptions {
        ReadOptions { lines: self.inputs.lines }
    }
}

/// What is kept of a page.
enum Kept {
    Whole(ReadPage),
    Compared(ComparedPage),
}

/// What became of one source.
struct Outcome {
    page: Option<Kept>,
    findings: Vec<Diagnostic>,
    judged: Option<Judged>,
    failure: Option<Unreadable>,
    /// The text, where it cannot be had from the disk again.
    kept: Option<String>,
    remarks: Vec<String>,
    encoding: &'static str,
}

impl Outcome {
    fn without_page(failure: Option<Unreadable>) -> Self {
        Self { page: None, findings: Vec::new(), judged: None, failure, kept: None, remarks: Vec::new(), encoding: "" }
    }

    /// What an earlier run made of the source; suppressions are asked anew.
    fn of_known(known: Known, job: &Job<'_>) -> Self {
        let Known { page, failure } = known;
        let Some((page, judged)) = page else { return Self::without_page(failure) };
        let (findings, judged) = entered(&page, judged, job);
        Self { page: Some(job.kept(page)), findings, judged, failure, kept: None, remarks: Vec::new(), encoding: "" }
    }
}

impl Haul {
    fn take(&mut self, source: &Input, outcome: Outcome) {
        self.unreadable.extend(outcome.failure);
        self.remarks.extend(outcome.remarks);
        self.judged.extend(outcome.judged);
        let Some(page) = outcome.page else { return };
        let (Kept::Whole(ReadPage { name, fingerprint, .. }) | Kept::Compared(ComparedPage { name, fingerprint, .. })) = &page;
        self.texts.keep(source, *fingerprint, outcome.kept);
        self.findings.add(name, outcome.findings);
        self.encodings.push(outcome.encoding);
        match page {
            Kept::Whole(page) => self.pages.push(page),
            Kept::Compared(page) => self.compared.push(page),
        }
    }

    /// Says what could not be read, and what there is to remark.
    pub fn tell(&self, console: &Console) {
        self.tell_where(console, |_| true);
    }

    /// The same, but of what could not be read only what matters.
    pub fn tell_where(&self, console: &Console, matters: impl Fn(&Unreadable) -> bool) {
        for failure in self.unreadable.iter().filter(|failure| matters(failure)) {
            console.error(&told(failure));
        }
        self.remarks.iter().for_each(|remark| console.warning(remark));
        if self.pages.is_empty() && self.compared.is_empty() && self.unreadable.is_empty() {
            console.warning("no text files found under the given paths");
        }
    }
}

/// Runs `work`, which reads the inputs, with the given number of threads (0: one for each core). One file needs no other thread
/// than this.
///
/// # Errors
/// When the machine gives no threads.
pub fn with_threads<T: Send>(threads: usize, inputs: &Inputs, work: impl FnOnce() -> T + Send) -> Result<T, Trouble> {
    if let [path] = inputs.paths.as_slice()
        && !path.is_dir()
    {
        return Ok(work());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| Trouble::plain(format!("cannot start threads: {error}")))?.install(work))
}

/// Does the same with every item, on all threads where there are several items.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    if items.len() < 2 { items.iter().map(work).collect() } else { items.par_iter().map(work).collect() }
}

/// Reads every source and, given an engine, checks it page by page. A text is dropped as soon as its page is done.
pub fn read_all(job: &Job<'_>) -> Haul {
    let Walked { inputs: sources, failures } = walk::expand(&job.inputs.paths, job.inputs.stdin_filename.as_deref());
    let reader = Reader::new(job.schemas).placing(job.places);
    job.progress.inspect(|progress| progress.expect(sources.len()));
    let disk = Disk::default();
    let read = |source: &Input| {
        let outcome = read_one(source, job, &reader, &disk);
        job.progress.inspect(|progress| progress.step());
        outcome
    };
    let mut haul = Haul::default();
    if job.compares() {
        haul.compared.reserve_exact(sources.len())
    } else {
        haul.pages.reserve_exact(sources.len())
    }
    haul.unreadable.extend(failures.into_iter().map(|failure| unreadable(failure.name, failure.reason)));
    let mut rest = sources.as_slice();
    while !rest.is_empty() {
        let (some, behind) = rest.split_at(AT_ONCE.min(rest.len()));
        rest = behind;
        // What an earlier run knows is not opened.
        let next = if job.cache.is_none() { &behind[..AT_ONCE.min(behind.len())] } else { &[] };
        let outcomes = disk.fetching(some.len(), next, || each(some, read));
        some.iter().zip(outcomes).for_each(|(source, outcome)| haul.take(source, outcome));
    }
    haul.unreadable.sort_by(|a, b| a.file.cmp(&b.file));
    haul
}

fn read_one(source: &Input, job: &Job<'_>, reader: &Reader<'_>, disk: &Disk) -> Outcome {
    let sighting = job.cache.and_then(|cache| cache.sight(source));
    if let Some(known) = sighting.as_ref().and_then(Sighting::unopened) {
        return Outcome::of_known(known, job);
    }
    let bytes = match (&source.origin, job.stdin) {
        (Origin::Stdin, Some(bytes)) => Ok(Cow::Borrowed(bytes)),
        (origin, _) => disk.read(origin).map(Cow::Owned),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return Outcome::without_page(Some(unreadable(source.name.clone(), reason))),
    };
    match sighting.as_ref().and_then(|sighting| sighting.with_bytes(&bytes)) {
        Some(known) => Outcome::of_known(known, job),
        None => read_bytes(source, &bytes, job, reader, sighting.as_ref()),
    }
}

fn read_bytes(source: &Input, bytes: &[u8], job: &Job<'_>, reader: &Reader<'_>, sighting: Option<&Sighting<'_>>) -> Outcome {
    // A folder may hold pictures and scans beside its texts, and files of ours.
    let passed_over = || {
        sighting.inspect(|sighting| sighting.keep(bytes, None, None));
        Outcome::without_page(None)
    };
    // The examples of schema files are no citations of the collection.
    if !source.named && (is_own_file(source, bytes, job) || is_schema_in_force(source, reader.schemas())) {
        return passed_over();
    }
    let Decoded { mut text, encoding, damage, .. } = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(DecodeError::Binary(_) | DecodeError::Pdf) if !source.named => return passed_over(),
        Err(error) => return Outcome::without_page(Some(unreadable(source.name.clone(), error.to_string()))),
    };
    let fingerprint = xxh3_64(bytes);
    let mut page = parse::read_text(source.name.clone(), &text, fingerprint, job.options(), reader);
    let failure = damage.map(|damage| damaged(source, &text, damage));
    let corrected = job.corrections.and_then(|corrections| corrections.apply(&source.name, &text));
    let mut kept = source.origin == Origin::Stdin;
    let mut remarks = Vec::new();
    if let Some(corrected) = corrected {
        remarks = corrected.remarks;
        if corrected.text != *text {
            page = parse::read_text(source.name.clone(), &corrected.text, fingerprint, job.options(), reader);
            text = corrected.text.into();
            kept = true;
        }
    }
    let (mut findings, mut kept_judged) = (Vec::new(), None);
    if let Some(engine) = job.engine {
        let judged = engine.judge(&page, &text);
        sighting.inspect(|sighting| sighting.keep(bytes, Some((&page, &judged)), failure.as_ref()));
        (findings, kept_judged) = entered(&page, judged, job);
    }
    let kept = kept.then(|| text.into_owned());
    Outcome { page: Some(job.kept(page)), findings, judged: kept_judged, failure, kept, remarks, encoding: encoding.name() }
}

/// Asks the suppressions, or keeps what was found for a run that will.
fn entered(page: &ReadPage, judged: Judged, job: &Job<'_>) -> (Vec<Diagnostic>, Option<Judged>) {
    match job.engine {
        Some(engine) if !job.only_judges => (engine.enter(page, judged), None),
        _ => (Vec::new(), Some(judged)),
    }
}

fn damaged(source: &Input, text: &str, damage: Damage) -> Unreadable {
    let before = text.get(..damage.offset).unwrap_or_default();
    let line = before.lines().count().max(1) as u32 + u32::from(before.ends_with('\n'));
    let others = if damage.places > 1 { format!(" and {} more places", damage.places - 1) } else { String::new() };
    let message = format!("damaged text: byte {} (line {line}){others} cannot be decoded; the rest was read", damage.byte);
    Unreadable { file: source.name.clone(), message, line: Some(line), offset: Some(damage.byte) }
}

/// Whether a file of a folder is opiska's own: settings, baselines, corrections, shards and caches quote documents and are none.
fn is_own_file(source: &Input, bytes: &[u8], job: &Job<'_>) -> bool {
    let named = |own: &Path| matches!(&source.origin, Origin::File(path) if config::absolute(path) == config::absolute(own));
    [baseline::HEADING.as_bytes(), corrections::HEADING.as_bytes(), cache::MAGIC, shards::HEADING.as_bytes()]
        .iter()
        .any(|heading| bytes.starts_with(heading))
        || source.name.as_str().rsplit('/').next() == Some(config::FILE_NAME)
        || job.own_file.is_some_and(named)
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

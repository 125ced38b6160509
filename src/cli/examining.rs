//! Reading and checking in one: what `check` reports, what a baseline is held against, and what fixes are tried on.

use std::path::Path;

use super::args::Inputs;
use super::cache::{Cache, Place};
use super::changed::Changed;
use super::progress::Progress;
use super::reading::{self, Haul, Job};
use super::settings::{CheckSettings, Settings};
use super::terminal::Console;
use super::texts::SourceTexts;
use crate::check::{Engine, finish};
use crate::diagnostic::Diagnostic;
use crate::record::{Corpus, ReadPage};
use crate::report::Unreadable;
use crate::source::FileName;

/// What is to be examined, and by which settings.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// Which rules run.
    pub check: &'a CheckSettings,
    /// Which sources.
    pub inputs: &'a Inputs,
    /// Whether comments and settings keep findings silent.
    pub suppressing: bool,
    /// The file of corrections, which is no document.
    pub own_file: Option<&'a Path>,
    /// The bytes of standard input, where they were read before.
    pub stdin: Option<&'a [u8]>,
    /// The files that the user wants to hear of, if not all.
    pub changed: Option<&'a Changed>,
    /// Where an earlier run has left what it made of the sources.
    pub cache: Option<&'a Place>,
    /// Whether somebody asks for whole pages when all rules have run.
    pub whole_pages: bool,
    /// Whether pages are compared again when all rules have run.
    pub compares_again: bool,
}

/// What a run has found, before the baseline is asked.
#[derive(Debug)]
pub struct Examined {
    /// The pages that were read, whole, where somebody asks for them.
    pub pages: Vec<ReadPage>,
    /// The pages that were compared; of their records nothing is left unless they are compared again.
    pub corpus: Corpus,
    /// How many records they have.
    pub records: usize,
    /// The findings, in order.
    pub findings: Vec<Diagnostic>,
    /// How many findings are suppressed.
    pub suppressed: usize,
    /// Fingerprints of findings that were left out for their low confidence.
    pub hidden: Vec<u64>,
    /// What could not be read, sorted by name.
    pub unreadable: Vec<Unreadable>,
    /// Where the texts can be had again.
    pub texts: SourceTexts,
}

impl<'a> Task<'a> {
    /// Whether whole collections are looked at, rather than single files.
    pub fn sees_all(&self) -> bool {
        let paths = &self.inputs.paths;
        paths.is_empty() || paths.iter().any(|path| path.is_dir())
    }

    /// An engine with the rules and suppressions of the task, and empty books.
    pub fn engine(&self) -> Engine<'a> {
        let engine = Engine::new(&self.settings.schemas, &self.check.selection, self.settings.today).suppressing(&self.check.suppressions);
        if self.suppressing { engine.seeing_all(self.sees_all()) } else { engine.ignoring_nothing() }
    }

    /// How the sources are read.
    pub fn job(&self) -> Job<'a> {
        Job {
            own_file: self.own_file,
            stdin: self.stdin,
            only_compares: !self.whole_pages,
            ..Job::new(self.inputs, &self.settings.schemas)
        }
    }

    /// Examines the sources once more, and is silent about what the first time has told.
    pub fn again(&self) -> Examined {
        let engine = self.engine();
        let haul = reading::read_all(&Job { engine: Some(&engine), ..self.job() });
        self.judge(haul, &engine)
    }

    /// Runs the rules that ask for more than one page over what was read.
    pub fn judge(&self, haul: Haul, engine: &Engine<'_>) -> Examined {
        let Haul { pages, mut compared, findings, unreadable, mut texts, .. } = haul;
        compared.extend(pages.iter().cloned().map(ReadPage::compared));
        let mut corpus = Corpus::of(compared);
        let mut of_all = engine.corpus(&corpus);
        of_all.extend(engine.suppressions());
        let records = corpus.records().count();
        if !self.compares_again {
            corpus.forget_records();
        }
        // Findings about suppressions may stand in the settings file.
        texts.keep_text(FileName::new(&self.settings.config.name), &self.settings.config.text);
        let (suppressed, hidden) = (engine.suppressed(), engine.hidden());
        Examined { pages, corpus, records, findings: finish(findings.unpack(of_all)), suppressed, hidden, unreadable, texts }
    }
}

/// Reads the sources, runs the rules over them, and says what could not be read.
pub fn examine(task: &Task<'_>, console: &Console) -> Examined {
    let engine = task.engine();
    let haul = gather(task, &Job { engine: Some(&engine), ..task.job() }, console);
    task.judge(haul, &engine)
}

/// Does a job of a task with its cache, shows how far it is, and says what could not be read.
pub fn gather(task: &Task<'_>, job: &Job<'_>, console: &Console) -> Haul {
    let cache = task.cache.map(|place| Cache::open(place, &task.check.selection, console));
    let progress = Progress::start(!console.is_quiet());
    let haul = reading::read_all(&Job { cache: cache.as_ref(), progress: Some(&progress), ..*job });
    // The line of the progress must be gone before anything else is said.
    drop(progress);
    haul.tell_where(console, |unread| task.changed.is_none_or(|changed| changed.holds(&unread.file, &haul.texts)));
    if let Some(cache) = cache {
        cache.save(console);
    }
    haul
}

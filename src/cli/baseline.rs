//! `opiska baseline`, and the baseline of a check: where it is kept, what it covers, how it shrinks.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::args::{BaselineUpdate, Common};
use super::cache::Place;
use super::config::{self, Config};
use super::examining::{Examined, Task, examine};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::{Origin, Trouble};
use super::{Outcome, output, reading};
use crate::check::baseline::{BaselineError, Comparison, Reach, Sight};
use crate::check::{Baseline, Selection};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FileName;

/// A baseline and where it is kept.
#[derive(Debug)]
pub struct Known {
    path: PathBuf,
    /// `None` when there is no such file yet.
    baseline: Option<Baseline>,
}

/// The baseline that was typed, else the one of the settings.
///
/// # Errors
/// When it is there and cannot be used.
pub fn named(typed: Option<&Path>, config: &Config) -> Result<Option<Known>, Trouble> {
    let set = || config.keys.baseline.as_ref().map(|name| config.folder.join(name.get_ref()));
    let Some(path) = typed.map(Path::to_owned).or_else(set) else { return Ok(None) };
    if fs::metadata(&path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(Some(Known { path, baseline: None }));
    }
    let name = config::shorten(&path);
    let text = config::read_text(&path, &name)?;
    let baseline = Baseline::parse(&text).map_err(|error| {
        let origin = Origin { name: &name, text: &text };
        let message = error.to_string();
        match error {
            BaselineError::Toml(error) => Trouble::toml(origin, &error),
            BaselineError::Version { place, .. } => {
                Trouble::at(origin, Some(place), message, Some("use the opiska that has written it, or write it anew".into()))
            }
        }
    })?;
    Ok(Some(Known { path, baseline: Some(baseline) }))
}

impl Known {
    /// This baseline, which a check cannot do without.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn must_exist(self) -> Result<Self, Trouble> {
        if self.baseline.is_some() {
            return Ok(self);
        }
        let name = config::shorten(&self.path);
        let help = format!("`opiska baseline update --baseline {name}` writes it");
        Err(Trouble::with_help(format!("there is no baseline {name}"), Some(help)))
    }

    /// Takes the findings of a run and holds them against this baseline.
    pub fn compare(&self, task: &Task<'_>, run: &mut Examined) -> Comparison {
        let findings = std::mem::take(&mut run.findings);
        let folder = config::folder_of(&self.path);
        let path = |file: &FileName| config::relative(file, &folder);
        let damaged: HashSet<&FileName> = run.unreadable.iter().map(|unread| &unread.file).collect();
        let pages = run.corpus.pages().iter().map(|page| &page.name).filter(|name| !damaged.contains(name));
        let mut read: HashSet<String> = pages.map(path).collect();
        // Findings about suppressions stand in the settings file.
        read.insert(path(&FileName::new(&task.settings.config.name)));
        let look = |path: &str| {
            if read.contains(path) {
                Sight::Read
            } else if path == config::STDIN || fs::symlink_metadata(folder.join(path)).is_ok() {
                Sight::Unseen
            } else {
                Sight::Missing
            }
        };
        // Many entries share a path; the disk is asked once.
        let asked: RefCell<HashMap<String, Sight>> = RefCell::default();
        let sight = |path: &str| *asked.borrow_mut().entry(path.to_owned()).or_insert_with(|| look(path));
        let reach = Reach { path: &path, sight: &sight, selection: &task.check.selection, hidden: &run.hidden };
        self.baseline.as_ref().unwrap_or(&Baseline::default()).compare(findings, &reach)
    }

    /// What of this baseline a run has met, so that the files can be fixed around it.
    pub fn met<'a>(&self, task: &Task<'a>, compared: &'a Comparison) -> Met<'a> {
        let folder = config::folder_of(&self.path);
        Met { whole: &compared.kept, by_path: compared.met(), folder, selection: &task.check.selection }
    }
}

/// The part of a baseline that a run has met, asked again while its files are being fixed.
#[derive(Debug)]
pub struct Met<'a> {
    whole: &'a Baseline,
    by_path: HashMap<String, Baseline>,
    folder: PathBuf,
    selection: &'a Selection,
}

impl Met<'_> {
    /// The findings of a file that the baseline does not know.
    pub fn unknown(&self, file: &FileName, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let path = config::relative(file, &self.folder);
        match self.by_path.get(&path) {
            Some(baseline) => baseline.unknown(findings, &|_| path.clone(), self.selection),
            None => findings,
        }
    }

    /// The findings of rules that compare records that the baseline does not know.
    pub fn unknown_of_all(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.whole.unknown(findings, &|file| config::relative(file, &self.folder), self.selection)
    }
}

/// Says that the baseline may shrink.
pub fn tell_gone(gone: usize, console: &Console) {
    match gone {
        0 => {}
        1 => console.note("1 entry of the baseline is settled; `opiska baseline update` takes it out"),
        gone => console.note(&format!("{gone} entries of the baseline are settled; `opiska baseline update` takes them out")),
    }
}

/// Writes a baseline, or takes out of one what is settled; adds to one only when told to.
///
/// # Errors
/// Wrong settings, no file named, or one that cannot be used or written.
pub fn update(args: &BaselineUpdate, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let known = named(args.baseline.as_deref(), &settings.config)?.ok_or_else(|| {
        let help = "name it: `--baseline opiska-baseline.toml`, or `baseline = \"opiska-baseline.toml\"` in opiska.toml";
        Trouble::with_help("no baseline is named", Some(help.to_owned()))
    })?;
    let check = settings.check(&args.rules, None, &args.inputs.paths)?;
    let own_file = settings.corrections(None);
    let cache = Place::of(&args.cache, &settings, &args.inputs, &args.rules, own_file.as_deref());
    let task = Task {
        settings: &settings,
        check: &check,
        inputs: &args.inputs,
        suppressing: true,
        own_file: own_file.as_deref(),
        stdin: None,
        changed: None,
        cache: cache.as_ref(),
        whole_pages: false,
        compares_again: false,
    };
    let mut run = reading::with_threads(common.threads, &args.inputs, || examine(&task, console))?;
    let Comparison { new, known: _, gone, kept, additions } = known.compare(&task, &mut run);
    let adds = args.add || known.baseline.is_none();
    let added = if adds { additions.len() } else { 0 };
    let baseline = if adds { kept.with(additions) } else { kept };
    if known.baseline.as_ref().map(Baseline::to_text).as_deref() != Some(&baseline.to_text()) {
        output::to_file(&known.path, |out| out.write_all(baseline.to_text().as_bytes()))?;
    }
    let name = config::shorten(&config::absolute(&known.path));
    let entries = if baseline.len() == 1 { "entry" } else { "entries" };
    console.line(&format!("{name}: {} {entries} ({added} added, {gone} taken out)", baseline.len()));
    let refused = if adds { 0 } else { new.len() };
    if refused > 0 {
        let (findings, them) = if refused == 1 { ("finding is", "it") } else { ("findings are", "them") };
        console.warning(&format!("{refused} {findings} not in the baseline; settle {them}, or take {them} in with `--add`"));
    }
    Ok(Outcome {
        misuse: false,
        unreadable: run.unreadable.len(),
        worst: (refused > 0).then_some(Severity::Info),
        fail_on: Some(Severity::Info),
    })
}

//! `opiska baseline`, and the baseline of a check: where it is kept, what it covers, how it shrinks.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::Outcome;
use super::args::{BaselineUpdate, Common};
use super::check::{Examined, examine};
use super::config::{self, Config};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::{Origin, Trouble};
use super::writing;
use crate::check::Baseline;
use crate::check::baseline::{BaselineError, Comparison, Reach, Sight};
use crate::diagnostic::Severity;
use crate::source::FileName;

/// How standard input is called when it has no name.
const STDIN: &str = "-";

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
    pub fn compare(&self, run: &mut Examined) -> Comparison {
        let findings = std::mem::take(&mut run.findings);
        let folder = config::absolute(&self.path).parent().map(Path::to_owned).unwrap_or_default();
        let path = |file: &FileName| relative(file, &folder);
        let damaged: HashSet<&FileName> = run.unreadable.iter().map(|unread| &unread.file).collect();
        let pages = run.corpus.pages().iter().map(|page| &page.name).filter(|name| !damaged.contains(name));
        let mut read: HashSet<String> = pages.map(path).collect();
        // Findings about suppressions stand in the settings file.
        read.insert(path(&FileName::new(&run.settings.config.name)));
        let look = |path: &str| {
            if read.contains(path) {
                Sight::Read
            } else if path == STDIN || fs::symlink_metadata(folder.join(path)).is_ok() {
                Sight::Unseen
            } else {
                Sight::Missing
            }
        };
        // Many entries share a path; the disk is asked once.
        let asked: RefCell<HashMap<String, Sight>> = RefCell::default();
        let sight = |path: &str| *asked.borrow_mut().entry(path.to_owned()).or_insert_with(|| look(path));
        let reach = Reach { path: &path, sight: &sight, selection: &run.check.selection, hidden: &run.hidden };
        self.baseline.as_ref().unwrap_or(&Baseline::default()).compare(findings, &reach)
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
    let mut run = examine(settings, check, &args.inputs, true, common, console)?;
    let Comparison { new, known: _, gone, kept, additions } = known.compare(&mut run);
    let adds = args.add || known.baseline.is_none();
    let added = if adds { additions.len() } else { 0 };
    let baseline = if adds { kept.with(additions) } else { kept };
    if known.baseline.as_ref().map(Baseline::to_text).as_deref() != Some(&baseline.to_text()) {
        writing::replace(&known.path, baseline.to_text().as_bytes())?;
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

/// The path of a source from the folder of the baseline, with `/` between folders.
fn relative(file: &FileName, folder: &Path) -> String {
    if file.as_str() == STDIN {
        return STDIN.to_owned();
    }
    let path = config::absolute(Path::new(file.as_str()));
    let (mut rest, mut from) = (path.components().peekable(), folder.components().peekable());
    if rest.peek() != from.peek() {
        // Another drive.
        return path.to_string_lossy().replace('\\', "/");
    }
    while rest.peek().is_some() && rest.peek() == from.peek() {
        rest.next();
        from.next();
    }
    let up = from.map(|_| Component::ParentDir);
    let parts: Vec<String> = up.chain(rest).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_folder_of_the_baseline() {
        let here = config::absolute(Path::new("."));
        let told = |file: &str, folder: &str| relative(&FileName::new(file), &config::absolute(&here.join(folder)));
        assert_eq!(told("coll/a.txt", ""), "coll/a.txt");
        assert_eq!(told("./coll/old/../a.txt", "coll"), "a.txt");
        assert_eq!(told("a.txt", "ci/baselines"), "../../a.txt");
        assert_eq!(told("-", "ci"), "-");
    }
}

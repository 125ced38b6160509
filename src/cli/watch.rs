//! `--watch`: checks again whenever a document or something of the settings changes.
//!
//! Metadata is looked at a few times a second. That asks nothing of the system but what every disk can give, network disks
//! included, and opens no file. Ctrl-C ends the program as the system does it.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{fs, thread};

use super::args::{Check, Common};
use super::cache::Stamp;
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use super::{Outcome, check, config, output};
use crate::source::walk::{self, Origin};

/// How often the metadata is looked at.
const BEAT: Duration = Duration::from_millis(400);

/// Whoever saves several files, or one in several steps, is left in peace until nothing has moved for this long.
const REST: Duration = Duration::from_millis(150);

/// Checks, waits for a change, and checks again, until somebody ends it.
///
/// # Errors
/// When standard input is to be watched. Wrong settings are told, and may be set right while this waits.
pub fn run(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    if args.inputs.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Trouble::plain("standard input cannot be watched"));
    }
    loop {
        if io::stdout().is_terminal() {
            output::print("\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
        }
        let start = Instant::now();
        let watched = Watched::new(args, common);
        // Looked at before the documents are read: what changes meanwhile is seen.
        let view = watched.view();
        if let Err(trouble) = check::once(args, common, console) {
            console.trouble(&trouble);
        }
        let seconds = start.elapsed().as_secs_f64();
        console.line(&format!("{} UTC, {seconds:.1} s; waiting for changes, Ctrl-C ends", time_of_day(SystemTime::now())));
        wait(|| watched.view(), view);
    }
}

/// Returns when what is seen is another than before, and has come to rest.
fn wait<V: PartialEq>(look: impl Fn() -> V, before: V) {
    let mut seen = before;
    loop {
        thread::sleep(BEAT);
        let mut now = look();
        if now == seen {
            continue;
        }
        while now != seen {
            seen = now;
            thread::sleep(REST);
            now = look();
        }
        return;
    }
}

/// What a run depends on.
struct Watched<'a> {
    args: &'a Check,
    common: &'a Common,
    /// Settings, schemas, baseline: those that are there, and those that would count if they were.
    files: Vec<PathBuf>,
    /// Why the settings cannot be used. Then nobody knows all their files, and they are tried again and again.
    trouble: Option<String>,
}

/// What the metadata says.
#[derive(Debug, PartialEq)]
struct View {
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
    trouble: Option<String>,
}

impl<'a> Watched<'a> {
    fn new(args: &'a Check, common: &'a Common) -> Self {
        let start = config::absolute(args.inputs.paths.first().map_or(Path::new("."), AsRef::as_ref));
        let mut files: Vec<PathBuf> = start.ancestors().map(|folder| folder.join(config::FILE_NAME)).collect();
        files.extend(common.config.iter().chain(&common.schema).chain(&args.baseline).cloned());
        let mut watched = Self { args, common, files, trouble: None };
        match watched.settings() {
            Ok(settings) => {
                let keys = &settings.config.keys;
                watched.files.extend(settings.own_schemas.iter().map(|schema| PathBuf::from(&schema.name)));
                watched.files.extend(keys.baseline.as_ref().map(|name| settings.config.folder.join(name.get_ref())));
            }
            Err(trouble) => watched.trouble = Some(trouble.shown(false, usize::MAX)),
        }
        watched
    }

    fn settings(&self) -> Result<Settings, Trouble> {
        Settings::resolve(self.common, self.args.inputs.paths.first().map(AsRef::as_ref))
    }

    fn view(&self) -> View {
        let inputs = walk::expand(&self.args.inputs.paths, None).inputs.into_iter();
        let documents = inputs.filter_map(|input| match input.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin => None,
        });
        // Our own reports change with every run.
        let reports: Vec<PathBuf> = self.args.output.iter().map(|report| config::absolute(&report.file)).collect();
        let documents = documents.filter(|path| !reports.contains(&config::absolute(path)));
        let stamps = documents.chain(self.files.iter().cloned()).map(|path| {
            let stamp = fs::metadata(&path).ok().and_then(|metadata| Stamp::of(&metadata));
            (path, stamp)
        });
        let trouble = self.trouble.as_ref().and_then(|_| self.settings().err()).map(|trouble| trouble.shown(false, usize::MAX));
        View { stamps: stamps.collect(), trouble }
    }
}

/// Hours, minutes and seconds of a day in UTC.
fn time_of_day(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_change_is_awaited_and_then_the_rest() {
        let looks = Cell::new(0);
        let seen = [1, 1, 2, 3, 3, 4];
        wait(|| seen[looks.replace(looks.get() + 1)], 1);
        assert_eq!(looks.get(), 5, "it waits while things move, and no longer");
    }

    #[test]
    fn the_time_of_day_is_that_of_greenwich() {
        assert_eq!(time_of_day(UNIX_EPOCH + Duration::from_secs(86_400 * 365 + 3661)), "01:01:01");
    }
}

//! What was typed and what `opiska.toml` says, settled: each room's own options. The command line has the last word.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;

use super::args::{Common, RuleChoice};
use super::config::{self, Config, RuleKeys};
use super::trouble::{Origin, Trouble, did_you_mean};
use super::words::FailOn;
use crate::check::selection::{DEFAULT_PROFILE, nearest};
use crate::check::{Choices, PathChoices, PathSuppression, PathTest, Selection};
use crate::diagnostic::{Confidence, Severity};
use crate::record::Day;
use crate::rules;
use crate::schema::words::SeverityWord;
use crate::schema::{SchemaSource, Schemas};
use crate::source::FileName;

/// The rule that `require-suppression-reason` switches on.
const REASON_RULE: &str = "suppression-without-reason";

/// The settings of a run.
#[derive(Debug)]
pub struct Settings {
    /// The settings file, an empty one where there is none.
    pub config: Config,
    /// Built-in and own schemas.
    pub schemas: Schemas,
    /// The user's own schema files.
    pub own_schemas: Vec<SchemaSource>,
    /// Today, for rules that know the future when they see it.
    pub today: Option<Day>,
}

/// The settings of a check.
#[derive(Debug)]
pub struct CheckSettings {
    /// Which rules run, and how severe they are.
    pub selection: Selection,
    /// Suppressions of the settings file.
    pub suppressions: Vec<PathSuppression>,
    /// From which severity on the run fails; `None` for never.
    pub fail_on: Option<Severity>,
}

impl Settings {
    /// Finds and reads the settings for an input (none: the current folder).
    ///
    /// # Errors
    /// A settings or schema file that cannot be used.
    pub fn resolve(common: &Common, input: Option<&Path>) -> Result<Self, Trouble> {
        let start = input.filter(|path| path.as_os_str() != "-").unwrap_or(Path::new("."));
        let config = match (&common.config, common.no_config) {
            (Some(path), _) => Config::read(path)?,
            (None, true) => Config::default(),
            (None, false) => Config::find(start)?.unwrap_or_default(),
        };
        let mut own_schemas = Vec::new();
        for pattern in &config.keys.schemas {
            for path in schema_files(&config, pattern)? {
                own_schemas.push(schema_source(&path)?);
            }
        }
        for path in &common.schema {
            own_schemas.push(schema_source(path)?);
        }
        let schemas = Schemas::with(&own_schemas)?;
        no_clash(&schemas, &own_schemas)?;
        config.check_names(&rules::known(&schemas))?;
        Ok(Self { config, schemas, own_schemas, today: today() })
    }

    /// Settles what a check does.
    ///
    /// # Errors
    /// An unknown rule or profile, a glob or a day that is none.
    pub fn check(&self, choice: &RuleChoice, fail_on: Option<FailOn>, paths: &[PathBuf]) -> Result<CheckSettings, Trouble> {
        let keys = &self.config.keys;
        self.check_profile()?;
        let texts = |list: &[Spanned<String>]| list.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        let plus = |list: &[Spanned<String>], typed: &[String]| texts(list).into_iter().chain(typed.iter().cloned()).collect();
        let typed: Option<Confidence> = choice.min_confidence.map(Into::into);
        let mut extend_select: Vec<String> = plus(&keys.extend_select, &choice.extend_select);
        extend_select.extend(keys.require_suppression_reason.then(|| REASON_RULE.to_owned()));
        let choices = Choices {
            profile: choice.profile.clone().or_else(|| keys.profile.as_ref().map(|name| name.get_ref().clone())),
            severities: severities(&keys.rules),
            confidences: confidences(&keys.rules, typed),
            overrides: self.overrides(typed)?,
            select: choice.select.clone().or_else(|| keys.select.as_deref().map(texts)),
            extend_select,
            ignore: plus(&keys.ignore, &choice.ignore),
            min_confidence: typed.or(keys.min_confidence),
        };
        Ok(CheckSettings {
            selection: Selection::new(&self.schemas, &choices)?,
            suppressions: self.suppressions(paths)?,
            fail_on: fail_on.or(keys.fail_on).unwrap_or(FailOn::Warning).severity(),
        })
    }

    /// The file of corrections: the one that was typed, else that of the settings, which is relative to the settings file.
    pub fn corrections(&self, typed: Option<&Path>) -> Option<PathBuf> {
        let written = || self.config.keys.corrections.as_ref().map(|path| self.config.folder.join(path.get_ref()));
        typed.map(Path::to_owned).or_else(written)
    }

    fn overrides(&self, typed: Option<Confidence>) -> Result<Vec<PathChoices>, Trouble> {
        let settle = |table: &config::Override| {
            Ok(PathChoices {
                path: self.path_test(&table.path)?,
                severities: severities(&table.rules),
                confidences: confidences(&table.rules, typed),
                min_confidence: typed.or(table.min_confidence),
            })
        };
        self.config.keys.overrides.iter().map(settle).collect()
    }

    fn check_profile(&self) -> Result<(), Trouble> {
        let Some(profile) = &self.config.keys.profile else { return Ok(()) };
        let name = profile.get_ref();
        let mut known = self.schemas.profiles.ids();
        if name == DEFAULT_PROFILE || known.clone().any(|known| known == name) {
            return Ok(());
        }
        let help = did_you_mean(nearest(name, known.by_ref()).as_deref(), "profile");
        Err(self.config.wrong(profile, format!("there is no profile `{name}`"), Some(help)))
    }

    fn suppressions(&self, paths: &[PathBuf]) -> Result<Vec<PathSuppression>, Trouble> {
        let mut all = Vec::new();
        for (glob, rules) in &self.config.keys.per_file_ignores {
            let rules = rules.iter().map(|rule| rule.get_ref().clone()).collect();
            let path = self.path_test(glob)?;
            all.push(PathSuppression { path, rules, line: None, until: None, written_at: None, reached: false });
        }
        for table in &self.config.keys.suppress {
            all.push(PathSuppression {
                path: self.path_test(&table.path)?,
                rules: vec![table.rule.get_ref().clone()],
                line: table.line,
                until: table.until.as_ref().map(|until| self.config.day(until)).transpose()?,
                written_at: Some((FileName::new(&self.config.name), self.config.place_of(&table.path))),
                reached: self.reaches(paths, &table.path),
            });
        }
        Ok(all)
    }

    /// Whether everything that a glob of the settings can mean lies under the paths of the run.
    fn reaches(&self, paths: &[PathBuf], pattern: &Spanned<String>) -> bool {
        let wanted = config::absolute(&self.config.folder.join(literal_part(pattern)));
        paths.is_empty() && wanted.starts_with(config::absolute(Path::new(".")))
            || paths.iter().any(|path| wanted.starts_with(config::absolute(path)))
    }

    /// Whether a file, named as the user typed it, matches a glob relative to the settings file.
    fn path_test(&self, pattern: &Spanned<String>) -> Result<PathTest, Trouble> {
        let matcher = glob(&self.config, pattern)?;
        let folder: Arc<Path> = self.config.folder.as_path().into();
        // Asking for the current folder is a call to the system: once is enough.
        let here = config::absolute(Path::new("."));
        Ok(PathTest::new(move |name: &FileName| {
            let typed = Path::new(name.as_str());
            matcher.is_match(config::absolute(&here.join(typed)).strip_prefix(&folder).unwrap_or(typed))
        }))
    }
}

fn severities(rules: &BTreeMap<Spanned<String>, RuleKeys>) -> Vec<(String, SeverityWord)> {
    rules.iter().filter_map(|(name, keys)| Some((name.get_ref().clone(), keys.severity?))).collect()
}

/// The least confidences by rule, unless the user has typed one for all.
fn confidences(rules: &BTreeMap<Spanned<String>, RuleKeys>, typed: Option<Confidence>) -> Vec<(String, Confidence)> {
    let set = rules.iter().filter_map(|(name, keys)| Some((name.get_ref().clone(), keys.min_confidence?)));
    set.filter(|_| typed.is_none()).collect()
}

/// The folders of a glob before the first sign that stands for several names.
fn literal_part(pattern: &Spanned<String>) -> PathBuf {
    let parts = Path::new(pattern.get_ref()).components();
    parts.take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect()
}

fn glob(config: &Config, pattern: &Spanned<String>) -> Result<GlobMatcher, Trouble> {
    let text = pattern.get_ref().trim_start_matches("./");
    // A folder's name means everything in it.
    let text = if text.ends_with('/') { format!("{text}**") } else { text.to_owned() };
    let glob = GlobBuilder::new(&text).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| config.wrong(pattern, format!("this is no glob: {}", error.kind()), None))
}

/// The schema files that a glob of the settings stands for, sorted.
fn schema_files(config: &Config, pattern: &Spanned<String>) -> Result<Vec<PathBuf>, Trouble> {
    let matcher = glob(config, pattern)?;
    let base = config.folder.join(literal_part(pattern));
    let mut files = Vec::new();
    if base.is_file() {
        files.push(base);
    } else {
        let mut walk = ignore::WalkBuilder::new(&base);
        walk.standard_filters(false).sort_by_file_name(std::ffi::OsStr::cmp);
        let entries = walk.build().filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        files.extend(
            entries
                .map(ignore::DirEntry::into_path)
                .filter(|path| path.strip_prefix(&config.folder).is_ok_and(|path| matcher.is_match(path))),
        );
    }
    if files.is_empty() {
        return Err(config.wrong(
            pattern,
            format!("no schema file matches `{}`", pattern.get_ref()),
            Some("globs are relative to this file".into()),
        ));
    }
    Ok(files)
}

/// Reads a schema file.
///
/// # Errors
/// When it cannot be read.
pub fn schema_source(path: &Path) -> Result<SchemaSource, Trouble> {
    let name = config::shorten(path);
    let text = config::read_text(path, &name)?;
    // The text is checked here, so that its message has the suggestion of a key.
    let source = SchemaSource { name, text };
    match crate::schema::load::parse(&source) {
        Ok(_) => Ok(source),
        Err(error) => Err(error.into()),
    }
}

/// Refuses rules of the user's own that bear the name of a built-in one.
///
/// # Errors
/// The first of them, at its place.
pub fn no_clash(schemas: &Schemas, sources: &[SchemaSource]) -> Result<(), Trouble> {
    let Some(own) = rules::own::clash(schemas) else { return Ok(()) };
    let (name, file) = (&own.table.name, sources.iter().find(|source| source.name == own.file));
    let (message, help) = (format!("`{name}` is the name of a built-in rule"), Some("give it another name".to_owned()));
    Err(match file {
        Some(source) => Trouble::at(origin(source), own.place.clone(), message, help),
        None => Trouble::with_help(message, help),
    })
}

/// The name and text of a schema file, for messages.
pub fn origin(source: &SchemaSource) -> Origin<'_> {
    Origin { name: &source.name, text: &source.text }
}

/// Today's date; SOURCE_DATE_EPOCH stands in for the clock, as reproducible builds have it.
fn today() -> Option<Day> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<i64>().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|time| i64::try_from(time.as_secs()).ok());
    Day::from_unix_days(given.or_else(now)?.div_euclid(86_400))
}

#[cfg(test)]
mod tests {
    use super::super::words::ConfidenceWord;
    use super::*;

    fn settings(text: &str) -> Settings {
        let folder = std::env::current_dir().expect("a current folder");
        let keys = toml::from_str(text).expect("valid settings");
        let config = Config { name: "opiska.toml".into(), folder, text: text.into(), keys };
        Settings { config, schemas: Schemas::default(), own_schemas: Vec::new(), today: Some(Day::new(2026, 1, 1)) }
    }

    #[test]
    fn globs_are_relative_to_the_settings_file() {
        let settings = settings("[[suppress]]\npath = \"old/**/*.txt\"\nrule = \"x\"\nreason = \"y\"\n");
        let tables = settings.suppressions(&[]).expect("valid globs");
        let matches = |name: &str| tables[0].path.holds(&FileName::new(name));
        assert!(matches("old/a.txt") && matches("./old/b/c.txt") && matches("new/../old/a.txt"));
        assert!(!matches("new/a.txt") && !matches("old/a.md"));
    }

    #[test]
    fn a_table_is_reached_when_all_it_speaks_for_lies_under_the_paths() {
        let reached = |glob: &str, paths: &[&str]| {
            let settings = settings(&format!("[[suppress]]\npath = \"{glob}\"\nrule = \"x\"\nreason = \"y\"\n"));
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            settings.suppressions(&paths).expect("valid globs")[0].reached
        };
        assert!(reached("old/a.txt", &[]) && reached("old/a.txt", &["new", "./old"]) && reached("old/**/*.txt", &["old"]));
        assert!(!reached("old/a.txt", &["old/b.txt"]) && !reached("**/*.txt", &["old"]));
    }

    #[test]
    fn the_command_line_has_the_last_word() {
        let settings = settings(
            "fail-on = \"never\"\nmin-confidence = \"high\"\n[rules]\nmissing-opis = { min-confidence = \"medium\" }\n\
             [[overrides]]\npath = \"old/**\"\nmin-confidence = \"medium\"\n",
        );
        let least = |typed, rule: &str, file: &str| {
            let choice = RuleChoice { min_confidence: typed, ..RuleChoice::default() };
            let check = settings.check(&choice, None, &[]).expect("valid");
            check.selection.for_file(&FileName::new(file)).min_confidence(rule)
        };
        assert_eq!(least(None, "missing-opis", "a.txt"), Confidence::Medium);
        assert_eq!(least(None, "missing-fond", "a.txt"), Confidence::High);
        assert_eq!(least(None, "missing-fond", "old/a.txt"), Confidence::Medium);
        assert_eq!(least(Some(ConfidenceWord::Low), "missing-opis", "old/a.txt"), Confidence::Low);
        let fail_on = |typed| settings.check(&RuleChoice::default(), typed, &[]).expect("valid").fail_on;
        assert_eq!((fail_on(None), fail_on(Some(FailOn::Info))), (None, Some(Severity::Info)));
    }
}

//! What was typed and what `opiska.toml` says, settled: each room's own options. The command line has the last word.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;

use super::args::{Common, FailOn, RuleChoice};
use super::config::{self, Config};
use super::trouble::{Origin, Trouble, did_you_mean};
use crate::check::selection::{DEFAULT_PROFILE, nearest};
use crate::check::{Choices, PathSuppression, PathTest, Selection};
use crate::diagnostic::Severity;
use crate::record::Day;
use crate::schema::{SchemaSource, Schemas};
use crate::source::FileName;

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
    /// What the user should know about the settings.
    pub remarks: Vec<String>,
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
        Ok(Self { config, schemas, own_schemas, today: today() })
    }

    /// Settles what a check does.
    ///
    /// # Errors
    /// An unknown rule or profile, a glob or a day that is none.
    pub fn check(&self, choice: &RuleChoice, fail_on: Option<FailOn>) -> Result<CheckSettings, Trouble> {
        let keys = &self.config.keys;
        self.check_profile()?;
        let texts = |list: &[Spanned<String>]| list.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        let plus = |list: &[Spanned<String>], typed: &[String]| texts(list).into_iter().chain(typed.iter().cloned()).collect();
        let choices = Choices {
            profile: choice.profile.clone().or_else(|| keys.profile.as_ref().map(|name| name.get_ref().clone())),
            severities: keys.rules.iter().map(|(name, word)| (name.get_ref().clone(), *word)).collect(),
            select: choice.select.clone().or_else(|| keys.select.as_deref().map(texts)),
            extend_select: plus(&keys.extend_select, &choice.extend_select),
            ignore: plus(&keys.ignore, &choice.ignore),
            min_confidence: choice.min_confidence.map(Into::into).or(keys.min_confidence),
        };
        let mut remarks = Vec::new();
        if let Some(baseline) = &keys.baseline {
            let line = self.config.line_of(baseline);
            remarks.push(format!("{}:{line}: `baseline` is not used by this version: every finding counts as new", self.config.name));
        }
        Ok(CheckSettings {
            selection: Selection::new(&self.schemas, &choices)?,
            suppressions: self.suppressions(&mut remarks)?,
            fail_on: fail_on.or(keys.fail_on).unwrap_or(FailOn::Warning).severity(),
            remarks,
        })
    }

    /// The file of corrections: the one that was typed, else that of the settings, which is relative to the settings file.
    pub fn corrections(&self, typed: Option<&Path>) -> Option<PathBuf> {
        let written = || self.config.keys.corrections.as_ref().map(|path| self.config.folder.join(path.get_ref()));
        typed.map(Path::to_owned).or_else(written)
    }

    fn check_profile(&self) -> Result<(), Trouble> {
        let Some(profile) = &self.config.keys.profile else { return Ok(()) };
        let name = profile.get_ref();
        let mut known = self.schemas.profiles.iter().map(|profile| profile.name.as_str());
        if name == DEFAULT_PROFILE || known.clone().any(|known| known == name) {
            return Ok(());
        }
        let help = did_you_mean(nearest(name, known.by_ref()).as_deref(), "profile");
        Err(self.config.wrong(profile, format!("there is no profile `{name}`"), Some(help)))
    }

    fn suppressions(&self, remarks: &mut Vec<String>) -> Result<Vec<PathSuppression>, Trouble> {
        let mut all = Vec::new();
        for (glob, rules) in &self.config.keys.per_file_ignores {
            let rules = rules.iter().map(|rule| rule.get_ref().clone()).collect();
            all.push(PathSuppression { path: self.path_test(glob)?, rules, line: None, reported_as: None });
        }
        for table in &self.config.keys.suppress {
            let written_at = format!("{}:{}", self.config.name, self.config.line_of(&table.path));
            if let Some(until) = &table.until
                && self.today.is_some_and(|today| self.config.day(until).is_ok_and(|until| until < today))
            {
                remarks.push(format!("{written_at}: this suppression of `{}` ended on {}", table.rule.get_ref(), until.get_ref()));
                continue;
            }
            table.until.as_ref().map(|until| self.config.day(until)).transpose()?;
            let rules = vec![table.rule.get_ref().clone()];
            all.push(PathSuppression { path: self.path_test(&table.path)?, rules, line: table.line, reported_as: Some(written_at) });
        }
        Ok(all)
    }

    /// Whether a file, named as the user typed it, matches a glob relative to the settings file.
    fn path_test(&self, pattern: &Spanned<String>) -> Result<PathTest, Trouble> {
        let matcher = glob(&self.config, pattern)?;
        let folder: Arc<Path> = self.config.folder.as_path().into();
        Ok(Box::new(move |name: &FileName| {
            let typed = Path::new(name.as_str());
            matcher.is_match(config::absolute(typed).strip_prefix(&folder).unwrap_or(typed))
        }))
    }
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
    let literal: PathBuf = Path::new(pattern.get_ref())
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let base = config.folder.join(&literal);
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
    let name = path.to_string_lossy().into_owned();
    let text = config::read_text(path, &name)?;
    // The text is checked here, so that its message has the suggestion of a key.
    let source = SchemaSource { name, text };
    match crate::schema::load::parse(&source) {
        Ok(_) => Ok(source),
        Err(error) => Err(error.into()),
    }
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
        let tables = settings.suppressions(&mut Vec::new()).expect("valid globs");
        let matches = |name: &str| (tables[0].path)(&FileName::new(name));
        assert!(matches("old/a.txt") && matches("./old/b/c.txt") && matches("new/../old/a.txt"));
        assert!(!matches("new/a.txt") && !matches("old/a.md"));
    }

    #[test]
    fn a_suppression_ends_on_its_day() {
        let settings = settings("[[suppress]]\npath = \"a\"\nrule = \"x\"\nreason = \"y\"\nuntil = \"2025-12-31\"\n");
        let mut remarks = Vec::new();
        assert!(settings.suppressions(&mut remarks).expect("valid").is_empty());
        assert_eq!(remarks, ["opiska.toml:2: this suppression of `x` ended on 2025-12-31"]);
    }

    #[test]
    fn the_command_line_has_the_last_word() {
        let settings = settings("fail-on = \"never\"\nmin-confidence = \"high\"\nbaseline = \"known.json\"\n");
        let check = settings.check(&RuleChoice::default(), None).expect("valid");
        assert_eq!(check.fail_on, None);
        assert_eq!(check.remarks.len(), 1);
        let check = settings.check(&RuleChoice::default(), Some(FailOn::Info)).expect("valid");
        assert_eq!(check.fail_on, Some(Severity::Info));
    }
}

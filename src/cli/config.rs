//! `opiska.toml`: its keys, where it is found, and what is wrong with it.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::{fmt, fs};

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::args;
use super::prose::{ArchiveOrder, DateStyle, GroupBy, SortBy, Translator};
use super::trouble::{Origin, Trouble, did_you_mean};
use super::words::{FailOn, LabelForm, MarkupWord};
use crate::check::selection::nearest;
use crate::diagnostic::Confidence;
use crate::record::Day;
use crate::rules::Rule;
use crate::schema::words::SeverityWord;
use crate::source::{FileName, Place, Positions, Span};

/// The name of the settings file.
pub const FILE_NAME: &str = "opiska.toml";

/// How standard input is called when it has no name.
pub const STDIN: &str = "-";

/// A settings file with its text, for messages about it.
#[derive(Debug, Default)]
pub struct Config {
    /// Its path as shown.
    pub name: String,
    /// The folder that its globs are relative to, absolute.
    pub folder: PathBuf,
    /// Its TOML.
    pub text: String,
    /// Its keys.
    pub keys: Keys,
}

/// The keys of a settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Keys {
    /// The set of rules to start from.
    pub profile: Option<Spanned<String>>,
    /// Severities and least confidences by rule.
    pub rules: BTreeMap<Spanned<String>, RuleKeys>,
    /// What holds for some files only.
    pub overrides: Vec<Override>,
    /// Only these rules.
    pub select: Option<Vec<Spanned<String>>>,
    /// These rules as well.
    pub extend_select: Vec<Spanned<String>>,
    /// Not these rules.
    pub ignore: Vec<Spanned<String>>,
    /// Rules that are off for some files, by glob.
    pub per_file_ignores: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Globs of schema files.
    pub schemas: Vec<Spanned<String>>,
    /// From which severity on a run fails.
    pub fail_on: Option<FailOn>,
    /// Drop findings below.
    pub min_confidence: Option<Confidence>,
    /// File of known findings.
    pub baseline: Option<Spanned<String>>,
    /// File of corrections that `cite` and `extract` read texts with.
    pub corrections: Option<Spanned<String>>,
    /// Folder of the cache.
    pub cache: Option<Spanned<String>>,
    /// Defaults of `cite`.
    pub cite: CiteKeys,
    /// Findings that are allowed.
    pub suppress: Vec<Suppress>,
    /// Whether a suppression in a document must say why.
    pub require_suppression_reason: bool,
}

/// What is set for a rule: a severity alone, or a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleKeys {
    /// Severity.
    pub severity: Option<SeverityWord>,
    /// Drop findings of the rule below.
    pub min_confidence: Option<Confidence>,
}

impl<'de> Deserialize<'de> for RuleKeys {
    /// By hand, for an untagged enum would not say which word it expected.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct Table {
            severity: Option<SeverityWord>,
            min_confidence: Option<Confidence>,
        }

        struct WordOrTable;

        impl<'de> Visitor<'de> for WordOrTable {
            type Value = RuleKeys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a severity or a table such as { severity = \"error\", min-confidence = \"high\" }")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RuleKeys, E> {
                let severity = SeverityWord::deserialize(word.into_deserializer())?;
                Ok(RuleKeys { severity: Some(severity), min_confidence: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleKeys, A::Error> {
                let Table { severity, min_confidence } = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RuleKeys { severity, min_confidence })
            }
        }

        deserializer.deserialize_any(WordOrTable)
    }
}

/// A table `[[overrides]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Glob of files.
    pub path: Spanned<String>,
    /// Severities and least confidences by rule.
    #[serde(default)]
    pub rules: BTreeMap<Spanned<String>, RuleKeys>,
    /// Drop findings below.
    pub min_confidence: Option<Confidence>,
}

/// The table `[cite]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct CiteKeys {
    /// Style.
    pub style: Option<Spanned<String>>,
    /// Labels.
    pub labels: Option<LabelForm>,
    /// Markup.
    pub output_format: Option<MarkupWord>,
    /// Print the town.
    pub place: bool,
    /// When addresses were visited.
    pub accessed: Option<Spanned<DayKey>>,
    /// Archive before or behind the shelfmark.
    pub archive_order: Option<ArchiveOrder>,
    /// Full name of an archive at its first mention.
    pub full_repository_first: bool,
    /// Order of day and month.
    pub date_style: Option<DateStyle>,
    /// Place of the translator.
    pub translator: Option<Translator>,
    /// Print the language of the original.
    pub original_language: bool,
    /// Notes as a sequence.
    pub ibid: bool,
    /// Order of the citations.
    pub sort: Option<SortBy>,
    /// Headings.
    pub group: Option<GroupBy>,
}

/// A table `[[suppress]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Suppress {
    /// Glob of files.
    pub path: Spanned<String>,
    /// The rule.
    pub rule: Spanned<String>,
    /// Why.
    pub reason: Spanned<String>,
    /// Only findings that start on this line.
    pub line: Option<u32>,
    /// The last day on which it holds.
    pub until: Option<Spanned<DayKey>>,
}

/// A day, as text or as TOML writes dates.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a day such as 2024-05-31")]
pub enum DayKey {
    /// In quotes.
    Text(String),
    /// Without.
    Date(toml::value::Datetime),
}

impl fmt::Display for DayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DayKey::Text(text) => f.write_str(text),
            DayKey::Date(date) => date.fmt(f),
        }
    }
}

impl Config {
    /// The settings file in the folder of `start` or the nearest one above it.
    ///
    /// # Errors
    /// When there is one and it cannot be read.
    pub fn find(start: &Path) -> Result<Option<Self>, Trouble> {
        let start = absolute(start);
        let folder = if start.is_dir() { Some(start.as_path()) } else { start.parent() };
        let found = folder.into_iter().flat_map(Path::ancestors).map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file());
        found.map(|path| Self::read(&path)).transpose()
    }

    /// Reads a settings file. The names of rules in it are still to be checked: see [`Config::check_names`].
    ///
    /// # Errors
    /// When it cannot be read, is no TOML, or has an unknown key, a wrong type, or a suppression without a reason.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let absolute = absolute(path);
        let name = shorten(&absolute);
        let text = read_text(path, &name)?;
        let keys = toml::from_str(&text).map_err(|error| Trouble::toml(Origin { name: &name, text: &text }, &error))?;
        let config = Self { name, folder: absolute.parent().map(Path::to_owned).unwrap_or_default(), text, keys };
        config.check_reasons()?;
        Ok(config)
    }

    /// An error at a value of this file.
    pub fn wrong<T>(&self, value: &Spanned<T>, message: impl Into<String>, help: Option<String>) -> Trouble {
        Trouble::at(Origin { name: &self.name, text: &self.text }, Some(value.span()), message, help)
    }

    /// The place of a value.
    pub fn place_of<T>(&self, value: &Spanned<T>) -> Place {
        let span = Span::new(value.span().start, value.span().end);
        Positions::resolve(&self.text, vec![span.start, span.end]).place(span)
    }

    /// The day that a value means.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn day(&self, value: &Spanned<DayKey>) -> Result<Day, Trouble> {
        let written = value.get_ref().to_string();
        args::day(&written).map_err(|error| self.wrong(value, format!("`{written}` is no day: {error}"), None))
    }

    /// Checks that every rule that is named exists, among the built-in ones and those of the schema files.
    ///
    /// # Errors
    /// The first name that no rule has.
    pub fn check_names(&self, known: &[&'static Rule]) -> Result<(), Trouble> {
        let keys = &self.keys;
        let named = keys.rules.keys().chain(keys.select.iter().flatten()).chain(&keys.extend_select).chain(&keys.ignore);
        let named = named.chain(keys.overrides.iter().flat_map(|table| table.rules.keys()));
        let named = named.chain(keys.per_file_ignores.values().flatten()).chain(keys.suppress.iter().map(|table| &table.rule));
        for name in named {
            if known.iter().all(|rule| rule.meta.name != name.get_ref()) {
                let nearest = nearest(name.get_ref(), known.iter().map(|rule| rule.meta.name));
                let help = did_you_mean(nearest.as_deref(), "rule");
                return Err(self.wrong(name, format!("there is no rule `{}`", name.get_ref()), Some(help)));
            }
        }
        Ok(())
    }

    fn check_reasons(&self) -> Result<(), Trouble> {
        match self.keys.suppress.iter().find(|table| table.reason.get_ref().trim().is_empty()) {
            Some(table) => Err(self.wrong(&table.reason, "a suppression needs a reason", Some("say why the finding is no mistake".into()))),
            None => Ok(()),
        }
    }
}

/// The text of a settings or schema file.
///
/// # Errors
/// When it cannot be read or is no UTF-8.
pub fn read_text(path: &Path, name: &str) -> Result<String, Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::plain(format!("cannot read {name}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Trouble::plain(format!("cannot read {name}: it is not UTF-8 (byte {} is the first bad one)", error.utf8_error().valid_up_to()))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// The path from the root, without `.` and `..`, by its words alone: two spellings of one path become the same.
pub fn absolute(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// The path relative to the current folder where it lies below it.
pub fn shorten(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_string_lossy().into_owned()
}

/// The folder that a file lies in, absolute.
pub fn folder_of(path: &Path) -> PathBuf {
    absolute(path).parent().map(Path::to_owned).unwrap_or_default()
}

/// The path of a source from a folder, with `/` between folders: how files of ours name documents.
pub fn relative(file: &FileName, folder: &Path) -> String {
    if file.as_str() == STDIN {
        return STDIN.to_owned();
    }
    let path = absolute(Path::new(file.as_str()));
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
    fn every_documented_key_is_known() {
        let text = "profile = \"strict\"\nselect = []\nextend-select = []\nignore = []\nschemas = [\"my/*.toml\"]\nfail-on = \"error\"\n\
                    min-confidence = \"high\"\nbaseline = \"known.toml\"\ncorrections = \"corrections.toml\"\n\
                    require-suppression-reason = true\n\
                    [rules]\na = \"off\"\nb = { severity = \"error\", min-confidence = \"low\" }\n\
                    [[overrides]]\npath = \"old/**\"\nrules = { a = \"info\" }\nmin-confidence = \"high\"\n[per-file-ignores]\n\"a/**\" = []\n\
                    [cite]\nstyle = \"bibtex\"\nlabels = \"abbr-cap\"\noutput-format = \"html\"\nplace = true\naccessed = \"2024-05-31\"\n\
                    archive-order = \"specific-first\"\nfull-repository-first = true\ndate-style = \"dmy\"\ntranslator = \"end\"\n\
                    original-language = true\nibid = true\nsort = \"author-title\"\ngroup = \"repository\"\n\
                    [[suppress]]\npath = \"a.txt\"\nrule = \"x\"\nreason = \"y\"\nline = 3\nuntil = \"2030-01-01\"\n";
        let keys: Keys = toml::from_str(text).expect("known keys");
        assert_eq!(keys.suppress[0].line, Some(3));
        let settings: Vec<RuleKeys> = keys.rules.values().copied().collect();
        let word = |severity, min_confidence| RuleKeys { severity: Some(severity), min_confidence };
        assert_eq!(settings, [word(SeverityWord::Off, None), word(SeverityWord::Error, Some(Confidence::Low))]);
        assert_eq!(keys.per_file_ignores.keys().next().map(|glob| glob.get_ref().as_str()), Some("a/**"));
    }

    #[test]
    fn paths_are_told_from_a_folder() {
        let here = absolute(Path::new("."));
        let told = |file: &str, folder: &str| relative(&FileName::new(file), &absolute(&here.join(folder)));
        assert_eq!(told("coll/a.txt", ""), "coll/a.txt");
        assert_eq!(told("./coll/old/../a.txt", "coll"), "a.txt");
        assert_eq!(told("a.txt", "ci/baselines"), "../../a.txt");
        assert_eq!(told("-", "ci"), "-");
    }
}

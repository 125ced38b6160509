//! `opiska.toml`: its keys, where it is found, and what is wrong with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::args::{self, FailOn, LabelForm, MarkupWord};
use super::trouble::{Origin, Trouble, did_you_mean};
use crate::check::selection::nearest;
use crate::diagnostic::Confidence;
use crate::record::Day;
use crate::rules;
use crate::schema::words::SeverityWord;

/// The name of the settings file.
pub const FILE_NAME: &str = "opiska.toml";

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
    /// Severities by rule.
    pub rules: BTreeMap<Spanned<String>, SeverityWord>,
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
    /// Defaults of `cite`.
    pub cite: CiteKeys,
    /// Findings that are allowed.
    pub suppress: Vec<Suppress>,
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
    pub accessed: Option<Spanned<String>>,
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
    pub until: Option<Spanned<String>>,
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

    /// Reads a settings file and checks the names in it.
    ///
    /// # Errors
    /// When it cannot be read, is no TOML, or has an unknown key, a wrong type, or an unknown rule.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let absolute = absolute(path);
        let name = shorten(&absolute);
        let text = read_text(path, &name)?;
        let keys = toml::from_str(&text).map_err(|error| Trouble::toml(Origin { name: &name, text: &text }, &error))?;
        let config = Self { name, folder: absolute.parent().map(Path::to_owned).unwrap_or_default(), text, keys };
        config.check_names()?;
        Ok(config)
    }

    /// An error at a value of this file.
    pub fn wrong<T>(&self, value: &Spanned<T>, message: impl Into<String>, help: Option<String>) -> Trouble {
        Trouble::at(Origin { name: &self.name, text: &self.text }, Some(value.span()), message, help)
    }

    /// The line of a value, from 1.
    pub fn line_of<T>(&self, value: &Spanned<T>) -> usize {
        self.text.get(..value.span().start).unwrap_or_default().matches('\n').count() + 1
    }

    /// A day written as text.
    ///
    /// # Errors
    /// When the text is no day.
    pub fn day(&self, value: &Spanned<String>) -> Result<Day, Trouble> {
        args::day(value.get_ref()).map_err(|error| self.wrong(value, format!("`{}` is no day: {error}", value.get_ref()), None))
    }

    fn check_names(&self) -> Result<(), Trouble> {
        let keys = &self.keys;
        let named = keys.rules.keys().chain(keys.select.iter().flatten()).chain(&keys.extend_select).chain(&keys.ignore);
        let named = named.chain(keys.per_file_ignores.values().flatten()).chain(keys.suppress.iter().map(|table| &table.rule));
        for name in named {
            if rules::by_name(name.get_ref()).is_none() {
                let nearest = nearest(name.get_ref(), rules::ALL.iter().map(|rule| rule.meta.name));
                let help = did_you_mean(nearest.as_deref(), "rule");
                return Err(self.wrong(name, format!("there is no rule `{}`", name.get_ref()), Some(help)));
            }
        }
        match keys.suppress.iter().find(|table| table.reason.get_ref().trim().is_empty()) {
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
fn shorten(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_key_is_known() {
        let text = "profile = \"strict\"\nselect = []\nextend-select = []\nignore = []\nschemas = [\"my/*.toml\"]\nfail-on = \"error\"\n\
                    min-confidence = \"high\"\nbaseline = \"known.json\"\ncorrections = \"corrections.toml\"\n[rules]\n[per-file-ignores]\n\"a/**\" = []\n\
                    [cite]\nstyle = \"bibtex\"\nlabels = \"abbr-cap\"\noutput-format = \"html\"\nplace = true\naccessed = \"2024-05-31\"\n\
                    [[suppress]]\npath = \"a.txt\"\nrule = \"x\"\nreason = \"y\"\nline = 3\nuntil = \"2030-01-01\"\n";
        let keys: Keys = toml::from_str(text).expect("known keys");
        assert_eq!(keys.suppress[0].line, Some(3));
        assert_eq!(keys.per_file_ignores.keys().next().map(|glob| glob.get_ref().as_str()), Some("a/**"));
    }
}

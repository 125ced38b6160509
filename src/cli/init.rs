//! `opiska init`: a commented settings file to start from.

use std::io::ErrorKind;
use std::path::Path;

use super::config::FILE_NAME;
use super::terminal::Console;
use super::trouble::Trouble;
use super::writing;

const TEMPLATE: &str = r##"#:schema https://raw.githubusercontent.com/opiska/opiska/main/docs/json-schema/opiska-toml.schema.json
# Settings of opiska for this folder and all below it. Every line is optional.
# The command line has the last word.

# The set of rules to start from: "default", "strict", or a profile of your own schema files.
profile = "default"

# The least severity that makes `opiska check` exit with 1: "info", "warning", "error" or "never".
fail-on = "warning"

# Leave out findings that are less sure than this: "low", "medium" or "high".
min-confidence = "low"

# Run only these rules; run these as well; do not run these. `opiska rules` lists them all.
# select = []
# extend-select = []
# ignore = []

# Your own archives, labels, profiles and rules: globs relative to this file. Try `opiska schema check` on them.
# A rule of your own has a name, a kind, a field and a message there; the README shows one.
# schemas = ["schemas/*.toml"]

# Known findings, which do not fail a check. `opiska baseline update` writes the file; it lies beside this one.
# baseline = "opiska-baseline.toml"

# Corrections beside the documents, written by `opiska check --corrections corrections.toml`.
# corrections = "corrections.toml"

# Folder for what `opiska check` need not read again, relative to this file.
# cache = ".opiska-cache"

# Suppressions in documents must say why.
# require-suppression-reason = true

# Severity by rule: "off", "info", "warning" or "error"; or with the least confidence as well.
[rules]
# some-rule = "error"
# another-rule = { severity = "warning", min-confidence = "high" }

# Rules that are off for some files: globs relative to this file.
[per-file-ignores]
# "drafts/**" = ["some-rule"]

# Settings for some files only: globs relative to this file.
# [[overrides]]
# path = "old/**"
# rules = { some-rule = "info" }
# min-confidence = "high"

# Defaults of `opiska cite`.
[cite]
# style = "chicago-note"
# labels = "abbr"            # full, abbr, abbr-cap or gost
# output-format = "plain"    # plain, markdown, html or latex
# place = true               # print the town of the archive
# accessed = "2024-05-31"    # the day on which the addresses were visited
# date-style = "dmy"         # mdy or dmy; left out, what the style has
# translator = "end"         # after-title or end; left out, where the style has it
# archive-order = "specific-first"
# full-repository-first = true
# original-language = true
# ibid = true                # notes as a sequence: Ibid. and short forms
# sort = "shelfmark"         # none, author-title, date, shelfmark or repository
# group = "repository"       # a heading for each archive

# A finding that is no mistake, in a file that must not be touched. Where the file may be touched, a comment does:
# <!-- opiska: ignore[some-rule] until 2027-01-31 reason -->
# [[suppress]]
# path = "letters/1956.txt"
# rule = "some-rule"
# reason = "the original says so"
# line = 12
# until = "2027-01-31"       # the last day on which it holds
"##;

/// Writes the file; an existing one is left alone.
///
/// # Errors
/// When there is one already or the folder refuses.
pub fn run(console: &Console) -> Result<(), Trouble> {
    match writing::create(Path::new(FILE_NAME), TEMPLATE.as_bytes()) {
        Ok(()) => {
            console.line(&format!("wrote {FILE_NAME}"));
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let help = "it is left as it is; remove it first if you want a fresh one".to_owned();
            Err(Trouble::with_help(format!("there is an {FILE_NAME} here already"), Some(help)))
        }
        Err(error) => Err(Trouble::plain(format!("cannot write {FILE_NAME}: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::Keys;
    use super::*;

    /// Editors complete and check the file by the schema that its first line names.
    #[test]
    fn the_first_line_names_the_published_schema() {
        let schema: serde_json::Value = serde_json::from_str(include_str!("../../docs/json-schema/opiska-toml.schema.json")).expect("JSON");
        let first = TEMPLATE.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        assert_eq!(first, schema["$id"].as_str());
    }

    #[test]
    fn the_template_is_valid_as_it_is_and_with_its_examples_switched_on() {
        toml::from_str::<Keys>(TEMPLATE).expect("valid");
        let is_example = |line: &str| line.starts_with("# ") && (line.contains(" = ") || line.contains("[["));
        let on: Vec<&str> = TEMPLATE.lines().map(|line| if is_example(line) { &line[2..] } else { line }).collect();
        toml::from_str::<Keys>(&on.join("\n")).expect("valid with every example");
    }
}

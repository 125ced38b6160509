//! What was typed: the verbs, their options and their help. What it means is settled in `settings`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand};

use super::prose::Prose;
use super::shards::ShardChoice;
use super::words::{Color, ConfidenceWord, CslFormWord, FailOn, LabelForm, ListFormat, MarkupWord, RecordFormat, StatsFormat};
use crate::record::Day;
use crate::report::Format;

const EXAMPLES: &str = "\
Examples:
  opiska check                                  all documents below this folder
  opiska check seeds/telegram.txt               one document
  opiska check --lines bibliography.txt         one citation a line
  opiska check --diff letters                   what --fix would change
  opiska check --changed                        only what concerns files that git says have changed
  pdftotext scan.pdf - | opiska check -         what another program has read
  opiska cite --style chicago-note notes.md     footnotes out of shelfmarks
  opiska cite --in-place --style wilson a.tex   the notes of a manuscript in another style
  opiska extract --format jsonl seeds | head    what was read
  opiska explain folio-range-reversed               why a rule exists
  opiska baseline update --baseline known.toml  begin with what is there; check --baseline known.toml

Exit codes: 0 clean, 1 findings, 2 wrong use or bad settings, 3 an input could not be read.";

/// Lints and formats citations of archival sources: fond, opis, delo, listy.
#[derive(Debug, Parser)]
#[command(name = "opiska", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Args {
    /// What every verb understands.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Options of every verb.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub struct Common {
    /// Settings file, instead of the opiska.toml found by walking up from the input
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Ignore every opiska.toml
    #[arg(long, global = true)]
    pub no_config: bool,
    /// Your own archives, labels, profiles or rules, besides the built-in ones (may be repeated)
    #[arg(long, global = true, value_name = "FILE")]
    pub schema: Vec<PathBuf>,
    /// Colours: `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Threads to read with (0: as many as there are cores); the output is the same for any number
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub threads: usize,
    /// No notes and warnings on standard error, only errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Lint documents and collections
    Check(Check),
    /// Known findings, which `check` passes over
    #[command(subcommand)]
    Baseline(Baseline),
    /// Format every record as a citation
    Cite(Cite),
    /// Show what was read: one record for each citation
    Extract(Extract),
    /// Count which fields the records have, over all and archive by archive
    Stats(Stats),
    /// What a rule reports, why, with an example and its fix
    Explain {
        /// Name of the rule, as it stands in reports
        rule: String,
    },
    /// All rules, your own among them, with severity, confidence, fix and profile
    Rules {
        /// How to print them
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: ListFormat,
    },
    /// The schemas in force: archives, level schemes, publishers, layouts, profiles
    #[command(subcommand)]
    Schema(Schema),
    /// Write a commented opiska.toml into the current folder
    Init,
    /// Remove the caches of this project, or of your user where there is no opiska.toml
    Clean {
        /// Folder of the caches, as `check` was told
        #[arg(long, value_name = "DIR")]
        cache_dir: Option<PathBuf>,
    },
    /// Completions for a shell, on standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page, on standard output (`opiska man | man -l -`)
    Man,
}

/// Which sources to read, and how.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Inputs {
    /// Files, folders (ignore files are obeyed) or `-` for standard input; none means the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every line as one citation: a bibliography, a column of a spreadsheet
    #[arg(long)]
    pub lines: bool,
    /// What to call standard input in reports and settings
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
}

/// Options of `check`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Check {
    /// Which sources.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Form of the report on standard output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats())]
    pub format: Format,
    /// A further report into a file, such as `sarif=opiska.sarif` (may be repeated)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub output: Vec<Output>,
    /// Print how often each rule has found something, instead of the findings
    #[arg(long, conflicts_with = "max_findings")]
    pub statistics: bool,
    /// Show at most so many findings on standard output, the most severe; counts and exit code are those of all
    #[arg(long, value_name = "N")]
    pub max_findings: Option<usize>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleChoice,
    /// Exit with 1 when a finding is at least this severe [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Pass over the findings that this file knows; `opiska baseline update` writes it
    #[arg(long, value_name = "FILE", help_heading = "Known findings")]
    pub baseline: Option<PathBuf>,
    /// Show again what comments, opiska.toml and the baseline keep silent; nothing of it can be fixed
    #[arg(
        long,
        conflicts_with_all = ["baseline", "fix", "unsafe_fixes", "fix_only", "diff", "corrections"],
        help_heading = "Known findings"
    )]
    pub no_ignores: bool,
    /// What to change.
    #[command(flatten)]
    pub fixes: Fixes,
    /// Which part of the collection, and when.
    #[command(flatten)]
    pub scope: Scope,
    /// What to keep for the next run.
    #[command(flatten)]
    pub cache: CacheChoice,
    /// Which part of the work is done here.
    #[command(flatten)]
    pub shards: ShardChoice,
}

/// Which part of the collection is reported, and when.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Working on a collection")]
#[group(skip)]
pub struct Scope {
    /// Report only what concerns files that differ from the last commit, new files included; asks git
    #[arg(long, conflicts_with = "corrections")]
    pub changed: bool,
    /// The commit, branch or tag to compare with, instead of the last commit
    #[arg(long, value_name = "REV", requires = "changed", default_value = "HEAD", hide_default_value = true)]
    pub since: String,
    /// Check again whenever a document or the settings change; Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "fix_only", "diff", "corrections"])]
    pub watch: bool,
}

/// What is kept for the next run.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Cache")]
#[group(skip)]
pub struct CacheChoice {
    /// Folder of the cache [default: .opiska-cache beside opiska.toml, else your user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
    /// Read every document, and keep nothing for the next run
    #[arg(long, conflicts_with = "cache_dir")]
    pub no_cache: bool,
}

/// What to change.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Fixes")]
#[group(skip)]
pub struct Fixes {
    /// Apply safe fixes to the files and report what remains; only what describes a document, never its text
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes as well that a person should look at afterwards
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Apply fixes and report nothing
    #[arg(long)]
    pub fix_only: bool,
    /// Print what fixes would change and change nothing; exit with 1 when something would
    #[arg(long, conflicts_with = "fix_only")]
    pub diff: bool,
    /// Write the fixes into a file of corrections, for `cite --corrections`, and leave the documents as they are
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "unsafe_fixes", "fix_only", "diff"])]
    pub corrections: Option<PathBuf>,
}

impl Fixes {
    /// Whether fixes are to be applied, or shown as if they were.
    pub fn applies(&self) -> bool {
        self.fix || self.fix_only || self.diff
    }
}

/// Verbs of `baseline`.
#[derive(Debug, Subcommand)]
pub enum Baseline {
    /// Write the baseline, or take out of it what is settled
    Update(BaselineUpdate),
}

/// Options of `baseline update`.
#[derive(Debug, Clone, ClapArgs)]
pub struct BaselineUpdate {
    /// Which sources.
    #[command(flatten)]
    pub inputs: Inputs,
    /// The file; required unless opiska.toml names one
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Take new findings in as well: without it a baseline that is there only shrinks
    #[arg(long)]
    pub add: bool,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleChoice,
    /// What to keep for the next run.
    #[command(flatten)]
    pub cache: CacheChoice,
}

/// Which rules run.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Rules")]
pub struct RuleChoice {
    /// Set of rules to start from, such as `default` or `strict`
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Run only these rules (separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Option<Vec<String>>,
    /// Run these rules as well
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Leave out findings that are less sure than this, whatever opiska.toml says
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub min_confidence: Option<ConfidenceWord>,
}

/// Options of `cite`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Cite {
    /// Which sources.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Citation style or exchange format, such as `chicago-note` or `bibtex`; required unless opiska.toml names one.
    /// `csl:NAME` or `csl:FILE.csl` is any CSL style; `csl:list` lists the bundled ones
    #[arg(long, value_name = "STYLE")]
    pub style: Option<String>,
    /// Language of a CSL style, such as de-DE, instead of its own
    #[arg(long, value_name = "LANG")]
    pub locale: Option<String>,
    /// What of a CSL style to print; the bibliography unless it has none
    #[arg(long, value_enum, value_name = "FORM")]
    pub csl_form: Option<CslFormWord>,
    /// Labels of the shelfmark: Fond, f., F. or Ф.
    #[arg(long, value_enum, value_name = "FORM")]
    pub labels: Option<LabelForm>,
    /// Markup, for styles that have italics
    #[arg(long, value_enum, value_name = "MARKUP")]
    pub output_format: Option<MarkupWord>,
    /// Print the town of the archive
    #[arg(long)]
    pub place: bool,
    /// Day on which the addresses were visited, such as 2024-05-31
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub accessed: Option<Day>,
    /// What prose styles leave open.
    #[command(flatten)]
    pub prose: Prose,
    /// Exit with 1 when the style cannot hold a field of a record
    #[arg(long)]
    pub strict: bool,
    /// Read the texts with the corrections that `check --corrections` wrote
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Rewrite the notes of manuscripts (Markdown, LaTeX, plain text) in the style: shows the difference, then writes it
    #[arg(long, conflicts_with_all = ["output_format", "strict", "corrections"], help_heading = "Manuscripts")]
    pub in_place: bool,
    /// With --in-place: show the difference and write nothing; exit with 1 when something would change
    #[arg(long, requires = "in_place", help_heading = "Manuscripts")]
    pub diff: bool,
}

/// Options of `extract`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Extract {
    /// Which sources.
    #[command(flatten)]
    pub inputs: Inputs,
    /// `json` is one document, `jsonl` a record a line; `table`, `csv` and `tsv` have a row for each shelfmark
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: RecordFormat,
    /// Draw how each citation was read: what each word was taken for, by which scheme, and what was not read
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
    /// Read the texts with the corrections that `check --corrections` wrote; places are then those of the corrected text
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
}

/// Options of `stats`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Stats {
    /// Which sources.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Tables for people, or all counts for programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: StatsFormat,
}

/// Verbs of `schema`.
#[derive(Debug, Subcommand)]
pub enum Schema {
    /// Names of everything in force
    List,
    /// One archive, scheme, publisher, layout, profile or rule of your own
    Show {
        /// Its siglum, id or name
        name: String,
    },
    /// Check your own schema files and run their examples
    Check {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// A report into a file.
#[derive(Debug, Clone)]
pub struct Output {
    /// Form of the report.
    pub format: Format,
    /// The file.
    pub file: PathBuf,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str())).try_map(|name| name.parse::<Format>())
}

fn output(words: &str) -> Result<Output, String> {
    let (format, file) = words.split_once('=').ok_or("write FORMAT=FILE, such as sarif=opiska.sarif")?;
    if file.is_empty() {
        return Err("the name of the file is missing after `=`".to_owned());
    }
    match format.parse::<Format>() {
        Ok(format) => Ok(Output { format, file: PathBuf::from(file) }),
        Err(error) => {
            let nearest = crate::check::selection::nearest(format, Format::ALL.iter().map(|format| format.as_str()));
            Err(nearest.map_or_else(|| error.to_string(), |nearest| format!("{error}; did you mean `{nearest}`?")))
        }
    }
}

/// Reads a day such as `2024-05-31`.
pub fn day(words: &str) -> Result<Day, String> {
    let day = Day::from_iso(words).ok_or("write a day such as 2024-05-31")?;
    if day.exists() { Ok(day) } else { Err("the calendar has no such day".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(day("2024-05-31"), Ok(Day::new(2024, 5, 31)));
        for wrong in ["2024", "31.5.2024", "2024-5-1", "2023-02-29"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn outputs_name_a_format_and_a_file() {
        assert!(output("sarif=a=b.sarif").is_ok_and(|output| output.file.as_os_str() == "a=b.sarif"));
        assert!(output("sarf=x").is_err_and(|error| error.contains("did you mean `sarif`?")));
        assert!(output("sarif").is_err());
    }
}

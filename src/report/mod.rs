//! Findings out: one file per format.
//!
//! This room draws and serialises; it decides nothing. It knows no record and no rule behaviour, opens no file (a
//! caller's [`Texts`] reads a source again where its lines are to be shown) and asks no terminal anything ([`Look`]
//! says what it can do). To add a format, write its file and its [`Format`] variant; the compiler names the rest.

mod by_file;
mod checkstyle;
mod closing;
mod concise;
mod csv;
mod github;
mod gitlab;
#[cfg(feature = "cli")]
mod human;
mod json;
mod json_text;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
#[cfg(feature = "cli")]
mod snippet;
mod statistics;
mod visible;
mod xml;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use thiserror::Error;

pub use csv::guarded;

use crate::diagnostic::{Applicability, Diagnostic, Fix, RuleMeta, Severity};
use crate::source::FileName;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Source lines with the place drawn under them, for reading at a terminal.
    Human,
    /// One line a finding.
    Concise,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Workflow commands that GitHub turns into annotations.
    Github,
    /// Code Quality of GitLab: a JSON list for the widget of a merge request.
    Gitlab,
    /// JUnit's XML, for services that show tests.
    Junit,
    /// Checkstyle's XML, for services that collect warnings.
    Checkstyle,
    /// Reviewdog's JSON.
    Rdjson,
    /// Tables for people, in Markdown.
    Markdown,
    /// One row a finding, for spreadsheets.
    Csv,
}

impl Format {
    /// Every format, in the order help texts list them.
    pub const ALL: &[Format] = &[
        Format::Human,
        Format::Concise,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Checkstyle,
        Format::Rdjson,
        Format::Markdown,
        Format::Csv,
    ];

    /// The formats that [`statistics`] knows.
    pub const WITH_STATISTICS: &[Format] = &[Format::Human, Format::Concise, Format::Json, Format::Markdown, Format::Csv];

    /// The name users type.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Checkstyle => "checkstyle",
            Format::Rdjson => "rdjson",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Format::ALL.iter().copied().find(|format| format.as_str() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no report format has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown report format `{0}`; there are: {names}", names = names())]
pub struct UnknownFormat(pub String);

fn names() -> String {
    Format::ALL.iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", ")
}

/// Everything a report may tell.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The findings, sorted by the caller (see [`Diagnostic::order`]); those that the baseline knows are not among them.
    pub findings: &'a [Diagnostic],
    /// The findings that the baseline knows, sorted as well; `None` where there is no baseline. Formats that can mark them
    /// hold them all (`json`, `jsonl`, `sarif`, `junit`, `csv`); the others hold new findings only, and those for people
    /// tell their number.
    pub baselined: Option<&'a [Diagnostic]>,
    /// Every rule that ran with the severity it has under the user's settings; SARIF lists them all.
    pub rules: &'a [(&'static RuleMeta, Severity)],
    /// Inputs that could not be read.
    pub unreadable: &'a [Unreadable],
    /// The numbers of the summary.
    pub counts: Counts,
    /// Where source lines come from when they are to be shown.
    pub texts: &'a dyn Texts,
    /// What the output can show.
    pub look: Look,
}

/// Whether a finding is in the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    New,
    Baselined,
}

impl Status {
    /// The word in reports.
    fn as_str(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Baselined => "baselined",
        }
    }
}

impl<'a> Report<'a> {
    /// All findings in one order, with what the baseline says of them.
    fn all(&self) -> impl Iterator<Item = (&'a Diagnostic, Status)> + use<'a> {
        let mut new = self.findings.iter().peekable();
        let mut known = self.baselined.unwrap_or_default().iter().peekable();
        std::iter::from_fn(move || {
            let known_first = match (new.peek(), known.peek()) {
                (Some(one), Some(other)) => other.order() < one.order(),
                (one, _) => one.is_none(),
            };
            if known_first { Some((known.next()?, Status::Baselined)) } else { Some((new.next()?, Status::New)) }
        })
    }
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The input.
    pub file: FileName,
    /// Why; lower case, no final stop.
    pub message: String,
    /// The line where reading stopped, if there is one.
    pub line: Option<u32>,
    /// The byte of the file where reading stopped, if there is one.
    pub offset: Option<usize>,
}

/// The numbers of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Files read.
    pub files: usize,
    /// Records found in them.
    pub records: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are infos.
    pub infos: usize,
    /// Findings with a fix that may be applied without asking.
    pub fixable: usize,
    /// Findings that are counted here but left out of the report.
    pub not_shown: usize,
}

impl Counts {
    /// Counts the findings.
    pub fn new(files: usize, records: usize, findings: &[Diagnostic]) -> Self {
        let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let safe = |finding: &&Diagnostic| finding.fix.as_deref().is_some_and(|fix| fix.applicability == Applicability::Safe);
        Self {
            files,
            records,
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
            fixable: findings.iter().filter(safe).count(),
            not_shown: 0,
        }
    }
}

/// A source read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceText {
    /// The decoded text, the same that was checked.
    Same(String),
    /// The file is no longer what was checked, so spans do not fit it.
    Changed,
    /// The file cannot be had again: deleted, or it was standard input and nobody kept it.
    Gone,
}

/// Reads sources again, one at a time.
pub trait Texts {
    /// The text of a source that was checked.
    fn text(&self, file: &FileName) -> SourceText;
}

/// What the output can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours.
    pub color: bool,
    /// OSC 8 links.
    pub links: bool,
    /// Characters to a line.
    pub width: usize,
    /// Draw lines and marks with ASCII only.
    pub ascii: bool,
}

impl Default for Look {
    /// What suits a pipe or a file.
    fn default() -> Self {
        Self { color: false, links: false, width: 80, ascii: false }
    }
}

/// Writes a report.
///
/// # Errors
/// Whatever `out` refuses.
pub fn report(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match format {
        #[cfg(feature = "cli")]
        Format::Human => human::write(report, &mut out),
        #[cfg(not(feature = "cli"))]
        Format::Human => concise::write(report, &mut out),
        Format::Concise => concise::write(report, &mut out),
        Format::Json => json::write(report, &mut out),
        Format::Jsonl => json::write_lines(report, &mut out),
        Format::Sarif => sarif::write(report, &mut out),
        Format::Github => github::write(report, &mut out),
        Format::Gitlab => gitlab::write(report, &mut out),
        Format::Junit => junit::write(report, &mut out),
        Format::Checkstyle => checkstyle::write(report, &mut out),
        Format::Rdjson => rdjson::write(report, &mut out),
        Format::Markdown => markdown::write(report, usize::MAX, &mut out),
        Format::Csv => csv::write(report, &mut out),
    }?;
    out.flush()
}

/// Writes how often each rule has found something, in place of the findings.
///
/// Formats that are not in [`Format::WITH_STATISTICS`] get the table for people.
///
/// # Errors
/// Whatever `out` refuses.
pub fn statistics(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    statistics::write(report, format, &mut out)?;
    out.flush()
}

/// Writes the Markdown report, or as much of it as the summary of a step on GitHub takes.
///
/// # Errors
/// Whatever `out` refuses.
pub fn step_summary(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    markdown::write(report, github::LARGEST_SUMMARY, out)
}

/// The most severe findings, at most `most`, in the order they had.
pub fn most_severe(findings: &[Diagnostic], most: usize) -> Vec<Diagnostic> {
    weightiest(findings.iter().collect(), most, |finding| std::cmp::Reverse(finding.severity)).into_iter().cloned().collect()
}

/// The `most` items of the least rank, in the order they had.
fn weightiest<T, K: Ord>(items: Vec<T>, most: usize, rank: impl Fn(&T) -> K) -> Vec<T> {
    let mut kept: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    if kept.len() > most {
        kept.sort_by_key(|(_, item)| rank(item));
        kept.truncate(most);
        kept.sort_by_key(|&(at, _)| at);
    }
    kept.into_iter().map(|(_, item)| item).collect()
}

/// A path as services match it against those of a repository, which have no `./`.
fn in_repository(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// The change of a finding that a reader may take over: a hint is none, nor is a change without edits.
fn applicable(finding: &Diagnostic) -> Option<&Fix> {
    finding.fix.as_deref().filter(|fix| fix.applicability != Applicability::Display && !fix.edits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
        }
    }

    #[test]
    fn a_wrong_name_is_told_the_right_ones() {
        let error = "xml".parse::<Format>().expect_err("no such format");
        assert!(error.to_string().starts_with("unknown report format `xml`; there are: human, concise, json, jsonl"));
    }
}

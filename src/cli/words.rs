//! Words that options and settings choose from.

use clap::ValueEnum;

use crate::diagnostic::{Confidence, Severity};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// Columns.
    #[default]
    Table,
    /// A JSON document.
    Json,
}

/// Form of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum RecordFormat {
    /// One document.
    #[default]
    Json,
    /// One record a line.
    Jsonl,
    /// Columns cut to the width of the terminal.
    Table,
    /// For spreadsheets, separated by commas.
    Csv,
    /// For spreadsheets, separated by tabs.
    Tsv,
}

/// From which severity on a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding.
    Info,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
    /// No finding.
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` for never.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Info => Some(Severity::Info),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Error => Some(Severity::Error),
            FailOn::Never => None,
        }
    }
}

/// A confidence as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConfidenceWord {
    /// Everything.
    Low,
    /// Probable findings.
    Medium,
    /// Certain findings.
    High,
}

impl From<ConfidenceWord> for Confidence {
    fn from(word: ConfidenceWord) -> Self {
        match word {
            ConfidenceWord::Low => Confidence::Low,
            ConfidenceWord::Medium => Confidence::Medium,
            ConfidenceWord::High => Confidence::High,
        }
    }
}

/// Form of the labels of a shelfmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelForm {
    /// Fond.
    Full,
    /// f.
    Abbr,
    /// F.
    AbbrCap,
    /// Ф.
    Gost,
}

/// Markup of citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkupWord {
    /// None.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// LaTeX.
    Latex,
}

/// Which text of a CSL style is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CslFormWord {
    /// The list of sources.
    Bibliography,
    /// The footnote, or the words in brackets.
    Note,
}

/// Form of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StatsFormat {
    /// Columns; the table of archives has the most asked fields.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// A row for each archive and field.
    Csv,
}

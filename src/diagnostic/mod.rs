//! What we say about a record: plain data, no renderer, no rule behaviour.
//!
//! A rule's *description* lives here ([`RuleMeta`]); what it does lives in `rules`. That cuts the ring of "a finding
//! names its rule, and a rule makes findings".

pub mod fix;
pub mod meta;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use fix::{Applicability, Applied, Edit, Fix, apply};
pub use meta::{Example, RuleMeta};

use crate::source::{FileName, Place};

/// Words of a finding: mostly the same for every finding of a rule, so that a million of them need no copy.
pub type Words = Cow<'static, str>;

/// How bad it is. Ordered: info < warning < error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Style, completeness, or weak evidence.
    Info,
    /// Probably wrong; a person must look.
    Warning,
    /// The document cannot be found, or two fields contradict each other.
    Error,
}

impl Severity {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How sure we are that the finding is right. Ordered: low < medium < high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One reading among others.
    Low,
    /// Probably.
    Medium,
    /// Practically certain.
    High,
}

impl Confidence {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static RuleMeta,
    /// How bad, after the user's settings.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is there and why it matters; lower case, no final stop.
    pub message: Words,
    /// What to do.
    pub help: Option<Words>,
    /// The place to look first.
    pub primary: Label,
    /// The rival reading, the other file, further places.
    pub related: Vec<Label>,
    /// A change that would settle it.
    pub fix: Option<Box<Fix>>,
    /// Stays the same when lines move: made of rule, record and value.
    pub fingerprint: u64,
    /// The findings that this one sums up; empty for a single finding.
    pub folded: Vec<Folded>,
}

/// A finding that is told as part of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Name of the rule that found it.
    pub rule: &'static str,
    /// Its own message.
    pub message: Words,
    /// Its own fingerprint.
    pub fingerprint: u64,
}

/// A place with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub file: FileName,
    /// Span, lines and columns.
    pub place: Place,
    /// What to see there; may be empty for a primary label.
    pub message: Words,
}

impl Diagnostic {
    /// Sort key of reports: path, start, rule name; then what tells two findings of one rule at one place apart.
    pub fn order(&self) -> (&str, u32, &'static str, u32, &str) {
        (self.primary.file.as_str(), self.primary.place.span.start, self.rule.name, self.primary.place.span.end, &self.message)
    }
}

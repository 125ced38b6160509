//! Changes that a finding proposes, as data.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A proposed change of the primary file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// May it be applied without asking?
    pub applicability: Applicability,
    /// What it does, as an order: "write 98s".
    pub title: String,
    /// Edits in order of their place, not overlapping.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The reference cannot change its meaning: no digit and no word of it is touched.
    Safe,
    /// Probably meant, but a person must say so.
    Unsafe,
    /// Only a hint; never applied.
    Display,
}

impl Applicability {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Display => "display",
        }
    }
}

/// Replaces a span of the decoded text by other text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

//! Small words of schema and settings files that stand for typed values.

use serde::{Deserialize, Serialize};

/// A severity as it is written in a profile or in `opiska.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeverityWord {
    /// Do not run the rule.
    Off,
    /// Report as info.
    Info,
    /// Report as warning.
    Warning,
    /// Report as error.
    Error,
}

/// How sure a finding is, as it is written in a rule of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConfidenceWord {
    /// One reading among others.
    Low,
    /// Probably.
    Medium,
    /// Practically certain.
    High,
}

//! The shape of a `[[rule]]` table.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::schema::words::{ConfidenceWord, SeverityWord};

/// A rule as a schema file has it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleTable {
    /// Its name in reports and settings, in kebab-case; no built-in rule has it.
    pub name: String,
    /// What it wants of the field.
    pub kind: Kind,
    /// The field of the record that it looks at, as `opiska extract` names it.
    pub field: String,
    /// A regular expression that the value must match (`pattern`).
    pub must_match: Option<String>,
    /// A regular expression that no part of the value may match (`pattern`).
    pub must_not_match: Option<String>,
    /// The values that are allowed (`allowed`).
    pub values: Option<Vec<String>>,
    /// Numbers and ranges of numbers (`known-numbers`).
    pub numbers: Option<Vec<String>>,
    /// Fields and the values that they must have one of, for the rule to speak at all.
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    /// Which records it speaks of, by where they stand; `required` leaves notes in peace unless told otherwise.
    pub records: Option<Standing>,
    /// How bad a finding is; a warning unless given.
    pub severity: Option<SeverityWord>,
    /// How sure a finding is; high unless given.
    pub confidence: Option<ConfidenceWord>,
    /// What it says, with `{value}` and the names of fields in braces.
    pub message: String,
    /// What to do, with the same placeholders.
    pub help: Option<String>,
    /// Why the rule is there, for `opiska explain`.
    pub why: Option<String>,
    /// Citations with what the rule must do about them.
    #[serde(default)]
    pub example: Vec<RuleExample>,
}

/// What a rule wants of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// That it matches a pattern, or does not.
    Pattern,
    /// That it is there.
    Required,
    /// That it is one of a list.
    Allowed,
    /// That it is a number of a list.
    KnownNumbers,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Anywhere.
    All,
    /// On the page of one document.
    Documents,
    /// In a note, in running text, or on a line of a list.
    Notes,
}

/// An example of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleExample {
    /// Citations, one a line; or a page.
    pub text: String,
    /// Whether the rule must report it.
    pub fires: bool,
    /// Whether the text is a whole page, whose layout is to be recognised.
    #[serde(default)]
    pub page: bool,
}

impl Kind {
    /// The word in schema files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Pattern => "pattern",
            Kind::Required => "required",
            Kind::Allowed => "allowed",
            Kind::KnownNumbers => "known-numbers",
        }
    }
}

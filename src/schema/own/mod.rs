//! A project's own rules, as data: what a `[[rule]]` table may say, and what it means.
//!
//! [`RuleTable`] is the table as it stands in the file, [`OwnRule`] the same with everything in it understood. What such a
//! rule does with a record is the business of `rules::own`.

mod field;
mod numbers;
mod settle;
mod table;
mod template;

use std::ops::Range;

use regex::Regex;

pub use field::RuleField;
pub use numbers::NumberSet;
pub(super) use settle::settle;
pub use table::{Kind, RuleExample, RuleTable, Standing};
pub use template::{Piece, Template};

/// A rule of the user's schema files, checked against the tables.
#[derive(Debug, Clone)]
pub struct OwnRule {
    /// The table.
    pub table: RuleTable,
    /// The schema file that has it.
    pub file: String,
    /// Where its name stands in that file: bytes.
    pub place: Option<Range<usize>>,
    /// The field it looks at.
    pub field: RuleField,
    /// What it wants of the field.
    pub demand: Demand,
    /// The records and shelfmarks it speaks of: every condition must hold.
    pub when: Vec<Condition>,
    /// Which records it speaks of, by where they stand.
    pub records: Standing,
    /// What it says.
    pub message: Template,
    /// What to do about it.
    pub help: Option<Template>,
}

/// What a rule wants of a field.
#[derive(Debug, Clone)]
pub enum Demand {
    /// The value matches.
    Match(Regex),
    /// No part of the value matches.
    NoMatch(Regex),
    /// There is a value.
    Present,
    /// The value is one of these.
    Among(Vec<String>),
    /// The value is one of these numbers, or a range of them.
    Known(NumberSet),
}

/// A field and the values that it must have one of.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The field.
    pub field: RuleField,
    /// The values, as records have them.
    pub values: Vec<String>,
}

/// The same table of the same file is the same rule: all the rest follows from it.
impl PartialEq for OwnRule {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table && self.file == other.file
    }
}

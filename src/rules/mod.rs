//! The catalogue: one file per rule, named as users see it.
//!
//! A rule is a value holding a function, of one of three arities: it looks at one record, at one page, or at the
//! whole corpus. Rules find and word; they know no format, no severity setting and no suppression. To add one, write
//! the file and its two lines here.

mod findings;

mod opis_suffix_ambiguous;

use crate::diagnostic::RuleMeta;
use crate::record::{Corpus, Day, ReadPage, Record};
use crate::schema::Schemas;

pub use findings::{Draft, Findings};

/// A rule: its description and what it does.
#[derive(Debug)]
pub struct Rule {
    /// Name, settings, documentation.
    pub meta: RuleMeta,
    /// The check.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// One record at a time.
    Record(fn(&Record, &Context<'_>, &mut Findings)),
    /// One page at a time, with its facts.
    Page(fn(&ReadPage, &Context<'_>, &mut Findings)),
    /// All records together; runs only when there are two or more.
    Corpus(fn(&Corpus, &Context<'_>, &mut Findings)),
}

/// What rules may look up. No clock, no disk, no settings.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The schema tables.
    pub schemas: &'a Schemas,
    /// Today's date, when the caller has a clock.
    pub today: Option<Day>,
    /// The page of the record under check (record rules only; an empty page for corpus rules).
    pub page: &'a ReadPage,
}

/// Every rule, sorted by name.
pub static ALL: &[&Rule] = &[&opis_suffix_ambiguous::RULE];

/// The rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.meta.name == name).copied()
}

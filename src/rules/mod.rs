//! The catalogue: one file per rule, named as users see it.
//!
//! A rule is a value holding a function, of one of three arities: it looks at one record, at one page, or at the
//! whole corpus. Rules find and word; they know no format, no severity setting and no suppression. To add one, write
//! the file and its two lines here.

mod compare;
mod findings;

mod chronology_against_folios;
mod duplicate_record_id;
mod duplicate_title;
mod folio_overlap_in_file;
mod mixed_date_style;
mod mixed_label_style_in_collection;
mod mixed_publisher_names;
mod mixed_quote_comma_style;
mod mixed_repository_forms;
mod near_duplicate_record;
mod opis_suffix_ambiguous;
mod opis_variant_in_fond;
mod organisation_variant_in_titles;
mod reconstructed_name_differs;
mod registration_number_date_inversion;
mod same_file_different_opis;
mod same_shelfmark_different_date;
mod same_shelfmark_different_title;
mod series_gap;
mod translator_variant;
mod transliteration_inconsistent;

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
pub static ALL: &[&Rule] = &[
    &chronology_against_folios::RULE,
    &duplicate_record_id::RULE,
    &duplicate_title::RULE,
    &folio_overlap_in_file::RULE,
    &mixed_date_style::RULE,
    &mixed_label_style_in_collection::RULE,
    &mixed_publisher_names::RULE,
    &mixed_quote_comma_style::RULE,
    &mixed_repository_forms::RULE,
    &near_duplicate_record::RULE,
    &opis_suffix_ambiguous::RULE,
    &opis_variant_in_fond::RULE,
    &organisation_variant_in_titles::RULE,
    &reconstructed_name_differs::RULE,
    &registration_number_date_inversion::RULE,
    &same_file_different_opis::RULE,
    &same_shelfmark_different_date::RULE,
    &same_shelfmark_different_title::RULE,
    &series_gap::RULE,
    &translator_variant::RULE,
    &transliteration_inconsistent::RULE,
];

/// The rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.meta.name == name).copied()
}

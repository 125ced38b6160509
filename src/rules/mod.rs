//! The catalogue: one file per rule, named as users see it.
//!
//! A rule is a value holding a function, of one of three arities: it looks at one record, at one page, or at the
//! whole corpus. Rules find and word; they know no format, no severity setting and no suppression. To add one, write
//! the file and its two lines here.

mod findings;
mod wording;

mod ambiguous_siglum;
mod empty_labelled_field;
mod empty_record_id;
mod historical_repository_name;
mod legacy_or_insecure_url;
mod mirror_host;
mod missing_access_conditions;
mod missing_access_date;
mod missing_date;
mod missing_file;
mod missing_folio;
mod missing_fond;
mod missing_opis;
mod missing_original_language;
mod missing_publisher;
mod missing_repository;
mod missing_source_label;
mod missing_title;
mod missing_translator;
mod missing_url;
mod no_citation_sentence;
mod no_persistent_identifier;
mod opis_suffix_ambiguous;
mod publisher_as_repository;
mod publisher_superseded_name;
mod record_id_malformed;
mod search_url;
mod third_party_copy;
mod truncated_capture;
mod unknown_repository;
mod url_record_id_mismatch;
mod url_slug_form;
mod url_tracking;

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
    &ambiguous_siglum::RULE,
    &empty_labelled_field::RULE,
    &empty_record_id::RULE,
    &historical_repository_name::RULE,
    &legacy_or_insecure_url::RULE,
    &mirror_host::RULE,
    &missing_access_conditions::RULE,
    &missing_access_date::RULE,
    &missing_date::RULE,
    &missing_file::RULE,
    &missing_folio::RULE,
    &missing_fond::RULE,
    &missing_opis::RULE,
    &missing_original_language::RULE,
    &missing_publisher::RULE,
    &missing_repository::RULE,
    &missing_source_label::RULE,
    &missing_title::RULE,
    &missing_translator::RULE,
    &missing_url::RULE,
    &no_citation_sentence::RULE,
    &no_persistent_identifier::RULE,
    &opis_suffix_ambiguous::RULE,
    &publisher_as_repository::RULE,
    &publisher_superseded_name::RULE,
    &record_id_malformed::RULE,
    &search_url::RULE,
    &third_party_copy::RULE,
    &truncated_capture::RULE,
    &unknown_repository::RULE,
    &url_record_id_mismatch::RULE,
    &url_slug_form::RULE,
    &url_tracking::RULE,
];

/// The rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.meta.name == name).copied()
}

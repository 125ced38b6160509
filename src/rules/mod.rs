//! The catalogue: one file per rule, named as users see it.
//!
//! A rule is a value holding a function, of one of three arities: it looks at one record, at one page, or at the
//! whole corpus. Rules find and word; they know no format, no severity setting and no suppression. To add one, write
//! the file and its two lines here.

mod compare;
mod findings;
mod one_page;
mod selection;
mod wording;

mod ambiguous_numeric_date;
mod ambiguous_siglum;
mod bad_fond_number;
mod bare_number_shelfmark;
mod bibliography_syntax;
mod chronology_against_folios;
mod citation_key_collision;
mod coded_section_broken;
mod comma_outside_quotes;
mod copy_number_exceeds_copies;
mod credit_inside_location;
mod credit_role_unparsed;
mod date_range_malformed;
mod date_unsupported_by_text;
mod delo_suffix_form;
mod digit_grouping_in_number;
mod digit_letter_confusion;
mod duplicate_level;
mod duplicate_record_id;
mod duplicate_title;
mod empty_labelled_field;
mod empty_record_id;
mod expired_suppression;
mod file_label_for_repository;
mod folio_count_vs_statement;
mod folio_dash_style;
mod folio_degenerate_range;
mod folio_list_unsorted;
mod folio_number_agreement;
mod folio_open_ended;
mod folio_overlap_in_file;
mod folio_overlap_in_list;
mod folio_range_abbreviated;
mod folio_range_implausible;
mod folio_range_reversed;
mod folio_trailing_garbage;
mod folio_zero;
mod fond_not_in_known_set;
mod fond_prefix_missing;
mod fond_prefix_unknown;
mod future_date;
mod garbage_glyph;
mod header_citation_date;
mod header_title_date;
mod historical_repository_name;
mod homoglyph_in_identifier;
mod homoglyph_in_word;
mod html_residue;
mod initials_spacing;
mod invalid_date;
mod invalid_suppression;
mod invisible_in_identifier;
mod language_script_mismatch;
mod late_internal_date;
mod latex_residue;
mod latin_ocr_of_cyrillic;
mod leading_zero_lost;
mod legacy_or_insecure_url;
mod level_order;
mod line_broken_word;
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
mod mixed_date_style;
mod mixed_label_style;
mod mixed_label_style_in_collection;
mod mixed_publisher_names;
mod mixed_quote_comma_style;
mod mixed_quotes;
mod mixed_repository_forms;
mod mixed_transliteration;
mod name_ocr_ii;
mod name_variant_in_record;
mod near_duplicate_record;
mod nested_quotes;
mod no_citation_sentence;
mod no_persistent_identifier;
mod non_ascii_citation_key;
mod numero_before_level;
mod numero_sign_variants;
mod old_style_date;
mod opis_suffix_ambiguous;
mod opis_variant_in_fond;
mod organisation_name_variant;
mod organisation_variant_in_titles;
mod overruled_own_field;
pub mod own;
mod page_furniture_in_capture;
mod page_label_for_leaves;
mod page_stamp_missing;
mod page_stamp_outside_range;
mod papka_missing;
mod perechen_cited_as_opis;
mod period_mismatch;
mod placeholder_value;
mod publisher_as_repository;
mod publisher_superseded_name;
mod reconstructed_name_differs;
mod record_id_malformed;
mod registration_number_date_inversion;
mod repeated_honorific;
mod repository_form_variant;
mod repository_script_mismatch;
mod repository_without_place;
mod roman_for_arabic;
mod roman_month_ocr;
mod running_header_merged;
mod same_file_different_opis;
mod same_shelfmark_different_date;
mod same_shelfmark_different_title;
mod scan_page_count;
mod scheme_mismatch;
mod search_url;
mod series_gap;
mod soft_sign_variant;
mod suppression_without_reason;
mod third_party_copy;
mod title_date_conflict;
mod title_mismatch;
mod translator_empty;
mod translator_variant;
mod transliteration_inconsistent;
mod truncated_capture;
mod two_digit_year;
mod unbalanced_quotes;
mod uncertain_date_unmarked;
mod unknown_level_label;
mod unknown_repository;
mod unnumbered_unmarked;
mod unseparated_holdings;
mod unused_suppression;
mod upload_before_document;
mod url_broken;
mod url_record_id_mismatch;
mod url_slug_form;
mod url_tracking;
mod url_trailing_punctuation;
mod verso_notation;
mod verso_range_reversed;
mod weekday_mismatch;

use crate::diagnostic::RuleMeta;
use crate::record::{Corpus, Day, ReadPage, Record};
use crate::schema::Schemas;
use crate::schema::own::OwnRule;
use crate::source::Span;

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
    /// One record at a time, by a definition from a schema file.
    Own(Box<OwnRule>),
    /// Each suppression, when everything else has run.
    Suppression(fn(&Suppression<'_>, &mut Findings)),
}

/// A suppression as the rules about suppressions see it.
#[derive(Debug, Clone, Copy)]
pub struct Suppression<'a> {
    /// Where it is written.
    pub span: Span,
    /// The rule it names; empty when it names none.
    pub rule: &'a str,
    /// Whether such a rule exists.
    pub known: bool,
    /// The existing rule that is most like the one it names.
    pub nearest: Option<&'static str>,
    /// The last day on which it holds, as written.
    pub until: Option<&'a str>,
    /// What that day means.
    pub term: Term,
    /// Whether it says why.
    pub reasoned: bool,
    /// Whether it silenced a finding; `None` where that cannot be told, for its rule did not see everything.
    pub used: Option<bool>,
}

/// How long a suppression holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Today.
    Running,
    /// No longer.
    Over,
    /// Nobody knows: the day it names is none.
    Unreadable,
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

/// Every built-in rule, sorted by name.
pub static ALL: &[&Rule] = &[
    &ambiguous_numeric_date::RULE,
    &ambiguous_siglum::RULE,
    &bad_fond_number::RULE,
    &bare_number_shelfmark::RULE,
    &bibliography_syntax::RULE,
    &chronology_against_folios::RULE,
    &citation_key_collision::RULE,
    &coded_section_broken::RULE,
    &comma_outside_quotes::RULE,
    &copy_number_exceeds_copies::RULE,
    &credit_inside_location::RULE,
    &credit_role_unparsed::RULE,
    &date_range_malformed::RULE,
    &date_unsupported_by_text::RULE,
    &delo_suffix_form::RULE,
    &digit_grouping_in_number::RULE,
    &digit_letter_confusion::RULE,
    &duplicate_level::RULE,
    &duplicate_record_id::RULE,
    &duplicate_title::RULE,
    &empty_labelled_field::RULE,
    &empty_record_id::RULE,
    &expired_suppression::RULE,
    &file_label_for_repository::RULE,
    &folio_count_vs_statement::RULE,
    &folio_dash_style::RULE,
    &folio_degenerate_range::RULE,
    &folio_list_unsorted::RULE,
    &folio_number_agreement::RULE,
    &folio_open_ended::RULE,
    &folio_overlap_in_file::RULE,
    &folio_overlap_in_list::RULE,
    &folio_range_abbreviated::RULE,
    &folio_range_implausible::RULE,
    &folio_range_reversed::RULE,
    &folio_trailing_garbage::RULE,
    &folio_zero::RULE,
    &fond_not_in_known_set::RULE,
    &fond_prefix_missing::RULE,
    &fond_prefix_unknown::RULE,
    &future_date::RULE,
    &garbage_glyph::RULE,
    &header_citation_date::RULE,
    &header_title_date::RULE,
    &historical_repository_name::RULE,
    &homoglyph_in_identifier::RULE,
    &homoglyph_in_word::RULE,
    &html_residue::RULE,
    &initials_spacing::RULE,
    &invalid_date::RULE,
    &invalid_suppression::RULE,
    &invisible_in_identifier::RULE,
    &language_script_mismatch::RULE,
    &late_internal_date::RULE,
    &latex_residue::RULE,
    &latin_ocr_of_cyrillic::RULE,
    &leading_zero_lost::RULE,
    &legacy_or_insecure_url::RULE,
    &level_order::RULE,
    &line_broken_word::RULE,
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
    &mixed_date_style::RULE,
    &mixed_label_style::RULE,
    &mixed_label_style_in_collection::RULE,
    &mixed_publisher_names::RULE,
    &mixed_quote_comma_style::RULE,
    &mixed_quotes::RULE,
    &mixed_repository_forms::RULE,
    &mixed_transliteration::RULE,
    &name_ocr_ii::RULE,
    &name_variant_in_record::RULE,
    &near_duplicate_record::RULE,
    &nested_quotes::RULE,
    &no_citation_sentence::RULE,
    &no_persistent_identifier::RULE,
    &non_ascii_citation_key::RULE,
    &numero_before_level::RULE,
    &numero_sign_variants::RULE,
    &old_style_date::RULE,
    &opis_suffix_ambiguous::RULE,
    &opis_variant_in_fond::RULE,
    &organisation_name_variant::RULE,
    &organisation_variant_in_titles::RULE,
    &overruled_own_field::RULE,
    &page_furniture_in_capture::RULE,
    &page_label_for_leaves::RULE,
    &page_stamp_missing::RULE,
    &page_stamp_outside_range::RULE,
    &papka_missing::RULE,
    &perechen_cited_as_opis::RULE,
    &period_mismatch::RULE,
    &placeholder_value::RULE,
    &publisher_as_repository::RULE,
    &publisher_superseded_name::RULE,
    &reconstructed_name_differs::RULE,
    &record_id_malformed::RULE,
    &registration_number_date_inversion::RULE,
    &repeated_honorific::RULE,
    &repository_form_variant::RULE,
    &repository_script_mismatch::RULE,
    &repository_without_place::RULE,
    &roman_for_arabic::RULE,
    &roman_month_ocr::RULE,
    &running_header_merged::RULE,
    &same_file_different_opis::RULE,
    &same_shelfmark_different_date::RULE,
    &same_shelfmark_different_title::RULE,
    &scan_page_count::RULE,
    &scheme_mismatch::RULE,
    &search_url::RULE,
    &series_gap::RULE,
    &soft_sign_variant::RULE,
    &suppression_without_reason::RULE,
    &third_party_copy::RULE,
    &title_date_conflict::RULE,
    &title_mismatch::RULE,
    &translator_empty::RULE,
    &translator_variant::RULE,
    &transliteration_inconsistent::RULE,
    &truncated_capture::RULE,
    &two_digit_year::RULE,
    &unbalanced_quotes::RULE,
    &uncertain_date_unmarked::RULE,
    &unknown_level_label::RULE,
    &unknown_repository::RULE,
    &unnumbered_unmarked::RULE,
    &unseparated_holdings::RULE,
    &unused_suppression::RULE,
    &upload_before_document::RULE,
    &url_broken::RULE,
    &url_record_id_mismatch::RULE,
    &url_slug_form::RULE,
    &url_tracking::RULE,
    &url_trailing_punctuation::RULE,
    &verso_notation::RULE,
    &verso_range_reversed::RULE,
    &weekday_mismatch::RULE,
];

/// Every rule, built-in or of the user's schema files, sorted by name.
pub fn known(schemas: &Schemas) -> Vec<&'static Rule> {
    let mut all = [ALL, &own::rules(schemas)].concat();
    all.sort_by_key(|rule| rule.meta.name);
    all
}

/// The built-in rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.meta.name == name).copied()
}

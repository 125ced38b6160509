//! The catalogue: one file per rule, named as users see it.
//!
//! A rule is a value holding a function, of one of three arities: it looks at one record, at one page, or at the
//! whole corpus. Rules find and word; they know no format, no severity setting and no suppression. To add one, write
//! the file and its two lines here.

mod findings;
mod one_page;

mod copy_number_exceeds_copies;
mod date_unsupported_by_text;
mod folio_count_vs_statement;
mod garbage_glyph;
mod header_title_date;
mod html_residue;
mod initials_spacing;
mod late_internal_date;
mod latex_residue;
mod latin_ocr_of_cyrillic;
mod name_ocr_ii;
mod name_variant_in_record;
mod numero_sign_variants;
mod opis_suffix_ambiguous;
mod organisation_name_variant;
mod page_furniture_in_capture;
mod page_stamp_missing;
mod page_stamp_outside_range;
mod repeated_honorific;
mod roman_month_ocr;
mod running_header_merged;

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
    &copy_number_exceeds_copies::RULE,
    &date_unsupported_by_text::RULE,
    &folio_count_vs_statement::RULE,
    &garbage_glyph::RULE,
    &header_title_date::RULE,
    &html_residue::RULE,
    &initials_spacing::RULE,
    &late_internal_date::RULE,
    &latex_residue::RULE,
    &latin_ocr_of_cyrillic::RULE,
    &name_ocr_ii::RULE,
    &name_variant_in_record::RULE,
    &numero_sign_variants::RULE,
    &opis_suffix_ambiguous::RULE,
    &organisation_name_variant::RULE,
    &page_furniture_in_capture::RULE,
    &page_stamp_missing::RULE,
    &page_stamp_outside_range::RULE,
    &repeated_honorific::RULE,
    &roman_month_ocr::RULE,
    &running_header_merged::RULE,
];

/// The rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.meta.name == name).copied()
}

//! Options of `cite` for prose styles: their words, and what they choose in the library.

use clap::{Args, ValueEnum};

use super::config::CiteKeys;
use crate::cite::{self, CiteOptions};

/// Options of prose styles.
#[derive(Debug, Clone, Default, Args)]
pub struct Prose {
    /// Archive before its shelfmark (usual) or behind it; APA and Harvard have their own order
    #[arg(long, value_enum, value_name = "ORDER")]
    pub archive_order: Option<ArchiveOrder>,
    /// Name each archive in full at its first mention: State Archive of the Russian Federation [GARF]
    #[arg(long)]
    pub full_repository_first: bool,
    /// September 23, 1956 or 23 September 1956; usual is what the style has
    #[arg(long, value_enum, value_name = "STYLE")]
    pub date_style: Option<DateStyle>,
    /// Where the translator stands; GOST, DSTU and Harvard name one only when asked
    #[arg(long, value_enum, value_name = "WHERE")]
    pub translator: Option<Translator>,
    /// Print the language of the original: (in Russian)
    #[arg(long)]
    pub original_language: bool,
    /// Notes as a sequence: Ibid. for the shelfmark just cited, a short form for what was cited earlier
    #[arg(long)]
    pub ibid: bool,
    /// Order of the citations, by Unicode collation and with numbers by value
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<SortBy>,
    /// Put citations under headings
    #[arg(long, value_enum, value_name = "BY")]
    pub group: Option<GroupBy>,
}

/// Place of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArchiveOrder {
    /// GARF, f. 5446.
    GeneralFirst,
    /// f. 5446, GARF.
    SpecificFirst,
}

/// Order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateStyle {
    /// September 23, 1956.
    Mdy,
    /// 23 September 1956.
    Dmy,
}

/// Place of the translator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Translator {
    /// Right after the title.
    AfterTitle,
    /// At the end.
    End,
}

/// Order of citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SortBy {
    /// As they were read.
    None,
    /// Author, else title.
    AuthorTitle,
    /// Date of the document.
    Date,
    /// Siglum, levels, leaf.
    Shelfmark,
    /// Full name of the archive.
    Repository,
}

/// Headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupBy {
    /// The archive.
    Repository,
}

impl Prose {
    /// What these options, else the keys of the settings, choose.
    pub fn choose(&self, keys: &CiteKeys, base: CiteOptions) -> CiteOptions {
        CiteOptions {
            archive_order: match self.archive_order.or(keys.archive_order) {
                None | Some(ArchiveOrder::GeneralFirst) => cite::ArchiveOrder::GeneralFirst,
                Some(ArchiveOrder::SpecificFirst) => cite::ArchiveOrder::SpecificFirst,
            },
            full_repository_first: self.full_repository_first || keys.full_repository_first,
            dates: match self.date_style.or(keys.date_style) {
                None => cite::DateStyle::Usual,
                Some(DateStyle::Mdy) => cite::DateStyle::Mdy,
                Some(DateStyle::Dmy) => cite::DateStyle::Dmy,
            },
            translator: match self.translator.or(keys.translator) {
                None => cite::TranslatorPlace::Usual,
                Some(Translator::AfterTitle) => cite::TranslatorPlace::AfterTitle,
                Some(Translator::End) => cite::TranslatorPlace::End,
            },
            original_language: self.original_language || keys.original_language,
            repeats: if self.ibid || keys.ibid { cite::Repeats::Ibid } else { cite::Repeats::Whole },
            sort: match self.sort.or(keys.sort) {
                None | Some(SortBy::None) => cite::SortBy::None,
                Some(SortBy::AuthorTitle) => cite::SortBy::AuthorTitle,
                Some(SortBy::Date) => cite::SortBy::Date,
                Some(SortBy::Shelfmark) => cite::SortBy::Shelfmark,
                Some(SortBy::Repository) => cite::SortBy::Repository,
            },
            group: match self.group.or(keys.group) {
                None => cite::GroupBy::None,
                Some(GroupBy::Repository) => cite::GroupBy::Repository,
            },
            ..base
        }
    }
}

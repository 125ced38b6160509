//! What the user may choose about citations.
//!
//! Only the choices and their names; what a style makes of them is said in its file.

use std::str::FromStr;

use super::{Markup, UnknownName};
use crate::record::Day;

/// How the levels of a shelfmark are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LabelForm {
    /// As the style usually does: short ones in Chicago, whole words on the Wilson Center's pages.
    #[default]
    Usual,
    /// `Fond 5446, Opis 98c`.
    Full,
    /// `f. 5446, op. 98c`.
    Abbr,
    /// `F. 5446, Op. 98c`.
    AbbrCap,
    /// `Ф. 5446, Оп. 98с`: the archive's own script.
    Gost,
}

impl LabelForm {
    /// Every form.
    pub const ALL: &'static [LabelForm] = &[LabelForm::Usual, LabelForm::Full, LabelForm::Abbr, LabelForm::AbbrCap, LabelForm::Gost];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            LabelForm::Usual => "usual",
            LabelForm::Full => "full",
            LabelForm::Abbr => "abbr",
            LabelForm::AbbrCap => "abbr-cap",
            LabelForm::Gost => "gost",
        }
    }

    /// This form, or the one a style prefers where none was asked for.
    pub(super) fn or(self, usual: LabelForm) -> LabelForm {
        if self == LabelForm::Usual { usual } else { self }
    }
}

/// Whether the archive stands before its shelfmark or behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ArchiveOrder {
    /// `GARF, f. 5446, op. 98`: what readers of Soviet archives expect.
    #[default]
    GeneralFirst,
    /// `f. 5446, op. 98, GARF`: strict Chicago (14.127).
    SpecificFirst,
}

/// Order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateStyle {
    /// As the style usually does.
    #[default]
    Usual,
    /// `September 23, 1956`.
    Mdy,
    /// `23 September 1956`.
    Dmy,
}

/// Where the translator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TranslatorPlace {
    /// Where the style puts them; Harvard, GOST and DSTU usually name none.
    #[default]
    Usual,
    /// Right after the title.
    AfterTitle,
    /// In a sentence at the end.
    End,
}

/// How notes come back to what was cited before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Repeats {
    /// They do not: every note is whole.
    #[default]
    Whole,
    /// `Ibid.` for the shelfmark of the note before, a short form for what was cited earlier.
    Ibid,
}

/// Order of the citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortBy {
    /// As the records stand.
    #[default]
    None,
    /// By author, else by title.
    AuthorTitle,
    /// By the first day of the document; undated ones last.
    Date,
    /// By archive, level by level, leaf.
    Shelfmark,
    /// By the full name of the archive, then by shelfmark.
    Repository,
}

/// Headings over prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GroupBy {
    /// None.
    #[default]
    None,
    /// The archive; archives come in the order of their first citation.
    Repository,
}

/// What the user may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CiteOptions {
    /// Labels of the shelfmark.
    pub labels: LabelForm,
    /// Markup of prose styles.
    pub markup: Markup,
    /// The day the digital copy was seen; printed only with an address.
    pub accessed: Option<Day>,
    /// Whether the archive's town is printed.
    pub place: bool,
    /// Whether publisher and address are supplied from the record ID, and a mirror's host replaced by the public one.
    pub derive: bool,
    /// Whether shortened notes cut the title before its first preposition (`Telegram from …` becomes `Telegram`).
    pub short_titles: bool,
    /// Whether BibLaTeX entries carry the summary as `abstract`; CSL-JSON always does.
    pub abstracts: bool,
    /// Whether the archive stands before its shelfmark or behind it, where the style leaves the choice.
    pub archive_order: ArchiveOrder,
    /// Whether the first mention of an archive gives its full name with the siglum in brackets.
    pub full_repository_first: bool,
    /// Order of day and month, where the style leaves the choice.
    pub dates: DateStyle,
    /// Where the translator stands.
    pub translator: TranslatorPlace,
    /// Whether the language of the original is printed, where the style has a slot.
    pub original_language: bool,
    /// How notes come back to what was cited before; see [`Style::is_sequence`](super::Style::is_sequence).
    pub repeats: Repeats,
    /// Order of the citations.
    pub sort: SortBy,
    /// Headings over prose.
    pub group: GroupBy,
}

impl Default for CiteOptions {
    fn default() -> Self {
        Self {
            labels: LabelForm::default(),
            markup: Markup::default(),
            accessed: None,
            place: false,
            derive: true,
            short_titles: false,
            abstracts: false,
            archive_order: ArchiveOrder::default(),
            full_repository_first: false,
            dates: DateStyle::default(),
            translator: TranslatorPlace::default(),
            original_language: false,
            repeats: Repeats::default(),
            sort: SortBy::default(),
            group: GroupBy::default(),
        }
    }
}

impl FromStr for LabelForm {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = LabelForm::ALL.iter().find(|form| form.as_str() == name);
        found.copied().ok_or_else(|| UnknownName { kind: "label form", name: name.to_owned() })
    }
}

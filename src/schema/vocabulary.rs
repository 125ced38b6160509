//! The shape of the word lists of a schema file: months, languages, credits, organisations, letters, phrases.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::record::Role;

/// A month and its names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Month {
    /// 1 to 12.
    pub number: u8,
    /// Names and abbreviations in any language, without a final dot; case does not count.
    pub names: Vec<String>,
    /// Genitive in Russian, for GOST output.
    pub russian: Option<String>,
    /// Nominative in Russian, for a month without a day.
    pub russian_alone: Option<String>,
    /// Genitive in Ukrainian.
    pub ukrainian: Option<String>,
    /// Nominative in Ukrainian.
    pub ukrainian_alone: Option<String>,
    /// English name, for output.
    pub english: Option<String>,
    /// English name as MLA shortens it, with its stop.
    pub english_short: Option<String>,
}

/// The words that citation styles of one language print. What no style of the language prints is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Wording {
    /// ISO 639-1 code of the language.
    pub language: String,
    /// In place of the date of an undated document.
    pub no_date: String,
    /// Before the last possible day.
    pub before: String,
    /// Before the first possible day.
    pub after: String,
    /// Before an approximate date.
    pub circa: String,
    /// Spring, summer, autumn, winter.
    pub seasons: Vec<String>,
    /// A decade, with `{year}` for its first year.
    pub decade: String,
    /// After a date with one year.
    pub year: String,
    /// After a date with two years.
    pub years: String,
    /// Before the day of access.
    pub accessed: String,
    /// Opens the sentence with day of access and address (APA).
    pub retrieved: String,
    /// Between day of access and address (APA).
    pub from: String,
    /// Before the address.
    pub available: String,
    /// Says that the document was seen on the web.
    pub online: String,
    /// In place of the title of an untitled document.
    pub no_title: String,
    /// Says that the shelfmark just cited is meant again; without a stop.
    pub ibid: String,
    /// Before the last of several names.
    pub and: String,
    /// Between sender and addressee.
    pub to: String,
    /// In place of names left out, short.
    pub others: String,
    /// The same in whole words.
    pub others_in_full: String,
    /// The language of the original, with `{language}` for its name.
    pub original_in: String,
    /// First words of titles that sorting passes over.
    pub articles: Vec<String>,
    /// Id of the scheme whose GOST labels stand in for those of an archive's own scheme.
    pub labels_of: Option<String>,
    /// Quotation marks: opening and closing, then those inside; empty for none.
    pub quotes: Vec<String>,
    /// Short words for what a person did, before the name, by role.
    pub roles: BTreeMap<String, String>,
}

/// A language and its names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Language {
    /// ISO 639-1, else 639-3.
    pub code: String,
    /// Names; the first is the English one.
    pub names: Vec<String>,
    /// ISO 15924 code of its usual script.
    pub script: Option<String>,
    /// The name BibLaTeX knows it by.
    pub langid: Option<String>,
}

/// A verb of credit sentences.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CreditVerb {
    /// The role.
    pub role: Role,
    /// Participles: `translated`.
    pub verbs: Vec<String>,
    /// Its abbreviations without the stop, which stand between a title and names: "trans. A. Smith".
    #[serde(default)]
    pub short: Vec<String>,
}

/// An organisation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Organisation {
    /// Canonical name.
    pub name: String,
    /// Known other spellings.
    pub variants: Vec<String>,
}

/// Words of an archive's name and what they are shortened to: every name with them may be printed so.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameWord {
    /// The words in full, lower case.
    pub full: String,
    /// The short forms, lower case.
    pub short: Vec<String>,
}

/// A name and what OCR makes of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameReading {
    /// What OCR printed.
    pub wrong: String,
    /// What was meant.
    pub right: String,
}

/// Rival romanisations of one language: pairs that are one sound.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Romanisation {
    /// ISO 639 code.
    pub language: String,
    /// `["eo", "o"]`: the first is replaced by the second before comparing, in order.
    pub same: Vec<[String; 2]>,
}

/// A letter table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Transliteration {
    /// ISO 15924 code of the script.
    pub script: String,
    /// The standard followed.
    pub standard: String,
    /// Lower-case letter to Latin.
    pub letters: BTreeMap<char, String>,
}

/// Words with a function.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Phrases {
    /// The function, such as `ibid` or `reprinted`.
    pub kind: String,
    /// The words; case does not count.
    pub words: Vec<String>,
}

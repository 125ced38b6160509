//! The shape of a schema file. Every table is optional; a file may hold any of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::own::RuleTable;
use super::vocabulary::{
    CreditVerb, Language, Month, NameReading, NameWord, Organisation, Phrases, Romanisation, Transliteration, Wording,
};
use crate::record::{Field, FolioUnit};

/// One schema file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SchemaFile {
    /// Archives.
    pub repository: Vec<Repository>,
    /// Level schemes.
    pub scheme: Vec<Scheme>,
    /// Digital publishers.
    pub publisher: Vec<Publisher>,
    /// Page layouts.
    pub layout: Vec<LayoutLabels>,
    /// Sets of rules.
    pub profile: Vec<Profile>,
    /// Rules of a project's own.
    pub rule: Vec<RuleTable>,
    /// Month names.
    pub month: Vec<Month>,
    /// Words that citation styles print.
    pub wording: Vec<Wording>,
    /// Language names.
    pub language: Vec<Language>,
    /// Verbs of credit sentences.
    pub credit: Vec<CreditVerb>,
    /// Organisations with known variants.
    pub organisation: Vec<Organisation>,
    /// Words of archives' names that are printed shorter.
    pub name_word: Vec<NameWord>,
    /// Names that OCR misreads.
    pub name_reading: Vec<NameReading>,
    /// Letters that stand for each other in rival romanisations.
    pub romanisation: Vec<Romanisation>,
    /// Letters of other scripts in Latin.
    pub transliteration: Vec<Transliteration>,
    /// Words with a function in citations and documents.
    pub phrase: Vec<Phrases>,
    /// Latin letters and the Cyrillic ones that look the same.
    pub look_alikes: BTreeMap<char, char>,
}

/// An archive.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repository {
    /// Canonical siglum, Latin letters; records carry this one.
    pub siglum: String,
    /// Full name in English.
    pub name: String,
    /// Full name in the archive's own language.
    pub original_name: Option<String>,
    /// The siglum in the archive's own script, where that is not Latin.
    pub original_siglum: Option<String>,
    /// Town.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Id of the level scheme.
    pub scheme: String,
    /// Other spellings of today's name.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// Names of the institution or its predecessors that are no longer in use.
    #[serde(default)]
    pub former: Vec<String>,
    /// Spellings that other repositories use as well.
    #[serde(default)]
    pub shared: Vec<String>,
    /// Shared spellings that mean this archive when nothing around them tells.
    #[serde(default)]
    pub usual: Vec<String>,
    /// Levels of its scheme that its shelfmarks rightly leave out.
    #[serde(default)]
    pub omits: Vec<String>,
    /// Levels that its shelfmarks never have, although its scheme reads them.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// Whether few readers know where it is, so that a bibliography names its town.
    #[serde(default)]
    pub local: bool,
    /// Words of its shelfmarks that settle a name it shares with others.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Letters put before fond numbers.
    #[serde(default)]
    pub fond_prefixes: Vec<String>,
    /// Period of the holdings, an EDTF interval.
    pub holds: Option<String>,
    /// A real or constructed citation.
    pub example: Option<String>,
    /// One sentence for the reader.
    pub note: Option<String>,
    /// Where this was read.
    pub source: Option<String>,
    /// high, medium, low.
    pub confidence: Option<String>,
    /// Known fonds.
    #[serde(default)]
    pub fond: Vec<Fond>,
    /// Whether `fond` lists every fond of the archive.
    #[serde(default)]
    pub fonds_complete: bool,
}

/// A fond known by name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fond {
    /// Number without prefix.
    pub number: String,
    /// Prefix letter under which it is catalogued.
    pub prefix: Option<String>,
    /// Whose papers.
    pub name: Option<String>,
    /// Period of its papers, an EDTF interval, where it differs from that of the archive.
    pub holds: Option<String>,
}

/// The levels of a tradition, with their labels and print forms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scheme {
    /// Id, such as `ru4`.
    pub id: String,
    /// What it is, for people.
    pub name: String,
    /// Levels from the general to the special.
    #[serde(default)]
    pub level: Vec<LevelScheme>,
    /// Leaves, pages or frames.
    pub folios: Option<Labels>,
    /// Whether it may be tried where the repository is unknown.
    #[serde(default)]
    pub generic: bool,
    /// Schemes whose labels are accepted as well, by id.
    #[serde(default)]
    pub accepts: Vec<String>,
    /// A regular expression for a shelfmark that is one string (`109-01234-05`); without labels. Its named groups are levels; what it
    /// has behind the last of them only bears witness.
    pub whole: Option<String>,
    /// Whether its shelfmarks are read part by part between commas, each with a label or without, beside a known name.
    #[serde(default)]
    pub parts: bool,
    /// Whether a number may stand before its label (`12. apr.`).
    #[serde(default)]
    pub number_first: bool,
    /// Whether the name of the archive may stand after the shelfmark.
    #[serde(default)]
    pub name_last: bool,
    /// Whether it may be read where no archive is named.
    #[serde(default)]
    pub alone: bool,
    /// What joins the values in print where they stand without labels: the dots of `ERAF.1.5.12`.
    pub joined: Option<String>,
    /// Whether its numbers follow their labels without a sign for "number".
    #[serde(default)]
    pub plain_numbers: bool,
    /// The section code that its call numbers begin with.
    pub code: Option<SectionCode>,
    /// Whether a named collection may stand for the archive, beside a box or folder.
    #[serde(default)]
    pub collections: bool,
    /// Examples that `opiska schema check` runs.
    #[serde(default)]
    pub example: Vec<SchemeExample>,
}

/// A section code in which every letter, hyphen and slash counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionCode {
    /// A regular expression of what is probably meant as such a code, damaged or not.
    pub looks: String,
    /// A regular expression of the sound code.
    pub right: String,
    /// A sound code, for the reader.
    pub example: String,
}

/// One level of a scheme.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LevelScheme {
    /// Level id: `fond`, `opis`, `papka`, `delo`, `part` …
    pub id: String,
    /// Whether a complete reference code has it.
    #[serde(default)]
    pub required: bool,
    /// What its values look like.
    #[serde(default)]
    pub value: ValueKind,
    /// Labels with one form for one value, without a final dot; case and soft signs do not count.
    pub labels: Vec<String>,
    /// Labels for several values.
    #[serde(default)]
    pub plural: Vec<String>,
    /// Labels of the list that are read although the archive's own word is another.
    #[serde(default)]
    pub borrowed: Vec<String>,
    /// How the label is printed.
    #[serde(default)]
    pub print: PrintForms,
}

/// What the values of a level look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// Digits with letters before or after: `5446`, `R-5446`, `059a`, `641/1`.
    #[default]
    Number,
    /// A number, a list or a range of numbers: `496, 497, 504-511`.
    Numbers,
    /// A number or a name up to the next label.
    Name,
}

/// Labels of the leaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Labels {
    /// What the numbers count.
    #[serde(default)]
    pub unit: FolioUnit,
    /// Labels for one leaf (or for any number where the language has one form).
    pub labels: Vec<String>,
    /// Labels for several leaves.
    #[serde(default)]
    pub plural: Vec<String>,
    /// Labels that count pages.
    #[serde(default)]
    pub pages: Vec<String>,
    /// Labels that count frames.
    #[serde(default)]
    pub frames: Vec<String>,
    /// Labels with one form for one and several leaves.
    #[serde(default)]
    pub invariant: Vec<String>,
    /// Words for the verso.
    #[serde(default)]
    pub verso: Vec<String>,
    /// How the label is printed.
    #[serde(default)]
    pub print: PrintForms,
}

/// Print forms by style of label; see [`Printed`] for the fallback between them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct PrintForms {
    /// Whole words: `Fond`.
    pub full: Option<Printed>,
    /// Short, lower case: `f.`.
    pub abbr: Option<Printed>,
    /// Short, capital: `F.`.
    pub abbr_cap: Option<Printed>,
    /// GOST R 7.0.5, in the archive's script: `Ф.`.
    pub gost: Option<Printed>,
    /// The verso mark of Latin text, with its own space if it has one: `ob.`.
    pub verso: Option<String>,
    /// The verso mark of the archive's script: ` об.`.
    pub verso_gost: Option<String>,
}

/// A printed label: one form, or one for a single value and one for several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Printed {
    /// The same for one and several.
    One(String),
    /// Singular and plural.
    Two([String; 2]),
}

impl Printed {
    /// The label for one value or for several.
    pub fn form(&self, several: bool) -> &str {
        match self {
            Printed::One(form) => form,
            Printed::Two(forms) => &forms[usize::from(several)],
        }
    }
}

/// A label of a page and the field it announces.
pub type LevelLabel = (String, Field);

/// An example of a scheme.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SchemeExample {
    /// A citation line.
    pub text: String,
    /// What must be read, as `level value` pairs in any order: `{ fond = "5446", folios = "3-6" }`. Left out: the
    /// line must not be read as a shelfmark.
    pub reads: Option<BTreeMap<String, String>>,
}

/// A digital publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Publisher {
    /// Short id, used in citation keys.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other names in use.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// Names no longer in use.
    #[serde(default)]
    pub former: Vec<String>,
    /// Canonical host.
    pub host: Option<String>,
    /// Hosts with a copy of the whole site.
    #[serde(default)]
    pub mirrors: Vec<String>,
    /// Hosts it used earlier.
    #[serde(default)]
    pub legacy_hosts: Vec<String>,
    /// Hosts where others keep copies.
    #[serde(default)]
    pub third_party: Vec<String>,
    /// Regular expression of its record IDs.
    pub record_id: Option<String>,
    /// Path of a record on its host, with `{id}`.
    pub record_path: Option<String>,
    /// Address of a record, with `{id}`.
    pub record_url: Option<String>,
    /// Paths of result lists.
    #[serde(default)]
    pub search_paths: Vec<String>,
    /// The body that runs it.
    pub organisation: Option<String>,
    /// Programmes named after "translated for".
    #[serde(default)]
    pub programmes: Vec<String>,
    /// Where this was read.
    pub source: Option<String>,
    /// high, medium, low.
    pub confidence: Option<String>,
    /// One sentence for the reader.
    pub note: Option<String>,
}

/// The labels and furniture of a page layout.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LayoutLabels {
    /// Id of the recogniser, such as `wilson-new-site`.
    pub id: String,
    /// Publisher id of the site.
    pub publisher: Option<String>,
    /// Lines that identify the layout.
    #[serde(default)]
    pub signatures: Vec<String>,
    /// Lines of the site or the viewer, not of the document.
    #[serde(default)]
    pub furniture: Vec<String>,
    /// Labels by field.
    #[serde(default)]
    pub label: Vec<PageField>,
    /// Lines that open the text of the document.
    #[serde(default)]
    pub body_starts: Vec<String>,
    /// Running heads at page breaks.
    #[serde(default)]
    pub running_heads: Vec<String>,
    /// Lines that mark an original scan.
    #[serde(default)]
    pub scan_heads: Vec<String>,
}

/// A field and the labels that announce it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageField {
    /// The field.
    pub field: Field,
    /// Its labels, without a colon.
    pub text: Vec<String>,
}

/// A set of rules with severities.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Name for `--profile`.
    pub name: String,
    /// What it is for.
    pub about: Option<String>,
    /// The profile it builds on.
    pub extends: Option<String>,
    /// Rules switched on that the base has off.
    #[serde(default)]
    pub on: Vec<String>,
    /// Rules switched off.
    #[serde(default)]
    pub off: Vec<String>,
    /// Severities other than the rules' own.
    #[serde(default)]
    pub severity: BTreeMap<String, crate::schema::words::SeverityWord>,
}

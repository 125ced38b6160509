//! Records out as citations: one file per style or exchange format.
//!
//! A style is told what is on the record and what the options ask for; what it cannot hold, and what was supplied or
//! changed on the way, is said in notes. This room knows no rule, no layout and no terminal. To add a style, write its
//! file, its [`Style`] variant and its line in `Style::write`.

mod bibtex;
mod chicago;
mod coins;
mod credits;
mod csl_json;
mod csv;
mod dates;
mod ead3;
mod entry;
mod facts;
mod hayagriva;
mod jsonld;
mod keys;
mod markup;
mod mods;
mod names;
mod protected;
mod ris;
mod shelfmark;
mod title;
mod wilson;
mod xml;

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::record::{Day, Record};
use crate::schema::Schemas;

use entry::Entry;

/// A citation style or exchange format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Chicago Manual of Style, 18th edition: a full note.
    ChicagoNote,
    /// Chicago: the shortened note of later mentions.
    ChicagoShortNote,
    /// Chicago: an entry of the bibliography.
    ChicagoBibliography,
    /// The citation sentence of the Wilson Center's own pages.
    Wilson,
    /// BibTeX as its classic styles read it.
    Bibtex,
    /// BibLaTeX.
    Biblatex,
    /// CSL-JSON 1.0.2.
    CslJson,
    /// RIS, for Zotero, EndNote and their like.
    Ris,
    /// Hayagriva YAML, for Typst.
    Hayagriva,
    /// JSON-LD in the words of schema.org.
    Jsonld,
    /// A finding aid in EAD3.
    Ead3,
    /// A collection of MODS descriptions.
    Mods,
    /// COinS: HTML spans that reference managers find on a page.
    Coins,
    /// A table for spreadsheets, a row a shelfmark.
    Csv,
}

impl Style {
    /// Every style, in the order of the manual.
    pub const ALL: &'static [Style] = &[
        Style::ChicagoNote,
        Style::ChicagoShortNote,
        Style::ChicagoBibliography,
        Style::Wilson,
        Style::Bibtex,
        Style::Biblatex,
        Style::CslJson,
        Style::Ris,
        Style::Hayagriva,
        Style::Jsonld,
        Style::Ead3,
        Style::Mods,
        Style::Coins,
        Style::Csv,
    ];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Style::ChicagoNote => "chicago-note",
            Style::ChicagoShortNote => "chicago-short-note",
            Style::ChicagoBibliography => "chicago-bibliography",
            Style::Wilson => "wilson",
            Style::Bibtex => "bibtex",
            Style::Biblatex => "biblatex",
            Style::CslJson => "csl-json",
            Style::Ris => "ris",
            Style::Hayagriva => "hayagriva",
            Style::Jsonld => "jsonld",
            Style::Ead3 => "ead3",
            Style::Mods => "mods",
            Style::Coins => "coins",
            Style::Csv => "csv",
        }
    }

    /// Other names of the style.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Style::ChicagoBibliography => &["chicago"],
            Style::ChicagoNote => &["chicago-full-note"],
            Style::ChicagoShortNote => &["chicago-shortened-note"],
            Style::Wilson => &["wcda"],
            Style::CslJson => &["csl"],
            Style::Jsonld => &["json-ld"],
            Style::Bibtex | Style::Biblatex => &[],
            Style::Ris | Style::Hayagriva | Style::Ead3 | Style::Mods | Style::Coins | Style::Csv => &[],
        }
    }

    /// Whether the style is prose, one line a record, in which [`Markup`] counts.
    pub fn is_prose(self) -> bool {
        matches!(self, Style::ChicagoNote | Style::ChicagoShortNote | Style::ChicagoBibliography | Style::Wilson)
    }

    fn write(self, entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
        match self {
            Style::ChicagoNote => chicago::notes(entries, setting),
            Style::ChicagoShortNote => chicago::short_notes(entries, setting),
            Style::ChicagoBibliography => chicago::bibliography(entries, setting),
            Style::Wilson => wilson::write(entries, setting),
            Style::Bibtex => bibtex::classic(entries, setting),
            Style::Biblatex => bibtex::biblatex(entries, setting),
            Style::CslJson => csl_json::write(entries, setting),
            Style::Ris => ris::write(entries, setting),
            Style::Hayagriva => hayagriva::write(entries, setting),
            Style::Jsonld => jsonld::write(entries, setting),
            Style::Ead3 => ead3::write(entries, setting),
            Style::Mods => mods::write(entries, setting),
            Style::Coins => coins::write(entries, setting),
            Style::Csv => csv::write(entries, setting),
        }
    }
}

/// How prose is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Markup {
    /// Plain text.
    #[default]
    Plain,
    /// CommonMark, safe for pandoc's extensions too.
    Markdown,
    /// HTML, one paragraph a record.
    Html,
    /// LaTeX for a document in UTF-8.
    Latex,
}

impl Markup {
    /// Every markup.
    pub const ALL: &'static [Markup] = &[Markup::Plain, Markup::Markdown, Markup::Html, Markup::Latex];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Markup::Plain => "plain",
            Markup::Markdown => "markdown",
            Markup::Html => "html",
            Markup::Latex => "latex",
        }
    }
}

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
    fn or(self, usual: LabelForm) -> LabelForm {
        if self == LabelForm::Usual { usual } else { self }
    }
}

/// A name that no style, markup or label form has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown {kind} `{name}`")]
pub struct UnknownName {
    /// What was asked for: `style`, `output format`, `label form`.
    pub kind: &'static str,
    /// The name given.
    pub name: String,
}

impl FromStr for Style {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let of_name = |style: &&Style| style.as_str() == name || style.aliases().contains(&name);
        Style::ALL.iter().find(of_name).copied().ok_or_else(|| UnknownName { kind: "style", name: name.to_owned() })
    }
}

impl FromStr for Markup {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = Markup::ALL.iter().find(|markup| markup.as_str() == name);
        found.copied().ok_or_else(|| UnknownName { kind: "output format", name: name.to_owned() })
    }
}

impl FromStr for LabelForm {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = LabelForm::ALL.iter().find(|form| form.as_str() == name);
        found.copied().ok_or_else(|| UnknownName { kind: "label form", name: name.to_owned() })
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
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
        }
    }
}

/// One record in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The citation, without a line end after it.
    pub text: String,
    /// What to tell the user.
    pub notes: Vec<Note>,
}

/// Something the user should know about a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The field, as records name it: `title`, `original_language`, `credits` …
    pub field: String,
    /// One sentence; lower case, no final stop, no control characters. The same for every record that has this to say.
    pub words: String,
    /// The value it speaks of, where that differs from record to record.
    pub detail: Option<String>,
    /// What happened to the field.
    pub kind: NoteKind,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.words)?;
        self.detail.iter().try_for_each(|detail| write!(f, ": {detail}"))
    }
}

/// What happened to a field on its way into a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// The format has no place for it.
    Lost,
    /// It is not on the page and was derived.
    Supplied,
    /// It is printed otherwise than on the page.
    Changed,
}

impl NoteKind {
    /// The kind in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::Lost => "lost",
            NoteKind::Supplied => "supplied",
            NoteKind::Changed => "changed",
        }
    }
}

/// All records in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cited {
    /// The whole output; ends with a line end unless it is empty.
    pub text: String,
    /// Notes, each with the index of its record, in order.
    pub notes: Vec<(usize, Note)>,
}

/// What every style looks things up in.
#[derive(Debug, Clone, Copy)]
struct Setting<'a> {
    options: &'a CiteOptions,
    schemas: &'a Schemas,
    /// Names whose capitals stay.
    names: &'a HashSet<&'a str>,
    style: Style,
}

/// Cites records in their order: a line each in prose styles, entries with unique keys in BibTeX, one array in CSL-JSON.
pub fn cite(records: &[&Record], style: Style, options: &CiteOptions, schemas: &Schemas) -> Cited {
    let names = protected::listed(schemas);
    let setting = Setting { options, schemas, names: &names, style };
    let mut entries: Vec<Entry<'_>> = records.iter().map(|record| Entry::new(record, setting)).collect();
    let text = style.write(&mut entries, setting);
    let notes = entries.into_iter().enumerate().flat_map(|(at, entry)| entry.notes.into_iter().map(move |note| (at, note)));
    Cited { text, notes: notes.collect() }
}

/// Cites one record on its own.
pub fn citation(record: &Record, style: Style, options: &CiteOptions, schemas: &Schemas) -> Citation {
    let cited = cite(&[record], style, options, schemas);
    let text = cited.text.trim_end_matches('\n').to_owned();
    Citation { text, notes: cited.notes.into_iter().map(|(_, note)| note).collect() }
}

//! Records out as citations: one file per style or exchange format.
//!
//! A style is told what is on the record and what the options ask for; what it cannot hold, and what was supplied or
//! changed on the way, is said in notes. This room knows no rule, no layout and no terminal. To add a style, write its
//! file, its [`Style`] variant and its line in `Style::write`.

mod bibtex;
mod chicago;
mod credits;
mod csl_json;
mod dates;
mod entry;
mod keys;
mod markup;
mod options;
mod protected;
mod shelfmark;
mod title;
mod wilson;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::record::Record;
use crate::schema::Schemas;

use entry::{Entry, IdPatterns};

pub use options::{ArchiveOrder, CiteOptions, DateStyle, GroupBy, LabelForm, Repeats, SortBy, TranslatorPlace};

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
            Style::Bibtex | Style::Biblatex => &[],
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

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
    /// One sentence; lower case, no final stop, no control characters.
    pub words: String,
    /// What happened to the field.
    pub kind: NoteKind,
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
    patterns: &'a IdPatterns,
    style: Style,
}

/// Cites records in their order: a line each in prose styles, entries with unique keys in BibTeX, one array in CSL-JSON.
pub fn cite(records: &[&Record], style: Style, options: &CiteOptions, schemas: &Schemas) -> Cited {
    let patterns = IdPatterns::of(schemas);
    let setting = Setting { options, schemas, patterns: &patterns, style };
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

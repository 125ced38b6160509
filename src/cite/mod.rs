//! Records out as citations: one file per style or exchange format.
//!
//! A style is told what is on the record and what the options ask for; what it cannot hold, and what was supplied or
//! changed on the way, is said in notes. This room knows no rule, no layout and no terminal. To add a style, write its
//! file, its [`Style`] variant and its line in `Style::write`.

mod apa;
mod author_date;
mod authors;
mod bibtex;
mod chicago;
mod coins;
mod collection;
mod credits;
#[cfg(feature = "csl")]
pub mod csl;
mod csl_json;
mod csv;
mod dates;
mod ead3;
mod entry;
mod facts;
mod gost;
mod harvard;
mod hayagriva;
mod jsonld;
mod keys;
mod markup;
mod mhra;
mod mla;
mod mods;
mod names;
mod options;
mod prose;
mod protected;
mod repeats;
mod ris;
mod sequence;
mod shelfmark;
mod title;
mod wilson;
mod xml;

use std::cell::RefCell;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use thiserror::Error;

use crate::record::Record;
use crate::schema::Schemas;

use chicago::Edition;
use entry::Entry;
use gost::{Extent, Standard};
use wilson::Site;

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
    /// Chicago, 17th edition: a full note, with up to three authors.
    Chicago17Note,
    /// Chicago, 17th edition: the shortened note.
    Chicago17ShortNote,
    /// Chicago, 17th edition: an entry of the bibliography; a dash for the author just named.
    Chicago17Bibliography,
    /// Chicago, author-date: an entry of the reference list; the editions do not differ.
    ChicagoAuthorDate,
    /// Chicago, author-date: the form in the text.
    ChicagoAuthorDateText,
    /// Chicago: a bibliography by collections, an entry for each archive and fond.
    ChicagoCollection,
    /// Turabian, 9th edition: a full note, as Chicago 17.
    TurabianNote,
    /// Turabian: the shortened note.
    TurabianShortNote,
    /// Turabian: an entry of the bibliography.
    TurabianBibliography,
    /// MLA, 9th edition: an entry of the list of works cited.
    Mla,
    /// APA, 7th edition: an entry of the reference list.
    Apa,
    /// MHRA: an entry of the bibliography.
    Mhra,
    /// Harvard, as most guides have it.
    Harvard,
    /// GOST R 7.0.5-2008.
    Gost,
    /// GOST R 7.0.5-2008: the search data alone, for a footnote whose text names the document.
    GostSearchData,
    /// DSTU 8302:2015.
    Dstu,
    /// DSTU 8302:2015: the search data alone.
    DstuSearchData,
    /// The citation sentence of the Wilson Center's own pages, in the form of the site the record names.
    Wilson,
    /// The citation sentence of the Wilson Center's new site.
    WilsonNew,
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
        Style::Chicago17Note,
        Style::Chicago17ShortNote,
        Style::Chicago17Bibliography,
        Style::ChicagoAuthorDate,
        Style::ChicagoAuthorDateText,
        Style::ChicagoCollection,
        Style::TurabianNote,
        Style::TurabianShortNote,
        Style::TurabianBibliography,
        Style::Mla,
        Style::Apa,
        Style::Mhra,
        Style::Harvard,
        Style::Gost,
        Style::GostSearchData,
        Style::Dstu,
        Style::DstuSearchData,
        Style::Wilson,
        Style::WilsonNew,
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
            Style::Chicago17Note => "chicago17-note",
            Style::Chicago17ShortNote => "chicago17-short-note",
            Style::Chicago17Bibliography => "chicago17-bibliography",
            Style::ChicagoAuthorDate => "chicago-author-date",
            Style::ChicagoAuthorDateText => "chicago-author-date-text",
            Style::ChicagoCollection => "chicago-collection",
            Style::TurabianNote => "turabian-note",
            Style::TurabianShortNote => "turabian-short-note",
            Style::TurabianBibliography => "turabian-bibliography",
            Style::Mla => "mla",
            Style::Apa => "apa",
            Style::Mhra => "mhra",
            Style::Harvard => "harvard",
            Style::Gost => "gost",
            Style::GostSearchData => "gost-search-data",
            Style::Dstu => "dstu",
            Style::DstuSearchData => "dstu-search-data",
            Style::Wilson => "wilson",
            Style::WilsonNew => "wilson-new",
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
            Style::Chicago17Bibliography => &["chicago17"],
            Style::ChicagoAuthorDate => &["chicago17-author-date"],
            Style::ChicagoAuthorDateText => &["chicago17-author-date-text"],
            Style::ChicagoCollection => &["chicago17-collection", "turabian-collection"],
            Style::TurabianBibliography => &["turabian"],
            Style::Wilson => &["wcda"],
            Style::CslJson => &["csl"],
            Style::Jsonld => &["json-ld"],
            _ => &[],
        }
    }

    /// Whether the style is prose, one line a record, in which [`Markup`] counts.
    pub fn is_prose(self) -> bool {
        use Style::{Biblatex, Bibtex, Coins, CslJson, Csv, Ead3, Hayagriva, Jsonld, Mods, Ris};
        !matches!(self, Bibtex | Biblatex | CslJson | Ris | Hayagriva | Jsonld | Ead3 | Mods | Coins | Csv)
    }

    /// Whether its citations stand in notes, one document each, so that a note of a manuscript may hold one.
    pub fn is_note(self) -> bool {
        let standing = matches!(self, Style::Wilson | Style::WilsonNew);
        standing || self.is_sequence() && !matches!(self, Style::GostSearchData | Style::DstuSearchData)
    }

    /// Whether its citations are notes that may come back to those before them ([`Repeats`]); lists do not.
    pub fn is_sequence(self) -> bool {
        use Style::{Chicago17Note, Chicago17ShortNote, ChicagoNote, ChicagoShortNote, TurabianNote, TurabianShortNote};
        let notes = matches!(self, ChicagoNote | ChicagoShortNote | Chicago17Note | Chicago17ShortNote | TurabianNote | TurabianShortNote);
        notes || matches!(self, Style::Gost | Style::GostSearchData | Style::Dstu | Style::DstuSearchData)
    }

    fn write(self, entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
        match self {
            Style::ChicagoNote => chicago::notes(entries, setting, Edition::Eighteenth),
            Style::ChicagoShortNote => chicago::short_notes(entries, setting, Edition::Eighteenth),
            Style::ChicagoBibliography => chicago::bibliography(entries, setting, Edition::Eighteenth),
            Style::Chicago17Note => chicago::notes(entries, setting, Edition::Seventeenth),
            Style::Chicago17ShortNote => chicago::short_notes(entries, setting, Edition::Seventeenth),
            Style::Chicago17Bibliography => chicago::bibliography(entries, setting, Edition::Seventeenth),
            Style::ChicagoAuthorDate => author_date::list(entries, setting),
            Style::ChicagoAuthorDateText => author_date::in_text(entries, setting),
            Style::ChicagoCollection => collection::write(entries, setting),
            Style::TurabianNote => chicago::notes(entries, setting, Edition::Seventeenth),
            Style::TurabianShortNote => chicago::short_notes(entries, setting, Edition::Seventeenth),
            Style::TurabianBibliography => chicago::bibliography(entries, setting, Edition::Seventeenth),
            Style::Mla => mla::write(entries, setting),
            Style::Apa => apa::write(entries, setting),
            Style::Mhra => mhra::write(entries, setting),
            Style::Harvard => harvard::write(entries, setting),
            Style::Gost => gost::write(entries, setting, Standard::Gost, Extent::Whole),
            Style::GostSearchData => gost::write(entries, setting, Standard::Gost, Extent::SearchData),
            Style::Dstu => gost::write(entries, setting, Standard::Dstu, Extent::Whole),
            Style::DstuSearchData => gost::write(entries, setting, Standard::Dstu, Extent::SearchData),
            Style::Wilson => wilson::write(entries, setting, Site::AsNamed),
            Style::WilsonNew => wilson::write(entries, setting, Site::New),
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
    pub field: &'static str,
    /// One sentence; lower case, no final stop, no control characters. The same for every record that has this to say.
    pub words: Arc<str>,
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
    /// The whole record is not in the output.
    Missing,
}

impl NoteKind {
    /// The kind in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::Lost => "lost",
            NoteKind::Supplied => "supplied",
            NoteKind::Changed => "changed",
            NoteKind::Missing => "missing",
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
    /// The indices of records that an exchange format leaves out, because they repeat an earlier one to the last field.
    pub repeats: Vec<usize>,
}

/// What every style looks things up in.
#[derive(Debug, Clone, Copy)]
struct Setting<'a> {
    options: &'a CiteOptions,
    schemas: &'a Schemas,
    /// Names whose capitals stay.
    names: &'a protected::Listed<'a>,
    style: Style,
    losses: &'a Losses,
}

/// What was said of one record and may be said of the next: in a bibliography of ten thousand nearly all lose the same.
#[derive(Debug, Default)]
struct Losses(RefCell<Vec<(&'static str, Arc<str>)>>);

impl Losses {
    /// That the style has no place for something.
    fn of(&self, style: Style, what: &'static str) -> Arc<str> {
        let mut said = self.0.borrow_mut();
        if let Some((_, words)) = said.iter().find(|(known, _)| *known == what) {
            return words.clone();
        }
        let words: Arc<str> = [style.as_str(), " has no place for ", what].concat().into();
        said.push((what, words.clone()));
        words
    }
}

/// Cites records in their order, or in the one the options ask for: a line each in prose styles, entries with unique keys in BibTeX, one array in CSL-JSON.
pub fn cite(records: &[&Record], style: Style, options: &CiteOptions, schemas: &Schemas) -> Cited {
    let names = protected::listed(schemas);
    let losses = Losses::default();
    let setting = Setting { options, schemas, names: &names, style, losses: &losses };
    let mut order = sequence::order(records, options, schemas);
    let repeats = if style.is_prose() { Vec::new() } else { repeats::take(&mut order, records) };
    let mut entries: Vec<Entry<'_>> = order.iter().map(|&at| Entry::new(records[at], setting)).collect();
    let text = style.write(&mut entries, setting);
    // A list that grows by copying is in memory twice.
    let mut notes = Vec::with_capacity(entries.iter().map(|entry| entry.notes.len()).sum());
    order.into_iter().zip(entries).for_each(|(at, entry)| notes.extend(entry.notes.into_iter().map(|note| (at, note))));
    if !notes.is_sorted_by_key(|(at, _)| *at) {
        notes.sort_by_key(|(at, _)| *at);
    }
    Cited { text, notes, repeats }
}

/// Cites one record on its own.
pub fn citation(record: &Record, style: Style, options: &CiteOptions, schemas: &Schemas) -> Citation {
    let cited = cite(&[record], style, options, schemas);
    let text = cited.text.trim_end_matches('\n').to_owned();
    Citation { text, notes: cited.notes.into_iter().map(|(_, note)| note).collect() }
}

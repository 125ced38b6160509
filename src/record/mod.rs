//! The nouns of the field: one citation as typed data, each value with its place in the source.
//!
//! Nothing here knows rules, formats or pages. Values are owned; after reading, nothing is changed any more.
//! That these types can be serialised serves the cache of the shell; the published shape of a record is in `json`.
//! Words follow ISAD(G) (reference code, level, title, date), CSL (locator, language) and EDTF (dates).

pub mod compared;
pub mod corpus;
pub mod date;
pub mod fact;
pub mod folio;
pub mod holding;
pub mod json;
pub mod offsets;
pub mod ordered;

use serde::{Deserialize, Serialize};

pub use compared::{Compared, ComparedPage};
pub use corpus::{Corpus, PageId, ReadPage, RecordRef};
pub use date::{ArchivalDate, DateForm, Day, Season};
pub use fact::{Debris, Fact, FactKind};
pub use folio::{Folio, FolioRange, FolioUnit, Folios};
pub use holding::{Certainty, Holding, Level, RepositoryMention};

use crate::source::{Span, Spanned};

/// One citation: what a page or a note says about one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The citation, or the source line where a page has no citation.
    pub span: Span,
    /// The title, without its outer quotation marks.
    pub title: Option<Spanned<String>>,
    /// The date of the document.
    pub date: Option<Spanned<ArchivalDate>>,
    /// The digital publisher.
    pub publisher: Option<Spanned<Naming>>,
    /// Where the paper lies: usually one, several when a citation names several shelfmarks.
    pub holdings: Vec<Holding>,
    /// Translator, contributor and the like, in order.
    pub credits: Vec<Credit>,
    /// The publisher's own number of the digital copy, as stated; see [`Record::identifier`].
    pub record_id: Option<Spanned<String>>,
    /// The number inside the address, where the record states none.
    pub id_in_url: Option<Spanned<String>>,
    /// The address of the digital copy, as printed.
    pub url: Option<Spanned<String>>,
    /// Language of the text cited (ISO 639-1, else 639-3).
    pub language: Option<Spanned<String>>,
    /// Language of the archival document (ISO 639-1, else 639-3).
    pub original_language: Option<Spanned<String>>,
    /// When the digital copy was put online (EDTF), or the text that stood there.
    pub uploaded: Option<Spanned<ArchivalDate>>,
    /// Terms of use.
    pub rights: Option<Spanned<String>>,
    /// Abstract.
    pub summary: Option<Spanned<String>>,
    /// A printed edition named in the citation ("Reprinted in …", "Published in …", a book before the shelfmark).
    pub published_in: Option<Spanned<String>>,
    /// Text of the citation that no field took.
    pub unread: Vec<Spanned<String>>,
    /// Other places of the page that state a field again.
    pub restated: Vec<Restated>,
    /// Labels that stand without a value.
    pub empty: Vec<EmptyLabel>,
    /// What an entry of a bibliography states besides; `None` for pages, notes and lines.
    pub entry: Option<Box<BibEntry>>,
    /// How the citation was put together on the page.
    pub form: Form,
}

impl Record {
    /// The record ID, whether stated or taken from the address.
    pub fn identifier(&self) -> Option<&Spanned<String>> {
        self.record_id.as_ref().or(self.id_in_url.as_ref())
    }

    /// Whether anything at all was read.
    pub fn is_empty(&self) -> bool {
        self.holdings.is_empty()
            && self.title.is_none()
            && self.publisher.is_none()
            && self.credits.is_empty()
            && self.url.is_none()
            && self.published_in.is_none()
    }

    /// Whether it only says that the shelfmark before it is meant again.
    pub fn only_repeats(&self) -> bool {
        !self.holdings.is_empty() && self.holdings.iter().all(Holding::repeats)
    }

    /// The first holding, the one a single reference code is made of.
    pub fn holding(&self) -> Option<&Holding> {
        self.holdings.first()
    }

    /// The empty label of this field, if the page has one.
    pub fn empty_label(&self, field: Field) -> Option<&EmptyLabel> {
        self.empty.iter().find(|label| label.field == field)
    }
}

/// A name as printed, and the canonical name when the tables know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// The name in the schema tables.
    pub canonical: Option<String>,
    /// What stands in the source.
    pub as_written: String,
    /// Whether the printed name is a former one.
    pub former: bool,
}

/// A credit: who did what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What the person did.
    pub role: Role,
    /// The name as printed.
    pub name: String,
    /// Where the name stands; for a verb without a name, where the verb stands.
    pub span: Span,
    /// The programme it was done for ("for CWIHP"), if named.
    pub on_behalf_of: Option<String>,
    /// The family name, where the source sets it apart; `name` holds it too, in reading order.
    pub family: Option<String>,
}

/// What an entry of a bibliography (CSL-JSON, BibTeX, RIS, a table) states besides what pages and notes do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BibEntry {
    /// The key it is cited by, as written.
    pub key: Option<Spanned<String>>,
    /// The kind of document in words (telegram, minutes): CSL `genre`.
    pub genre: Option<Spanned<String>>,
    /// The title for later mentions: CSL `title-short`.
    pub short_title: Option<Spanned<String>>,
    /// When the digital copy was seen: CSL `accessed`.
    pub accessed: Option<Spanned<ArchivalDate>>,
    /// The town of the archive, as written: CSL `archive-place`.
    pub place: Option<Spanned<String>>,
    /// Where the field stands that the shelfmark was read from, its archive included.
    pub location: Option<Span>,
    /// Fields of opiska's own (`holdings`, `date`) that say something else than the fields everybody reads, which count.
    pub overruled: Vec<Spanned<String>>,
    /// Fields that no field of a record takes, in order, under the name they have in the source.
    pub others: Vec<OtherField>,
}

/// A field of a bibliography entry that a record has no field for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherField {
    /// Its name in the source (`keywords`, `KW`).
    pub name: String,
    /// Its value as text: decoded where the format is text, as JSON where it is a JSON value other than a string.
    pub value: Spanned<String>,
}

/// What a credited person did. The words of the contract; `author` and `recipient` come from bibliographies only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Wrote the document.
    Author,
    /// The document is addressed to them.
    Recipient,
    /// Translated the text.
    Translator,
    /// Gave the copy to the publisher.
    Contributor,
    /// Got the copy from the archive.
    ObtainedBy,
    /// Provided the copy.
    ProvidedBy,
    /// Edited the text.
    Editor,
    /// Typed the text from the original.
    Transcriber,
    /// Compiled the text.
    Compiler,
}

impl Role {
    /// The role of this name in records.
    pub fn named(name: &str) -> Option<Self> {
        use Role::{Author, Compiler, Contributor, Editor, ObtainedBy, ProvidedBy, Recipient, Transcriber, Translator};
        let all = [Author, Recipient, Translator, Contributor, ObtainedBy, ProvidedBy, Editor, Transcriber, Compiler];
        all.into_iter().find(|role| role.as_str() == name)
    }

    /// The role's name in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Author => "author",
            Role::Recipient => "recipient",
            Role::Translator => "translator",
            Role::Contributor => "contributor",
            Role::ObtainedBy => "obtained-by",
            Role::ProvidedBy => "provided-by",
            Role::Editor => "editor",
            Role::Transcriber => "transcriber",
            Role::Compiler => "compiler",
        }
    }
}

/// The fields of a record that a page may label, or that an entry of a bibliography has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// A whole citation sentence.
    Citation,
    /// The shelfmark with its credit.
    Source,
    /// Title of the document.
    Title,
    /// Date of the document.
    Date,
    /// Abstract.
    Summary,
    /// Terms of use.
    Rights,
    /// When the digital copy went online.
    Uploaded,
    /// Language of the archival document.
    OriginalLanguage,
    /// Number of the digital copy.
    RecordId,
    /// Address of the digital copy.
    Url,
    /// Name of the holding archive in words.
    Archive,
    /// List of the page's parts.
    Contents,
    /// Who gave the copy, funding and the like.
    Credits,
    /// The key an entry of a bibliography is cited by.
    Key,
    /// What an entry is sorted and labelled by where it has no author.
    SortKey,
    /// The type of an entry: manuscript, letter.
    Kind,
    /// Title for later mentions.
    ShortTitle,
    /// Kind of document in words.
    Genre,
    /// Year of the document, where it stands apart.
    Year,
    /// Month of the document, where it stands apart.
    Month,
    /// Day of the document, where it stands apart.
    Day,
    /// Who wrote the document.
    Author,
    /// To whom it is addressed.
    Recipient,
    /// Who translated the text.
    Translator,
    /// Who edited the text.
    Editor,
    /// Who gave the copy.
    Contributor,
    /// Who compiled the text.
    Compiler,
    /// Persons that each say what they did.
    Creators,
    /// The fond or collection, apart from the rest of the shelfmark.
    Collection,
    /// A call number: of an archive, or of a library.
    CallNumber,
    /// A level of the shelfmark that the field is named after: Fond, Опись.
    Level,
    /// Several levels, each with its name: `box=5; folder=2`.
    Levels,
    /// Town of the archive.
    Place,
    /// The digital publisher.
    Publisher,
    /// Catalogue or site where the entry was found: perhaps the digital publisher.
    Host,
    /// Free text that may hold a shelfmark.
    Note,
    /// Free text that may also hold lines with fields of their own (`archive-place: Moscow`).
    Extra,
    /// When the digital copy was seen.
    Accessed,
    /// Language of the text cited.
    Language,
    /// A printed edition.
    PublishedIn,
    /// What opiska keeps in a field of its own.
    Own,
    /// A field that says nothing about the document.
    Ignored,
    /// A label of the page that belongs to no field of a citation.
    Other,
}

impl Field {
    /// The field's name in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Citation => "citation",
            Field::Source => "source",
            Field::Title => "title",
            Field::Date => "date",
            Field::Summary => "summary",
            Field::Rights => "rights",
            Field::Uploaded => "upload date",
            Field::OriginalLanguage => "original language",
            Field::RecordId => "record ID",
            Field::Url => "address",
            Field::Archive => "archive",
            Field::Contents => "contents",
            Field::Credits => "credits",
            Field::Key => "key",
            Field::SortKey => "sort key",
            Field::Kind => "type",
            Field::ShortTitle => "short title",
            Field::Genre => "genre",
            Field::Year => "year",
            Field::Month => "month",
            Field::Day => "day",
            Field::Author => "author",
            Field::Recipient => "recipient",
            Field::Translator => "translator",
            Field::Editor => "editor",
            Field::Contributor => "contributor",
            Field::Compiler => "compiler",
            Field::Creators => "creators",
            Field::Collection => "collection",
            Field::CallNumber => "call number",
            Field::Level => "level",
            Field::Levels => "levels",
            Field::Place => "place",
            Field::Publisher => "publisher",
            Field::Host => "host",
            Field::Note => "note",
            Field::Extra => "extra",
            Field::Accessed => "access date",
            Field::Language => "language",
            Field::PublishedIn => "printed edition",
            Field::Own => "own fields",
            Field::Ignored => "ignored",
            Field::Other => "other",
        }
    }
}

/// A second statement of a field that the record already has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restated {
    /// Which field.
    pub field: Field,
    /// The words.
    pub text: String,
    /// The date they say, when the field is a date.
    pub date: Option<ArchivalDate>,
    /// Where.
    pub span: Span,
}

/// A label without a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmptyLabel {
    /// The field it announces.
    pub field: Field,
    /// The label as printed.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
    /// The label that follows instead of the value, if any.
    pub next: Option<String>,
    /// Whether the text ends here.
    pub last: bool,
}

/// How the citation stands on the page: what formal rules need to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The record was put together from parts that stand apart; there is no citation sentence.
    pub assembled: bool,
    /// The page layout normally labels the source line, and this one has no label.
    pub unlabelled_source: bool,
    /// The page is a capture of a layout whose records carry an identifier or an address.
    pub published: bool,
    /// The record comes from running text or from a plain line.
    pub note: bool,
    /// The quotation mark that closes the title, when it stands in a citation.
    pub closing_quote: Option<ClosingQuote>,
    /// Places where the page says its number of original scans, in order.
    pub scan_pages: u32,
    /// Punctuation inside a link, after its address, which reading left out.
    pub loose_end: Option<Span>,
    /// What opens the note or list item that the citation stands in: `[^1]:`, `^[`, `12.`, a bullet.
    pub marker: Option<Span>,
    /// From the first to the last word that a field took; of a note, only this is the citation.
    pub extent: Option<Span>,
    /// Words within the extent that no field prints: those that were not understood, and those that only connect.
    pub between: Vec<Span>,
}

/// How a quoted title ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingQuote {
    /// Comma before the mark (`,"`) or after it (`",`).
    pub comma: Comma,
    /// The opening mark.
    pub open: char,
    /// The closing mark.
    pub close: char,
    /// Closing mark and comma together.
    pub span: Span,
}

/// Where the comma stands that follows a quoted title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comma {
    /// `,"` as American style has it.
    Inside,
    /// `",`.
    Outside,
    /// No comma.
    None,
}

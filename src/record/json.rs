//! The record as `opiska extract --format json` prints it: the published shape of a record.
//!
//! These types are a promise to programs (`docs/json-schema/record.schema.json`), so they are kept apart from [`Record`],
//! which may change. They can be read back. What a record does not say is left out, never `null` or `""`.

use serde::{Deserialize, Serialize};

use super::folio::{FolioRange, FolioUnit};
use super::ordered::Ordered;
use super::{ArchivalDate, BibEntry, Certainty, Credit, Folios, Holding, OtherField, ReadPage, Record, Role};
use crate::source::{Span, Spanned};

/// Version of the published shape.
pub const SCHEMA_VERSION: u32 = 1;

/// Records with the version of their shape: what `--format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Version of the shape.
    pub schema_version: u32,
    /// The records, in the order of the pages.
    pub records: Vec<RecordView>,
}

/// One record: what `--format jsonl` prints on a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// Name of the source.
    pub path: String,
    /// Line where the citation starts, from 1.
    pub line: u32,
    /// Column where it starts, from 1, in characters.
    pub column: u32,
    /// The layout that was recognised.
    pub layout: String,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date of the document, EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The date as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_as_written: Option<String>,
    /// The digital publisher's canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The publisher's name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_as_written: Option<String>,
    /// The shelfmarks.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub holdings: Vec<HoldingView>,
    /// Translators and others.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub credits: Vec<CreditView>,
    /// The publisher's number of the digital copy: as stated, else as found in the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// The address of the digital copy, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language of the text cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Language of the archival document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_language: Option<String>,
    /// When the digital copy went online: EDTF, or the text that stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<String>,
    /// Terms of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// Abstract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// A printed edition the citation names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_in: Option<String>,
    /// Text of the citation that no field took.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unread: Vec<String>,
    /// What an entry of a bibliography states besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryView>,
    /// Byte offsets into the decoded text, start and end, by JSON pointer to the field.
    #[serde(skip_serializing_if = "Ordered::is_empty", default)]
    pub spans: Ordered<[u32; 2]>,
}

/// One shelfmark of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldingView {
    /// Canonical siglum of the archive, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The archive as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_as_written: Option<String>,
    /// Id of the level scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Level id to value, in the order of the scheme.
    #[serde(skip_serializing_if = "Ordered::is_empty", default)]
    pub levels: Ordered<String>,
    /// Leaves, pages or frames.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub folios: Vec<FolioView>,
    /// What the folio numbers count; there when `folios` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folio_unit: Option<FolioUnit>,
    /// The whole shelfmark as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_written: Option<String>,
    /// Level ids, or `repository`, taken over from the citation before.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub inherited: Vec<String>,
    /// How sure the reading is, where it is not quite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Certainty>,
    /// Name of the fond.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fond_name: Option<String>,
}

/// A leaf, or a range of leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolioView {
    /// First leaf.
    pub from: String,
    /// Last leaf; the first again when there is one.
    pub to: String,
    /// Whether the first is a verso.
    pub from_verso: bool,
    /// Whether the last is a verso.
    pub to_verso: bool,
}

/// Who did what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditView {
    /// What the person did.
    pub role: Role,
    /// The name as printed; a verb may stand without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The programme it was done for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The family name, where the source sets it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
}

/// What an entry of a bibliography states besides what pages and notes do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// The key it is cited by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The kind of document in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The title for later mentions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    /// When the digital copy was seen: EDTF, or the text that stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
    /// The town of the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Fields that a record has no field for, under the names they have in the source.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<OtherView>,
}

/// A field that a record has no field for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherView {
    /// Its name in the source.
    pub name: String,
    /// Its value as text.
    pub value: String,
}

/// The published view of a record of this page.
pub fn view(page: &ReadPage, record: &Record) -> RecordView {
    let start = page.place(record.span).start;
    let (path, layout) = (page.name.as_str().to_owned(), page.layout.to_owned());
    RecordView { path, line: start.line, column: start.column, layout, ..fields_view(record) }
}

/// The published view of a record without its page: no path, line, column and layout.
pub fn fields_view(record: &Record) -> RecordView {
    let mut spans = Spans::default();
    let mut view = RecordView { title: spans.text("/title", record.title.as_ref()), ..RecordView::default() };
    if let Some(Spanned { value, span }) = &record.date {
        view.date = spans.keep("/date", value.edtf(), *span);
        view.date_as_written = spans.keep("/date_as_written", written(&value.as_written), *span);
    }
    if let Some(Spanned { value, span }) = &record.publisher {
        view.publisher = spans.keep("/publisher", value.canonical.as_deref().and_then(written), *span);
        view.publisher_as_written = spans.keep("/publisher_as_written", written(&value.as_written), *span);
    }
    view.holdings = record.holdings.iter().enumerate().map(|(number, holding)| spans.holding(number, holding)).collect();
    view.credits = record.credits.iter().enumerate().map(|(number, credit)| spans.credit(number, credit)).collect();
    let stated = spans.text("/record_id", record.record_id.as_ref());
    view.record_id = stated.or_else(|| spans.text("/record_id", record.id_in_url.as_ref()));
    view.url = spans.text("/url", record.url.as_ref());
    view.language = spans.text("/language", record.language.as_ref());
    view.original_language = spans.text("/original_language", record.original_language.as_ref());
    if let Some(Spanned { value, span }) = &record.uploaded {
        view.uploaded = spans.keep("/uploaded", edtf_or_written(value), *span);
    }
    view.rights = spans.text("/rights", record.rights.as_ref());
    view.summary = spans.text("/summary", record.summary.as_ref());
    view.published_in = spans.text("/published_in", record.published_in.as_ref());
    for text in &record.unread {
        let pointer = format!("/unread/{}", view.unread.len());
        view.unread.extend(spans.text(&pointer, Some(text)));
    }
    view.entry = record.entry.as_deref().map(|entry| spans.entry(entry)).filter(|entry| *entry != EntryView::default());
    view.spans = spans.0;
    view
}

/// The published view of a shelfmark on its own.
pub fn holding_view(holding: &Holding) -> HoldingView {
    Spans::default().holding(0, holding)
}

/// Puts records under the version of their shape.
pub fn document(records: Vec<RecordView>) -> Document {
    Document { schema_version: SCHEMA_VERSION, records }
}

/// The spans of a record, gathered while its fields are read off.
#[derive(Default)]
struct Spans(Ordered<[u32; 2]>);

impl Spans {
    /// Notes where a field stands; an empty span is no place.
    fn mark(&mut self, pointer: impl Into<String>, span: Span) {
        if span.start < span.end {
            self.0.push(pointer, [span.start, span.end]);
        }
    }

    /// Hands a value on and, when there is one, notes where it stands.
    fn keep(&mut self, pointer: &str, value: Option<String>, span: Span) -> Option<String> {
        if value.is_some() {
            self.mark(pointer, span);
        }
        value
    }

    fn text(&mut self, pointer: &str, field: Option<&Spanned<String>>) -> Option<String> {
        let Spanned { value, span } = field?;
        self.keep(pointer, written(value), *span)
    }

    fn holding(&mut self, number: usize, holding: &Holding) -> HoldingView {
        let at = format!("/holdings/{number}");
        let mut view = HoldingView {
            scheme: written(&holding.scheme),
            as_written: written(&holding.as_written),
            inherited: holding.inherited.iter().filter_map(|id| written(id)).collect(),
            confidence: Some(holding.certainty()).filter(|certainty| *certainty != Certainty::High),
            fond_name: holding.fond_name.as_deref().and_then(written),
            ..HoldingView::default()
        };
        self.mark(at.as_str(), holding.span);
        if let Some(mention) = &holding.repository {
            // What was taken over does not stand in this citation and has no place here.
            let span = if holding.is_inherited("repository") { Span::default() } else { mention.span };
            view.repository = self.keep(&format!("{at}/repository"), mention.siglum.as_deref().and_then(written), span);
            view.repository_as_written = self.keep(&format!("{at}/repository_as_written"), written(&mention.as_written), span);
        }
        view.levels = self.levels(&at, holding);
        if let Some(folios) = &holding.folios {
            view.folios = self.folios(&at, folios, !holding.is_inherited("folios"));
            view.folio_unit = (!view.folios.is_empty()).then_some(folios.unit);
        }
        view
    }

    /// An object has each key once: of two levels with one id the first counts, as in [`Holding::level`].
    fn levels(&mut self, at: &str, holding: &Holding) -> Ordered<String> {
        let mut view = Ordered::default();
        for level in &holding.levels {
            if level.id.is_empty() || view.get(&level.id).is_some() {
                continue;
            }
            if let Some(value) = written(&level.value) {
                if !holding.is_inherited(&level.id) {
                    self.mark(format!("{at}/levels/{}", escape(&level.id)), level.span);
                }
                view.push(&*level.id, value);
            }
        }
        view
    }

    fn folios(&mut self, at: &str, folios: &Folios, here: bool) -> Vec<FolioView> {
        let numbered = |range: &&FolioRange| !range.from.number.is_empty() && !range.to.number.is_empty();
        let ranges: Vec<&FolioRange> = folios.items.iter().filter(numbered).collect();
        if !ranges.is_empty() && here {
            self.mark(format!("{at}/folios"), folios.span);
        }
        let read = |(number, FolioRange { from, to, span, .. }): (usize, &FolioRange)| {
            self.mark(format!("{at}/folios/{number}"), if here { *span } else { Span::default() });
            FolioView { from: from.number.clone(), to: to.number.clone(), from_verso: from.verso, to_verso: to.verso }
        };
        ranges.into_iter().enumerate().map(read).collect()
    }

    /// A verb without a name stands where the role is said, so the span goes to the role.
    fn credit(&mut self, number: usize, credit: &Credit) -> CreditView {
        let name = written(&credit.name);
        let field = if name.is_some() { "name" } else { "role" };
        self.mark(format!("/credits/{number}/{field}"), credit.span);
        let family = credit.family.as_deref().and_then(written);
        CreditView { role: credit.role, name, on_behalf_of: credit.on_behalf_of.as_deref().and_then(written), family }
    }

    fn entry(&mut self, entry: &BibEntry) -> EntryView {
        let mut view = EntryView {
            key: self.text("/entry/key", entry.key.as_ref()),
            genre: self.text("/entry/genre", entry.genre.as_ref()),
            short_title: self.text("/entry/short_title", entry.short_title.as_ref()),
            place: self.text("/entry/place", entry.place.as_ref()),
            ..EntryView::default()
        };
        if let Some(Spanned { value, span }) = &entry.accessed {
            view.accessed = self.keep("/entry/accessed", edtf_or_written(value), *span);
        }
        for OtherField { name, value } in &entry.others {
            let pointer = format!("/entry/others/{}/value", view.others.len());
            let value = self.text(&pointer, Some(value));
            view.others.extend(value.map(|value| OtherView { name: name.clone(), value }));
        }
        view
    }
}

/// The text, unless it is blank.
fn written(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn edtf_or_written(date: &ArchivalDate) -> Option<String> {
    date.edtf().or_else(|| written(&date.as_written))
}

/// A key as a step of a JSON pointer (RFC 6901).
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

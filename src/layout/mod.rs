//! What kind of page is this, and where are its blocks.
//!
//! A layout claims a source with a score and cuts it into blocks; it never fails and reads no values. Labels and
//! furniture come from the schemas; how a page is built is code, one file per layout.

mod bibtex;
mod bibtex_value;
mod csl_json;
mod csl_values;
pub mod entry;
pub mod excerpt;
pub mod latex;
pub mod lines;
mod manuscript;
mod ris;
mod single_lines;
mod table;
mod wilson_markdown;
mod wilson_new_site;
mod wilson_old_site;
mod wilson_pdf_cover;
mod zotero_csv;

pub use excerpt::Excerpt;

use entry::Entry;

use crate::record::Field;
use crate::schema::Schemas;
use crate::source::Span;

/// How sure a layout is that a source is its own: 0 is no, 100 is certain.
pub type Score = u8;

/// A kind of page.
pub trait Layout: Sync {
    /// The name that records carry (`wilson-old-site`).
    fn name(&self) -> &'static str;
    /// How sure it is that this text is its own. Looks at little of the text.
    fn recognise(&self, text: &str, schemas: &Schemas) -> Score;
    /// The highest score it ever gives: where another layout is as sure already, it is not asked.
    fn surest(&self) -> Score {
        100
    }
    /// Cuts the text into blocks.
    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s>;
    /// The same, but handing over the entries of a bibliography one by one: where a layout can, all of them are never there
    /// at once. The page has none left.
    fn stream<'s>(&self, text: &'s str, schemas: &Schemas, take: &mut dyn FnMut(Entry<'s>)) -> Page<'s> {
        let mut page = self.page(text, schemas);
        if let Some(bibliography) = &mut page.bibliography {
            std::mem::take(&mut bibliography.entries).into_iter().for_each(take);
        }
        page
    }
}

/// A page cut into blocks; borrows the text.
#[derive(Debug, Default)]
pub struct Page<'s> {
    /// Labelled or recognised parts, in the order of the text.
    pub blocks: Vec<Block<'s>>,
    /// The document itself: the text that the citation is about.
    pub body: Vec<Span>,
    /// Lines of the site or the viewer.
    pub furniture: Vec<Span>,
    /// Heads that mark an original scan.
    pub scan_heads: Vec<Span>,
    /// Whether the layout normally announces its source line by a label.
    pub labels_source: bool,
    /// Whether pages of this layout belong to a publisher that gives its records a number or an address.
    pub published: bool,
    /// Whether the blocks are separate citations (notes, lines) rather than parts of one record.
    pub separate: bool,
    /// The entries, where the page is a bibliography; it has no blocks then.
    pub bibliography: Option<entry::Bibliography<'s>>,
}

/// A part of a page.
#[derive(Debug)]
pub struct Block<'s> {
    /// What it is.
    pub field: Field,
    /// Its label, where it has one.
    pub label: Option<Span>,
    /// Its text; `None` for a label without a value.
    pub value: Option<Excerpt<'s>>,
}

/// Every layout that may claim a page; on equal scores the earlier one wins.
pub static ALL: &[&dyn Layout] = &[
    &wilson_old_site::WilsonOldSite,
    &wilson_new_site::WilsonNewSite,
    &wilson_markdown::WilsonMarkdown,
    &wilson_pdf_cover::WilsonPdfCover,
    &latex::Latex,
    &csl_json::CslJson,
    &bibtex::Bibtex,
    &ris::Ris,
    &zotero_csv::ZoteroCsv,
    &table::Table,
    &manuscript::Manuscript,
];

/// One citation a line; chosen by the user.
pub static LINES: &dyn Layout = &single_lines::SingleLines;

/// The name of a layout that carries it, however this one came by it.
pub fn named(name: &str) -> Option<&'static str> {
    ALL.iter().copied().chain([LINES]).map(|layout| layout.name()).find(|known| *known == name)
}

/// Whether pages of this layout are somebody's running text or list of citations, as against captures and exports.
pub fn is_running_text(name: &str) -> bool {
    [&manuscript::Manuscript as &dyn Layout, &latex::Latex, LINES].iter().any(|layout| layout.name() == name)
}

/// The layout with the highest score.
pub fn recognise(text: &str, schemas: &Schemas) -> &'static dyn Layout {
    let mut best: (Score, &'static dyn Layout) = (0, &manuscript::Manuscript);
    for layout in ALL {
        if layout.surest() <= best.0 {
            continue;
        }
        let score = layout.recognise(text, schemas);
        debug_assert!(score <= layout.surest(), "{} is surer than it says it ever is", layout.name());
        if score > best.0 {
            best = (score, *layout);
        }
    }
    best.1
}

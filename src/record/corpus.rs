//! Everything that was read: pages in order, each with its records, facts and positions. No texts.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Fact, Holding, Record};
use crate::source::{FileName, Place, Positions, Span};

/// Which page of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// Which record of a corpus: page and number within the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// The page.
    pub page: PageId,
    /// Index into the page's records.
    pub index: u32,
}

/// One source after reading; its text is gone.
#[derive(Debug, Clone)]
pub struct ReadPage {
    /// The source's name.
    pub name: FileName,
    /// The recogniser that claimed the page (`wilson-old-site`).
    pub layout: &'static str,
    /// The citations, in the order of the source.
    pub records: Vec<Record>,
    /// What else the page says, in the order of the source.
    pub facts: Vec<Fact>,
    /// How many entries of a bibliography cite no archive and are no records.
    pub passed_over: u32,
    /// Lines and columns of every span above.
    pub positions: Positions,
    /// Fingerprint of the bytes, to notice a file that changed between reading and reporting.
    pub fingerprint: u64,
    /// Length of the decoded text in bytes.
    pub length: u32,
}

impl ReadPage {
    /// Line and column of a span of this page.
    pub fn place(&self, span: Span) -> Place {
        self.positions.place(span)
    }

    /// The page without what nobody asks for once its own rules have spoken: a collection of a million pages is held in
    /// memory until its last page is read.
    ///
    /// What stays is what the rules that compare records look at, and what a finding needs to be placed and named: title,
    /// date, publisher, shelfmarks, credits, numbers and form of a record, and the facts that [compare](super::FactKind::is_compared).
    /// Corrections name the field of every finding, so they need whole pages.
    #[must_use]
    pub fn for_comparison(mut self) -> Self {
        self.facts.retain(|fact| fact.kind.is_compared());
        self.facts.shrink_to_fit();
        self.records.shrink_to_fit();
        for record in &mut self.records {
            record.drop_uncompared();
        }
        self
    }
}

impl Record {
    fn drop_uncompared(&mut self) {
        for field in [&mut self.url, &mut self.language, &mut self.original_language, &mut self.rights, &mut self.summary] {
            *field = None;
        }
        (self.uploaded, self.published_in) = (None, None);
        (self.unread, self.restated, self.empty) = (Vec::new(), Vec::new(), Vec::new());
        self.form.between = Vec::new();
        self.credits.shrink_to_fit();
        self.holdings.shrink_to_fit();
        for holding in &mut self.holdings {
            holding.levels.shrink_to_fit();
            holding.inherited.shrink_to_fit();
            if let Some(folios) = &mut holding.folios {
                folios.items.shrink_to_fit();
            }
        }
    }
}

/// All pages, sorted by name, and what rules look up in them.
#[derive(Debug, Default)]
pub struct Corpus {
    pages: Vec<ReadPage>,
    index: Index,
}

/// Look-up tables shared by the rules that compare records. Ordered maps: the same corpus gives the same order. What only
/// one record has is left out as far as it can be told cheaply, for there is nothing to compare it with.
#[derive(Debug, Default)]
pub struct Index {
    /// Records by (archive, fond, delo): the widest key under which two citations can mean one file. Where a shelfmark is
    /// one string, that string stands for the file, and the fond is empty.
    pub by_file: BTreeMap<(String, String, String), Vec<RecordRef>>,
    /// Records by (archive, fond).
    pub by_fond: BTreeMap<(String, String), Vec<RecordRef>>,
    /// Records by record ID, with the publisher's canonical name where known.
    pub by_identifier: BTreeMap<String, Vec<RecordRef>>,
}

impl Corpus {
    /// Puts pages together: sorts them by name and builds the index.
    pub fn new(mut pages: Vec<ReadPage>) -> Self {
        pages.sort_by(|a, b| a.name.cmp(&b.name));
        let index = Index::of(&pages);
        Self { pages, index }
    }

    /// The pages in order of their names.
    pub fn pages(&self) -> &[ReadPage] {
        &self.pages
    }

    /// One page.
    pub fn page(&self, id: PageId) -> &ReadPage {
        &self.pages[id.0 as usize]
    }

    /// One record.
    pub fn record(&self, at: RecordRef) -> &Record {
        &self.page(at.page).records[at.index as usize]
    }

    /// Every record with where it is, in order.
    pub fn records(&self) -> impl Iterator<Item = (RecordRef, &Record)> {
        references(&self.pages)
    }

    /// Every page with its id, in order.
    pub fn numbered_pages(&self) -> impl Iterator<Item = (PageId, &ReadPage)> {
        self.pages.iter().enumerate().map(|(number, page)| (PageId(number as u32), page))
    }

    /// The look-up tables.
    pub fn index(&self) -> &Index {
        &self.index
    }
}

fn references(pages: &[ReadPage]) -> impl Iterator<Item = (RecordRef, &Record)> {
    pages.iter().enumerate().flat_map(|(number, page)| {
        let page_id = PageId(number as u32);
        page.records.iter().enumerate().map(move |(index, record)| (RecordRef { page: page_id, index: index as u32 }, record))
    })
}

impl Index {
    fn of(pages: &[ReadPage]) -> Self {
        let fond = |holding: &Holding| Some((holding.archive()?.to_owned(), fold_fond(holding.value("fond")?)));
        Self {
            by_file: shared(pages, |record, found| record.holdings.iter().filter_map(file_key).for_each(found)),
            by_fond: shared(pages, |record, found| record.holdings.iter().filter_map(fond).for_each(found)),
            by_identifier: shared(pages, |record, found| record.identifier().map(|id| id.value.clone()).into_iter().for_each(found)),
        }
    }
}

/// The records by their keys, where two or more have the key; `keys` calls back with each key of a record.
///
/// A million keys are kept as numbers until it is known which of them come twice.
fn shared<K: Hash + Ord>(pages: &[ReadPage], keys: impl Fn(&Record, &mut dyn FnMut(K))) -> BTreeMap<K, Vec<RecordRef>> {
    let number = |key: &K| {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        hasher.finish()
    };
    let mut numbers = Vec::new();
    references(pages).for_each(|(_, record)| keys(record, &mut |key| numbers.push(number(&key))));
    numbers.sort_unstable();
    let twice: Vec<u64> = numbers.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
    let mut records: BTreeMap<K, Vec<RecordRef>> = BTreeMap::new();
    for (at, record) in references(pages) {
        keys(record, &mut |key| {
            if twice.binary_search(&number(&key)).is_ok() {
                push(records.entry(key).or_default(), at);
            }
        });
    }
    records
}

fn push(list: &mut Vec<RecordRef>, at: RecordRef) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// Under which key of [`Index::by_file`] a holding stands; `None` when it names no file.
pub fn file_key(holding: &Holding) -> Option<(String, String, String)> {
    let archive = holding.archive()?.to_owned();
    match (holding.value("fond"), holding.value("delo"), holding.value("shelfmark")) {
        (Some(fond), Some(delo), _) => Some((archive, fold_fond(fond), delo.to_lowercase())),
        (None, None, Some(whole)) => Some((archive, String::new(), whole.to_lowercase())),
        _ => None,
    }
}

/// Comparison key of a fond number: case and the prefix letter that English usage drops do not count (R-5446 = 5446).
pub fn fold_fond(fond: &str) -> String {
    let folded = fond.to_lowercase();
    match folded.strip_prefix("r-") {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest.to_owned(),
        _ => folded,
    }
}

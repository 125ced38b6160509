//! Everything that was read: pages in order, each with its records, facts and positions. No texts.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Compared, ComparedPage, Fact, Holding, Record};
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
}

/// All pages, sorted by name, and what rules look up in them.
#[derive(Debug, Default)]
pub struct Corpus {
    pages: Vec<ComparedPage>,
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
    /// Puts pages together that were just read.
    pub fn new(pages: Vec<ReadPage>) -> Self {
        Self::of(pages.into_iter().map(ReadPage::compared).collect())
    }

    /// Puts pages together: sorts them by name and builds the index.
    pub fn of(mut pages: Vec<ComparedPage>) -> Self {
        pages.sort_by(|a, b| a.name.cmp(&b.name));
        let index = Index::of(&pages);
        Self { pages, index }
    }

    /// Gives back all but the names of the pages: nothing is to be compared any more.
    pub fn forget_records(&mut self) {
        self.index = Index::default();
        for page in &mut self.pages {
            (page.records, page.facts, page.positions) = (Box::default(), Box::default(), Positions::default());
        }
    }

    /// The pages in order of their names.
    pub fn pages(&self) -> &[ComparedPage] {
        &self.pages
    }

    /// One page.
    pub fn page(&self, id: PageId) -> &ComparedPage {
        &self.pages[id.0 as usize]
    }

    /// One record.
    pub fn record(&self, at: RecordRef) -> &Compared {
        &self.page(at.page).records[at.index as usize]
    }

    /// Every record with where it is, in order.
    pub fn records(&self) -> impl Iterator<Item = (RecordRef, &Compared)> {
        references(&self.pages)
    }

    /// Every page with its id, in order.
    pub fn numbered_pages(&self) -> impl Iterator<Item = (PageId, &ComparedPage)> {
        self.pages.iter().enumerate().map(|(number, page)| (PageId(number as u32), page))
    }

    /// The look-up tables.
    pub fn index(&self) -> &Index {
        &self.index
    }
}

fn references(pages: &[ComparedPage]) -> impl Iterator<Item = (RecordRef, &Compared)> {
    pages.iter().enumerate().flat_map(|(number, page)| {
        let page_id = PageId(number as u32);
        page.records.iter().enumerate().map(move |(index, record)| (RecordRef { page: page_id, index: index as u32 }, record))
    })
}

impl Index {
    fn of(pages: &[ComparedPage]) -> Self {
        let fond = |holding: &Holding| Some((holding.archive()?.to_owned(), fold_fond(holding.value("fond")?)));
        Self {
            by_file: shared(pages, |record, found| record.holdings.iter().filter_map(file_key).for_each(found)),
            by_fond: shared(pages, |record, found| record.holdings.iter().filter_map(fond).for_each(found)),
            by_identifier: shared(pages, |record, found| record.identifier.iter().map(|id| id.value.to_string()).for_each(found)),
        }
    }
}

/// The records by their keys, where two or more have the key; `keys` calls back with each key of a record.
///
/// A million keys are kept as numbers until it is known which of them come twice.
fn shared<K: Hash + Ord>(pages: &[ComparedPage], keys: impl Fn(&Compared, &mut dyn FnMut(K))) -> BTreeMap<K, Vec<RecordRef>> {
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

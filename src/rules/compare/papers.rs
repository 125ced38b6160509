//! Citations of one file side by side: which leaves they name, and whether two of them are captures of one record.

use std::collections::BTreeMap;

use super::spelling::fold_words;
use crate::record::corpus::file_key;
use crate::record::{ArchivalDate, Compared, Corpus, FolioUnit, Holding, PageId, RecordRef};
use crate::source::Span;

/// Different documents of one group that a further one is compared with; keeps a group of thousands linear.
pub(super) const KNOWN: usize = 8;

/// A record as it stands in one file.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Shelved<'c> {
    /// Which record.
    pub at: RecordRef,
    /// The record.
    pub record: &'c Compared,
    /// Its shelfmark in this file.
    pub holding: &'c Holding,
    /// The leaves in order, as text; empty where none are named.
    pub leaves: String,
}

impl Shelved<'_> {
    /// The page of the record.
    pub fn page(&self) -> PageId {
        self.at.page
    }

    /// The place of the leaves, else of the whole shelfmark.
    pub fn leaves_span(&self) -> Span {
        self.holding.folios.as_ref().map_or(self.holding.span, |folios| folios.span)
    }
}

/// The files that two records or more cite, each with its citations in the order of the collection.
///
/// One file means: same archive, fond, delo and every other level as printed. Notes stay out: a book may cite the same
/// leaves as often as it likes.
pub(in crate::rules) fn files(corpus: &Corpus) -> impl Iterator<Item = Vec<Shelved<'_>>> {
    let groups = corpus.index().by_file.iter().filter(|(_, records)| records.len() > 1);
    groups.flat_map(|(key, records)| {
        let mut files: BTreeMap<String, Vec<Shelved<'_>>> = BTreeMap::new();
        for &at in records {
            let record = corpus.record(at);
            if record.note {
                continue;
            }
            for holding in record.holdings.iter().filter(|holding| file_key(holding).as_ref() == Some(key)) {
                let shelved = Shelved { at, record, holding, leaves: leaves(holding) };
                files.entry(other_levels(holding)).or_default().push(shelved);
            }
        }
        files.into_values().filter(|file| file.len() > 1)
    })
}

/// The levels beside fond and delo, as printed.
fn other_levels(holding: &Holding) -> String {
    let mut words = String::new();
    for level in holding.levels.iter().filter(|level| !matches!(&*level.id, "fond" | "delo" | "shelfmark")) {
        words.push_str(&level.id);
        words.push('=');
        words.push_str(&level.value.to_lowercase());
        words.push(';');
    }
    words
}

fn leaves(holding: &Holding) -> String {
    let Some(folios) = &holding.folios else { return String::new() };
    let mut items: Vec<_> = folios.items.iter().collect();
    items.sort_by(|a, b| (a.from.key(), a.to.key()).cmp(&(b.from.key(), b.to.key())));
    let side = |verso: bool| if verso { "ob" } else { "" };
    let mut words = match folios.unit {
        FolioUnit::Leaf => String::new(),
        FolioUnit::Page => "p. ".to_owned(),
        FolioUnit::Frame => "frame ".to_owned(),
    };
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            words.push_str(", ");
        }
        words.push_str(&item.from.number);
        words.push_str(side(item.from.verso));
        if item.to != item.from {
            words.push('-');
            words.push_str(&item.to.number);
            words.push_str(side(item.to.verso));
        }
    }
    words
}

/// Whether both records state a title and it is the same apart from case and signs; `None` when one states none.
pub(in crate::rules) fn same_title(a: &Compared, b: &Compared) -> Option<bool> {
    let (a, b) = (a.title.as_ref()?, b.title.as_ref()?);
    Some(a.value == b.value || fold_words(&a.value) == fold_words(&b.value))
}

/// Whether both records state a date that can be read and it is the same; `None` when one does not.
fn same_day(a: &Compared, b: &Compared) -> Option<bool> {
    let (a, b) = (&a.date.as_ref()?.value, &b.date.as_ref()?.value);
    (a.is_read() && b.is_read()).then(|| a.same_time(b))
}

/// Whether the dates of both records exclude each other: "September 1956" admits the 23rd.
pub(in crate::rules) fn certainly_differ(a: &Compared, b: &Compared) -> bool {
    let admits = |a: &ArchivalDate, b: &ArchivalDate| b.start.is_none_or(|day| a.admits(day)) || b.end.is_some_and(|day| a.admits(day));
    match (&a.date, &b.date) {
        (Some(a), Some(b)) => a.value.start.is_some() && !admits(&a.value, &b.value) && !admits(&b.value, &a.value),
        _ => false,
    }
}

/// Whether both records name the same leaves of the same file; `None` when one has no shelfmark.
fn same_paper(a: &Compared, b: &Compared) -> Option<bool> {
    let (a, b) = (a.holding()?, b.holding()?);
    let (file_a, file_b) = (file_key(a)?, file_key(b)?);
    Some(file_a == file_b && other_levels(a) == other_levels(b) && leaves(a) == leaves(b))
}

/// Whether both records have the same number of, as far as they say, the same publisher.
pub(in crate::rules) fn same_number(a: &Compared, b: &Compared) -> bool {
    let name = |record: &Compared| record.publisher.as_ref().and_then(|publisher| publisher.value.canonical.clone());
    let (Some(number), Some(other)) = (a.identifier.as_ref(), b.identifier.as_ref()) else { return false };
    let one_publisher = name(a).zip(name(b)).is_none_or(|(a, b)| a == b);
    number.value == other.value && one_publisher
}

/// Whether two records are captures of one: the same number and nothing that outweighs it, or the same title, date
/// and leaves.
pub(in crate::rules) fn same_capture(a: &Compared, b: &Compared) -> bool {
    let title = same_title(a, b);
    if same_number(a, b) {
        let signs = [title, same_day(a, b), same_paper(a, b)];
        let agree = signs.iter().filter(|sign| **sign == Some(true)).count();
        let differ = signs.iter().filter(|sign| **sign == Some(false)).count();
        return agree > differ || agree + differ == 0;
    }
    title == Some(true) && same_day(a, b) == Some(true) && same_paper(a, b) == Some(true)
}

/// Pairs of a group that clash, the later record with an earlier one; every record is told once. A second capture of
/// a record that was already met is left to the rule about captures.
pub(in crate::rules) fn clashes<'g, 'c>(
    group: &'g [Shelved<'c>],
    clash: impl Fn(&Shelved<'c>, &Shelved<'c>) -> bool,
) -> Vec<(&'g Shelved<'c>, &'g Shelved<'c>)> {
    let mut known: Vec<&Shelved<'c>> = Vec::new();
    let mut found = Vec::new();
    for item in group {
        if known.iter().any(|other| other.at == item.at || same_capture(other.record, item.record)) {
            continue;
        }
        if let Some(other) = known.iter().find(|other| clash(item, other)) {
            found.push((item, *other));
        }
        if known.len() < KNOWN {
            known.push(item);
        }
    }
    found
}

/// The citations of one file that name the same leaves, group by group.
pub(in crate::rules) fn of_same_leaves(mut file: Vec<Shelved<'_>>) -> Vec<Vec<Shelved<'_>>> {
    file.retain(|item| !item.leaves.is_empty());
    file.sort_by(|a, b| a.leaves.cmp(&b.leaves).then(a.at.cmp(&b.at)));
    file.chunk_by(|a, b| a.leaves == b.leaves).filter(|group| group.len() > 1).map(<[Shelved<'_>]>::to_vec).collect()
}

//! Citations as a sequence: their order, their groups, and what a note may leave to the ones before it.
//!
//! Sorting is by Unicode's root collation with numbers by their value: Latin before Cyrillic, `d. 9` before `d. 10`.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use super::authors::{Listing, Shape};
use super::entry::Entry;
use super::markup::clean;
use super::{CiteOptions, GroupBy, Repeats, Setting, SortBy};
use crate::record::{Day, Holding, Record, Role};
use crate::schema::Schemas;

/// What a citation may leave to those before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mention {
    /// Numbers of the holdings whose archive is named in full here, for the first time.
    pub full: Vec<usize>,
    /// Whether it comes back to something.
    pub repeat: Repeat,
}

/// Whether a citation comes back to something cited before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Repeat {
    /// It is new.
    #[default]
    First,
    /// The same document was cited before, not just now.
    Earlier,
    /// The citation before is of another document in the same file.
    SameFile,
    /// The citation before is of the same document, other leaves of it.
    OtherLeaves,
    /// The citation before says the same.
    Same,
}

/// The order in which records are to be cited, as numbers of records.
pub(super) fn order(records: &[&Record], options: &CiteOptions, schemas: &Schemas) -> Vec<usize> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    if options.sort != SortBy::None {
        let keys: Vec<Key> = records.iter().map(|record| Key::of(record, options.sort, schemas)).collect();
        let mut preferences = CollatorPreferences::default();
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        // The tables of the root collation are compiled in: without them there is nothing to sort by but the letters' codes.
        let collator = icu_collator::Collator::try_new(preferences, CollatorOptions::default()).ok();
        order.sort_by(|&a, &b| keys[a].compare(&keys[b], collator.as_ref()));
    }
    if options.group == GroupBy::Repository {
        let mut ranks: HashMap<Option<String>, usize> = HashMap::new();
        let mut rank = |at: usize| {
            let next = ranks.len();
            *ranks.entry(records[at].holding().and_then(archive)).or_insert(next)
        };
        let mut ranked: Vec<(usize, usize)> = order.iter().map(|&at| (rank(at), at)).collect();
        ranked.sort_by_key(|&(rank, _)| rank);
        order = ranked.into_iter().map(|(_, at)| at).collect();
    }
    order
}

/// What each of the entries may leave to those before it.
pub(super) fn mentions(entries: &[Entry<'_>], setting: Setting<'_>) -> Vec<Mention> {
    let options = setting.options;
    let comes_back = options.repeats == Repeats::Ibid && setting.style.is_sequence();
    let mut named: HashSet<String> = HashSet::new();
    let mut works: HashSet<Work> = HashSet::new();
    let mut mentions = Vec::with_capacity(entries.len());
    let mut before: Option<&Record> = None;
    for entry in entries {
        let record = entry.record;
        let mut mention = Mention::default();
        if options.full_repository_first {
            let first = |holding: &Holding| archive(holding).is_some_and(|archive| named.insert(archive));
            mention.full = record.holdings.iter().map(first).enumerate().filter(|(_, new)| *new).map(|(number, _)| number).collect();
        }
        if comes_back {
            let known = Work::of(record).is_some_and(|work| !works.insert(work));
            mention.repeat = match before.and_then(|before| just_cited(before, record)) {
                Some(repeat) => repeat,
                None if known => Repeat::Earlier,
                None => Repeat::First,
            };
        }
        before = Some(record);
        mentions.push(mention);
    }
    mentions
}

/// A document as citations know it: title, date, file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Work(String, String, Vec<String>);

impl Work {
    /// The document of a record with a title.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let title = record.title.as_ref().map(|title| clean(&title.value)).filter(|title| !title.is_empty())?;
        Some(Self(title, dated(record), record.holdings.iter().flat_map(file).collect()))
    }
}

/// The heading that a record stands under when records are grouped.
pub(super) fn heading(record: &Record, schemas: &Schemas) -> String {
    let Some(name) = record.holding().and_then(archive) else { return String::new() };
    schemas.repository(&name).map_or(name, |known| format!("{} ({})", known.name, known.siglum))
}

/// The siglum of the archive, else its name as printed.
pub(super) fn archive(holding: &Holding) -> Option<String> {
    let mention = holding.repository.as_ref()?;
    Some(mention.siglum.as_deref().map_or_else(|| clean(&mention.as_written), str::to_owned)).filter(|name| !name.is_empty())
}

fn just_cited(before: &Record, record: &Record) -> Option<Repeat> {
    let ([earlier], [later]) = (before.holdings.as_slice(), record.holdings.as_slice()) else { return None };
    if later.levels.is_empty() || file(earlier) != file(later) {
        return None;
    }
    let bare = record.title.is_none() && record.date.is_none() && !record.credits.iter().any(|credit| credit.role == Role::Author);
    if !bare && (Work::of(record).is_none() || Work::of(record) != Work::of(before)) {
        return Some(Repeat::SameFile);
    }
    let leaves = |holding: &Holding| {
        holding.folios.as_ref().map(|folios| folios.items.iter().map(|item| (item.from.clone(), item.to.clone())).collect::<Vec<_>>())
    };
    Some(if leaves(earlier) == leaves(later) || later.folios.is_none() { Repeat::Same } else { Repeat::OtherLeaves })
}

/// Archive and levels.
fn file(holding: &Holding) -> Vec<String> {
    let levels = holding.levels.iter().map(|level| format!("{}={}", level.id, level.value));
    archive(holding).into_iter().chain(levels).collect()
}

fn dated(record: &Record) -> String {
    let date = record.date.as_ref().map(|date| &date.value);
    date.map(|date| date.edtf().unwrap_or_else(|| clean(&date.as_written))).unwrap_or_default()
}

/// What a record is sorted by.
#[derive(Debug)]
struct Key {
    /// What is missing comes last.
    missing: bool,
    day: Option<(i32, u8, u8)>,
    words: Vec<String>,
}

impl Key {
    fn of(record: &Record, sort: SortBy, schemas: &Schemas) -> Self {
        let date = record.date.as_ref().and_then(|date| date.value.start.or(date.value.end));
        let day = date.map(|Day { year, month, day }| (year, month.unwrap_or_default(), day.unwrap_or_default()));
        let lead = [author(record), title(record, schemas)].into_iter().flatten();
        let shelfmark = || record.holdings.first().map(shelfmark).unwrap_or_default();
        let (missing, day, words) = match sort {
            SortBy::None => (false, None, Vec::new()),
            SortBy::AuthorTitle => {
                let words: Vec<String> = lead.chain([dated(record)]).collect();
                (words.len() == 1, None, [words, shelfmark()].concat())
            }
            SortBy::Date => (day.is_none(), day, [lead.collect(), shelfmark()].concat()),
            SortBy::Shelfmark => (record.holdings.is_empty(), None, shelfmark()),
            SortBy::Repository => (record.holdings.is_empty(), None, [vec![heading(record, schemas)], shelfmark()].concat()),
        };
        Self { missing, day, words }
    }

    fn compare(&self, other: &Self, collator: Option<&CollatorBorrowed<'_>>) -> Ordering {
        let words = || {
            let one = |(a, b): (&String, &String)| collator.map_or_else(|| a.cmp(b), |collator| collator.compare(a, b));
            let unequal = self.words.iter().zip(&other.words).map(one).find(|order| order.is_ne());
            unequal.unwrap_or_else(|| self.words.len().cmp(&other.words.len()))
        };
        self.missing.cmp(&other.missing).then_with(|| self.day.cmp(&other.day)).then_with(words)
    }
}

/// Archive, levels, first leaf.
fn shelfmark(holding: &Holding) -> Vec<String> {
    let values = holding.levels.iter().map(|level| clean(&level.value));
    let leaf = holding.folios.as_ref().and_then(|folios| folios.items.first()).map(|item| match item.from.verso {
        false => item.from.number.clone(),
        true => format!("{} v", item.from.number),
    });
    std::iter::once(archive(holding).unwrap_or_default()).chain(values).chain(leaf).collect()
}

fn author(record: &Record) -> Option<String> {
    let shape = Shape::FamilyFirst;
    Listing { first: shape, others: shape, pair: ", ", last: ", ", most: usize::MAX, rest: "" }.of(&record.credits, Role::Author)
}

/// The title without the marks and the article it begins with.
fn title(record: &Record, schemas: &Schemas) -> Option<String> {
    let title = clean(&record.title.as_ref()?.value);
    let bare = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = bare.split(' ').next().unwrap_or_default();
    let mut articles = schemas.wordings.iter().flat_map(|wording| &wording.articles);
    let shorter = if articles.any(|article| article == first) { bare[first.len()..].trim_start() } else { bare };
    Some(if shorter.is_empty() { title.clone() } else { shorter.to_owned() })
}

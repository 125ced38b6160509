//! Which fields the records of a collection have: counted, not judged.
//!
//! A level of a shelfmark is asked only of records whose tradition requires it, for a box list lacks no opis. A record with
//! several shelfmarks has a level when each of them that must have it does. Values taken over from the citation before
//! ("Ibid.") count as there.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{Holding, ReadPage, Record, Role};
use crate::schema::Schemas;
use crate::schema::model::Scheme;

/// How many records have a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCount {
    /// The name of the field in records, or the id of a level.
    pub field: String,
    /// Records that have it.
    pub records: usize,
    /// Records of which it can be asked; `None` for a level that no tradition among them requires.
    pub of: Option<usize>,
}

/// Records of one archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveCount {
    /// Whose they are.
    pub archive: Archive,
    /// How many; a record with shelfmarks of two archives counts for both.
    pub records: usize,
    /// Their fields; levels and folios are those of shelfmarks of this archive.
    pub fields: Vec<FieldCount>,
}

/// The archive of a shelfmark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Archive {
    /// One of the tables, by its siglum.
    Known(String),
    /// A name that the tables do not know, as written.
    Unknown(String),
    /// No shelfmark, or one without an archive.
    None,
}

/// A name with a number.
pub type Named = (String, usize);

/// What a collection has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Files read.
    pub files: usize,
    /// Records in them.
    pub records: usize,
    /// The fields of all records.
    pub fields: Vec<FieldCount>,
    /// The same for each archive, most records first.
    pub archives: Vec<ArchiveCount>,
    /// Files by layout, most first.
    pub layouts: Vec<Named>,
    /// Shelfmarks by level scheme, most first.
    pub schemes: Vec<Named>,
}

impl Completeness {
    /// Counts the fields of the records of some pages.
    pub fn of(pages: &[ReadPage], schemas: &Schemas) -> Self {
        let mut all = Tally::default();
        let mut archives: BTreeMap<Archive, Tally> = BTreeMap::new();
        for record in pages.iter().flat_map(|page| &page.records) {
            let holdings: Vec<&Holding> = record.holdings.iter().collect();
            all.add(record, &holdings, schemas);
            let mut groups: BTreeMap<Archive, Vec<&Holding>> = BTreeMap::new();
            for holding in holdings {
                groups.entry(archive(holding)).or_default().push(holding);
            }
            if groups.is_empty() {
                groups.insert(Archive::None, Vec::new());
            }
            for (archive, holdings) in groups {
                archives.entry(archive).or_default().add(record, &holdings, schemas);
            }
        }
        let shelfmarks = pages.iter().flat_map(|page| &page.records).flat_map(|record| &record.holdings);
        let schemes = counted(shelfmarks.map(|holding| &*holding.scheme).filter(|scheme| !scheme.is_empty()));
        let order = level_order(&schemes, schemas);
        let count = |(archive, tally): (Archive, Tally)| ArchiveCount { archive, records: tally.records, fields: tally.fields(&order) };
        let mut archives: Vec<ArchiveCount> = archives.into_iter().map(count).collect();
        archives.sort_by_key(|count| std::cmp::Reverse(count.records));
        Self {
            files: pages.len(),
            records: all.records,
            fields: all.fields(&order),
            archives,
            layouts: counted(pages.iter().map(|page| page.layout)),
            schemes,
        }
    }
}

/// How often each name comes, most first.
pub fn counted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Named> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut counts: Vec<Named> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn archive(holding: &Holding) -> Archive {
    match (holding.siglum(), holding.archive()) {
        (Some(siglum), _) => Archive::Known(siglum.to_owned()),
        (None, Some(name)) => Archive::Unknown(name.to_owned()),
        (None, None) => Archive::None,
    }
}

/// The level ids of these schemes, in their order.
fn level_order<'s>(used: &[Named], schemas: &'s Schemas) -> Vec<&'s str> {
    let mut order: Vec<&str> = Vec::new();
    for level in used.iter().filter_map(|(id, _)| schemas.scheme(id)).flat_map(|scheme| &scheme.level) {
        if !order.contains(&level.id.as_str()) {
            order.push(&level.id);
        }
    }
    order
}

/// A field that can be asked of every record.
type General = (&'static str, fn(&Record) -> bool);

/// What comes before the levels.
const BEFORE: [General; 4] = [
    ("title", |record| record.title.is_some()),
    ("date", |record| record.date.is_some()),
    ("holdings", |record| !record.holdings.is_empty()),
    ("repository", |record| !record.holdings.is_empty() && record.holdings.iter().all(|holding| holding.repository.is_some())),
];

/// What comes after them.
const AFTER: [General; 10] = [
    ("translator", |record| record.credits.iter().any(|credit| credit.role == Role::Translator && !credit.name.is_empty())),
    ("publisher", |record| record.publisher.is_some()),
    ("record_id", |record| record.identifier().is_some()),
    ("url", |record| record.url.is_some()),
    ("language", |record| record.language.is_some()),
    ("original_language", |record| record.original_language.is_some()),
    ("uploaded", |record| record.uploaded.is_some()),
    ("rights", |record| record.rights.is_some()),
    ("summary", |record| record.summary.is_some()),
    ("published_in", |record| record.published_in.is_some()),
];

/// Counts under way.
#[derive(Default)]
struct Tally<'s> {
    records: usize,
    general: BTreeMap<&'static str, usize>,
    levels: BTreeMap<&'s str, Asked>,
    folios: Asked,
}

/// Records that have a part of a shelfmark, of those that should.
#[derive(Default, Clone, Copy)]
struct Asked {
    have: usize,
    of: usize,
    /// Whether any of them must have it.
    required: bool,
}

impl Asked {
    /// Notes a record by its shelfmarks: of those that must have the part, whether they do; whether any other does.
    fn note(&mut self, required: impl IntoIterator<Item = bool>, optional: bool) {
        let mut required = required.into_iter().peekable();
        let must = required.peek().is_some();
        self.required |= must;
        self.of += usize::from(must || optional);
        self.have += usize::from(if must { required.all(|has| has) } else { optional });
    }

    fn count(self, field: &str) -> FieldCount {
        FieldCount { field: field.to_owned(), records: self.have, of: self.required.then_some(self.of) }
    }
}

impl<'s> Tally<'s> {
    fn add(&mut self, record: &Record, holdings: &[&Holding], schemas: &'s Schemas) {
        self.records += 1;
        for (field, has) in BEFORE.iter().chain(&AFTER) {
            *self.general.entry(field).or_default() += usize::from(has(record));
        }
        let schemes: Vec<_> = holdings.iter().filter_map(|holding| Some((*holding, schemas.scheme(&holding.scheme)?))).collect();
        let ids: BTreeSet<&'s str> = schemes.iter().flat_map(|(_, scheme)| &scheme.level).map(|level| level.id.as_str()).collect();
        for id in ids {
            let must = |scheme: &Scheme| scheme.level.iter().any(|level| level.id == id && level.required);
            let required = schemes.iter().filter(|(_, scheme)| must(scheme)).map(|(holding, _)| holding.value(id).is_some());
            let optional = holdings.iter().any(|holding| holding.value(id).is_some());
            self.levels.entry(id).or_default().note(required, optional);
        }
        let leafy = schemes.iter().filter(|(_, scheme)| scheme.folios.is_some()).map(|(holding, _)| holding.folios.is_some());
        self.folios.note(leafy, holdings.iter().any(|holding| holding.folios.is_some()));
    }

    /// The counts in the order of a citation; levels that nobody needs or has are left out.
    fn fields(&self, order: &[&str]) -> Vec<FieldCount> {
        let general = |(field, _): &General| FieldCount {
            field: (*field).to_owned(),
            records: self.general.get(field).copied().unwrap_or_default(),
            of: Some(self.records),
        };
        let levels = order.iter().filter_map(|id| self.levels.get(id).filter(|asked| asked.of > 0).map(|asked| asked.count(id)));
        let folios = (self.folios.of > 0).then(|| self.folios.count("folios"));
        BEFORE.iter().map(general).chain(levels).chain(folios).chain(AFTER.iter().map(general)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{ReadOptions, Reader, read};
    use crate::source::FileName;

    /// The counts of a field as "records/of", of all records or of one archive.
    fn counts(text: &str, archive: Option<&str>, field: &str) -> String {
        let schemas = Schemas::builtin();
        let reading = read(FileName::new("a"), text.as_bytes(), ReadOptions { lines: true }, &Reader::new(&schemas)).expect("text");
        let completeness = Completeness::of(&[reading.page], &schemas);
        let of = |count: &&ArchiveCount| matches!(&count.archive, Archive::Known(siglum) if Some(siglum.as_str()) == archive);
        let fields = match archive {
            None => &completeness.fields,
            Some(_) => &completeness.archives.iter().find(of).expect("the archive").fields,
        };
        fields.iter().find(|count| count.field == field).map_or_else(String::new, |count| match count.of {
            Some(of) => format!("{}/{of}", count.records),
            None => count.records.to_string(),
        })
    }

    const LINES: &str = "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg.\n\
        GARF, f. 9401, d. 12, l. 4; RGANI, f. 5, op. 30, d. 161.\n\
        NARA, RG 59, Central Decimal Files, Box 3.\n\
        Letter to the editor, September 23, 1956, in the possession of the author.\n";

    #[test]
    fn a_level_is_asked_only_where_the_tradition_has_it() {
        assert_eq!(counts(LINES, None, "opis"), "1/2");
        assert_eq!(counts(LINES, Some("GARF"), "opis"), "1/2");
        assert_eq!(counts(LINES, Some("RGANI"), "opis"), "1/1");
        assert_eq!(counts(LINES, Some("NARA"), "opis"), "");
    }

    #[test]
    fn general_fields_are_asked_of_every_record() {
        assert_eq!(counts(LINES, None, "translator"), "1/4");
        assert_eq!(counts(LINES, Some("GARF"), "translator"), "1/2");
        assert_eq!(counts(LINES, None, "url"), "0/4");
        assert_eq!(counts(LINES, None, "repository"), "3/4");
    }
}

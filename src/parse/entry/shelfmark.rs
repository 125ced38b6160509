//! The shelfmark of an entry: which fields hold it, joined in the order of a citation, and whether it is one at all.

use std::collections::HashSet;

use super::super::Reader;
use super::super::citation::{Setting, citation};
use super::super::holdings::{Context, Read, holdings, leaves_nothing, mention};
use super::super::plain;
use super::super::repository::{Named, known_prefix};
use super::columns::Columns;
use super::own::{letters, numbers};
use super::{Value, spanned};
use crate::layout::Excerpt;
use crate::layout::entry::Entry;
use crate::layout::excerpt::Builder;
use crate::record::{Field, Holding, Level, Record};
use crate::source::Span;

/// The level that holds a call number whole.
pub(super) const CALL_NUMBER: &str = "shelfmark";

/// A shelfmark found in an entry.
#[derive(Debug, Default)]
pub struct Found {
    /// What was read of the fields: holdings, and whatever else stood there.
    pub record: Record,
    /// The numbers of the fields that were read.
    pub parts: Vec<usize>,
    /// Where they stand.
    pub span: Span,
    /// Whether nothing but shelfmarks stands there.
    pub bare: bool,
}

/// The fields that a shelfmark may stand in.
#[derive(Default)]
struct Places<'e, 's> {
    archive: Option<(usize, &'e Excerpt<'s>)>,
    collection: Option<(usize, &'e Excerpt<'s>)>,
    location: Option<(usize, &'e Excerpt<'s>)>,
    call_number: Option<(usize, &'e Excerpt<'s>)>,
    citation: Option<(usize, &'e Excerpt<'s>)>,
    title: Option<(usize, &'e Excerpt<'s>)>,
    levels: Vec<(usize, &'e str, &'e Excerpt<'s>)>,
    notes: Vec<(usize, &'e Excerpt<'s>)>,
}

impl<'e, 's> Places<'e, 's> {
    fn of(entry: &'e Entry<'s>, reader: &Reader<'_>) -> Self {
        let mut places = Self::default();
        for (number, part) in entry.parts.iter().enumerate() {
            let Value::Text(text) = &part.value else { continue };
            let here = (number, text);
            match part.field {
                // "Archive" may also be the site that has the scans.
                Field::Archive if reader.schemas.publisher_named(text.text()).is_none() || is_repository(text.text(), reader) => {
                    _ = places.archive.get_or_insert(here)
                }
                Field::Collection => _ = places.collection.get_or_insert(here),
                Field::Source => _ = places.location.get_or_insert(here),
                Field::CallNumber => _ = places.call_number.get_or_insert(here),
                Field::Citation => _ = places.citation.get_or_insert(here),
                Field::Title => _ = places.title.get_or_insert(here),
                Field::Level | Field::Levels => places.levels.push((number, &part.name, text)),
                Field::Note | Field::Host | Field::Publisher | Field::Genre => places.notes.push(here),
                _ => {}
            }
        }
        places
    }
}

/// The shelfmark of an entry; `None` for a book or an article.
pub fn find(source: &str, entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Found> {
    let places = Places::of(entry, reader);
    let archival =
        || entry.text(Field::Kind).is_some_and(|kind| reader.plain_kinds.iter().any(|known| known.eq_ignore_ascii_case(kind.text())));
    let search = Search { source, places: &places, reader };
    let location = places.location.or(places.call_number.filter(|_| places.levels.is_empty()));
    let in_words = location.and_then(|location| search.located(location).map(|found| search.with_levels(found, location.1.text())));
    let columns = if location.is_none() || search.names_scheme() { search.levels() } else { None };
    let stated = match (columns, in_words) {
        // Words have an order, which columns lack. Otherwise columns are the surer of the two.
        (Some(columns), Some(words)) if !same_levels(&columns, &words) => Some(columns.with_part(location)),
        (columns, words) => words.or(columns),
    };
    let found = stated
        .or_else(|| places.citation.and_then(|(number, text)| search.read(text.clone(), vec![number])))
        .or_else(|| search.located(places.archive.filter(|_| location.is_none())?))
        .or_else(|| places.notes.iter().find_map(|&note| search.located(note)))
        .or_else(|| search.titled())
        .or_else(|| search.whole(location).filter(|_| archival()));
    found.map(|found| search.with_fond_name(found))
}

/// Whether two readings have the same archives, levels and leaves, in whatever order of the levels.
fn same_levels(one: &Found, other: &Found) -> bool {
    let same = |(one, other): (&Holding, &Holding)| {
        let leaves = |holding: &Holding| holding.folios.as_ref().map_or(0, |folios| folios.items.len());
        let levels = one.levels.len() == other.levels.len() && one.levels.iter().all(|level| other.value(&level.id) == Some(&level.value));
        levels && one.siglum() == other.siglum() && one.scheme == other.scheme && leaves(one) == leaves(other)
    };
    let (one, other) = (&one.record.holdings, &other.record.holdings);
    one.len() == other.len() && one.iter().zip(other).all(same)
}

impl Found {
    /// The same, and a field that says no more.
    fn with_part(mut self, field: Option<(usize, &Excerpt<'_>)>) -> Self {
        self.parts.extend(field.map(|(number, _)| number));
        self
    }
}

struct Search<'e, 's, 'r> {
    source: &'s str,
    places: &'e Places<'e, 's>,
    reader: &'e Reader<'r>,
}

impl<'s> Search<'_, 's, '_> {
    /// Reads a location behind its archive and its collection, unless it names them itself.
    fn located(&self, location: (usize, &Excerpt<'s>)) -> Option<Found> {
        let text = location.1;
        if !text.text().bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // Where the location begins with its first label, nothing in it is an archive.
        if self.places.collection.is_none() {
            let (whole, parts) = self.joined(location, [self.places.archive, None]);
            if let Some(read) = plain::holdings(&self.context(&whole), whole.text()) {
                return self.found(&whole, read, parts);
            }
        }
        // A section of the archive may have the siglum of another: the field that is meant for the archive is surer.
        let stated = self.places.archive.map_or(&[][..], |(_, archive)| self.reader.schemas.repositories_named(archive.text()));
        let rivals = |named: &Named<'_>| {
            let archive = named.settled().map(|(found, _)| found.repository);
            !stated.is_empty() && !stated.iter().any(|found| Some(found.repository) == archive)
        };
        let named = known_prefix(text.text(), 0, self.reader.schemas).filter(|named| !rivals(named));
        let own = named.is_some_and(|named| self.is_archive(&named, text.text()));
        let numbered = self.places.collection.filter(|(_, words)| words.text().bytes().any(|byte| byte.is_ascii_digit()));
        let (whole, parts) = self.joined(location, [self.places.archive.filter(|_| !own), numbered]);
        self.read(whole, parts)
    }

    /// A location behind the fields that it does not say again, and the numbers of all these fields.
    fn joined(&self, (number, text): (usize, &Excerpt<'s>), before: [Option<(usize, &Excerpt<'s>)>; 2]) -> (Excerpt<'s>, Vec<usize>) {
        let mut parts = vec![number];
        let mut builder = Builder::new(self.source);
        for (number, words) in before.into_iter().flatten().filter(|(_, words)| !holds(text.text(), words.text())) {
            builder.excerpt(words).stand_for(", ", end_of(words));
            parts.push(number);
        }
        if parts.len() == 1 {
            return (text.clone(), parts);
        }
        builder.excerpt(text);
        (builder.build(), parts)
    }

    fn context<'a>(&'a self, text: &'a Excerpt<'s>) -> Context<'a> {
        Context { excerpt: text, reader: self.reader, last: None, from: 0, to: text.text().len(), line: true }
    }

    /// Columns of levels that say no more than the location beside them.
    fn with_levels(&self, mut found: Found, location: &str) -> Found {
        if self.places.levels.is_empty() {
            return found;
        }
        let figures: HashSet<String> = numbers(location).into_iter().collect();
        let said = |name: &str, text: &Excerpt<'_>| {
            let own = numbers(text.text());
            location.contains(text.text())
                || !own.is_empty() && own.iter().all(|number| figures.contains(number))
                || Columns::default().take_remark(name, text.text(), self.reader)
        };
        found.parts.extend(self.places.levels.iter().filter(|(_, name, text)| said(name, text)).map(|(number, ..)| *number));
        found
    }

    /// Whether a column says by which scheme the others are to be read.
    fn names_scheme(&self) -> bool {
        let mut columns = Columns::default();
        self.places.levels.iter().for_each(|(_, name, text)| _ = columns.take_remark(name, text.text(), self.reader));
        columns.names_scheme()
    }

    /// A document without a title is known by its shelfmark, which stands where formats want a title.
    fn titled(&self) -> Option<Found> {
        let (number, title) = self.places.title?;
        self.read(title.clone(), vec![number]).filter(|found| found.bare)
    }

    /// A collection without a number is the name of the fond.
    fn with_fond_name(&self, mut found: Found) -> Found {
        let free = self.places.collection.filter(|(number, _)| !found.parts.contains(number));
        if let (Some((number, name)), [holding]) = (free, found.record.holdings.as_mut_slice())
            && holding.fond_name.as_ref().is_none_or(|known| known == name.text())
        {
            holding.fond_name = Some(name.text().to_owned());
            found.parts.push(number);
        }
        found
    }

    /// Whether a name at the head of a location is meant as one: followed by a comma, a full stop, or a number.
    fn is_archive(&self, named: &Named<'_>, text: &str) -> bool {
        let rest = text[named.extent.1..].trim_start();
        named.settled().is_some() || rest.starts_with([',', '.', ';', ':'])
    }

    /// Columns that are levels, each after its own name: "Fond 5446, Opis 98".
    fn levels(&self) -> Option<Found> {
        if self.places.levels.is_empty() {
            return None;
        }
        let mut builder = Builder::new(self.source);
        let mut parts = Vec::new();
        if let Some((number, archive)) = self.places.archive {
            builder.excerpt(archive);
            parts.push(number);
        }
        let archive = builder.text().len();
        let mut columns = Columns::default();
        for &(number, name, value) in &self.places.levels {
            if columns.take_remark(name, value.text(), self.reader) {
                parts.push(number);
                continue;
            }
            let at = Span { end: value.whole().start, ..value.whole() };
            // `other_levels` of our own tables: `box=5; folder=2`.
            let listed = value.text().contains('=');
            let mut from = 0;
            for pair in value.text().split(|sign| listed && sign == ';') {
                let sign = pair.find('=').filter(|_| listed);
                let id = sign.map_or(name, |sign| pair[..sign].trim()).replace('_', " ");
                let cell = value.part(from + sign.map_or(0, |sign| sign + 1)..from + pair.len()).trimmed();
                from += pair.len() + 1;
                builder.stand_for(if builder.text().is_empty() { "" } else { ", " }, at);
                let label = builder.text().len();
                // A call number has no label.
                if id != CALL_NUMBER {
                    builder.stand_for(&id, at);
                }
                let label = (label, builder.text().len());
                builder.stand_for(if label.0 < label.1 { " " } else { "" }, at);
                let start = builder.text().len();
                builder.excerpt(&cell);
                columns.push(&id, label, (start, builder.text().len()));
            }
            parts.push(number);
        }
        if columns.is_empty() {
            return None;
        }
        let text = builder.build();
        let read = holdings(&self.context(&text));
        let matches = self.reader.schemas.repositories_named(&text.text()[..archive]);
        let named = self.places.archive.map(|_| Named { extent: (0, archive), matches });
        let stated = columns.holding(&text, named.as_ref(), &read, self.reader).map(|holding| vec![holding]);
        let known = || Some(read.holdings.clone()).filter(|holdings| columns.names_scheme() && !holdings.is_empty());
        let mut found = match stated.or_else(known) {
            Some(holdings) => Found { span: text.whole(), record: Record { holdings, ..Record::default() }, parts, bare: true },
            None => self.found(&text, read, parts)?,
        };
        for folios in found.record.holdings.iter_mut().filter_map(|holding| holding.folios.as_mut()) {
            // The name of a column is no label that somebody chose for the number of the leaves.
            folios.plural = None;
            folios.unit = columns.unit().unwrap_or(folios.unit);
        }
        Some(found)
    }

    /// A location that cannot be read, of a known archive: a call number as it stands.
    fn whole(&self, location: Option<(usize, &Excerpt<'s>)>) -> Option<Found> {
        let (number, archive) = self.places.archive?;
        let name = archive.text();
        let matches = self.reader.schemas.repositories_named(name);
        if matches.is_empty() && !self.reader.is_archive(name) {
            return None;
        }
        let named = Named { extent: (0, name.len()), matches };
        let mut parts = vec![number];
        let mut holding = Holding { span: archive.whole(), as_written: name.to_owned(), ..Holding::default() };
        holding.repository = Some(mention(&named, name, archive, self.reader.schemas));
        let repository = holding.siglum().and_then(|siglum| self.reader.schemas.repository(siglum));
        holding.scheme = repository.map_or_else(Default::default, |repository| repository.scheme.as_str().into());
        if let Some((number, text)) = location.or(self.places.collection) {
            let place = spanned(text);
            parts.push(number);
            holding.span = holding.span.join(place.span);
            holding.as_written = format!("{name}, {}", place.value);
            holding.unlabelled = true;
            holding.levels.push(Level {
                id: CALL_NUMBER.into(),
                value: place.value.clone(),
                as_written: place.value,
                span: place.span,
                label: String::new(),
                label_span: place.span,
            });
        }
        let span = holding.span;
        Some(Found { record: Record { holdings: vec![holding], ..Record::default() }, parts, span, bare: false })
    }

    fn read(&self, text: Excerpt<'s>, parts: Vec<usize>) -> Option<Found> {
        self.found(&text, holdings(&self.context(&text)), parts)
    }

    fn found(&self, text: &Excerpt<'s>, read: Read, mut parts: Vec<usize>) -> Option<Found> {
        let words = text.text();
        if !read.holdings.iter().any(|holding| self.counts(holding)) {
            return None;
        }
        // A title that only says the shelfmark once more is none.
        if let Some((number, title)) = self.places.title
            && letters(title.text()).eq(letters(words))
        {
            parts.push(number);
        }
        // Where nothing else stands, nothing else is looked for.
        let bare = leaves_nothing(words, 0, &read.extents);
        let record =
            if bare { Record { holdings: read.holdings, ..Record::default() } } else { citation(text, self.reader, Setting::default()) };
        let span = text.whole();
        Some(Found { record, parts, span, bare })
    }

    /// Whether a reading is a shelfmark and no library's call number: a known archive, a name that says so, or labels.
    fn counts(&self, holding: &Holding) -> bool {
        let labelled = holding.levels.iter().filter(|level| !level.label.is_empty()).count();
        let named = || holding.repository.as_ref().is_some_and(|mention| self.reader.is_archive(&mention.as_written));
        holding.siglum().is_some() || labelled >= 2 || labelled >= 1 && named()
    }
}

/// Whether the tables know an archive of this name.
pub fn is_repository(name: &str, reader: &Reader<'_>) -> bool {
    !reader.schemas.repositories_named(name).is_empty()
}

fn holds(text: &str, words: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

/// The empty place after an excerpt.
fn end_of(text: &Excerpt<'_>) -> Span {
    let end = text.whole().end;
    Span { start: end, end }
}

//! Entries of a bibliography to records: those that cite an archive; books and articles are passed over, and counted.
//!
//! Fields that a format sets apart are taken as they are; the shelfmark is read by the grammar of citations, from the
//! archive and its location joined. What no field takes is kept under its own name.

mod columns;
mod dating;
mod own;
mod shelfmark;

use super::labelled;
use super::{Extent, Reader, address, credits, date};
use crate::layout::Excerpt;
use crate::layout::entry::{Bibliography, Entry, Part, Person, Value};
use crate::record::{BibEntry, Credit, Fact, FactKind, Field, Naming, OtherField, Record, Role};
use crate::source::{Span, Spanned};

/// Records that are no list to speak of.
const FEW: usize = 64;

/// Bytes that an entry with a shelfmark hardly ever falls short of.
const SHORTEST: usize = 256;

/// The records of a bibliography, made entry by entry: all entries and all records at once would be much.
pub struct Records<'t, 'r> {
    text: &'t str,
    reader: &'t Reader<'r>,
    /// The records so far.
    pub records: Vec<Record>,
    /// How many entries cite no archive.
    pub passed_over: u32,
}

impl<'t, 'r> Records<'t, 'r> {
    /// No records yet of a text.
    pub fn of(text: &'t str, reader: &'t Reader<'r>) -> Self {
        Self { text, reader, records: Vec::new(), passed_over: 0 }
    }

    /// Makes a record of an entry that cites an archive.
    pub fn take(&mut self, entry: &Entry<'_>) {
        match record(self.text, entry, self.reader) {
            Some(record) => self.push(record),
            None => self.passed_over += 1,
        }
    }

    fn push(&mut self, record: Record) {
        let (count, end) = (self.records.len(), record.span.end as usize);
        if count == self.records.capacity() && count >= FEW && end > 0 {
            // The first ones tell how many to expect: a list that grows by copying is in memory twice.
            let expected = count * self.text.len().saturating_sub(end) / end;
            self.records.reserve_exact((expected + expected / 8).min(self.text.len() / SHORTEST) + FEW);
        }
        self.records.push(record);
    }
}

/// The places where a bibliography breaks the rules of its format.
pub fn breaks(bibliography: &mut Bibliography<'_>) -> Vec<Fact> {
    let breaks = std::mem::take(&mut bibliography.breaks);
    breaks.into_iter().map(|found| Fact { span: found.span, kind: FactKind::Broken(found.value) }).collect()
}

fn record(text: &str, entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Record> {
    let own = own::Own::of(entry);
    let found = shelfmark::find(text, entry, reader);
    if found.is_none() && !own.as_ref().is_some_and(own::Own::has_holdings) {
        return None;
    }
    let found = found.or_else(|| Some(shelfmark::Found { parts: shelfmark_fields(entry), ..Default::default() }));
    let mut sheet = Sheet { entry, reader, record: Record::default(), bib: Box::default(), found };
    // A free note may hold more than a shelfmark by right.
    let meant = |number: &usize| matches!(entry.parts[*number].field, Field::Source | Field::CallNumber);
    let located = sheet.found.as_ref().filter(|found| found.parts.iter().any(meant));
    sheet.bib.location = located.map(|found| found.span).filter(|span| span.start < span.end);
    if let Some(found) = &mut sheet.found {
        sheet.record = std::mem::take(&mut found.record);
    }
    let title = entry.parts.iter().find(|part| part.field == Field::Title);
    if title.is_some() {
        // A title in the location is that of something else: "Reprinted in …".
        sheet.record.title = None;
    }
    sheet.record.form.closing_quote = None;
    sheet.publisher();
    for (number, part) in entry.parts.iter().enumerate() {
        sheet.take(number, part);
    }
    dating::date(entry, &mut sheet.record, reader);
    sheet.further(text);
    let Sheet { mut record, mut bib, .. } = sheet;
    let first = entry.parts.first().map(|part| whole(&part.value));
    record.span = bib.key.as_ref().map(|key| key.span).or(first).unwrap_or_default();
    if let Some(own) = own {
        own.merge(&mut record, &mut bib, reader);
    }
    // What names neither a document nor a copy of it is a bare shelfmark, as in a note.
    record.form.note = record.title.is_none() && record.publisher.is_none() && record.url.is_none();
    record.entry = Some(bib);
    // Many records are held at once.
    record.credits.shrink_to_fit();
    record.holdings.shrink_to_fit();
    Some(record)
}

/// The fields that our own shelfmarks stand for, where their words cannot be read.
fn shelfmark_fields(entry: &Entry<'_>) -> Vec<usize> {
    let fields = entry.parts.iter().enumerate().filter(|(_, part)| matches!(part.field, Field::Archive | Field::Source));
    fields.map(|(number, _)| number).collect()
}

/// Where a value stands.
fn whole(value: &Value<'_>) -> Span {
    match value {
        Value::Text(text) | Value::Raw(text) => text.whole(),
        Value::Date(date) => date.span,
        Value::People(people) => people.iter().map(|person| person.name.whole()).reduce(Span::join).unwrap_or_default(),
    }
}

/// The text of a value as it is kept under its own name.
fn words(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) | Value::Raw(text) => text.text().to_owned(),
        Value::Date(date) => date.value.as_written.clone(),
        Value::People(people) => people.iter().map(|person| person.name.text()).collect::<Vec<_>>().join("; "),
    }
}

fn spanned(text: &Excerpt<'_>) -> Spanned<String> {
    Spanned::new(text.text().to_owned(), text.whole())
}

/// Credits as our own tables have them: `obtained-by=Béla Révész; editor=Laura Deal`.
fn listed_credits(text: &Excerpt<'_>) -> Option<Vec<Credit>> {
    let mut at = 0;
    let one = |pair: &str| {
        let (start, sign) = (at, pair.find('=')?);
        at += pair.len() + 1;
        let role = Role::named(pair[..sign].trim())?;
        let name = text.part(start + sign + 1..start + pair.len()).trimmed();
        Some(Credit { role, name: name.text().to_owned(), span: name.whole(), on_behalf_of: None, family: None })
    };
    text.text().split(';').map(one).collect()
}

/// An entry on its way to a record.
struct Sheet<'e, 's, 'r> {
    entry: &'e Entry<'s>,
    reader: &'e Reader<'r>,
    record: Record,
    bib: Box<BibEntry>,
    found: Option<shelfmark::Found>,
}

impl Sheet<'_, '_, '_> {
    fn take(&mut self, number: usize, part: &Part<'_>) {
        if self.found.as_ref().is_some_and(|found| found.parts.contains(&number)) {
            return;
        }
        match &part.value {
            Value::Text(text) => self.text(part, text),
            Value::People(people) => people.iter().for_each(|person| self.credit(part.field, person)),
            Value::Date(date) if part.field == Field::Accessed => self.bib.accessed = Some(date.clone()),
            Value::Date(_) if part.field == Field::Date => {}
            Value::Raw(_) if part.field == Field::Own => {}
            Value::Date(_) | Value::Raw(_) => self.other(part),
        }
    }

    fn text(&mut self, part: &Part<'_>, text: &Excerpt<'_>) {
        let slot = match part.field {
            Field::Key => &mut self.bib.key,
            Field::Genre => &mut self.bib.genre,
            Field::ShortTitle => &mut self.bib.short_title,
            Field::Place => &mut self.bib.place,
            Field::Title => &mut self.record.title,
            Field::Rights => &mut self.record.rights,
            Field::Summary => &mut self.record.summary,
            Field::RecordId => &mut self.record.record_id,
            Field::PublishedIn => &mut self.record.published_in,
            Field::Language | Field::OriginalLanguage => return self.language(part, text),
            Field::Accessed => {
                self.bib.accessed = Some(Spanned::new(dating::words(text.text(), self.reader), text.whole()));
                return;
            }
            Field::Uploaded => {
                self.record.uploaded = Some(Spanned::new(date::whole_date(text.text(), self.reader.schemas), text.whole()));
                return;
            }
            Field::Date | Field::Year | Field::Month | Field::Day => return,
            Field::Url => return self.url(part, text),
            Field::Credits | Field::Note => return self.credit_words(part, text),
            Field::Author | Field::Recipient | Field::Translator | Field::Editor | Field::Contributor | Field::Compiler => {
                return self.credit(part.field, &Person { role: None, name: text.clone(), family: None });
            }
            Field::Kind if self.reader.plain_kinds.iter().any(|kind| kind.eq_ignore_ascii_case(text.text())) => return,
            // What a writer puts there for want of an author.
            Field::SortKey
                if self.names_the_archive(text) || self.entry.text(Field::Title).is_some_and(|title| title.text() == text.text()) =>
            {
                return;
            }
            // The archive in other words than the location's own.
            Field::Archive if self.names_the_archive(text) => return,
            _ => return self.other(part),
        };
        match slot {
            None => *slot = Some(spanned(text)),
            Some(_) => self.other(part),
        }
    }

    fn other(&mut self, part: &Part<'_>) {
        let value = Spanned::new(words(&part.value), whole(&part.value));
        self.bib.others.push(OtherField { name: part.name.clone().into_owned(), value });
    }

    fn names_the_archive(&self, text: &Excerpt<'_>) -> bool {
        let siglum = self.record.holding().and_then(|holding| holding.siglum());
        let schemas = self.reader.schemas;
        schemas.repositories_named(text.text()).iter().any(|found| Some(&**schemas.siglum(found)) == siglum)
    }

    fn language(&mut self, part: &Part<'_>, text: &Excerpt<'_>) {
        let written = text.text().trim();
        let tag = written.split('-').next().filter(|tag| tag.len() < written.len());
        let known = self.reader.schemas.language(written).or_else(|| self.reader.schemas.language(tag?));
        let code = known.map_or_else(|| written.to_owned(), |language| language.code.clone());
        let code = Some(Spanned::new(code, text.whole()));
        if part.field == Field::Language { self.record.language = code } else { self.record.original_language = code }
    }

    fn url(&mut self, part: &Part<'_>, text: &Excerpt<'_>) {
        if self.record.url.is_some() || !labelled::url(&mut self.record, text, self.reader) {
            self.other(part);
        }
    }

    /// The shelfmarks of further rows; what is none is kept under its own name.
    fn further(&mut self, source: &str) {
        for row in &self.entry.further {
            match shelfmark::find(source, row, self.reader) {
                Some(found) => self.record.holdings.extend(found.record.holdings),
                None => row.parts.iter().for_each(|part| self.other(part)),
            }
        }
    }

    /// "Translated by Gary Goldberg" in a field of its own, or `editor=Gary Goldberg` as in our own tables.
    fn credit_words(&mut self, part: &Part<'_>, text: &Excerpt<'_>) {
        if let Some(credits) = listed_credits(text) {
            return credits.into_iter().for_each(|credit| self.push_credit(credit));
        }
        let read = credits::credits(text.text(), 0, &self.reader.verbs);
        let whole = read.taken.iter().map(|taken| taken.1 - taken.0).sum::<usize>();
        // "microfilm" is no credit; words beside a credit are kept with it.
        if read.found.is_empty() || whole + 4 < text.text().trim().len() {
            self.other(part);
        }
        for found in read.found {
            let (start, end) = found.name;
            let name = text.text()[start..end].to_owned();
            let on_behalf_of = found.on_behalf_of.map(|(start, end)| text.text()[start..end].to_owned());
            self.push_credit(Credit { role: found.role, name, span: text.span(start..end), on_behalf_of, family: None });
        }
    }

    fn credit(&mut self, field: Field, person: &Person<'_>) {
        let role = match person.role.unwrap_or(field) {
            Field::Author => Role::Author,
            Field::Recipient => Role::Recipient,
            Field::Translator => Role::Translator,
            Field::Editor => Role::Editor,
            Field::Compiler => Role::Compiler,
            _ => Role::Contributor,
        };
        let Spanned { value: name, span } = spanned(&person.name);
        self.push_credit(Credit { role, name, span, on_behalf_of: None, family: person.family.clone() });
    }

    /// Who is credited by two fields is credited once.
    fn push_credit(&mut self, credit: Credit) {
        let same = |known: &&mut Credit| known.role == credit.role && known.name == credit.name;
        match self.record.credits.iter_mut().find(same) {
            Some(known) => known.family = known.family.take().or(credit.family),
            None => self.record.credits.push(credit),
        }
    }

    /// The digital publisher: of all fields that may name it, the first that the tables know, else the field that is
    /// meant for it.
    fn publisher(&mut self) {
        let parts = self.entry.parts.iter().enumerate().filter_map(|(number, part)| match (&part.value, part.field) {
            (Value::Text(text), Field::Archive) if shelfmark::is_repository(text.text(), self.reader) => None,
            (Value::Text(text), Field::Publisher | Field::Host | Field::Archive) => Some((number, part.field, text)),
            _ => None,
        });
        let free: Vec<_> = parts.filter(|(number, ..)| !self.found.as_ref().is_some_and(|found| found.parts.contains(number))).collect();
        let named = free.iter().find_map(|&(number, field, text)| Some((number, field, text, self.publisher_in(field, text)?)));
        let stated = || {
            free.iter()
                .find(|found| found.1 == Field::Publisher)
                .map(|&(number, field, text)| (number, field, text, (0, text.text().len())))
        };
        let Some((number, field, text, (start, end))) = named.or_else(stated) else { return };
        let known = self.reader.schemas.publisher_named(&text.text()[start..end]);
        let naming = Naming {
            canonical: known.map(|(publisher, _)| publisher.name.clone()),
            former: known.is_some_and(|(_, former)| former),
            as_written: text.text()[start..end].to_owned(),
        };
        self.record.publisher = Some(Spanned::new(naming, text.span(start..end)));
        let mut taken = end - start;
        // `howpublished = {Wilson Center Digital Archive, \url{…}}`
        if field == Field::Host
            && let Some((from, to)) = address::find(text.text(), end)
        {
            labelled::url(&mut self.record, &text.part(from..to), self.reader);
            taken += to - from;
        }
        if taken + 4 >= text.text().len() {
            self.found.get_or_insert_default().parts.push(number);
        }
    }

    fn publisher_in(&self, field: Field, text: &Excerpt<'_>) -> Option<Extent> {
        let words = text.text();
        let whole = self.reader.schemas.publisher_named(words).map(|_| (0, words.len()));
        whole.or_else(|| self.reader.publisher_in(words, (0, words.len())).filter(|_| field == Field::Host))
    }
}

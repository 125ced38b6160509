//! Chicago notes and bibliography, and Turabian's, which follow Chicago's 17th edition.
//!
//! Order: author, title, translator, date, archive, levels from the general to the special, digital publisher, address:
//! that of archives outside North America (14.205), the town left out unless asked for. Titles keep their case. The 17th
//! and the 18th edition differ in two things that show: how many authors a note names, and the dash for an author just
//! named in the bibliography.

use std::collections::{HashMap, HashSet};

use super::authors::{Listing, Shape, in_reading_order};
use super::credits::capitalised;
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, credited, ends, page, publisher, sentences};
use super::sequence::{Mention, Repeat, Work};
use super::shelfmark::leaves;
use super::title::Title;
use super::{Repeats, Setting, TranslatorPlace};
use crate::record::{Record, Role};

/// Editions that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// The 17th, which Turabian's 9th follows.
    Seventeenth,
    /// The 18th.
    Eighteenth,
}

impl Edition {
    /// How many authors a note names in full.
    fn most_in_notes(self) -> usize {
        match self {
            Edition::Seventeenth => 3,
            Edition::Eighteenth => 2,
        }
    }
}

/// `Author, “Title,” trans. Name, September 23, 1956, GARF, f. 5446, …, ll. 3–6, Publisher, URL.`
pub(super) fn notes(entries: &mut [Entry<'_>], setting: Setting<'_>, edition: Edition) -> String {
    let manner = Manner::english(setting);
    // Only what comes back to an earlier note is shortened.
    let shorts = (setting.options.repeats == Repeats::Ibid).then(|| Shorts::of_works(entries, &manner));
    page(entries, setting, |entry, number, mention| match (manner.ibid(entry, mention), &shorts) {
        (Some(ibid), _) => vec![Piece::Text(ibid)],
        (None, Some(shorts)) if mention.repeat == Repeat::Earlier => shorts.note(entry, number, &manner, edition),
        (None, _) => note(entry, mention, &manner, edition),
    })
}

/// `“Title,” ll. 3–6.`, with the date where another record has the same title, and the whole shelfmark where that is not
/// enough either.
pub(super) fn short_notes(entries: &mut [Entry<'_>], setting: Setting<'_>, edition: Edition) -> String {
    let manner = Manner::english(setting);
    let shorts = Shorts::of_records(entries, &manner);
    page(entries, setting, |entry, number, mention| match manner.ibid(entry, mention) {
        Some(ibid) => vec![Piece::Text(ibid)],
        None => shorts.note(entry, number, &manner, edition),
    })
}

/// `Author. “Title.” Translated by Name. September 23, 1956. GARF, f. 5446, …, ll. 3–6. Publisher. URL.`
pub(super) fn bibliography(entries: &mut [Entry<'_>], setting: Setting<'_>, edition: Edition) -> String {
    let manner = Manner::english(setting);
    let mut before = None;
    page(entries, setting, |entry, _, mention| {
        let author = bibliography_authors(entry.record, &manner);
        let again = edition == Edition::Seventeenth && author.is_some() && author == before;
        before.clone_from(&author);
        item(entry, if again { Some("———".to_owned()) } else { author }, mention, &manner)
    })
}

/// The authors at the head of an entry: `Mikoyan, Anastas, and Bo Ek`.
pub(super) fn bibliography_authors(record: &Record, manner: &Manner<'_>) -> Option<String> {
    let last = format!(", {} ", manner.words.and);
    let listing =
        Listing { first: Shape::FamilyFirst, others: Shape::Reading, pair: &last, last: &last, most: 6, rest: &manner.words.others };
    listing.of(&record.credits, Role::Author)
}

/// The authors of a note, as they read or by family name.
pub(super) fn note_authors(record: &Record, shape: Shape, most: usize, manner: &Manner<'_>) -> Option<String> {
    let (pair, last) = (format!(" {} ", manner.words.and), format!(", {} ", manner.words.and));
    let listing = Listing { first: shape, others: shape, pair: &pair, last: &last, most, rest: &manner.words.others };
    listing.of(&record.credits, Role::Author)
}

fn note(entry: &mut Entry<'_>, mention: &Mention, manner: &Manner<'_>, edition: Edition) -> Vec<Piece> {
    let mut author = note_authors(entry.record, Shape::Reading, edition.most_in_notes(), manner);
    let mut roles = AUTHOR_AND_WORKERS.to_vec();
    if entry.title.is_none()
        && let (Some(sender), Some(addressee)) = (&author, in_reading_order(&entry.record.credits, Role::Recipient))
    {
        author = Some(format!("{sender} {} {addressee}", manner.words.to));
        roles.push(Role::Recipient);
    }
    let place = manner.translator(TranslatorPlace::AfterTitle);
    let mut parts: Vec<Piece> = manner.kind(entry).map(Piece::Text).into_iter().collect();
    if place == TranslatorPlace::AfterTitle {
        parts.extend(credited(entry.record).iter().map(|group| Piece::Text(manner.abbreviated(group))));
    }
    parts.extend(manner.stated_date(entry).map(Piece::Text));
    parts.extend(manner.shelfmark(entry, mention).map(Piece::Text));
    parts.extend(publisher(entry).map(Piece::Text));
    parts.extend(manner.accessed_in_words(entry).map(|day| Piece::text(format!("{} {day}", manner.words.accessed))));
    parts.extend(entry.url.clone().map(Piece::Url));
    let at_end = place == TranslatorPlace::End;
    manner.say_losses(entry, Held { roles: &roles, fields: if at_end { &["programme"] } else { &[] } });
    let mut line = sentence(author, entry.title.as_ref(), parts);
    for phrase in manner.phrases(entry).into_iter().filter(|_| at_end) {
        line.push(Piece::text(format!(" {}.", capitalised(&phrase))));
    }
    line
}

fn item(entry: &mut Entry<'_>, author: Option<String>, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let text = |text: String| vec![Piece::Text(text)];
    let mut all: Vec<Vec<Piece>> = author.map(text).into_iter().collect();
    all.extend(entry.title.iter().map(|title| text(title.quoted('.'))));
    all.extend(manner.kind(entry).map(|kind| text(capitalised(&kind))));
    let translated: Vec<Vec<Piece>> = manner.phrases(entry).iter().map(|phrase| text(capitalised(phrase))).collect();
    let (after_title, at_end) = match manner.translator(TranslatorPlace::AfterTitle) {
        TranslatorPlace::End => (Vec::new(), translated),
        _ => (translated, Vec::new()),
    };
    all.extend(after_title);
    all.extend(manner.stated_date(entry).map(text));
    all.extend(source(entry, mention, manner));
    all.extend(at_end);
    manner.say_losses(entry, Held { roles: AUTHOR_AND_WORKERS, fields: &["programme"] });
    sentences(all)
}

/// Shelfmark, publisher, day of access and address, a sentence each.
pub(super) fn source(entry: &Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Vec<Vec<Piece>> {
    let mut all: Vec<Vec<Piece>> = Vec::new();
    all.extend(manner.shelfmark(entry, mention).map(|text| vec![Piece::Text(text)]));
    all.extend(publisher(entry).map(|text| vec![Piece::Text(text)]));
    let accessed = manner.accessed_in_words(entry).map(|day| format!("{} {day}", capitalised(&manner.words.accessed)));
    all.extend(accessed.map(|text| vec![Piece::Text(text)]));
    all.extend(entry.url.clone().map(|url| vec![Piece::Url(url)]));
    all
}

/// Author, title and what follows, parted by commas, closed by a period.
fn sentence(author: Option<String>, title: Option<&Title>, parts: Vec<Piece>) -> Vec<Piece> {
    let mut line: Vec<Piece> = Vec::new();
    let mut parts = parts;
    match (author, title) {
        (Some(author), Some(_)) => line.push(Piece::text(format!("{author}, "))),
        (Some(author), None) => parts.insert(0, Piece::Text(author)),
        // A kind of document that opens the note opens a sentence; sigla keep their letters anyway.
        (None, None) => {
            if let Some(Piece::Text(first)) = parts.first_mut() {
                *first = capitalised_word(first);
            }
        }
        (None, Some(_)) => {}
    }
    let titled = title.is_some();
    line.extend(title.map(|title| Piece::text(title.quoted(if parts.is_empty() { '.' } else { ',' }))));
    for (number, part) in parts.into_iter().enumerate() {
        match number {
            0 if titled => line.push(Piece::Mark(" ")),
            0 => {}
            _ => line.push(Piece::Mark(", ")),
        }
        line.push(part);
    }
    if !line.last().is_some_and(|last| matches!(last, Piece::Text(text) if ends(text))) {
        line.push(Piece::Mark("."));
    }
    line
}

/// A text with its first letter in upper case, unless it opens with an abbreviation (`f. 5446`, `trans. X`).
fn capitalised_word(text: &str) -> String {
    let first = text.split([' ', '\u{A0}']).next().unwrap_or_default();
    if first.ends_with('.') { text.to_owned() } else { capitalised(text) }
}

/// The shortened forms of a sequence of notes, and which of them are not enough.
struct Shorts {
    titles: Vec<Option<Title>>,
    by_title: HashMap<String, usize>,
    by_date: HashMap<(String, String), usize>,
}

impl Shorts {
    /// Every record counts as a document of its own.
    fn of_records(entries: &[Entry<'_>], manner: &Manner<'_>) -> Self {
        Self::of(entries, manner, |_| true)
    }

    /// Records of the same document count once.
    fn of_works(entries: &[Entry<'_>], manner: &Manner<'_>) -> Self {
        let mut seen = HashSet::new();
        Self::of(entries, manner, |record| Work::of(record).is_none_or(|work| seen.insert(work)))
    }

    fn of(entries: &[Entry<'_>], manner: &Manner<'_>, mut counts: impl FnMut(&Record) -> bool) -> Self {
        let titles: Vec<Option<Title>> = entries.iter().map(|entry| short_title(entry, manner.setting)).collect();
        let (mut by_title, mut by_date) = (HashMap::new(), HashMap::new());
        for (entry, title) in entries.iter().zip(&titles).filter(|(entry, _)| counts(entry.record)) {
            let name = short_name(entry, title.as_ref(), manner);
            *by_date.entry((name.clone(), manner.date(entry))).or_insert(0) += 1;
            *by_title.entry(name).or_insert(0) += 1;
        }
        Self { titles, by_title, by_date }
    }

    fn note(&self, entry: &mut Entry<'_>, number: usize, manner: &Manner<'_>, edition: Edition) -> Vec<Piece> {
        // A shortened note prints neither publisher nor address, so that nothing need be said of where they come from.
        entry.notes.retain(|note| note.field == "title");
        let title = self.titles.get(number).and_then(Option::as_ref);
        let (name, date) = (short_name(entry, title, manner), manner.date(entry));
        let several = |count: Option<&usize>| count.is_some_and(|count| *count > 1);
        let dated = manner.stated_date(entry).filter(|_| several(self.by_title.get(&name)));
        let whole = several(self.by_date.get(&(name, date)));
        let author = note_authors(entry.record, Shape::Family, edition.most_in_notes(), manner);
        short_note(entry, author, title, dated, whole, manner)
    }
}

fn short_note(
    entry: &Entry<'_>,
    author: Option<String>,
    title: Option<&Title>,
    date: Option<String>,
    whole: bool,
    manner: &Manner<'_>,
) -> Vec<Piece> {
    let mut parts: Vec<Piece> = date.into_iter().map(Piece::Text).collect();
    let shelfmark = || manner.shelfmark(entry, &Mention::default());
    let leaf = entry.record.holdings.iter().find_map(|holding| leaves(holding, manner.look, manner.setting.schemas));
    let one = entry.record.holdings.len() == 1 && title.is_some() && !whole;
    parts.extend(if one { leaf.or_else(shelfmark) } else { shelfmark() }.map(Piece::Text));
    if parts.is_empty() {
        parts.push(Piece::Text(manner.date(entry)));
    }
    sentence(author, title, parts)
}

/// What a shortened note is known by: authors and title.
fn short_name(entry: &Entry<'_>, title: Option<&Title>, manner: &Manner<'_>) -> String {
    let author = note_authors(entry.record, Shape::Family, usize::MAX, manner).unwrap_or_default();
    format!("{author}\n{}", title.map(Title::as_str).unwrap_or_default())
}

/// The short title that the entry states, else the title, cut where that is asked for.
fn short_title(entry: &Entry<'_>, setting: Setting<'_>) -> Option<Title> {
    let title = entry.title.as_ref()?;
    let stated = entry.record.entry.as_ref().and_then(|entry| entry.short_title.as_ref());
    let stated = stated.map(|stated| super::markup::clean(&stated.value)).filter(|stated| !stated.is_empty());
    Some(match stated {
        Some(stated) => Title::new(stated),
        None if setting.options.short_titles => title.cut(setting.schemas.phrases("title-break")),
        None => title.clone(),
    })
}

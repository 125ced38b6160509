//! MLA, 9th edition: an entry of the list of works cited.
//!
//! The digital publisher is the container, in italics; the archive with its town and the shelfmark are the location. An
//! undated document has no date here, and a doubtful one a question mark.

use super::authors::{Listing, Shape};
use super::credits::capitalised;
use super::dates::{Doubt, MonthNames};
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, TownAt, commas, page, sentences};
use super::sequence::Mention;
use super::{Setting, TranslatorPlace};
use crate::record::Role;

/// `“Title.” Publisher, 23 Sept. 1956, GARF, Moscow, f. 5446, …, ll. 27–30, URL. Translated by Name.`
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let mut manner = Manner::english(setting).with_town(TownAt::Behind).day_first();
    (manner.dates.months, manner.dates.doubt) = (MonthNames::EnglishShort, Doubt::Mark);
    page(entries, setting, |entry, _, mention| item(entry, mention, &manner))
}

fn item(entry: &mut Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let text = |text: String| vec![Piece::Text(text)];
    let (pair, others) = (format!(", {} ", manner.words.and), &manner.words.others);
    let listing = Listing { first: Shape::FamilyFirst, others: Shape::Reading, pair: &pair, last: &pair, most: 2, rest: others };
    let author = listing.of(&entry.record.credits, Role::Author);
    // Behind an author the others who worked on the text stand before the date; without one they would pass for the author.
    let place = if author.is_some() { TranslatorPlace::AfterTitle } else { TranslatorPlace::End };
    let after_title = manner.translator(place) == TranslatorPlace::AfterTitle;
    let mut all: Vec<Vec<Piece>> = author.map(text).into_iter().collect();
    all.extend(entry.title.iter().map(|title| text(title.quoted('.'))));
    all.extend(manner.kind(entry).map(|kind| text(capitalised(&kind))));
    let phrases = manner.phrases(entry);
    let mut parts: Vec<Piece> = publisher_parts(entry);
    for phrase in phrases.iter().filter(|_| after_title) {
        parts.push(Piece::Text(if parts.is_empty() { capitalised(phrase) } else { phrase.clone() }));
    }
    parts.extend(entry.record.date.as_ref().map(|_| Piece::Text(manner.date(entry))));
    parts.extend(manner.shelfmark(entry, mention).map(Piece::Text));
    parts.extend(entry.url.clone().map(Piece::Url));
    all.push(commas(parts));
    all.extend(manner.accessed_in_words(entry).map(|day| text(format!("{} {day}", capitalised(&manner.words.accessed)))));
    all.extend(phrases.iter().filter(|_| !after_title).map(|phrase| text(capitalised(phrase))));
    manner.say_losses(entry, Held { roles: AUTHOR_AND_WORKERS, fields: &["programme"] });
    sentences(all)
}

/// The publisher in italics, with the record ID where no address shows it.
fn publisher_parts(entry: &Entry<'_>) -> Vec<Piece> {
    let id = entry.identifier.clone().filter(|_| entry.publisher.is_some() && entry.url.is_none());
    entry.publisher.clone().map(Piece::Italic).into_iter().chain(id.map(Piece::Text)).collect()
}

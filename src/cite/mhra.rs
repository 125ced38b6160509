//! MHRA: an entry of the bibliography, with British punctuation: single marks, commas outside, addresses in angle brackets.
//!
//! The entry has no period at its end.

use super::authors::{Listing, Shape};
use super::credits::capitalised;
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, TownAt, commas, page, publisher};
use super::sequence::Mention;
use super::{Setting, TranslatorPlace};
use crate::record::Role;

/// `‘Title’, Publisher, 23 September 1956, translated by Name, Moscow, GARF, f. 5446, …, ll. 27–30 <URL> [accessed …]`
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let manner = Manner::english(setting).with_town(TownAt::Before).day_first();
    page(entries, setting, |entry, _, mention| item(entry, mention, &manner))
}

fn item(entry: &mut Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let last = format!(", {} ", manner.words.and);
    let rest = &manner.words.others_in_full;
    let listing = Listing { first: Shape::FamilyFirst, others: Shape::Reading, pair: &last, last: &last, most: 3, rest };
    let phrases = || manner.phrases(entry).into_iter().map(Piece::Text);
    let place = manner.setting.options.translator;
    let mut parts: Vec<Piece> = listing.of(&entry.record.credits, Role::Author).map(Piece::Text).into_iter().collect();
    parts.extend(entry.title.as_ref().map(|title| Piece::Text(title.british())));
    parts.extend(manner.kind(entry).map(|kind| Piece::text(if parts.is_empty() { capitalised(&kind) } else { kind })));
    parts.extend(phrases().filter(|_| place == TranslatorPlace::AfterTitle));
    parts.extend(publisher(entry).map(Piece::Text));
    parts.extend(manner.stated_date(entry).map(Piece::Text));
    parts.extend(phrases().filter(|_| place == TranslatorPlace::Usual));
    parts.extend(manner.shelfmark(entry, mention).map(Piece::Text));
    parts.extend(phrases().filter(|_| place == TranslatorPlace::End));
    let mut line = commas(parts);
    if let Some(url) = entry.url.clone() {
        line.push(Piece::text(if line.is_empty() { "<" } else { " <" }));
        line.push(Piece::Url(url));
        line.push(Piece::text(">"));
    }
    line.extend(manner.accessed_in_words(entry).map(|day| Piece::text(format!(" [{} {day}]", manner.words.accessed))));
    manner.say_losses(entry, Held { roles: AUTHOR_AND_WORKERS, fields: &["programme"] });
    line
}

//! Harvard: author or title, year, shelfmark, town and archive, address.
//!
//! There is no one Harvard style; this is the form of most guides. It prints years only and names a translator on
//! request only.

use super::author_date::{year, year_letters};
use super::authors::{Listing, Shape};
use super::credits::capitalised;
use super::entry::Entry;
use super::markup::{Piece, clean};
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, TownAt, page, publisher, sentences};
use super::sequence::Mention;
use super::shelfmark::archive;
use super::{NoteKind, Setting, TranslatorPlace};
use crate::record::Role;

/// `Title (1956) [online]. GARF, f. 5446, …, ll. 27–30. Moscow: GARF. Publisher. Available at: URL (Accessed: …).`
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let manner = Manner::english(setting).with_town(TownAt::Nowhere).day_first();
    let letters = year_letters(entries, &manner);
    page(entries, setting, |entry, number, mention| item(entry, &letters[number], mention, &manner))
}

fn item(entry: &mut Entry<'_>, letter: &str, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let text = |text: String| vec![Piece::Text(text)];
    let place = manner.setting.options.translator;
    let phrases = manner.phrases(entry);
    let phrases_at = |wanted| phrases.iter().filter(move |_| place == wanted).map(|phrase| text(capitalised(phrase)));
    let mut all = vec![head(entry, letter, manner)];
    all.extend(phrases_at(TranslatorPlace::AfterTitle));
    all.extend(manner.shelfmark(entry, mention).map(text));
    all.extend(town_and_archive(entry, manner).map(text));
    all.extend(publisher(entry).map(text));
    all.extend(address(entry, manner));
    all.extend(phrases_at(TranslatorPlace::End));
    if year(entry, manner).1.is_some() {
        entry.note(NoteKind::Lost, "date", format!("{} prints the year only", manner.setting.style));
    }
    let roles: &[Role] = if place == TranslatorPlace::Usual { &[Role::Author] } else { AUTHOR_AND_WORKERS };
    manner.say_losses(entry, Held { roles, fields: &["programme"] });
    sentences(all)
}

/// `Mikoyan, A. (1956) Title [online]`, or the title before the year.
fn head(entry: &Entry<'_>, letter: &str, manner: &Manner<'_>) -> Vec<Piece> {
    let last = format!(" {} ", manner.words.and);
    let shape = Shape::Initials;
    let listing = Listing { first: shape, others: shape, pair: &last, last: &last, most: 3, rest: &manner.words.others };
    let author = listing.of(&entry.record.credits, Role::Author).map(Piece::Text);
    let title = entry.title.as_ref().map(|title| Piece::Italic(title.with_marks(['‘', '’', '“', '”'])));
    let title = title.or_else(|| manner.kind(entry).map(|kind| Piece::Text(capitalised(&kind))));
    let headed = author.is_some() || title.is_some() || entry.record.date.is_some();
    let year = headed.then(|| Piece::text(format!("({}{letter})", year(entry, manner).0)));
    let online = entry.url.as_ref().filter(|_| headed).map(|_| Piece::text(format!("[{}]", manner.words.online)));
    let order = if author.is_some() { [author, year, title, online] } else { [title, year, online, None] };
    let mut line = Vec::new();
    for piece in order.into_iter().flatten() {
        if !line.is_empty() {
            line.push(Piece::text(" "));
        }
        line.push(piece);
    }
    line
}

/// `Moscow: GARF`, where the town is known.
fn town_and_archive(entry: &Entry<'_>, manner: &Manner<'_>) -> Option<String> {
    let town = manner.marks(entry, &Mention::default()).into_iter().next()?.place?;
    let archive = archive(entry.record.holding()?, manner.look, manner.setting.schemas)?;
    Some(format!("{}: {archive}", clean(&town)))
}

/// `Available at: URL (Accessed: 22 November 2026)`.
fn address(entry: &Entry<'_>, manner: &Manner<'_>) -> Option<Vec<Piece>> {
    let url = entry.url.clone()?;
    let mut pieces = vec![Piece::text(format!("{}: ", manner.words.available)), Piece::Url(url)];
    let day = manner.accessed_in_words(entry);
    pieces.extend(day.map(|day| Piece::text(format!(" ({}: {day})", capitalised(&manner.words.accessed)))));
    Some(pieces)
}

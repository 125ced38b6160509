//! GOST R 7.0.5-2008, section 11, and its Ukrainian sister DSTU 8302:2015: title, ` // `, search data parted by periods.
//!
//! Archive and labels stand in the archive's own script where the tables know them; the letter of an opis follows. Of
//! the two styles only the words, the months and the labels differ. A translator has no place in either and is named on
//! request only.

use super::authors::{Listing, Shape};
use super::credits::capitalised;
use super::dates::{self, DateLook, DayOrder, Doubt, MonthNames};
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{Held, Manner, TownAt, named, page, wording};
use super::sequence::{Mention, Repeat};
use super::shelfmark::{Dress, Letters, Look, archive, cyrillic_suffix};
use super::title::Title;
use super::{LabelForm, NoteKind, Setting, TranslatorPlace};
use crate::record::Role;

/// The standard of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// GOST R 7.0.5.
    Gost,
    /// DSTU 8302.
    Dstu,
}

/// How much of a reference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// The search data alone, for a footnote whose text names the document.
    SearchData,
}

/// `Title, 23 сентября 1956 г. // ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3–6. URL: … (дата обращения: 22.11.2026).`
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>, standard: Standard, extent: Extent) -> String {
    let manner = manner(setting, standard);
    page(entries, setting, |entry, _, mention| {
        say_letters(entry, &manner);
        match manner.ibid(entry, mention) {
            Some(ibid) => vec![Piece::Text(ibid)],
            None if extent == Extent::SearchData || mention.repeat == Repeat::Earlier => search_data(entry, mention, &manner),
            None => line(entry, mention, &manner),
        }
    })
}

fn manner(setting: Setting<'_>, standard: Standard) -> Manner<'_> {
    let options = setting.options;
    let (language, months) = match standard {
        Standard::Gost => ("ru", MonthNames::Russian),
        Standard::Dstu => ("uk", MonthNames::Ukrainian),
    };
    let words = wording(language, setting);
    let labels = options.labels.or(LabelForm::Gost);
    let look = Look { labels, place: options.place, as_written: false, range: '–' };
    let letters = if labels == LabelForm::Gost { Letters::Cyrillic } else { Letters::AsWritten };
    let labels_of = words.labels_of.as_deref().and_then(|id| setting.schemas.scheme(id));
    let dates = DateLook { schemas: setting.schemas, words: Some(words), order: DayOrder::European, months, doubt: Doubt::Brackets };
    let town = if options.place { TownAt::Before } else { TownAt::Nowhere };
    Manner { setting, look, dress: Dress { labels_of, letters }, town, joint: ". ", dates, words }
}

fn search_data(entry: &mut Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    entry.notes.retain(|note| note.field == "holdings");
    let Some(mut text) = manner.shelfmark(entry, mention) else {
        let words = format!("{} prints shelfmarks, and the record has none", manner.setting.style);
        entry.note(NoteKind::Lost, "title", words);
        return Vec::new();
    };
    close(&mut text);
    vec![Piece::Text(text)]
}

fn line(entry: &mut Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let translator = manner.setting.options.translator;
    let translated = (translator != TranslatorPlace::Usual).then(|| translators(entry, manner)).flatten();
    let mut text = head(entry, manner);
    if let Some(translated) = translated.as_ref().filter(|_| translator == TranslatorPlace::AfterTitle) {
        text.push_str(&format!(" / {translated}"));
    }
    let shelfmark = manner.shelfmark(entry, mention);
    if let Some(shelfmark) = &shelfmark {
        text.push_str(if text.is_empty() { "" } else { " // " });
        text.push_str(shelfmark);
    }
    close(&mut text);
    if let Some(translated) = translated.as_ref().filter(|_| translator == TranslatorPlace::End) {
        text.push_str(&format!(" {}", capitalised(translated)));
        close(&mut text);
    }
    let mut pieces = vec![Piece::Text(text)];
    if let Some(url) = entry.url.clone() {
        pieces.push(Piece::text(format!(" {}: ", manner.words.available)));
        pieces.push(Piece::Url(url));
        let day = manner.accessed(entry).map(|day| format!(" ({}: {})", manner.words.accessed, dates::in_figures(day)));
        pieces.push(Piece::text(day.unwrap_or_default() + "."));
    }
    say_losses(entry, manner, translated.is_some());
    pieces
}

/// Author, title and date: `Микоян А. Телеграмма, 23 сентября 1956 г.`.
fn head(entry: &Entry<'_>, manner: &Manner<'_>) -> String {
    let shape = Shape::InitialsWithoutComma;
    let listing = Listing { first: shape, others: shape, pair: ", ", last: ", ", most: 3, rest: &manner.words.others };
    let author = listing.of(&entry.record.credits, Role::Author);
    let title = entry.title.as_ref().map(|title| dressed(title, manner));
    let kind = || manner.kind(entry).or_else(|| author.as_ref().map(|_| manner.words.no_title.clone()));
    let title = title.or_else(|| kind().map(|kind| format!("[{}]", capitalised(&kind))));
    let named = [author, title].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let named = Some(named).filter(|named| !named.is_empty());
    named.into_iter().chain(manner.stated_date(entry)).collect::<Vec<_>>().join(", ")
}

/// The title with the quotation marks of its own script.
fn dressed(title: &Title, manner: &Manner<'_>) -> String {
    let cyrillic = title.as_str().chars().any(|c| matches!(c, '\u{400}'..='\u{52F}'));
    let words = if cyrillic { manner.words } else { wording("en", manner.setting) };
    let marks: Vec<char> = words.quotes.iter().filter_map(|mark| mark.chars().next()).collect();
    let marks: [char; 4] = marks.try_into().unwrap_or(['“', '”', '‘', '’']);
    title.with_marks(marks)
}

/// `пер. Gary Goldberg`.
fn translators(entry: &Entry<'_>, manner: &Manner<'_>) -> Option<String> {
    let group = named(entry.record, |role| role == Role::Translator).into_iter().next()?;
    Some(format!("{} {}", manner.role(Role::Translator), group.names.join(", ")))
}

fn say_losses(entry: &mut Entry<'_>, manner: &Manner<'_>, translated: bool) {
    let roles: &[Role] = if translated { &[Role::Author, Role::Translator] } else { &[Role::Author] };
    // An address shows whose site it is on.
    if entry.url.is_none()
        && let Some(publisher) = entry.publisher.clone()
    {
        entry.note(NoteKind::Lost, "publisher", format!("{} has no place for {publisher}", manner.setting.style));
        entry.lose_identifier(manner.setting);
    }
    manner.say_losses(entry, Held { roles, fields: &[] });
}

/// Notes on letters: an opis that is printed with a Cyrillic one, an archive that the tables know in Latin ones only.
fn say_letters(entry: &mut Entry<'_>, manner: &Manner<'_>) {
    if manner.dress.letters == Letters::AsWritten {
        return;
    }
    for holding in &entry.record.holdings {
        for level in holding.levels.iter().filter(|level| &*level.id == "opis") {
            let written = if level.as_written.is_empty() { &level.value } else { &level.as_written };
            if let Some(cyrillic) = cyrillic_suffix(written, holding, manner.setting.schemas) {
                entry.note(NoteKind::Changed, "holdings", format!("opis {written} is printed as {cyrillic}, with a Cyrillic letter"));
            }
        }
        if let Some(name) = archive(holding, manner.look, manner.setting.schemas)
            && name.is_ascii()
        {
            entry.note(NoteKind::Changed, "holdings", format!("no Cyrillic siglum of {name} is known; it stands as it is"));
        }
    }
}

fn close(text: &mut String) {
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
}

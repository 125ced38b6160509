//! APA, 7th edition: an entry of the reference list, after the manual's web pages on archival material.
//!
//! The date stands in parentheses behind the author, or behind the title where there is none; letters tell apart works
//! of one author and year. No period follows an address.

use super::author_date::year_letters;
use super::authors::{Listing, Shape};
use super::credits::capitalised;
use super::dates::{DateLook, DayOrder, Doubt};
use super::entry::Entry;
use super::markup::Piece;
use super::prose::{AUTHOR_AND_WORKERS, Held, Manner, TownAt, page, publisher, sentences};
use super::sequence::Mention;
use super::shelfmark::Shelfmark;
use super::{Setting, TranslatorPlace};
use crate::record::Role;

/// `Title. (1956, September 23). [Translated by Name]. Publisher. GARF (f. 5446, …), Moscow. URL`
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let mut manner = Manner::english(setting).with_town(TownAt::Behind);
    (manner.dates.order, manner.dates.doubt) = (DayOrder::YearInFront, Doubt::Mark);
    let letters = year_letters(entries, &manner);
    page(entries, setting, |entry, number, mention| item(entry, &letters[number], mention, &manner))
}

fn item(entry: &mut Entry<'_>, letter: &str, mention: &Mention, manner: &Manner<'_>) -> Vec<Piece> {
    let text = |text: String| vec![Piece::Text(text)];
    let listing =
        Listing { first: Shape::Initials, others: Shape::Initials, pair: ", & ", last: ", & ", most: 20, rest: &manner.words.others };
    let author = listing.of(&entry.record.credits, Role::Author);
    let place = manner.translator(TranslatorPlace::AfterTitle);
    let phrases = manner.phrases(entry);
    let marks = ['“', '”', '‘', '’'];
    // Nothing but a bracket follows the title without a stop.
    let open = author.is_some() && place != TranslatorPlace::End && !phrases.is_empty();
    let title = entry.title.as_ref().map(|title| if open { title.with_marks(marks) } else { title.stopped('.', marks) }).map(Piece::Italic);
    let title = title.or_else(|| manner.kind(entry).map(|kind| Piece::text(format!("[{}]", capitalised(&kind)))));
    let headed = author.is_some() || title.is_some() || entry.record.date.is_some();
    let dated = headed.then(|| format!("({})", lettered(&manner.date(entry), letter)));
    let bracketed: Vec<String> =
        phrases.iter().filter(|_| place != TranslatorPlace::End).map(|phrase| format!("[{}]", capitalised(phrase))).collect();
    let mut all: Vec<Vec<Piece>> = Vec::new();
    match author {
        Some(author) => {
            // The period of an initial closes the name as well; an office gets its own.
            all.push(text(author));
            all.extend(dated.map(text));
            let brackets = bracketed.iter().map(|phrase| Piece::text(format!(" {phrase}")));
            all.extend(title.map(|title| std::iter::once(title).chain(brackets).collect()));
        }
        None => {
            all.extend(title.map(|title| vec![title]));
            all.extend(dated.map(text));
            all.extend(bracketed.into_iter().map(text));
        }
    }
    all.extend(publisher(entry).map(text));
    all.extend(location(entry, mention, manner).map(text));
    all.extend(phrases.iter().filter(|_| place == TranslatorPlace::End).map(|phrase| text(capitalised(phrase))));
    manner.say_losses(entry, Held { roles: AUTHOR_AND_WORKERS, fields: &["programme"] });
    let mut line = sentences(all);
    if let Some(url) = entry.url.clone() {
        let retrieved = manner.accessed(entry).map(|day| {
            let order = DayOrder::chosen(manner.setting.options.dates, DayOrder::American);
            let day = DateLook { order, ..manner.dates }.day(day);
            format!("{} {day}, {} ", manner.words.retrieved, manner.words.from)
        });
        let gap = if line.is_empty() { "" } else { " " };
        line.push(Piece::text(format!("{gap}{}", retrieved.unwrap_or_default())));
        line.push(Piece::Url(url));
    }
    line
}

/// The letter behind the year: `1956a, September 23`; behind a word for "undated", a hyphen before it.
fn lettered(date: &str, letter: &str) -> String {
    let digits = date.bytes().take_while(u8::is_ascii_digit).count();
    match (letter.is_empty(), digits) {
        (true, _) => date.to_owned(),
        (false, 0) => format!("{date}-{letter}"),
        (false, _) => format!("{}{letter}{}", &date[..digits], &date[digits..]),
    }
}

/// `GARF (f. 5446, op. 98, d. 721, ll. 27–30), Moscow`.
fn location(entry: &Entry<'_>, mention: &Mention, manner: &Manner<'_>) -> Option<String> {
    let one = |mark: Shelfmark| {
        let code = mark.code.join(", ");
        let named = match (mark.archive, code.is_empty()) {
            (Some(archive), false) => format!("{archive} ({code})"),
            (Some(archive), true) => archive,
            (None, _) => code,
        };
        [named].into_iter().chain(mark.place).collect::<Vec<_>>().join(", ")
    };
    let all: Vec<String> = manner.marks(entry, mention).into_iter().map(one).filter(|text| !text.is_empty()).collect();
    (!all.is_empty()).then(|| all.join("; ") + &manner.original(entry))
}

#[cfg(test)]
mod tests {
    use super::lettered;

    #[test]
    fn letters_follow_the_year() {
        for (date, letter, expected) in [
            ("1956, September 23", "a", "1956a, September 23"),
            ("n.d.", "b", "n.d.-b"),
            ("1956", "", "1956"),
            ("ca. 1956", "a", "ca. 1956-a"),
        ] {
            assert_eq!(lettered(date, letter), expected);
        }
    }
}

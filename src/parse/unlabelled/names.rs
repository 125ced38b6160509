//! The names of archives that are cited part by part: where they may stand, and how far they reach.

use super::pieces::is_code;
use crate::parse::chars::{at_word_start, is_blank, peek, skip};
use crate::parse::holdings::Context;
use crate::parse::labels::Extent;
use crate::parse::repository::{Named, known_prefix};

/// The known names that may open or close a shelfmark, with their places, in order.
pub fn names<'s>(context: &Context<'s>, text: &str) -> Vec<Named<'s>> {
    let reader = context.reader;
    let mut names = Vec::new();
    let mut at = context.from;
    while let Some(offset) = text[at..].find(|c: char| c.is_alphabetic() && !c.is_lowercase()) {
        let start = at + offset;
        let word = skip(text, start, |c| c.is_alphanumeric());
        at = word.max(start + peek(text, start).map_or(1, char::len_utf8));
        // The "ISA" of "OASD/ISA Files" is a part of another name.
        let inside = text[..start].strip_suffix('/').is_some_and(|head| head.ends_with(char::is_alphabetic));
        if !at_word_start(text, start) || inside || !reader.opens_name(&text[start..word]) {
            continue;
        }
        let opens = opens_phrase(context, text, start);
        if !opens && !context.line {
            continue;
        }
        if let Some(named) = known_prefix(text, start, reader.schemas)
            .filter(|named| (opens || before_code(text, named.extent)) && !goes_on(text, named.extent))
        {
            at = at.max(named.extent.1);
            names.push(named);
        }
    }
    for named in &mut names {
        named.extent.1 = with_place(context, text, named);
    }
    // The short name in the brackets behind a name is no other one.
    let mut end = context.from;
    names.retain(|named: &Named<'_>| {
        let apart = named.extent.0 >= end;
        end = end.max(named.extent.1);
        apart
    });
    names
}

/// Whether more words belong to what begins like a name: "Department of State Bulletin", "AN EXAMPLE".
fn goes_on(text: &str, name: Extent) -> bool {
    let Some(rest) = text[name.1..].strip_prefix(' ') else { return false };
    let next = rest.split(|c: char| is_blank(c) || matches!(c, ',' | ':' | ';' | '.')).next().unwrap_or_default();
    let mut letters = next.chars();
    let word = next.chars().count() >= 4 && letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let spelt = text[name.0..name.1].contains(char::is_lowercase) && text[name.0..name.1].contains(' ');
    // "Diplomatic Archives of the …"
    let joint = (2..=3).contains(&next.len()) && next.chars().all(|c| c.is_ascii_lowercase()) && {
        let after = rest[next.len()..].strip_prefix(' ').unwrap_or_default();
        after.starts_with(char::is_alphabetic)
    };
    spelt && (word || joint) || text[name.0..name.1].chars().count() <= 2 && !next.contains(|c: char| c.is_ascii_digit())
}

/// Whether a siglum stands right before a call number, as it does in the middle of a title: "with signature IPN BU 0236/12".
fn before_code(text: &str, name: Extent) -> bool {
    let siglum =
        text[name.0..name.1].chars().filter(|c| c.is_uppercase()).count() >= 3 && !text[name.0..name.1].contains(char::is_lowercase);
    let Some(rest) = text[name.1..].strip_prefix(' ').filter(|_| siglum) else { return false };
    let end = rest.find([',', ';', '(', '.']).unwrap_or(rest.len());
    rest[..end].contains('/') && rest[..end].split(is_blank).count() <= 3 && is_code(&rest[..end])
}

/// The end of a name with its place and another name in brackets: `Political Archive, Berlin (PA AA)`.
fn with_place(context: &Context<'_>, text: &str, named: &Named<'_>) -> usize {
    let mut end = named.extent.1;
    let places = named.matches.iter().filter_map(|found| context.reader.schemas.repositories[found.repository].place.as_deref());
    let town = places.filter_map(|place| place.split(',').next()).find_map(|town| {
        let rest = text[end..].strip_prefix(", ")?.strip_prefix(town)?;
        rest.starts_with([',', ' ', ':', ';']).then_some(town.len() + 2)
    });
    end += town.unwrap_or(0);
    let bracket = text[end..].strip_prefix(" (").and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner);
    let plain = |inner: &&str| inner.len() <= 60 && !inner.contains(|c: char| c.is_ascii_digit() || c == '(');
    bracket.filter(plain).map_or(end, |inner| end + inner.len() + 3)
}

/// Whether a phrase begins at `start`, so that a name in the middle of prose is no citation.
pub fn opens_phrase(context: &Context<'_>, text: &str, start: usize) -> bool {
    let before = text[context.from..start].trim_end();
    let words = &context.reader.name_words;
    let bare = words.articles.iter().find_map(|article| before.strip_suffix(article.as_str())).filter(|bare| bare.ends_with(is_blank));
    let before = bare.filter(|_| context.line).map_or(before, str::trim_end);
    before.is_empty()
        || before.ends_with([',', ':', '(', ';', '[', '.', '/', '—', '–', '“', '”', '"'])
        || before
            .rsplit(|c: char| is_blank(c) || matches!(c, '(' | '['))
            .next()
            .is_some_and(|word| words.leads.iter().any(|lead| lead == word))
}

//! Steps through a string while a date is read: digits, words, gaps. Every place is a byte offset on a character boundary.

use std::ops::{Range, RangeInclusive};

use crate::schema::Schemas;

/// Years that a number of four digits may be.
pub(super) const PLAUSIBLE: RangeInclusive<i32> = 1500..=2099;

/// Where the run of digits from `at` ends.
pub(super) fn digits_end(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where the run of letters from `at` ends.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    at + text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at)
}

/// Past white space.
pub(super) fn gap(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Past a sign, if it stands there.
pub(super) fn skip(text: &str, at: usize, sign: &str) -> usize {
    if text[at..].starts_with(sign) { at + sign.len() } else { at }
}

/// A number of one or two digits.
pub(super) fn small(text: &str, at: usize) -> Option<u8> {
    let end = digits_end(text, at);
    if end - at > 2 { None } else { text[at..end].parse().ok() }
}

/// A year of four digits that is no part of a longer word or number.
pub(super) fn year(text: &str, at: usize) -> Option<i32> {
    let end = digits_end(text, at);
    let year = text[at..end].parse().ok().filter(|year| end - at == 4 && PLAUSIBLE.contains(year))?;
    (!text[end..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(year)
}

/// Past the word for "year" after a number (`1956 г.`).
pub(super) fn year_word(text: &str, at: usize, schemas: &Schemas) -> usize {
    let word = gap(text, at);
    let end = word_end(text, word);
    if end > word && schemas.phrases("year-word").any(|phrase| phrase == &text[word..end]) { skip(text, end, ".") } else { at }
}

/// Past the word between month and year, if it stands there ("September of 1956").
pub(super) fn joining_word(text: &str, at: usize, schemas: &Schemas) -> usize {
    let end = word_end(text, at);
    let after = gap(text, end);
    let joins = end > at && after > end && schemas.phrases("before-year").any(|word| word == &text[at..end]);
    if joins { after } else { at }
}

/// Past the ending of an ordinal (`23rd`).
pub(super) fn ordinal(text: &str, at: usize, schemas: &Schemas) -> usize {
    let start = skip(text, at, "-");
    let end = word_end(text, start);
    if end > start && schemas.phrases("ordinal-ending").any(|ending| ending == &text[start..end]) { end } else { at }
}

/// Past a dash, or a slash (`true`), with the white space around it.
pub(super) fn dash(text: &str, at: usize) -> Option<(usize, bool)> {
    let sign = gap(text, at);
    let first = text[sign..].chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '/'))?;
    let after = gap(text, sign + first.len_utf8());
    (after < text.len()).then_some((after, first == '/'))
}

/// The word that ends right before `at`, white space and one comma or dot between; not before `floor`.
pub(super) fn word_before(text: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let spaced = text[floor..at].trim_end();
    let before = spaced.strip_suffix([',', '.']).unwrap_or(spaced).trim_end();
    let end = floor + before.len();
    let start = floor + before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |last| ceil(before, last));
    (start < end && at - end <= 4).then_some(start..end)
}

fn ceil(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a run of digits opens a number of its own: not `N1451`, not the end of `3-6` or `5.46`.
pub(super) fn opens_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('-' | '–' | '.' | '/' | ',') => !before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// The first place where one of these phrases stands as a whole word, case aside.
pub(super) fn find_phrase(text: &str, phrases: &[&str]) -> Option<Range<usize>> {
    let mut at = 0;
    // Most words begin as no phrase does.
    let first = |text: &str| text.bytes().next().map_or(0, |byte| byte.to_ascii_lowercase());
    let mut begins = [false; 256];
    phrases.iter().for_each(|phrase| begins[usize::from(first(phrase))] = true);
    let begins = |text: &str| !text.is_char_boundary(1) || begins[usize::from(first(text))];
    while let Some(letter) = text[at..].find(char::is_alphabetic) {
        let start = at + letter;
        let ends = phrases.iter().filter(|_| begins(&text[start..])).filter_map(|phrase| Some(start + phrase_at(&text[start..], phrase)?));
        if let Some(end) = ends.filter(|&end| !text[end..].starts_with(char::is_alphanumeric)).max() {
            return Some(start..end);
        }
        at = start + text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
    }
    None
}

/// Where a phrase starts that ends the text as a whole word, case aside.
pub(super) fn phrase_at_end(text: &str, phrase: &str) -> Option<usize> {
    // Nearly always the last letters are not the same.
    if !same_letter(text.chars().next_back()?, phrase.chars().next_back()?) {
        return None;
    }
    let length = phrase.chars().count();
    let (start, _) = text.char_indices().rev().nth(length.checked_sub(1)?)?;
    let whole = !text[..start].ends_with(char::is_alphanumeric);
    (whole && phrase_at(&text[start..], phrase) == Some(text.len() - start)).then_some(start)
}

/// How many bytes at the start of `text` are this phrase, case aside.
pub(super) fn phrase_at(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in phrase.chars() {
        let (_, found) = letters.next()?;
        if !same_letter(found, wanted) {
            return None;
        }
    }
    Some(letters.offset())
}

/// Whether two letters are the same, case aside; told of most without the tables of Unicode.
fn same_letter(a: char, b: char) -> bool {
    let small = |c: char| match c {
        'а'..='я' => Some(c),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        _ => c.is_ascii().then_some(c.to_ascii_lowercase()),
    };
    match (small(a), small(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b || a.to_lowercase().eq(b.to_lowercase()),
    }
}

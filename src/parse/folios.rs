//! Leaves after their label: single ones, ranges, lists, abbreviated ends, versos.

use super::chars::{is_blank, is_dash, peek, skip, skip_blank, take};
use crate::record::Folio;

/// One item as read; ranges are byte offsets into the citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// First leaf.
    pub from: Folio,
    /// Last leaf.
    pub to: Folio,
    /// Whether the end was abbreviated.
    pub abbreviated: bool,
    /// Whether two ends stand there.
    pub dashed: bool,
    /// Where.
    pub range: (usize, usize),
}

/// A list of items.
#[derive(Debug, Default)]
pub struct List {
    /// The items.
    pub items: Vec<Item>,
    /// Where the list ends.
    pub end: usize,
    /// What leaves the end open ("ff.", a dangling dash).
    pub open: Option<(usize, usize)>,
}

/// What reading leaves needs to know of the language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Verso words, longest first.
    pub verso: &'a [String],
    /// Words for an open end.
    pub open_end: &'a [String],
    /// Words for "and" between two leaves.
    pub and: &'a [String],
    /// Whether a word after a number makes it a date ("10 October").
    pub is_month: &'a dyn Fn(&str) -> bool,
}

/// Reads the leaves at `at`; `None` when no leaf stands there.
pub fn list(text: &str, at: usize, words: Words<'_>) -> Option<List> {
    let mut list = List { items: vec![item(text, at, words)?], ..List::default() };
    loop {
        list.end = list.items.last()?.range.1;
        if let Some(open) = open_end(text, list.end, words) {
            list.open = Some(open);
            list.end = open.1;
            return Some(list);
        }
        let Some(next) = separator(text, list.end, words.and).and_then(|at| item(text, at, words)) else { return Some(list) };
        if !goes_on(text, &list, &next, words) {
            return Some(list);
        }
        list.items.push(next);
    }
}

/// Whether a number after a comma is a further leaf and not a date or a year.
fn goes_on(text: &str, list: &List, next: &Item, words: Words<'_>) -> bool {
    let after = skip_blank(text, next.range.1);
    let word = &text[after..skip(text, after, char::is_alphabetic)];
    let number = next.from.key().map_or(0, |key| key.0);
    let before = list.items.iter().filter_map(|item| item.to.key()).map(|key| key.0).max().unwrap_or(0);
    let year = (1500..2100).contains(&number) && next.from.number.len() == 4 && before + 500 < number;
    !(year || (words.is_month)(word))
}

/// The offset after a list separator: comma, `and`, `и`, `&`.
pub fn separator(text: &str, at: usize, and: &[String]) -> Option<usize> {
    let start = skip_blank(text, at);
    let after = match peek(text, start)? {
        ',' | '&' => start + 1,
        // `1.5.14.16`: only where it goes on so, for `1.5` may be anything.
        '.' if dotted(text, start) => start + 1,
        _ => {
            let end = skip(text, start, char::is_alphabetic);
            and.iter().any(|word| word == &text[start..end]).then_some(end)?
        }
    };
    let next = skip_blank(text, after);
    peek(text, next)?.is_ascii_digit().then_some(next)
}

/// Whether a stop stands between two of three or more numbers without blanks.
fn dotted(text: &str, stop: usize) -> bool {
    let before = &text[..stop];
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let next = skip(text, stop + 1, |c| c.is_ascii_digit());
    let joins = |at: usize| text[at..].starts_with('.') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let back = head.strip_suffix('.').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    joins(stop) && head.len() < before.len() && (joins(next) || back)
}

fn item(text: &str, at: usize, words: Words<'_>) -> Option<Item> {
    let (from, end) = leaf(text, at, words)?;
    let dash_at = skip_blank(text, end);
    let Some(mut next) = take(text, dash_at, is_dash) else {
        return Some(Item { to: from.clone(), from, abbreviated: false, dashed: false, range: (at, end) });
    };
    // Typesetters write `16--17`.
    while let Some(again) = take(text, next, is_dash) {
        next = again;
    }
    let next = skip_blank(text, next);
    if let Some(side_end) = verso(text, next, words) {
        // `5-ob.`: both sides of one leaf.
        let to = Folio { number: from.number.clone(), verso: true };
        return Some(Item { from, to, abbreviated: false, dashed: true, range: (at, side_end) });
    }
    match leaf(text, next, words) {
        Some((mut to, end)) => {
            let abbreviated = complete(&from, &mut to);
            Some(Item { from, to, abbreviated, dashed: true, range: (at, end) })
        }
        None => Some(Item { to: from.clone(), from, abbreviated: false, dashed: false, range: (at, end) }),
    }
}

/// Completes an abbreviated end: `153-64` is 153 to 164. Left alone when that does not give an increasing range.
fn complete(from: &Folio, to: &mut Folio) -> bool {
    let (Some((first, ..)), Some((last, ..))) = (from.key(), to.key()) else { return false };
    let digits = |folio: &Folio| folio.number.bytes().take_while(u8::is_ascii_digit).count();
    let (long, short) = (digits(from), digits(to));
    if last >= first || short >= long {
        return false;
    }
    let completed = format!("{}{}", &from.number[..long - short], to.number);
    match completed[..long].parse::<u64>() {
        Ok(value) if value > first => {
            to.number = completed;
            true
        }
        _ => false,
    }
}

/// A leaf number with its inserted-leaf letter and its side.
fn leaf(text: &str, at: usize, words: Words<'_>) -> Option<(Folio, usize)> {
    let digits = skip(text, at, |c| c.is_ascii_digit());
    if digits == at || digits - at > 7 {
        return None;
    }
    if let Some(end) = verso(text, digits, words) {
        return Some((Folio { number: text[at..digits].to_owned(), verso: true }, end));
    }
    let run = skip(text, digits, char::is_alphanumeric);
    // `1и1об`: "and" without blanks.
    let word = skip(text, digits, char::is_alphabetic);
    if word > digits && word < run && words.and.iter().any(|and| *and == text[digits..word]) {
        return Some((Folio { number: text[at..digits].to_owned(), verso: false }, digits));
    }
    if let Some(letter_end) = glued_verso(text, digits, run, words) {
        let end = take(text, run, |c| c == '.').filter(|&next| peek(text, next).is_some_and(|c| matches!(c, ',' | ';') || is_dash(c)));
        return Some((Folio { number: text[at..letter_end].to_owned(), verso: true }, end.unwrap_or(run)));
    }
    let letters = text[digits..run].chars().count();
    let end = if letters <= 2 { run } else { return None };
    let number = text[at..end].to_owned();
    match verso(text, end, words) {
        Some(side_end) => Some((Folio { number, verso: true }, side_end)),
        None => Some((Folio { number, verso: false }, end)),
    }
}

/// The end of the letter of an inserted leaf with a verso word right behind it: `12av`, `12аоб`.
fn glued_verso(text: &str, digits: usize, run: usize, words: Words<'_>) -> Option<usize> {
    let letter = take(text, digits, char::is_alphabetic)?;
    let rest = text[letter..run].to_lowercase();
    words.verso.contains(&rest).then_some(letter)
}

/// The offset after a verso word at `at`, with its dot where the sentence goes on.
fn verso(text: &str, at: usize, words: Words<'_>) -> Option<usize> {
    let start = skip(text, at, |c| c == '.' || is_blank(c));
    let spaced = start > at;
    // Most numbers are followed by no word at all.
    peek(text, start).filter(|c| c.is_alphabetic())?;
    let word = words.verso.iter().find(|word| {
        let Some(found) = text.get(start..start + word.len()) else { return false };
        // A lone `v` after a space is more often the preposition «в» or a volume.
        peek(text, start + word.len()).is_none_or(|c| !c.is_alphanumeric())
            && !(spaced && word.chars().count() == 1)
            && !text[at..start].contains('.')
            && (found == *word || found.to_lowercase() == **word)
    })?;
    let end = start + word.len();
    // The dot of the abbreviation belongs to it only when something of the list follows.
    match take(text, end, |c| c == '.') {
        Some(next) if peek(text, next).is_some_and(|c| matches!(c, ',' | ';') || is_dash(c)) || ranges_on(text, next) => Some(next),
        _ => Some(end),
    }
}

/// Whether a dash with blanks around it and another leaf follow: `3 об. – 4`.
fn ranges_on(text: &str, at: usize) -> bool {
    let dash = take(text, skip_blank(text, at), is_dash);
    dash.is_some_and(|next| peek(text, skip_blank(text, next)).is_some_and(|c| c.is_ascii_digit()))
}

fn open_end(text: &str, at: usize, words: Words<'_>) -> Option<(usize, usize)> {
    let start = skip_blank(text, at);
    if let Some(next) = take(text, start, is_dash) {
        let after = skip_blank(text, next);
        let nothing = peek(text, after).is_none_or(|c| matches!(c, ',' | '.' | ';' | ')'));
        return nothing.then_some((start, next));
    }
    let word = words.open_end.iter().find(|word| super::labels::starts_with_word(text, start, word))?;
    let end = start + word.len();
    Some((start, take(text, end, |c| c == '.').unwrap_or(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let verso = ["verso", "ob", "об", "зв", "v"].map(String::from);
        let open = ["ff", "сл"].map(String::from);
        let words = Words { verso: &verso, open_end: &open, and: &["and".to_owned()], is_month: &|word| word == "October" };
        let Some(list) = list(text, 0, words) else { return "nothing".into() };
        let show = |folio: &Folio| format!("{}{}", folio.number, if folio.verso { "ob" } else { "" });
        let mut out: Vec<String> = list
            .items
            .iter()
            .map(|item| match item.dashed {
                true => format!("{}-{}", show(&item.from), show(&item.to)),
                false => show(&item.from),
            })
            .collect();
        out.extend(list.open.map(|_| "…".to_owned()));
        format!("{} | {}", out.join(" "), &text[list.end..])
    }

    #[test]
    fn forms_met_in_print() {
        for (text, expected) in [
            ("3-6. Translated", "3-6 | . Translated"),
            ("153–64", "153-164 | "),
            ("164-53", "164-53 | "),
            ("1, 18–19, 23–4).", "1 18-19 23-24 | )."),
            ("2-2ob", "2-2ob | "),
            ("2–2 ob.", "2-2ob | ."),
            ("64 зв.", "64ob | ."),
            ("4–99 об., 101", "4-99ob 101 | "),
            ("17a", "17a | "),
            ("17av", "17aob | "),
            ("17аоб., 18а-18аоб", "17аob 18а-18аob | "),
            ("195а—195б", "195а-195б | "),
            ("44 and 46", "44 46 | "),
            ("5, 10 October 1949", "5 | , 10 October 1949"),
            ("5, 1949", "5 | , 1949"),
            ("3 ff.", "3 … | "),
            ("3-", "3 … | "),
            ("5-об.", "5-5ob | ."),
            ("12 in the text", "12 | in the text"),
            ("five", "nothing"),
        ] {
            assert_eq!(read(text).replace("|  ", "| "), expected, "{text}");
        }
    }
}

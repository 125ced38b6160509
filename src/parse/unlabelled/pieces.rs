//! The pieces of a shelfmark between its commas: where one ends, and what looks like a call number, a day or bare leaves.

use super::parts::Leaves;
use crate::parse::chars::{is_blank, is_dash, peek, skip_blank, take};
use crate::parse::folios;
use crate::record::FolioUnit;

/// The end of the part at `at`: before a comma or a semicolon outside brackets.
pub fn segment_end(text: &str, at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, c) in text[at..].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 && text[at + offset + 1..].starts_with(|c: char| is_blank(c) || c == '"') => return at + offset,
            '，' if depth == 0 => return at + offset,
            _ => {}
        }
    }
    text.len()
}

/// Whether a part may end at `at`: nothing follows, or a mark that ends a phrase.
pub fn ends_part(text: &str, at: usize) -> bool {
    let next = skip_blank(text, at);
    let dash = next > at
        && peek(text, next).is_some_and(is_dash)
        && take(text, next, is_dash).is_some_and(|after| peek(text, after).is_none_or(is_blank));
    dash || peek(text, next).is_none_or(|c| matches!(c, ',' | '，' | ';' | '.' | ')' | ']' | ':' | '('))
}

/// Numbers without a label at the very end, as in `B 136/59748, 403-410`; a year or a long number is none.
pub fn bare_leaves(text: &str, at: usize) -> Option<Leaves> {
    let list = folios::list(text, at, folios::Words { verso: &[], open_end: &[], and: &[], is_month: &|_| false })?;
    let plain = |folio: &crate::record::Folio| {
        let year = folio.number.len() == 4 && (folio.number.starts_with("19") || folio.number.starts_with("18"));
        !year && folio.number.len() <= 4 && !folio.number.starts_with('0')
    };
    let whole = text[list.end..].trim_end_matches(|c: char| is_blank(c) || c == '.').is_empty();
    (whole && list.items.iter().all(|item| plain(&item.from) && plain(&item.to))).then_some(Leaves {
        label: (at, at),
        unit: FolioUnit::Leaf,
        plural: None,
        end: list.end,
        items: list.items,
    })
}

/// Whether a piece looks like a call number: digits joined to something by `/`, `-`, `.` or `#`, letters before digits, or
/// a number after a capital letter at its beginning. A range of years or a decimal fraction is none.
pub fn is_code(piece: &str) -> bool {
    if is_postcode(piece) {
        return false;
    }
    let mut words = piece.split(is_blank).filter(|word| !word.is_empty());
    let opens = words.next().is_some_and(|first| {
        let short = first.chars().count() <= 4 && first.chars().all(char::is_uppercase);
        // Two letters and five digits are a postal code.
        let postal = |next: &str| first.len() == 2 && next.len() == 5 && next.chars().all(|c| c.is_ascii_digit());
        short && words.next().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()) && !postal(next))
    });
    // "OSD Files: FRC 330 71 A 3470": a collection, then the number in it.
    opens || piece.split(is_blank).any(is_code_word) || piece.split_once(": ").is_some_and(|(_, number)| is_code(number))
}

/// Whether a piece ends like a British address: `Richmond TW9 4DU`.
fn is_postcode(piece: &str) -> bool {
    let mut words = piece.trim().rsplit(is_blank);
    let (Some(inward), Some(outward)) = (words.next(), words.next()) else { return false };
    let shape = |word: &str| {
        word.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect::<String>()
    };
    shape(inward) == "9AA" && ["A9", "AA9", "A99", "AA99", "A9A", "AA9A"].contains(&shape(outward).as_str())
}

/// A day in numbers: `13.9.44`, `2.08.1944`.
pub fn is_day(word: &str) -> bool {
    let numbers: Vec<&str> = word.split('.').collect();
    let below = |word: &str, limit: u32| word.len() <= 2 && word.parse::<u32>().is_ok_and(|number| (1..=limit).contains(&number));
    let year = |word: &str| matches!(word.len(), 2 | 4) && word.chars().all(|c| c.is_ascii_digit());
    matches!(numbers[..], [day, month, last] if below(day, 31) && below(month, 12) && year(last))
}

fn is_code_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '"' | '“' | '”' | '‘' | '’'));
    if is_day(word) {
        return false;
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || word.contains(['$', '€', '£', '%', '@', '=', '&', '+']) {
        return false;
    }
    let upper = word.chars().take_while(|c| c.is_uppercase()).count();
    let joined = word.chars().filter(|c| matches!(c, '/' | '-' | '.' | '#' | ':' | '–')).count();
    let plain = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '.' | ':'));
    (upper > 0 && digits >= 3) || (joined > 0 && !plain) || (plain && joined >= 2) || (joined > 0 && word.contains('/'))
}

/// Whether a text begins with the second half of a decimal file number: two digits, a slash, month and day or a year.
pub fn decimal_tail(text: &str) -> bool {
    let mut word = text.split(|c: char| is_blank(c) || matches!(c, ',' | '.' | ';')).next().unwrap_or_default().splitn(2, '/');
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || is_dash(c));
    let (Some(head), Some(tail)) = (word.next(), word.next()) else { return false };
    (2..=4).contains(&head.len()) && digits(head) && digits(tail) && tail.contains(is_dash)
}

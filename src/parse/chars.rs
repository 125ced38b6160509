//! Walking through a citation character by character; byte offsets throughout.

/// The marks used as apostrophe or soft sign.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʹ' | '′' | '`' | 'ʼ')
}

/// White space, no-break spaces included.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{A0}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// The dashes of ranges: hyphen, en dash, em dash, no-break hyphen, figure dash, minus.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‑' | '‒' | '−')
}

/// The text in lower case with every character at its old offset: the few letters whose lower case is longer or shorter
/// (`İ`, the Kelvin sign) stay as they are.
pub fn lower_in_place(text: &str) -> String {
    let lower = |c: char| {
        if c.is_ascii() {
            return c.to_ascii_lowercase();
        }
        let mut letters = c.to_lowercase();
        letters.next().filter(|low| letters.next().is_none() && low.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

/// The first bytes of a text, at most `length`, cut between characters.
pub fn head(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The offset after the characters at `at` that satisfy `test`.
pub fn skip(text: &str, at: usize, test: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !test(c)).map_or(text.len(), |length| at + length)
}

/// Invisible characters that come along inside a copied number.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The offset after a run of letters and digits, with invisible characters inside it.
pub fn skip_number(text: &str, at: usize) -> usize {
    let end = skip(text, at, |c| c.is_alphanumeric() || is_invisible(c));
    at + text[at..end].trim_end_matches(is_invisible).len()
}

/// The offset after blanks.
pub fn skip_blank(text: &str, at: usize) -> usize {
    skip(text, at, is_blank)
}

/// The character at `at`.
pub fn peek(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character before `at`.
pub fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The offset after `wanted` at `at`, if it stands there.
pub fn take(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let c = peek(text, at)?;
    wanted(c).then(|| at + c.len_utf8())
}

/// Whether a word may begin at `at`: no letter or digit stands before it.
pub fn at_word_start(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_moves_nothing() {
        for text in ["Reprinted in", "ОПУБЛИКОВАНО", "İİ\u{212A} Reprinted in", "ẞ"] {
            let lower = lower_in_place(text);
            assert!(text.char_indices().map(|(at, _)| at).eq(lower.char_indices().map(|(at, _)| at)), "{text}");
        }
        assert_eq!(lower_in_place("İ Published In: Москва"), "İ published in: москва");
    }

    #[test]
    fn a_head_is_cut_between_characters() {
        assert_eq!(head("фонд", 3), "ф");
        assert_eq!(head("фонд", 99), "фонд");
    }
}

//! Lower case, quick for the letters that texts of archives are written in: Latin and Cyrillic are told without the tables of Unicode.

/// A text in lower case: the same as [`str::to_lowercase`].
pub(super) fn lower(text: &str) -> String {
    // A sigma has two small letters, by its place in the word.
    if !text.is_ascii() && text.contains('Σ') {
        return text.to_lowercase();
    }
    each(text.to_owned())
}

/// The text with each character by itself in lower case; what has no small letter stays.
pub(super) fn each(mut text: String) -> String {
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    let small = |c| matches!(c, '\0'..='@' | '['..='\x7F' | 'а'..='џ');
    if text.chars().all(small) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7F' => out.push(c.to_ascii_lowercase()),
            'а'..='џ' => out.push(c),
            'А'..='Я' => out.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_the_small_letters_of_unicode() {
        for c in '\0'..=char::MAX {
            let text = format!("ж{c}a");
            assert_eq!(lower(&text), text.to_lowercase(), "{c:?}");
        }
        assert_eq!(lower("ΟΔΟΣ Ф"), "οδος ф");
        assert_eq!(lower("ASCII Only"), "ascii only");
    }
}

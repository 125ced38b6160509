//! Lower case, quick for the letters that texts of archives are written in: Latin and Cyrillic are told without the tables of Unicode.

/// A text in lower case: the same as [`str::to_lowercase`].
pub(super) fn lower(text: &str) -> String {
    // A sigma has two small letters, by its place in the word.
    if !text.is_ascii() && text.contains('Σ') {
        return text.to_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    push_str(&mut out, text);
    out
}

/// Appends the small letters of each character by itself; what has none stays.
pub(super) fn push_str(out: &mut String, text: &str) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    for c in text.chars() {
        match c {
            '\0'..='\x7F' => out.push(c.to_ascii_lowercase()),
            'а'..='я' => out.push(c),
            'А'..='Я' => out.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
            _ => out.extend(c.to_lowercase()),
        }
    }
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

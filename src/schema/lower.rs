//! Lower case, quick for the letters that texts of archives are written in: Latin and Cyrillic are told without the tables of Unicode.

/// A text in lower case: the same as [`str::to_lowercase`].
pub(super) fn lower(text: &str) -> String {
    // A sigma has two small letters, by its place in the word.
    if text.is_ascii() || text.contains('Σ') {
        return text.to_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out
}

/// Appends the small letter or letters of a character; what is none stays.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\0'..='\x7F' => out.push(c.to_ascii_lowercase()),
        'а'..='я' => out.push(c),
        'А'..='Я' => out.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
        _ => out.extend(c.to_lowercase()),
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
    }
}

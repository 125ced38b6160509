//! Comparing words: what does not count, one letter more or less, the script.

/// A script that names are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Any other one.
    Other,
}

/// The one script of a text's letters; `None` when it has none, or two.
pub(in crate::rules) fn script_of(text: &str) -> Option<Script> {
    let mut scripts = text.chars().filter(|c| c.is_alphabetic()).map(|c| match c {
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => Script::Latin,
        _ => Script::Other,
    });
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

/// Words in lower case with one space between them; other signs do not count.
pub(in crate::rules) fn fold_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // An apostrophe joins ("Workers'", "Workers’"); any other sign parts.
    for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | 'ʹ')) {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).peekable();
        if letters.peek().is_some() && !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(letters);
    }
    folded
}

/// Whether two different words become equal when one letter is changed, put in or left out.
pub(in crate::rules) fn one_edit_apart(a: &str, b: &str) -> bool {
    // Bytes of one letter differ by three at most, so unlike lengths need no counting.
    a.len().abs_diff(b.len()) <= 3 && strsim::levenshtein(a, b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_case_do_not_count() {
        assert_eq!(fold_words("  Telegram, from A.\u{a0}Orlov’s «office» "), "telegram from a orlovs office");
        assert_eq!(fold_words("—"), "");
    }

    #[test]
    fn one_letter_is_one_edit() {
        assert!(one_edit_apart("Yun", "Yung") && one_edit_apart("Gan", "Gwan") && one_edit_apart("Орлов", "Орлова"));
        assert!(!one_edit_apart("Yun", "Yun") && !one_edit_apart("Kim", "Pak"));
    }

    #[test]
    fn mixed_words_have_no_script() {
        assert_eq!(script_of("GARF"), Some(Script::Latin));
        assert_eq!(script_of("ГА РФ"), Some(Script::Cyrillic));
        assert_eq!(script_of("GАRF"), None);
        assert_eq!(script_of("12"), None);
    }
}

//! Names of inventories: a number and perhaps a letter.

/// An opis such as `98` or `98s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct OpisName {
    /// The number.
    pub number: String,
    /// The one letter after it, lower case; the letter of secret inventories is `s`, also where a Latin `c` imitates it.
    pub letter: Option<char>,
}

impl OpisName {
    /// Takes a value apart; `None` for anything but digits with at most one letter.
    pub fn of(value: &str) -> Option<Self> {
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = value.split_at(digits);
        let mut letters = rest.chars();
        let letter = letters.next().map(|letter| match letter.to_ascii_lowercase() {
            'c' | 'с' | 'С' => 's',
            other => other,
        });
        let well_formed = !number.is_empty() && letters.next().is_none() && letter.is_none_or(char::is_alphabetic);
        well_formed.then(|| Self { number: number.to_owned(), letter })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_letters_are_one() {
        for value in ["98c", "98C", "98s", "98с"] {
            assert_eq!(OpisName::of(value).map(|name| (name.number, name.letter)), Some(("98".into(), Some('s'))), "{value}");
        }
        assert_eq!(OpisName::of("98").map(|name| name.letter), Some(None));
        for value in ["", "c", "98cc", "1-2", "I"] {
            assert_eq!(OpisName::of(value), None, "{value}");
        }
    }
}

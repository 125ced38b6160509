//! Words of a title whose capitals bibliography styles must not lower: BibTeX braces them.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::schema::Schemas;

/// The names of the word list.
pub(super) type Listed<'a> = HashSet<&'a str, FixedState>;

/// The names of the word list, looked up once for a whole output.
pub(super) fn listed(schemas: &Schemas) -> Listed<'_> {
    schemas.phrases("protected-word").collect()
}

/// Byte ranges of the words to brace, in order.
///
/// Protected are words in capitals (`KWP`, `U.S.S.R.`), initials (`A.`), words with a capital inside (`Sino-Soviet`),
/// the names of the word list `protected-word` ([`listed`]), and capitalised words that directly follow one of these, since they go
/// on with the same name: `KWP CC Plenum`, `CPSU Central Committee`, `A. Mikoyan`. The apostrophe of a possessive stays
/// outside the brace.
pub(super) fn protected(title: &str, listed: &Listed<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Where a name under way would go on; a comma or another mark after a word ends the name.
    let mut going_on = None;
    for word in title.split(' ') {
        let core = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = start + word.len() - core.len();
        let core = core.trim_end_matches(|c: char| !c.is_alphanumeric());
        let to = from + core.len();
        let tail = &title[to..start + word.len()];
        let continues = going_on == Some(from) && core.starts_with(char::is_uppercase);
        start += word.len() + 1;
        going_on = None;
        if continues || is_name(core, tail, listed) {
            found.push(from..to);
            going_on = matches!(tail, "" | "." | "'" | "’").then_some(start);
        }
    }
    found
}

fn is_name(core: &str, tail: &str, listed: &Listed<'_>) -> bool {
    let letters = || core.chars().filter(|c| c.is_alphabetic());
    let inner = core.chars().skip(1).any(char::is_uppercase);
    let initial = tail.starts_with('.') && letters().count() == 1 && letters().all(char::is_uppercase);
    let bare = core.split(['\'', '’']).next().unwrap_or_default();
    inner || initial || listed.contains(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_braced_and_ordinary_words_are_not() {
        let schemas = Schemas::builtin();
        let listed = listed(&schemas);
        for (title, expected) in [
            ("Draft Resolution of the KWP CC Plenum", "Draft Resolution of the {KWP} {CC} {Plenum}"),
            ("Telegram from A. Mikoyan to the CPSU Central Committee", "Telegram from {A}. {Mikoyan} to the {CPSU} {Central} {Committee}"),
            ("A Meeting of the Sino-Soviet Delegation", "A Meeting of the {Sino-Soviet} {Delegation}"),
            ("the Korean Workers' Party, Again", "the {Korean} {Workers}' {Party}, Again"),
            ("О заседании ЦК", "О заседании {ЦК}"),
        ] {
            let mut braced = title.to_owned();
            for range in protected(title, &listed).into_iter().rev() {
                braced.insert(range.end, '}');
                braced.insert(range.start, '{');
            }
            assert_eq!(braced, expected);
        }
    }
}

//! Many strings looked for in one text: the vector search of the CPU finds a few telling bytes of each, and only there the
//! strings are compared.
//!
//! Gives what an automaton of the same strings gives (leftmost first, no overlaps) and knows nothing of what they mean.

use std::ops::Range;

use aho_corasick::packed::{self, Searcher};
use aho_corasick::{AhoCorasick, Input, MatchKind};

/// Bytes of a string that are looked for; more are not told apart at once.
const TELLING: usize = 4;

/// Strings to look for; of two that begin at one place the earlier is taken.
#[derive(Debug)]
pub(super) struct Needles {
    strings: Vec<String>,
    searches: Vec<Search>,
}

/// One pass over a text.
#[derive(Debug)]
struct Search {
    pass: Pass,
    /// All of one length, so that one place holds one of them at most.
    fragments: Vec<Fragment>,
    /// Whether each of its strings has a character outside ASCII, so that a text in ASCII has none of them.
    beyond_ascii: bool,
}

#[derive(Debug)]
enum Pass {
    Vector(Searcher),
    /// Where the CPU has no vectors for it.
    Automaton(Box<AhoCorasick>),
}

/// Telling bytes, and the strings that hold them: which string, and how far from its start.
#[derive(Debug)]
struct Fragment {
    bytes: Vec<u8>,
    held_by: Vec<(usize, usize)>,
}

impl Needles {
    /// Prepares the search. `None` for strings that no search can be made of.
    pub fn new(strings: Vec<String>) -> Option<Self> {
        // Short fragments among long ones would make the search as coarse as they are.
        let mut by_length: [Vec<Fragment>; TELLING] = Default::default();
        for (number, string) in strings.iter().enumerate().filter(|(_, string)| !string.is_empty()) {
            let list = &mut by_length[string.len().min(TELLING) - 1];
            let at = telling(string.as_bytes(), list);
            let bytes = &string.as_bytes()[at.clone()];
            match list.iter_mut().find(|known| known.bytes == bytes) {
                Some(known) => known.held_by.push((number, at.start)),
                None => list.push(Fragment { bytes: bytes.to_vec(), held_by: vec![(number, at.start)] }),
            }
        }
        let beyond_ascii =
            |list: &[Fragment]| list.iter().flat_map(|fragment| &fragment.held_by).all(|&(number, _)| !strings[number].is_ascii());
        let searches = by_length.into_iter().filter(|list| !list.is_empty()).map(|list| Search::new(beyond_ascii(&list), list));
        let searches = searches.collect::<Option<_>>()?;
        Some(Self { strings, searches })
    }

    /// Every occurrence, in the order of the text: which string, and where.
    pub fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut all: Vec<(usize, usize)> = Vec::new();
        let ascii = text.is_ascii();
        for search in self.searches.iter().filter(|search| !(ascii && search.beyond_ascii)) {
            search.each(text.as_bytes(), |number, start| {
                if text.as_bytes()[start..].starts_with(self.strings[number].as_bytes()) {
                    all.push((start, number));
                }
            });
        }
        all.sort_unstable();
        let mut taken = 0;
        let free = |&(start, number): &(usize, usize)| {
            let end = start + self.strings[number].len();
            let is_free = start >= taken;
            taken = if is_free { end } else { taken };
            is_free.then_some((number, start..end))
        };
        all.iter().filter_map(free).collect()
    }
}

impl Search {
    fn new(beyond_ascii: bool, fragments: Vec<Fragment>) -> Option<Self> {
        let bytes = || fragments.iter().map(|fragment| &fragment.bytes);
        let vector = packed::Config::new().heuristic_pattern_limits(false).builder().extend(bytes()).build();
        let automaton = || AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(bytes()).ok();
        let pass = match vector {
            Some(searcher) => Pass::Vector(searcher),
            None => Pass::Automaton(Box::new(automaton()?)),
        };
        Some(Self { pass, fragments, beyond_ascii })
    }

    /// Calls back with each string that may stand somewhere, and its start.
    fn each(&self, text: &[u8], mut found: impl FnMut(usize, usize)) {
        let mut from = 0;
        while let Some((fragment, at)) = self.pass.find(text, from) {
            for &(number, offset) in self.fragments[fragment].held_by.iter().filter(|(_, offset)| *offset <= at) {
                found(number, at - offset);
            }
            from = at + 1;
        }
    }
}

impl Pass {
    fn find(&self, text: &[u8], from: usize) -> Option<(usize, usize)> {
        match self {
            Pass::Vector(searcher) => {
                searcher.find_in(text, (from..text.len()).into()).map(|found| (found.pattern().as_usize(), found.start()))
            }
            Pass::Automaton(automaton) => {
                automaton.find(Input::new(text).range(from..)).map(|found| (found.pattern().as_usize(), found.start()))
            }
        }
    }
}

/// The bytes of a string that texts rarely hold: capitals, stops and signs where running words have none. Of equal ones
/// those that another string is looked for by, then those nearest to the middle, for how words begin and end is common to
/// many.
fn telling(string: &[u8], known: &[Fragment]) -> Range<usize> {
    let length = string.len().min(TELLING);
    let shared = |at: usize| known.iter().any(|known| known.bytes == string[at..at + length]);
    let odd = |at: usize| string[at..at + length].windows(2).filter(|pair| is_odd(pair[0], pair[1])).count();
    let last = string.len() - length;
    let odd: Vec<usize> = (0..=last).map(odd).collect();
    let most = odd.iter().max().copied().unwrap_or_default();
    let oddest = (0..=last).filter(|&at| odd[at] == most);
    let start = oddest.max_by_key(|&at| (shared(at), std::cmp::Reverse((2 * at).abs_diff(last)))).unwrap_or(0);
    start..start + length
}

/// Whether running words seldom have these bytes side by side.
fn is_odd(first: u8, second: u8) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || !byte.is_ascii();
    match (first, second) {
        (b' ', after) => !after.is_ascii_alphanumeric() && after.is_ascii(),
        (before, b' ' | b'.') => !small(before),
        (before, after) => !((small(before) || before.is_ascii_uppercase()) && small(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_an_automaton_finds() {
        let strings =
            ["Kim II Sung", "Kim II", "Nam II", "Cde. Cde.", "т. т.", "№", "No.", "l1", "1l", "I1", "II", "abcdeII", "aaaa", "aaa", "z"]
                .map(str::to_owned);
        let needles = Needles::new(strings.to_vec()).expect("a search");
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&strings).expect("an automaton");
        for text in [
            "",
            "l",
            "Kim II Sung met Nam II, Kim III and Kim II.",
            "Cde. Cde. Cde. Rim; т. т. т. Орлов № 5, No. 6, l1l1I1II",
            "aaaaaaaaaaa abcdeIII1 zz",
            "a text without any of them",
        ] {
            for text in [text.to_owned(), format!("{text}{}{text}", "The guests came late. ".repeat(9))] {
                let wanted: Vec<_> = automaton.find_iter(&text).map(|found| (found.pattern().as_usize(), found.range())).collect();
                assert_eq!(needles.find(&text), wanted, "{text}");
            }
        }
    }

    #[test]
    fn telling_bytes_are_rare_ones() {
        for (string, bytes) in [("Kim II Sung", "II S"), ("Cde. Cde.", ". Cd"), ("Worker's Party", "r's "), ("№", "№"), ("l1", "l1")] {
            assert_eq!(&string.as_bytes()[telling(string.as_bytes(), &[])], bytes.as_bytes(), "{string}");
        }
    }
}

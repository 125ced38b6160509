//! A long list of spellings, looked for all at once in short texts.
//!
//! An automaton finds them in one pass, but building it costs more than reading many a text. So the spellings stand in order of
//! their first two bytes; where a text has two such, the few spellings that begin so are compared one by one.

use super::labels::Extent;

/// Spellings, the more wanted first: of several that begin at one place the first in the list is found. The case of ASCII
/// letters does not count.
#[derive(Debug)]
pub struct Spellings {
    /// In the order of their heads, behind that of the list: the number in the list, and the letters.
    all: Vec<(Head, usize, Box<str>)>,
    /// Whether a spelling begins with this byte.
    opening: [bool; 256],
}

/// The first two bytes of a spelling, in lower case; the second is zero where there is none.
type Head = [u8; 2];

impl Spellings {
    /// Prepares a list. An empty spelling is never found.
    pub fn new(list: &[&str]) -> Self {
        let mut opening = [false; 256];
        let mut all = Vec::with_capacity(list.len());
        for (number, spelling) in list.iter().enumerate().filter(|(_, spelling)| !spelling.is_empty()) {
            let head = head(spelling.as_bytes());
            opening[usize::from(head[0])] = true;
            opening[usize::from(head[0].to_ascii_uppercase())] = true;
            all.push((head, number, Box::from(*spelling)));
        }
        all.sort_unstable_by_key(|&(head, number, _)| (head, number));
        Self { all, opening }
    }

    /// The spellings in a text from left to right, none within another: number in the list, and place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Extent)> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            while let Some(offset) = text.as_bytes().get(from..)?.iter().position(|&byte| self.opening[usize::from(byte)]) {
                let start = from + offset;
                if let Some((number, length)) = self.standing(&text.as_bytes()[start..]) {
                    from = start + length;
                    return Some((number, (start, from)));
                }
                from = start + 1;
            }
            None
        })
    }

    /// The first spelling of the list that `rest` begins with, and its length.
    fn standing(&self, rest: &[u8]) -> Option<(usize, usize)> {
        let head = head(rest);
        let stands = |spelling: &str| rest.get(..spelling.len()).is_some_and(|found| found.eq_ignore_ascii_case(spelling.as_bytes()));
        let begun = |head: Head| {
            let first = self.all.partition_point(|known| known.0 < head);
            let mut alike = self.all[first..].iter().take_while(move |known| known.0 == head);
            alike.find(|known| stands(&known.2)).map(|(_, number, spelling)| (*number, spelling.len()))
        };
        // A spelling of one byte stands apart.
        [begun(head), begun([head[0], 0])].into_iter().flatten().min()
    }
}

fn head(spelling: &[u8]) -> Head {
    [0, 1].map(|at| spelling.get(at).map_or(0, u8::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};

    use super::*;

    /// What an automaton of the whole list finds.
    fn at_once(list: &[&str], text: &str) -> Vec<(usize, Extent)> {
        let whole = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).ascii_case_insensitive(true).build(list);
        let whole = whole.expect("a short list");
        whole.find_iter(text).map(|hit| (hit.pattern().as_usize(), (hit.start(), hit.end()))).collect()
    }

    #[test]
    fn the_same_is_found_as_by_whole_spellings() {
        let list = ["National Archives", "National", "Nation", "CIA Reading Room", "Reading Room", "CIA", "№", "по", "Nat", "Н", "I"];
        for text in [
            "the National Archives of a Nation, xCIA Reading Room, cia",
            "NATIONAL ARCHIVE, nAtIoN: № 5 по Нации",
            "Natio Na N CIA Reading Roo",
            "NationalNationalNational Archives",
            "",
        ] {
            let found: Vec<_> = Spellings::new(&list).find(text).collect();
            assert_eq!(found, at_once(&list, text), "{text}");
        }
        assert_eq!(Spellings::new(&[""]).find("a").count(), 0);
        assert_eq!(Spellings::new(&[]).find("a").count(), 0);
    }
}

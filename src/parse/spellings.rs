//! A long list of spellings, looked for all at once.
//!
//! An automaton of whole spellings is large, and building it costs more than reading many a text. One of their heads is
//! small; where a head is found, the spellings that begin so are compared one by one.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::labels::Extent;

/// The bytes of a spelling that the automaton knows: enough to tell most of them apart, and from most words of a text.
const HEAD: usize = 4;

/// Spellings, the more wanted first: of several that begin at one place the first in the list is found. The case of ASCII
/// letters does not count.
#[derive(Debug)]
pub struct Spellings {
    heads: AhoCorasick,
    /// By head, the spellings that may stand where it stands: their place in the list, and their letters.
    begun: Vec<Vec<(usize, Box<str>)>>,
}

impl Spellings {
    /// Prepares a list. An empty spelling is never found.
    pub fn new(list: &[&str]) -> Self {
        let spellings: Vec<String> = list.iter().map(|spelling| spelling.to_ascii_lowercase()).collect();
        let mut heads: Vec<&[u8]> = spellings.iter().map(|spelling| head(spelling)).filter(|head| !head.is_empty()).collect();
        heads.sort_unstable();
        heads.dedup();
        let may_stand = |at: &[u8]| -> Vec<(usize, Box<str>)> {
            let fits = |head: &[u8]| head.first() == at.first() && (head.starts_with(at) || at.starts_with(head));
            let all = spellings.iter().enumerate().filter(|(_, spelling)| fits(head(spelling)));
            all.map(|(number, spelling)| (number, spelling.as_str().into())).collect()
        };
        let begun = heads.iter().map(|head| may_stand(head)).collect();
        // The texts are short: a table for each state would cost more than it saves.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let heads = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).kind(kind).ascii_case_insensitive(true).build(&heads);
        Self { heads: heads.expect("invariant: heads are short, and no schema file holds millions"), begun }
    }

    /// The spellings in a text from left to right, none within another: number in the list, and place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Extent)> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let hit = self.heads.find(Input::new(text).range(from..))?;
                let rest = &text.as_bytes()[hit.start()..];
                if let Some((number, length)) = self.standing(hit.pattern().as_usize(), rest) {
                    from = hit.start() + length;
                    return Some((number, (hit.start(), from)));
                }
                from = hit.start() + 1;
            }
        })
    }

    /// The first spelling of the list that `rest` begins with, and its length; one of those that go with the head.
    fn standing(&self, head: usize, rest: &[u8]) -> Option<(usize, usize)> {
        let stands = |spelling: &str| rest.get(..spelling.len()).is_some_and(|found| found.eq_ignore_ascii_case(spelling.as_bytes()));
        self.begun[head].iter().find(|(_, spelling)| stands(spelling)).map(|(number, spelling)| (*number, spelling.len()))
    }
}

fn head(spelling: &str) -> &[u8] {
    &spelling.as_bytes()[..spelling.len().min(HEAD)]
}

#[cfg(test)]
mod tests {
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

//! Names of persons: whether an abbreviated name fits a fuller one, and which of many names differ in one letter.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::spelling::one_edit_apart;

/// Letters of the shortest name in which one wrong letter tells.
const TELLING: usize = 8;

/// A name taken apart: the family name is the last word.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Person<'n> {
    /// The name as written.
    pub written: &'n str,
    /// The family name, lower case.
    pub family: String,
    /// The other words and initials, lower case, without dots.
    pub given: Vec<String>,
}

impl<'n> Person<'n> {
    /// Takes a name apart; `None` for a name of one word.
    pub fn of(written: &'n str) -> Option<Self> {
        let (given, family) = written.trim_end_matches(['.', ',']).rsplit_once(' ')?;
        let words = given.split(|c: char| c == '.' || c.is_whitespace()).filter(|word| !word.is_empty());
        let given: Vec<String> = words.map(str::to_lowercase).collect();
        (!given.is_empty()).then(|| Self { written, family: family.to_lowercase(), given })
    }

    /// Whether this name can be a short form of the fuller one, or is equal to it but for dots and case.
    pub fn fits(&self, fuller: &Person<'_>) -> bool {
        let mut words = fuller.given.iter();
        let same =
            |a: &str, b: &str| a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b));
        self.family == fuller.family && self.given.iter().all(|word| words.any(|other| same(word, other)))
    }
}

/// Pairs of names that differ in one letter. A final `a` more or less makes another, feminine name, and initials differ
/// in one letter anyway.
///
/// Two words one edit apart become equal when one letter is left out of one or of both: sorting by what is left finds
/// the pairs without comparing all names.
pub(in crate::rules) fn misspelt<'n>(names: &[Person<'n>]) -> Vec<[&'n str; 2]> {
    let mut left: Vec<(u64, usize)> = Vec::new();
    for (number, name) in names.iter().enumerate().filter(|(_, name)| is_telling(name)) {
        let letters: Vec<char> = name.written.to_lowercase().chars().collect();
        left.push((hash(letters.iter()), number));
        left.extend((0..letters.len()).map(|gap| (hash(letters[..gap].iter().chain(&letters[gap + 1..])), number)));
    }
    left.sort_unstable();
    left.dedup();
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    for same in left.chunk_by(|a, b| a.0 == b.0) {
        pairs.extend(same.windows(2).map(|pair| [pair[0].1, pair[1].1]));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let written = |number: usize| names[number].written;
    pairs.into_iter().map(|[a, b]| [written(a), written(b)]).filter(|[a, b]| is_slip(a, b)).collect()
}

/// Names that pairs connect, each group sorted: three spellings of one name are one group.
pub(in crate::rules) fn connected<'n>(pairs: &[[&'n str; 2]]) -> Vec<Vec<&'n str>> {
    let mut group_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for pair in pairs {
        let known = pair.map(|name| group_of.get(name).copied());
        let (into, names) = match known {
            [Some(a), Some(b)] if a == b => continue,
            [Some(a), Some(b)] => {
                let (large, small) = if groups[a].len() < groups[b].len() { (b, a) } else { (a, b) };
                (large, std::mem::take(&mut groups[small]))
            }
            [Some(a), None] => (a, vec![pair[1]]),
            [None, Some(b)] => (b, vec![pair[0]]),
            [None, None] => {
                groups.push(Vec::new());
                (groups.len() - 1, pair.to_vec())
            }
        };
        group_of.extend(names.iter().map(|name| (*name, into)));
        groups[into].extend(names);
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| !group.is_empty());
    groups
}

fn is_telling(name: &Person<'_>) -> bool {
    name.written.chars().filter(|c| c.is_alphabetic()).count() >= TELLING && name.given.iter().all(|word| word.chars().count() > 1)
}

fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let feminine = |a: &str, b: &str| {
        let mut words = a.split(' ').zip(b.split(' '));
        words.any(|(a, b)| b.strip_prefix(a).is_some_and(|rest| matches!(rest, "a" | "а" | "á")))
    };
    one_edit_apart(&a, &b) && !feminine(&a, &b) && !feminine(&b, &a)
}

fn hash<'c>(letters: impl Iterator<Item = &'c char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    letters.for_each(|letter| letter.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_fit_fuller_ones() {
        let fits = |a: &str, b: &str| Person::of(a).zip(Person::of(b)).is_some_and(|(a, b)| a.fits(&b));
        for short in ["A. Lisina", "A.B. Lisina", "Anna Lisina", "anna b. lisina"] {
            assert!(fits(short, "Anna Borisovna Lisina"), "{short}");
        }
        for other in ["Alla Lisina", "B. A. Lisina", "A. Lisin"] {
            assert!(!fits(other, "Anna Borisovna Lisina"), "{other}");
        }
        assert!(Person::of("Lisina").is_none());
    }

    #[test]
    fn one_letter_is_found_among_many_names() {
        let written =
            ["Gary Goldberg", "Gary Goldborg", "Gary Goldbergg", "Ivan Petrov", "Ivan Petrova", "A. Lisina", "B. Lisina", "Li Bo", "Li Po"];
        let names: Vec<Person<'_>> = written.iter().filter_map(|name| Person::of(name)).collect();
        let mut pairs = misspelt(&names);
        pairs.sort_unstable();
        assert_eq!(pairs, [["Gary Goldberg", "Gary Goldbergg"], ["Gary Goldberg", "Gary Goldborg"]]);
    }

    #[test]
    fn pairs_make_groups() {
        let pairs = [["b", "c"], ["x", "y"], ["d", "e"], ["c", "d"], ["b", "e"]];
        assert_eq!(connected(&pairs), [vec!["b", "c", "d", "e"], vec!["x", "y"]]);
    }
}

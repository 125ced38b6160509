//! The names of archives, ready for look-up: every spelling of the tables under a key of what counts in it.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use memchr::memmem::Finder;

use super::lower::{self, lower};
use super::model::Repository;
use super::vocabulary::NameWord;
use crate::record::holding::Spelling;

/// A repository that a spelling may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// Index into [`super::Schemas::repositories`].
    pub repository: usize,
    /// Canonical siglum.
    pub siglum: Arc<str>,
    /// What kind of spelling it is.
    pub spelling: Spelling,
    /// Whether a shared spelling means this repository when nothing else tells.
    pub usual: bool,
}

/// The names of some repositories.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_key: HashMap<String, Vec<NameMatch>, FixedState>,
    /// The keys in lower case, sorted.
    folded: Vec<String>,
    /// The most words a name has.
    pub longest: usize,
}

impl Names {
    /// The names of these repositories, with their short forms.
    pub(super) fn of(repositories: &[Repository], words: &[NameWord]) -> Self {
        let words: Vec<(&NameWord, Finder<'_>)> = words.iter().map(|word| (word, Finder::new(&word.full))).collect();
        let mut all = Self::default();
        for (number, repository) in repositories.iter().enumerate() {
            all.add(number, repository, &words);
        }
        all.folded = all.by_key.keys().map(|key| lowered(key)).collect();
        all.folded.sort_unstable();
        all
    }

    fn add(&mut self, number: usize, repository: &Repository, words: &[(&NameWord, Finder<'_>)]) {
        let siglum: Arc<str> = repository.siglum.as_str().into();
        let bare = repository.siglum.split(" (").next().unwrap_or_default();
        let own = [Some(&repository.siglum), repository.original_siglum.as_ref()].into_iter().flatten();
        let today = [Some(&repository.name), repository.original_name.as_ref()].into_iter().flatten().chain(&repository.spellings);
        let groups = own
            .map(|name| (name.as_str(), Spelling::Canonical))
            .chain(today.map(|name| (name.as_str(), Spelling::Variant)))
            .chain(repository.former.iter().map(|name| (name.as_str(), Spelling::Former)))
            .chain(repository.shared.iter().chain(&repository.usual).map(|name| (name.as_str(), Spelling::Shared)))
            .chain((bare != repository.siglum).then_some((bare, Spelling::Shared)));
        for (name, spelling) in groups {
            self.longest = self.longest.max(name.split_whitespace().count());
            let mut enter = |name: &str| {
                let entry = self.by_key.entry(name_key(name)).or_default();
                if !entry.iter().any(|known| known.repository == number) {
                    let usual = repository.usual.iter().any(|usual| usual == name);
                    entry.push(NameMatch { repository: number, siglum: siglum.clone(), spelling, usual });
                }
            };
            enter(name);
            shortened(name, words).iter().for_each(|name| enter(name));
        }
    }

    /// The repositories that have exactly this name.
    pub(super) fn get(&self, name: &str) -> Option<&[NameMatch]> {
        self.by_key.get(&name_key(name)).map(Vec::as_slice)
    }

    /// Whether a name begins with this text.
    pub(super) fn any_begins(&self, text: &str) -> bool {
        let at = self.folded.partition_point(|name| name.chars().lt(folded(text)));
        self.folded.get(at).is_some_and(|name| {
            let mut letters = name.chars();
            folded(text).all(|letter| letters.next() == Some(letter))
        })
    }
}

/// The shorter forms of a name: with each of its words shortened, or not, in every way the tables know.
fn shortened(name: &str, words: &[(&NameWord, Finder<'_>)]) -> Vec<String> {
    let whole = lower(name);
    // Sigla and names in another script have none of the words.
    let (length, ascii) = (whole.len(), whole.is_ascii());
    let mut fitting = words.iter().filter(|(word, _)| length > word.full.len() && ascii == word.full.is_ascii()).peekable();
    if fitting.peek().is_none() {
        return Vec::new();
    }
    // Each form stands beside its lower case, which the next word is looked for in.
    let mut all = vec![(name.to_owned(), whole)];
    for (word, finder) in fitting {
        for at in 0..all.len() {
            let (form, small) = &all[at];
            let Some(start) = finder.find(small.as_bytes()).filter(|_| small.len() == form.len()) else { continue };
            let shorter = |short: &String| format!("{}{short}{}", &form[..start], &form[start + word.full.len()..]);
            let more: Vec<String> = word.short.iter().map(shorter).collect();
            all.extend(more.into_iter().map(|form| {
                let small = lower(&form);
                (form, small)
            }));
        }
    }
    all.into_iter().skip(1).map(|(form, _)| form).collect()
}

/// What of a name counts, in lower case: a key that grows letter by letter with the name.
fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|&c| counts(c)).flat_map(char::to_lowercase)
}

/// The same of a key, of which all counts.
fn lowered(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    key.chars().for_each(|c| lower::push(&mut out, c));
    out
}

fn counts(c: char) -> bool {
    is_letter(c) || c.is_numeric() || matches!(c, '/' | '(' | ')')
}

/// Whether a character is a letter; the letters of most names are told without the tables of Unicode.
fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'А'..='я') || !c.is_ascii() && c.is_alphabetic()
}

/// Whether a character is a small letter.
fn is_small(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='я') || !matches!(c, 'А'..='Я') && !c.is_ascii() && c.is_lowercase()
}

/// Comparison key of a repository name: spaces, dots, hyphens and quotation marks do not count. Case counts for
/// sigla (a dog may be called Garf), not for names that hold a word of four lower-case letters.
fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let kept = name.chars().filter(|&c| counts(c));
    if is_spelt_out(name) {
        kept.for_each(|c| lower::push(&mut key, c));
    } else {
        key.extend(kept);
    }
    key
}

/// Whether a word of a name has four small letters.
fn is_spelt_out(name: &str) -> bool {
    let mut small = 0;
    name.chars().any(|c| {
        small = if is_small(c) {
            small + 1
        } else if is_letter(c) {
            small
        } else {
            0
        };
        small >= 4
    })
}

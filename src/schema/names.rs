//! The names of archives, ready for look-up: every spelling of the tables under a key of what counts in it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use memchr::memmem::Finder;

use super::lower;
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
    /// The keys in lower case, sorted; made when first asked for.
    folded: OnceLock<Vec<Folded>>,
    /// The most words a name has.
    pub longest: usize,
}

/// A key in lower case. Its first eight bytes, as a number, put it in order beside most others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Folded {
    head: u64,
    name: String,
}

impl Names {
    /// The names of these repositories, with their short forms.
    pub(super) fn of(repositories: &[Repository], words: &[NameWord]) -> Self {
        let words = ShortForms::of(words);
        let mut all = Self::default();
        for (number, repository) in repositories.iter().enumerate() {
            all.add(number, repository, &words);
        }
        all
    }

    fn add(&mut self, number: usize, repository: &Repository, words: &ShortForms<'_>) {
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
            words.of_name(name).iter().for_each(|name| enter(name));
        }
    }

    /// The repositories that have exactly this name.
    pub(super) fn get(&self, name: &str) -> Option<&[NameMatch]> {
        self.by_key.get(&name_key(name)).map(Vec::as_slice)
    }

    /// Whether a name begins with this text.
    pub(super) fn any_begins(&self, text: &str) -> bool {
        let names = self.folded.get_or_init(|| {
            let mut names: Vec<Folded> = self.by_key.keys().map(|key| Folded::of(key)).collect();
            names.sort_unstable();
            names
        });
        let at = names.partition_point(|known| known.name.chars().lt(folded(text)));
        names.get(at).is_some_and(|known| {
            let mut letters = known.name.chars();
            folded(text).all(|letter| letters.next() == Some(letter))
        })
    }
}

impl Folded {
    fn of(key: &str) -> Self {
        let mut name = String::with_capacity(key.len());
        lower::push_str(&mut name, key);
        let mut head = [0; 8];
        name.bytes().zip(&mut head).for_each(|(byte, place)| *place = byte);
        Self { head: u64::from_be_bytes(head), name }
    }
}

/// Words of names and what they are shortened to, those of Latin letters apart.
struct ShortForms<'t> {
    latin: Vec<ShortForm<'t>>,
    other: Vec<ShortForm<'t>>,
}

struct ShortForm<'t> {
    word: &'t NameWord,
    finder: Finder<'t>,
}

impl<'t> ShortForms<'t> {
    fn of(words: &'t [NameWord]) -> Self {
        let form = |word: &'t NameWord| ShortForm { word, finder: Finder::new(&word.full) };
        let (latin, other) = words.iter().map(form).partition(|form| form.word.full.is_ascii());
        Self { latin, other }
    }

    /// The shorter forms of a name: with each of its words shortened, or not, in every way the tables know.
    fn of_name(&self, name: &str) -> Vec<String> {
        // Each form stands beside its lower case, which the next word is looked for in.
        let mut all: Vec<(String, String)> = Vec::new();
        // Sigla and names in another script have none of the words.
        if name.is_ascii() && self.latin.is_empty() {
            return Vec::new();
        }
        let lower = lower::lower(name);
        let words = if lower.is_ascii() { &self.latin } else { &self.other };
        for ShortForm { word, finder } in words.iter().filter(|form| lower.len() > form.word.full.len()) {
            let mut more: Vec<String> = Vec::new();
            let mut shorten = |form: &str, lower: &str| {
                let Some(start) = finder.find(lower.as_bytes()).filter(|_| lower.len() == form.len()) else { return };
                more.extend(word.short.iter().map(|short| format!("{}{short}{}", &form[..start], &form[start + word.full.len()..])));
            };
            shorten(name, &lower);
            all.iter().for_each(|(form, lower)| shorten(form, lower));
            let lowers: Vec<String> = more.iter().map(|form| lower::lower(form)).collect();
            all.extend(more.into_iter().zip(lowers));
        }
        all.into_iter().map(|(form, _)| form).collect()
    }
}

/// What of a name counts, in lower case: a key that grows letter by letter with the name.
fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|&c| counts(c)).flat_map(char::to_lowercase)
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
    // Whole runs are taken at once: most of a name counts.
    let runs = name.split(|c| !counts(c));
    if is_spelt_out(name) {
        runs.for_each(|run| lower::push_str(&mut key, run));
    } else {
        runs.for_each(|run| key.push_str(run));
    }
    key
}

/// Whether a word of a name has four small letters.
fn is_spelt_out(name: &str) -> bool {
    let mut small = 0;
    name.chars().any(|c| {
        small = if is_letter(c) { small + usize::from(is_small(c)) } else { 0 };
        small >= 4
    })
}

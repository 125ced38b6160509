//! The names of archives, ready for look-up: every spelling of the tables under a key of what counts in it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use memchr::memmem::Finder;

use super::lookup::{Beginning, Schemas};
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

/// The names of the repositories of some schemas, made when first asked for: those with Cyrillic letters apart, for a text
/// without them asks for no other.
#[derive(Debug, Default)]
pub(super) struct Names {
    cyrillic: OnceLock<Table>,
    other: OnceLock<Table>,
    longest: OnceLock<usize>,
}

/// The names of one script.
#[derive(Debug, Default)]
struct Table {
    by_key: HashMap<String, Vec<NameMatch>, FixedState>,
    /// The keys in lower case, sorted; made when first asked for.
    folded: OnceLock<Vec<Folded>>,
}

/// A key in lower case. Its first eight bytes, as a number, put it in order beside most others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Folded {
    head: u64,
    name: String,
}

impl Names {
    /// The repositories that have exactly this name.
    pub(super) fn get(&self, name: &str, schemas: &Schemas) -> Option<&[NameMatch]> {
        self.table(name, schemas).by_key.get(&name_key(name)).map(Vec::as_slice)
    }

    /// Whether a name begins with this text, or may be it.
    pub(super) fn beginning(&self, text: &str, schemas: &Schemas) -> Beginning {
        let names = self.table(text, schemas).folded();
        let wanted = Folded::of_lower(fold(text));
        let at = names.partition_point(|known| *known < wanted);
        match names.get(at) {
            Some(known) if known.name == wanted.name => Beginning::Whole,
            Some(known) if known.name.starts_with(&wanted.name) => Beginning::Part,
            _ => Beginning::None,
        }
    }

    /// The most words a name has.
    pub(super) fn longest(&self, schemas: &Schemas) -> usize {
        let names = || schemas.repositories.iter().flat_map(printed).map(|(name, _)| name);
        // A name with more words than the longest so far has a letter and a blank for each of those: few are as long.
        let longer = |most: usize, name: &str| if name.len() > 2 * most { most.max(name.split_whitespace().count()) } else { most };
        *self.longest.get_or_init(|| names().fold(0, longer))
    }

    /// Every name that may be this text or begin with it.
    fn table(&self, text: &str, schemas: &Schemas) -> &Table {
        let cyrillic = has_cyrillic(text);
        let table = if cyrillic { &self.cyrillic } else { &self.other };
        table.get_or_init(|| Table::of(schemas, cyrillic))
    }
}

impl Table {
    fn of(schemas: &Schemas, cyrillic: bool) -> Self {
        let words = ShortForms::of(&schemas.name_words);
        let mut table = Self::default();
        for (number, repository) in schemas.repositories.iter().enumerate() {
            let siglum: Arc<str> = repository.siglum.as_str().into();
            for (name, spelling) in printed(repository).filter(|(name, _)| words.mix_scripts || belongs(name, cyrillic)) {
                let mut enter = |name: &str| {
                    let entry = table.by_key.entry(name_key(name)).or_default();
                    if !entry.iter().any(|known| known.repository == number) {
                        let usual = repository.usual.iter().any(|usual| usual == name);
                        entry.push(NameMatch { repository: number, siglum: siglum.clone(), spelling, usual });
                    }
                };
                enter(name);
                words.of_name(name).iter().for_each(|name| enter(name));
            }
        }
        table
    }

    fn folded(&self) -> &[Folded] {
        self.folded.get_or_init(|| {
            let mut names: Vec<Folded> = self.by_key.keys().map(|key| Folded::of(key)).collect();
            names.sort_unstable();
            names
        })
    }
}

/// The names of a repository as they are printed, before they are shortened.
fn printed(repository: &Repository) -> impl Iterator<Item = (&str, Spelling)> {
    let bare = repository.siglum.split(" (").next().unwrap_or_default();
    let own = [Some(&repository.siglum), repository.original_siglum.as_ref()].into_iter().flatten();
    let today = [Some(&repository.name), repository.original_name.as_ref()].into_iter().flatten().chain(&repository.spellings);
    own.map(|name| (name.as_str(), Spelling::Canonical))
        .chain(today.map(|name| (name.as_str(), Spelling::Variant)))
        .chain(repository.former.iter().map(|name| (name.as_str(), Spelling::Former)))
        .chain(repository.shared.iter().chain(&repository.usual).map(|name| (name.as_str(), Spelling::Shared)))
        .chain((bare != repository.siglum).then_some((bare, Spelling::Shared)))
}

/// Whether a name is asked for by texts with Cyrillic letters, or by those without: a name that has some behind a beginning
/// of another script, by both.
fn belongs(name: &str, cyrillic: bool) -> bool {
    let has = has_cyrillic(name);
    if cyrillic { has } else { !has || !name.chars().find(|&c| counts(c)).is_some_and(is_cyrillic) }
}

/// Whether a text has a letter of the block that Russian and its relatives are written with: their first bytes are two.
fn has_cyrillic(text: &str) -> bool {
    memchr::memchr2(0xD0, 0xD1, text.as_bytes()).is_some()
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{47F}')
}

impl Folded {
    fn of(key: &str) -> Self {
        Self::of_lower(lower::each(key.to_owned()))
    }

    fn of_lower(name: String) -> Self {
        let mut head = [0; 8];
        name.bytes().zip(&mut head).for_each(|(byte, place)| *place = byte);
        Self { head: u64::from_be_bytes(head), name }
    }
}

/// Words of names and what they are shortened to, those of Latin letters apart.
struct ShortForms<'t> {
    latin: Vec<ShortForm<'t>>,
    other: Vec<ShortForm<'t>>,
    /// Whether a short form may put a name among those of another script.
    mix_scripts: bool,
}

struct ShortForm<'t> {
    word: &'t NameWord,
    finder: Finder<'t>,
}

impl<'t> ShortForms<'t> {
    fn of(words: &'t [NameWord]) -> Self {
        let cyrillic = |text: &str| text.chars().filter(|&c| counts(c)).map(is_cyrillic).reduce(|all, next| all && next);
        let same_script = |word: &NameWord| {
            let full = cyrillic(&word.full);
            full == Some(has_cyrillic(&word.full))
                && word.short.iter().all(|short| cyrillic(short) == full && Some(has_cyrillic(short)) == full)
        };
        let mix_scripts = !words.iter().all(same_script);
        let form = |word: &'t NameWord| ShortForm { word, finder: Finder::new(&word.full) };
        let (latin, other) = words.iter().map(form).partition(|form| form.word.full.is_ascii());
        Self { latin, other, mix_scripts }
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
fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' | '/' | '(' | ')' => key.push(c),
            'A'..='Z' => key.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() || !counts(c) => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

fn counts(c: char) -> bool {
    is_letter(c) || matches!(c, '0'..='9' | '/' | '(' | ')') || !c.is_ascii() && c.is_numeric()
}

/// Whether a character is a letter; the letters of most names are told without the tables of Unicode.
fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{47F}') || !c.is_ascii() && c.is_alphabetic()
}

/// Whether a character is a small letter.
fn is_small(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='џ') || !matches!(c, 'Ѐ'..='Я') && !c.is_ascii() && c.is_lowercase()
}

/// Comparison key of a repository name: spaces, dots, hyphens and quotation marks do not count. Case counts for
/// sigla (a dog may be called Garf), not for names that hold a word of four lower-case letters.
fn name_key(name: &str) -> String {
    let mut key = name.to_owned();
    key.retain(counts);
    if is_spelt_out(name) { lower::each(key) } else { key }
}

/// Whether a word of a name has four small letters.
fn is_spelt_out(name: &str) -> bool {
    let mut small = 0;
    name.chars().any(|c| {
        small = if is_letter(c) { small + usize::from(is_small(c)) } else { 0 };
        small >= 4
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(schemas: &Schemas, name: &str) -> Vec<String> {
        schemas.repositories_named(name).iter().map(|found| found.siglum.to_string()).collect()
    }

    fn with(text: &str) -> Schemas {
        let source = super::super::SchemaSource { name: "own.toml".into(), text: text.into() };
        Schemas::with(&[source]).expect("a schema file")
    }

    #[test]
    fn names_of_either_script_are_found_whatever_they_begin_with() {
        let schemas = with(
            "[[repository]]\nsiglum = \"XQ1\"\nname = \"12-й архив Кью\"\nspellings = [\"XQ Архив\", \"Qqarkiv\"]\ncountry = \"RU\"\nscheme = \"ru4\"\n",
        );
        for name in ["XQ1", "12-й архив Кью", "12-й Архив кью", "XQ Архив", "Qqarkiv"] {
            assert_eq!(named(&schemas, name), ["XQ1"], "{name}");
            let parts: Vec<&str> = name.char_indices().map(|(at, c)| &name[..at + c.len_utf8()]).collect();
            assert!(parts.iter().all(|part| schemas.may_begin_name(part)), "{name}");
        }
        assert!(!schemas.may_begin_name("12-й архив Кьюу") && !schemas.may_begin_name("Qqarkivv"));
    }

    #[test]
    fn a_short_form_of_another_script_is_known() {
        let schemas = with(
            "[[repository]]\nsiglum = \"XQ1\"\nname = \"Кьюархив 7\"\ncountry = \"RU\"\nscheme = \"ru4\"\n\
             [[name-word]]\nfull = \"кьюархив\"\nshort = [\"qqark\", \"12ю\"]\n",
        );
        assert_eq!(named(&schemas, "qqark 7"), ["XQ1"]);
        assert_eq!(named(&schemas, "12ю 7"), ["XQ1"]);
        assert!(schemas.may_begin_name("qqa") && schemas.may_begin_name("12"));
    }

    #[test]
    fn every_letter_of_the_cyrillic_block_counts_and_stays_in_it() {
        for c in '\u{400}'..='\u{47F}' {
            assert!(has_cyrillic(c.encode_utf8(&mut [0; 4])) && c.is_alphabetic() == is_letter(c), "{c}");
            assert!(c.to_lowercase().all(is_cyrillic), "{c}");
        }
    }
}

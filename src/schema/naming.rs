//! What counts in the name of an archive, and every form it is printed in: the rows that names are looked up by.
//!
//! The build script reads this file too, and puts the rows of the built-in tables into the program; those of tables with archives
//! of the user's own are made at run time, by the same code. So nothing here knows the other files of the room but [`lower`].

use memchr::memmem::Finder;

use super::lower;

/// The names in the entry of an archive.
#[derive(Debug, Clone, Default)]
pub struct Archive<'t> {
    /// Canonical siglum.
    pub siglum: &'t str,
    /// The siglum in the archive's own script.
    pub original_siglum: Option<&'t str>,
    /// Full name in English.
    pub name: &'t str,
    /// Full name in the archive's own language.
    pub original_name: Option<&'t str>,
    /// Id of the level scheme.
    pub scheme: &'t str,
    /// Other spellings of today's name.
    pub spellings: Vec<&'t str>,
    /// Names no longer in use.
    pub former: Vec<&'t str>,
    /// Spellings that other archives use as well.
    pub shared: Vec<&'t str>,
    /// Shared spellings that mean this archive when nothing else tells.
    pub usual: Vec<&'t str>,
}

/// What kind of spelling a name is; the words of `record::Spelling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The siglum itself.
    Canonical,
    /// Another spelling of today's name.
    Variant,
    /// A name it had earlier.
    Former,
    /// A spelling that other archives use as well.
    Shared,
}

/// A name of an archive, ready to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The key in lower case: what rows are sorted by.
    pub folded: String,
    /// What of the name counts.
    pub key: String,
    /// The number of the archive.
    pub archive: usize,
    /// What kind of spelling it is.
    pub kind: Kind,
    /// Whether it means this archive when nothing else tells.
    pub usual: bool,
}

/// A word of names and what it is shortened to.
pub type Word<'t> = (&'t str, Vec<&'t str>);

/// The names of all archives in every form, sorted; of an archive's names with one key the first counts.
pub fn rows(archives: &[Archive<'_>], words: &[Word<'_>]) -> Vec<Row> {
    let words = ShortForms::of(words);
    let mut rows = Vec::new();
    for (number, archive) in archives.iter().enumerate() {
        for (name, kind) in printed(archive) {
            let mut enter = |name: &str| {
                let key = name_key(name);
                rows.push(Row { folded: lower::each(key.clone()), key, archive: number, kind, usual: archive.usual.contains(&name) });
            };
            enter(name);
            words.of_name(name).iter().for_each(|name| enter(name));
        }
    }
    rows.sort_by(|a, b| (&a.folded, &a.key, a.archive).cmp(&(&b.folded, &b.key, b.archive)));
    rows.dedup_by(|next, row| next.key == row.key && next.archive == row.archive);
    rows
}

/// The most words a name has.
pub fn longest(archives: &[Archive<'_>]) -> usize {
    archives.iter().flat_map(printed).map(|(name, _)| name.split_whitespace().count()).max().unwrap_or_default()
}

/// The first words of all names of the archives of one scheme, in lower case, sorted.
pub fn first_words(archives: &[Archive<'_>], scheme: &str) -> Vec<String> {
    let names = archives.iter().filter(|archive| archive.scheme == scheme).flat_map(|archive| {
        let own = [Some(archive.siglum), Some(archive.name), archive.original_name, archive.original_siglum];
        own.into_iter().flatten().chain(archive.spellings.iter().chain(&archive.former).chain(&archive.shared).copied())
    });
    let first = |name: &str| name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(lower::lower);
    let mut words: Vec<String> = names.filter_map(first).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The first eight bytes of a folded key as a number: it puts the key in order beside most others.
pub fn head(folded: &str) -> u64 {
    let mut head = [0; 8];
    folded.bytes().zip(&mut head).for_each(|(byte, place)| *place = byte);
    u64::from_be_bytes(head)
}

/// The names of an archive as they are printed, before they are shortened.
fn printed<'t>(archive: &'t Archive<'t>) -> impl Iterator<Item = (&'t str, Kind)> {
    let bare = archive.siglum.split(" (").next().unwrap_or_default();
    let own = [Some(archive.siglum), archive.original_siglum].into_iter().flatten();
    let today = [Some(archive.name), archive.original_name].into_iter().flatten().chain(archive.spellings.iter().copied());
    own.map(|name| (name, Kind::Canonical))
        .chain(today.map(|name| (name, Kind::Variant)))
        .chain(archive.former.iter().map(|name| (*name, Kind::Former)))
        .chain(archive.shared.iter().chain(&archive.usual).map(|name| (*name, Kind::Shared)))
        .chain((bare != archive.siglum).then_some((bare, Kind::Shared)))
}

/// Words of names and what they are shortened to, those of Latin letters apart.
struct ShortForms<'t> {
    latin: Vec<ShortForm<'t>>,
    other: Vec<ShortForm<'t>>,
}

struct ShortForm<'t> {
    word: &'t Word<'t>,
    finder: Finder<'t>,
}

impl<'t> ShortForms<'t> {
    fn of(words: &'t [Word<'t>]) -> Self {
        let form = |word: &'t Word<'t>| ShortForm { word, finder: Finder::new(word.0) };
        let (latin, other) = words.iter().map(form).partition(|form| form.word.0.is_ascii());
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
        for ShortForm { word: (full, shorts), finder } in words.iter().filter(|form| lower.len() > form.word.0.len()) {
            let mut more: Vec<String> = Vec::new();
            let mut shorten = |form: &str, lower: &str| {
                let Some(start) = finder.find(lower.as_bytes()).filter(|_| lower.len() == form.len()) else { return };
                more.extend(shorts.iter().map(|short| format!("{}{short}{}", &form[..start], &form[start + full.len()..])));
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
pub fn fold(name: &str) -> String {
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

/// Whether a character of a name counts: spaces, dots, hyphens and quotation marks do not.
pub fn counts(c: char) -> bool {
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

/// What of a name counts. Case counts for sigla (a dog may be called Garf), not for names that are spelt out.
fn name_key(name: &str) -> String {
    let mut key = name.to_owned();
    key.retain(counts);
    if is_spelt_out(name) { lower::each(key) } else { key }
}

/// Whether a word of a name has four small letters.
pub fn is_spelt_out(name: &str) -> bool {
    let mut small = 0;
    name.chars().any(|c| {
        small = if is_letter(c) { small + usize::from(is_small(c)) } else { 0 };
        small >= 4
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_cyrillic_block_is_told_as_unicode_tells_it() {
        for c in '\u{400}'..='\u{47F}' {
            assert_eq!((is_letter(c), is_small(c)), (c.is_alphabetic(), c.is_lowercase()), "{c}");
        }
    }

    #[test]
    fn a_folded_key_is_the_key_in_lower_case() {
        for name in ["GARF", "Riksarkivet, Stockholm", "ЦАМО РФ", "Állambiztonsági Levéltár (ÁBTL)", "İstanbul 7/8"] {
            assert_eq!(fold(name), lower::each(name_key(name)), "{name}");
        }
    }
}

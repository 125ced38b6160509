//! The names of archives, ready for look-up: every spelling of the tables under a key of what counts in it.

use std::borrow::Cow;

use super::lookup::{Beginning, Schemas};
use super::model::Repository;
use super::naming::{self, Archive, Kind};
use crate::record::holding::Spelling;

/// A repository that a spelling may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// Index into [`super::Schemas::repositories`].
    pub repository: usize,
    /// What kind of spelling it is.
    pub spelling: Spelling,
    /// Whether a shared spelling means this repository when nothing else tells.
    pub usual: bool,
}

/// The names of the repositories of some schemas, sorted by what counts in them, in lower case.
///
/// The build script writes the one of the built-in tables ([`super::builtin::NAMES`]), so that no run has to make it.
#[derive(Debug)]
pub(super) struct Names {
    /// The heads of the keys in lower case ([`naming::head`]).
    pub heads: Cow<'static, [u64]>,
    /// The keys in lower case.
    pub folded: Texts,
    /// The keys.
    pub keys: Texts,
    /// What each key may mean.
    pub matches: Cow<'static, [NameMatch]>,
    /// Where the matches of each key end.
    pub ends: Cow<'static, [u32]>,
    /// The most words a name has.
    pub longest: usize,
    /// By id of the scheme, the first words of the names of its repositories in lower case, with blanks between them.
    pub starts: Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>,
}

/// Many texts in one.
#[derive(Debug)]
pub(super) struct Texts {
    /// One behind the other.
    pub text: Cow<'static, str>,
    /// Where each ends: bytes.
    pub ends: Cow<'static, [u32]>,
}

impl Texts {
    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    fn push(&mut self, text: &str) {
        self.text.to_mut().push_str(text);
        self.ends.to_mut().push(self.text.len() as u32);
    }

    const fn empty() -> Self {
        Self { text: Cow::Borrowed(""), ends: Cow::Borrowed(&[]) }
    }
}

impl Names {
    /// The names of these schemas.
    pub(super) fn of(schemas: &Schemas) -> Self {
        let archives: Vec<Archive<'_>> = schemas.repositories.iter().map(archive).collect();
        let words: Vec<naming::Word<'_>> = schemas.name_words.iter().map(|word| (&*word.full, strs(&word.short))).collect();
        let (mut heads, mut matches, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        let (mut folded, mut keys) = (Texts::empty(), Texts::empty());
        let rows = naming::rows(&archives, &words);
        for same in rows.chunk_by(|a, b| a.key == b.key) {
            heads.push(naming::head(&same[0].folded));
            folded.push(&same[0].folded);
            keys.push(&same[0].key);
            matches.extend(same.iter().map(|row| NameMatch { repository: row.archive, spelling: row.kind.into(), usual: row.usual }));
            ends.push(matches.len() as u32);
        }
        let mut schemes: Vec<&str> = archives.iter().map(|archive| archive.scheme).collect();
        schemes.sort_unstable();
        schemes.dedup();
        let starts = schemes.iter().map(|id| (id.to_string().into(), naming::first_words(&archives, id).join(" ").into())).collect();
        Self {
            heads: heads.into(),
            folded,
            keys,
            matches: matches.into(),
            ends: ends.into(),
            longest: naming::longest(&archives),
            starts: Cow::Owned(starts),
        }
    }

    /// The repositories that have exactly this name.
    pub(super) fn get(&self, name: &str) -> Option<&[NameMatch]> {
        let wanted = naming::fold(name);
        let spelt_out = naming::is_spelt_out(name);
        let is_meant = |key: &str| if spelt_out { key == wanted } else { name.chars().filter(|&c| naming::counts(c)).eq(key.chars()) };
        let alike = (self.first_from(&wanted)..self.heads.len()).take_while(|&row| self.folded.get(row) == wanted);
        let row = alike.into_iter().find(|&row| is_meant(self.keys.get(row)))?;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.matches[start as usize..self.ends[row] as usize])
    }

    /// Whether a name begins with this text, or may be it.
    pub(super) fn beginning(&self, text: &str) -> Beginning {
        let wanted = naming::fold(text);
        let row = self.first_from(&wanted);
        if row == self.heads.len() {
            return Beginning::None;
        }
        match self.folded.get(row).strip_prefix(wanted.as_str()) {
            Some("") => Beginning::Whole,
            Some(_) => Beginning::Part,
            None => Beginning::None,
        }
    }

    /// The first row that is not before a key in lower case.
    fn first_from(&self, wanted: &str) -> usize {
        let head = naming::head(wanted);
        let (mut first, mut end) = (0, self.heads.len());
        while first < end {
            let middle = usize::midpoint(first, end);
            let order = self.heads[middle].cmp(&head).then_with(|| self.folded.get(middle).cmp(wanted));
            (first, end) = if order.is_lt() { (middle + 1, end) } else { (first, middle) };
        }
        first
    }
}

/// What of an entry bears on the names.
fn archive(entry: &Repository) -> Archive<'_> {
    Archive {
        siglum: &entry.siglum,
        original_siglum: entry.original_siglum.as_deref(),
        name: &entry.name,
        original_name: entry.original_name.as_deref(),
        scheme: &entry.scheme,
        spellings: strs(&entry.spellings),
        former: strs(&entry.former),
        shared: strs(&entry.shared),
        usual: strs(&entry.usual),
    }
}

fn strs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

impl From<Kind> for Spelling {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Canonical => Spelling::Canonical,
            Kind::Variant => Spelling::Variant,
            Kind::Former => Spelling::Former,
            Kind::Shared => Spelling::Shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(schemas: &Schemas, name: &str) -> Vec<String> {
        schemas.repositories_named(name).iter().map(|found| schemas.siglum(found).to_string()).collect()
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
}

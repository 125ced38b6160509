//! Keys of entries: `wcda-121796`, `garf-5446-98c-718-3`.
//!
//! The same record always gets the same key. An entry that comes with a key of its own keeps it; those made here have
//! only `[a-z0-9-]`, which every program reads.

use std::collections::HashMap;

use super::entry::Entry;
use super::markup::clean;
use super::{NoteKind, Setting};
use crate::schema::Schemas;

/// Keys that a format can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyForm {
    /// Any line of text.
    Text,
    /// Those that BibTeX, biber and LaTeX all read: ASCII letters, digits and a few marks.
    Tex,
    /// Identifiers of XML: a name without a colon.
    Xml,
}

/// A key for every entry, in order. Entries with a key of their own come first; where records would share one, the
/// first keeps it and the next get `-a`, `-b` …, so that a record added below never renames one that a manuscript
/// already cites. Capitals make no difference, since classic BibTeX sees none.
pub(super) fn keys(entries: &mut [Entry<'_>], form: KeyForm, setting: Setting<'_>) -> Vec<String> {
    let mut taken = HashMap::new();
    let own: Vec<Option<String>> = entries.iter_mut().map(|entry| own_key(entry, form, &mut taken, setting.schemas)).collect();
    let made = |(entry, own): (&mut Entry<'_>, Option<String>)| {
        own.unwrap_or_else(|| {
            let key = key(entry, setting.schemas);
            unique(if form == KeyForm::Xml { xml_name(key) } else { key }, &mut taken)
        })
    };
    entries.iter_mut().zip(own).map(made).collect()
}

/// The key that the source states, made safe and unique, with a note where that changes it.
fn own_key(entry: &mut Entry<'_>, form: KeyForm, taken: &mut HashMap<String, usize>, schemas: &Schemas) -> Option<String> {
    let stated = &entry.record.entry.as_ref()?.key.as_ref()?.value;
    let safe = match form {
        KeyForm::Text => clean(stated),
        KeyForm::Tex => plain_key(stated, "-_:./+", schemas),
        KeyForm::Xml => xml_name(plain_key(stated, "-_.", schemas)),
    };
    if safe.is_empty() {
        entry.detailed(NoteKind::Changed, "key", "has no sign that the format reads and is made anew", clean(stated));
        return None;
    }
    let key = unique(safe, taken);
    if key != *stated {
        let words = if taken_by_another(stated, &key) {
            "is another record's too and becomes"
        } else {
            "has signs that the format does not read and becomes"
        };
        entry.detailed(NoteKind::Changed, "key", words, key.clone());
    }
    Some(key)
}

/// Whether a key differs from the stated one by a letter at its end only.
fn taken_by_another(stated: &str, key: &str) -> bool {
    key.strip_prefix(stated).is_some_and(|rest| rest.starts_with('-'))
}

/// A name of XML begins with a letter or a low line.
fn xml_name(key: String) -> String {
    if key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || key.is_empty() { key } else { format!("_{key}") }
}

/// ASCII letters, digits and these marks; everything else a single hyphen.
fn plain_key(stated: &str, marks: &str, schemas: &Schemas) -> String {
    let mut out = String::new();
    for letter in schemas.transliterate(stated).chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() || marks.contains(letter) => out.push(letter),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// `taken` counts, for every key in use without its capitals, how many letters were tried after it.
fn unique(key: String, taken: &mut HashMap<String, usize>) -> String {
    let folded = key.to_lowercase();
    let Some(tried) = taken.get(&folded).copied() else {
        taken.insert(folded, 0);
        return key;
    };
    let with = |number: usize| (number, format!("{folded}-{}", letters(number)));
    let free = (tried..).map(with).find(|(_, candidate)| !taken.contains_key(candidate));
    let (number, candidate) = free.expect("invariant: the letters never end");
    taken.insert(folded, number + 1);
    taken.insert(candidate, 0);
    format!("{key}-{}", letters(number))
}

/// a, b … z, aa, ab …
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { letters(number / 26 - 1) + &last.to_string() }
}

/// Publisher and record ID; else archive, levels and first leaf; else the first words of the title.
///
/// A Latin `c` after an opis number stays a `c` (`98c`), though the archive's sign is the Cyrillic letter whose
/// romanisation is `s`: which of the two was meant is for the reader to say. A Cyrillic one is `98s` in the record already.
fn key(entry: &Entry<'_>, schemas: &Schemas) -> String {
    if let (Some(site), Some(id)) = (entry.site, &entry.identifier) {
        let id = slug([id.as_str()].into_iter(), schemas);
        if !id.is_empty() {
            return format!("{}-{id}", slug([site.id.as_str()].into_iter(), schemas));
        }
    }
    let holding = entry.record.holding();
    let first = holding.and_then(|holding| holding.folios.as_ref()?.items.first()).map(|item| &item.from);
    let archive = holding.and_then(|holding| holding.archive());
    let levels = holding.into_iter().flat_map(|holding| &holding.levels).map(|level| level.value.as_str());
    let leaf = first.map(|leaf| leaf.number.clone() + if leaf.verso { "ob" } else { "" });
    let shelfmark = slug(archive.into_iter().chain(levels).chain(leaf.as_deref()), schemas);
    let title = entry.title.as_ref().map(|title| title.as_str()).unwrap_or_default();
    let words = slug(title.split(' ').take(6), schemas);
    [shelfmark, words].into_iter().find(|key| !key.is_empty()).unwrap_or_else(|| "record".to_owned())
}

/// Lower-case ASCII letters and digits, everything else a single hyphen.
pub(super) fn slug<'t>(parts: impl Iterator<Item = &'t str>, schemas: &Schemas) -> String {
    let mut out = String::new();
    for part in parts {
        for letter in schemas.transliterate(part).chars() {
            match letter.to_ascii_lowercase() {
                letter if letter.is_ascii_alphanumeric() => out.push(letter),
                '\'' | '’' | 'ʹ' | 'ʺ' => {}
                _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
                _ => {}
            }
        }
        if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_records_get_a_letter() {
        let mut taken = HashMap::new();
        let keys: Vec<String> = (0..3).map(|_| unique("garf-1".into(), &mut taken)).collect();
        assert_eq!(keys, ["garf-1", "garf-1-a", "garf-1-b"]);
        assert_eq!((letters(25), letters(26), letters(52)), ("z".into(), "aa".into(), "ba".into()));
    }

    #[test]
    fn keys_of_others_stay_where_tex_reads_them() {
        let schemas = Schemas::builtin();
        for (stated, expected) in [("Smith:2020_a", "Smith:2020_a"), ("Иванов 1956", "Ivanov-1956"), ("a,b}%", "a-b"), ("文", "")] {
            assert_eq!(plain_key(stated, "-_:./+", &schemas), expected);
        }
        let mut taken = HashMap::new();
        assert_eq!([unique("Ab".into(), &mut taken), unique("ab".into(), &mut taken)], ["Ab", "ab-a"]);
    }

    #[test]
    fn keys_are_plain() {
        let schemas = Schemas::builtin();
        assert_eq!(slug(["AVP RF", "R-5446", "98с", "641/1"].into_iter(), &schemas), "avp-rf-r-5446-98s-641-1");
        assert_eq!(slug(["文件", "…"].into_iter(), &schemas), "");
    }
}

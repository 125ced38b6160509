//! Keys of entries: `wcda-121796`, `garf-5446-98c-718-3`.
//!
//! The same record always gets the same key. Only `[a-z0-9-]`, which every program reads.

use std::collections::HashMap;

use super::entry::Entry;
use crate::schema::Schemas;

/// A key for every entry, in order. Where records would share one, the first keeps it and the next get `-a`, `-b` …, so
/// that a record added below never renames one that a manuscript already cites.
pub(super) fn keys(entries: &[Entry<'_>], schemas: &Schemas) -> Vec<String> {
    let mut taken = HashMap::new();
    entries.iter().map(|entry| unique(key(entry, schemas), &mut taken)).collect()
}

/// `taken` counts, for every key in use, how many letters were tried after it.
fn unique(key: String, taken: &mut HashMap<String, usize>) -> String {
    let Some(tried) = taken.get(&key).copied() else {
        taken.insert(key.clone(), 0);
        return key;
    };
    let free = (tried..).map(|number| (number, format!("{key}-{}", letters(number)))).find(|(_, key)| !taken.contains_key(key));
    let (number, candidate) = free.expect("invariant: the letters never end");
    taken.insert(key, number + 1);
    taken.insert(candidate.clone(), 0);
    candidate
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
    fn keys_are_plain() {
        let schemas = Schemas::builtin();
        assert_eq!(slug(["AVP RF", "R-5446", "98с", "641/1"].into_iter(), &schemas), "avp-rf-r-5446-98s-641-1");
        assert_eq!(slug(["文件", "…"].into_iter(), &schemas), "");
    }
}

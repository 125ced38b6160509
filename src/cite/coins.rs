//! COinS: an HTML `span` a record, whose title is an OpenURL (Z39.88-2004) in the words of Dublin Core.
//!
//! Zotero and other reference managers find them on a page. The values are percent-encoded, then escaped for HTML.

use super::Setting;
use super::entry::Entry;
use super::names::Name;
use crate::record::{ArchivalDate, Role};

/// The key of each fact, in the order in which they are written.
const FIELDS: [(&str, Values); 11] = [
    ("rft.type", |_, _| vec!["manuscript".to_owned()]),
    ("rft.title", |entry, setting| entry.name(setting).into_iter().collect()),
    ("rft.creator", |entry, _| entry.names(Role::Author).iter().map(Name::inverted).collect()),
    ("rft.contributor", |entry, setting| entry.credit_clause(|role| role != Role::Author, setting).into_iter().collect()),
    ("rft.date", |entry, setting| entry.date().and_then(ArchivalDate::edtf).or_else(|| entry.date_in_words(setting)).into_iter().collect()),
    ("rft.source", |entry, setting| entry.shelfmark('–', true, setting).into_iter().collect()),
    ("rft.publisher", |entry, _| entry.publisher.iter().cloned().collect()),
    ("rft.identifier", |entry, _| entry.url.iter().cloned().collect()),
    ("rft.language", |entry, _| entry.language().into_iter().collect()),
    ("rft.rights", |entry, _| entry.rights().into_iter().collect()),
    ("rft.description", |entry, _| entry.summary().into_iter().collect()),
];

/// What a key has to say of an entry: a pair for each value.
type Values = for<'e, 's> fn(&Entry<'e>, Setting<'s>) -> Vec<String>;

/// A line a record.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    entries.iter_mut().map(|entry| span(entry, setting)).collect()
}

fn span(entry: &mut Entry<'_>, setting: Setting<'_>) -> String {
    let mut query = String::from("ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc");
    for (key, values) in FIELDS {
        for value in values(entry, setting) {
            query.push_str("&amp;");
            query.push_str(key);
            query.push('=');
            push_encoded(&mut query, &value);
        }
    }
    tell(entry, setting);
    format!("<span class=\"Z3988\" title=\"{query}\"></span>\n")
}

/// Every byte but the unreserved ones (RFC 3986) as `%XX`, so that nothing is left to escape for HTML.
fn push_encoded(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', char::from(DIGITS[usize::from(byte >> 4)]), char::from(DIGITS[usize::from(byte & 15)])]);
        }
    }
}

fn tell(entry: &mut Entry<'_>, setting: Setting<'_>) {
    entry.tell_title(setting);
    entry.lose_identifier(setting);
    entry.lose_accessed(setting);
    entry.lose(setting, &["language", "rights", "summary"]);
}

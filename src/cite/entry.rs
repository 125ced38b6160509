//! A record made ready for citing: cleaned, with publisher and address supplied or corrected, and notes on all of that.
//!
//! Nothing is invented: what is supplied follows from the record ID or the address, and a note says so.

use std::borrow::Cow;
use std::sync::Arc;

use super::markup::{clean, cleaned, has_controls, safe_url};
use super::title::Title;
use super::{Note, NoteKind, Setting};
use crate::record::Record;
use crate::schema::{HostKind, Publisher, Schemas};

/// BibTeX's name for what an entry is sorted by where it has no author.
pub(super) const SORT_KEY: &str = "key";

/// A record on its way into a citation.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// What was read.
    pub record: &'a Record,
    /// The title.
    pub title: Option<Title>,
    /// The name of the digital publisher, as printed on the page where it is.
    pub publisher: Option<String>,
    /// The publisher in the tables.
    pub site: Option<&'a Publisher>,
    /// The record ID.
    pub identifier: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// What to tell the user.
    pub notes: Vec<Note>,
}

impl<'a> Entry<'a> {
    /// Reads what a citation needs off the record.
    pub(super) fn new(record: &'a Record, setting: Setting<'a>) -> Self {
        let text = |value: &str| Some(clean(value)).filter(|text| !text.is_empty());
        let title = record.title.as_ref().map(|title| cleaned(&title.value));
        // What is borrowed has nothing that was left out.
        let changed = matches!((&title, &record.title), (Some(Cow::Owned(_)), Some(title)) if has_controls(&title.value));
        let mut entry = Self {
            record,
            title: title.filter(|title| !title.is_empty()).map(|title| Title::new(title.into_owned())),
            publisher: record.publisher.as_ref().and_then(|publisher| text(&publisher.value.as_written)),
            site: None,
            identifier: record.identifier().and_then(|id| text(&id.value)),
            url: record.url.as_ref().and_then(|url| Some(safe_url(&url.value)).filter(|url| !url.is_empty())),
            notes: Vec::new(),
        };
        if changed {
            entry.note(NoteKind::Changed, "title", "control characters are left out");
        }
        entry.find_site(setting);
        if setting.options.derive {
            entry.replace_mirror(setting.schemas);
            entry.supply(setting);
        }
        entry
    }

    /// Adds a note.
    pub(super) fn note(&mut self, kind: NoteKind, field: &'static str, words: impl Into<Arc<str>>) {
        // Most entries have one note or two.
        self.notes.reserve_exact(1);
        self.notes.push(Note { field, words: words.into(), detail: None, kind });
    }

    /// Adds a note with the value it speaks of, which differs from record to record.
    pub(super) fn detailed(&mut self, kind: NoteKind, field: &'static str, words: impl Into<Arc<str>>, detail: String) {
        self.notes.push(Note { field, words: words.into(), detail: Some(detail), kind });
    }

    /// The fields of a record that few styles print: name, whether it is there, words for it.
    pub(super) fn beside_the_citation(&self) -> [(&'static str, bool, &'static str); 6] {
        let record = self.record;
        [
            ("language", record.language.is_some(), "the language of the text"),
            ("original_language", record.original_language.is_some(), "the language of the original"),
            ("uploaded", record.uploaded.is_some(), "the day of upload"),
            ("rights", record.rights.is_some(), "the terms of use"),
            ("summary", record.summary.is_some(), "the summary"),
            ("published_in", record.published_in.is_some(), "the printed edition"),
        ]
    }

    /// Notes the fields that are on the record and that the style does not hold.
    pub(super) fn lose(&mut self, setting: Setting<'_>, held: &[&str]) {
        let record = self.record;
        let stated = record.entry.as_deref();
        let of_entry = [
            ("genre", stated.is_some_and(|entry| entry.genre.is_some()), "the kind of document"),
            ("short_title", stated.is_some_and(|entry| entry.short_title.is_some()), "the short title"),
        ];
        for (field, there, name) in self.beside_the_citation().into_iter().chain(of_entry) {
            if there && !held.contains(&field) {
                self.note(NoteKind::Lost, field, setting.losses.of(setting.style, name));
            }
        }
        if !held.contains(&"unread") {
            for unread in &record.unread {
                self.detailed(
                    NoteKind::Lost,
                    "unread",
                    "words of the citation that were not understood are left out",
                    clean(&unread.value),
                );
            }
        }
        let sorted_by = |name: &str| name == SORT_KEY && held.contains(&SORT_KEY);
        let others =
            stated.into_iter().flat_map(|entry| &entry.others).filter(|other| !held.contains(&"others") && !sorted_by(&other.name));
        for other in others {
            self.note(NoteKind::Lost, "others", format!("{} has no place for the field `{}`", setting.style, clean(&other.name)));
        }
    }

    /// Notes a day of access that the style does not print.
    pub(super) fn lose_accessed(&mut self, setting: Setting<'_>) {
        if self.accessed(setting).is_some() || self.unread_access().is_some() {
            self.note(NoteKind::Lost, "accessed", format!("{} has no place for the day of access", setting.style));
        }
    }

    /// Notes a day of access that is stated but names no day, in a style that prints days.
    pub(super) fn lose_unread_access(&mut self) {
        if let Some(words) = self.unread_access() {
            self.detailed(NoteKind::Lost, "accessed", "names no day", words);
        }
    }

    /// Notes a record ID that neither the address nor anything else prints.
    pub(super) fn lose_identifier(&mut self, setting: Setting<'_>) {
        if let Some(id) = &self.identifier
            && self.url.as_ref().is_none_or(|url| memchr::memmem::find(url.as_bytes(), id.as_bytes()).is_none())
        {
            let id = id.clone();
            self.detailed(NoteKind::Lost, "record_id", format!("{} does not print the record ID", setting.style), id);
        }
    }

    /// The publisher: by its name, by the host of the address, or, where the page has neither, by the record ID.
    fn find_site(&mut self, setting: Setting<'a>) {
        let schemas = setting.schemas;
        if let Some(naming) = self.record.publisher.as_ref().map(|publisher| &publisher.value) {
            let canonical = naming.canonical.as_deref().and_then(|name| schemas.publisher(name));
            self.site = canonical.or_else(|| schemas.publisher_named(&naming.as_written).map(|found| found.0));
        } else if let Some(url) = &self.url {
            let known = host(url).and_then(|host| schemas.publisher_of_host(&host));
            self.site = known.filter(|found| matches!(found.1, HostKind::Canonical | HostKind::Mirror)).map(|found| found.0);
        } else if setting.options.derive
            && let Some(id) = &self.identifier
        {
            self.site = site_of_id(id, self.record.form.published, setting);
        }
    }

    fn replace_mirror(&mut self, schemas: &Schemas) {
        let Some((url, mirror)) = self.url.as_deref().and_then(|url| Some((url, host(url)?))) else { return };
        let Some((site, HostKind::Mirror)) = schemas.publisher_of_host(&mirror) else { return };
        let mirror = mirror.into_owned();
        let Some(public) = &site.host else { return };
        let after = url.to_ascii_lowercase().find(&mirror).map(|at| &url[at + mirror.len()..]).unwrap_or_default();
        let replaced = format!("https://{public}{after}");
        self.note(NoteKind::Changed, "url", format!("host {mirror} is a copy of the site; replaced by {public}"));
        self.url = Some(replaced);
    }

    fn supply(&mut self, setting: Setting<'_>) {
        let Some(site) = self.site else { return };
        let why = match (&self.identifier, &self.url) {
            (_, Some(_)) => "from the address",
            (Some(_), None) => "from the record ID",
            (None, None) => return,
        };
        if self.publisher.is_none() {
            self.publisher = Some(site.name.clone());
            self.note(NoteKind::Supplied, "publisher", format!("{} is supplied {why}", site.name));
        }
        if self.url.is_none()
            && let (Some(id), Some(pattern)) = (&self.identifier, &site.record_url)
            && fits(id, site, setting.schemas)
        {
            let url = safe_url(&pattern.replace("{id}", id));
            self.detailed(NoteKind::Supplied, "url", format!("is supplied {why}"), url.clone());
            self.url = Some(url);
        }
    }
}

/// Whether an ID is one of this publisher's; where the tables do not say what they look like, a plain word.
fn fits(id: &str, site: &Publisher, schemas: &Schemas) -> bool {
    let plain = || id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    schemas.is_record_id(site, id).unwrap_or_else(plain)
}

/// The one publisher whose numbers look like this and whose records have an address. Where several fit, a page that
/// was captured from a site leaves only those whose pages can be read.
fn site_of_id<'s>(id: &str, captured: bool, setting: Setting<'s>) -> Option<&'s Publisher> {
    let schemas = setting.schemas;
    let has_rules = |site: &&Publisher| site.record_url.is_some() && site.record_id.is_some();
    let fitting: Vec<&Publisher> = schemas.publishers.iter().filter(has_rules).filter(|site| fits(id, site, schemas)).collect();
    let of_layout = |site: &&&Publisher| schemas.layouts.iter().any(|layout| layout.publisher.as_deref() == Some(site.id.as_str()));
    let readable: Vec<&Publisher> = fitting.iter().filter(of_layout).copied().collect();
    match (fitting.as_slice(), readable.as_slice()) {
        ([only], _) => Some(only),
        (_, [only]) if captured => Some(only),
        _ => None,
    }
}

/// The host of an address, lower case, without port.
fn host(url: &str) -> Option<Cow<'_, str>> {
    let rest = memchr::memmem::find(url.as_bytes(), b"://").map_or(url, |at| &url[at + 3..]);
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let host = &authority[authority.rfind('@').map_or(0, |at| at + 1)..];
    let host = &host[..host.find(':').unwrap_or(host.len())];
    let capitals = host.bytes().any(|byte| byte.is_ascii_uppercase());
    (!host.is_empty()).then(|| if capitals { host.to_ascii_lowercase().into() } else { host.into() })
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts() {
        for (url, expected) in [
            ("https://Archive.example.org/document/1", Some("archive.example.org")),
            ("archive.example.org:80/x", Some("archive.example.org")),
            ("http://me@archive.example.org?q", Some("archive.example.org")),
            ("/document/1", None),
        ] {
            assert_eq!(host(url).as_deref(), expected);
        }
    }
}

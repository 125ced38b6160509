//! The files of `/schemas`, embedded: as they are, for people, and entry by entry, for a program that wants few of them.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::lookup::HostKind;
use super::names::{NameMatch, Names, Texts};
use crate::record::holding::Spelling;

/// A built-in schema file.
#[derive(Debug)]
pub struct SchemaText {
    /// Its path below the crate.
    pub name: &'static str,
    /// The file.
    pub toml: &'static str,
}

/// An entry of a built-in file.
#[derive(Debug)]
pub(super) struct Stored {
    /// What tells it from others of its kind.
    pub id: Option<&'static str>,
    /// The entry as JSON, which is read several times faster than TOML.
    pub json: &'static str,
}

impl Stored {
    pub(super) fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(self.json).expect("invariant: a test reads every built-in entry")
    }
}

/// The entries of one kind.
#[derive(Debug, Default)]
pub(super) struct StoredEntries {
    /// In the order of the files.
    pub entries: &'static [Stored],
    /// Numbers of those with an id, in the order of the ids.
    pub by_id: &'static [u32],
    /// By key, the numbers of those that are or have something.
    pub having: Having,
}

/// Numbers of entries by a key that is `true` in them, or has a list that is not empty.
pub(super) type Having = &'static [(&'static str, &'static [u32])];

/// The entries of all built-in files in the order of the files, by the names of their tables.
pub(super) struct Tables {
    pub repository: StoredEntries,
    pub scheme: StoredEntries,
    pub publisher: StoredEntries,
    pub layout: StoredEntries,
    pub profile: StoredEntries,
    pub month: StoredEntries,
    pub wording: StoredEntries,
    pub language: StoredEntries,
    pub credit: StoredEntries,
    pub organisation: StoredEntries,
    pub name_word: StoredEntries,
    pub name_reading: StoredEntries,
    pub romanisation: StoredEntries,
    pub transliteration: StoredEntries,
    /// By kind, in the order of the kinds.
    pub phrase: &'static [(&'static str, &'static [&'static str])],
    pub look_alikes: Stored,
}

// What the build script has made of the files: `FILES`, `TABLES`, `NAMES`, `PUBLISHER_NAMES` (in lower case, with the number of the
// publisher and whether the name is a former one) and `HOSTS` (with the number of the publisher, each before those it means less).
include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

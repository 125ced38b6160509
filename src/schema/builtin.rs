//! The files of `/schemas`, embedded: as they are, for people, and entry by entry, for a program that wants few of them.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

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
    /// Its keys with blanks between them, but for those that say `false` or nothing.
    pub keys: &'static str,
    /// The entry as JSON, which is read several times faster than TOML.
    pub json: &'static str,
}

impl Stored {
    pub(super) fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(self.json).expect("invariant: a test reads every built-in entry")
    }
}

/// The entries of all built-in files in the order of the files, by the names of their tables.
pub(super) struct Tables {
    pub repository: &'static [Stored],
    pub scheme: &'static [Stored],
    pub publisher: &'static [Stored],
    pub layout: &'static [Stored],
    pub profile: &'static [Stored],
    pub month: &'static [Stored],
    pub wording: &'static [Stored],
    pub language: &'static [Stored],
    pub credit: &'static [Stored],
    pub organisation: &'static [Stored],
    pub name_word: &'static [Stored],
    pub name_reading: &'static [Stored],
    pub romanisation: &'static [Stored],
    pub transliteration: &'static [Stored],
    /// By kind, in the order of the kinds: the phrases, each with a line end behind it.
    pub phrase: &'static [(&'static str, &'static str)],
    pub look_alikes: Stored,
}

// What the build script has made of the files: `FILES`, `TABLES`, `NAMES`.
include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

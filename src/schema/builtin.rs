//! The files of `/schemas`, embedded.

/// A built-in schema file.
#[derive(Debug)]
pub struct SchemaText {
    /// Its path below the crate.
    pub name: &'static str,
    /// The file.
    pub toml: &'static str,
    /// Its tables as JSON: the same, quicker to read.
    pub json: &'static str,
}

/// Every built-in schema file, sorted by name.
pub static FILES: &[SchemaText] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

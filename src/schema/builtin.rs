//! The files of `/schemas`, embedded.

/// Name and text of every built-in schema file, sorted by name.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

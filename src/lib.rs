//! opiska: linter and citation processor for archival sources.

pub mod source;

pub mod schema;

pub mod record;

pub mod layout;

pub mod parse;

pub mod diagnostic;

pub mod rules;

pub mod check;

pub mod report;

pub mod cite;

#[cfg(feature = "cli")]
pub mod cli;

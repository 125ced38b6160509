//! opiska reads, checks and cites archival sources.
//!
//! Historians cite unpublished papers by shelfmark: repository, fond, opis, delo, listy. This crate finds such citations in
//! saved pages, notes and plain lines ([`parse::read`]), checks them against schemas and a catalogue of rules
//! ([`check::Engine`]), reports findings ([`report::report`]) and formats citations ([`cite::cite`]). The program `opiska` is a
//! thin shell around it.
//!
//! # The tour
//!
//! Data goes one way. The rooms below stand in the order of the flow; a test holds the table of who may import whom.
//!
//! ```text
//!          bytes            Page<'s>           Vec<Record>          Corpus              Vec<Diagnostic>
//! source ─────────► layout ─────────► parse ─────────────► record ─────────► check ───────────────────► report ► text
//!                                                            │                 ▲
//!                                                  &Record   │                 │ &'static Rule   rules ◄── schema ◄── schemas/*.toml
//!                                                            └────► cite ► text
//! ```
//!
//! # What is deliberately absent
//!
//! - Layout and parse never fail: what cannot be read stays in the record as data, and a rule speaks of it.
//! - No text outlives its page: what rules need of it is taken as facts with spans, so memory grows with records, not bytes.
//! - Rules know no format and no severity setting; reports know no record; parse knows no rule.
//! - Only `cli` (feature `cli`) and `source::walk` touch disk, terminal, environment and threads.
//! - Nothing normalises a text before a span is taken, and spans are made in one place ([`layout::Excerpt`]).
//! - No list of labels, names or hosts in code: they are in `schemas/`.
//!
//! # Example
//!
//! ```
//! use opiska::parse::{ReadOptions, Reader, read};
//! use opiska::schema::Schemas;
//! use opiska::source::FileName;
//!
//! let schemas = Schemas::builtin();
//! let reader = Reader::new(&schemas);
//! let line = "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg.";
//! let reading = read(FileName::new("note"), line.as_bytes(), ReadOptions { lines: true }, &reader)?;
//! let holding = &reading.page.records[0].holdings[0];
//! assert_eq!(holding.siglum(), Some("GARF"));
//! assert_eq!(holding.value("opis"), Some("98c"));
//! assert_eq!(holding.folios.as_ref().and_then(|folios| folios.leaves()), Some(4));
//! # Ok::<(), opiska::source::DecodeError>(())
//! ```

// Blank lines keep the order of the flow: rustfmt sorts neighbours.

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

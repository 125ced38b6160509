//! What the field knows, as data: repositories, level schemes, publishers, page labels, word lists, profiles, a project's own rules.
//!
//! The files of `/schemas` are embedded at build time; users add their own without recompiling. Later files extend
//! earlier ones: an entry with a known id replaces it. What is built in is read entry by entry, when it is asked for
//! ([`entries`]), and the names of archives stand ready in the program ([`builtin`]): a run begins with next to no work.

pub mod address;
pub mod builtin;
pub mod entries;
pub mod load;
pub mod lookup;
mod lower;
pub mod model;
mod names;
mod naming;
pub mod own;
pub mod vocabulary;
pub mod words;

pub use address::Address;
pub use entries::Entries;
pub use load::{SchemaError, SchemaSource};
pub use lookup::{Beginning, HostKind, Schemas};
pub use model::{
    Fond, Labels, LayoutLabels, LevelLabel, LevelScheme, PageField, PrintForms, Printed, Profile, Publisher, Repository, SchemaFile,
    Scheme, SchemeExample, ValueKind,
};
pub use names::NameMatch;
pub use vocabulary::{Organisation, Phrases, Romanisation};

//! Runs the rules over what was read and completes their findings: severity, place, fingerprint, suppression.
//!
//! This room holds no rule and knows no report. It never opens a file: texts are handed in page by page and are gone
//! when the rules that compare records run.

pub mod baseline;
pub mod completeness;
mod engine;
mod fold;
mod identity;
mod ledger;
mod metadata;
#[cfg(test)]
mod samples;
pub mod selection;
pub mod settle;
pub mod suppression;

pub use baseline::Baseline;
pub use engine::{Engine, Judged, finish};
pub use selection::{Choices, PathChoices, PathTest, Selection, UnknownName};
pub use settle::{Declined, Settled, settle};
pub use suppression::{Comment, PathSuppression};

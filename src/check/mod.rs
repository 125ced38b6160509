//! Runs the rules over what was read and completes their findings: severity, place, fingerprint, suppression.
//!
//! This room holds no rule and knows no report. It never opens a file: texts are handed in page by page and are gone
//! when the rules that compare records run.

mod engine;
mod fold;
mod identity;
mod metadata;
pub mod selection;
pub mod settle;
pub mod suppression;

pub use engine::{Engine, finish};
pub use selection::{Choices, Selection, UnknownName};
pub use settle::{Declined, Settled, settle};
pub use suppression::{PathSuppression, PathTest, Unused};

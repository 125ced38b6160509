//! How a file is called in records and reports.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// The name of a source as it is shown: a relative path with `/` between folders, or `-` for standard input.
///
/// It is a label, not a handle: the library never opens it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FileName(Arc<str>);

impl FileName {
    /// Makes a name from what the user typed or the walk found; backslashes of Windows paths become `/`.
    pub fn new(name: &str) -> Self {
        if cfg!(windows) { Self(name.replace('\\', "/").into()) } else { Self(name.into()) }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//! Files that are written as a whole or not at all.

use std::path::Path;

use super::output;
use super::trouble::Trouble;

/// Puts `content` in the place of a file: into a new file beside it, which reaches the disk and then takes its name.
///
/// # Errors
/// The path and why it could not be written; the old file is then still there.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), Trouble> {
    output::to_file(path, |out| out.write_all(content))
}

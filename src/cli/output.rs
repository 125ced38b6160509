//! Standard output and files: a reader who goes away is no error, and a file that cannot be written is told by its path.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::trouble::Trouble;
use super::writing;

/// Writes to standard output; a broken pipe ends the writing quietly.
///
/// # Errors
/// Any other refusal, such as a full disk.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = write(&mut out).and_then(|()| out.flush());
    // What is left in the buffer cannot be written either; dropping it must not try again.
    let _ = out.into_parts();
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::plain(format!("cannot write to standard output: {error}"))),
        _ => Ok(()),
    }
}

/// Writes text to standard output.
///
/// # Errors
/// As [`to_stdout`].
pub fn print(text: &str) -> Result<(), Trouble> {
    to_stdout(|out| out.write_all(text.as_bytes()))
}

/// Writes to standard error what does not belong on standard output; nobody may be listening.
pub fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut out = BufWriter::new(io::stderr().lock());
    let _ = write(&mut out).and_then(|()| out.flush());
}

/// Writes a file whole or not at all.
///
/// # Errors
/// The path and why it could not be written.
pub fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    writing::write(path, write).map_err(|error| Trouble::plain(format!("cannot write {}: {error}", path.display())))
}

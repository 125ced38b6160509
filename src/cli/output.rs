//! Standard output and files: a reader who goes away is no error, and a file is never left half written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::trouble::Trouble;

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

/// Writes a file: into a new file beside it, which then takes its name. What is no plain file is written directly.
///
/// # Errors
/// The path and why it could not be written.
pub fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    let failure = |error: io::Error| Trouble::plain(format!("cannot write {}: {error}", path.display()));
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path).map_err(failure)?);
        return write(&mut out).and_then(|()| out.flush()).map_err(failure);
    }
    // A link keeps pointing where it did.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (draft, file) = draft_beside(&target).map_err(failure)?;
    let written = fill(file, write).and_then(|()| fs::rename(&draft, &target));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written.map_err(failure)
}

fn fill(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.into_inner()?.sync_all()
}

/// A new file in the folder of `target`.
fn draft_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut number = 0;
    loop {
        let draft = folder.join(format!(".opiska-{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => return Err(error),
            Ok(file) => return Ok((draft, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_report_leaves_the_old_file_and_no_draft() {
        let folder = std::env::temp_dir().join(format!("opiska-output-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("folder made");
        let path = folder.join("report.json");
        to_file(&path, |out| out.write_all(b"old")).expect("written");
        let failed = to_file(&path, |out| out.write_all(b"half").and_then(|()| Err(io::Error::other("no more"))));
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("still there"), "old");
        assert_eq!(fs::read_dir(&folder).expect("listed").count(), 1);
        fs::remove_dir_all(folder).expect("removed");
    }
}

//! Files written whole or not at all: into a new file beside the old one, which then takes its name.
//!
//! Every file that the program writes goes through here. The draft lies in the folder of its target, so that the renaming
//! is one step; its bytes are on the disk before the name is theirs. A link keeps pointing where it did, permissions stay,
//! and a writing that fails leaves the old file and no draft. Hard links and other owners of a file are not followed.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file, new or in place of an old one. What is no plain file (a pipe, a terminal) is written directly.
///
/// # Errors
/// Whatever the disk or `write` refuses; the old file is then as it was.
pub fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
        return write(&mut out).and_then(|()| out.flush());
    }
    let target = target(path)?;
    place(&target, old.map(|old| old.permissions()), write, |draft| fs::rename(draft, &target))
}

/// Replaces the bytes of a file, if they still are `before`; keeps its permissions.
///
/// # Errors
/// When the file has changed, is read-only, or the disk refuses; the file is then as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    let target = target(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::other("the file is read-only"));
    }
    place(
        &target,
        Some(permissions),
        |out| out.write_all(after),
        |draft| {
            // As late as can be: whoever saves the file meanwhile must not lose what they wrote.
            if fs::read(&target)? != before {
                return Err(io::Error::other("the file has changed since it was read"));
            }
            fs::rename(draft, &target)
        },
    )
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when it is there; whatever the disk refuses.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// The file itself, where the path is a link.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => Ok(path.to_owned()),
        Err(error) if path.is_symlink() => Err(io::Error::new(error.kind(), "the link leads nowhere")),
        found => found,
    }
}

/// Fills a draft beside the target, then has it put in its place.
fn place(
    target: &Path,
    permissions: Option<Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    put: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (draft, file) = draft_in(folder, permissions.is_some())?;
    let placed = fill(file, permissions, write).and_then(|()| put(&draft));
    if placed.is_err() {
        let _ = fs::remove_file(&draft);
    }
    placed?;
    sync_folder(folder);
    Ok(())
}

fn fill(file: File, permissions: Option<Permissions>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner()?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
    file.sync_all()
}

/// A new file in the folder; nobody else may read it while it waits for the permissions of the file it replaces.
fn draft_in(folder: &Path, private: bool) -> io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    let mut number = 0;
    loop {
        let draft = folder.join(format!(".opiska-{}-{number}.tmp", std::process::id()));
        match options.open(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            opened => return opened.map(|file| (draft, file)),
        }
    }
}

/// Makes the renaming outlive a power cut where the system can; the file is whole either way.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test's own.
    struct Folder(PathBuf);

    impl Folder {
        fn new(test: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("opiska-writing-{test}-{}", std::process::id()));
            fs::create_dir_all(&folder).expect("folder made");
            Self(folder)
        }

        fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).expect("written");
            path
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).expect("listed");
            let mut names: Vec<String> = entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_writing_that_fails_leaves_the_old_file_and_no_draft() {
        let folder = Folder::new("failed");
        let path = folder.0.join("report.json");
        write(&path, |out| out.write_all(b"old")).expect("written");
        let failed = write(&path, |out| out.write_all(b"half").and_then(|()| Err(io::Error::other("no more"))));
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("still there"), "old");
        assert_eq!(folder.names(), ["report.json"]);
    }

    #[test]
    fn a_file_that_has_changed_is_not_replaced() {
        let folder = Folder::new("changed");
        let path = folder.file("a.txt", "what somebody saved meanwhile");
        let error = replace(&path, b"what was read", b"what was fixed").expect_err("changed");
        assert_eq!(error.to_string(), "the file has changed since it was read");
        assert_eq!(fs::read_to_string(&path).expect("there"), "what somebody saved meanwhile");
        assert_eq!(folder.names(), ["a.txt"]);
    }

    #[test]
    fn a_new_file_never_replaces_one() {
        let folder = Folder::new("create");
        let path = folder.0.join("opiska.toml");
        create(&path, b"first").expect("written");
        assert_eq!(create(&path, b"second").map_err(|error| error.kind()), Err(io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(&path).expect("there"), "first");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_keep_leading_to_their_file() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = Folder::new("unix");
        let path = folder.file("a.txt", "old");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("set");
        symlink("a.txt", folder.0.join("link.txt")).expect("linked");
        replace(&folder.0.join("link.txt"), b"old", b"new").expect("replaced");
        assert!(folder.0.join("link.txt").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);

        fs::set_permissions(&path, Permissions::from_mode(0o440)).expect("set");
        assert_eq!(replace(&path, b"new", b"newer").expect_err("refused").to_string(), "the file is read-only");
        symlink("nowhere", folder.0.join("dead")).expect("linked");
        assert_eq!(write(&folder.0.join("dead"), |_| Ok(())).expect_err("refused").to_string(), "the link leads nowhere");
        assert_eq!(folder.names(), ["a.txt", "dead", "link.txt"]);
    }
}

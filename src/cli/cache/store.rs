//! The file of a cache: an index of entries, then their bodies, with a checksum over both.
//!
//! `MAGIC`, key (16 bytes), checksum (8), length of the index (8), index, bodies; numbers are little-endian. Bodies are only
//! decoded when they are asked for.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::key::Place;
use super::stamp::Stamp;
use crate::cli::writing;

/// The first bytes of every cache; a change of the form changes the number.
pub const MAGIC: &[u8] = b"opiska cache 1\n";

const HEAD: usize = MAGIC.len() + 16 + 8 + 8;

/// The ending of cache files.
const ENDING: &str = "cache";

/// The files that make version control and backups leave a folder of ours alone.
const MARKS: [(&str, &str); 2] = [
    (".gitignore", "# Made by opiska\n*\n"),
    ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of opiska; see https://bford.info/cachedir/\n"),
];

/// After this time nobody misses a cache that was not written again.
const LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The entries of a cache by the path of their source, with the bytes of the file.
#[derive(Debug, Default)]
pub struct Store {
    /// The index.
    pub entries: BTreeMap<String, Entry>,
    bytes: Vec<u8>,
    bodies: usize,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whether the user named it, rather than a folder it lies in.
    pub named: bool,
    /// Its metadata before it was read.
    pub stamp: Stamp,
    /// Whether it had rested then, so that the metadata can be trusted.
    pub rested: bool,
    /// Fingerprint of its bytes.
    pub fingerprint: u64,
    /// Start and end among the bodies.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A file that is no cache, or a cache that has suffered.
#[derive(Debug)]
pub struct Damaged;

impl Entry {
    /// An entry whose body is not in a file yet.
    pub fn new(named: bool, stamp: Stamp, rested: bool, fingerprint: u64) -> Self {
        Self { named, stamp, rested, fingerprint, start: 0, end: 0 }
    }
}

impl Store {
    /// Reads a cache: an empty one where there is none, or one of another key.
    ///
    /// # Errors
    /// When the file is there and is no whole cache.
    pub fn read(file: &Path, key: u128) -> Result<Self, Damaged> {
        match fs::read(file) {
            Ok(bytes) => Self::parse(bytes, key),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(_) => Err(Damaged),
        }
    }

    fn parse(bytes: Vec<u8>, key: u128) -> Result<Self, Damaged> {
        let head = bytes.strip_prefix(MAGIC).and_then(|rest| rest.split_first_chunk::<16>()).ok_or(Damaged)?;
        let (written, rest) = (u128::from_le_bytes(*head.0), head.1);
        let (checksum, rest) = rest.split_first_chunk::<8>().ok_or(Damaged)?;
        if xxh3_64(rest) != u64::from_le_bytes(*checksum) {
            return Err(Damaged);
        }
        if written != key {
            return Ok(Self::default());
        }
        let (length, rest) = rest.split_first_chunk::<8>().ok_or(Damaged)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| Damaged)?;
        let entries = postcard::from_bytes(rest.get(..length).ok_or(Damaged)?).map_err(|_| Damaged)?;
        Ok(Self { entries, bodies: HEAD + length, bytes })
    }

    /// The stored form of an entry; empty when the entry is not of this store.
    pub fn body(&self, entry: &Entry) -> &[u8] {
        let bodies = self.bytes.get(self.bodies..).unwrap_or_default();
        bodies.get(entry.start..entry.end).unwrap_or_default()
    }
}

/// Writes a cache in place of the old one, and takes out of its folder what nobody has written for long.
///
/// # Errors
/// Whatever the disk refuses; the old cache is then as it was.
pub fn write<'a>(place: &Place, all: impl Iterator<Item = (&'a String, &'a Entry, &'a [u8])>) -> io::Result<()> {
    let mut bodies = Vec::new();
    let mut entries = BTreeMap::new();
    for (path, entry, body) in all {
        let start = bodies.len();
        bodies.extend_from_slice(body);
        entries.insert(path, Entry { start, end: bodies.len(), ..entry.clone() });
    }
    let index = postcard::to_allocvec(&entries).map_err(io::Error::other)?;
    let rest = [(index.len() as u64).to_le_bytes().as_slice(), index.as_slice(), bodies.as_slice()].concat();
    let folder = place.file.parent().unwrap_or(Path::new("."));
    make(folder)?;
    writing::write(&place.file, |out| {
        out.write_all(MAGIC)?;
        out.write_all(&place.key.to_le_bytes())?;
        out.write_all(&xxh3_64(&rest).to_le_bytes())?;
        out.write_all(&rest)
    })?;
    sweep(folder);
    Ok(())
}

/// Makes the folder, if it is not there; tells version control and backups to leave a folder of ours alone.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    for (name, text) in MARKS {
        match writing::create(&folder.join(name), text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Takes out old caches and the drafts of runs that were ended; whatever cannot be taken out stays.
fn sweep(folder: &Path) {
    let is_old = |entry: &fs::DirEntry| {
        let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        modified.and_then(|time| SystemTime::now().duration_since(time).ok()).is_some_and(|age| age > LIFE)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| is_ours(&entry.path()) && is_old(entry)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Takes out all caches and drafts of a folder, and the folder when nothing else is in it; gives back how many caches there were.
///
/// # Errors
/// Whatever cannot be listed or taken out.
pub fn empty(folder: &Path) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?.collect::<io::Result<Vec<_>>>()?,
    };
    let mut caches = 0;
    let mut others = false;
    for path in entries.iter().map(fs::DirEntry::path) {
        if is_ours(&path) {
            fs::remove_file(&path)?;
            caches += usize::from(path.extension().is_some_and(|ending| ending == ENDING));
        } else {
            others |= !MARKS.iter().any(|(name, text)| path.ends_with(name) && fs::read_to_string(&path).is_ok_and(|there| there == *text));
        }
    }
    let marked = MARKS.iter().all(|(name, _)| folder.join(name).is_file());
    if !others && marked {
        for (name, _) in MARKS {
            fs::remove_file(folder.join(name))?;
        }
        fs::remove_dir(folder)?;
    }
    Ok(caches)
}

/// Whether a file of a cache's folder is a cache or a draft of one.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("opiska-") && name.ends_with(&format!(".{ENDING}")) || name.starts_with(".opiska-") && name.ends_with(".tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(test: &str) -> Place {
        let folder = std::env::temp_dir().join(format!("opiska-store-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Place { file: folder.join("opiska-a.cache"), key: 7 }
    }

    fn filled(place: &Place) {
        let file = std::env::current_exe().and_then(fs::metadata).expect("the test program");
        let entry = Entry::new(false, Stamp::of(&file).expect("a plain file"), true, 9);
        let paths = ["a.txt".to_owned(), "b.txt".to_owned()];
        write(place, [(&paths[0], &entry, &b"first"[..]), (&paths[1], &entry, &b"second"[..])].into_iter()).expect("written");
    }

    #[test]
    fn bodies_are_found_again() {
        let place = place("bodies");
        filled(&place);
        let store = Store::read(&place.file, 7).expect("whole");
        let bodies: Vec<&[u8]> = store.entries.values().map(|entry| store.body(entry)).collect();
        assert_eq!(bodies, [&b"first"[..], b"second"]);
        assert!(Store::read(&place.file, 8).expect("whole").entries.is_empty(), "another key");
        fs::remove_dir_all(place.file.parent().expect("a folder")).expect("removed");
    }

    #[test]
    fn every_damage_is_noticed() {
        let place = place("damage");
        assert!(Store::read(&place.file, 7).expect("none is no damage").entries.is_empty());
        filled(&place);
        let whole = fs::read(&place.file).expect("there");
        for at in (0..whole.len()).filter(|at| !(MAGIC.len()..MAGIC.len() + 16).contains(at)) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            assert!(Store::parse(bytes, 7).is_err(), "byte {at}");
            assert!(Store::parse(whole[..at].to_vec(), 7).is_err(), "cut at {at}");
        }
        fs::remove_dir_all(place.file.parent().expect("a folder")).expect("removed");
    }

    #[test]
    fn a_folder_of_somebody_else_gets_no_ignore_file() {
        let place = place("foreign");
        let folder = place.file.parent().expect("a folder").to_owned();
        fs::create_dir_all(&folder).expect("made");
        filled(&place);
        assert!(!folder.join(".gitignore").exists());
        fs::remove_dir_all(&folder).expect("removed");
        filled(&place);
        assert!(folder.join(".gitignore").exists());
        fs::remove_dir_all(&folder).expect("removed");
    }
}

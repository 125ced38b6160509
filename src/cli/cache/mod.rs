//! What an earlier run made of each document, so that a run over an unchanged collection opens none of them.
//!
//! An entry is good when the file's metadata is what it was, and the file had rested for a while when it was read;
//! otherwise the bytes are compared. Everything else that a page and its findings depend on is in the key of the whole
//! cache (`key`), `stamp` knows the metadata, `store` the file; the form of an entry is that of `stored`, beside this room. A cache that is damaged or of
//! another build is built anew: nothing here can make a run fail, or change what it prints.

mod key;
mod stamp;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use super::stored::{self, Known};
use super::terminal::Console;
use crate::check::{Judged, Selection};
use crate::record::ReadPage;
use crate::report::Unreadable;
use crate::source::walk::{Input, Origin};
use store::{Entry, Store};

pub use key::{BUILD, Place, folder};
pub use stamp::Stamp;
pub use store::{MAGIC, empty};

/// The cache of a run: what was there, and what the run adds.
#[derive(Debug)]
pub struct Cache<'a> {
    place: &'a Place,
    selection: &'a Selection,
    old: Store,
    /// The entries of the sources that this run has met.
    met: Mutex<BTreeMap<String, (Entry, Body)>>,
    changed: AtomicBool,
}

/// The stored form of an entry.
#[derive(Debug)]
enum Body {
    /// As it lies in the old store.
    Old,
    New(Vec<u8>),
}

/// A source whose metadata was looked at.
#[derive(Debug)]
pub struct Sighting<'c> {
    cache: &'c Cache<'c>,
    source: &'c Input,
    path: &'c str,
    stamp: Stamp,
    rested: bool,
}

impl<'a> Cache<'a> {
    /// Opens the cache, an empty one where there is none that fits. The selection is that of the run.
    pub fn open(place: &'a Place, selection: &'a Selection, console: &Console) -> Self {
        let old = Store::read(&place.file, place.key).unwrap_or_else(|_| {
            console.note(&format!("the cache {} is damaged and is built anew", place.file.display()));
            Store::default()
        });
        Self { place, selection, old, met: Mutex::default(), changed: AtomicBool::new(false) }
    }

    /// Looks at the metadata of a source; `None` for what cannot be kept: standard input, a name that is no Unicode.
    pub fn sight<'c>(&'c self, source: &'c Input) -> Option<Sighting<'c>> {
        let Origin::File(path) = &source.origin else { return None };
        let stamp = Stamp::of(&fs::metadata(path).ok()?)?;
        Some(Sighting { cache: self, source, path: path.to_str()?, stamp, rested: stamp.has_rested() })
    }

    /// Writes what is new, and says so when that is not possible.
    pub fn save(self, console: &Console) {
        if !self.changed.load(Ordering::Relaxed) {
            return;
        }
        let met = self.met.into_inner().unwrap_or_else(PoisonError::into_inner);
        // A run over a part of the collection leaves the rest alone, but not what is gone.
        let kept: BTreeSet<&String> = self.old.entries.keys().filter(|path| !met.contains_key(*path) && Path::new(path).exists()).collect();
        let unmet = kept.into_iter().filter_map(|path| Some((path, self.old.entries.get(path)?, &Body::Old)));
        let all = unmet.chain(met.iter().map(|(path, (entry, body))| (path, entry, body)));
        let bodies = all.map(|(path, entry, body)| match body {
            Body::Old => (path, entry, self.old.body(entry)),
            Body::New(bytes) => (path, entry, bytes.as_slice()),
        });
        if let Err(error) = store::write(self.place, bodies) {
            let folder: PathBuf = self.place.file.parent().map(Path::to_owned).unwrap_or_default();
            console.note(&format!("no cache is kept in {}: {error} (`--no-cache` does without)", folder.display()));
        }
    }

    fn met(&self) -> MutexGuard<'_, BTreeMap<String, (Entry, Body)>> {
        self.met.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sighting<'_> {
    /// What is known of the source, when its metadata says that it is as it was.
    pub fn unopened(&self) -> Option<Known> {
        self.recall(|entry| entry.rested && entry.stamp == self.stamp)
    }

    /// What is known of the source, when it has these bytes.
    pub fn with_bytes(&self, bytes: &[u8]) -> Option<Known> {
        self.recall(|entry| entry.fingerprint == xxh3_64(bytes) && entry.stamp.length == self.stamp.length)
    }

    /// Keeps what was made of the source.
    pub fn keep(&self, bytes: &[u8], page: Option<(&ReadPage, &Judged)>, failure: Option<&Unreadable>) {
        // What was longer or shorter when it was read has changed since it was looked at.
        let Some(body) = stored::encode(page, failure).filter(|_| self.stamp.length == bytes.len() as u64) else { return };
        self.note(Entry::new(self.source.named, self.stamp, self.rested, xxh3_64(bytes)), Body::New(body));
        self.cache.changed.store(true, Ordering::Relaxed);
    }

    fn recall(&self, good: impl FnOnce(&Entry) -> bool) -> Option<Known> {
        let old = &self.cache.old;
        let entry = old.entries.get(self.path).filter(|entry| entry.named == self.source.named && good(entry))?;
        let known = stored::decode(old.body(entry), &self.source.name, self.cache.selection)?;
        let seen = Entry { stamp: self.stamp, rested: self.rested, ..entry.clone() };
        let news = (seen.stamp, seen.rested) != (entry.stamp, entry.rested);
        self.cache.changed.fetch_or(news, Ordering::Relaxed);
        self.note(seen, Body::Old);
        Some(known)
    }

    fn note(&self, entry: Entry, body: Body) {
        self.cache.met().insert(self.path.to_owned(), (entry, body));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::check::Choices;
    use crate::cli::words::Color;
    use crate::schema::Schemas;
    use crate::source::FileName;

    /// Whether the source is known unopened and by its bytes; what is unknown is kept.
    fn look(place: &Place, selection: &Selection, source: &Input, bytes: &[u8]) -> (bool, bool) {
        let console = Console::new(Color::Never, true);
        let cache = Cache::open(place, selection, &console);
        let sighting = cache.sight(source).expect("a file");
        let known = (sighting.unopened().is_some(), sighting.with_bytes(bytes).is_some());
        if !known.1 {
            sighting.keep(bytes, None, None);
        }
        cache.save(&console);
        known
    }

    #[test]
    fn a_document_is_known_unopened_once_it_has_rested() {
        let folder = std::env::temp_dir().join(format!("opiska-sighting-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("made");
        let path = folder.join("scan.bin");
        let place = Place { file: folder.join("opiska-a.cache"), key: 1 };
        let selection = Selection::new(&Schemas::default(), &Choices::default()).expect("no names");
        let source = Input { name: FileName::new("scan.bin"), origin: Origin::File(path.clone()), named: false };
        let look = |bytes: &[u8]| look(&place, &selection, &source, bytes);

        fs::write(&path, b"one").expect("written");
        assert_eq!(look(b"one"), (false, false), "nothing is known yet");
        assert_eq!(look(b"one"), (false, true), "it may have changed within the tick in which it was read");
        thread::sleep(Duration::from_millis(2200));
        assert_eq!(look(b"one"), (false, true), "now it has rested");
        assert_eq!(look(b"one"), (true, true));
        fs::write(&path, b"two").expect("written");
        assert_eq!(look(b"two"), (false, false));
        fs::remove_dir_all(folder).expect("removed");
    }
}

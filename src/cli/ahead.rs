//! Reads ahead where the disk is slow: it is quickest with many requests at once, and the threads that parse make one each.
//!
//! What is read here is thrown away and then lies in the memory of the system. Nothing depends on it: what cannot be read is
//! passed over, and said where the file is read in earnest.

use std::fs::{self, File};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::source::walk::{self, Input, Origin};

/// How many requests are under way at once.
const REQUESTS: usize = 16;
/// A short file that takes longer to read did not lie in memory.
const SLOW: Duration = Duration::from_micros(200);
/// Of longer files, in bytes, the system itself reads ahead.
const SHORT: u64 = 1 << 20;
/// A disk is slow when one of so many files was slow to read.
const SHARE: usize = 16;

/// The disk that sources are on, and whether it was found slow.
#[derive(Debug, Default)]
pub struct Disk {
    /// How many files of the stretch under work were slow to read.
    waits: AtomicUsize,
    slow: AtomicBool,
}

impl Disk {
    /// Reads a source, and notes whether that took long.
    ///
    /// # Errors
    /// As [`walk::read`].
    pub fn read(&self, origin: &Origin) -> Result<Vec<u8>, String> {
        let begun = Instant::now();
        let bytes = walk::read(origin)?;
        if begun.elapsed() > SLOW && bytes.len() as u64 <= SHORT {
            self.waits.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes)
    }

    /// Does the work on a stretch of `sources` files, while the `next` are read ahead if the disk was found slow.
    pub fn fetching<T>(&self, sources: usize, next: &[Input], work: impl FnOnce() -> T) -> T {
        let slow = self.slow.load(Ordering::Relaxed);
        let result = if slow && !next.is_empty() { read_ahead(next, work) } else { work() };
        // It stays slow: what was read ahead tells nothing of the disk.
        let waits = self.waits.swap(0, Ordering::Relaxed);
        self.slow.store(slow || waits * SHARE > sources, Ordering::Relaxed);
        result
    }
}

/// Does the work while other threads read the sources; they stop when the work is done.
fn read_ahead<T>(sources: &[Input], work: impl FnOnce() -> T) -> T {
    let (at, done) = (AtomicUsize::new(0), AtomicBool::new(false));
    let fetch = || {
        while let Some(source) = sources.get(at.fetch_add(1, Ordering::Relaxed)).filter(|_| !done.load(Ordering::Relaxed)) {
            // What cannot be read is said when its turn comes.
            _ = touch(source);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..REQUESTS.min(sources.len()) {
            scope.spawn(fetch);
        }
        let result = work();
        done.store(true, Ordering::Relaxed);
        result
    })
}

/// Reads a short file and forgets it; a pipe or a device is left alone, for reading it may never end.
fn touch(source: &Input) -> io::Result<u64> {
    let Origin::File(path) = &source.origin else { return Ok(0) };
    let meta = fs::metadata(path)?;
    if meta.is_file() && meta.len() <= SHORT { io::copy(&mut File::open(path)?, &mut io::sink()) } else { Ok(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileName;

    fn inputs(paths: &[&str]) -> Vec<Input> {
        let one = |path: &&str| Input { name: FileName::new(path), origin: Origin::File(path.into()), named: true };
        paths.iter().map(one).collect()
    }

    #[test]
    fn files_are_read_ahead_and_what_is_none_is_passed_over() {
        let all = inputs(&["Cargo.toml", "no such file", "src", "/dev/zero"]);
        assert_eq!(read_ahead(&all, || 5), 5);
        let read: Vec<Option<u64>> = all.iter().map(|source| touch(source).ok()).collect();
        assert_eq!(read, [fs::metadata("Cargo.toml").ok().map(|meta| meta.len()), None, Some(0), if cfg!(unix) { Some(0) } else { None }]);
    }

    #[test]
    fn a_disk_is_slow_when_many_files_were_and_stays_so() {
        let disk = Disk::default();
        let after = |waits: usize| {
            disk.fetching(32, &[], || disk.waits.fetch_add(waits, Ordering::Relaxed));
            disk.slow.load(Ordering::Relaxed)
        };
        assert_eq!([after(0), after(2), after(3), after(0)], [false, false, true, true]);
    }
}

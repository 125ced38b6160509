//! A line on standard error that says how far the reading is; only on a terminal, and only when it takes its time.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Who waits no longer than this needs no explanation.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is written again.
const BEAT: Duration = Duration::from_millis(100);

/// Counts what is done, and shows it from time to time. The line is gone when this is dropped.
#[derive(Debug)]
pub struct Progress {
    count: Arc<Count>,
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

#[derive(Debug, Default)]
struct Count {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// Starts to count. Shows nothing unless `wanted`, and nothing where nobody sits at a terminal.
    pub fn start(wanted: bool) -> Self {
        let count = Arc::new(Count::default());
        let in_ci = std::env::var_os("CI").is_some();
        let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let shown = (wanted && !in_ci && !dumb && io::stderr().is_terminal()).then(|| {
            let (end, ended) = mpsc::channel();
            let count = Arc::clone(&count);
            (end, thread::spawn(move || show(&count, &|wait| ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout))))
        });
        Self { count, shown }
    }

    /// Says how much there is to do.
    pub fn expect(&self, all: usize) {
        self.count.all.store(all, Ordering::Relaxed);
    }

    /// Counts one more.
    pub fn step(&self) {
        self.count.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, shown)) = self.shown.take() {
            drop(end);
            let _ = shown.join();
        }
    }
}

/// Writes the line until `waits` says that the waiting was cut short.
fn show(count: &Count, waits: &dyn Fn(Duration) -> bool) {
    let start = Instant::now();
    if !waits(PATIENCE) {
        return;
    }
    // A terminal that takes no more is no reason to stop.
    let write = |text: &str| drop(io::stderr().lock().write_all(text.as_bytes()));
    loop {
        let line = line(count.done.load(Ordering::Relaxed), count.all.load(Ordering::Relaxed), start.elapsed());
        write(&format!("\r\u{1b}[K{line}"));
        if !waits(BEAT) {
            return write("\r\u{1b}[K");
        }
    }
}

fn line(done: usize, all: usize, time: Duration) -> String {
    format!("reading {done}/{all} files, {:.0} a second", done as f64 / time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_and_how_fast() {
        assert_eq!(line(120, 2000, Duration::from_millis(1500)), "reading 120/2000 files, 80 a second");
    }

    #[test]
    fn nothing_is_shown_to_those_who_do_not_want_it() {
        assert!(Progress::start(false).shown.is_none());
    }
}

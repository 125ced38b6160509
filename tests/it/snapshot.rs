//! Whole outputs kept as files under `tests/it/snapshots`.
//!
//! A run with `OPISKA_BLESS=1` writes the files anew; the difference is then read in the commit.

use std::path::Path;

/// Compares `actual` with the file `name` under `tests/it/snapshots`.
pub fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots").join(name);
    if std::env::var_os("OPISKA_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
        return;
    }
    // A checkout may have turned line ends; the outputs compared here have none but `\n`.
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if expected != actual {
        let at = expected.lines().zip(actual.lines()).position(|(old, new)| old != new);
        let at = at.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{name} differs from line {} on (OPISKA_BLESS=1 writes it anew)\n  kept: {:?}\n  now:  {:?}\n\nthe whole of it now:\n{actual}",
            at + 1,
            expected.lines().nth(at),
            actual.lines().nth(at)
        );
    }
}

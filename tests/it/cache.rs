//! The cache of `check`: a run that finds one prints what a run without one prints, and anything that matters makes it read again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::cmd::{Folder, Run};

const LETTER: &[u8] = b"GARF, Fond 5446, Opis 98c, Delo 718, Listy 6-3. Translated by Gary Goldberg.\n";

/// A small collection with a settings file, so that the cache lies beside it.
fn collection(test: &str) -> Folder {
    let files: [(&str, &[u8]); 7] = [
        ("docs/a.txt", LETTER),
        ("docs/b.txt", b"GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.\n"),
        ("docs/c.txt", b"# opiska: ignore[folio-range-reversed] as printed\nRGANI, Fond 3, Opis 1, Delo 5, Listy 9-2.\n"),
        ("docs/d.txt", b"# opiska: ignore[missing-delo] nothing is missing\nRGANI, Fond 3, Opis 1, Delo 5, Listy 2-9.\n"),
        ("docs/scan.bin", b"\x00\x01\x02\x03\x00\x00"),
        ("docs/damaged.txt", b"\xEF\xBB\xBFGARF, Fond 5446, Opis 98, Delo 718\n\xFF\xFF\n"),
        ("opiska.toml", b"profile = \"strict\"\n"),
    ];
    Folder::new(&format!("cache-{test}"), &files)
}

impl Run {
    fn all(&self) -> (i32, &str, &str) {
        (self.code, &self.out, &self.err)
    }
}

/// The cache files of a folder.
fn caches(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "cache")).collect()
}

fn the_cache(folder: &Folder) -> PathBuf {
    let mut caches = caches(&folder.0.join(".opiska-cache"));
    assert_eq!(caches.len(), 1, "{caches:?}");
    caches.remove(0)
}

#[test]
fn runs_with_and_without_a_cache_print_the_same() {
    let folder = collection("same");
    let forms = ["", "--format jsonl", "--format concise --no-ignores", "--format sarif --select folio-range-reversed,unused-suppression"];
    for options in forms {
        let plain = folder.run(&format!("check --no-cache {options} docs"));
        assert!(plain.out.contains("folio-range-reversed"), "{}{}", plain.out, plain.err);
        for number in ["first", "second", "third"] {
            assert_eq!(folder.run(&format!("check {options} docs")).all(), plain.all(), "{number} run with {options}");
        }
    }
    assert_eq!(fs::read_to_string(folder.0.join(".opiska-cache/.gitignore")).expect("made"), "# Made by opiska\n*\n");
}

#[test]
fn the_seeds_read_the_same_from_a_cache() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !seeds.is_dir() {
        eprintln!("SKIPPED: no seeds at {}", seeds.display());
        return;
    }
    let folder = Folder::new("cache-seeds", &[]);
    let line = |options: &str| format!("check --profile strict --format json {options} {}", seeds.display());
    let plain = folder.run(&line("--no-cache"));
    for number in ["first", "second"] {
        assert_eq!(folder.run(&line("--cache-dir kept")).all(), plain.all(), "{number} run");
    }
    assert_eq!(caches(&folder.0.join("kept")).len(), 1);
}

#[test]
fn a_change_of_a_document_is_seen_even_with_its_old_length_and_time() {
    let folder = collection("content");
    let path = folder.0.join("docs/a.txt");
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let set_back = || fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(long_ago)).expect("set");
    set_back();
    assert!(folder.run("check docs").out.contains("folio-range-reversed"));
    // Sorted, the leaves have no mistake; a byte is not more nor less.
    fs::write(&path, String::from_utf8_lossy(LETTER).replace("6-3", "3-6")).expect("written");
    set_back();
    for number in ["first", "second"] {
        let run = folder.run("check --format concise docs");
        assert!(!run.out.contains("docs/a.txt:1:43"), "{number}: {}", run.out);
        assert_eq!(run.all(), folder.run("check --no-cache --format concise docs").all());
    }
}

#[test]
fn documents_may_come_and_go() {
    let folder = collection("come-and-go");
    folder.run("check docs");
    fs::remove_file(folder.0.join("docs/b.txt")).expect("removed");
    folder.write("docs/new.txt", b"GARF, Fond 5446, Opis 98, Delo 718, Listy 30-6.\n");
    // A part of the collection leaves what is known of the rest alone.
    for paths in ["docs", "docs/a.txt docs", "docs"] {
        assert_eq!(folder.run(&format!("check {paths}")).all(), folder.run(&format!("check --no-cache {paths}")).all(), "{paths}");
    }
}

#[test]
fn settings_schemas_and_options_count() {
    let folder = collection("settings");
    let fresh = |options: &str| {
        let (kept, plain) = (folder.run(&format!("check {options} docs")), folder.run(&format!("check --no-cache {options} docs")));
        assert_eq!(kept.all(), plain.all(), "with {options}");
        kept.out
    };
    let strict = fresh("");
    folder.write("opiska.toml", b"[rules]\nfolio-range-reversed = \"info\"\n");
    assert_ne!(fresh(""), strict);
    fresh("--profile strict");
    fresh("--lines");
    folder.write("own.toml", b"[[repository]]\nsiglum = \"GAXX\"\nname = \"Archive\"\nplace = \"X\"\ncountry = \"RU\"\nscheme = \"ru4\"\n");
    folder.write("docs/own.txt", b"GAXX, Fond 5, Opis 1, Delo 7, Listy 3-6.\n");
    let unknown = fresh("--profile strict");
    folder.write("opiska.toml", b"profile = \"strict\"\nschemas = [\"own.toml\"]\n");
    let known = fresh("");
    assert!(unknown.contains("unknown-repository") && !known.contains("unknown-repository"), "{unknown}{known}");
    // The name of the file is the same, what it says is not.
    folder.write("own.toml", b"[[repository]]\nsiglum = \"GAYY\"\nname = \"Archive\"\nplace = \"X\"\ncountry = \"RU\"\nscheme = \"ru4\"\n");
    assert!(fresh("").contains("unknown-repository"));
}

#[test]
fn suppressions_are_asked_anew() {
    let folder = collection("suppressions");
    folder.run("check docs");
    let table = "[[suppress]]\npath = \"docs/a.txt\"\nrule = \"folio-range-reversed\"\nreason = \"as printed\"\n";
    folder.write("opiska.toml", format!("profile = \"strict\"\n{table}").as_bytes());
    for _ in 0..2 {
        assert_eq!(folder.run("check docs").all(), folder.run("check --no-cache docs").all());
    }
    assert!(folder.run("check docs").err.contains("2 findings are suppressed"));
}

#[test]
fn a_damaged_or_foreign_cache_is_built_anew() {
    let folder = collection("damaged");
    let plain = folder.run("check --no-cache docs");
    folder.run("check docs");
    let cache = the_cache(&folder);
    let whole = fs::read(&cache).expect("there");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for bytes in [&b""[..], b"{}", b"opiska cache 1\n", &whole[..whole.len() - 1], &flipped] {
        fs::write(&cache, bytes).expect("written");
        let run = folder.run("check docs");
        assert_eq!((run.code, &run.out), (plain.code, &plain.out));
        assert!(run.err.contains("is damaged and is built anew"), "{}", run.err);
        assert_eq!(folder.run("check docs").all(), plain.all(), "it is whole again");
    }
    // A cache of another build or another day is none, and that is nothing to talk about.
    let mut other = whole;
    other[15] ^= 1;
    fs::write(&cache, other).expect("written");
    assert_eq!(folder.run("check docs").all(), plain.all());
}

#[test]
fn a_folder_that_cannot_be_written_is_told_once() {
    let folder = collection("refused");
    let plain = folder.run("check --no-cache docs");
    let run = folder.run("check --cache-dir opiska.toml/below docs");
    assert_eq!((run.code, &run.out), (plain.code, &plain.out));
    assert_eq!(run.err.matches("no cache is kept in opiska.toml/below").count(), 1, "{}", run.err);
    assert!(!folder.run("check --quiet --cache-dir opiska.toml/below docs").err.contains("cache"));
}

#[test]
fn a_cache_among_the_documents_is_no_document() {
    let folder = collection("among");
    let plain = folder.run("check --no-cache docs");
    for _ in 0..2 {
        assert_eq!(folder.run("check --cache-dir docs docs").all(), plain.all());
    }
    assert!(!folder.0.join("docs/.gitignore").exists(), "a folder that was there keeps its own rules");
}

#[test]
fn two_runs_at_once_do_no_harm() {
    let folder = collection("at-once");
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
        command.args(["check", "--format", "json", "docs"]).current_dir(&folder.0).output().expect("runs")
    };
    let plain = folder.run("check --no-cache --format json docs").out.into_bytes();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().expect("no panic").stdout, plain));
    });
    assert_eq!(folder.run("check --format json docs").out.into_bytes(), plain);
}

#[test]
fn nothing_is_kept_of_files_that_are_named() {
    let folder = collection("named");
    folder.run("check docs/a.txt");
    folder.run_with("check -", LETTER);
    assert!(!folder.0.join(".opiska-cache").exists());
}

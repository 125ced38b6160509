//! Hostile and broken input: links in rings, pipes, devices, folders nobody may read, names that are no Unicode, giants, deep
//! nesting, disks that are full and readers who leave. Each ends soon, with a message and an exit code; nothing is lost.
//!
//! How time grows with such inputs is measured by the benchmark `hostile`; here they only have to end.

use std::fs::{self, File};

use crate::cmd::Folder;

const LETTER: &[u8] = b"GARF, Fond 5446, Opis 98, Delo 718, Listy 9-3. Translated by Gary Goldberg.\n";

#[test]
fn a_sparse_giant_is_no_text_and_a_long_text_is_refused() {
    let folder = Folder::new("hostile-giant", &[("docs/a.txt", LETTER)]);
    File::create(folder.0.join("docs/sparse.txt")).and_then(|file| file.set_len(1 << 30)).expect("made");
    let run = folder.run("check --format concise docs");
    run.says(1, &[]);
    assert!(!run.err.contains("sparse"), "in a folder it is passed over: {}", run.err);
    folder.run("check docs/sparse.txt").says(3, &["docs/sparse.txt: binary file"]);

    folder.write("docs/long.txt", &LETTER.repeat(900));
    File::options().append(true).open(folder.0.join("docs/long.txt")).and_then(|file| file.set_len(1 << 30)).expect("made longer");
    let run = folder.run("check --format concise docs");
    run.says(3, &["docs/long.txt: longer than 256 MiB; split it"]);
    assert!(run.out.contains("docs/a.txt:1"), "the rest was done: {}", run.out);
}

#[test]
fn a_hundred_thousand_labels_in_one_line_are_read() {
    let folder = Folder::new("hostile-labels", &[]);
    let texts = [
        "Fond 5446, Opis 98, Delo 718; ".repeat(6_000),
        "Fond ".repeat(100_000),
        "GARF ".repeat(50_000),
        "“".repeat(100_000),
        "1956-".repeat(50_000),
        "http://".repeat(30_000),
        "op. cit. ".repeat(30_000),
        " ".repeat(1_000_000),
    ];
    for (number, text) in texts.iter().enumerate() {
        folder.write(&format!("docs/{number}.txt"), text.as_bytes());
    }
    let run = folder.run("check --no-cache --format jsonl docs");
    assert!(run.code <= 1, "{}", run.err);
    let run = folder.run("extract --lines --format jsonl docs");
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn deep_nesting_ends_in_every_format() {
    let folder = Folder::new("hostile-deep", &[]);
    let deep = |open: &str, close: &str, count: usize| format!("{}GARF, Fond 1, Opis 2, Delo 3{}", open.repeat(count), close.repeat(count));
    let count = 50_000;
    let files = [
        ("array.json", format!("[{{\"type\": \"manuscript\", \"title\": {}1{}}}]", "[".repeat(count), "]".repeat(count))),
        ("open.json", "[{\"a\":".repeat(count)),
        ("braces.bib", format!("@misc{{a, title = {{{}}}, note = {{GARF, Fond 1, Opis 2, Delo 3}}}}\n", deep("{", "}", count))),
        ("open.bib", format!("@misc{{a, title = {}", "{".repeat(count))),
        ("groups.tex", format!("\\documentclass{{article}}\n\\footnote{{{}}}\n", deep("{", "}", count))),
        ("commands.tex", format!("\\documentclass{{article}}\n{}", deep("\\footnote{", "}", 5_000))),
        ("tags.html", deep("<div>", "</div>", count)),
        ("quotes.md", format!("{} {}", ">".repeat(count), deep("*", "*", count))),
        ("notes.md", deep("^[", "]", 5_000)),
        ("comments.html", deep("<!--", "", count)),
    ];
    for (name, text) in &files {
        folder.write(&format!("docs/{name}"), text.as_bytes());
    }
    let run = folder.run("check --no-cache --format jsonl docs");
    assert!(matches!(run.code, 0 | 1 | 3), "{}: {}", run.code, run.err);
    let run = folder.run("extract --format json docs");
    assert!(matches!(run.code, 0 | 3), "{}: {}", run.code, run.err);
}

#[test]
fn two_runs_at_once_on_one_cache_say_the_same() {
    let folder = Folder::new("hostile-two", &[("opiska.toml", b"")]);
    for number in 0..30 {
        folder.write(&format!("docs/{number}.txt"), LETTER);
    }
    let plain = folder.run("check --no-cache --format jsonl docs");
    for _ in 0..3 {
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| folder.run("check --format jsonl docs"))).collect();
            for run in runs {
                let run = run.join().expect("ended");
                assert_eq!((run.code, run.out, run.err), (plain.code, plain.out.clone(), plain.err.clone()));
            }
        });
    }
    let names = fs::read_dir(folder.0.join(".opiska-cache")).expect("there").flatten().map(|entry| entry.file_name());
    let drafts: Vec<_> = names.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(drafts.is_empty(), "{drafts:?}");
}

#[test]
fn caches_are_cleaned_away() {
    let folder = Folder::new("clean", &[("docs/a.txt", LETTER), ("opiska.toml", b"")]);
    folder.run("clean").says(0, &[".opiska-cache: no cache"]);
    folder.run("check docs");
    folder.run("check --select missing-opis docs");
    folder.run("clean").says(0, &[".opiska-cache: 2 caches removed"]);
    assert!(!folder.0.join(".opiska-cache").exists());
    // A folder that holds anything else stays, with everything in it that is no cache.
    folder.write("kept/notes.txt", b"mine");
    folder.run("check --cache-dir kept docs");
    folder.run("clean --cache-dir kept").says(0, &["kept: 1 cache removed"]);
    assert_eq!(fs::read_dir(folder.0.join("kept")).expect("there").count(), 1);
}

#[cfg(unix)]
mod unix {
    //! What only these systems have.

    use std::ffi::OsStr;
    use std::io::Read;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::*;

    fn set_mode(folder: &Folder, path: &str, mode: u32) {
        fs::set_permissions(folder.0.join(path), fs::Permissions::from_mode(mode)).expect("set");
    }

    /// Whether permissions bind this user; they do not bind root.
    fn permissions_bind(folder: &Folder) -> bool {
        folder.write("probe", b"");
        set_mode(folder, "probe", 0o000);
        let bind = fs::read(folder.0.join("probe")).is_err();
        fs::remove_file(folder.0.join("probe")).expect("removed");
        if !bind {
            eprintln!("SKIPPED: permissions do not bind this user");
        }
        bind
    }

    #[test]
    fn links_in_rings_are_no_documents() {
        let folder = Folder::new("hostile-ring", &[("docs/a.txt", LETTER)]);
        symlink("..", folder.0.join("docs/up")).expect("linked");
        symlink("self", folder.0.join("docs/self")).expect("linked");
        symlink("two", folder.0.join("docs/one")).expect("linked");
        symlink("one", folder.0.join("docs/two")).expect("linked");
        let run = folder.run("check --format concise docs");
        run.says(1, &[]);
        assert_eq!(run.out.matches("a.txt:1:").count(), run.out.matches("docs/a.txt:1:").count());
        let run = folder.run("check docs/self");
        run.says(3, &["docs/self: "]);
    }

    #[test]
    fn pipes_and_devices_do_not_hold_a_run_up() {
        let folder = Folder::new("hostile-pipe", &[("docs/a.txt", LETTER)]);
        let made = Command::new("mkfifo").arg(folder.0.join("docs/pipe.txt")).status();
        assert!(made.expect("mkfifo starts").success());
        let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("docs/s.txt"));
        folder.run("check --format concise docs").says(1, &[]);
        folder.run("check docs/pipe.txt").says(3, &["docs/pipe.txt: a named pipe, not a document; pipe its text into"]);
        folder.run("check --fix docs/pipe.txt").says(3, &["a named pipe"]);
        folder.run("extract /dev/zero").says(3, &["/dev/zero: a device, not a document"]);
        folder.run("check /dev/null").says(0, &[]);
        // What a shell has opened for the program is read.
        let script = format!("{} check --format concise <(cat docs/a.txt)", env!("CARGO_BIN_EXE_opiska"));
        let output = Command::new("bash").args(["-c", &script]).current_dir(&folder.0).output().expect("bash starts");
        assert!(String::from_utf8_lossy(&output.stdout).contains("folio-range-reversed"), "{output:?}");
    }

    #[test]
    fn unreadable_folders_are_told_and_the_rest_is_done() {
        let folder = Folder::new("hostile-closed", &[("docs/a.txt", LETTER), ("docs/closed/b.txt", LETTER)]);
        if !permissions_bind(&folder) {
            return;
        }
        set_mode(&folder, "docs/closed", 0o000);
        let run = folder.run("check --format concise docs");
        set_mode(&folder, "docs/closed", 0o755);
        run.says(3, &["docs/closed: permission denied"]);
        assert!(run.out.contains("docs/a.txt:1"));
    }

    #[test]
    fn names_that_are_no_unicode_are_read_and_shown_harmlessly() {
        let folder = Folder::new("hostile-names", &[("docs/\u{1b}[31mred.txt", LETTER), ("docs/line\nbreak.txt", LETTER)]);
        fs::write(folder.0.join("docs").join(OsStr::from_bytes(b"\xE4\xF6.txt")), LETTER).expect("written");
        for format in ["concise", "human", "jsonl", "sarif"] {
            let run = folder.run(&format!("check --format {format} docs"));
            run.says(1, &[]);
            assert!(!run.out.contains('\u{1b}') && run.out.contains("red.txt"), "{format}: {}", run.out);
        }
        let run = folder.run("check --fix docs");
        assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    }

    #[test]
    fn what_is_read_only_is_not_fixed() {
        let folder = Folder::new("hostile-read-only", &[("docs/a.txt", b"GARF, f. 5446, op. 98, d. 721, ll. 27.\n")]);
        let before = fs::read(folder.0.join("docs/a.txt")).expect("there");
        let diff = folder.run("check --lines --diff docs");
        assert!(diff.out.contains("+++"), "there must be something to fix: {}{}", diff.out, diff.err);
        set_mode(&folder, "docs/a.txt", 0o444);
        folder.run("check --lines --fix docs").says(3, &["docs/a.txt: not fixed: the file is read-only"]);
        assert_eq!(fs::read(folder.0.join("docs/a.txt")).expect("there"), before);
        assert_eq!(fs::read_dir(folder.0.join("docs")).expect("there").count(), 1, "no draft is left");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told() {
        let folder = Folder::new("hostile-full", &[("docs/a.txt", LETTER)]);
        folder.run("check --output json=/dev/full docs").says(2, &["cannot write /dev/full"]);
        folder.run("check --write-shard /dev/full docs").says(2, &["cannot write /dev/full"]);
        let full = || File::options().write(true).open("/dev/full").expect("there");
        let opiska = || Command::new(env!("CARGO_BIN_EXE_opiska"));
        let output = opiska().args(["check", "docs"]).current_dir(&folder.0).stdout(full()).output().expect("it ends");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"), "{output:?}");
        // Nobody hears what cannot be said.
        let status = opiska().args(["check", "docs"]).current_dir(&folder.0).stdout(Stdio::null()).stderr(full()).status();
        assert_eq!(status.expect("it ends").code(), Some(1));
    }

    #[test]
    fn a_reader_who_leaves_is_no_error() {
        let folder = Folder::new("hostile-head", &[("a.txt", LETTER.repeat(3000).as_slice())]);
        for verb in ["check --format jsonl", "extract --format jsonl --lines", "cite --style chicago-note --lines"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
            command.args(verb.split(' ')).arg("a.txt").current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("the program starts");
            let mut out = child.stdout.take().expect("a pipe");
            out.read_exact(&mut [0; 10]).expect("a beginning");
            drop(out);
            let output = child.wait_with_output().expect("it ends");
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{verb}: {:?} {err}", output.status);
            assert!(!err.contains("panicked") && !err.contains("error"), "{verb}: {err}");
        }
    }
}

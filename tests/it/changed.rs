//! `check --changed`: only what concerns the files that git says have changed.

use std::process::Command;

use crate::cmd::Folder;

const REVERSED: &[u8] = b"GARF, Fond 5446, Opis 98, Delo 718, Listy 6-3.\n";
const SOUND: &[u8] = b"GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.\n";

fn git(folder: &Folder, words: &[&str]) {
    let settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").args(settings).args(words).current_dir(&folder.0).output().expect("git runs");
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with one commit, unless there is no git.
fn repository(test: &str, files: &[(&str, &[u8])]) -> Option<Folder> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no git");
        return None;
    }
    let folder = Folder::new(&format!("changed-{test}"), files);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "first"]);
    Some(folder)
}

/// The files that findings of a rule are reported in.
fn reported(folder: &Folder, options: &str) -> Vec<String> {
    let run = folder.run(&format!("check --no-cache --format concise --select folio-range-reversed {options}"));
    let lines = run.out.lines().filter(|line| line.contains("folio-range-reversed"));
    lines.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
}

#[test]
fn only_what_differs_is_reported() {
    let names = ["old.txt", "edited.txt", "gone.txt", "moved.txt", "with space \u{444}.txt"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, REVERSED)).collect();
    let Some(folder) = repository("differs", &files) else { return };
    folder.write(".gitignore", b"hidden.txt\n");
    assert_eq!(reported(&folder, "--changed ."), Vec::<String>::new());
    folder.write("edited.txt", b"GARF, Fond 5446, Opis 98, Delo 719, Listy 9-4.\n");
    folder.write("with space \u{444}.txt", b"GARF, Fond 5446, Opis 98, Delo 720, Listy 8-5.\n");
    folder.write("new.txt", REVERSED);
    folder.write("hidden.txt", REVERSED);
    std::fs::remove_file(folder.0.join("gone.txt")).expect("removed");
    git(&folder, &["mv", "moved.txt", "named anew.txt"]);
    let changed = ["edited.txt", "named anew.txt", "new.txt", "with space \u{444}.txt"];
    assert_eq!(reported(&folder, "--changed"), changed);
    assert_eq!(reported(&folder, "--changed old.txt new.txt"), ["new.txt"]);
    git(&folder, &["add", "."]);
    assert_eq!(reported(&folder, "--changed"), changed, "what is staged is not committed yet");
    git(&folder, &["commit", "--quiet", "-m", "second"]);
    assert_eq!(reported(&folder, "--changed"), Vec::<String>::new());
    assert_eq!(reported(&folder, "--changed --since HEAD~1"), changed);
}

#[test]
fn a_finding_about_two_files_is_reported_when_one_of_them_has_changed() {
    let page = |title: &str, leaves: &str| {
        let place = format!("GARF, Fond 5446, Opis 98, Delo 718, Listy {leaves}");
        format!("get citation\n\"{title},\" May 3, 1956, {place}.\n")
    };
    let first = page("Telegram from Orlov to Belov", "3-6");
    let (apart, over) = (page("Draft of a Resolution", "50-60"), page("Draft of a Resolution", "5-9"));
    let Some(folder) = repository("two", &[("a.txt", first.as_bytes()), ("b.txt", apart.as_bytes())]) else { return };
    let overlaps = || {
        let run = folder.run("check --no-cache --changed --select folio-overlap-in-file --format jsonl");
        run.out.lines().map(|line| [line.contains("\"path\":\"a.txt\""), line.contains("\"path\":\"b.txt\"")]).collect::<Vec<_>>()
    };
    assert_eq!(overlaps(), Vec::<[bool; 2]>::new());
    folder.write("b.txt", over.as_bytes());
    assert_eq!(overlaps(), [[true, true]], "told once, with both places");
    folder.write("b.txt", apart.as_bytes());
    folder.write("a.txt", page("Telegram from Orlov to Belov", "49-50").as_bytes());
    assert_eq!(overlaps(), [[true, true]], "whichever of the two has changed");
}

#[test]
fn only_changed_files_are_fixed() {
    let dash = "GARF, f. 5446, op. 98, d. 718, ll. 3\u{2014}6.\n".as_bytes();
    let Some(folder) = repository("fixed", &[("a.txt", dash), ("b.txt", SOUND)]) else { return };
    folder.write("b.txt", "GARF, f. 5446, op. 98, d. 719, ll. 3\u{2014}6.\n".as_bytes());
    let run = folder.run("check --changed --fix --unsafe-fixes --profile strict .");
    assert_eq!(std::fs::read(folder.0.join("a.txt")).expect("there"), dash, "{}{}", run.out, run.err);
}

#[test]
fn before_the_first_commit_everything_is_new() {
    if repository("unborn", &[("x.txt", SOUND)]).is_none() {
        return;
    }
    let folder = Folder::new("changed-newborn", &[("a.txt", REVERSED), ("b.txt", REVERSED)]);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "a.txt"]);
    assert_eq!(reported(&folder, "--changed"), ["a.txt", "b.txt"]);
}

#[test]
fn wrong_use_is_told() {
    let Some(folder) = repository("wrong", &[("a.txt", SOUND)]) else { return };
    folder.run("check --changed --since no-such-branch").says(2, &["git knows no revision `no-such-branch`"]);
    folder.run("check --changed --since --output=x").says(2, &[]);
    folder.run("check --changed no-such-file.txt").says(3, &["no-such-file.txt: no such file"]);
    folder.run("check --since HEAD").says(2, &["--changed"]);
    folder.run("check --changed --corrections c.toml").says(2, &["cannot be used with"]);
    let outside = std::env::temp_dir().join(format!("opiska-no-repository-{}", std::process::id()));
    std::fs::create_dir_all(&outside).expect("made");
    folder.run(&format!("check --changed {}", outside.display())).says(2, &["git cannot say what has changed", "help:"]);
    std::fs::remove_dir_all(outside).expect("removed");
    let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
    let run = command.args(["check", "--changed"]).current_dir(&folder.0).env("PATH", "").output().expect("runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(2) && said.contains("there is no program `git`"), "{said}");
}

#[test]
fn a_hook_of_git_may_call_it_from_anywhere() {
    let Some(folder) = repository("hook", &[("docs/a.txt", SOUND)]) else { return };
    folder.write("docs/a.txt", REVERSED);
    let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
    command.args(["check", "--no-cache", "--changed", "--format", "concise", "."]).current_dir(folder.0.join("docs"));
    let run = command.env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index.lock").output().expect("runs");
    assert!(String::from_utf8_lossy(&run.stdout).contains("a.txt:1:"), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let Some(folder) = repository("bytes", &[("a.txt", SOUND)]) else { return };
    let name = std::ffi::OsStr::from_bytes(b"\xD4\xEE\xED\xE4.txt");
    if std::fs::write(folder.0.join(name), REVERSED).is_err() {
        eprintln!("SKIPPED: this disk wants Unicode");
        return;
    }
    assert_eq!(reported(&folder, "--changed").len(), 1);
}

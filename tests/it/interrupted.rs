//! Ctrl-C: the program ends as the shell expects (130), and leaves neither a half-written report nor a cache.
#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::cmd::Folder;

/// A shell gives 128 and the number of the signal for a program that a signal has ended; SIGINT is 2.
const SIGINT: i32 = 2;

#[test]
fn ctrl_c_ends_a_run_and_leaves_old_files_as_they_were() {
    if ignores_interrupts() {
        return;
    }
    let folder = Folder::new("interrupted", &[("report.json", b"old"), ("opiska.toml", b"")]);
    let line = "“Telegram,” May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 9-3. Translated by Gary Goldberg.\n";
    for number in 0..40 {
        folder.write(&format!("docs/{number}.txt"), line.repeat(400).as_bytes());
    }
    let mut kept = 0;
    for wait in [0, 60, 250, 1000] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
        command.args(["check", "--threads", "1", "--output", "json=report.json", "docs"]).current_dir(&folder.0);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(wait));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the signal was sent");
        let status = child.wait().expect("it ends");
        let report = fs::read_to_string(folder.0.join("report.json")).expect("still there");
        if status.signal() == Some(SIGINT) {
            assert!(report == "old" || report.ends_with("}\n"), "after {wait} ms: {} bytes", report.len());
            kept += usize::from(report == "old");
        }
        let strangers = fs::read_dir(folder.0.join(".opiska-cache")).into_iter().flatten().flatten();
        for cache in strangers.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "cache")) {
            let again = folder.run("check --format concise docs/0.txt docs");
            assert!(!again.err.contains("damaged"), "{}: {}", cache.display(), again.err);
        }
    }
    assert!(kept > 0, "no run was met before its end");
}

#[test]
fn a_shell_sees_130() {
    if ignores_interrupts() {
        return;
    }
    let folder = Folder::new("interrupted-shell", &[]);
    // Jobs of their own (`-m`) take the signal; the program waits for its standard input when it comes.
    let program = env!("CARGO_BIN_EXE_opiska");
    let script = format!("set -m; {program} check - < <(sleep 3) & sleep 1; kill -INT $!; wait $!; echo $?");
    let output = Command::new("bash").args(["-c", &script]).current_dir(&folder.0).stderr(Stdio::null()).output().expect("bash starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "130");
}

/// Whether this process ignores SIGINT, as background jobs of a script do: then whatever it starts does too.
fn ignores_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim).unwrap_or("0");
    let ignores = u64::from_str_radix(mask, 16).is_ok_and(|mask| mask >> (SIGINT - 1) & 1 == 1);
    if ignores {
        eprintln!("SKIPPED: SIGINT is ignored here");
    }
    ignores
}

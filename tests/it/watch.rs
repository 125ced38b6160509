//! `check --watch`: it checks again after a change, outlives wrong settings, and ends when it is told to.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::cmd::Folder;

/// A running watch and the lines it has said on both streams.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Folder) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
        command.args(["check", "--watch", "--format", "concise", "--output", "json=docs/report.json", "docs"]);
        command.current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let (sender, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("a pipe")), Box::new(child.stderr.take().expect("a pipe"))];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
            });
        }
        Self { child, lines }
    }

    /// Everything that is said until a run is over.
    fn run(&self) -> String {
        let mut said = String::new();
        while !said.contains("waiting for changes") {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("nothing more after: {said}"));
            said += &format!("{line}\n");
        }
        // The two streams come as they like.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(200)) {
            said += &format!("{line}\n");
        }
        said
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_checks_again_after_each_change() {
    let folder = Folder::new("watch", &[("docs/a.txt", b"GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.\n"), ("opiska.toml", b"")]);
    let mut watch = Watch::start(&folder);
    let first = watch.run();
    assert!(!first.contains("folio-range-reversed") && !first.contains('\u{1b}'), "{first}");
    assert!(watch.lines.recv_timeout(Duration::from_millis(1200)).is_err(), "its own report is no change");
    folder.write("docs/a.txt", b"GARF, Fond 5446, Opis 98, Delo 718, Listy 6-3.\n");
    let second = watch.run();
    assert!(second.contains("folio-range-reversed"), "{second}");
    folder.write("opiska.toml", b"ignroe = []\n");
    let third = watch.run();
    assert!(third.contains("unknown key `ignroe`"), "{third}");
    folder.write("opiska.toml", b"ignore = [\"folio-range-reversed\"]\n");
    let fourth = watch.run();
    assert!(!fourth.contains("folio-range-reversed") && !fourth.contains("ignroe"), "{fourth}");
    let interrupted = Command::new("kill").args(["-INT", &watch.child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    // A shell calls this 130.
    assert_eq!(watch.child.wait().expect("it ends").signal(), Some(2));
}

#[test]
fn standard_input_cannot_be_watched() {
    Folder::new("watch-stdin", &[]).run("check --watch -").says(2, &["standard input cannot be watched"]);
}

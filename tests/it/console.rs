//! Fences of a Markdown page: `console` blocks are run and show what the program prints, others are handed on.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block that is not run.
pub struct Fence<'t> {
    /// The first word behind the backticks.
    pub language: &'t str,
    /// The name behind `file=`: the reader is told to write such a file.
    pub file: Option<&'t str>,
    /// Its lines.
    pub body: String,
}

/// A reader's terminal: a folder, the program on the path, and the exit code of the last command.
pub struct Shell {
    /// Where commands run.
    pub folder: PathBuf,
    status: i32,
}

impl Shell {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), status: 0 }
    }

    /// What a command line prints on standard output.
    pub fn run(&mut self, command: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_opiska")).parent().expect("a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&path))).expect("a path");
        let run = Command::new("sh")
            .args(["-c", &format!("(exit {})\n{command}", self.status)])
            .current_dir(&self.folder)
            .env("PATH", path)
            .env("NO_COLOR", "1")
            .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
            .env_remove("COLUMNS")
            .output()
            .expect("there is a shell");
        self.status = run.status.code().expect("an exit code");
        assert!(self.status < 126, "`{command}` cannot be run: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("UTF-8")
    }
}

/// The page with the outputs of its `console` blocks as they are now; `other` sees the other blocks, in order.
pub fn renewed(page: &str, shell: &mut Shell, mut other: impl FnMut(&Fence<'_>, &mut Shell)) -> String {
    let mut now = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        now += &format!("{line}\n");
        let Some(words) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let language = words.split_whitespace().next().unwrap_or_default();
        if language == "console" {
            for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
                now += &format!("$ {command}\n{}", shell.run(command));
            }
        } else {
            let body: String = body.iter().map(|line| format!("{line}\n")).collect();
            now += &body;
            let file = words.split_whitespace().find_map(|word| word.strip_prefix("file="));
            other(&Fence { language, file, body }, shell);
        }
        now += "```\n";
    }
    now
}

/// Whether kept output is to be written anew.
pub fn blessing() -> bool {
    std::env::var_os("OPISKA_BLESS").is_some_and(|value| value == "1")
}

/// Compares a page with what it must be, or writes it anew; gives back what differs.
pub fn settle(path: &Path, now: &str) -> Option<String> {
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept == now {
        return None;
    }
    if blessing() {
        std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
        std::fs::write(path, now).expect("the page is writable");
        return None;
    }
    let at = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
    let at = at.unwrap_or_else(|| kept.lines().count().min(now.lines().count()));
    let (kept, now) = (kept.lines().nth(at).unwrap_or_default(), now.lines().nth(at).unwrap_or_default());
    Some(format!("{}:{}\n  kept: {kept}\n  now:  {now}", path.display(), at + 1))
}

//! `--changed`: which files differ from a revision. Git is asked; nothing of its formats is read here but lists of paths.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::args::Inputs;
use super::config;
use super::texts::SourceTexts;
use super::trouble::Trouble;
use crate::diagnostic::Diagnostic;
use crate::source::FileName;

/// Variables by which git, when it runs a hook, names the repository of the hook: relative to a folder that need not be ours.
const HOOK_VARIABLES: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// The files that differ from a revision, new ones included. Deleted files are none: there is nothing to report in them.
#[derive(Debug, Default)]
pub struct Changed {
    /// Files, and folders that are repositories of their own: real paths.
    paths: BTreeSet<PathBuf>,
    /// What standard input is called. Git knows nothing of it: it counts as changed.
    stdin: Option<FileName>,
}

impl Changed {
    /// Asks git about the repositories that the inputs lie in.
    ///
    /// # Errors
    /// No git, no repository, no such revision.
    pub fn since(revision: &str, inputs: &Inputs) -> Result<Self, Trouble> {
        let here = [PathBuf::from(".")];
        let paths = if inputs.paths.is_empty() { &here } else { inputs.paths.as_slice() };
        let mut roots = BTreeSet::new();
        for path in paths.iter().filter(|path| path.as_os_str() != "-") {
            let folder =
                if path.is_dir() { path } else { path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(&here[0]) };
            // What is not there is told when it cannot be read.
            if folder.is_dir() {
                let mut root = git(folder, &["rev-parse", "--show-toplevel"])?;
                root.truncate(root.len() - usize::from(root.ends_with(b"\n")));
                roots.insert(path_of(&root));
            }
        }
        let reads_stdin = paths.iter().any(|path| path.as_os_str() == "-");
        let name = || FileName::new(inputs.stdin_filename.as_deref().unwrap_or(config::STDIN));
        let mut changed = Self { paths: BTreeSet::new(), stdin: reads_stdin.then(name) };
        for root in roots {
            changed.add(&root, revision)?;
        }
        Ok(changed)
    }

    fn add(&mut self, root: &Path, revision: &str) -> Result<(), Trouble> {
        let name = format!("{revision}^{{commit}}");
        let list = match git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name]) {
            Ok(commit) => {
                let commit = String::from_utf8_lossy(&commit).trim().to_owned();
                git(root, &["diff", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff", &commit, "--"])?
            }
            // Before the first commit everything is new.
            Err(_) if revision == "HEAD" => git(root, &["ls-files", "-z"])?,
            Err(_) => return Err(Trouble::plain(format!("git knows no revision `{revision}` in {}", root.display()))),
        };
        let new = git(root, &["ls-files", "-z", "--others", "--exclude-standard"])?;
        let names = list.split(|byte| *byte == 0).chain(new.split(|byte| *byte == 0)).filter(|name| !name.is_empty());
        // What is deleted has no real path.
        self.paths.extend(names.filter_map(|name| fs::canonicalize(root.join(path_of(name))).ok()));
        Ok(())
    }

    /// Whether this source is among them, or is not to be found: then the user must hear of it. The texts know where it lies.
    pub fn holds(&self, file: &FileName, texts: &SourceTexts) -> bool {
        let real = || fs::canonicalize(texts.path(file).unwrap_or(Path::new(file.as_str()))).ok();
        self.stdin.as_ref() == Some(file) || real().is_none_or(|real| real.ancestors().any(|path| self.paths.contains(path)))
    }

    /// Whether a finding concerns one of them, by its own place or by one that it is compared with.
    pub fn concerns(&self, finding: &Diagnostic, texts: &SourceTexts) -> bool {
        std::iter::once(&finding.primary).chain(&finding.related).any(|label| self.holds(&label.file, texts))
    }
}

/// Runs git in a folder and gives back what it prints.
fn git(folder: &Path, words: &[&str]) -> Result<Vec<u8>, Trouble> {
    let mut command = Command::new("git");
    // Looking must not change the index, nor wait for somebody who does.
    command.arg("-C").arg(folder).args(words).env("GIT_OPTIONAL_LOCKS", "0");
    for variable in HOOK_VARIABLES {
        command.env_remove(variable);
    }
    match command.output() {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            let help = "--changed compares with what git keeps: use it in a git repository, or do without".to_owned();
            Err(Trouble::with_help(format!("git cannot say what has changed in {}: {said}", folder.display()), Some(help)))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let help = "install git, or check without --changed".to_owned();
            Err(Trouble::with_help("--changed asks git, and there is no program `git`", Some(help)))
        }
        Err(error) => Err(Trouble::plain(format!("cannot run git: {error}"))),
    }
}

/// A path as git prints it: bytes where paths are bytes, else UTF-8.
fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    #[cfg(not(unix))]
    let name: OsString = String::from_utf8_lossy(bytes).into_owned().into();
    PathBuf::from(name)
}

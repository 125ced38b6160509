//! Paths to files: what the user named, folders walked, standard input.
//!
//! Folders obey ignore files (`.gitignore`, `.ignore`, `.opiskaignore`); hidden entries, links, pipes and devices in them
//! are passed over, and so are files whose ending says that they are no text. A file named by the user is always taken, and
//! refused when reading it could go on for ever: a named pipe, a device, more than [`LARGEST`] bytes.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{FileName, decode};

/// Endings of files that are no text; a folder's walk need not open them.
const BINARY_ENDINGS: &[&str] = &[
    "7z", "a", "avi", "bmp", "bz2", "class", "db", "djvu", "dll", "doc", "docx", "dylib", "epub", "exe", "flac", "gif", "gz", "heic",
    "ico", "iso", "jar", "jp2", "jpeg", "jpg", "mobi", "mov", "mp3", "mp4", "o", "odp", "ods", "odt", "ogg", "otf", "parquet", "pdf",
    "png", "ppt", "pptx", "psd", "pyc", "rar", "so", "sqlite", "tar", "tgz", "tif", "tiff", "ttf", "wasm", "wav", "webm", "webp", "woff",
    "woff2", "xls", "xlsx", "xz", "zip", "zst",
];

/// The greatest length of a document that is read, in bytes: more than any text of citations has, and what memory has room for.
pub const LARGEST: u64 = 256 << 20;

/// How much of a longer one is looked at, to say whether it is text at all.
const HEAD: u64 = 1 << 16;

/// A source to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// How it is called in reports.
    pub name: FileName,
    /// Where its bytes are.
    pub origin: Origin,
    /// Whether the user named it, rather than a folder it lies in.
    pub named: bool,
}

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Everything the paths stand for.
#[derive(Debug, Default)]
pub struct Walked {
    /// The sources, sorted by name, each once.
    pub inputs: Vec<Input>,
    /// What could not be opened or listed.
    pub failures: Vec<Failure>,
}

/// A path that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// The path as shown.
    pub name: FileName,
    /// Why.
    pub reason: String,
}

/// Expands the paths; none stands for the current folder.
pub fn expand(paths: &[PathBuf], stdin_name: Option<&str>) -> Walked {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut walked = Walked::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = FileName::new(stdin_name.unwrap_or("-"));
            walked.inputs.push(Input { name, origin: Origin::Stdin, named: true });
        } else {
            match fs::metadata(path) {
                Ok(meta) if meta.is_dir() => folder(path, &mut walked),
                Ok(_) => walked.inputs.push(Input { name: shown(path), origin: Origin::File(path.clone()), named: true }),
                Err(error) => walked.failures.push(Failure { name: shown(path), reason: reason(&error) }),
            }
        }
    }
    // A file that was named and also lies in a folder given is taken once, as named.
    walked.inputs.sort_by(|a, b| a.name.cmp(&b.name).then(b.named.cmp(&a.named)));
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        walked.inputs.retain(|input| seen.insert(identity(input)));
    }
    walked.failures.sort_by(|a, b| a.name.cmp(&b.name));
    walked
}

fn folder(path: &Path, walked: &mut Walked) {
    let mut walk = WalkBuilder::new(path);
    walk.require_git(false).add_custom_ignore_filename(".opiskaignore").sort_by_file_name(OsStr::cmp);
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && !is_binary_by_name(entry.path()) {
                    let input = Input { name: shown(entry.path()), origin: Origin::File(entry.into_path()), named: false };
                    walked.inputs.push(input);
                }
            }
            Err(error) => {
                let name = path_of(&error).map_or_else(|| shown(path), shown);
                let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                walked.failures.push(Failure { name, reason });
            }
        }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn is_binary_by_name(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    BINARY_ENDINGS.binary_search(&ending.as_str()).is_ok()
}

/// The name for reports: as typed, without a leading `./`; what is not Unicode is shown as U+FFFD.
fn shown(path: &Path) -> FileName {
    let bare = path.strip_prefix(".").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path);
    FileName::new(&bare.to_string_lossy())
}

fn identity(input: &Input) -> PathBuf {
    match &input.origin {
        Origin::Stdin => PathBuf::from("-"),
        Origin::File(path) => fs::canonicalize(path).unwrap_or_else(|_| path.clone()),
    }
}

/// Why a file could not be read, in a reader's words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads the bytes of a source. Of a source that is too long and no text the head only: enough for the decoder to say so.
///
/// # Errors
/// Why the source could not be read, in words.
pub fn read(origin: &Origin) -> Result<Vec<u8>, String> {
    match origin {
        Origin::Stdin => within(io::stdin().lock(), Vec::new()),
        Origin::File(path) => {
            let meta = fs::metadata(path).map_err(|error| reason(&error))?;
            if let Some(kind) = endless(path, &meta) {
                return Err(format!("{kind}, not a document; pipe its text into `opiska … -`"));
            }
            let file = File::open(path).map_err(|error| reason(&error))?;
            let mut bytes = Vec::new();
            if meta.len() > LARGEST {
                (&file).take(HEAD).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
                let is_text = !matches!(decode::decode(&bytes), Err(decode::DecodeError::Binary(_) | decode::DecodeError::Pdf));
                return if is_text { Err(too_long()) } else { Ok(bytes) };
            }
            // The file may have grown since; `within` reads no more than the limit.
            bytes.reserve_exact(usize::try_from(meta.len()).unwrap_or(0) + 1);
            within(file, bytes)
        }
    }
}

fn within(from: impl Read, mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    from.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST { Err(too_long()) } else { Ok(bytes) }
}

fn too_long() -> String {
    format!("longer than {} MiB; split it", LARGEST >> 20)
}

/// What kind of thing this is, when opening or reading it may never end. What the shell has opened already
/// (`<(pdftotext …)`, `/dev/stdin`) and the empty device are as good as files.
#[cfg(unix)]
fn endless(path: &Path, meta: &fs::Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = meta.file_type();
    let opened = ["/dev/fd", "/dev/stdin", "/proc", "/dev/null"].iter().any(|known| path.starts_with(known));
    match kind {
        _ if opened => None,
        kind if kind.is_fifo() => Some("a named pipe"),
        kind if kind.is_char_device() || kind.is_block_device() => Some("a device"),
        kind if kind.is_socket() => Some("a socket"),
        _ => None,
    }
}

#[cfg(not(unix))]
fn endless(_: &Path, _: &fs::Metadata) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test's own with the given files.
    fn folder_with(test: &str, files: &[(&str, &str)]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("opiska-walk-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("inside the folder")).expect("folder made");
            fs::write(path, text).expect("file written");
        }
        root
    }

    fn names(root: &Path, walked: &Walked) -> Vec<String> {
        let prefix = format!("{}/", root.display());
        walked.inputs.iter().map(|input| input.name.as_str().replace(&prefix, "")).collect()
    }

    #[test]
    fn endings_are_sorted_for_the_search() {
        assert!(BINARY_ENDINGS.is_sorted());
    }

    #[test]
    fn folders_are_walked_in_order_and_obey_ignore_files() {
        let files = [
            ("b.txt", ""),
            ("a/z.md", ""),
            ("a.txt", ""),
            (".hidden", ""),
            ("scan.PDF", ""),
            ("drafts/x.txt", ""),
            (".gitignore", "drafts/\n"),
            ("a/skip.txt", ""),
            (".opiskaignore", "skip.txt\n"),
        ];
        let root = folder_with("order", &files);
        let walked = expand(std::slice::from_ref(&root), None);
        assert_eq!(names(&root, &walked), ["a.txt", "a/z.md", "b.txt"]);
        assert!(walked.failures.is_empty());
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_ending_and_only_once() {
        let root = folder_with("named", &[("scan.pdf", ""), ("a.txt", "")]);
        let walked = expand(&[root.clone(), root.join("a.txt"), root.join("scan.pdf"), PathBuf::from("-")], Some("notes.md"));
        assert_eq!(names(&root, &walked), ["a.txt", "scan.pdf", "notes.md"]);
        assert!(walked.inputs.iter().all(|input| input.named));
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn a_missing_path_is_a_failure_not_an_end() {
        let walked = expand(&[PathBuf::from("no/such/place.txt")], None);
        assert_eq!((walked.failures[0].name.as_str(), walked.failures[0].reason.as_str()), ("no/such/place.txt", "no such file or folder"));
    }

    #[test]
    fn a_file_that_vanishes_or_grows_after_the_walk() {
        let root = folder_with("moving", &[("a.txt", "GARF"), ("b.txt", "RGANI")]);
        let walked = expand(std::slice::from_ref(&root), None);
        fs::remove_file(root.join("a.txt")).expect("removed");
        fs::write(root.join("b.txt"), "RGANI, Fond 3").expect("written");
        assert_eq!(read(&walked.inputs[0].origin), Err("no such file or folder".to_owned()));
        assert_eq!(read(&walked.inputs[1].origin), Ok(b"RGANI, Fond 3".to_vec()));
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn an_endless_source_is_read_to_the_limit_only() {
        assert_eq!(within(io::repeat(b'a').take(1000), Vec::new()).map(|bytes| bytes.len()), Ok(1000));
        assert_eq!(within(io::repeat(b'a'), Vec::new()), Err("longer than 256 MiB; split it".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_folder_cannot_make_a_ring() {
        let root = folder_with("ring", &[("a/b.txt", "")]);
        std::os::unix::fs::symlink(&root, root.join("a/again")).expect("link made");
        assert_eq!(names(&root, &expand(std::slice::from_ref(&root), None)), ["a/b.txt"]);
        fs::remove_dir_all(root).expect("removed");
    }
}

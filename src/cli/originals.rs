//! Texts to be changed, as they are on the disk: read with their encoding, and written back only if that loses nothing.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;
use xxhash_rust::xxh3::xxh3_64;

use super::writing;
use crate::source::walk::{self, Origin};
use crate::source::{Decoded, Encoding, FileName, Unencodable, decode};

/// A file as it is.
#[derive(Debug)]
pub struct Original {
    /// How it is called in reports.
    pub name: FileName,
    /// What it says.
    pub text: String,
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    encoding: Encoding,
    mark: bool,
}

impl Original {
    /// Reads a file again, or takes the bytes of standard input where there is no path. `fingerprint` is that of the
    /// bytes when they were read first.
    ///
    /// # Errors
    /// Why it cannot be changed, in words: it is gone, has changed, is damaged, or could not be written back as it was.
    pub fn read(name: &FileName, path: Option<&Path>, stdin: &[u8], fingerprint: u64) -> Result<Self, String> {
        let bytes = match path {
            Some(path) => walk::read(&Origin::File(path.to_owned()))?,
            None => stdin.to_vec(),
        };
        if xxh3_64(&bytes) != fingerprint {
            return Err("it has changed while it was being checked".to_owned());
        }
        let Decoded { text, encoding, mark, damage } = decode(&bytes).map_err(|error| error.to_string())?;
        if damage.is_some() {
            return Err("its text is damaged, and the damage would be written back".to_owned());
        }
        let text = text.into_owned();
        let original = Self { name: name.clone(), text, path: path.map(ToOwned::to_owned), bytes, encoding, mark };
        if original.bytes_of(&original.text).is_none_or(|written| written != original.bytes) {
            return Err(format!("it is no regular {encoding}, so it cannot be written back as it was"));
        }
        Ok(original)
    }

    /// The first character of a text that the file's encoding lacks.
    pub fn lacks(&self, text: &str) -> Option<Unencodable> {
        self.encoding.encode(text, false).err()
    }

    /// A text in the encoding of the file, if it is read as such: a guess must come out the same the next time.
    fn bytes_of(&self, text: &str) -> Option<Vec<u8>> {
        let bytes = self.encoding.encode(text, self.mark).ok()?;
        let is_read_as = decode(&bytes).is_ok_and(|decoded| decoded.text == text && decoded.encoding.name() == self.encoding.name());
        is_read_as.then_some(bytes)
    }

    /// The file with another text.
    ///
    /// # Errors
    /// When the text would be taken for one in another encoding.
    pub fn rewritten(self, text: String) -> Result<Rewrite, String> {
        let bytes = self.bytes_of(&text).ok_or_else(|| format!("it would no longer be known as {}", self.encoding))?;
        Ok(Rewrite { original: self, text, bytes })
    }
}

/// A file before and after a change.
#[derive(Debug)]
pub struct Rewrite {
    original: Original,
    text: String,
    bytes: Vec<u8>,
}

impl Rewrite {
    /// How the file is called in reports.
    pub fn name(&self) -> &FileName {
        &self.original.name
    }

    /// The bytes it will have.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it is standard input, which is not written.
    pub fn is_stdin(&self) -> bool {
        self.original.path.is_none()
    }

    /// Writes the file, if it is still what was read.
    ///
    /// # Errors
    /// When it has changed, or the disk refuses.
    pub fn write(&self) -> io::Result<()> {
        let Some(path) = &self.original.path else { return Ok(()) };
        writing::replace(path, &self.original.bytes, &self.bytes)
    }

    /// Prints the difference in the form that `patch` reads.
    ///
    /// # Errors
    /// Whatever `out` refuses.
    pub fn diff(&self, out: &mut dyn Write) -> io::Result<()> {
        let diff = TextDiff::from_lines(&self.original.text, &self.text);
        let name = self.name().as_str();
        write!(out, "{}", diff.unified_diff().header(name, name))
    }
}

//! Texts read a second time, for the source lines of a report; a file that has changed meanwhile is noticed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use crate::report::{SourceText, Texts};
use crate::source::walk::{self, Input, Origin};
use crate::source::{FileName, decode};

/// Where the text of each page can be had again.
#[derive(Debug, Default)]
pub struct SourceTexts {
    sources: BTreeMap<FileName, Place>,
}

#[derive(Debug)]
enum Place {
    /// Standard input cannot be read twice, a corrected text is on no disk, and settings need not be read again.
    Kept(Box<str>),
    File {
        /// Where it is, if that is not what it is called.
        path: Option<Box<Path>>,
        fingerprint: u64,
    },
}

impl SourceTexts {
    /// Notes where a source is and what it was made of, or keeps its text.
    pub fn keep(&mut self, source: &Input, fingerprint: u64, text: Option<String>) {
        let place = match (&source.origin, text) {
            (_, Some(text)) => Place::Kept(text.into()),
            (Origin::File(path), None) => {
                let other = (path.as_os_str() != source.name.as_str()).then(|| path.as_path().into());
                Place::File { path: other, fingerprint }
            }
            (Origin::Stdin, None) => return,
        };
        self.sources.insert(source.name.clone(), place);
    }

    /// The file that a source is; `None` where its text is kept.
    pub fn path(&self, file: &FileName) -> Option<&Path> {
        let (name, place) = self.sources.get_key_value(file)?;
        match place {
            Place::File { path, .. } => Some(path.as_deref().unwrap_or(Path::new(name.as_str()))),
            Place::Kept(_) => None,
        }
    }

    /// Keeps a text that is at hand, unless there is one of that name.
    pub fn keep_text(&mut self, name: FileName, text: &str) {
        self.sources.entry(name).or_insert_with(|| Place::Kept(text.into()));
    }
}

fn path_of(name: &FileName, path: Option<&Path>) -> Origin {
    Origin::File(path.map_or_else(|| PathBuf::from(name.as_str()), Path::to_path_buf))
}

impl Texts for SourceTexts {
    fn text(&self, file: &FileName) -> SourceText {
        match self.sources.get(file) {
            None => SourceText::Gone,
            Some(Place::Kept(text)) => SourceText::Same(text.to_string()),
            Some(Place::File { path, fingerprint }) => match walk::read(&path_of(file, path.as_deref())) {
                Err(_) => SourceText::Gone,
                Ok(bytes) if xxh3_64(&bytes) != *fingerprint => SourceText::Changed,
                Ok(bytes) => decode(&bytes).map_or(SourceText::Changed, |decoded| SourceText::Same(decoded.text.into_owned())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_or_deleted_file_is_noticed() {
        let path = std::env::temp_dir().join(format!("opiska-texts-{}.txt", std::process::id()));
        let name = FileName::new("a.txt");
        let mut texts = SourceTexts::default();
        texts.keep(&Input { name: name.clone(), origin: Origin::File(path.clone()), named: true }, xxh3_64(b"GARF"), None);
        std::fs::write(&path, "GARF").expect("written");
        assert_eq!(texts.text(&name), SourceText::Same("GARF".into()));
        std::fs::write(&path, "RGANI").expect("written");
        assert_eq!(texts.text(&name), SourceText::Changed);
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(texts.text(&name), SourceText::Gone);
        assert_eq!(texts.text(&FileName::new("b.txt")), SourceText::Gone);
    }
}

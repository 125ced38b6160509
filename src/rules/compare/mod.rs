//! What the rules that compare records share: the records of one file, spellings of one name, places told together.
//!
//! Selection and counting only; each rule words its own findings. Everything here walks groups of an index or sorted
//! lists: nothing compares every record with every other.

mod forms;
mod numbers;
mod opisi;
mod papers;
mod persons;
mod spelling;

pub(super) use forms::Forms;
pub(super) use numbers::repeated_numbers;
pub(super) use opisi::OpisName;
pub(super) use papers::{Shelved, certainly_differ, clashes, files, of_same_leaves, same_capture, same_title};
pub(super) use persons::{Person, connected, misspelt};
pub(super) use spelling::{Script, fold_words, one_edit_apart, script_of};

use crate::record::{Compared, Corpus, PageId};

/// The records that speak about the style of a collection: captured records, or the notes where there is nothing else.
pub(super) fn styled(corpus: &Corpus) -> impl Iterator<Item = (PageId, &Compared)> {
    let notes_only = corpus.records().all(|(_, record)| record.note);
    corpus.records().filter(move |(_, record)| notes_only || !record.note).map(|(at, record)| (at.page, record))
}

/// `"a"`, `"a" and "b"`, `"a", "b" and "c"`.
pub(super) fn quoted_list<'s>(words: impl IntoIterator<Item = &'s str>) -> String {
    let mut quoted: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    let Some(last) = quoted.pop() else { return String::new() };
    if quoted.is_empty() { last } else { format!("{} and {last}", quoted.join(", ")) }
}

/// How a record is called in a message: its title, else its file alone.
pub(super) fn called(corpus: &Corpus, page: PageId, record: &Compared) -> String {
    let name = &corpus.page(page).name;
    record.title.as_ref().map_or_else(|| name.to_string(), |title| format!("\"{}\" in {name}", title.value))
}

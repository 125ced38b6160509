//! Any style of the Citation Style Language, set by hayagriva.
//!
//! Records go in as CSL-JSON items, formatted pieces come out and are escaped here like all other prose. What hayagriva
//! gets wrong for archival sources is worked around in small functions that each say why: see `item`, `line` and
//! `setting`. What a style leaves unprinted is found by looking into its lines, and said.

mod item;
mod line;
mod loss;
mod setting;
mod style;

use crate::record::Record;
use crate::schema::Schemas;

use super::entry::Entry;
use super::keys::{KeyForm, keys};
use super::{CiteOptions, Cited, Losses, NoteKind, Setting, Style, protected};

pub use style::{CslError, CslStyle, bundled};

use item::Prepared;

/// Which of the two texts of a CSL style is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CslForm {
    /// The list of sources, in the order of the style.
    Bibliography,
    /// The footnote, or the words in brackets of a style without notes, in the order of the records.
    Note,
}

/// Cites records in a CSL style.
///
/// A bibliography stands in the order of the style. A record that cannot be set is left out, and a note of the kind
/// [`NoteKind::Missing`] says so. `options.labels`, `markup`, `accessed`, `place` and `derive` count as everywhere.
pub fn cite(records: &[&Record], style: &CslStyle, form: CslForm, options: &CiteOptions, schemas: &Schemas) -> Cited {
    let names = protected::listed(schemas);
    // The fields of the items are those of CSL-JSON.
    let losses = Losses::default();
    let setting = Setting { options, schemas, names: &names, style: Style::CslJson, losses: &losses };
    let mut entries: Vec<Entry<'_>> = records.iter().map(|record| Entry::new(record, setting)).collect();
    let keys = keys(&mut entries, KeyForm::Text, setting);
    let prepared: Vec<Prepared> =
        entries.iter_mut().zip(keys).enumerate().map(|(at, (entry, key))| item::prepare(entry, key, at, style, setting)).collect();
    let mut lines = Vec::with_capacity(entries.len());
    let mut missing = vec![true; entries.len()];
    for (at, mut line) in setting::set(style, form, &prepared) {
        missing[at] = false;
        if line.plain().is_empty() {
            entries[at].note(NoteKind::Missing, "title", format!("{} prints nothing of this record; it is left out", style.name()));
            continue;
        }
        loss::say(&mut entries[at], &line, style, form, setting);
        lines.push(options.markup.framed(line.written(options.markup)));
    }
    for (entry, _) in entries.iter_mut().zip(missing).filter(|(_, missing)| *missing) {
        entry.note(NoteKind::Missing, "title", format!("{} could not set this record; it is left out", style.name()));
    }
    let text = options.markup.page(&lines);
    let notes = entries.into_iter().enumerate().flat_map(|(at, entry)| entry.notes.into_iter().map(move |note| (at, note)));
    Cited { text, notes: notes.collect(), repeats: Vec::new() }
}

//! Levels that stand in columns of their own, under the names that our own tables give them.
//!
//! The grammar of citations reads such a row as well, with the names of the columns for labels. It knows the words of the
//! archives, though, and not ours: where it loses a column, the columns themselves are taken for the shelfmark.

use super::super::Reader;
use super::super::folios::{Words, list};
use super::super::holdings::{Read, items, mention, value};
use super::super::labels::Extent;
use super::super::repository::Named;
use super::shelfmark::CALL_NUMBER;
use crate::layout::Excerpt;
use crate::record::{FolioUnit, Folios, Holding, Level};
use crate::schema::{Schemas, Scheme};

/// The column of the leaves.
const LEAVES: &str = "folios";

/// A cell that is a level or the leaves.
#[derive(Debug)]
struct Cell {
    /// The level, by its id.
    id: String,
    /// The name of the column in the words put together; empty for a call number.
    label: Extent,
    /// The value in the words put together.
    value: Extent,
}

/// The columns of one shelfmark.
#[derive(Debug, Default)]
pub struct Columns<'r> {
    cells: Vec<Cell>,
    scheme: Option<&'r Scheme>,
    unit: Option<FolioUnit>,
}

impl<'r> Columns<'r> {
    /// Takes a column that says how the others are to be read: by which scheme, or what the numbers of the leaves count.
    pub fn take_remark(&mut self, name: &str, cell: &str, reader: &Reader<'r>) -> bool {
        match id_of(name).as_str() {
            "scheme" => {
                self.scheme = reader.schemas.scheme(cell.trim());
                self.scheme.is_some()
            }
            "folio_unit" => {
                self.unit = FolioUnit::ALL.into_iter().find(|unit| unit.as_str() == cell.trim());
                self.unit.is_some()
            }
            _ => false,
        }
    }

    /// Adds a level: the name of its column, and where that and its value stand in the words put together.
    pub fn push(&mut self, name: &str, label: Extent, value: Extent) {
        self.cells.push(Cell { id: id_of(name), label, value });
    }

    /// Whether no column is a level.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether a column names the scheme, so that this is a shelfmark whatever it looks like.
    pub fn names_scheme(&self) -> bool {
        self.scheme.is_some()
    }

    /// What the numbers of the leaves count, where a column says so.
    pub fn unit(&self) -> Option<FolioUnit> {
        self.unit
    }

    /// The shelfmark as the columns state it; `None` where the grammar has lost nothing of them, or a column is no level of the
    /// archive's scheme.
    pub fn holding(&self, text: &Excerpt<'_>, archive: Option<&Named<'_>>, read: &Read, reader: &Reader<'r>) -> Option<Holding> {
        let settled = archive.and_then(Named::settled).map(|(found, _)| &reader.schemas.repositories[found.repository]);
        let scheme = self.scheme.or_else(|| reader.schemas.scheme(&settled?.scheme))?;
        let order = Order::of(scheme, reader.schemas);
        let known = |cell: &Cell| [CALL_NUMBER, LEAVES].contains(&&*cell.id) || order.rank(&cell.id).is_some();
        if !self.cells.iter().all(known) || self.is_said_by(read, text.text(), scheme) {
            return None;
        }
        let mut cells: Vec<&Cell> = self.cells.iter().filter(|cell| cell.id != LEAVES).collect();
        cells.sort_by_key(|cell| order.place(&cell.id));
        let leaves = self.cells.iter().find(|cell| cell.id == LEAVES);
        Some(Holding {
            span: text.whole(),
            as_written: text.text().to_owned(),
            repository: archive.map(|named| mention(named, text.text(), text, reader.schemas)),
            scheme: scheme.id.as_str().into(),
            levels: cells.iter().map(|cell| cell.level(text, self.scheme.is_some(), reader)).collect(),
            folios: match leaves {
                Some(cell) => Some(self.leaves(cell, text, scheme, reader)?),
                None => None,
            },
            unlabelled: cells.iter().any(|cell| cell.id == CALL_NUMBER),
            ..Holding::default()
        })
    }

    /// Whether the grammar has read every column for what it is. A table that names the scheme has plain values as well; in
    /// others a cell may begin with its label.
    fn is_said_by(&self, read: &Read, text: &str, scheme: &Scheme) -> bool {
        let [holding] = read.holdings.as_slice() else { return false };
        let levels = self.cells.iter().filter(|cell| cell.id != LEAVES);
        let same = |cell: &Cell| {
            let level = holding.value(&cell.id);
            level.is_some_and(|level| self.scheme.is_none() || level == &text[cell.value.0..cell.value.1])
        };
        let by_scheme = self.scheme.is_none() || *holding.scheme == *scheme.id;
        let leaves = self.cells.iter().any(|cell| cell.id == LEAVES) == holding.folios.is_some();
        by_scheme && leaves && levels.clone().count() == holding.levels.len() && levels.clone().all(same)
    }

    fn leaves(&self, cell: &Cell, text: &Excerpt<'_>, scheme: &Scheme, reader: &Reader<'_>) -> Option<Folios> {
        let words = Words { verso: &reader.generic().verso, open_end: &[], and: &[], is_month: &|_| false };
        let found = list(&text.text()[..cell.value.1], cell.value.0, words).filter(|found| found.end == cell.value.1)?;
        Some(Folios {
            unit: self.unit.or(scheme.folios.as_ref().map(|folios| folios.unit)).unwrap_or_default(),
            items: items(&found.items, text, reader),
            label: text.text()[cell.label.0..cell.label.1].to_owned(),
            label_span: text.span(cell.label.0..cell.label.1),
            // The name of a column is no label that somebody chose for the number of the leaves.
            plural: None,
            span: text.span(cell.label.0..cell.value.1),
            open_end: None,
        })
    }
}

impl Cell {
    /// The level; `exact` where its value needs no reading.
    fn level(&self, text: &Excerpt<'_>, exact: bool, reader: &Reader<'_>) -> Level {
        let (label, as_written) = (&text.text()[self.label.0..self.label.1], &text.text()[self.value.0..self.value.1]);
        Level {
            id: self.id.as_str().into(),
            value: if exact || self.id == CALL_NUMBER { as_written.to_owned() } else { value(as_written, reader) },
            as_written: as_written.to_owned(),
            span: text.span(self.value.0..self.value.1),
            label: label.to_owned(),
            label_span: text.span(self.label.0..self.label.1),
        }
    }
}

/// `Record group` and `record_group` are one level.
fn id_of(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "_")
}

/// The levels of a scheme and of those it accepts, in order.
struct Order<'r>(Vec<&'r str>);

impl<'r> Order<'r> {
    fn of(scheme: &'r Scheme, schemas: &'r Schemas) -> Self {
        let accepted = scheme.accepts.iter().filter_map(|id| schemas.scheme(id));
        Self(std::iter::once(scheme).chain(accepted).flat_map(|scheme| &scheme.level).map(|level| level.id.as_str()).collect())
    }

    fn rank(&self, id: &str) -> Option<usize> {
        self.0.iter().position(|known| *known == id)
    }

    /// Where a level stands: a call number behind its record group, and before everything else.
    fn place(&self, id: &str) -> (Option<usize>, bool) {
        let call_number = id == CALL_NUMBER;
        (self.rank(if call_number { "record_group" } else { id }), call_number)
    }
}

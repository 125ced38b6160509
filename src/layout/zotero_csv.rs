//! Zotero's CSV export: a table whose columns have Zotero's names.

use super::table::{self, Head};
use super::{Layout, Page, Score};
use crate::schema::Schemas;

/// This layout.
pub struct ZoteroCsv;

/// The columns that Zotero writes whatever the items are.
const COLUMNS: [&str; 3] = ["key", "item type", "loc. in archive"];

impl Layout for ZoteroCsv {
    fn name(&self) -> &'static str {
        "zotero-csv"
    }

    fn recognise(&self, text: &str, schemas: &Schemas) -> Score {
        let head = Head::of(text, schemas);
        let has = |name: &&str| head.as_ref().is_some_and(|head| head.columns.iter().any(|column| column.key == **name));
        if COLUMNS.iter().all(has) { 100 } else { 0 }
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        Page { bibliography: Some(table::read(text, schemas)), separate: true, ..Page::default() }
    }
}

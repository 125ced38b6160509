//! Citations that stand by themselves: notes of running text, and one citation a line.
//!
//! "Ibid." takes over from the citation before it, in the order of the page.

use super::Reader;
use super::citation::{Setting, citation};
use crate::layout::Page;
use crate::record::{Holding, Record};

/// The records of a page whose blocks are separate citations. With `lines`, every block gives a record, so that
/// nothing of a bibliography is lost; otherwise only blocks that hold a citation do.
pub fn records(page: &Page<'_>, reader: &Reader<'_>, lines: bool) -> Vec<Record> {
    let mut records = Vec::new();
    let mut last: Option<Holding> = None;
    for block in &page.blocks {
        let Some(value) = &block.value else { continue };
        let mut record = citation(value, reader, Setting { last: last.as_ref(), prose: !lines });
        record.form.note = true;
        record.form.marker = block.label;
        if let Some(holding) = record.holdings.last() {
            last = Some(holding.clone());
        } else {
            // A note of another source stands between: what "Ibid." means then is no shelfmark of ours.
            if lines || block.label.is_some() {
                last = None;
            }
            if !lines && (record.title.is_none() || record.publisher.is_none()) {
                continue;
            }
        }
        records.push(record);
    }
    records
}

//! Records that say no more than an earlier one: "Ibid." once more is no further entry of a bibliography.
//!
//! How a shelfmark was written and what it took over from the note before do not count; whatever else differs does.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::record::Record;
use crate::record::json::{RecordView, fields_view};
use crate::record::ordered::Ordered;

/// Takes the records out of the order that repeat an earlier one of it, and returns their numbers.
pub(super) fn take(order: &mut Vec<usize>, records: &[&Record]) -> Vec<usize> {
    let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut repeats = Vec::new();
    order.retain(|&at| {
        let alike = known.entry(mark(records[at])).or_default();
        let repeated = !alike.is_empty() && {
            let statement = statement(records[at]);
            alike.iter().any(|&earlier| self::statement(records[earlier]) == statement)
        };
        if repeated {
            repeats.push(at);
        } else {
            alike.push(at);
        }
        !repeated
    });
    repeats
}

/// A number that records of one statement share; others seldom do.
fn mark(record: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.title.as_ref().map(|title| &title.value).hash(&mut hasher);
    for holding in &record.holdings {
        holding.siglum().hash(&mut hasher);
        holding.levels.iter().for_each(|level| level.value.hash(&mut hasher));
        let leaves = holding.folios.iter().flat_map(|folios| &folios.items);
        leaves.for_each(|item| (&item.from.number, &item.to.number).hash(&mut hasher));
    }
    hasher.finish()
}

/// All that the record says, without its places and the way its shelfmarks were written.
fn statement(record: &Record) -> RecordView {
    let mut view = fields_view(record);
    view.spans = Ordered::default();
    for holding in &mut view.holdings {
        holding.as_written = None;
        holding.inherited.clear();
        holding.confidence = None;
    }
    view
}

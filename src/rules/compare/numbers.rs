//! Records that carry the same record ID.

use super::papers::{KNOWN, same_capture, same_number};
use crate::record::{Corpus, RecordRef};

/// Two records with one number.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Repeated {
    /// The record that repeats it.
    pub later: RecordRef,
    /// The record that had it first.
    pub earlier: RecordRef,
    /// Whether both are captures of one record.
    pub one_record: bool,
}

/// The records whose number an earlier one has already, each once, in the order of the numbers. Notes stay out.
pub(in crate::rules) fn repeated_numbers(corpus: &Corpus) -> Vec<Repeated> {
    let mut found = Vec::new();
    for records in corpus.index().by_identifier.values().filter(|records| records.len() > 1) {
        let mut known: Vec<RecordRef> = Vec::new();
        for &later in records.iter().filter(|at| !corpus.record(**at).note) {
            let record = corpus.record(later);
            let capture = known.iter().find(|at| same_number(corpus.record(**at), record) && same_capture(corpus.record(**at), record));
            if let Some(&earlier) = capture {
                found.push(Repeated { later, earlier, one_record: true });
                continue;
            }
            if let Some(&earlier) = known.iter().find(|at| same_number(corpus.record(**at), record)) {
                found.push(Repeated { later, earlier, one_record: false });
            }
            if known.len() < KNOWN {
                known.push(later);
            }
        }
    }
    found
}

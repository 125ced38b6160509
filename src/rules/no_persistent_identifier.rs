//! Reports a published page that gives neither a record ID nor an address.
//!
//! ## Why
//!
//! The page quotes a digital copy, and nothing says which. Titles repeat and search pages change, so the transcription cannot be
//! compared with its source again.
//!
//! ## Example
//!
//! ```fires page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! ```
//!
//! ```quiet page
//! Digital Archive International History Declassified
//!
//! September 23, 1956
//!
//! Citation
//!
//! "Telegram from A. Mikoyan," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796
//! ```

use super::selection::{addresses, telling};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "no-persistent-identifier",
        severity: Severity::Warning,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("no_persistent_identifier.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    // A label without a value is told where it stands.
    let labelled = record.empty_label(Field::RecordId).or(record.empty_label(Field::Url)).is_some();
    if !record.form.published || labelled || record.identifier().is_some() || addresses(record).next().is_some() {
        return;
    }
    findings
        .report(telling(record), "the page gives neither a record ID nor an address, so the digital copy cannot be checked")
        .help("look the document up at the publisher and add its record ID or address");
}

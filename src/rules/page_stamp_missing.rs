//! Reports a cited leaf of which no stamp is seen on the scans.
//!
//! ## Why
//!
//! Where scans show the stamps of some leaves, the missing ones may be cut off, or the leaf was not scanned. OCR loses many
//! stamps, so this rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! 28
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 29
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 30
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 28-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! 28
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 29
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//!
//! Original Scan
//!
//! 30
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно и сидели долго, говорили о погоде и об урожае.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use std::collections::BTreeSet;

use super::one_page::{also_at, cited_leaves, stamps};
use crate::record::ReadPage;

/// Leaves of a document that a reader would compare with the stamps.
const COMPARED: u64 = 500;
/// Leaves that the message names.
const NAMED: usize = 5;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "page-stamp-missing",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("page_stamp_missing.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let Some(folios) = cited_leaves(page).filter(|folios| folios.leaves().is_some_and(|leaves| leaves <= COMPARED)) else { return };
    let seen: BTreeSet<u64> = stamps(page).map(|(_, number)| number.into()).collect();
    let cited: BTreeSet<u64> = folios.items.iter().filter_map(|item| item.numbers()).flat_map(|(from, to)| from..=to).collect();
    // Stamps that are none of the cited leaves tell nothing of them.
    if seen.is_disjoint(&cited) {
        return;
    }
    let missing: Vec<String> = cited.difference(&seen).map(u64::to_string).collect();
    if missing.is_empty() {
        return;
    }
    let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
    let named = missing[..missing.len().min(NAMED)].join(", ");
    let draft = findings.report(folios.span, format!("no stamp is seen of leaf {named}{more}, though other leaves show theirs"));
    draft.label("the leaves cited").help("look at the scans: a stamp may be cut off, or a leaf was not scanned").value(missing.join(","));
    also_at(draft, stamps(page).map(|(span, _)| span), "stamped leaf");
}

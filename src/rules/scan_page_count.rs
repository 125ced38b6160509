//! Reports a page with more scans than the cited leaves have sides.
//!
//! ## Why
//!
//! A leaf has two sides, so four leaves give eight scans at most. More of them belong to another document, or the leaves were copied wrong.
//! Fewer scans say nothing: a side may be blank, and a converter does not mark every page.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Note on the Talks
//!
//! ## Citation:
//!
//! "Note on the Talks", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, List 3. Translated by Gary Goldberg.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно.
//!
//! Original Scan
//!
//! Они ушли рано.
//!
//! Original Scan
//!
//! Никто не просил.
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Note on the Talks
//!
//! ## Citation:
//!
//! "Note on the Talks", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! Гости пришли поздно.
//!
//! Original Scan
//!
//! Они ушли рано.
//! ```

use super::one_page::{cited_leaves, only_record};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{FactKind, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "scan-page-count",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("scan_page_count.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let Some((folios, leaves)) = cited_leaves(page).and_then(|folios| Some((folios, folios.leaves()?))) else { return };
    let sides = leaves.saturating_mul(2);
    let scans = only_record(page).map_or(0, |record| u64::from(record.form.scan_pages));
    if scans <= sides {
        return;
    }
    let leaf_words = if leaves == 1 { "1 leaf has".to_owned() } else { format!("{leaves} leaves have") };
    let draft = findings.report(folios.span, format!("the page shows {scans} scans, but {leaf_words} no more than {sides} sides"));
    draft.label("cited leaves").help("compare the leaves with the scans; a scan may show half a page, or belong to another document");
    let last = page.facts.iter().rev().find(|fact| fact.kind == FactKind::ScanHead);
    if let Some(last) = last {
        draft.related(last.span, "the last scan");
    }
    draft.value(format!("{scans} {leaves}"));
}

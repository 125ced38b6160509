//! Reports an organisation that one title of a collection misspells and another title spells as usual.
//!
//! ## Why
//!
//! Titles are quoted as published, so a slip in a title travels on; but "Worker's Party" in one title and "Workers' Party"
//! in the next looks like two parties, and a search for one misses the other. Within one record see
//! `organisation-name-variant`.
//!
//! ## Example
//!
//! ```fires
//! === a.txt
//! "Talk with the Korean Worker's Party delegation," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! "Letter to the Korean Workers' Party," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet
//! === a.txt
//! "Talk with the Korean Workers' Party delegation," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! === b.txt
//! "Letter to the Korean Workers' Party," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```

use std::collections::BTreeMap;

use super::compare::Forms;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::fact::BodyPart;
use crate::record::{Corpus, FactKind, PageId};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "organisation-variant-in-titles",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("organisation_variant_in_titles.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let variants = variants(corpus);
    let mut usual: BTreeMap<&str, Forms> = BTreeMap::new();
    if !variants.is_empty() {
        for (at, record) in corpus.records() {
            let Some(title) = &record.title else { continue };
            let words = straight(&title.value);
            for canonical in variants.keys().filter(|canonical| words.contains(&straight(canonical))) {
                usual.entry(canonical).or_default().add(canonical, at.page, title.span);
            }
        }
    }
    for (canonical, places) in &variants {
        let Some(usual) = usual.get(canonical) else { continue };
        let (page, span, written) = &places[0];
        let (_, titles) = usual.by_rarity()[0];
        let more = if places.len() > 1 { format!(" (in {} records)", places.len()) } else { String::new() };
        let message = format!(
            "a title spells \"{written}\"{more}; {} other title{} of the collection say \"{canonical}\"",
            titles.len(),
            if titles.len() == 1 { "" } else { "s" }
        );
        let draft = findings.report_on(*page, *span, message);
        draft.label("another spelling").help("quote the title as published, but make one spelling findable, for instance by a note");
        for (page, span, written) in places[1..].iter().take(SHOWN / 2) {
            draft.related_on(*page, *span, format!("\"{written}\" here"));
        }
        for (page, span) in titles.iter().take(SHOWN / 2) {
            draft.related_on(*page, *span, format!("\"{canonical}\" here"));
        }
        draft.value(*canonical);
    }
}

/// Further places that the finding shows.
const SHOWN: usize = 8;

/// The misspelt names in titles, one place a page, by canonical name.
fn variants(corpus: &Corpus) -> BTreeMap<&str, Vec<(PageId, Span, &str)>> {
    let mut variants: BTreeMap<&str, Vec<(PageId, Span, &str)>> = BTreeMap::new();
    for (id, page) in corpus.numbered_pages() {
        for fact in &page.facts {
            let FactKind::Organisation { canonical, as_written, place: BodyPart::Title } = &fact.kind else { continue };
            let places = variants.entry(canonical).or_default();
            if places.last().is_none_or(|(page, ..)| *page != id) {
                places.push((id, fact.span, as_written));
            }
        }
    }
    variants
}

/// Curly apostrophes made straight.
fn straight(text: &str) -> String {
    text.replace('’', "'").to_lowercase()
}

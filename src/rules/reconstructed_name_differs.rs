//! Reports a name that editors complete in brackets in different ways.
//!
//! ## Why
//!
//! Brackets show a guess. When the guess is "Kim [Gwan]" in one translation and "Kim [Gan]" in another, one person may be
//! meant, and a reader who meets only one of the two cannot know that the name is in doubt.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests heard Kim [Gwan] at the plenum that was held in the capital.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! Minister Kim [Gan] had spoken at length before the guests left the hall.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests heard Kim [Gwan] at the plenum that was held in the capital.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! Minister Kim [Gwan] met Kim [Won Sun] and Pak [Gan] before the guests left the hall.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, one_edit_apart};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, FactKind, PageId};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "reconstructed-name-differs",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("reconstructed_name_differs.rs"),
    },
    check: Check::Corpus(check),
};

/// Shorter words differ by one letter too easily.
const LETTERS: usize = 3;
/// Reconstructions of one family name that a further one is compared with.
const KNOWN: usize = 32;

/// What editors supplied after one family name, each with its places.
type Supplied<'c> = BTreeMap<&'c str, Vec<(PageId, Span)>>;

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut families: BTreeMap<&str, Supplied<'_>> = BTreeMap::new();
    for (id, page) in corpus.numbered_pages() {
        for fact in &page.facts {
            if let FactKind::Reconstruction { family, supplied } = &fact.kind
                && supplied.chars().count() >= LETTERS
            {
                families.entry(family).or_default().entry(supplied).or_default().push((id, fact.span));
            }
        }
    }
    for (family, supplied) in &families {
        let mut persons: Vec<(&str, Forms)> = Vec::new();
        for (name, places) in supplied {
            let same = persons.iter().take(KNOWN).position(|(known, _)| one_edit_apart(known, name));
            let at = same.unwrap_or(persons.len());
            if same.is_none() {
                persons.push((name, Forms::default()));
            }
            // Repeated in one paragraph, a name counts once.
            for places in places.chunk_by(|a, b| line(corpus, *a) == line(corpus, *b)) {
                persons[at].1.add(&format!("{family} [{name}]"), places[0].0, places[0].1);
            }
        }
        for forms in persons.iter().map(|(_, forms)| forms).filter(|forms| forms.are_mixed() && forms.pages() > 1) {
            if let Some(draft) = forms.report(findings, format!("editors complete a name, probably of one person, as {}", forms.counted()))
            {
                draft.help("compare with the original; if one person is meant, give both readings or one");
            }
        }
    }
}

fn line(corpus: &Corpus, (page, span): (PageId, Span)) -> (PageId, u32) {
    (page, corpus.page(page).place(span).start.line)
}

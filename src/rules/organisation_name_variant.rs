//! Reports a known misspelling of the name of an organisation.
//!
//! ## Why
//!
//! A title says "Korean Workers' Party" and the text says "Korean Worker's Party". Both mean one body; a search finds one of
//! them. The words of a document and of a published title stay as they are, so this is only a remark: one for each
//! organisation on a page, at the title when the title has it.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Talk with the Delegation of the Korean Worker's Party
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```fires page
//! September 20, 1956
//!
//! Talk with the Korean Workers' Party
//!
//! The fate of the Korean Worker's Party concerned the guests who had come late and stayed.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Talk with the Delegation of the Korean Workers' Party
//!
//! The guests spoke of the Korean Workers' Party and of worker's rights.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use std::collections::BTreeMap;

use super::one_page::{also_at, in_all};
use crate::record::fact::BodyPart;
use crate::record::{FactKind, ReadPage};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "organisation-name-variant",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("organisation_name_variant.rs"),
    },
    check: Check::Page(check),
};

struct Slip<'a> {
    in_title: bool,
    span: Span,
    written: &'a str,
}

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    let mut slips: BTreeMap<&str, Vec<Slip<'_>>> = BTreeMap::new();
    for fact in &page.facts {
        if let FactKind::Organisation { canonical, as_written, place } = &fact.kind {
            let slip = Slip { in_title: *place == BodyPart::Title, span: fact.span, written: as_written };
            slips.entry(canonical).or_default().push(slip);
        }
    }
    for (canonical, mut places) in slips {
        places.sort_by_key(|slip| (!slip.in_title, slip.span.start));
        let Slip { in_title, span, written } = places[0];
        let draft = findings.report(
            span,
            format!("\"{written}\" is a known slip for \"{canonical}\"{}; a search for one misses the other", in_all(places.len())),
        );
        draft.label(format!("usually \"{canonical}\"")).value(canonical);
        draft.help(if in_title {
            "quote a published title as it stands, and index it under the usual name"
        } else {
            "leave the text as it is, and search it for both forms"
        });
        also_at(draft, places[1..].iter().map(|slip| slip.span), "here as well");
        if let Some(usual) = in_titles(page, canonical) {
            draft.related(usual, "the title has the usual form");
        }
    }
}

/// Where a title has the usual spelling.
fn in_titles(page: &ReadPage, canonical: &str) -> Option<Span> {
    let title =
        page.records.iter().filter_map(|record| record.title.as_ref()).find(|title| title.value.replace('’', "'").contains(canonical))?;
    let start = title.span.start as usize
        + title.value.find(canonical).filter(|_| (title.span.end - title.span.start) as usize == title.value.len())?;
    Some(Span::new(start, start + canonical.len()))
}

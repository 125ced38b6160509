//! Reports an archive that few readers know, cited without its town.
//!
//! ## Why
//!
//! A bibliography has to say where to write to. GARF needs no explanation; of TsDOOSO the reader wants to know that it is in
//! Yekaterinburg. Told once for each archive of a page. The rule belongs to the strict profile.
//!
//! ## Example
//!
//! ```fires
//! TsDOOSO, f. 4, op. 31, d. 12
//! ```
//!
//! ```quiet
//! TsDOOSO (Yekaterinburg), f. 4, op. 31, d. 12
//! ЦДООСО. Ф. 4. Оп. 31. Д. 12.
//! GARF, f. 5446, op. 98, d. 718
//! ```
//!
//! ## Fix
//!
//! Adds the town from the tables. It adds a word, so it is not applied without being asked for.

use super::wording::{Script, is_spelt_out, one_script};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::holding::Spelling;
use crate::record::{Holding, ReadPage, Record, RepositoryMention};
use crate::schema::Repository;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "repository-without-place",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("repository_without_place.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let mut archives: Vec<(&Repository, &RepositoryMention, bool)> = Vec::new();
    for record in &page.records {
        for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
            // A name in full tells the region, in Cyrillic text the town goes without saying, and an old siglum may be another town's.
            let short = |mention: &&RepositoryMention| {
                let latin = one_script(mention.as_written.chars()) == Some(Script::Latin);
                latin && mention.spelling == Spelling::Canonical && !is_spelt_out(&mention.as_written)
            };
            let Some(mention) = holding.repository.as_ref().filter(short) else { continue };
            let known = mention.siglum.as_deref().and_then(|siglum| context.schemas.repository(siglum));
            let Some((repository, place)) = known.filter(|known| known.local).and_then(|known| Some((known, known.place.as_ref()?))) else {
                continue;
            };
            let told = tells(record, holding, place);
            match archives.iter_mut().find(|(other, ..)| other.siglum == repository.siglum) {
                Some((.., known)) => *known |= told,
                None => archives.push((repository, mention, told)),
            }
        }
    }
    for (repository, mention, _) in archives.into_iter().filter(|(.., told)| !told) {
        let (Some(place), written) = (&repository.place, &mention.as_written) else { continue };
        let end = Span { start: mention.span.end, ..mention.span };
        findings
            .report(mention.span, format!("\"{written}\" is little known, and its town is not named"))
            .help(format!("name the town once: {written} ({place})"))
            .fix(format!("add ({place})"), Applicability::Unsafe, end, format!(" ({place})"))
            .value(written.clone());
    }
}

/// Whether name, shelfmark or the words beside it give the town.
fn tells(record: &Record, holding: &Holding, place: &str) -> bool {
    let words = record.unread.iter().map(|unread| &unread.value).chain([&holding.as_written]);
    words.into_iter().any(|text| text.contains(place))
}

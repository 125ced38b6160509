//! Reports an archive whose siglum is not in the repository tables, with the known one it is probably a slip for.
//!
//! ## Why
//!
//! Two letters that changed places make an archive that does not exist. A siglum without a neighbour in the tables may be right and
//! only unknown here; then it is mentioned, no more, and belongs into a schema file of one's own. Long names in words are reported
//! only when they come close to a known name.
//!
//! ## Example
//!
//! ```fires
//! GRAF, f. R-9478, op. 1, d. 2, ll. 3-4
//! GARF RF, f. R-9478, op. 1, d. 2, ll. 3-4
//! ```
//!
//! ```quiet
//! GARF, f. R-9478, op. 1, d. 2, ll. 3-4
//! Archive of the Municipal Waterworks, f. 1, op. 1, d. 2, ll. 3-4
//! ```

use super::selection::publisher_for_archive;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::holding::Spelling;
use crate::record::{Record, RepositoryMention};
use crate::schema::Schemas;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "unknown-repository",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("unknown_repository.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.is_inherited("repository")) {
        let Some(mention) = holding.repository.as_ref().filter(|mention| mention.siglum.is_none()) else { continue };
        let listed = !context.schemas.repositories_named(&mention.as_written).is_empty();
        if listed || mention.spelling != Spelling::Unknown || publisher_for_archive(record, holding, context.schemas).is_some() {
            continue;
        }
        let nearest = nearest(&mention.as_written, context.schemas);
        if !nearest.is_empty() || is_siglum(&mention.as_written) {
            report(mention, &nearest, findings);
        }
    }
}

fn report(mention: &RepositoryMention, nearest: &[(&str, &str)], findings: &mut Findings) {
    let written = &mention.as_written;
    let names: Vec<&str> = nearest.iter().map(|(name, _)| *name).collect();
    let Some((first, _)) = names.split_first() else {
        findings
            .report(mention.span, format!("archive \"{written}\" is not in the repository tables, so its shelfmark was read by guess"))
            .help("if the siglum is right, add the archive to a schema file of your own")
            .at_most(Severity::Info)
            .confidence(Confidence::Low)
            .value(written.clone());
        return;
    };
    findings
        .report(mention.span, format!("archive \"{written}\" is not in the repository tables; probably \"{first}\" is meant"))
        .help(format!("compare with {}, or add the archive to a schema file of your own", names.join(", ")))
        .value(written.clone());
}

/// Letters and digits in capitals.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// How many slips a name of this length may have.
fn allowance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=15 => 2,
        _ => length / 8,
    }
}

/// The known spellings at the least distance, one for each archive: spelling and siglum.
fn nearest<'s>(written: &str, schemas: &'s Schemas) -> Vec<(&'s str, &'s str)> {
    let key_written = key(written);
    let length = key_written.chars().count();
    let mut least = allowance(length);
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (name, siglum) in schemas.repository_spellings() {
        let known = key(name);
        let known_length = known.chars().count();
        if known_length.abs_diff(length) > least || known_length < 3 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&key_written, &known);
        if distance < least {
            found.clear();
            least = distance;
        }
        if distance == least && !found.iter().any(|(_, other)| *other == siglum) {
            found.push((name, siglum));
        }
    }
    if found.is_empty() {
        found = known_words(written, schemas);
    }
    found.truncate(3);
    found
}

/// Words of an unknown name that are sigla by themselves: `GARF RF`.
fn known_words<'s>(written: &str, schemas: &'s Schemas) -> Vec<(&'s str, &'s str)> {
    let words = written.split_whitespace().filter(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 3);
    let matches = words.map(|word| schemas.repositories_named(word)).filter(|found| found.len() == 1);
    let repositories = matches.flatten().filter_map(|found| schemas.repositories.get(found.repository));
    repositories.map(|repository| (repository.siglum.as_str(), repository.siglum.as_str())).collect()
}

/// Up to three short words with two capitals: a siglum rather than a name in words.
fn is_siglum(name: &str) -> bool {
    let in_words = name.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().filter(|c| c.is_lowercase()).count() >= 4);
    !in_words && name.split_whitespace().count() <= 3 && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

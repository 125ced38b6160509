//! Reports a translator whose name a collection spells in two ways.
//!
//! ## Why
//!
//! "Gary Goldberg" and "G. Goldberg" are probably one translator, but an index lists two. Names count as one when the family
//! names are equal and the given names are equal as far as both are written out, or when two names of eight letters or more
//! differ in a single letter. Where initials fit two translators of a collection, nothing is said.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Anna Lisina.
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11. Translated by A. Lisina.
//! ```
//!
//! ```fires
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11. Translated by Gary Goldborg.
//! ```
//!
//! ```quiet
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Anna Lisina.
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11. Translated by Alla Lisina.
//! "Notes of a Conversation," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 722, Listy 1-2. Translated by A. Lisina.
//! "Letter to Belov," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 723, Listy 1-2. Translated by Boris Lisin.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, Person, connected, misspelt};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, PageId};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "translator-variant",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("translator_variant.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut translators: BTreeMap<String, Vec<(PageId, Span)>> = BTreeMap::new();
    for (at, record) in corpus.records() {
        for credit in &record.translators {
            let words: Vec<&str> = credit.name.split_whitespace().collect();
            // One word alone is a programme or an institute rather than a person.
            if words.len() > 1 {
                translators.entry(words.join(" ")).or_default().push((at.page, credit.span));
            }
        }
    }
    let names: Vec<Person<'_>> = translators.keys().filter_map(|name| Person::of(name)).collect();
    let mut pairs = abbreviated(&names);
    pairs.extend(misspelt(&names));
    for group in connected(&pairs) {
        let mut forms = Forms::default();
        for name in group {
            translators[name].iter().for_each(|(page, span)| forms.add(name, *page, *span));
        }
        if let Some(draft) = forms.report(findings, format!("one translator, probably, is spelt {}", forms.counted())) {
            draft.help("if one person is meant, use the fullest form throughout");
        }
    }
}

/// Names of one family name and one first initial with the fullest of them, when they cannot mean two persons.
fn abbreviated<'n>(names: &[Person<'n>]) -> Vec<[&'n str; 2]> {
    let mut families: BTreeMap<(String, Option<char>), Vec<&Person<'n>>> = BTreeMap::new();
    for name in names {
        families.entry((name.family.clone(), name.given.first().and_then(|word| word.chars().next()))).or_default().push(name);
    }
    let mut pairs = Vec::new();
    for group in families.into_values().filter(|group| group.len() > 1) {
        // All fit the fullest one, or there are two persons.
        let Some(fullest) = group.iter().max_by_key(|name| name.given.iter().map(String::len).sum::<usize>()) else { continue };
        if group.iter().all(|name| name.fits(fullest)) {
            pairs.extend(group.iter().filter(|name| name.written != fullest.written).map(|name| [fullest.written, name.written]));
        }
    }
    pairs
}

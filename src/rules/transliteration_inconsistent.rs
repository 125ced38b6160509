//! Reports a person whose name is romanised in several ways over a collection.
//!
//! ## Why
//!
//! Romanisations of Korean and other names rival each other, and each translator chooses anew. Readers and name indexes then
//! take one person for two. Names count as one when their given names become equal under the tables of rival romanisations
//! and their family names are equal or one letter apart at most, with the same beginning.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests heard Cde. Yun Kong-hum at the plenum that was held in the capital.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! Minister Yun Gong-heum had spoken at length before the guests left the hall.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! English HTML
//! The guests heard Cde. Yun Kong-hum at the plenum, and Cde. Kim Chang-man as well.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! English HTML
//! Yun Kong-hum and Rim Chang-man had spoken at length before the guests left the hall.
//! ```

use std::collections::{BTreeMap, HashMap, HashSet};

use super::compare::{Forms, one_edit_apart, quoted_list};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Corpus, FactKind, PageId};
use crate::schema::Schemas;
use crate::schema::vocabulary::Romanisation;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "transliteration-inconsistent",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("transliteration_inconsistent.rs"),
    },
    check: Check::Corpus(check),
};

/// Family names under one given name that a further one is compared with.
const FAMILIES: usize = 16;

/// Persons of one given name and one first letter of the family name: the folded family name, and the spellings.
type Persons<'c> = Vec<(String, Vec<&'c str>)>;

fn check(corpus: &Corpus, context: &Context<'_>, findings: &mut Findings) {
    let mut spellings: BTreeMap<&str, Vec<(PageId, Span)>> = BTreeMap::new();
    for (id, page) in corpus.numbered_pages() {
        for fact in &page.facts {
            if let FactKind::Person(name) = &fact.kind {
                spellings.entry(name).or_default().push((id, fact.span));
            }
        }
    }
    for names in persons(&spellings, context.schemas) {
        let mut forms = Forms::default();
        for name in &names {
            let places = &spellings[name];
            // The first place of each spelling in each file shows enough; the rarity of a spelling counts files too.
            for first in places.chunk_by(|a, b| a.0 == b.0).map(|places| places[0]) {
                forms.add(name, first.0, first.1);
            }
        }
        let pages = forms.pages();
        if !forms.are_mixed() || pages < 2 {
            continue;
        }
        let message =
            format!("one person, probably, is spelt {} in {pages} files", quoted_list(forms.by_rarity().into_iter().map(|(name, _)| name)));
        if let Some(draft) = forms.report(findings, message) {
            draft.help("keep each translation as it is, but use one form in titles and indexes, with a reference from the others");
        }
    }
}

/// The spellings that probably mean one person, for every person with two of them or more.
fn persons<'c>(spellings: &BTreeMap<&'c str, Vec<(PageId, Span)>>, schemas: &Schemas) -> Vec<Vec<&'c str>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    for table in &schemas.romanisations {
        let mut buckets: BTreeMap<(String, Option<char>), Persons<'_>> = BTreeMap::new();
        let mut families: HashMap<&str, String> = HashMap::new();
        for &name in spellings.keys() {
            let Some((family, given)) = name.split_once(' ') else { continue };
            let family = families.entry(family).or_insert_with(|| fold(family, table)).clone();
            let known = buckets.entry((fold(given, table), family.chars().next())).or_default();
            let same = known.iter_mut().take(FAMILIES).find(|(other, _)| *other == family || one_edit_apart(other, &family));
            match same {
                Some((_, names)) => names.push(name),
                None => known.push((family, vec![name])),
            }
        }
        found.extend(buckets.into_values().flatten().map(|(_, names)| names).filter(|names| names.len() > 1));
    }
    // Tables of several languages find the same person; the one that knows more of the spellings is told.
    found.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    let mut told: HashSet<&str> = HashSet::new();
    found.retain(|names| names.iter().filter(|name| told.insert(name)).count() > 0);
    found
}

/// Letters only, rival spellings of one sound made equal.
fn fold(name: &str, table: &Romanisation) -> String {
    let lower = name.to_lowercase();
    let sounds = table.same.iter().fold(lower, |name, [from, to]| name.replace(from.as_str(), to));
    sounds.chars().filter(|c| c.is_alphabetic()).collect()
}

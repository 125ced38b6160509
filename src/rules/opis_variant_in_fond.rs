//! Reports a fond that is cited under an opis with the letter of secret inventories and under its number alone.
//!
//! ## Why
//!
//! Opis 98 and opis 98с may be two inventories, the open and the secret one; as often the letter was lost on the way.
//! Which of the two it is, only the list of inventories can tell, so this asks to look. «с», its look-alike `c` and its
//! transliteration `s` are one letter here.
//!
//! A fond with further letters (98a, 98b) numbers its inventories by letter and is left alone. A delo that itself stands
//! under both opisi is reported by `same-file-different-opis`.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond R-5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98a, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! === c.txt
//! get citation
//! "Notes of a Conversation," June 9, 1956, RGASPI, Fond 5446, Opis 98c, Delo 721, Listy 9-11.
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Forms, OpisName};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::corpus::fold_fond;
use crate::record::{Corpus, Level, PageId};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "opis-variant-in-fond",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("opis_variant_in_fond.rs"),
    },
    check: Check::Corpus(check),
};

/// An opis as one record cites it.
struct Cited<'c> {
    page: PageId,
    opis: &'c Level,
    letter: Option<char>,
    delo: Option<&'c str>,
}

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for ((archive, fond), records) in corpus.index().by_fond.iter().filter(|(_, records)| records.len() > 1) {
        let mut opisi: BTreeMap<String, Vec<Cited<'_>>> = BTreeMap::new();
        for &at in records {
            for holding in &corpus.record(at).holdings {
                let of_fond = holding.archive() == Some(archive) && holding.value("fond").is_some_and(|value| fold_fond(value) == *fond);
                let Some(opis) = holding.level("opis").filter(|_| of_fond && !holding.is_inherited("opis")) else { continue };
                let Some(name) = OpisName::of(&opis.value) else { continue };
                let cited = Cited { page: at.page, opis, letter: name.letter, delo: holding.value("delo") };
                opisi.entry(name.number).or_default().push(cited);
            }
        }
        for cited in opisi.into_values() {
            if let Some(forms) = variants(cited) {
                let message = format!(
                    "{archive} fond {fond} is cited with opis {}: either one inventory whose letter was lost, or two inventories",
                    forms.counted()
                );
                if let Some(draft) = forms.report(findings, message) {
                    draft.help("compare with the fond's list of inventories; if both exist, allow this finding");
                }
            }
        }
    }
}

/// The forms of one opis number, when it occurs bare and with the secret letter and with no other letter.
fn variants(mut cited: Vec<Cited<'_>>) -> Option<Forms> {
    let deloi = |lettered: bool| -> BTreeSet<&str> {
        cited.iter().filter(|cited| cited.letter.is_some() == lettered).filter_map(|cited| cited.delo).collect()
    };
    if !cited.iter().all(|cited| cited.letter.is_none_or(|letter| letter == 's')) {
        return None;
    }
    let both: BTreeSet<String> = deloi(true).intersection(&deloi(false)).map(|delo| (*delo).to_owned()).collect();
    cited.retain(|cited| cited.delo.is_none_or(|delo| !both.contains(delo)));
    let is_mixed = cited.iter().any(|cited| cited.letter.is_none()) && cited.iter().any(|cited| cited.letter.is_some());
    let mut forms = Forms::default();
    for Cited { page, opis, letter, delo: _ } in &cited {
        // A bare number shows nothing by itself; its label belongs to it.
        let span = if letter.is_some() { opis.span } else { opis.label_span.join(opis.span) };
        forms.add(&opis.as_written, *page, span);
    }
    is_mixed.then_some(forms)
}

//! Reports a delo that is cited under an opis with a letter and under the same number without it.
//!
//! ## Why
//!
//! Delo numbers begin anew in every inventory, so a delo has one opis. When delo 718 of one fond stands under opis 98 in
//! one record and under opis 98c in another, the letter was most likely lost or added in copying, and one of the two
//! shelfmarks orders another file or none.
//!
//! ## Example
//!
//! ```fires page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98s, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 9-11.
//! ```
//!
//! ```quiet page
//! === a.txt
//! get citation
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98s, Delo 718, Listy 3-6.
//! === b.txt
//! get citation
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! === c.txt
//! get citation
//! "Notes of a Conversation," June 9, 1956, GARF, Fond 5446, Opis 12, Delo 718, Listy 9-11.
//! ```

use std::collections::BTreeMap;

use super::compare::{Forms, OpisName};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Corpus;
use crate::record::corpus::file_key;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "same-file-different-opis",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("same_file_different_opis.rs"),
    },
    check: Check::Corpus(check),
};

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    for (key, records) in corpus.index().by_file.iter().filter(|(_, records)| records.len() > 1) {
        let mut opisi: BTreeMap<String, (Forms, bool, bool)> = BTreeMap::new();
        for &at in records.iter().filter(|at| !corpus.record(**at).note) {
            for holding in corpus.record(at).holdings.iter().filter(|holding| file_key(holding).as_ref() == Some(key)) {
                let Some((opis, name)) = holding.level("opis").and_then(|opis| Some((opis, OpisName::of(&opis.value)?))) else { continue };
                let (forms, bare, lettered) = opisi.entry(name.number).or_default();
                forms.add(&opis.as_written, at.page, opis.span);
                *bare |= name.letter.is_none();
                *lettered |= name.letter.is_some();
            }
        }
        let (archive, fond, delo) = key;
        for forms in opisi.values().filter(|(_, bare, lettered)| *bare && *lettered).map(|(forms, ..)| forms) {
            let message = format!("delo {delo} of {archive} fond {fond} is cited under opis {}; a delo has one opis", forms.counted());
            if let Some(draft) = forms.report(findings, message) {
                let value = format!("{archive}/{fond}/{delo}");
                draft.help("look the file up in the inventory and give the same opis everywhere").value(value);
            }
        }
    }
}

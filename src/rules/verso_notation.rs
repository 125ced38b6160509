//! Reports a word for the verso in another script than the labels.
//!
//! ## Why
//!
//! "l. 5 об." is half Latin, half Cyrillic: no search in one script finds it. The word follows the labels: "ob." among Latin ones,
//! «об.» among Cyrillic ones.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 5446, op. 98, d. 718, l. 5 об.
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 5 ob.
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, l. 5 ob.
//! GARF, f. 5446, op. 98, d. 718, ll. 5v-6v
//! ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 5 об.
//! ```
//!
//! ## Fix
//!
//! Writes the word in the script of the labels. It is another word, so a person should look.

use super::wording::{Script, label_script, one_script, printed};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Holding, Record};
use crate::schema::Labels;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "verso-notation",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("verso_notation.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in &record.holdings {
        let labels = context.schemas.scheme(&holding.scheme).and_then(|scheme| scheme.folios.as_ref());
        let (Some(labels), Some(script)) = (labels, label_script(holding)) else { continue };
        in_leaves(holding, labels, script, findings);
    }
}

fn in_leaves(holding: &Holding, labels: &Labels, script: Script, findings: &mut Findings) {
    let own = if script == Script::Latin { &labels.print.verso } else { &labels.print.verso_gost };
    let Some(own) = own.as_deref().map(|word| word.trim().trim_end_matches('.')) else { return };
    let items = holding.folios.iter().flat_map(|folios| &folios.items);
    for item in items.filter(|item| item.from.verso || item.to.verso) {
        let Some(text) = printed(holding, item.span) else { continue };
        let words = text.split(|c: char| !c.is_alphabetic());
        let foreign = words.filter(|word| labels.verso.iter().any(|verso| *verso == word.to_lowercase()));
        let Some(word) = foreign.clone().find(|word| one_script(word.chars()).is_some_and(|found| found != script)) else { continue };
        let right = text.replace(word, own);
        findings
            .report(item.span, format!("\"{word}\" is not in the script of the labels; the verso is \"{own}\" there"))
            .help(format!("write {right}"))
            .fix(format!("write {right}"), Applicability::Unsafe, item.span, right);
    }
}

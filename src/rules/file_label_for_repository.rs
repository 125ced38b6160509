//! Reports a file called delo in an archive that counts edinitsy khraneniia.
//!
//! ## Why
//!
//! Archives of literature and manuscript departments describe storage units, not files of an office. Their own readers write "ed. khr.";
//! with "d." the reference is understood, but does not look like the archive's.
//!
//! ## Example
//!
//! ```fires
//! RGALI, f. 631, op. 15, d. 78, l. 4
//! РГАЛИ. Ф. 631. Оп. 15. Д. 78. Л. 4.
//! ```
//!
//! ```quiet
//! RGALI, f. 631, op. 15, ed. khr. 78, l. 4
//! GARF, f. 5446, op. 98, d. 718, l. 4
//! NIOR RGB, f. 573, k. 41, d. 55, l. 18
//! ```
//!
//! ## Fix
//!
//! Writes the label of the archive. It changes a word, so it is not applied without being asked for.

use super::wording::{Script, one_script, printed_after};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::Record;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "file-label-for-repository",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("file_label_for_repository.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        let Some(delo) = holding.level("delo").filter(|_| !holding.is_inherited("delo")) else { continue };
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        let Some(scheme) = context.schemas.scheme(&repository.scheme) else { continue };
        let Some(known) = scheme.level.iter().find(|known| known.id == "delo") else { continue };
        if !known.borrowed.contains(&delo.label.to_lowercase()) {
            continue;
        }
        let cyrillic = one_script(delo.label.chars()) == Some(Script::Cyrillic);
        let capital = delo.label.starts_with(char::is_uppercase);
        let print = &known.print;
        let form = if cyrillic {
            &print.gost
        } else if capital {
            &print.abbr_cap
        } else {
            &print.abbr
        };
        let Some(right) = form.as_ref().map(|form| form.form(false)) else { continue };
        let right = if cyrillic && !capital { right.to_lowercase() } else { right.to_owned() };
        let dotted = printed_after(holding, delo.label_span).is_some_and(|rest| rest.starts_with('.'));
        let text = if dotted { right.trim_end_matches('.') } else { &right };
        findings
            .report(delo.label_span, format!("{} counts its papers by \"{right}\", not by \"{}\"", repository.siglum, delo.label))
            .help(format!("write {right} {}", delo.as_written))
            .fix(format!("write {right}"), Applicability::Unsafe, delo.label_span, text);
    }
}

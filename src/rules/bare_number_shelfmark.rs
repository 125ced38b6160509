//! Reports a shelfmark of numbers alone, whose levels only their order tells.
//!
//! ## Why
//!
//! "5446/98/718/3-6" is fond, opis, delo and leaves only for those who know the custom of the house. With three numbers the last may
//! be a file or a leaf. Labels settle it. Archives whose call numbers are one string by rule are not meant.
//!
//! ## Example
//!
//! ```fires
//! GARF 5446/98/718/3-6
//! RGASPI 558.11.492.57
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718, ll. 3-6
//! PRC FMA, 109-00745-01, 1-9
//! BArch, DY 30/J IV 2/202/359
//! ```
//!
//! ## Fix
//!
//! Labels the numbers in the order of the archive's scheme. Whether that was meant only the writer knows, so it is not applied without
//! being asked for.

use super::wording::{Script, one_script, printed};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Applicability, Confidence, RuleMeta, Severity};
use crate::record::{Holding, Record};
use crate::schema::{PrintForms, Scheme};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "bare-number-shelfmark",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: Some(Applicability::Unsafe),
        summary_group: None,
        source: include_str!("bare_number_shelfmark.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let bare = |holding: &&Holding| holding.unlabelled && holding.folios.as_ref().is_none_or(|folios| folios.label.is_empty());
    for holding in record.holdings.iter().filter(bare) {
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        // Where the tables have a form without labels, or no levels, the archive itself writes so.
        let has_labels = |scheme: &&Scheme| scheme.whole.is_none() && scheme.level.iter().any(|level| level.id == "opis" && level.required);
        let Some(scheme) = context.schemas.scheme(&repository.scheme).filter(has_labels) else { continue };
        let (Some(first), Some(last)) = (holding.level("fond"), holding.levels.last()) else { continue };
        let levels = first.span.join(last.span);
        let Some(numbers) = printed(holding, levels) else { continue };
        let reading: Vec<String> = holding.levels.iter().map(|level| format!("{} {}", level.id, level.as_written)).collect();
        let draft = findings.report(levels, format!("\"{numbers}\" has no labels; only the order says that it is {}", reading.join(", ")));
        draft.help("label the levels, so that readers need not know the custom of the archive").value(numbers);
        if let Some((place, text)) = labelled(holding, scheme, levels) {
            draft.fix(format!("write {text}"), Applicability::Unsafe, place, text);
        }
    }
}

/// The same shelfmark with labels; `None` where something stands between the numbers and the leaves.
fn labelled(holding: &Holding, scheme: &Scheme, levels: Span) -> Option<(Span, String)> {
    let cyrillic = one_script(holding.repository.as_ref()?.as_written.chars())? == Script::Cyrillic;
    let label = |print: &PrintForms, several: bool| {
        let form = if cyrillic { print.gost.as_ref() } else { print.abbr.as_ref() };
        form.map(|form| form.form(several).to_owned())
    };
    let mut parts = Vec::new();
    for level in &holding.levels {
        let known = scheme.level.iter().find(|known| known.id == *level.id)?;
        parts.push(format!("{} {}", label(&known.print, false)?, level.as_written));
    }
    let mut place = levels;
    if let Some(folios) = &holding.folios {
        let between = printed(holding, Span { start: levels.end, end: folios.span.start })?;
        let close = between.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ',' | '/'));
        let leaves = printed(holding, folios.span).filter(|_| close)?;
        parts.push(format!("{} {leaves}", label(&scheme.folios.as_ref()?.print, folios.is_several())?));
        place = levels.join(folios.span);
    }
    Some((place, parts.join(if cyrillic { ". " } else { ", " })))
}

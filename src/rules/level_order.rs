//! Reports levels of a shelfmark in an unusual order.
//!
//! ## Why
//!
//! Fond, opis and delo go from the general to the special, and where labels are dropped the order alone tells them apart. A
//! swapped order is often a slip of copying. Two orders besides the usual one are in use and are not reported: papka on either
//! side of the delo, and the file before fond and opis.
//!
//! ## Example
//!
//! ```fires
//! GARF, Delo 718, Opis 98, Fond 5446
//! GARF, Opis 98, Fond 5446, Delo 718
//! ```
//!
//! ```quiet
//! GARF, Fond 5446, Opis 98, Delo 718
//! Архивное дело 437. Фонд Р-467. Опись 6.
//! Арх. дело: 437. Ф. 641.
//! АВП РФ. Ф. 0102. Оп. 12. Д. 6, папка 68
//! ```

use super::wording::own_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Level, Record};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "level-order",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("level_order.rs"),
    },
    check: Check::Record(check),
};

const MAIN: [&str; 3] = ["fond", "opis", "delo"];

fn check(record: &Record, _context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled) {
        let mut levels: Vec<(usize, &Level)> =
            own_levels(holding).filter_map(|level| Some((MAIN.iter().position(|id| **id == *level.id)?, level))).collect();
        levels.sort_by_key(|(_, level)| level.label_span.start);
        let rising = |levels: &[(usize, &Level)]| levels.windows(2).all(|pair| pair[0].0 <= pair[1].0);
        let file_first = levels.len() > 1 && levels[0].0 == 2 && levels[1].0 == 0 && rising(&levels[1..]);
        if rising(&levels) || file_first {
            continue;
        }
        let Some(pair) = levels.windows(2).find(|pair| pair[0].0 > pair[1].0) else { continue };
        let (before, level) = (pair[0].1, pair[1].1);
        findings
            .report(level.label_span.join(level.span), format!("the {} stands after the {}", level.id, before.id))
            .related(before.label_span.join(before.span), format!("the {} stands here", before.id))
            .help("write fond, opis and delo in this order, unless two numbers were exchanged");
    }
}

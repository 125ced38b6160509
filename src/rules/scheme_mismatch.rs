//! Reports a shelfmark with levels that the archive does not have.
//!
//! ## Why
//!
//! GARF keeps no papki, and the Chinese Foreign Ministry numbers its files without fond and opis. Such a shelfmark has the wrong archive or
//! the wrong levels, and nobody can order the file.
//!
//! ## Example
//!
//! ```fires
//! GARF, f. 1, papka 3, d. 5
//! PRC FMA, f. 109, op. 1, d. 2
//! ```
//!
//! ```quiet
//! GARF, f. 5446, op. 98, d. 718
//! AVPRF, f. 0102, op. 12, papka 68, d. 6
//! PRC FMA, 109-00745-01, 1-9
//! TNA, PREM 11/1138, f. 22
//! ```

use super::wording::own_levels;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Holding, Level, Record};
use crate::schema::{Repository, Schemas};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "scheme-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("scheme_mismatch.rs"),
    },
    check: Check::Record(check),
};

/// One label may be that of a leaf ("f. 22"); two are levels.
const FOREIGN: usize = 2;

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for holding in record.holdings.iter().filter(|holding| !holding.unlabelled && !holding.is_inherited("repository")) {
        let Some(repository) = holding.siglum().and_then(|siglum| context.schemas.repository(siglum)) else { continue };
        if let Some(level) = own_levels(holding).find(|level| repository.lacks.iter().any(|id| id == &*level.id)) {
            let place = level.label_span.join(level.span);
            let siglum = &repository.siglum;
            findings
                .report(place, format!("shelfmarks of {siglum} have no {}; level or archive is probably wrong", level.id))
                .help("compare with the source: which archive keeps the paper, and what does it call this level?");
            continue;
        }
        let foreign = foreign(holding, repository, context.schemas);
        if let [first, .., last] = foreign.as_slice() {
            let (siglum, ids) = (&repository.siglum, [&*first.id, &*last.id].join(" and "));
            let example = repository.example.as_ref().map_or(String::new(), |example| format!("; the archive cites like this: {example}"));
            findings
                .report(first.label_span.join(last.span), format!("{siglum} does not order its papers by {ids}"))
                .help(format!("compare with the source: levels or archive are probably wrong{example}"));
        }
    }
}

/// The levels that a scheme of one string knows nothing of; empty where the scheme has levels or says little.
fn foreign<'h>(holding: &'h Holding, repository: &Repository, schemas: &Schemas) -> Vec<&'h Level> {
    let Some(scheme) = schemas.scheme(&repository.scheme).filter(|scheme| scheme.whole.is_some() && *scheme.id != *holding.scheme) else {
        return Vec::new();
    };
    let accepted = scheme.accepts.iter().filter_map(|id| schemas.scheme(id));
    let known: Vec<&str> = accepted.chain([scheme]).flat_map(|scheme| &scheme.level).map(|level| level.id.as_str()).collect();
    let levels: Vec<&Level> = own_levels(holding).filter(|level| !known.contains(&&*level.id) && &*level.id != "shelfmark").collect();
    if levels.len() >= FOREIGN { levels } else { Vec::new() }
}

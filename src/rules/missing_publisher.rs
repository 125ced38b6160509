//! Reports a page that names no publisher although its record ID or address tells which one it is.
//!
//! ## Why
//!
//! Readers see the copy that a publisher made, with its transcription and its mistakes; a reference that names only the archive
//! claims that somebody saw the paper. Where neither number nor address leads to a publisher, nothing is suggested.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//! ```

use super::selection::{addresses, site_publisher};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::HostKind;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "missing-publisher",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("missing_publisher.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    if record.publisher.is_some() || record.form.note {
        return;
    }
    let by_id = || Some((site_publisher(context)?, record.record_id.as_ref()?.span, "record ID"));
    let by_address = || {
        let url = addresses(record).next()?;
        let (publisher, kind) = context.schemas.site(url.text)?;
        (kind != HostKind::ThirdParty).then_some((publisher, url.span, "address"))
    };
    let Some((publisher, span, what)) = by_address().or_else(by_id) else { return };
    let at = record.holding().map_or(record.span, |holding| holding.span);
    findings
        .report(at, format!("the source names no publisher of the digital copy; by the {what} it is the {}", publisher.name))
        .label("archive only")
        .related(span, format!("{what} of this publisher"))
        .help(format!("add \"{}\" before the archive", publisher.name));
}

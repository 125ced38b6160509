//! Reports HTML markup that a conversion left in the text.
//!
//! ## Why
//!
//! A raised letter becomes `N<sup>o</sup>`, and the number sign cannot be matched with № any more. Such places of one text are told together, in one finding.
//!
//! ## Example
//!
//! ```fires page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! to file N<sup>o</sup> 963
//! ```
//!
//! ```quiet page
//! # **September 23, 1956**
//!
//! #### Minutes of a Meeting
//!
//! ## Citation:
//!
//! "Minutes of a Meeting," September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.
//!
//! ## **Contents:**
//!
//! Original Scan Translation - English
//!
//! Original Scan
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
//!
//! to file № 963, 5 < 6
//! ```

use super::one_page::debris;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Debris, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "html-residue",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: Some("debris"),
        source: include_str!("html_residue.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for span in debris(page, Debris::Html) {
        let message = "a conversion left HTML here; the sign or word around it cannot be matched";
        findings.report(span, message).label("HTML").help("take the markup out when you quote the place");
    }
}

//! Reports LaTeX commands that a conversion left in the text.
//!
//! ## Why
//!
//! A PDF converted by a program for formulas says `$\operatorname{MINUTES}$` for a heading in spaced letters. The word cannot be
//! found. Such places of one text are told together, in one finding.
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
//! $\operatorname{MINUTES}$ of the meeting
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop.
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
//! MINUTES of the meeting
//!
//! The guests came late, stayed long, and spoke of the weather and of the crop. They cost $5 and $6.
//! ```

use super::one_page::debris;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Debris, ReadPage};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "latex-residue",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: Some("debris"),
        source: include_str!("latex_residue.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &ReadPage, _context: &Context<'_>, findings: &mut Findings) {
    for span in debris(page, Debris::Latex) {
        let message = "a conversion left LaTeX commands here; the words between them cannot be searched";
        findings
            .report(span, message)
            .label("LaTeX")
            .help("read the words on the scan; convert the page with another program if it is full of them");
    }
}

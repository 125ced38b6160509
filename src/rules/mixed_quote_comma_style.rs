//! Reports a collection that puts the comma after a quoted title inside the quotation marks in some citations and outside
//! in others.
//!
//! ## Why
//!
//! American style writes `Title,"` and British style `Title",`. Each is right in its own house; a bibliography follows
//! one of them. Guillemets always have the comma outside and do not count.
//!
//! ## Example
//!
//! ```fires
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution", June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```
//!
//! ```quiet
//! "Telegram from Orlov to Belov," May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.
//! "Draft of a Resolution," June 9, 1956, GARF, Fond 5446, Opis 98, Delo 721, Listy 9-11.
//! ```

use super::compare::{Forms, styled};
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Comma, Corpus};

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-quote-comma-style",
        severity: Severity::Info,
        confidence: Confidence::High,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_quote_comma_style.rs"),
    },
    check: Check::Corpus(check),
};

/// Closing marks that the comma may precede or follow.
const CLOSING: [char; 4] = ['"', '”', '\'', '’'];

fn check(corpus: &Corpus, _context: &Context<'_>, findings: &mut Findings) {
    let mut forms = Forms::default();
    for (page, record) in styled(corpus) {
        let Some(quote) = record.closing_quote.filter(|quote| CLOSING.contains(&quote.close)) else { continue };
        match quote.comma {
            Comma::Inside => forms.add("comma stands before", page, quote.span),
            Comma::Outside => forms.add("comma stands after", page, quote.span),
            Comma::None => {}
        }
    }
    if let [(rare, few), (usual, many)] = forms.by_rarity()[..] {
        let total = few.len() + many.len();
        let message = format!("in {} of {total} citations the {rare} the closing quotation mark, elsewhere the {usual} it", few.len());
        if let Some(draft) = forms.report_as(findings, message, |form| format!("the {form} it here")) {
            draft.help("choose one style for the whole collection: inside is American, outside British");
        }
    }
}

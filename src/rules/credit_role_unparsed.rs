//! Reports a credit whose words could not be told apart: a second role inside a name, or a role that no name could be read for.
//!
//! ## Why
//!
//! "Obtained", "contributed", "edited" are roles of their own. When two of them run together, a bibliography prints "trans. A edited by B"
//! as one person, and the second one is lost to every index.
//!
//! ## Example
//!
//! ```fires
//! "Telegram," September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg edited by Anna Smith.
//! ```
//!
//! ```fires
//! "Telegram," September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Obtained S. R. and translated by G. G.
//! ```
//!
//! ```quiet
//! "Telegram," September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Obtained by S. R. and translated by G. G.
//! "Telegram," September 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg; edited by Anna Smith.
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Credit, Record};
use crate::schema::Schemas;
use crate::source::Spanned;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "credit-role-unparsed",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("credit_role_unparsed.rs"),
    },
    check: Check::Record(check),
};

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    for credit in &record.credits {
        inside_a_name(credit, context.schemas, findings);
    }
    for rest in &record.unread {
        without_a_name(rest, context.schemas, findings);
    }
}

fn inside_a_name(credit: &Credit, schemas: &Schemas, findings: &mut Findings) {
    let Some(verb) = words(&credit.name).find(|word| is_verb(word, schemas)) else { return };
    findings
        .report(
            credit.span,
            format!("\"{}\" is read as the name of one {}, and \"{verb}\" in it names another role", credit.name, credit.role.as_str()),
        )
        .help("part the two credits by a semicolon or a full stop, such as \"Translated by A; edited by B.\"")
        .value(&credit.name);
}

/// A verb of credits at the start of what no field took, with a name or a colon after it.
fn without_a_name(rest: &Spanned<String>, schemas: &Schemas, findings: &mut Findings) {
    let Some(verb) = words(&rest.value).next().filter(|verb| rest.value.starts_with(verb) && is_verb(verb, schemas)) else { return };
    let after = &rest.value[verb.len()..];
    if after.starts_with(':') || after.trim_start().starts_with(char::is_uppercase) {
        findings
            .report(rest.span, format!("\"{}\" is probably a credit, but the name belonging to \"{verb}\" could not be read", rest.value))
            .help("write the role with \"by\" and the name, such as \"Obtained by A and translated by B.\"")
            .value(&rest.value);
    }
}

fn is_verb(word: &str, schemas: &Schemas) -> bool {
    let word = word.to_lowercase();
    schemas.credits.iter().flat_map(|credit| &credit.verbs).any(|verb| *verb == word)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

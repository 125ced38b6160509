//! The rules of a project's own schema files, made into rules like the built-in ones.
//!
//! Findings, settings and reports name a rule by a reference that lives as long as the program (`&'static RuleMeta`).
//! A rule that is read from a file gets such a life by being leaked, once for each different definition: a run reads
//! its rules once and needs them to the end anyway, and who reads the same files again in one process gets the same
//! rules again. Every other way (names that are owned or counted) would change each of the built-in rules and every
//! report for the sake of a few hundred bytes.

mod allowed;
mod documentation;
mod known_numbers;
mod pattern;
mod required;
mod value;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{Check, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::Record;
use crate::schema::own::{Demand, OwnRule, Standing};
use crate::schema::words::{ConfidenceWord, SeverityWord};
use crate::schema::{Schemas, own};
use value::{Value, fill};

/// The rules made so far.
static MADE: Mutex<Vec<&Rule>> = Mutex::new(Vec::new());

/// The rules of the user's schema files, but for those that bear the name of a built-in one (see [`clash`]).
pub fn rules(schemas: &Schemas) -> Vec<&'static Rule> {
    let sound = schemas.own_rules.iter().filter(|own| super::by_name(&own.table.name).is_none());
    sound.map(made).collect()
}

/// The first rule of the user's that bears the name of a built-in one.
pub fn clash(schemas: &Schemas) -> Option<&OwnRule> {
    schemas.own_rules.iter().find(|own| super::by_name(&own.table.name).is_some())
}

/// The rule of a definition: the one made before, or a new one.
fn made(own: &OwnRule) -> &'static Rule {
    let mut all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let before = all.iter().find(|rule| matches!(&rule.check, Check::Own(known) if **known == *own));
    if let Some(rule) = before {
        return rule;
    }
    let rule: &'static Rule = Box::leak(Box::new(rule_of(own)));
    all.push(rule);
    rule
}

fn rule_of(own: &OwnRule) -> Rule {
    let severity = match own.table.severity {
        Some(SeverityWord::Error) => Severity::Error,
        Some(SeverityWord::Info) => Severity::Info,
        _ => Severity::Warning,
    };
    let confidence = match own.table.confidence {
        Some(ConfidenceWord::Low) => Confidence::Low,
        Some(ConfidenceWord::Medium) => Confidence::Medium,
        _ => Confidence::High,
    };
    let leak = |text: String| &*Box::leak(text.into_boxed_str());
    let meta = RuleMeta {
        name: leak(own.table.name.clone()),
        severity,
        confidence,
        fix: None,
        summary_group: None,
        source: leak(documentation::of(own)),
    };
    Rule { meta, check: Check::Own(Box::new(own.clone())) }
}

/// Runs a rule over a record.
pub fn check(own: &OwnRule, record: &Record, findings: &mut Findings) {
    let stands = match own.records {
        Standing::All => true,
        Standing::Documents => !record.form.note,
        Standing::Notes => record.form.note,
    };
    if !stands {
        return;
    }
    match &own.demand {
        Demand::Present => required::check(own, record, findings),
        Demand::Match(regex) => pattern::must_match(own, regex, record, findings),
        Demand::NoMatch(regex) => pattern::must_not_match(own, regex, record, findings),
        Demand::Among(values) => allowed::check(own, values, record, findings),
        Demand::Known(numbers) => known_numbers::check(own, numbers, record, findings),
    }
}

/// Reports a value: the whole of it, or the part that the rule speaks of.
fn report(own: &OwnRule, record: &Record, value: &Value<'_>, part: Option<Range<usize>>, findings: &mut Findings) {
    let text = part.clone().and_then(|part| value.text.get(part));
    let words = |template: &own::Template| fill(template, record, value.holding, Some(&value.text), text);
    let span = part.and_then(|part| value.place_of(part)).unwrap_or(value.span);
    let draft = findings.report(span, words(&own.message));
    draft.value(text.map_or_else(|| value.text.to_string(), |part| format!("{} {part}", value.text)));
    if let Some(help) = &own.help {
        draft.help(words(help));
    }
}

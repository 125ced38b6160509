//! Rules of the kind `known-numbers`: a number must be one of those that an inventory or a list of fonds has.

use std::borrow::Cow;

use super::report;
use super::value::{Value, values};
use crate::record::Record;
use crate::record::corpus::fold_fond;
use crate::rules::Findings;
use crate::schema::own::{NumberSet, OwnRule, RuleField};

/// Reports values with a number that is not known.
pub(super) fn check(own: &OwnRule, known: &NumberSet, record: &Record, findings: &mut Findings) {
    for value in &values(own, record) {
        let number = number(&own.field, value);
        if let Some(stranger) = known.stranger(&number) {
            let start = stranger.as_ptr() as usize - number.as_ptr() as usize;
            let part = start..start + stranger.len();
            // What was folded for comparing has other places than what is there.
            report(own, record, value, matches!(number, Cow::Borrowed(_)).then_some(part), findings);
        }
    }
}

/// The value as lists of numbers have it: fonds without the prefix that English usage drops, leaves without letter and side.
fn number<'v>(field: &RuleField, value: &'v Value<'_>) -> Cow<'v, str> {
    match field {
        RuleField::Level(id) if id == "fond" => fold_fond(&value.text).into(),
        RuleField::Folios => value.text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect::<String>().into(),
        _ => Cow::Borrowed(&*value.text),
    }
}

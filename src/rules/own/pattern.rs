//! Rules of the kind `pattern`: a value must match a regular expression, or no part of it may.

use regex::Regex;

use super::report;
use super::value::values;
use crate::record::Record;
use crate::rules::Findings;
use crate::schema::own::OwnRule;

/// Reports values that do not match.
pub(super) fn must_match(own: &OwnRule, regex: &Regex, record: &Record, findings: &mut Findings) {
    for value in values(own, record).iter().filter(|value| !regex.is_match(&value.text)) {
        report(own, record, value, None, findings);
    }
}

/// Reports the first part of each value that matches.
pub(super) fn must_not_match(own: &OwnRule, regex: &Regex, record: &Record, findings: &mut Findings) {
    for value in &values(own, record) {
        if let Some(found) = regex.find(&value.text) {
            // An expression may match nothing at all (`^`); then the whole value is meant.
            report(own, record, value, Some(found.range()).filter(|part| !part.is_empty()), findings);
        }
    }
}

//! Rules of the kind `allowed`: a value must be one of a list.

use super::report;
use super::value::values;
use crate::record::Record;
use crate::rules::Findings;
use crate::schema::own::OwnRule;

/// Reports values that are not in the list. Where lines break means nothing; everything else counts.
pub(super) fn check(own: &OwnRule, allowed: &[String], record: &Record, findings: &mut Findings) {
    let is_allowed = |text: &str| allowed.iter().any(|known| known.split_whitespace().eq(text.split_whitespace()));
    for value in values(own, record).iter().filter(|value| !is_allowed(&value.text)) {
        report(own, record, value, None, findings);
    }
}

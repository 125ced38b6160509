//! Rules of the kind `required`: a field must be there.

use super::value::{all, fill, holds, in_holding};
use crate::record::{Field, Holding, Record};
use crate::rules::Findings;
use crate::rules::selection::telling;
use crate::schema::own::{OwnRule, RuleField};
use crate::source::Span;

/// Reports a record that lacks the field, or each shelfmark that lacks it. What was taken over from the citation before is there.
pub(super) fn check(own: &OwnRule, record: &Record, findings: &mut Findings) {
    if !own.field.is_of_holding() || record.holdings.is_empty() {
        if all(&own.field, record).is_empty() && holds(&own.when, record, None) {
            let place = empty_label(&own.field, record).unwrap_or_else(|| telling(record));
            report(own, record, None, place, findings);
        }
        return;
    }
    let mut last = None;
    for holding in &record.holdings {
        let lacking = in_holding(&own.field, holding).is_empty() && holds(&own.when, record, Some(holding));
        // The files of a list share the place of their shelfmark.
        if lacking && last != Some(holding.span) {
            last = Some(holding.span);
            report(own, record, Some(holding), holding.span, findings);
        }
    }
}

fn report(own: &OwnRule, record: &Record, holding: Option<&Holding>, place: Span, findings: &mut Findings) {
    let words = |template| fill(template, record, holding, None, None);
    let draft = findings.report(place, words(&own.message));
    draft.value(own.field.to_string());
    if let Some(help) = &own.help {
        draft.help(words(help));
    }
}

/// The label that announces the field and has nothing behind it.
fn empty_label(field: &RuleField, record: &Record) -> Option<Span> {
    let field = match field {
        RuleField::Title => Field::Title,
        RuleField::Date | RuleField::DateAsWritten => Field::Date,
        RuleField::Summary => Field::Summary,
        RuleField::Rights => Field::Rights,
        RuleField::Uploaded => Field::Uploaded,
        RuleField::OriginalLanguage => Field::OriginalLanguage,
        RuleField::RecordId => Field::RecordId,
        RuleField::Url => Field::Url,
        _ => return None,
    };
    record.empty_label(field).map(|label| label.span)
}

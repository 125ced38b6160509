//! What rules about the text of one page share: places told together, days in words, the one date and the one
//! shelfmark of the page.
//!
//! Nothing here judges; rules do.

use super::Draft;
use crate::diagnostic::Words;
use crate::record::{ArchivalDate, DateForm, Day, Debris, FactKind, Field, FolioUnit, Folios, ReadPage, Record};
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

/// Further places that one finding shows; the message counts the others.
const SHOWN: usize = 12;

/// Adds further places of the same kind.
pub(super) fn also_at(draft: &mut Draft, places: impl IntoIterator<Item = Span>, words: impl Into<Words>) {
    let words = words.into();
    for place in places.into_iter().take(SHOWN) {
        draft.related(place, words.clone());
    }
}

/// ` (3 places)`; nothing for one place.
pub(super) fn in_all(count: usize) -> String {
    if count > 1 { format!(" ({count} places)") } else { String::new() }
}

/// `14 November 1956`; a month without a name stays ISO 8601.
pub(super) fn day_in_words(day: Day, schemas: &Schemas) -> String {
    match (day.day, day.month.and_then(|month| schemas.month_in_english(month))) {
        (Some(number), Some(month)) => format!("{number} {month} {}", day.year),
        _ => day.to_string(),
    }
}

/// The record of a page that is about one document.
pub(super) fn only_record(page: &ReadPage) -> Option<&Record> {
    match page.records.as_slice() {
        [record] if !record.form.note => Some(record),
        _ => None,
    }
}

/// The date of the one record, when it names its day without doubt.
pub(super) fn cited_date(page: &ReadPage) -> Option<&Spanned<ArchivalDate>> {
    let date = only_record(page)?.date.as_ref()?;
    let ArchivalDate { start, end, form, uncertain, approximate, as_written: _ } = &date.value;
    let full = |day: &Day| day.day.is_some() && day.exists();
    let plain = *form == DateForm::Stated && !uncertain && !approximate;
    (plain && start.as_ref().is_some_and(full) && end.as_ref().is_none_or(full)).then_some(date)
}

/// Where the head of the page states the date: apart from the citation, if it does.
pub(super) fn page_date(page: &ReadPage, cited: &Spanned<ArchivalDate>) -> Span {
    let restated = only_record(page).into_iter().flat_map(|record| &record.restated);
    let same = |date: &ArchivalDate| date.same_time(&cited.value);
    restated
        .filter(|other| other.field == Field::Date && other.date.as_ref().is_some_and(same))
        .map(|other| other.span)
        .next()
        .unwrap_or(cited.span)
}

/// The leaves of the one shelfmark of the one record, all of them numbers in order.
pub(super) fn cited_leaves(page: &ReadPage) -> Option<&Folios> {
    let [holding] = only_record(page)?.holdings.as_slice() else { return None };
    let folios = holding.folios.as_ref()?;
    (folios.unit == FolioUnit::Leaf && folios.open_end.is_none() && folios.leaves().is_some()).then_some(folios)
}

/// The leaf numbers stamped on the scans.
pub(super) fn stamps(page: &ReadPage) -> impl Iterator<Item = (Span, u32)> {
    page.facts.iter().filter_map(|fact| match fact.kind {
        FactKind::LeafStamp(number) => Some((fact.span, number)),
        _ => None,
    })
}

/// The places with debris of one kind.
pub(super) fn debris(page: &ReadPage, kind: Debris) -> impl Iterator<Item = Span> {
    page.facts.iter().filter(move |fact| fact.kind == FactKind::Debris(kind)).map(|fact| fact.span)
}

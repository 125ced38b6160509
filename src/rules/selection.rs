//! What several rules pick out of a record in the same way: addresses, the site of a page, a missing level.
//!
//! Selection only; each rule words its own findings.

use std::ops::Range;

use super::Context;
use crate::record::{Field, Holding, Record};
use crate::schema::{Publisher, Schemas};
use crate::source::Span;

/// An address of a record with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed<'r> {
    /// The address as printed.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span,
}

impl Printed<'_> {
    /// The place of a part of the address; of the whole where the source breaks it up.
    pub fn part(self, range: Range<usize>) -> Span {
        let start = self.span.start as usize;
        let unbroken = (self.span.end - self.span.start) as usize == self.text.len();
        if unbroken { Span::new(start + range.start, start + range.end) } else { self.span }
    }
}

/// Every address of a record, the first one first.
pub(super) fn addresses(record: &Record) -> impl Iterator<Item = Printed<'_>> {
    let first = record.url.iter().map(|url| Printed { text: &url.value, span: url.span });
    let again = record.restated.iter().filter(|again| again.field == Field::Url);
    first.chain(again.map(|again| Printed { text: &again.text, span: again.span }))
}

/// The publisher whose site the page was saved from.
pub(super) fn site_publisher<'a>(context: &Context<'a>) -> Option<&'a Publisher> {
    let id = context.schemas.layout(context.page.layout)?.publisher.as_deref()?;
    context.schemas.publisher(id)
}

/// The publisher that a stated record ID belongs to: the site's, else the one the citation names.
pub(super) fn publisher_of_id<'a>(record: &Record, context: &Context<'a>) -> Option<&'a Publisher> {
    let named = || context.schemas.publisher(record.publisher.as_ref()?.value.canonical.as_deref()?);
    site_publisher(context).or_else(named)
}

/// A short place that stands for the whole record: its publisher, its first shelfmark, else the whole.
pub(super) fn telling(record: &Record) -> Span {
    let publisher = record.publisher.as_ref().map(|publisher| publisher.span);
    publisher.or_else(|| record.holding().map(|holding| holding.span)).unwrap_or(record.span)
}

/// The shelfmarks that lack a level which their scheme requires, each shelfmark once.
///
/// Shelfmarks read by position, call numbers, labels without a value and what "Ibid." or the shelfmark before already
/// answers for are left out.
pub(super) fn lacking<'r>(record: &'r Record, context: &Context<'_>, id: &'static str) -> impl Iterator<Item = &'r Holding> {
    let schemas = context.schemas;
    let required = |holding: &Holding| {
        let scheme = schemas.scheme(&holding.scheme);
        scheme.is_some_and(|scheme| scheme.level.iter().any(|level| level.id == id && level.required))
    };
    let omits = |holding: &Holding| {
        let repository = holding.siglum().and_then(|siglum| schemas.repository(siglum));
        repository.is_some_and(|repository| repository.omits.iter().any(|level| level == id))
    };
    let says = |holding: &Holding| holding.level(id).is_some() || holding.valueless.iter().any(|(level, _)| &**level == id);
    let mut found: Vec<&Holding> = Vec::new();
    for holding in &record.holdings {
        let labelled = !holding.unlabelled && holding.level("shelfmark").is_none();
        let listed = found.last().is_some_and(|last| last.span == holding.span);
        if labelled && !listed && required(holding) && !omits(holding) && !says(holding) {
            found.push(holding);
        }
    }
    found.into_iter()
}

/// Whether the levels were read by the general scheme because the archive is not in the tables.
pub(super) fn is_guess(holding: &Holding) -> bool {
    holding.repository.as_ref().is_some_and(|mention| mention.siglum.is_none())
}

/// Whether a shelfmark takes part of itself from the one before, or means to ("Ibid." at the head of a file).
pub(super) fn takes_over(holding: &Holding, schemas: &Schemas) -> bool {
    let written = holding.as_written.to_lowercase();
    !holding.inherited.is_empty() || schemas.phrases("ibid").any(|ibid| written.starts_with(ibid))
}

/// The place of a publisher's name that stands where the archive belongs, directly before the levels.
pub(super) fn publisher_for_archive<'a>(record: &Record, holding: &Holding, schemas: &'a Schemas) -> Option<(&'a Publisher, Span)> {
    if let Some(mention) = &holding.repository {
        let (publisher, _) = schemas.publisher_named(&mention.as_written).filter(|_| mention.siglum.is_none())?;
        return (!holding.is_inherited("repository")).then_some((publisher, mention.span));
    }
    let named = record.publisher.as_ref()?;
    let (publisher, _) = schemas.publisher_named(&named.value.as_written)?;
    let gap = holding.span.start.checked_sub(named.span.end)?;
    (gap <= 3).then_some((publisher, named.span))
}

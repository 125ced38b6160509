//! What several rules pick out of a record in the same way: addresses, the site of a page, a missing level.
//!
//! Selection only; each rule words its own findings.

use std::ops::Range;

use super::Context;
use super::wording::{own_levels, part_of};
use crate::record::{Field, Holding, Level, Record};
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
        // A level that the archive does not have stands for the one it has; that is reported as such.
        let omitted = |level: &String| level == id;
        repository.is_some_and(|row| row.omits.iter().any(omitted) || row.lacks.iter().any(|level| holding.level(level).is_some()))
    };
    let says = |holding: &Holding| holding.level(id).is_some() || holding.valueless.iter().any(|(level, _)| &**level == id);
    // Other rules say what is wrong with these.
    let doubled = doubled_levels(record, schemas);
    let is_half = |holding: &Holding| doubled.iter().any(|doubled| std::ptr::eq(doubled.half, holding));
    let in_roman = roman_levels(record, schemas).iter().any(|roman| roman.level == id);
    let mut found: Vec<&Holding> = Vec::new();
    for holding in record.holdings.iter().filter(|holding| !in_roman && !is_half(holding)) {
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

/// A level that a shelfmark gives twice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubled<'r> {
    /// What was read as a shelfmark that ends with the first of the two.
    pub half: &'r Holding,
    /// The level as it stands first.
    pub first: &'r Level,
    /// The level as it stands again, with the file after it.
    pub second: &'r Level,
}

/// The levels above the file that a shelfmark gives twice in a row: `Opis 98, Opis 98c, Delo 718`.
pub(super) fn doubled_levels<'r>(record: &'r Record, schemas: &Schemas) -> Vec<Doubled<'r>> {
    let doubled = |pair: &'r [Holding]| {
        let (half, rest) = (&pair[0], &pair[1]);
        let commas = rest.divider.as_ref().is_some_and(|divider| !divider.contains(';'));
        let named = rest.repository.is_some() && !rest.is_inherited("repository");
        let first = own_levels(half).last().filter(|_| commas && !named && half.folios.is_none())?;
        let second = own_levels(rest).next().filter(|second| second.id == first.id)?;
        let below = schemas.scheme(&rest.scheme)?.level.iter().skip_while(|level| level.id != *second.id).skip(1);
        let mut below = below.filter(|level| level.required);
        below.any(|level| own_levels(rest).any(|own| *own.id == level.id)).then_some(Doubled { half, first, second })
    };
    record.holdings.windows(2).filter_map(doubled).collect()
}

/// A Roman numeral after a label of a level that was not read.
#[derive(Debug)]
pub(super) struct Roman {
    /// Id of the level.
    pub level: String,
    /// The numeral.
    pub numeral: String,
    /// Its number.
    pub number: u32,
    /// Where it stands; the text around it where that is not known.
    pub span: Span,
}

/// The required levels of the first shelfmark that are given in Roman numerals.
pub(super) fn roman_levels(record: &Record, schemas: &Schemas) -> Vec<Roman> {
    let mut found = Vec::new();
    let Some(holding) = record.holdings.iter().find(|holding| !holding.unlabelled) else { return found };
    let Some(scheme) = schemas.scheme(&holding.scheme).filter(|scheme| scheme.plain_numbers) else { return found };
    let gloss = holding.fond_name.as_ref().and_then(|name| {
        let start = holding.as_written.find(name.as_str())?;
        Some((name.as_str(), part_of(&holding.as_written, holding.span, start..start + name.len())?))
    });
    for (text, span) in gloss.into_iter().chain(record.unread.iter().map(|unread| (unread.value.as_str(), unread.span))) {
        let mut words = text.split_whitespace().peekable();
        while let (Some(label), Some(next)) = (words.next(), words.peek()) {
            let label = label.trim_end_matches('.').to_lowercase();
            let numeral = next.trim_end_matches(['.', ',', ';']);
            let lacking = |id: &str| holding.level(id).is_none();
            let named = scheme.level.iter().filter(|level| level.required && lacking(&level.id));
            // A short label is also an initial, and F. IV is a format of manuscripts.
            let spelt_out = label.chars().count() >= SPELT_OUT;
            let sure = |id: &str| spelt_out || id != "fond" && numeral.len() > 1;
            let level = named.into_iter().find(|level| sure(&level.id) && level.labels.contains(&label));
            if let (Some(level), Some(number)) = (level, arabic(numeral)) {
                let at = next.as_ptr() as usize - text.as_ptr() as usize;
                let span = part_of(text, span, at..at + numeral.len()).unwrap_or(span);
                found.push(Roman { level: level.id.clone(), numeral: numeral.to_owned(), number, span });
            }
        }
    }
    found
}

/// Letters of a label that is a word.
const SPELT_OUT: usize = 4;

/// The number of a well-formed Roman numeral in capitals.
fn arabic(numeral: &str) -> Option<u32> {
    let digits = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let (mut rest, mut number) = (numeral, 0);
    for (value, letters) in digits {
        let mut times = 0;
        while let Some(next) = rest.strip_prefix(letters) {
            times += 1;
            (rest, number) = (next, number + value);
            if times > 3 || letters.len() > 1 || value.to_string().starts_with('5') {
                break;
            }
        }
        if times > 3 {
            return None;
        }
    }
    (rest.is_empty() && number > 0).then_some(number)
}

//! What several rules need to pick a place or to compare: printed text of a span, script of words, order of dates.
//!
//! Selection only; every rule words its own findings.

use std::ops::Range;

use crate::record::{ArchivalDate, Day, Field, FolioRange, Holding, Level, Record};
use crate::schema::Schemas;
use crate::source::Span;

/// The text printed at `span` inside a shelfmark; `None` where line breaks or markup were taken out of it.
pub(super) fn printed(holding: &Holding, span: Span) -> Option<&str> {
    let whole = holding.span;
    let plain = (whole.end - whole.start) as usize == holding.as_written.len();
    if !plain || !whole.holds(span) {
        return None;
    }
    holding.as_written.get((span.start - whole.start) as usize..(span.end - whole.start) as usize)
}

/// The text of a shelfmark that follows `span`.
pub(super) fn printed_after(holding: &Holding, span: Span) -> Option<&str> {
    printed(holding, Span { start: span.end, end: holding.span.end.max(span.end) })
}

/// The place of a part of a field; `None` where the field is not one stretch of the source.
pub(super) fn part_of(text: &str, span: Span, part: Range<usize>) -> Option<Span> {
    let plain = (span.end - span.start) as usize == text.len() && part.end <= text.len();
    plain.then(|| Span { start: span.start + part.start as u32, end: span.start + part.end as u32 })
}

/// The levels that the shelfmark states itself.
pub(super) fn own_levels(holding: &Holding) -> impl Iterator<Item = &Level> {
    holding.levels.iter().filter(|level| !holding.is_inherited(&level.id))
}

/// A script that shelfmarks are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
}

/// The script of a letter.
pub(super) fn script_of(letter: char) -> Option<Script> {
    match letter {
        '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
        _ if letter.is_ascii_alphabetic() => Some(Script::Latin),
        _ => None,
    }
}

/// The one script of some letters; `None` when they have none or both.
pub(super) fn one_script(letters: impl Iterator<Item = char>) -> Option<Script> {
    let mut scripts = letters.filter_map(script_of);
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

/// Small letters in a row that make a name rather than a siglum.
const SPELT_OUT: usize = 4;

/// Whether the name of an archive is written in words rather than as a siglum.
pub(super) fn is_spelt_out(name: &str) -> bool {
    name.split(|c: char| !c.is_lowercase()).any(|run| run.chars().count() >= SPELT_OUT)
}

/// The script that the labels of a shelfmark are printed in, or its repository where it has no labels.
pub(super) fn label_script(holding: &Holding) -> Option<Script> {
    let levels = || own_levels(holding).map(|level| level.label.as_str());
    let labels = || levels().chain(holding.folios.iter().map(|folios| folios.label.as_str()));
    if labels().all(str::is_empty) {
        let name = holding.repository.as_ref().filter(|_| !holding.is_inherited("repository"))?;
        return one_script(name.as_written.chars());
    }
    one_script(labels().flat_map(str::chars))
}

/// The letter of a value that belongs to the other script than the labels and looks like one of theirs.
pub(super) fn look_alike_letter(holding: &Holding, level: &Level, schemas: &Schemas) -> Option<char> {
    // Most values are figures.
    if !level.as_written.chars().any(|c| script_of(c).is_some()) {
        return None;
    }
    let script = label_script(holding)?;
    let pairs = &schemas.look_alikes;
    let looks_alike = |c: char| match script {
        Script::Latin => pairs.values().any(|cyrillic| *cyrillic == c),
        Script::Cyrillic => pairs.contains_key(&c),
    };
    let mut foreign = level.as_written.chars().filter(|c| script_of(*c).is_some_and(|found| found != script));
    foreign.find(|c| looks_alike(*c))
}

/// The number of a level with digits for letters that stand before a digit, after another digit or at the very start; in the
/// number of a file also for a last letter that no inserted file has. An opis may end in `l`: that of the personal files.
pub(super) fn misread_digits(level: &Level, schemas: &Schemas) -> Option<String> {
    let text = level.as_written.as_str();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let mut right = String::with_capacity(text.len());
    for (at, &c) in letters.iter().enumerate() {
        let digit_next = letters.get(at + 1).is_some_and(char::is_ascii_digit);
        let digit_before = at == 0 || letters[at - 1].is_ascii_digit();
        let last = at + 1 == letters.len() && &*level.id == "delo";
        let kind = if digit_next { "letter-for-digit" } else { "letter-for-last-digit" };
        let may_be_digit = (digit_next || last) && digit_before && !c.is_ascii_digit();
        let digit = if may_be_digit { schemas.phrases(kind).find_map(|pair| pair.strip_prefix(c)) } else { None };
        match digit {
            Some(digit) => right.push_str(digit),
            None => right.push(c),
        }
    }
    (right != text).then_some(right)
}

/// Whether `a` lies before `b` whatever the parts are that they leave open.
pub(super) fn certainly_before(a: Day, b: Day) -> bool {
    let month = a.month.zip(b.month);
    let day = a.day.zip(b.day);
    match a.year.cmp(&b.year) {
        std::cmp::Ordering::Equal => {
            month.is_some_and(|(a, b)| a < b) || month.is_some_and(|(a, b)| a == b) && day.is_some_and(|(a, b)| a < b)
        }
        order => order.is_lt(),
    }
}

/// The dates that a record states, each with what it dates.
pub(super) fn stated_dates(record: &Record) -> impl Iterator<Item = (&'static str, &ArchivalDate, Span)> {
    let dates = record.date.as_ref().map(|date| (Field::Date.as_str(), &date.value, date.span));
    let restated = record.restated.iter().filter(|again| again.field == Field::Date);
    let restated = restated.filter_map(|again| again.date.as_ref().map(|date| (Field::Date.as_str(), date, again.span)));
    let uploaded = record.uploaded.as_ref().map(|date| (Field::Uploaded.as_str(), &date.value, date.span));
    dates.into_iter().chain(restated).chain(uploaded)
}

/// The text from `span` on, in the shelfmark or in what no field took.
pub(super) fn text_from<'r>(record: &'r Record, holding: &'r Holding, span: Span) -> Option<&'r str> {
    let to_the_end = Span { start: span.start, end: holding.span.end.max(span.start) };
    let unread = || {
        let around = record.unread.iter().find(|unread| unread.span.holds(span))?;
        let plain = (around.span.end - around.span.start) as usize == around.value.len();
        around.value.get((span.start - around.span.start) as usize..).filter(|_| plain)
    };
    printed(holding, to_the_end).or_else(unread)
}

/// The question marks that stand where the value of a label should.
pub(super) fn placeholder_after<'r>(record: &'r Record, holding: &'r Holding, label: Span) -> Option<&'r str> {
    let rest = text_from(record, holding, Span { start: label.end, ..label })?;
    let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    let marks = rest.len() - rest.trim_start_matches('?').len();
    (marks > 0).then(|| &rest[..marks])
}

/// The three numbers of a date such as `03/04/1956` or `[03-04-1956?]`.
pub(super) fn numeric_parts(written: &str) -> Option<[u16; 3]> {
    let mut numbers = written.trim_matches(|c: char| !c.is_ascii_digit()).split(['/', '-']).map(str::parse);
    let parts = [numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?];
    numbers.next().is_none().then_some(parts)
}

/// Whether the words are a range of dates with a number on both sides of its dash, which could not be read.
pub(super) fn cut_range(date: &ArchivalDate) -> bool {
    let digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let parts = [" - ", " – ", " — "].into_iter().find_map(|dash| date.as_written.split_once(dash));
    !date.is_read() && parts.is_some_and(|(first, last)| digit(first) && digit(last))
}

/// The last number of a range as printed, before an abbreviated end was completed: `94` of `101-94`.
pub(super) fn printed_end(holding: &Holding, item: &FolioRange) -> Option<u64> {
    let text = printed(holding, item.span)?;
    let dash = text.find(|c: char| !c.is_alphanumeric() && !c.is_whitespace())?;
    let end = text[dash..].trim_start_matches(|c: char| !c.is_ascii_digit());
    end[..end.find(|c: char| !c.is_ascii_digit()).unwrap_or(end.len())].parse().ok()
}

/// How many leaves an abbreviated range has when its numbers are taken as exchanged, where these are fewer than it has when
/// its end is completed: 8 for `101-94`, which is 94 to 101 rather than 101 to 194.
pub(super) fn fewer_when_exchanged(holding: &Holding, item: &FolioRange) -> Option<u64> {
    let (start, _, _) = item.from.key()?;
    let exchanged = start.checked_sub(printed_end(holding, item)?)?.saturating_add(1);
    (item.abbreviated && exchanged < item.leaves()?).then_some(exchanged)
}

/// Whether two entries of a list of leaves share a leaf; a reversed range shares none.
pub(super) fn overlap(a: &FolioRange, b: &FolioRange) -> bool {
    let (Some(a_from), Some(a_to), Some(b_from), Some(b_to)) = (a.from.key(), a.to.key(), b.from.key(), b.to.key()) else { return false };
    a_from <= a_to && b_from <= b_to && a_from <= b_to && b_from <= a_to
}

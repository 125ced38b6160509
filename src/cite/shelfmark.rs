//! The shelfmark in print: `GARF, f. 5446, op. 98c, d. 718, ll. 3–6`.
//!
//! Labels come from the level schemes; the value is the record's own, never corrected.

use std::borrow::Cow;

use super::LabelForm;
use super::markup::{clean, cleaned};
use crate::record::{Folio, FolioRange, FolioUnit, Folios, Holding, Level};
use crate::schema::model::ValueKind;
use crate::schema::{PrintForms, Printed, Repository, Schemas, Scheme};

/// Between label and number; see [`super::markup`].
const TIE: char = '\u{A0}';

/// How a style wants its shelfmarks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The labels; never [`LabelForm::Usual`].
    pub labels: LabelForm,
    /// Whether the town stands before the archive.
    pub place: bool,
    /// Whether the archive is called as on the page rather than by its siglum.
    pub as_written: bool,
    /// The mark between the ends of a range.
    pub range: char,
}

/// Whose labels are printed, and in which letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dress<'a> {
    /// A scheme whose GOST labels stand in for those of the archive's own scheme, where both have the level.
    pub labels_of: Option<&'a Scheme>,
    /// Letters behind the numbers of opisi.
    pub letters: Letters,
}

/// Letters behind the numbers of opisi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Letters {
    /// As the record has them.
    #[default]
    AsWritten,
    /// Cyrillic, where the archive writes Cyrillic: `98с` for `98c` and for `98s`.
    Cyrillic,
}

/// A shelfmark in print, its parts apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shelfmark {
    /// The town, where the tables know it and the archive is named.
    pub place: Option<String>,
    /// The archive; `None` where it is that of the shelfmark before.
    pub archive: Option<String>,
    /// Levels and leaves that differ from those of the shelfmark before.
    pub code: Vec<String>,
}

/// All shelfmarks of a record, joined by semicolons; the later ones repeat only what differs, as historians write.
/// `leading`: whether the first archive is named. Empty when there is none.
pub(super) fn shelfmarks(holdings: &[Holding], leading: bool, look: Look, schemas: &Schemas) -> String {
    let mut all: Vec<String> = Vec::new();
    for (number, mark) in printed(holdings, look, Dress::default(), schemas).into_iter().enumerate() {
        let named = leading || number > 0;
        let head = mark.place.filter(|_| named && look.place).into_iter().chain(mark.archive.filter(|_| named));
        let parts: Vec<String> = head.chain(mark.code).collect();
        if !parts.is_empty() {
            all.push(parts.join(", "));
        }
    }
    all.join("; ")
}

/// The shelfmarks of a record, each with its parts apart.
pub(super) fn printed(holdings: &[Holding], look: Look, dress: Dress<'_>, schemas: &Schemas) -> Vec<Shelfmark> {
    let mut marks = Vec::with_capacity(holdings.len());
    let mut earlier: Option<(&Holding, Option<Cow<'_, str>>)> = None;
    for holding in holdings {
        let name = archive_name(holding, look, schemas);
        let same = earlier.as_ref().is_some_and(|(_, before)| *before == name);
        let shared = earlier.as_ref().filter(|_| same).map_or(0, |(before, _)| shared_levels(before, holding));
        let known = repository(holding, schemas).filter(|_| !same);
        marks.push(Shelfmark {
            place: known.and_then(|known| known.place.clone()),
            archive: name.as_deref().filter(|_| !same).map(str::to_owned),
            code: code(holding, shared, look, dress, schemas),
        });
        earlier = Some((holding, name));
    }
    marks
}

/// The archive's name in print.
pub(super) fn archive(holding: &Holding, look: Look, schemas: &Schemas) -> Option<String> {
    archive_name(holding, look, schemas).map(Cow::into_owned)
}

/// The same, borrowed where it can be.
pub(super) fn archive_name<'a>(holding: &'a Holding, look: Look, schemas: &'a Schemas) -> Option<Cow<'a, str>> {
    let mention = holding.repository.as_ref()?;
    let name = match (&mention.siglum, look.as_written) {
        (Some(siglum), false) => match (look.labels, schemas.repository(siglum).and_then(|known| known.original_siglum.as_ref())) {
            (LabelForm::Gost, Some(original)) => original,
            _ => &**siglum,
        },
        _ => &mention.as_written,
    };
    Some(cleaned(name)).filter(|name| !name.is_empty())
}

/// The repository's entry in the tables.
pub(super) fn repository<'s>(holding: &Holding, schemas: &'s Schemas) -> Option<&'s Repository> {
    schemas.repository(holding.siglum()?)
}

/// The first level: the fond, or what stands in its place.
pub(super) fn top_level(holding: &Holding, look: Look, schemas: &Schemas) -> Option<String> {
    holding.levels.first().map(|level| level_text(holding, level, look, Dress::default(), schemas))
}

/// Leaves with their label: `l. 3`, `ll. 3–6`, `ll. 1, 18–19ob.`.
pub(super) fn leaves(holding: &Holding, look: Look, schemas: &Schemas) -> Option<String> {
    leaves_in(holding, look, Dress::default(), schemas)
}

/// Leaves with the labels of a dress.
pub(super) fn leaves_in(holding: &Holding, look: Look, dress: Dress<'_>, schemas: &Schemas) -> Option<String> {
    let folios = holding.folios.as_ref().filter(|folios| !folios.items.is_empty())?;
    let known = scheme(holding, schemas).and_then(|scheme| scheme.folios.as_ref()).filter(|labels| labels.unit == folios.unit);
    let borrowed = dress.labels_of.and_then(|scheme| scheme.folios.as_ref()).filter(|labels| labels.unit == folios.unit);
    let known = known.map(|own| borrowed.filter(|_| own.print.gost.is_some()).unwrap_or(own));
    let label = match known.and_then(|labels| label(&labels.print, look.labels, folios.is_several())) {
        Some(label) => label.to_owned(),
        None => unit_label(folios, look.labels, schemas),
    };
    let gost = look.labels == LabelForm::Gost;
    let verso = known.and_then(|labels| if gost { labels.print.verso_gost.as_deref() } else { labels.print.verso.as_deref() });
    Some(labelled(&label, &numbers(folios, look.range, verso.unwrap_or("v"))))
}

/// The leaves as figures: `1, 18–19ob.`.
pub(super) fn numbers(folios: &Folios, range: char, verso: &str) -> String {
    // After the letter of an inserted leaf a word for its back stands apart: "12a ob.", but "12av".
    let word = !verso.starts_with(char::is_whitespace) && verso.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let apart = |folio: &Folio| word && folio.number.ends_with(char::is_alphabetic);
    let side = |folio: &'_ Folio| -> String {
        let mark = match (folio.verso, apart(folio)) {
            (false, _) => return clean(&folio.number),
            (true, apart) => {
                if apart {
                    " "
                } else {
                    ""
                }
            }
        };
        format!("{}{mark}{verso}", cleaned(&folio.number))
    };
    let item = |item: &FolioRange| match item.from == item.to {
        true => side(&item.from),
        false => {
            let mut text = side(&item.from);
            text.push(range);
            text + &side(&item.to)
        }
    };
    let items: Vec<String> = folios.items.iter().map(item).collect();
    items.join(", ") + if folios.open_end.is_some() { "ff." } else { "" }
}

fn code(holding: &Holding, skipped: usize, look: Look, dress: Dress<'_>, schemas: &Schemas) -> Vec<String> {
    let mut parts = Vec::with_capacity(holding.levels.len() + 1);
    if let Some(joint) = scheme(holding, schemas).and_then(|scheme| scheme.joined.as_deref())
        && !holding.levels.is_empty()
    {
        let values: Vec<Cow<'_, str>> = holding.levels.iter().map(|level| cleaned(&level.value)).collect();
        parts.push(values.join(joint));
        parts.extend(leaves_in(holding, look, dress, schemas));
        return parts;
    }
    for level in &holding.levels[skipped..] {
        let mut text = level_text(holding, level, look, dress, schemas);
        if &*level.id == "fond"
            && let Some(name) = &holding.fond_name
        {
            text = format!("{text} ({})", clean(name));
        }
        parts.push(text);
    }
    parts.extend(leaves_in(holding, look, dress, schemas));
    parts
}

/// How many levels two holdings share from the top.
fn shared_levels(earlier: &Holding, later: &Holding) -> usize {
    if earlier.scheme != later.scheme {
        return 0;
    }
    let same = |(a, b): &(&Level, &Level)| a.id == b.id && a.value == b.value;
    earlier.levels.iter().zip(&later.levels).take_while(same).count()
}

fn scheme<'s>(holding: &Holding, schemas: &'s Schemas) -> Option<&'s Scheme> {
    schemas.scheme(&holding.scheme)
}

/// One level with its label: `f. 5446`.
pub(super) fn level_text(holding: &Holding, level: &Level, look: Look, dress: Dress<'_>, schemas: &Schemas) -> String {
    let of = |scheme: &'_ Scheme| scheme.level.iter().position(|known| *known.id == *level.id);
    let known = scheme(holding, schemas).and_then(|scheme| scheme.level.get(of(scheme)?));
    let written = if look.labels == LabelForm::Gost && !level.as_written.is_empty() { &level.as_written } else { &level.value };
    let mut value = cleaned(written);
    if dress.letters == Letters::Cyrillic
        && &*level.id == "opis"
        && let Some(cyrillic) = cyrillic_suffix(&value, holding, schemas)
    {
        value = cyrillic.into();
    }
    let numbers = known.is_some_and(|known| known.value == ValueKind::Numbers);
    if numbers && look.range != '-' {
        value = spread(&value, look.range).into();
    }
    let several = numbers && value.contains([',', look.range]);
    let borrowed = dress.labels_of.and_then(|scheme| scheme.level.get(of(scheme)?));
    let print = known.map(|own| borrowed.filter(|_| own.print.gost.is_some()).map_or(&own.print, |other| &other.print));
    match print.and_then(|print| label(print, look.labels, several)) {
        Some(label) => labelled(label, &value),
        None => labelled(&own_label(level, look.labels), &value),
    }
}

/// The number of an opis with the letter behind it in Cyrillic: the one that looks the same and the one that is
/// romanised so, if the two are not different letters. `None` where nothing changes.
pub(super) fn cyrillic_suffix(value: &str, holding: &Holding, schemas: &Schemas) -> Option<String> {
    let original = repository(holding, schemas)?.original_siglum.as_ref()?;
    let (last, before) = (value.chars().next_back()?, value.len().checked_sub(1)?);
    let number = value.get(..before)?;
    if !last.is_ascii_lowercase() || !number.ends_with(|c: char| c.is_ascii_digit()) || !original.chars().any(is_cyrillic) {
        return None;
    }
    let similar = schemas.look_alikes.get(&last).copied();
    let romanised = schemas.transliterations.iter().flat_map(|table| &table.letters);
    // The table holds the letters of several languages: the first, in the order of the alphabet, is Russian.
    let meant = romanised.filter(|(letter, latin)| is_russian(**letter) && latin.chars().eq([last])).map(|(letter, _)| *letter).next();
    let letter = match (similar.filter(|c| is_russian(*c)), meant) {
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.or(other)?,
    };
    Some(format!("{number}{letter}"))
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// The letters of today's Russian alphabet.
fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я')
}

/// A level that the scheme cannot print: its id is its label. A call number that is one string has none.
fn own_label(level: &Level, form: LabelForm) -> String {
    if &*level.id == "shelfmark" {
        return String::new();
    }
    let words = clean(&level.id).replace('_', " ");
    if matches!(form, LabelForm::Full | LabelForm::AbbrCap) { super::credits::capitalised(&words) } else { words }
}

fn labelled(label: &str, value: &str) -> String {
    if label.is_empty() {
        return value.to_owned();
    }
    let mut text = String::with_capacity(label.len() + value.len() + 4);
    text.extend(label.chars().map(|c| if c == ' ' { TIE } else { c }));
    text.push(TIE);
    text + value
}

/// The print form asked for, else the nearest one the scheme has.
fn label(print: &PrintForms, form: LabelForm, several: bool) -> Option<&str> {
    let PrintForms { full, abbr, abbr_cap, gost, .. } = print;
    let order: [&Option<Printed>; 4] = match form {
        LabelForm::Full => [full, abbr_cap, abbr, gost],
        LabelForm::Usual | LabelForm::Abbr => [abbr, full, abbr_cap, gost],
        LabelForm::AbbrCap => [abbr_cap, full, abbr, gost],
        LabelForm::Gost => [gost, abbr_cap, abbr, full],
    };
    order.into_iter().flatten().next().map(|printed| printed.form(several))
}

/// The label of pages and frames, which the scheme's own label for leaves does not fit: one and several, from the
/// word lists.
fn unit_label(folios: &Folios, form: LabelForm, schemas: &Schemas) -> String {
    let kind = match folios.unit {
        FolioUnit::Leaf => "print-leaf",
        FolioUnit::Page => "print-page",
        FolioUnit::Frame => "print-frame",
    };
    let words: Vec<&str> = schemas.phrases(kind).collect();
    let word = words.get(usize::from(folios.is_several())).or(words.first()).copied().unwrap_or_default();
    if matches!(form, LabelForm::Full | LabelForm::AbbrCap) { super::credits::capitalised(word) } else { word.to_owned() }
}

/// Hyphens between figures become the mark of a range; those of prefixes (`R-5446`) stay.
fn spread(value: &str, range: char) -> String {
    let letters: Vec<char> = value.chars().collect();
    let figure = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let between = |at: usize| figure(at.checked_sub(1)) && figure(Some(at + 1));
    letters.iter().enumerate().map(|(at, &c)| if c == '-' && between(at) { range } else { c }).collect()
}

//! The shelfmark in print: `GARF, f. 5446, op. 98c, d. 718, ll. 3–6`.
//!
//! Labels come from the level schemes; the value is the record's own, never corrected.

use super::LabelForm;
use super::markup::clean;
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

/// All shelfmarks of a record, joined by semicolons; the later ones repeat only what differs, as historians write.
/// `leading`: whether the first archive is named. Empty when there is none.
pub(super) fn shelfmarks(holdings: &[Holding], leading: bool, look: Look, schemas: &Schemas) -> String {
    let mut printed: Vec<String> = Vec::new();
    let mut earlier: Option<&Holding> = None;
    for holding in holdings {
        let shared = earlier.map_or(0, |earlier| shared_levels(earlier, holding));
        let named = match earlier {
            None => leading,
            Some(earlier) => archive(earlier, look, schemas) != archive(holding, look, schemas),
        };
        let parts = parts(holding, named, if named { 0 } else { shared }, look, schemas);
        if !parts.is_empty() {
            printed.push(parts.join(", "));
        }
        earlier = Some(holding);
    }
    printed.join("; ")
}

/// The archive's name in print.
pub(super) fn archive(holding: &Holding, look: Look, schemas: &Schemas) -> Option<String> {
    let mention = holding.repository.as_ref()?;
    let name = match (&mention.siglum, look.as_written) {
        (Some(siglum), false) => match (look.labels, schemas.repository(siglum).and_then(|known| known.original_siglum.as_ref())) {
            (LabelForm::Gost, Some(original)) => original,
            _ => &**siglum,
        },
        _ => &mention.as_written,
    };
    Some(clean(name)).filter(|name| !name.is_empty())
}

/// The repository's entry in the tables.
pub(super) fn repository<'s>(holding: &Holding, schemas: &'s Schemas) -> Option<&'s Repository> {
    schemas.repository(holding.siglum()?)
}

/// Leaves with their label: `l. 3`, `ll. 3–6`, `ll. 1, 18–19ob.`.
pub(super) fn leaves(holding: &Holding, look: Look, schemas: &Schemas) -> Option<String> {
    let folios = holding.folios.as_ref().filter(|folios| !folios.items.is_empty())?;
    let known = scheme(holding, schemas).and_then(|scheme| scheme.folios.as_ref()).filter(|labels| labels.unit == folios.unit);
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
    let side = |folio: &Folio| match folio.verso {
        false => clean(&folio.number),
        true => format!("{}{}{verso}", clean(&folio.number), if apart(folio) { " " } else { "" }),
    };
    let item = |item: &FolioRange| match item.from == item.to {
        true => side(&item.from),
        false => format!("{}{range}{}", side(&item.from), side(&item.to)),
    };
    let items: Vec<String> = folios.items.iter().map(item).collect();
    items.join(", ") + if folios.open_end.is_some() { "ff." } else { "" }
}

fn parts(holding: &Holding, named: bool, skipped: usize, look: Look, schemas: &Schemas) -> Vec<String> {
    let mut parts = Vec::new();
    if named && let Some(archive) = archive(holding, look, schemas) {
        let place = repository(holding, schemas).and_then(|known| known.place.as_deref()).filter(|_| look.place);
        parts.extend(place.map(str::to_owned));
        parts.push(archive);
    }
    if let Some(joint) = scheme(holding, schemas).and_then(|scheme| scheme.joined.as_deref())
        && !holding.levels.is_empty()
    {
        let values: Vec<String> = holding.levels.iter().map(|level| clean(&level.value)).collect();
        parts.push(values.join(joint));
        parts.extend(leaves(holding, look, schemas));
        return parts;
    }
    for level in &holding.levels[skipped..] {
        let mut text = level_text(holding, level, look, schemas);
        if &*level.id == "fond"
            && let Some(name) = &holding.fond_name
        {
            text = format!("{text} ({})", clean(name));
        }
        parts.push(text);
    }
    parts.extend(leaves(holding, look, schemas));
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
pub(super) fn level_text(holding: &Holding, level: &Level, look: Look, schemas: &Schemas) -> String {
    let known = scheme(holding, schemas).and_then(|scheme| scheme.level.iter().find(|known| *known.id == *level.id));
    let written = if look.labels == LabelForm::Gost && !level.as_written.is_empty() { &level.as_written } else { &level.value };
    let mut value = clean(written);
    let numbers = known.is_some_and(|known| known.value == ValueKind::Numbers);
    if numbers && look.range != '-' {
        value = spread(&value, look.range);
    }
    let several = numbers && value.contains([',', look.range]);
    match known.and_then(|known| label(&known.print, look.labels, several)) {
        Some(label) => labelled(label, &value),
        None => labelled(&own_label(level, look.labels), &value),
    }
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
    if label.is_empty() { value.to_owned() } else { format!("{}{TIE}{value}", label.replace(' ', "\u{A0}")) }
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

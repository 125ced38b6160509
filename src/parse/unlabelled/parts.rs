//! A shelfmark read part by part: between commas stands a label with its value, a number before its label, or a piece of
//! a call number that has no label. The pieces without labels, and what lies between them, are the call number.

use std::sync::OnceLock;

use regex::Regex;

use super::pieces::{bare_leaves, ends_part, is_code, is_day, segment_end};
use crate::parse::chars::{is_blank, is_dash, peek, skip, skip_blank, take};
use crate::parse::folios::{self, Item, List};
use crate::parse::labels::{Extent, Found, Meaning, SchemeLabels, number};
use crate::record::FolioUnit;
use crate::schema::{Schemas, Scheme, ValueKind};

/// A scheme whose shelfmarks are read part by part.
#[derive(Debug)]
pub struct Tradition {
    /// Its labels and those of the schemes it accepts.
    pub labels: SchemeLabels,
    /// The form of a call number that is one string, at the beginning of what stands there.
    whole: Option<Form>,
    /// The same form anywhere in a text.
    anywhere: Option<Form>,
    number_first: bool,
    /// Whether the archive may be named after the shelfmark.
    pub name_last: bool,
    /// Whether it may be read without a named archive.
    pub alone: bool,
    /// Words for "and" between two leaves.
    and: Vec<String>,
}

/// A level with its value.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Index into the levels of the labels, or the name of a group of the whole form.
    pub id: std::sync::Arc<str>,
    /// The label; empty where a form gave the value.
    pub label: Extent,
    /// The value.
    pub value: Extent,
}

/// The leaves of a shelfmark.
#[derive(Debug)]
pub struct Leaves {
    /// The label; empty for bare numbers.
    pub label: Extent,
    /// What they count.
    pub unit: FolioUnit,
    /// Whether the label is a plural.
    pub plural: Option<bool>,
    /// The leaves.
    pub items: Vec<Item>,
    /// End of the label or the list, whichever is later.
    pub end: usize,
}

/// What stands in a stretch of text.
#[derive(Debug, Default)]
pub struct Parts {
    /// Levels with labels, in printed order.
    pub levels: Vec<Labelled>,
    /// Pieces without labels.
    pub marks: Vec<Extent>,
    /// Leaves.
    pub leaves: Option<Leaves>,
    /// Whether the form of the scheme fits.
    pub fits: bool,
    /// Where the last piece ends.
    pub end: usize,
}

/// The form of a call number. Most runs meet few schemes, so it is compiled when first asked for.
#[derive(Debug)]
struct Form {
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Form {
    fn new(pattern: String) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// `None` when it is no regular expression; the check of schema files says so.
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }
}

impl Tradition {
    /// Prepares a scheme; `None` for those that are read as a run of labels.
    pub fn of(scheme: &Scheme, schemas: &Schemas) -> Option<Self> {
        scheme.parts.then(|| Self::by(scheme, schemas))
    }

    /// Prepares a scheme as if it were read part by part, to weigh it against others.
    pub fn by(scheme: &Scheme, schemas: &Schemas) -> Self {
        Self {
            labels: SchemeLabels::with(scheme, schemas),
            whole: scheme.whole.as_ref().map(|form| Form::new(format!(r"\A(?:{form})"))),
            anywhere: scheme.whole.as_ref().filter(|_| scheme.alone).map(|form| Form::new(form.clone())),
            number_first: scheme.number_first,
            name_last: scheme.name_last,
            alone: scheme.alone,
            and: schemas.phrases("list-and").map(str::to_owned).collect(),
        }
    }

    /// The form anywhere in a text, where the scheme may be read without an archive.
    pub fn anywhere(&self) -> Option<&Regex> {
        self.anywhere.as_ref()?.regex()
    }

    /// Reads `text[from..to]`.
    pub fn read(&self, text: &str, from: usize, to: usize) -> Parts {
        let text = &text[..to];
        let mut parts = Parts { end: from, ..Parts::default() };
        let mut at = self.form(text, from, &mut parts);
        loop {
            let last = at;
            at = skip(text, at, |c| is_blank(c) || matches!(c, ',' | '，' | ';' | ':' | '.' | ')' | ']'));
            // Behind a semicolon or the leaves only a further level belongs to the shelfmark.
            let closed = parts.leaves.is_some() || text[last..at].contains(';') && parts.has_number(text);
            if at >= to || closed && !self.goes_on(text, at) {
                parts.without_year(text);
                return parts;
            }
            at = self.part(text, at, &mut parts);
            parts.end = at;
        }
    }

    /// Where the form of the scheme ends that stands at `from`; `from` where none does.
    pub fn form_end(&self, text: &str, from: usize) -> usize {
        let found = self.whole.as_ref().and_then(|form| form.regex()?.find(&text[from..]));
        found.map_or(from, |found| from + found.end())
    }

    /// Whether a label of a level stands at `at`.
    fn goes_on(&self, text: &str, at: usize) -> bool {
        matches!(self.labels.at(text, at).map(|found| found.meaning), Some(Meaning::Level(_)))
    }

    /// Whether the stop at `dot` follows an ordinal number, as in `XVII. 789. 2. doboz`.
    pub fn is_ordinal(&self, text: &str, dot: usize) -> bool {
        let numeral = |word: &str| {
            let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
            !word.is_empty() && (roman || word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit()))
        };
        let before = text[..dot].rsplit(is_blank).next().unwrap_or_default();
        let next = text.get(dot + 1..).unwrap_or_default().trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        self.number_first && text[dot..].starts_with('.') && (numeral(before) || numeral(next))
    }

    /// The form that is one string.
    fn form(&self, text: &str, from: usize, parts: &mut Parts) -> usize {
        let Some(form) = self.whole.as_ref().and_then(Form::regex) else { return from };
        let from = skip(text, from, |c| c == '(');
        let Some(found) = form.captures(&text[from..]) else { return from };
        // What the form has after its last level is evidence, and is read again.
        let groups = form.capture_names().flatten().filter_map(|name| found.name(name));
        let end = from + groups.map(|group| group.end()).max().or(found.get(0).map(|whole| whole.end())).unwrap_or_default();
        if peek(text, end).is_some_and(char::is_alphanumeric) {
            return from;
        }
        parts.fits = true;
        parts.end = end;
        for name in form.capture_names().flatten() {
            if let Some(group) = found.name(name) {
                let value = (from + group.start(), from + group.end());
                parts.levels.push(Labelled { id: name.into(), label: (value.0, value.0), value });
            }
        }
        if parts.levels.is_empty() {
            parts.marks.push((from, end));
        }
        end
    }

    /// Reads the part at `at`; returns its end.
    fn part(&self, text: &str, at: usize, parts: &mut Parts) -> usize {
        if let Some(end) = self.labelled(text, at, parts) {
            return end;
        }
        if let Some(end) = self.numbered(text, at, parts) {
            return end;
        }
        if let Some(leaves) = bare_leaves(text, at).filter(|_| parts.has_number(text)) {
            let end = leaves.end;
            parts.leaves = Some(leaves);
            return end;
        }
        let end = self.piece_end(text, at);
        let trimmed = at + text[at..end].trim_end_matches(|c: char| is_blank(c) || matches!(c, ',' | '.' | ';')).len();
        parts.marks.push((at, trimmed.max(at + peek(text, at).map_or(1, char::len_utf8))));
        end.max(at + peek(text, at).map_or(1, char::len_utf8))
    }

    /// Where the part without a label ends: before a comma or semicolon, and before a number that goes with a label.
    fn piece_end(&self, text: &str, at: usize) -> usize {
        let end = segment_end(text, at);
        if !self.number_first {
            return end;
        }
        let words = text[at..end].match_indices(' ').map(|(offset, _)| at + offset);
        words.into_iter().find(|&space| self.number_before_label(text, skip_blank(text, space)).is_some()).unwrap_or(end)
    }

    fn labelled(&self, text: &str, at: usize, parts: &mut Parts) -> Option<usize> {
        let found = self.labels.at(text, at)?;
        let label = (found.start, found.end);
        let touching = found.value > found.end && found.value - found.end <= 24;
        let digit = peek(text, found.end).is_some_and(|c| c.is_ascii_digit());
        // `K. 12` is a label; `K 12`, `B202` and `FO 371` are call numbers.
        let word = &text[label.0..label.1];
        let letter = word.chars().all(|c| c.is_lowercase() || c.is_uppercase());
        let capitals = matches!(found.meaning, Meaning::Folios(..)) && word.chars().all(char::is_uppercase);
        let short =
            letter && (word.chars().count() == 1 || capitals) && peek(text, label.1).is_some_and(|c| c == ' ' || c.is_ascii_digit());
        // The fond may do without its dot, and so may what follows it: `F 890, V. 1960, D 27`.
        let after_fond = parts.levels.iter().any(|level| &*level.id == "fond");
        let own = |index: usize| &*self.labels.levels[index].id == "fond" || after_fond && index < self.labels.own_levels;
        let fond = !digit && matches!(found.meaning, Meaning::Level(index) if own(index));
        if !(touching || digit) || short && !fond {
            return None;
        }
        match found.meaning {
            Meaning::Level(index) => self.level(text, &found, index, parts),
            Meaning::LevelOrFolios(index, unit) => {
                let id = &self.labels.levels[index].id;
                let later = parts.levels.iter().any(|level| level.id == *id || self.labels.rank(&level.id) > index);
                if later || !parts.marks.is_empty() {
                    return self.leaves(text, &found, unit, None, parts);
                }
                self.level(text, &found, index, parts)
            }
            Meaning::Folios(unit, plural) => self.leaves(text, &found, unit, plural, parts),
        }
    }

    fn level(&self, text: &str, found: &Found, index: usize, parts: &mut Parts) -> Option<usize> {
        let level = &self.labels.levels[index];
        if parts.levels.iter().any(|known| known.id == level.id) {
            return None;
        }
        let (start, segment) = (found.value, segment_end(text, found.value));
        let raw = start + text[start..segment].trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | ')')).len();
        let end = match number(text, start, &[]) {
            Some((_, end)) if end == raw || self.labels.at(text, skip(text, end, |c| is_blank(c) || c == '.')).is_some() => end,
            _ => {
                let words = &text[start..raw];
                let has_digit = words.contains(|c: char| c.is_ascii_digit());
                let name = level.value == ValueKind::Name && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
                let fits = if name { words.len() <= 120 } else { has_digit && words.len() <= 40 && words.split(' ').count() <= 3 };
                (fits && !words.is_empty()).then_some(raw)?
            }
        };
        parts.levels.push(Labelled { id: level.id.clone(), label: (found.start, found.end), value: (start, end) });
        Some(end)
    }

    fn leaves(&self, text: &str, found: &Found, unit: FolioUnit, plural: Option<bool>, parts: &mut Parts) -> Option<usize> {
        if parts.is_empty() {
            return None;
        }
        let list = self.list(text, found.value)?;
        ends_part(text, list.end).then_some(())?;
        let end = list.end;
        parts.leaves = Some(Leaves { label: (found.start, found.end), unit, plural, items: list.items, end });
        Some(end)
    }

    fn list(&self, text: &str, at: usize) -> Option<List> {
        folios::list(text, at, folios::Words { verso: &self.labels.verso, open_end: &[], and: &self.and, is_month: &|_| false })
    }

    fn number_before_label(&self, text: &str, at: usize) -> Option<(Extent, Found)> {
        if !self.number_first || !peek(text, at)?.is_alphanumeric() {
            return None;
        }
        let value = number(text, at, &[])?;
        let next = skip(text, value.1, |c| c == '.' || is_blank(c));
        let found = self.labels.at(text, next).filter(|_| next > value.1)?;
        let after = skip_blank(text, found.end);
        // A label that is a whole word needs no mark behind it.
        let word = text[found.start..found.end].chars().count() >= 4;
        (word || after >= text.len() || text[after..].starts_with(['.', ',', ';', ')'])).then_some((value, found))
    }

    /// A number and the label after it.
    fn numbered(&self, text: &str, at: usize, parts: &mut Parts) -> Option<usize> {
        if let Some((value, found)) = self.number_before_label(text, at) {
            let (Meaning::Level(index) | Meaning::LevelOrFolios(index, _)) = found.meaning else {
                return self.leaves_before_label(text, at, parts);
            };
            let id = self.labels.levels[index].id.clone();
            if parts.levels.iter().any(|known| known.id == id) {
                return None;
            }
            parts.levels.push(Labelled { id, label: (found.start, found.end), value });
            return Some(found.end);
        }
        self.leaves_before_label(text, at, parts)
    }

    fn leaves_before_label(&self, text: &str, at: usize, parts: &mut Parts) -> Option<usize> {
        if !self.number_first || parts.is_empty() {
            return None;
        }
        let mut list = self.list(text, at)?;
        // `5.-7., 9. lp.`: every ordinal has its stop.
        while let stop = skip(text, list.end, |c| c == '.')
            && stop > list.end
            && let Some((next, ranged)) =
                take(text, stop, is_dash).map(|next| (next, true)).or(take(text, stop, |c| c == ',').map(|next| (next, false)))
            && let Some(more) = self.list(text, skip_blank(text, next))
        {
            let mut items = more.items.into_iter();
            if let (true, Some(first)) = (ranged, list.items.last_mut())
                && let Some(last) = items.next()
            {
                (first.to, first.dashed, first.range.1) = (last.to, true, last.range.1);
            }
            list.items.extend(items);
            list.end = more.end;
        }
        let found = self.labels.at(text, skip(text, list.end, |c| c == '.' || is_blank(c)))?;
        let Meaning::Folios(unit, plural) = found.meaning else { return None };
        parts.leaves = Some(Leaves { label: (found.start, found.end), unit, plural, items: list.items, end: found.end });
        Some(found.end)
    }
}

impl Parts {
    fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.marks.is_empty()
    }

    fn has_number(&self, text: &str) -> bool {
        !self.levels.is_empty() || self.marks.iter().any(|&(start, end)| text[start..end].contains(|c: char| c.is_ascii_digit()))
    }

    /// Whether there is a number other than that of a year or a day: "London: British Library, 1999, p. 12" has none.
    pub fn has_own_number(&self, text: &str) -> bool {
        let number = |&(start, end): &Extent| {
            let digits = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
            let year = |word: &str| word.len() == 4 && ["15", "16", "17", "18", "19", "20"].iter().any(|century| word.starts_with(century));
            let words = || text[start..end].split(|c: char| !c.is_alphanumeric()).filter(digits);
            let dated = words().any(year);
            words().any(|word| !(year(word) || dated && word.len() <= 2))
        };
        !self.levels.is_empty() || self.marks.iter().any(number)
    }

    /// Words in brackets behind the form of the scheme explain it: `JACAR A03023610400 (国立公文書館)`.
    pub fn without_remark(&mut self, text: &str) {
        let remark = |&(start, end): &Extent| text[start..end].starts_with('(') && !text[start..end].contains(|c: char| c.is_ascii_digit());
        if self.fits && self.marks.len() > 1 && self.marks.last().is_some_and(remark) {
            self.marks.pop();
        }
    }

    /// Words behind a form that is whole by itself say what the paper is: `AIR 1/5251, report by the committee, 16 July 1940`.
    pub fn without_words(&mut self, text: &str, tradition: &Tradition) {
        let says =
            |&(start, end): &Extent| !is_code(&text[start..end]) && text[start..end].split(is_blank).filter(|w| w.len() > 3).count() >= 2;
        if self.fits && tradition.alone && self.marks.get(1).is_some_and(says) {
            self.marks.truncate(1);
        }
    }

    /// A date at the end is that of the document; `is_month` tells the names of months.
    pub fn without_date(&mut self, text: &str, is_month: &dyn Fn(&str) -> bool) {
        let last = self.levels.iter().map(|level| level.value.1).chain(self.leaves.iter().map(|leaves| leaves.label.0)).max().unwrap_or(0);
        while let Some(&(start, end)) = self.marks.last()
            && (self.marks.len() > 1 || !self.levels.is_empty())
            && start >= last
        {
            let words = || text[start..end].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let number = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
            let spelt = words().all(|word| number(word) || is_month(word)) && words().filter(|word| is_month(word)).count() == 1;
            if !(spelt && words().any(number) || is_day(&text[start..end])) {
                return;
            }
            self.marks.pop();
        }
    }

    /// A year at the end is the date of the document.
    fn without_year(&mut self, text: &str) {
        let Some(&(start, end)) = self.marks.last() else { return };
        let years: Vec<&str> = text[start..end].split(is_dash).collect();
        let year =
            |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("18")) && word.chars().all(|c| c.is_ascii_digit());
        if years.len() == 1 && years.iter().all(year) && end == self.end && (self.marks.len() > 1 || !self.levels.is_empty()) {
            self.marks.pop();
        }
    }

    /// Where the first part begins.
    pub fn first(&self) -> Option<usize> {
        self.levels.iter().map(|level| level.label.0.min(level.value.0)).chain(self.marks.iter().map(|mark| mark.0)).min()
    }

    /// The call number: from the first piece without a label to the last, and whatever lies between.
    pub fn mark(&self) -> Option<Extent> {
        Some((self.marks.first()?.0, self.marks.last()?.1))
    }

    /// Whether leaves with their label stand right after `at`.
    pub fn leaves_at(&self, text: &str, at: usize) -> bool {
        self.leaves.as_ref().is_some_and(|leaves| leaves.label.0 < leaves.label.1 && leaves.label.0 == skip_blank(text, at))
    }

    /// How much speaks for this reading: labelled levels, the form of the scheme, pieces that look like call numbers.
    pub fn weight(&self, text: &str) -> usize {
        let codes = self.marks.iter().filter(|&&(start, end)| is_code(&text[start..end])).count();
        let labelled = self.levels.iter().filter(|level| level.label.0 < level.label.1).count();
        let leaves = self.leaves.as_ref().is_some_and(|leaves| leaves.label.0 < leaves.label.1) && self.has_own_number(text);
        2 * labelled + 3 * usize::from(self.fits) + codes.min(2) + usize::from(leaves)
    }

    /// Words in lower case, of which prose has many and shelfmarks few.
    pub fn prose(&self, text: &str) -> usize {
        let words = |&(start, end): &Extent| {
            let words = text[start..end].split(|c: char| !c.is_alphanumeric());
            words.filter(|word| word.chars().count() >= 4 && word.starts_with(char::is_lowercase)).count()
        };
        self.marks.iter().map(words).sum()
    }
}

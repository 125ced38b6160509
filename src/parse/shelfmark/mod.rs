//! Labelled shelfmarks: runs of level labels with their values, in one pass over a citation.

mod slips;

use super::chars::{at_word_start, is_blank, is_dash, peek, skip, skip_blank, take};
use super::folios::{self, List, Words};
use super::labels::{Extent, Found, Meaning, SchemeLabels, number};
use crate::record::FolioUnit;
use crate::schema::ValueKind;
use slips::{number_before, roman};

/// Words that shelfmarks are read with, from the schemas.
#[derive(Debug, Default)]
pub struct ShelfmarkWords {
    /// "Without number".
    pub unnumbered: Vec<String>,
    /// Open ends of leaf ranges.
    pub open_end: Vec<String>,
    /// Additions to an inventory number.
    pub supplement: Vec<String>,
    /// "And" between two numbers.
    pub and: Vec<String>,
    /// "Year" behind a number.
    pub years: Vec<String>,
}

/// A maximal run of levels that belong to one shelfmark.
#[derive(Debug, Default)]
pub struct Run {
    /// First label.
    pub start: usize,
    /// End of the last value.
    pub end: usize,
    /// Levels in printed order; several values for one level stand side by side.
    pub levels: Vec<RunLevel>,
    /// Leaves.
    pub folios: Option<RunFolios>,
    /// Name of the fond and the like between two levels.
    pub gloss: Option<Extent>,
    /// Labels without a value: level index and place.
    pub valueless: Vec<(usize, Extent)>,
    /// Labels with a wrong letter.
    pub misprints: Vec<Extent>,
    /// Whether the run hangs on the one before by separators alone.
    pub near: bool,
}

/// One level of a run.
#[derive(Debug)]
pub struct RunLevel {
    /// Index into [`SchemeLabels::levels`].
    pub index: usize,
    /// The label.
    pub label: Extent,
    /// The values: one, or several of a list.
    pub values: Vec<Extent>,
}

/// The leaves of a run.
#[derive(Debug)]
pub struct RunFolios {
    /// The label.
    pub label: Extent,
    /// What they count.
    pub unit: FolioUnit,
    /// Whether the label is a plural.
    pub plural: Option<bool>,
    /// The leaves.
    pub list: List,
}

impl Run {
    fn has(&self, index: usize) -> bool {
        self.levels.iter().any(|level| level.index == index)
    }

    fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.folios.is_none()
    }
}

/// Reads all runs of a citation by the labels of one scheme.
pub fn runs(text: &str, labels: &SchemeLabels, words: &ShelfmarkWords, is_month: &dyn Fn(&str) -> bool) -> Vec<Run> {
    let mut reader = RunReader {
        text,
        labels,
        words,
        folio_words: Words { verso: &labels.verso, open_end: &words.open_end, and: &words.and, is_month },
        done: Vec::new(),
        open: Run::default(),
    };
    let mut at = 0;
    while let Some(offset) = text[at..].find(char::is_alphabetic) {
        let start = at + offset;
        at = match labels.at(text, start) {
            Some(found) => reader.label(&found),
            None => match reader.misprint(start) {
                Some(found) => {
                    let end = reader.label(&found);
                    reader.open.misprints.push((found.start, found.end));
                    end
                }
                None => word_end(text, start),
            },
        };
    }
    reader.close();
    reader.done
}

fn word_end(text: &str, start: usize) -> usize {
    let end = skip(text, start, char::is_alphanumeric);
    if end > start { end } else { start + peek(text, start).map_or(1, char::len_utf8) }
}

struct RunReader<'a> {
    text: &'a str,
    labels: &'a SchemeLabels,
    words: &'a ShelfmarkWords,
    folio_words: Words<'a>,
    done: Vec<Run>,
    open: Run,
}

/// What stands between two levels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Separators,
    Semicolon,
    Gloss,
    Far,
}

impl RunReader<'_> {
    /// Takes a label; returns where to look on.
    fn label(&mut self, found: &Found) -> usize {
        match found.meaning {
            Meaning::Folios(unit, plural) => self.folios(found, unit, plural),
            Meaning::Level(index) => self.level(found, index),
            Meaning::LevelOrFolios(index, unit) => {
                if self.means_leaves(found, index, unit) {
                    self.folios(found, unit, None)
                } else {
                    self.level(found, index)
                }
            }
        }
    }

    /// Whether a label that may stand for a level or for leaves stands for leaves here. `f.` is the fond at the head of a
    /// shelfmark and the leaf (folio, filă) at its end.
    fn means_leaves(&self, found: &Found, index: usize, unit: FolioUnit) -> bool {
        let later = self.open.levels.iter().any(|level| level.index > index && level.index < self.labels.own_levels);
        let restarts = self.restarts(found, index);
        let again = self.open.has(index) && !restarts;
        if index == 0 {
            return again || later && !restarts;
        }
        let list = folios::list(self.text, found.value, self.folio_words);
        let several = list.is_some_and(|list| list.items.len() > 1 || list.items.iter().any(|item| item.dashed));
        several || again || unit == FolioUnit::Leaf && later && !restarts
    }

    /// Whether a label after a semicolon or after words begins a new shelfmark: the level below it follows its number. A fond
    /// may begin one anywhere.
    fn restarts(&self, found: &Found, index: usize) -> bool {
        let value = number(self.text, found.value, &self.words.unnumbered);
        let value = value.filter(|_| index == 0 || self.gap(found.start) != Gap::Separators);
        let Some((_, end)) = value else { return false };
        let next = skip(self.text, end, |c| is_blank(c) || matches!(c, ',' | '.'));
        let label = self.labels.at(self.text, next);
        label.is_some_and(|label| matches!(label.meaning, Meaning::Level(below) if below > index))
    }

    fn level(&mut self, found: &Found, index: usize) -> usize {
        let part = self.labels.levels[index].id.as_ref() == "part";
        let value = number(self.text, found.value, &self.words.unnumbered);
        let letters = || if part { roman(self.text, found.value) } else { self.letters(found, index) };
        let value = value.or_else(letters).filter(|_| touches(self.text, found)).or_else(|| self.behind_comma(found, index));
        let value = value.or_else(|| number_before(self.text, found));
        let gap = self.gap(value.map_or(found.start, |value| value.0.min(found.start)));
        let Some(first) = value else {
            let bare = peek(self.text, skip_blank(self.text, found.value)).is_none_or(|c| matches!(c, ',' | ';' | '.' | '?'));
            if gap == Gap::Separators && !self.open.is_empty() && bare {
                self.open.valueless.push((index, (found.start, found.end)));
            }
            return found.end;
        };
        if gap != Gap::Separators && self.counts_other(first) {
            return found.end;
        }
        if part && (self.open.levels.is_empty() || gap != Gap::Separators) {
            return found.end;
        }
        let values = if first.0 < found.start { vec![first] } else { self.values(index, first) };
        let end = values.last().map_or(first.1, |value| value.1).max(found.end);
        let again = self.open.has(index) || self.open.folios.is_some();
        if gap == Gap::Far || again || (gap == Gap::Gloss && !self.takes_gloss(index)) {
            self.start_new(found.start.min(first.0), gap);
        } else if gap == Gap::Gloss {
            self.open.gloss = Some((self.open.end, found.start));
        }
        self.open.levels.push(RunLevel { index, label: (found.start, found.end), values });
        self.open.end = end;
        self.bare_delo(index);
        self.open.end
    }

    fn folios(&mut self, found: &Found, unit: FolioUnit, plural: Option<bool>) -> usize {
        let list = folios::list(self.text, found.value, self.folio_words).filter(|_| touches(self.text, found));
        let before = number_before(self.text, found).filter(|_| list.is_none());
        let list = list.or_else(|| folios::list(&self.text[..before?.1], before?.0, self.folio_words));
        let start = before.map_or(found.start, |before| before.0);
        let gap = self.gap(start);
        let Some(list) = list else { return found.end };
        // Page labels count only right after a delo: elsewhere they belong to a printed book.
        let joined = matches!(gap, Gap::Separators | Gap::Semicolon) && !self.open.is_empty();
        // Frames are counted of nothing else; words on the contents of the file may stand between.
        let joined = joined || unit == FolioUnit::Frame && gap == Gap::Gloss;
        if unit != FolioUnit::Leaf && (!joined || self.open.levels.is_empty()) {
            return found.end;
        }
        if !joined || self.open.folios.is_some() {
            self.start_new(start, gap);
        }
        let end = list.end.max(found.end);
        self.open.folios = Some(RunFolios { label: (found.start, found.end), unit, plural, list });
        self.open.end = end;
        end
    }

    fn start_new(&mut self, start: usize, gap: Gap) {
        self.close();
        self.open = Run { start, near: matches!(gap, Gap::Separators | Gap::Semicolon), ..Run::default() };
    }

    fn close(&mut self) {
        self.bare_leaves();
        let run = std::mem::take(&mut self.open);
        if !run.is_empty() {
            self.done.push(run);
        }
    }

    /// A name may stand between the fond and the next level: `f. 102 DPOO, 1898 g., op. 226`.
    fn takes_gloss(&self, index: usize) -> bool {
        self.open.levels.last().is_some_and(|last| last.index == 0) && index != 0
    }

    fn gap(&self, start: usize) -> Gap {
        if self.open.is_empty() {
            return Gap::Far;
        }
        // A number before its label may have been read as the end of what stands before.
        let between = self.without_bracket(self.text.get(self.open.end..start).unwrap_or_default());
        let plain = |c: char| is_blank(c) || matches!(c, ',' | '.' | '/' | ':' | '*') || is_dash(c);
        if between.chars().all(plain) {
            return Gap::Separators;
        }
        if between.chars().all(|c| plain(c) || c == ';') {
            return Gap::Semicolon;
        }
        // `f. 12.50` is a price.
        let decimal = between.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !decimal && between.chars().count() <= 80 && !between.contains([';', '"', '“', '”']) && !between.contains("//") {
            Gap::Gloss
        } else {
            Gap::Far
        }
    }

    fn values(&self, index: usize, first: Extent) -> Vec<Extent> {
        let kind = self.labels.levels[index].value;
        let mut values = vec![self.with_suffix(first)];
        if kind != ValueKind::Numbers {
            return values;
        }
        if let Some(end) = self.spaced_range(values[0]) {
            values[0].1 = end;
        }
        while let Some(next) = self.next_value(index, &values) {
            values.push(next);
        }
        values
    }

    /// A further number of a list: it goes up, is no year and no part of a date, and a separator follows it.
    fn next_value(&self, index: usize, values: &[Extent]) -> Option<Extent> {
        let text = self.text;
        let (first, end) = *values.last()?;
        let at = folios::separator(text, end, &self.words.and)?;
        let next = number(text, at, &[])?;
        let after = skip_blank(text, next.1);
        let word = &text[after..skip(text, after, char::is_alphabetic)];
        if !word.is_empty() && (word.chars().count() <= 2 && word.starts_with('г') || (self.folio_words.is_month)(word)) {
            return None;
        }
        let leading = |extent: Extent| {
            text[extent.0..extent.1].split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty())?.parse::<u64>().ok()
        };
        let starts = text[next.0..next.1].split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()?;
        let before = leading((first, end))?;
        let lettered = starts == before && text[next.0..next.1].ends_with(char::is_alphabetic) && text[first..end] != text[next.0..next.1];
        if self.counts_other(next) {
            return None;
        }
        // A year ends a list; in the middle of one stands a number.
        let ends = separator_ends(text, next.1);
        // Opisi of one fond stand close: in «Оп. 1, 2792» the second number is of a delo.
        if self.labels.levels[index].id.as_ref() == "opis" && starts > before + 20 {
            return None;
        }
        let year = (1700..2100).contains(&starts) && before + 500 < starts && ends;
        ((starts > before || lettered) && !year).then_some(next)
    }

    /// A number may go on after a space: `17761 пф`, `3 доп.`
    fn with_suffix(&self, value: Extent) -> Extent {
        let text = self.text;
        let start = skip_blank(text, value.1);
        // `2981 (b)`
        let letter = take(text, start, |c| c == '(').and_then(|open| take(text, open, char::is_alphabetic));
        if let Some(close) = letter.and_then(|next| take(text, next, |c| c == ')')) {
            return (value.0, close);
        }
        let end = skip(text, start, char::is_alphabetic);
        let word = &text[start..end];
        if start == value.1 || word.is_empty() {
            return value;
        }
        let letters = word.chars().count();
        let supplement = self.words.supplement.iter().any(|known| word.to_lowercase() == *known);
        // A no-break space holds a suffix to its number in any script.
        let held = text[value.1..start] == *"\u{A0}";
        // A lone Latin letter before a comma: `718 a, Listy 3-6`.
        let lone = letters == 1 && matches!(peek(text, end), Some(',' | ';'));
        let suffix = letters <= 2 && word.chars().all(|c| c.is_lowercase() && (held || lone || !c.is_ascii()));
        let ends = peek(text, end).is_none_or(|c| matches!(c, '.' | ',' | ';' | ')' | '/'));
        if supplement || (suffix && ends && self.labels.at(text, start).is_none()) { (value.0, end) } else { value }
    }
}

/// Whether no further number of a list follows.
fn separator_ends(text: &str, at: usize) -> bool {
    folios::separator(text, at, &[]).is_none_or(|next| number(text, next, &[]).is_none())
}

/// A value must follow its label: with a dot or a blank between, or a digit at once.
fn touches(text: &str, found: &Found) -> bool {
    let gap = &text[found.end..found.value];
    // A line of prose may end in a label word; the value then has to stand close.
    gap.len() <= 24
        && (found.value > found.end || peek(text, found.end).is_some_and(|c| c.is_ascii_digit()))
        && at_word_start(text, found.start)
        && take(text, found.end, |c| c == '\n').is_none()
}
